"""Labels that occur once: misspelt ones, one-off voices, and words that only look like a label."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from . import remarks, voices
from .blocks import Block, Document
from .labels import Label
from .schemes import Proposal
from .voices import Lexicon

_LIKELY = 0.75
_POSSIBLE = 0.5


@dataclass(frozen=True, slots=True)
class Stray:
    """A label outside the main cast: `code` is the doubt it raises, `person` the voice it was taken for."""

    index: int
    name: str
    code: str
    person: str | None = None


def with_stray_labels(
    document: Document, proposal: Proposal, found: Sequence[tuple[Label, ...]], lexicon: Lexicon
) -> tuple[Proposal, list[Stray]]:
    """The proposal with misspelt labels and one-off voices taken in, each with its doubt."""
    usual = Counter(_setting(document.blocks[i], label) for i, label in proposal.cues.items())
    accepted = set(proposal.persons[label.key] for label in proposal.cues.values())
    free = {i: _first(options) for i, options in enumerate(found) if i not in proposal.cues and _first(options)}
    rare = {label.key: label for label in free.values() if label}
    counts = Counter(label.key for label in free.values() if label)
    keys_of = {label.key: proposal.persons[label.key] for label in proposal.cues.values()}
    misspelt = voices.typos((k for k in rare if counts[k] == 1), keys_of)
    same_person = _known_people(rare, proposal)
    first = min(proposal.cues)
    cues, persons, stray = dict(proposal.cues), dict(proposal.persons), list[Stray]()
    for index, meant in _misspelt_voices(proposal).items():
        persons[cues[index].key] = meant
        stray.append(Stray(index, cues[index].name, "label_typo", meant))
    listed = _in_a_row(free, counts)
    for index, label in free.items():
        inside = document.blocks[index].joint == "space" and not document.spoken
        if label is None or inside or proposal.is_bare(index - 1, document.blocks):
            continue
        person = same_person.get(label.key)
        code = ""
        if person is None and label.key in misspelt:
            person, code = keys_of[misspelt[label.key]], "label_typo"
        elif person is None and (index > first or _opens(document, index, first, label, usual)):
            code = _judge_single(label, document.blocks[index], usual, lexicon, counts)
            if code == "unknown_label" and proposal.turns and _answers(proposal, index, lexicon, label):
                code = "single_voice"
            if code == "single_voice" and (index in listed or _is_headline(document.blocks[index], label)):
                code = "unknown_label" if label.name.isupper() else ""
            person = label.key if code == "single_voice" else None
        if label.opening and person:
            code = "label_typo"
        if person:
            cues[index] = label
            persons[label.key] = person
        if code:
            stray.append(Stray(index, label.name, code, person))
    stray += [
        Stray(i, label.name, "label_typo", persons[label.key]) for i, label in proposal.cues.items() if label.opening
    ]
    stray += _word_voices(proposal, accepted, lexicon)
    return replace(proposal, cues=cues, persons=persons), stray


def _misspelt_voices(proposal: Proposal) -> dict[int, str]:
    """The block of each voice that speaks once, and is another but for a slip: in tables every name is somebody's.

    Nobody answers himself: neighbours are two people, however alike.
    """
    places: dict[str, list[int]] = {}
    order = sorted(proposal.cues)
    for index in order:
        places.setdefault(proposal.persons[proposal.cues[index].key], []).append(index)
    apart = {(proposal.voice(a), proposal.voice(b)) for a, b in pairwise(order)}
    often = [person for person, found in places.items() if len(found) > 1]
    once = [person for person, found in places.items() if len(found) == 1]
    meant = voices.typos(once, often)
    return {places[one][0]: person for one, person in meant.items() if not {(one, person), (person, one)} & apart}


def _first(options: tuple[Label, ...]) -> Label | None:
    return next((label for label in options if label.strong), None)


def _opens(document: Document, index: int, first: int, label: Label, usual: Counter[tuple[str, bool, bool]]) -> bool:
    """Whether somebody who speaks once opens the conversation, right above the first turn of the others."""
    block = document.blocks[index]
    below = document.blocks[index + 1 : first]
    as_others = usual[_setting(block, label)] >= sum(usual.values()) * 0.3
    speaks = remarks.has_ending(block.text) and not remarks.is_metadata(block.text)
    return as_others and speaks and all(one.joint == "space" for one in below)


def _setting(block: Block, label: Label) -> tuple[str, bool, bool]:
    """How a label is set: its syntax, whether it is bold or italic, and whether it stands in a list."""
    first = next((run for run in block.runs if run.text.strip()), None)
    return label.syntax, bool(first and (first.bold or first.italic)), bool(block.marker)


def _known_people(rare: Mapping[str, Label], proposal: Proposal) -> dict[str, str]:
    """Labels that shorten or lengthen one voice's name. A first name in common makes nobody the same."""
    written: dict[str, set[str]] = {}
    shortened: dict[str, set[str]] = {}
    for label in proposal.cues.values():
        person = proposal.persons[label.key]
        written.setdefault(label.key, set()).add(person)
        for short in voices.short_forms(label.name):
            shortened.setdefault(short, set()).add(person)
    known = {}
    for key, label in rare.items():
        matches = written.get(key, set()) | shortened.get(key, set())
        matches = matches.union(*(written.get(short, set()) for short in voices.short_forms(label.name)))
        if len(matches) == 1:
            known[key] = matches.pop()
    return known


def _judge_single(
    label: Label, block: Block, usual: Counter[tuple[str, bool, bool]], lexicon: Lexicon, counts: Counter[str]
) -> str:
    """`single_voice` if the label is set as the others and reads like a name, `unknown_label` if it might be one."""
    likely = lexicon.plausibility(label.name)
    setting = _setting(block, label)
    total = sum(usual.values())
    as_others = usual[setting] >= total * 0.3
    plain = setting[:2] == ("colon", False)
    if as_others and likely >= (_LIKELY if plain else _POSSIBLE):
        return "single_voice"
    if as_others and likely >= _POSSIBLE and len(label.name.split()) <= 3:
        return "unknown_label"
    return "unknown_label" if counts[label.key] > 1 and likely >= 0.2 and as_others else ""


def _in_a_row(free: Mapping[int, Label | None], counts: Counter[str]) -> set[int]:
    """Blocks one after the other whose labels each occur once: a list with keywords, not a row of voices."""
    once = {index for index, label in free.items() if label and counts[label.key] == 1}
    return {index for index in once if {index - 1, index + 1} & once}


def _is_headline(block: Block, label: Label) -> bool:
    """`Prüfung: Ruhe bewahren`: short and without a sentence's end."""
    return remarks.is_short(block.text) and not remarks.has_ending(block.text) and bool(block.text[label.end :].strip())


def _answers(proposal: Proposal, index: int, lexicon: Lexicon, label: Label) -> bool:
    """Whether a label stands where the answer to a labelled question begins."""
    single = len(label.name.split()) == 1
    return index - 1 in proposal.cues and lexicon.plausibility(label.name) >= (_POSSIBLE if single else _LIKELY)


def _word_voices(proposal: Proposal, accepted: set[str], lexicon: Lexicon) -> list[Stray]:
    """Voices whose name reads like an ordinary word, each at its first cue."""
    first: dict[str, tuple[int, Label]] = {}
    for index, label in sorted(proposal.cues.items()):
        first.setdefault(proposal.persons[label.key], (index, label))
    return [
        Stray(index, label.name, "word_label", person)
        for person, (index, label) in first.items()
        if person in accepted and label.syntax != "said" and lexicon.plausibility(label.name) <= 0.3
    ]
