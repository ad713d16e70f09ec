"""What stands before the conversation: title, standfirst, greetings, a first heading."""

import re
from dataclasses import dataclass, field

from .blocks import Block, Document
from .model import Trace

_GREETING = re.compile(r"(?:dear|hello|hi|liebe[rs]?|hallo|sehr geehrte[rs]?|guten tag)\b[^.?!]{0,40},", re.IGNORECASE)
_LONGEST_TITLE = 200


@dataclass(slots=True)
class Prelude:
    """`end` is the index of the first block that belongs to the conversation."""

    title: str | None
    standfirst: tuple[str, ...]
    notes: list[Block]
    end: int
    trace: list[Trace] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join([self.title or "", *self.standfirst, *(n.text for n in self.notes)])


def read_prelude(document: Document, blocks: list[Block]) -> Prelude:
    """Title: what the format says, a first heading, or a first short line. Standfirst: the prose after it."""
    rest = list(blocks)
    trace: list[Trace] = []
    title = document.title
    if title is None and rest and _is_title(rest, bool(blocks and blocks[0].heading)):
        title = rest[0].text
        trace.append(Trace(rest[0].line, "title", title))
        rest.pop(0)
    standfirst = [document.standfirst] if document.standfirst else []
    notes: list[Block] = []
    while rest and not rest[0].heading:
        if len(rest) == 1 and standfirst and _is_short(rest[0]):
            break
        block = rest.pop(0)
        if notes or block.note or _GREETING.match(block.text):
            notes.append(block)
        else:
            standfirst.append(block.text)
            trace.append(Trace(block.line, "standfirst", block.text))
    return Prelude(title, tuple(standfirst), notes, len(blocks) - len(rest), trace)


def _is_title(blocks: list[Block], marked: bool) -> bool:
    first = blocks[0]
    if marked:
        return first.heading == 1 or len(blocks) == 1 or not blocks[1].heading
    if first.note or first.bold or len(first.text) > _LONGEST_TITLE:
        return False
    return len(blocks) > 1 or first.text[-1] not in ".,;:"


def _is_short(block: Block) -> bool:
    return len(block.text) <= 60 and len(block.text.split()) <= 8 and block.text[-1] not in ".,;:…"
