"""A reading becomes a transcript, and proves that nothing was lost on the way."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .blocks import Block
from .inline import Run, cut, render, visible, without_look
from .model import Discard, Heading, Item, Kind, Note, Speaker, Transcript, Turn
from .reading import Mark, Part, Reading
from .remarks import is_key_and_value
from .text import words

# Cuts whose words are found elsewhere: a label in the speakers, a time in the turn.
_NAME = re.compile(r"[^\W\d_]+")
_KEPT_ELSEWHERE = ("label", "start")


class LostWords(AssertionError):
    """The transcript and the ledger do not rejoin to the input: a fault of this program, never of a file."""


@dataclass(slots=True)
class Paragraph:
    """What reads as one paragraph; `blocks`: index of each block that it is made of → where in it that begins."""

    runs: list[Run]
    marker: str
    blocks: dict[int, int]

    @property
    def length(self) -> int:
        return sum(len(run.text) for run in self.runs)

    def text(self) -> str:
        return render(self.runs, self.marker)


@dataclass(slots=True)
class Piece:
    """A part of the transcript with its paragraphs: the title, a note, what one person says without interruption."""

    part: Part
    paragraphs: list[Paragraph]
    voice: str | None = None
    kind: Kind = "answer"
    start: float | None = None
    anew: bool = False  # a label of the same voice has just been read again


@dataclass(slots=True)
class _Draft:
    pieces: list[Piece] = field(default_factory=list)
    discarded: list[Discard] = field(default_factory=list)
    kept: dict[str, list[str]] = field(default_factory=lambda: {"title": [], "standfirst": [], "items": []})


def assemble(reading: Reading) -> Transcript:
    """The transcript that a reading says.

    Raises LostWords if a word of the document were in neither the transcript nor its discards.
    """
    draft = _drafted(reading)
    named = [[Run(reading.title)]] if reading.title else []
    named += [p.runs for piece in draft.pieces if piece.part == "title" for p in piece.paragraphs]
    standfirst = [p.text() for piece in draft.pieces if piece.part == "standfirst" for p in piece.paragraphs]
    if reading.standfirst:
        standfirst = [render((Run(p),)) for p in reading.standfirst.split("\n\n") if p.strip()] + standfirst
    transcript = Transcript(
        render([run for runs in named for run in (*runs, Run(" "))]) or None,
        tuple(standfirst),
        reading.language,
        _speakers(reading),
        tuple(item for piece in draft.pieces for item in _item(reading, piece)),
        tuple(sorted(reading.doubts, key=lambda doubt: doubt.line)),
        tuple(sorted((*reading.document.discarded, *draft.discarded), key=lambda discard: discard.line)),
    )
    _check(reading, draft, transcript)
    return transcript


def layout(reading: Reading) -> tuple[Piece, ...]:
    """How a reading reads, in order. A block is in no paragraph if it is left out or all of it is a label or a time."""
    return tuple(_drafted(reading).pieces)


def items_of_blocks(reading: Reading) -> dict[int, int]:
    """Index of each block that says something → index of the item of the transcript in which it does."""
    found: dict[int, int] = {}
    count = 0
    for piece in _drafted(reading).pieces:
        told = len(_item(reading, piece))
        for number, paragraph in enumerate(piece.paragraphs):
            if told:
                found |= dict.fromkeys(paragraph.blocks, count + min(number, told - 1))
        count += told
    return found


def _drafted(reading: Reading) -> _Draft:
    draft = _Draft()
    for index in range(len(reading.marks)):
        _place(draft, reading, index)
    return draft


def _place(draft: _Draft, reading: Reading, index: int) -> None:
    """Put one block where its mark says; what is cut from it goes to the ledger."""
    block, mark = reading.document.blocks[index], reading.marks[index]
    for c in mark.cuts:
        text = block.text[c.start : c.end].strip()
        if c.reason not in _KEPT_ELSEWHERE and text:
            draft.discarded.append(Discard(block.line, text, c.reason))
    runs = cut(block.runs, [(c.start, c.end) for c in mark.cuts])
    said = "".join(run.text for run in runs)
    if mark.part == "discard":
        if said.strip():
            draft.discarded.append(Discard(block.line, f"{block.marker} {said}".strip(), mark.reason))
        return
    kind = reading.kind(mark)
    marker = block.marker if mark.part == "speech" and kind == "answer" else ""
    if block.marker and (not marker or not said.strip()):
        draft.discarded.append(Discard(block.line, block.marker, "list marker"))
    runs = _toned_down(runs, mark, kind)
    if said.strip():
        draft.kept[mark.part if mark.part in draft.kept else "items"] += words(f"{marker} {said}")
    _add(draft, block, mark, kind, Paragraph(list(runs), marker, {index: 0}) if said.strip() else None)


def _toned_down(runs: tuple[Run, ...], mark: Mark, kind: Kind) -> tuple[Run, ...]:
    """Without the look that only said what the block is."""
    if mark.part == "speech" and kind == "answer":
        return runs
    whole = [run for run in runs if run.text.strip()]
    return without_look(
        runs,
        bold=mark.part in ("title", "heading") or all(run.bold for run in whole),
        italic=all(run.italic for run in whole),
    )


def _add(draft: _Draft, block: Block, mark: Mark, kind: Kind, paragraph: Paragraph | None) -> None:
    """Go on with the piece before if it is the same voice's or the same note, else begin another."""
    last = draft.pieces[-1] if draft.pieces else None
    same = last is not None and (last.part, last.voice, last.kind) == (mark.part, mark.voice, kind)
    if mark.part == "heading":
        same = same and block.joint == "space"
    if mark.part == "note":
        same = same and (block.joint == "space" or (block.joint == "line" and _lists_facts(last, paragraph)))
    if last is None or not same:
        draft.pieces.append(Piece(mark.part, [paragraph] if paragraph else [], mark.voice, kind, mark.start))
        return
    if last.start is None and not last.paragraphs:
        last.start = mark.start
    else:
        # Within a turn a time is no text and no start: it is listed.
        times = [block.text[c.start : c.end] for c in mark.cuts if c.reason == "start"]
        draft.discarded += [Discard(block.line, time, "time code") for time in times]
    if paragraph is None:
        last.anew = True
        return
    reads_on = (block.joint == "space" and not last.anew) or mark.part in ("title", "heading", "note")
    last.anew = False
    if reads_on and last.paragraphs:
        gap = [] if _cut_at_hyphen(last.paragraphs[-1].runs, paragraph.runs) else [Run(" ")]
        last.paragraphs[-1].runs += gap
        last.paragraphs[-1].blocks |= dict.fromkeys(paragraph.blocks, last.paragraphs[-1].length)
        last.paragraphs[-1].runs += paragraph.runs
    else:
        last.paragraphs.append(paragraph)


def _lists_facts(piece: Piece | None, paragraph: Paragraph | None) -> bool:
    """Whether a note of lines such as `Date: …` goes on with another such line."""
    if piece is None or paragraph is None or not piece.paragraphs:
        return False
    told = "".join(run.text for run in piece.paragraphs[-1].runs[-1:])
    return all(is_key_and_value(text.strip()[:100]) for text in (told, "".join(run.text for run in paragraph.runs)))


def _cut_at_hyphen(before: list[Run], after: list[Run]) -> bool:
    """Whether a line was wrapped behind the hyphen of a compound: `Coding-` / `Aufgaben`."""
    end, start = before[-1].text[-2:], after[0].text[:1]
    return end[-1:] == "-" and end[:1].isalpha() and start.isupper()


def _item(reading: Reading, piece: Piece) -> list[Item]:
    texts = tuple(text for paragraph in piece.paragraphs if (text := paragraph.text()))
    if piece.part == "heading":
        return [Heading(text) for text in texts]
    if piece.part == "note":
        return [Note(text) for text in texts]
    if piece.part == "speech":
        speaker = reading.voices[piece.voice].label if piece.voice else None
        return [Turn(piece.kind, speaker, texts, piece.start)]
    return []


def _speakers(reading: Reading) -> tuple[Speaker, ...]:
    used = {mark.voice for mark in reading.marks if mark.part == "speech" and mark.voice}
    return tuple(
        Speaker(voice.label, voice.role, voice.name, voice.aliases)
        for key, voice in reading.voices.items()
        if key in used
    )


def _check(reading: Reading, draft: _Draft, transcript: Transcript) -> None:
    """Cuts lie within their block; the words of the texts are those of the blocks, in order; and each letter of the
    blocks is in the texts, in a discard, or in a label or time code that is told elsewhere."""
    for block, mark in zip(reading.document.blocks, reading.marks, strict=True):
        edges = [place for c in mark.cuts for place in (c.start, c.end)]
        if edges != sorted(edges) or (edges and not 0 <= edges[0] <= edges[-1] <= len(block.text)):
            raise LostWords(f"line {block.line}: cuts {mark.cuts} do not fit the block")
    texts = [t for item in transcript.items for t in (item.paragraphs if isinstance(item, Turn) else (item.text,))]
    told = {
        "title": words(visible(transcript.title or "")),
        "standfirst": [word for text in transcript.standfirst for word in words(visible(text))],
        "items": [word for text in texts for word in words(visible(text))],
    }
    above = {"title": words(reading.title or ""), "standfirst": words(reading.standfirst or ""), "items": []}
    if told != {part: above[part] + draft.kept[part] for part in told}:
        raise LostWords("the words of the transcript are not those of the document")
    pieces = zip(reading.document.blocks, reading.marks, strict=True)
    elsewhere = [text for block, mark in pieces for text in _told_elsewhere(reading, block, mark)]
    elsewhere += [discard.text for discard in draft.discarded]
    accounted = _letters(word for found in told.values() for word in found) + _letters(elsewhere)
    given = [reading.title or "", reading.standfirst or ""]
    given += [f"{block.marker} {block.text}" for block in reading.document.blocks]
    if lost := _letters(given) - accounted:
        raise LostWords(f"letters that are neither kept nor listed: {dict(lost)}")


def _told_elsewhere(reading: Reading, block: Block, mark: Mark) -> Iterator[str]:
    """The labels that are some voice's, and the times, of those that were cut from a block."""
    voice = reading.voices.get(mark.voice or "")
    names = [*(voice.aliases if voice else ()), *((voice.label, voice.name or "") if voice else ())]
    known = set(_NAME.findall(" ".join(names).casefold()))
    for c in mark.cuts:
        text = block.text[c.start : c.end]
        if c.reason == "start" or (c.reason == "label" and known.issuperset(_NAME.findall(text.casefold()))):
            yield text


def _letters(texts: Iterable[str]) -> Counter[str]:
    """How often each letter and digit occurs, accents apart."""
    return Counter(char for text in texts for char in unicodedata.normalize("NFD", text) if char.isalnum())
