"""The marks of the best reading while they are made, and what is asked of them."""

from dataclasses import dataclass, field
from functools import cached_property

from .blocks import Block, Document
from .inline import cut
from .judge import Judged
from .reading import Mark, Voice
from .segments import Facts

# A doubt that arises here: block, code, proposal, label.
Unsure = tuple[int, str, str, str]
_FRONT = 5_000


@dataclass
class Marking:
    """The marks while they are made; `unsure` are the doubts that arise."""

    document: Document
    facts: Facts
    best: Judged
    cast: dict[str, Voice]
    marks: dict[int, Mark] = field(default_factory=dict)
    unsure: list[Unsure] = field(default_factory=list)

    @property
    def blocks(self) -> list[Block]:
        return self.document.blocks

    @cached_property
    def has_headings(self) -> bool:
        """Whether the format itself marks headings, so that plain lines need not be."""
        return any(block.heading for block in self.blocks)

    @cached_property
    def front(self) -> str:
        """Title and standfirst, where people are introduced."""
        told = [self.document.title or "", self.document.standfirst or ""]
        told += [self.blocks[i].text for i in sorted(self.marks)[:40] if self.marks[i].part in ("title", "standfirst")]
        return " ".join(told)[:_FRONT]

    def speaks(self, index: int) -> bool:
        return index in self.marks and self.marks[index].part == "speech"

    def asks(self, index: int) -> bool:
        """Whether who speaks in a block is one who asks."""
        mark = self.marks[index]
        return self.cast[mark.voice].role == "asker" if mark.voice else mark.asks

    def said(self, index: int) -> str:
        """A block's text without what is cut from it."""
        cuts = self.marks[index].cuts if index in self.marks else ()
        runs = cut(self.blocks[index].runs, [(c.start, c.end) for c in cuts])
        return "".join(run.text for run in runs).strip()

    def is_bare_label(self, index: int) -> bool:
        """Whether a block is somebody's name and nothing else, so that what is said stands below."""
        return self.best.proposal.is_bare(index, self.blocks)

    def opens(self, index: int) -> bool:
        """Whether the text itself says that somebody begins to speak here."""
        proposal = self.best.proposal
        return index in proposal.cues or index in proposal.switches or self._asks_anew(index)

    def _asks_anew(self, index: int) -> bool:
        asking = self.best.proposal.asks
        return index in asking and (index - 1 not in asking or self.blocks[index].joint != "space")


def previous_speech(marking: Marking, index: int) -> int | None:
    """The block of speech before, unless a heading or note stands between."""
    before = index - 1
    while before >= 0 and before in marking.marks and marking.marks[before].part == "note":
        before -= 1
    return before if before >= 0 and marking.speaks(before) else None
