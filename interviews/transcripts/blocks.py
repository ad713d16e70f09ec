"""What formats hand to the interpretation: a file, divided into blocks and listed discards."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .inline import Run
from .model import Discard, Doubt

__all__ = ["Block", "Document", "Hint", "Joint", "Run"]

Joint = Literal["paragraph", "line", "space"]
Hint = Literal["", "title", "standfirst", "question", "answer", "note"]


@dataclass(frozen=True)
class Block:
    """One paragraph, or one line of a paragraph, with what its format says about it.

    line     place in the file, from 1: the line of a text file, else the number of the paragraph, cue or row
    runs     its text; no line breaks in it, list markers not part of it
    joint    how it follows the block before: a paragraph of its own; a line of its own inside a paragraph
             (a line break that the author set, or the next line of a text without blank lines); or "space",
             where the line was only wrapped and the sentence reads on (also successive captions)
    heading  heading level 1–6, or 0
    quote    set as a block quote
    marker   the list marker as written ("-", "1.", "a)") or ""
    cells    of a table row: the texts of its cells (`runs` are the cells joined by " | ")
    indent   columns of white space before the text, where the format keeps them
    speaker  who speaks, where the format itself says so (voice tag, JSON or table field); else None
    start    seconds of the recording at which it begins, where the format itself says so
    hint     what a class name, a style or an element says it is
    ruled    whether a rule (`---`, <hr>) stands right above it
    """

    line: int
    runs: tuple[Run, ...]
    joint: Joint = "paragraph"
    heading: int = 0
    quote: bool = False
    marker: str = ""
    cells: tuple[str, ...] = ()
    indent: int = 0
    speaker: str | None = None
    start: float | None = None
    hint: Hint = ""
    ruled: bool = False

    @cached_property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @cached_property
    def bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(run.bold for run in self.runs if run.text.strip(_SPACE_AND_MARKS)) and bool(self.text.strip())

    @cached_property
    def italic(self) -> bool:
        """Whether all of its words are italic."""
        return all(run.italic for run in self.runs if run.text.strip(_SPACE_AND_MARKS)) and bool(self.text.strip())


_SPACE_AND_MARKS = " \t\u00a0.,:;!?–—-„“”\"'»«()[]"


@dataclass(slots=True)
class Document:
    """A file as its reader understood it. Every word of the file is in a block, a field or a discard.

    title, standfirst   where the format itself names them (front matter, document properties): plain text;
                        paragraphs of the standfirst are divided by blank lines
    spoken              captions or diarised speech: blocks are cut by time, not by meaning
    """

    blocks: list[Block]
    title: str | None = None
    standfirst: str | None = None
    language: str | None = None
    discarded: list[Discard] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    spoken: bool = False
