"""What readers hand to the interpreter."""

from dataclasses import dataclass, field

from .model import Discard


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or heading of a file, with what its format says about it.

    `line` is 1-based; `text` is inline Markdown on one line; `heading` is a level or 0;
    `bold` says that the whole block is set bold (its marks already removed);
    `note` that the format marks it as no part of the conversation (a quote, an image).
    """

    line: int
    text: str
    heading: int = 0
    bold: bool = False
    note: bool = False


@dataclass(slots=True)
class Document:
    """A file as its reader understood it; title and standfirst where the format names them."""

    blocks: list[Block]
    title: str | None = None
    standfirst: str | None = None
    language: str | None = None
    discarded: list[Discard] = field(default_factory=list)
