"""What is no text at all: page numbers, headers of mails, times on lines of their own, lines that tools write."""

from dataclasses import replace

from . import remarks, stamps
from .marking import Marking
from .reading import Mark


def mark_furniture(marking: Marking) -> None:
    """Time codes on lines of their own, and what tools write about themselves, are no text."""
    for index in remarks.page_numbers([f"{b.marker} {b.text}".strip() for b in marking.blocks]):
        if index not in marking.best.proposal.cues:
            marking.marks[index] = Mark("discard", reason="page number")
    for index in remarks.mail_headers([b.text for b in marking.blocks]):
        marking.marks[index] = Mark("discard", reason="mail header")
    pending: float | None = None
    for index, block in enumerate(marking.blocks):
        mark = marking.marks.get(index)
        if remarks.is_time(block.text) and not block.heading:
            stamp = stamps.at(block.text.strip(" \t*_"), 0)
            pending = stamp.at if stamp else None
            marking.marks[index] = Mark("discard", reason="time code")
            continue
        if remarks.is_tool_line(block.text) and index not in marking.best.proposal.cues:
            marking.marks[index] = Mark("discard", reason="tool's own line")
            for before in range(index - 1, -1, -1):
                text, known = marking.blocks[before].text, marking.marks[before]
                if not remarks.is_date(text) and not (remarks.is_credit(text) and known.part == "note"):
                    break
                marking.marks[before] = Mark("discard", reason="tool's own line")
        elif mark and mark.part == "speech" and pending is not None:
            if mark.start is None:
                marking.marks[index] = replace(mark, start=pending)
            pending = None
