"""The ways people write a conversation down, each a proposal how to read the whole.

A proposal says at which blocks somebody begins to speak (`cues`), which blocks are set apart as questions
(`asks`), and who goes on after a question. `judge` compares proposals; nothing here looks at their merit.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from . import remarks, voices
from .blocks import Block, Document
from .labels import Label
from .voices import Lexicon

# No conversation has more; what else comes back is no name.
_MOST_VOICES = 60
ASKER = "?"
ANSWERER = "!"

_ASKS = re.compile(r"[?？][\s„“”\"'’»«›‹)\]*_]*(?:\([^()]{1,40}\)|\[[^\[\]]{1,40}\]|#[\d:.-]{4,16}#)?\s*$")
_DIALOGUE = re.compile(r"(?:[–—-]|>{2,3})\s*(?=\S)")
_STAGE = re.compile(r"\([^()]{1,200}\)[.\s]*$|\[[^\[\]]{1,400}\][.\s]*$|\*[^*]{1,60}\*$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One way to read the whole document.

    name      the scheme, for people
    cues      block → the label with which it begins
    persons   label key → key of the voice
    asks      blocks that are questions by their look, without a label
    turns     question labels hold for one paragraph: what follows is the answer
    switches  blocks at which the other of two unnamed people begins; who asks does so first, unless `answer_first`
    explicit  how plainly the text itself says who speaks, from 0 to 1
    circular  questions were picked by their question mark, so that it proves nothing
    """

    name: str
    cues: Mapping[int, Label] = field(default_factory=dict)
    persons: Mapping[str, str] = field(default_factory=dict)
    asks: frozenset[int] = frozenset()
    turns: bool = False
    switches: frozenset[int] = frozenset()
    answer_first: bool = False
    explicit: float = 0.0
    circular: bool = False

    def voice(self, index: int) -> str | None:
        label = self.cues.get(index)
        return self.persons.get(label.key, label.key) if label else None

    def is_bare(self, index: int, blocks: Sequence[Block]) -> bool:
        """Whether a block is somebody's label and nothing else, so that what is said stands below."""
        label = self.cues.get(index)
        return label is not None and not blocks[index].text[label.end :].strip()


def asks(text: str) -> bool:
    """Whether a paragraph ends in a question mark."""
    return bool(_ASKS.search(text[-120:]))


def is_stage_direction(text: str) -> bool:
    """Whether a whole paragraph is a remark in brackets."""
    return bool(_STAGE.match(text[:500])) and len(text) <= 450


def is_apart(block: Block) -> bool:
    """Whether the format sets a block apart from speech: a heading, a caption, a stage direction of its own."""
    return bool(block.heading) or block.hint == "note" or is_stage_direction(block.text) or remarks.is_time(block.text)


def is_capitals(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    long_enough = (len(letters) > 3 and len(text.split()) > 1) or (len(letters) > 1 and asks(text))
    return long_enough and all(char.isupper() or char == "ß" for char in letters)


def _is_heading_of(level: int, block: Block) -> bool:
    return block.heading == level


_ASKING = "paragraphs that ask"

STYLES: Mapping[str, Callable[[Block], bool]] = {
    "named questions": lambda b: b.hint == "question",
    "bold questions": lambda b: b.bold and not b.heading,
    "italic questions": lambda b: b.italic and not b.heading and not b.bold,
    "questions as quotes": lambda b: b.quote,
    "questions in capitals": lambda b: not b.heading and is_capitals(b.text),
    "numbered questions": lambda b: b.marker[:1].isdigit() and not b.heading,
    "questions as list items": lambda b: b.marker in ("-", "*", "+", "•", "·") and not b.heading,
    "questions with a dash": lambda b: bool(_DIALOGUE.match(b.text)) or b.marker == "-",
    **{f"questions as headings {level}": partial(_is_heading_of, level) for level in range(1, 7)},
    _ASKING: lambda b: not b.heading and b.hint != "note" and asks(b.text),
}
_BY_LINE = ("bold questions", "italic questions", "questions in capitals")
_EXPLICIT = {"named questions": 1.0, _ASKING: 0.3, "questions with a dash": 0.5}


def variants(document: Document, labelled: Proposal | None) -> Iterator[Proposal]:
    """All further proposals: with the voices of `labelled` where there are any, and without labels."""
    blocks = document.blocks
    styles = _styles(document)
    if labelled and labelled.cues:
        yield from _with_labels(blocks, labelled, styles)
    for name, members in styles.items():
        yield Proposal(name, asks=members, explicit=_EXPLICIT.get(name, 0.7), circular=name == _ASKING)
    dialogue = frozenset(i for i, b in enumerate(blocks) if _DIALOGUE.match(b.text) or b.marker == "-")
    changes = frozenset(i for i, b in enumerate(blocks) if b.text.startswith(">>"))
    for marks, name, explicit in ((changes, "marked changes", 1.0), (dialogue, "dialogue dashes", 0.6)):
        if len(marks) > 1:
            yield Proposal(name, switches=marks, explicit=explicit)
            yield Proposal(f"{name}, an answer first", switches=marks, answer_first=True, explicit=explicit - 0.1)
    if not document.spoken:
        paragraphs = (i for i, b in enumerate(blocks) if b.joint != "space" and not is_apart(b))
        yield Proposal("bare alternation", switches=frozenset(paragraphs), explicit=0.1)


def _with_labels(
    blocks: Sequence[Block], labelled: Proposal, styles: Mapping[str, frozenset[int]]
) -> Iterator[Proposal]:
    yield replace(labelled, name="labels on questions only", turns=True, explicit=0.85)
    taken = _labelled_blocks(blocks, labelled)
    before = _before_cues(blocks, labelled) - taken
    if sum(asks(blocks[i].text) for i in before) * 2 >= len(before) > 0:
        yield replace(labelled, name="labels on answers only", asks=before, explicit=0.8)
    for name, members in styles.items():
        free = members - taken
        if len(free) >= max(1, len(labelled.cues) * 0.3):
            cues = _beside(labelled, min(free))
            circular = name == _ASKING
            # Who has a name answers what is asked by its look: "By the way: …" within an answer does not.
            if any(index - 1 in free for index in cues):
                yield replace(
                    labelled, name=f"labels and {name}", cues=cues, asks=free, explicit=0.9, circular=circular
                )


def _beside(labelled: Proposal, first: int) -> dict[int, Label]:
    """The labels of those who speak beside questions of another look, which begin at `first`: what has a colon
    above all questions, and never again, is metadata."""
    there = {labelled.voice(index) for index in labelled.cues if index > first}
    return {index: label for index, label in labelled.cues.items() if labelled.voice(index) in there}


def _styles(document: Document) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    if document.spoken:
        return found
    for name, belongs in STYLES.items():
        by_line = name in _BY_LINE
        members = _whole_paragraphs(document.blocks, [belongs(block) for block in document.blocks], by_line=by_line)
        # One heading is the title, not the only question.
        enough = 2 if name.startswith("questions as headings") else 1
        if enough <= len(members) < len(document.blocks):
            found[name] = members
    if len(asking := _asking_levels(document.blocks)) > 1:
        found["questions as headings"] = frozenset(i for i, b in enumerate(document.blocks) if b.heading in asking)
    return found


def _asking_levels(blocks: Sequence[Block]) -> set[int]:
    """The heading levels on which most headings are questions: follow-up questions may stand a level below."""
    levels: dict[int, list[bool]] = {}
    for block in blocks:
        if block.heading:
            levels.setdefault(block.heading, []).append(asks(block.text))
    return {level for level, found in levels.items() if sum(found) * 2 > len(found)}


def _whole_paragraphs(blocks: Sequence[Block], belongs: Sequence[bool], *, by_line: bool) -> frozenset[int]:
    """The blocks of the paragraphs that belong: a bold line inside a paragraph is no question, and a wrapped
    question is one with all its lines. `by_line`: each line must have the look itself."""
    members: set[int] = set()
    start = 0
    for index in range(1, len(blocks) + 1):
        if index < len(blocks) and blocks[index].joint == "space":
            continue
        lines = range(start, index)
        if by_line:
            for line in lines:
                if not belongs[line]:
                    break
                members.add(line)
        elif belongs[lines[0]] or belongs[lines[-1]]:
            members.update(lines)
        start = index
    return frozenset(members)


def _labelled_blocks(blocks: Sequence[Block], labelled: Proposal) -> frozenset[int]:
    """The blocks that begin with a label, and those right below a label that stands alone."""
    taken = set(labelled.cues)
    taken |= {index + 1 for index in labelled.cues if labelled.is_bare(index, blocks)}
    for index, block in enumerate(blocks):
        if block.joint == "space" and index - 1 in taken and index - 1 not in labelled.cues:
            taken.add(index)
    return frozenset(taken)


def _before_cues(blocks: Sequence[Block], labelled: Proposal) -> frozenset[int]:
    """The unlabelled paragraph right before each labelled one, with its wrapped lines."""
    before: set[int] = set()
    for cue in labelled.cues:
        at = cue - 1
        while at >= 0 and blocks[at].joint == "space" and at not in labelled.cues:
            at -= 1
        if at < 0 or any(i in labelled.cues or is_apart(blocks[i]) for i in range(at, cue)):
            continue
        before.update(range(at, cue))
    return frozenset(before)


def labelled_proposal(document: Document, lexicon: Lexicon, found: Sequence[tuple[Label, ...]]) -> Proposal | None:
    """The reading by labels alone, with every name that may be a voice; None where there is none."""
    everything = [label for options in found for label in options]
    counted = voices.counted_parts(label.key for options in found for label in options[:1])
    by_person = voices.people(found)
    persons = {key: counted.get(key, by_person[key]) for key in by_person}
    accepted = _accepted(document, found, persons, lexicon)
    often = Counter((label.key, label.syntax) for label in everything)
    cues = {}
    for index, options in enumerate(found):
        usable = [x for x in options if (persons[x.key], x.setting) in accepted or x.syntax == "said"]
        # "Berg – Zwei Sachen: …" begins with Berg, who comes back, not with "Berg – Zwei Sachen".
        label = max(usable, key=lambda x: often[x.key, x.syntax], default=None)
        again = label is not None and often[label.key, label.syntax] > 1
        if label and (label.syntax != "alone" or _has_text_below(document.blocks, index, wrapped=again)):
            cues[index] = label
    if not cues:
        return None
    return Proposal("labels", cues, {label.key: persons[label.key] for label in cues.values()}, explicit=1.0)


def _has_text_below(blocks: Sequence[Block], index: int, *, wrapped: bool) -> bool:
    """Whether a label alone on its line has something to introduce; `wrapped` if that may read on from its line."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    return below is not None and not below.heading and (wrapped or below.joint != "space")


def _accepted(
    document: Document, found: Sequence[tuple[Label, ...]], persons: Mapping[str, str], lexicon: Lexicon
) -> set[tuple[str, str]]:
    """(person, setting) that may be a voice: those that come back in one kind of setting.

    All settings that themselves say "a name stands here" count as one, `strong`.
    """
    strong: Counter[str] = Counter()
    weak: Counter[tuple[str, str]] = Counter()
    alone_in_text: Counter[str] = Counter()
    names: dict[str, str] = {}
    for block, options in zip(document.blocks, found, strict=True):
        # "ANNA:<tab>…" has two settings and is one label.
        explicit = {persons[label.key] for label in options if label.strong}
        strong.update(explicit)
        if not block.heading and (block.joint != "space" or document.spoken):
            alone_in_text.update(explicit)
        for label in options:
            person = persons[label.key]
            names.setdefault(person, label.name)
            if person not in explicit:
                weak[person, label.syntax] += 1
    likely = {person: lexicon.plausibility(name) for person, name in names.items()}
    used: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for (person, syntax), count in weak.items():
        if count > 1 and likely[person] >= 0.3:
            used[syntax] += count
            most[syntax] = max(most[syntax], count)
    recurring = sum(count > 1 and likely[person] >= 0.3 for person, count in strong.items()) + len(used)
    few = not recurring and sum(alone_in_text.values()) <= 6 and not document.spoken
    accepted = {
        (person, "strong")
        for person, count in strong.items()
        if count > 1 or (alone_in_text[person] and (voices.names_part(person) or (few and likely[person] >= 0.5)))
    }
    counted = {part[0] for person, _ in accepted if (part := voices.numbered_part(person))}
    # Machines number all voices alike, also who speaks once.
    accepted |= {(p, "strong") for p in strong if (part := voices.numbered_part(p)) and part[0] in counted}
    total = sum(strong[person] for person, _ in accepted if likely[person] >= 0.5)
    for (person, syntax), count in weak.items():
        if used[syntax] < max(2, total * 0.2):
            continue
        often = count > 1 and (likely[person] >= 0.3 or count >= most[syntax] * 0.3)
        if often or (person, "strong") in accepted:
            accepted.add((person, syntax))
    if len(accepted) <= _MOST_VOICES:
        return accepted
    counts = strong + Counter({person: count for (person, _), count in weak.items()})
    kept = {person for person, _ in counts.most_common(_MOST_VOICES)}
    return {(person, setting) for person, setting in accepted if person in kept}
