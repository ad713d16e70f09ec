"""A reading: one mark for each block. It can be corrected and is then assembled again; nothing edits text."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from .blocks import Block, Document
from .inline import cut
from .model import KIND_OF, LABEL_FORBIDS, LONGEST_LABEL, Doubt, Kind, Role

Part = Literal["title", "standfirst", "heading", "note", "speech", "discard"]


_LABELS = ("label", "replaced label")


@dataclass(frozen=True, slots=True)
class Cut:
    """Characters start:end of a block that are no text: a label, a time code."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What one block is.

    voice   who speaks (a key of the reading's voices), for speech; None where nobody is named
    asks    of unnamed speech: whether it is a question
    cuts    what in it is no text, in order
    start   seconds of the recording
    reason  of a discard: why it is none of the others
    """

    part: Part
    voice: str | None = None
    asks: bool = False
    cuts: tuple[Cut, ...] = ()
    start: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks: label as first written, role, full name and other spellings if the text has them."""

    label: str
    role: Role
    name: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and one mark for each of its blocks; `title` and `standfirst` where the format names them."""

    document: Document
    marks: tuple[Mark, ...]
    voices: Mapping[str, Voice]
    language: str
    title: str | None = None
    standfirst: str | None = None
    doubts: tuple[Doubt, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self.marks) != len(self.document.blocks):
            raise ValueError("a reading has one mark for each block")

    def with_mark(self, index: int, part: Part, voice: str | None = None, *, asks: bool = False) -> "Reading":
        """The same with another mark on one block.

        Its label is text again unless it is speech; the label of another voice is listed.
        """
        if voice is not None and voice not in self.voices:
            raise ValueError(f"{voice!r} is no voice of this reading")
        old = self.marks[index]
        cuts = tuple(c for c in old.cuts if part == "speech" or c.reason not in _LABELS)
        if voice != old.voice:
            cuts = tuple(_given_up(c) for c in cuts)
        mark = Mark(part, voice if part == "speech" else None, asks, cuts, old.start, "by the editor")
        return self._with_marks({index: mark})

    def without_cut(self, index: int) -> "Reading":
        """The same with a block's label taken as text again."""
        return self.with_cuts(index, tuple(c for c in self.marks[index].cuts if c.reason not in _LABELS))

    def with_cuts(self, index: int, cuts: tuple[Cut, ...]) -> "Reading":
        """The same with other pieces of a block that are no text."""
        return self._with_marks({index: replace(self.marks[index], cuts=cuts)})

    def part(self, index: int) -> "Reading":
        """Let a block begin a paragraph of its own."""
        block = replace(self.document.blocks[index], joint="line")
        return self._with_blocks(index, index + 1, (block,), (self.marks[index],))

    def split(self, index: int, at: int) -> "Reading":
        """Cut a block in two before character `at` of its text; both halves keep its mark."""
        block, mark = self.document.blocks[index], self.marks[index]
        if not 0 < at < len(block.text):
            raise ValueError("a block is split between its first and last character")
        head = replace(block, runs=cut(block.runs, [(at, len(block.text))]), cells=())
        tail = replace(block, runs=cut(block.runs, [(0, at)]), cells=(), joint="line", marker="", start=None)
        cuts = [_given_up(c) if c.start < at < c.end else c for c in mark.cuts]
        before = tuple(replace(c, end=min(c.end, at)) for c in cuts if c.start < at)
        after = tuple(Cut(max(c.start, at) - at, c.end - at, c.reason) for c in cuts if c.end > at)
        marks = (replace(mark, cuts=before), replace(mark, cuts=after, start=None))
        return self._with_blocks(index, index + 1, (head, tail), marks)

    def join(self, index: int) -> "Reading":
        """Make a block read on in one paragraph from the block before, whose mark it takes."""
        if index < 1:
            raise ValueError("the first block has none before it")
        block, mark = self.document.blocks[index], self.marks[index - 1]
        joined = replace(block, joint="space", heading=0, marker="")
        times = tuple(c for c in self.marks[index].cuts if c.reason not in _LABELS)
        return self._with_blocks(index, index + 1, (joined,), (replace(mark, cuts=times, start=None),))

    def with_voice(self, key: str, label: str, role: Role = "unknown") -> "Reading":
        """A further voice, for blocks that are given to it afterwards."""
        return replace(self, voices={**self.voices, key: Voice(_checked(label), role)})

    def rename(self, voice: str, label: str) -> "Reading":
        """Another label for a voice; the old one is kept among its aliases."""
        old = self._voice(voice)
        if any(key != voice and other.label == label for key, other in self.voices.items()):
            raise ValueError(f"another voice has the label {label!r}")
        aliases = tuple(dict.fromkeys((*old.aliases, old.label)))
        return replace(self, voices={**self.voices, voice: replace(old, label=_checked(label), aliases=aliases)})

    def merge(self, voice: str, into: str) -> "Reading":
        """Make two voices one: all that `voice` says is said by `into`."""
        if voice == into:
            raise ValueError("a voice cannot be merged into itself")
        gone, kept = self._voice(voice), self._voice(into)
        aliases = tuple(dict.fromkeys((*kept.aliases, gone.label, *gone.aliases)))
        voices = {k: v for k, v in self.voices.items() if k != voice} | {into: replace(kept, aliases=aliases)}
        marks = tuple(replace(m, voice=into) if m.voice == voice else m for m in self.marks)
        return replace(self, voices=voices, marks=marks)

    def with_roles(self, roles: Mapping[str, Role]) -> "Reading":
        """Other roles for some voices."""
        voices = {key: replace(voice, role=roles.get(key, voice.role)) for key, voice in self.voices.items()}
        return replace(self, voices=voices)

    def swap_roles(self) -> "Reading":
        """Who asked answers, who answered asks; also where nobody is named."""
        other: dict[Role, Role] = {"asker": "expert", "expert": "asker", "unknown": "unknown"}
        marks = tuple(replace(m, asks=not m.asks) if m.part == "speech" and not m.voice else m for m in self.marks)
        return replace(self.with_roles({k: other[v.role] for k, v in self.voices.items()}), marks=marks)

    def kind(self, mark: Mark) -> Kind:
        """Whether speech is a question or an answer."""
        if mark.voice:
            return KIND_OF[self.voices[mark.voice].role]
        return "question" if mark.asks else "answer"

    def _voice(self, key: str) -> Voice:
        if key not in self.voices:
            raise ValueError(f"{key!r} is no voice of this reading")
        return self.voices[key]

    def _with_marks(self, marks: Mapping[int, Mark]) -> "Reading":
        return replace(self, marks=tuple(marks.get(i, mark) for i, mark in enumerate(self.marks)))

    def _with_blocks(self, start: int, stop: int, blocks: Iterable[Block], marks: Iterable[Mark]) -> "Reading":
        document = replace(self.document, blocks=[*self.document.blocks[:start], *blocks, *self.document.blocks[stop:]])
        return replace(self, document=document, marks=(*self.marks[:start], *marks, *self.marks[stop:]))


def _given_up(piece: Cut) -> Cut:
    """A label that no longer says who speaks is told nowhere else."""
    return replace(piece, reason="replaced label") if piece.reason == "label" else piece


def _checked(label: str) -> str:
    label = " ".join(label.split())
    if not label or label in "?!" or LABEL_FORBIDS & set(label) or len(label) > LONGEST_LABEL:
        raise ValueError(f"a label is short and has none of * [ ] | : , unlike {label!r}")
    return label
