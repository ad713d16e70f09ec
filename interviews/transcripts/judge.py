"""Which proposal reads best as an interview: a few general features of the whole, weighed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

from . import remarks
from .blocks import Document
from .cast import Cast, Conduct, cast
from .labels import Label
from .model import Role
from .schemes import ANSWERER, ASKER, Proposal, labelled_proposal, variants
from .segments import Facts, Segment, segments
from .voices import Lexicon

_MOST_VOICES = 20
# A label that looks this much like a person's is never dropped for a better score.
_SAFE = 0.7
# Characters of the first turns, in which hosts introduce their guests.
_OPENING = 3_000


@dataclass(frozen=True, slots=True)
class Features:
    """Each from 0 to 1.

    covered      share of the words that somebody says
    answered     share of the questions after which somebody answers
    contrast     how much more those who ask end on a question mark than those who answer
    brevity      how much shorter questions are than answers
    few          two voices are the rule, many are not
    fine         no single turn swallows the text
    accounted    share of the labels which come back and look like people that the reading uses
    explicit     how plainly the text itself says who speaks
    """

    covered: float
    answered: float
    contrast: float
    brevity: float
    few: float
    fine: float
    accounted: float
    explicit: float


# Fitted by hand on the sample transcripts; none of the decisions there hangs on the exact values.
WEIGHTS = Features(covered=1.5, answered=1.0, contrast=1.5, brevity=1.0, few=0.6, fine=1.5, accounted=3.0, explicit=0.9)


@dataclass(frozen=True, slots=True)
class Judged:
    """A proposal with what became of it."""

    proposal: Proposal
    segments: list[Segment]
    cast: Cast
    features: Features
    score: float


def judge(document: Document, facts: Facts, lexicon: Lexicon, found: Sequence[tuple[Label, ...]]) -> list[Judged]:
    """All ways to read a document, the best first. Voices are settled before anything is built on them."""
    labelled = labelled_proposal(document, lexicon, found)
    settled = settle(document, facts, labelled, lexicon) if labelled else None
    others = variants(document, settled.proposal if settled else None)
    judged = [weigh(document, facts, proposal, lexicon) for proposal in others]
    judged += [settled] if settled else []
    return sorted((j for j in judged if j.segments), key=lambda j: (-j.score, j.proposal.name))


def settle(document: Document, facts: Facts, proposal: Proposal, lexicon: Lexicon) -> Judged:
    """Drop voices, the least likely first, while the whole reads better without them."""
    best = weigh(document, facts, proposal, lexicon)
    persons = {person: 0 for person in proposal.persons.values()}
    for label in proposal.cues.values():
        persons[proposal.persons[label.key]] += 1
    likely = (
        {proposal.persons[label.key]: lexicon.plausibility(label.name) for label in reversed([*proposal.cues.values()])}
        if proposal.cues
        else {}
    )
    order = sorted(persons, key=lambda person: (likely.get(person, 0), persons[person]))
    for person in [p for p in order if likely.get(p, 0) < _SAFE][:_MOST_VOICES]:
        without = weigh(document, facts, _without(best.proposal, person), lexicon)
        if without.score > best.score and without.segments:
            best = without
    return best


def _without(proposal: Proposal, person: str) -> Proposal:
    cues = {i: label for i, label in proposal.cues.items() if proposal.persons[label.key] != person}
    return replace(proposal, cues=cues)


def weigh(document: Document, facts: Facts, proposal: Proposal, lexicon: Lexicon) -> Judged:
    """A proposal's turns, roles and score."""
    found = segments(document, facts, proposal)
    roles = _roles(document, facts, proposal, found, lexicon)
    values = _features(facts, proposal, found, roles, lexicon)
    score = sum(getattr(values, f.name) * getattr(WEIGHTS, f.name) for f in fields(Features))
    return Judged(proposal, found, roles, values, score)


def _roles(document: Document, facts: Facts, proposal: Proposal, found: Sequence[Segment], lexicon: Lexicon) -> Cast:
    names = {proposal.persons[label.key]: label.name for label in reversed([*proposal.cues.values()])}
    voices: dict[str, Conduct] = {}
    told = ""
    for segment in found:
        if segment.voice in (ASKER, ANSWERER):
            continue
        name = names[segment.voice]
        if segment.voice not in voices:
            introduced = " " in name and name in told
            voices[segment.voice] = Conduct(name, subject=lexicon.is_subject(name) or introduced)
        voice = voices[segment.voice]
        if len(told) < _OPENING:
            told += " ".join(document.blocks[i].text for i in segment.blocks)[:_OPENING]
        label = proposal.cues.get(segment.blocks[0])
        labelled = len(document.blocks[segment.blocks[0]].text[: label.end].split()) if label else 0
        voice.sizes.append(max(0, sum(facts.words[i] for i in segment.blocks) - labelled))
        voice.asking.append(facts.asks[segment.blocks[-1]])
        voice.querying.append(any(facts.querying[i] for i in segment.blocks))
        voice.heads.append(facts.heads[segment.blocks[0]])
        voice.thanks = any(remarks.thanks(document.blocks[i].text) for i in segment.blocks[:3])
    order = [segment.voice for segment in found if segment.voice in voices]
    if any(segment.voice == ASKER for segment in found) and not any(s.voice == ANSWERER for s in found):
        # Somebody unnamed asks, so those who have names answer, unless their part says otherwise.
        known = cast(voices, order).roles
        answering: dict[str, Role] = dict.fromkeys(voices, "expert")
        return Cast({**answering, **{p: r for p, r in known.items() if r == "unknown"}})
    if any(segment.voice == ANSWERER for segment in found) and proposal.turns:
        return _questions_only(voices, order)
    return cast(voices, order)


def _questions_only(voices: Mapping[str, Conduct], order: Sequence[str]) -> Cast:
    """Unnamed people answer: whoever is named and mostly asks is an asker."""
    return Cast(dict.fromkeys(voices, "asker")) if len(voices) == 1 else cast(voices, order)


def kinds(found: Sequence[Segment], roles: Cast) -> list[bool]:
    """For each segment whether it asks."""
    return [s.voice == ASKER or roles.roles.get(s.voice) == "asker" for s in found]


def _features(facts: Facts, proposal: Proposal, found: Sequence[Segment], roles: Cast, lexicon: Lexicon) -> Features:
    sizes = [sum(facts.words[i] for i in segment.blocks) for segment in found]
    ask = kinds(found, roles)
    ending = [facts.asks[segment.blocks[-1]] for segment in found]
    total = sum(n for n, apart in zip(facts.words, facts.apart, strict=True) if not apart) or 1
    spoken = sum(sizes)
    followed = [not following for asking, following in pairwise(ask) if asking]
    rate = {kind: _mean([e for e, k in zip(ending, ask, strict=True) if k == kind]) for kind in (True, False)}
    length = {kind: _mean([n for n, k in zip(sizes, ask, strict=True) if k == kind]) for kind in (True, False)}
    both = any(ask) and not all(ask)
    neither = 0.5 if len(set(segment.voice for segment in found)) > 1 else 0.0
    voices = len({segment.voice for segment in found})
    return Features(
        covered=min(1.0, spoken / total),
        answered=_mean(followed) if any(ask) else neither,
        contrast=_contrast(rate[True] - rate[False], sum(ask), proposal) if both else 0.0,
        brevity=length[False] / (length[False] + length[True]) if both else neither,
        few=(1.0 if voices == 2 else 1 / (1 + 0.12 * (voices - 2))) if both or neither else 0.0,
        fine=1 - max(sizes, default=0) / max(1, spoken),
        accounted=lexicon.accounted(proposal.cues),
        explicit=proposal.explicit * _one_sided(proposal, roles) if both or proposal.cues else 0.0,
    )


def _contrast(difference: float, questions: int, proposal: Proposal) -> float:
    """The difference, the less trusted the fewer questions it rests on."""
    return max(0.0, difference) * questions / (questions + 0.5) * (0.5 if proposal.circular else 1.0)


def _one_sided(proposal: Proposal, roles: Cast) -> float:
    """Where labels are said to stand on questions only: how far that is true."""
    if not proposal.turns or not proposal.cues:
        return 1.0
    return _mean([roles.roles.get(proposal.persons[label.key]) == "asker" for label in proposal.cues.values()])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
