"""What stands before the first turn: title, standfirst, headings and notes."""

import re

from . import remarks
from .marking import Marking
from .reading import Mark
from .text import fold
from .voices import is_role

_LONGEST_TITLE = 200


def give_back_title(marking: Marking) -> None:
    """`Anna Berg: Zwischen Holz und Wasser` is a headline, though Anna Berg speaks further down."""
    text = marking.blocks[0].text if marking.blocks else ""
    label = marking.best.proposal.cues.get(0)
    if label is None or marking.document.title or marking.document.spoken or marking.is_bare_label(0):
        return
    endings = [remarks.has_ending(marking.blocks[s.blocks[-1]].text) for s in marking.best.segments[1:]]
    wrapped = len(marking.blocks) > 1 and marking.blocks[1].joint == "space"
    headline = len(text) <= _LONGEST_TITLE and not remarks.has_ending(text) and not wrapped
    if headline and len(endings) > 2 and sum(endings) > len(endings) * 0.8:
        for index in marking.best.segments[0].blocks:
            marking.marks.pop(index, None)


def give_back_front(marking: Marking) -> None:
    """Where questions are known by their look alone, a title or standfirst of the same look is none."""
    proposal = marking.best.proposal
    if proposal.cues or not marking.best.segments or marking.document.spoken:
        return
    speech = sorted(marking.marks)
    asking = [marking.facts.asks[i] for i in speech if marking.marks[i].asks]
    if not asking or sum(asking) < len(asking) * 0.5:
        return
    first = next(i for i in speech if marking.marks[i].asks and marking.facts.asks[i])
    before = [i for i in speech if i < first]
    for place, index in enumerate(before):
        following = before[place + 1] if place + 1 < len(before) else first
        names_all = index == 0 and not marking.document.title and not remarks.is_prose(marking.blocks[0].text)
        introduced = index > 1 or bool(marking.document.title and index > 0)
        opens_next = marking.marks[following].asks and marking.blocks[following].joint != "space"
        if names_all or (marking.marks[index].asks and opens_next and not introduced):
            del marking.marks[index]
        elif marking.marks[index].asks:
            break
        else:
            del marking.marks[index]


def mark_front(marking: Marking, begin: int) -> None:
    """Title: what the format says, a first heading, or a first line of prose. Standfirst: the prose after it."""
    blocks, marks = marking.blocks, marking.marks
    if marking.document.spoken:
        marks.update((i, Mark("speech", start=blocks[i].start)) for i in range(begin) if i not in marks)
        return
    front = [i for i in range(begin) if not remarks.is_time(blocks[i].text)]
    title = _title(marking, front)
    if title is not None:
        marks[title] = Mark("title")
        for index in range(title + 1, begin):
            if blocks[index].joint != "space":
                break
            marks[index] = Mark("title")
    rest = [i for i in front if marks.get(i, Mark("note")).part != "title"]
    is_open = not marking.document.standfirst
    for index in rest:
        if not is_open and marking.document.standfirst and _introduces(marking, index, rest[0]):
            marking.unsure.append((index, "other_reading", "check", ""))
        marks[index] = _front_mark(marking, rest, index, is_open=is_open)
        is_open = is_open and not blocks[index].heading and not remarks.is_greeting(blocks[index].text)


def _front_mark(marking: Marking, rest: list[int], index: int, *, is_open: bool) -> Mark:
    """What a block before the first turn is; `is_open` while the standfirst may go on."""
    block, known = marking.blocks[index], marking.marks.get(index)
    before = marking.marks[index - 1].part if index - 1 in marking.marks else ""
    heads_table = block.cells and index + 1 in marking.best.proposal.cues and marking.blocks[index + 1].cells
    if heads_table:
        return Mark("discard", reason="table header")
    if block.hint == "standfirst":
        return Mark("standfirst")
    if block.heading:
        return Mark("note" if remarks.is_credit(block.text) or remarks.is_date(block.text) else "heading")
    if block.quote and before == "title" and is_open and not remarks.is_credit(block.text):
        return Mark("standfirst")
    if known and known.part != "speech":
        return known
    if before == "standfirst" and (block.joint == "space" or marking.blocks[index - 1].text.endswith(",")):
        return Mark("standfirst")
    if before == "note" and block.joint == "space":
        return Mark("note")
    if remarks.is_greeting(block.text) or _is_remark(marking, index):
        return Mark("note")
    if _is_first_heading(marking, rest, index):
        return Mark("heading")
    return Mark("standfirst" if is_open else "note")


def _introduces(marking: Marking, index: int, first: int) -> bool:
    """Whether a text that has a standfirst already begins with what could be one as well."""
    block = marking.blocks[index]
    prose = not block.heading and (_reads_on(marking, index) or remarks.is_prose(block.text))
    return index == first and prose and not _is_remark(marking, index)


def _reads_on(marking: Marking, index: int) -> bool:
    """Whether the paragraph goes on in the next block."""
    return index + 1 < len(marking.blocks) and marking.blocks[index + 1].joint == "space"


def _is_remark(marking: Marking, index: int) -> bool:
    block = marking.blocks[index]
    text = block.text
    if remarks.is_metadata(text) or remarks.is_credit(text) or block.marker:
        return True
    if text.rstrip().endswith(":") and not _reads_on(marking, index):
        return True
    if remarks.is_list_heading(text) or _lists_people(marking, text):
        return True
    beside = [
        marking.blocks[i].text for i in (index - 1, index + 1) if 0 < i < len(marking.blocks) and not marking.speaks(i)
    ]
    return remarks.is_key_and_value(text) and any(remarks.is_key_and_value(t) or remarks.is_metadata(t) for t in beside)


def _lists_people(marking: Marking, text: str) -> bool:
    """Whether a line only names those who speak."""
    known = {fold(name) for voice in marking.cast.values() for name in (voice.label, *voice.aliases)}
    named = [fold(part) for part in re.split(r",|;| und | and |&", text[:200]) if part.strip()]
    if len(named) == 2 and is_role(named[1]) and text[:1].isupper() and len(named[0].split()) <= 4:
        # "Anna Berg, Interviewer"
        return True
    return bool(named) and all(name in known for name in named)


def _title(marking: Marking, front: list[int]) -> int | None:
    blocks = marking.blocks
    if marking.document.title or marking.document.spoken or not front:
        return None
    hinted = [i for i in front if blocks[i].hint == "title"]
    headings = [i for i in front if blocks[i].heading]
    if hinted:
        return hinted[0]
    if headings:
        first = headings[0]
        alone = len(headings) == 1 or blocks[first].heading == 1 or blocks[headings[1]].heading >= blocks[first].heading
        return first if alone and first <= 3 else None
    first = front[0]
    block = blocks[first]
    text = block.text
    if remarks.is_list_heading(text) or _lists_people(marking, text):
        return None
    if block.hint or block.marker or block.cells or (block.italic and len(front) > 1 and not block.bold):
        return None
    if len(text) > _LONGEST_TITLE or remarks.is_legend(text) or remarks.is_greeting(text):
        return None
    if remarks.is_metadata(text) and not remarks.is_titled(text):
        return None
    if any(blocks[i].joint == "space" for i in front[1:3] if i == first + 1) and remarks.is_prose(text + "."):
        return None if len(text) > 60 else first
    if len(front) == 1 and text[-1:] in ".,;:":
        return None
    return first


def _is_first_heading(marking: Marking, rest: list[int], index: int) -> bool:
    """A short line right before the first turn, after a standfirst, or in a text that has more such lines."""
    block = marking.blocks[index]
    if index != rest[-1] or block.joint == "space" or not remarks.is_short(block.text) or remarks.is_prose(block.text):
        return False
    if (block.text[-1:] in ".,;:…" or marking.has_headings) and not block.bold:
        return False
    if len(rest) > 1 or marking.document.standfirst:
        return len(block.text.split()) <= 9
    more = any(mark.part == "heading" for i, mark in marking.marks.items() if i > index)
    return more and len(block.text.split()) <= 8
