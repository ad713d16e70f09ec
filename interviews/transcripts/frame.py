"""What each block is: the turns, and title, standfirst, headings and notes around and between them."""

import re
from dataclasses import replace

from . import remarks, stamps
from .between import find_headings, find_missing_labels, mark_between, previous_speech
from .blocks import Block, Document
from .framing import (
    LONGEST_TITLE,
    Framing,
    Unsure,
    cast_of,
    cuts_of,
    find_stressed_answers,
    give_back_front,
    give_back_title,
    mark_turns,
)
from .judge import Judged
from .reading import Mark, Reading
from .segments import Facts
from .text import fold, words
from .voices import Lexicon, is_role
from .wordlists import FIRST_PERSON, PERSONAL, TELLS, TITLES

_LONGEST_BACK = 20
_LEAST_TURNS = 6
_SHORTEST_NAME = 3


def mark(document: Document, facts: Facts, best: Judged, lexicon: Lexicon) -> tuple[Reading, list[Unsure]]:
    """A mark for each block, and the doubts that arose. The language is filled in by the caller."""
    framing = Framing(document, facts, best, cast_of(best, lexicon))
    mark_turns(framing)
    give_back_title(framing)
    give_back_front(framing)
    find_stressed_answers(framing)
    mark_between(framing)
    find_headings(framing)
    find_missing_labels(framing)
    speech = [i for i in framing.marks if framing.speaks(i)]
    begin = min(speech) if speech else _without_speech(framing)
    _mark_front(framing, begin)
    if speech:
        last_opening = max(i for i in speech if framing.opens(i) or i == begin)
        _mark_back(framing, last_opening)
        _doubt_end(framing, last_opening)
        _mark_thanks(framing)
    _mark_furniture(framing)
    marks = tuple(framing.marks.get(i, Mark("note")) for i in range(len(document.blocks)))
    reading = Reading(document, marks, framing.cast, "de", document.title, document.standfirst)
    return reading, framing.unsure


def _without_speech(framing: Framing) -> int:
    """Where a text without speakers begins to be one answer: after title and standfirst."""
    blocks = framing.blocks
    begin = (
        0
        if framing.document.spoken
        else next((i for i, b in enumerate(blocks) if not b.heading and b.hint != "note"), 0)
    )
    if (
        begin == 0
        and len(blocks) > 1
        and not framing.document.spoken
        and not framing.document.title
        and not remarks.is_prose(blocks[0].text)
    ):
        begin = 1
    for index in range(begin, len(blocks)):
        if index not in framing.marks:
            cuts, start = cuts_of(blocks[index], 0, None)
            framing.marks[index] = Mark("speech", cuts=cuts, start=start if start is not None else blocks[index].start)
    return begin


def _mark_front(framing: Framing, begin: int) -> None:
    """Title: what the format says, a first heading, or a first line of prose. Standfirst: the prose after it."""
    blocks, marks = framing.blocks, framing.marks
    if framing.document.spoken:
        marks.update((i, Mark("speech", start=blocks[i].start)) for i in range(begin) if i not in marks)
        return
    front = [i for i in range(begin) if not remarks.is_time(blocks[i].text)]
    title = _title(framing, front)
    if title is not None:
        marks[title] = Mark("title")
        for index in range(title + 1, begin):
            if blocks[index].joint != "space":
                break
            marks[index] = Mark("title")
    rest = [i for i in front if marks.get(i, Mark("note")).part != "title"]
    is_open = not framing.document.standfirst
    for index in rest:
        if not is_open and framing.document.standfirst and _introduces(framing, index, rest[0]):
            framing.unsure.append((index, "other_reading", "check", ""))
        marks[index] = _front_mark(framing, rest, index, is_open=is_open)
        is_open = is_open and not blocks[index].heading and not remarks.is_greeting(blocks[index].text)


def _front_mark(framing: Framing, rest: list[int], index: int, *, is_open: bool) -> Mark:
    """What a block before the first turn is; `is_open` while the standfirst may go on."""
    block, known = framing.blocks[index], framing.marks.get(index)
    before = framing.marks[index - 1].part if index - 1 in framing.marks else ""
    heads_table = block.cells and index + 1 in framing.best.proposal.cues and framing.blocks[index + 1].cells
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
    if block.joint == "space" and before in ("standfirst", "note"):
        return Mark("standfirst" if before == "standfirst" else "note")
    if remarks.is_greeting(block.text) or _is_remark(framing, index):
        return Mark("note")
    if _is_first_heading(framing, rest, index):
        return Mark("heading")
    return Mark("standfirst" if is_open else "note")


def _introduces(framing: Framing, index: int, first: int) -> bool:
    """Whether a text that has a standfirst already begins with what could be one as well."""
    block = framing.blocks[index]
    prose = not block.heading and (_reads_on(framing, index) or remarks.is_prose(block.text))
    return index == first and prose and not _is_remark(framing, index)


def _reads_on(framing: Framing, index: int) -> bool:
    """Whether the paragraph goes on in the next block."""
    return index + 1 < len(framing.blocks) and framing.blocks[index + 1].joint == "space"


def _is_remark(framing: Framing, index: int) -> bool:
    block = framing.blocks[index]
    text = block.text
    if remarks.is_metadata(text) or remarks.is_credit(text) or block.marker:
        return True
    if text.rstrip().endswith(":") and not _reads_on(framing, index):
        return True
    if remarks.is_list_heading(text) or _lists_people(framing, text):
        return True
    beside = [
        framing.blocks[i].text for i in (index - 1, index + 1) if 0 < i < len(framing.blocks) and not framing.speaks(i)
    ]
    return remarks.is_key_and_value(text) and any(remarks.is_key_and_value(t) or remarks.is_metadata(t) for t in beside)


def _lists_people(framing: Framing, text: str) -> bool:
    """Whether a line only names those who speak."""
    known = {fold(name) for voice in framing.cast.values() for name in (voice.label, *voice.aliases)}
    named = [fold(part) for part in re.split(r",|;| und | and |&", text[:200]) if part.strip()]
    if len(named) == 2 and is_role(named[1]) and text[:1].isupper() and len(named[0].split()) <= 4:
        # "Anna Berg, Interviewer"
        return True
    return bool(named) and all(name in known for name in named)


def _title(framing: Framing, front: list[int]) -> int | None:
    blocks = framing.blocks
    if framing.document.title or framing.document.spoken or not front:
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
    if remarks.is_list_heading(text) or _lists_people(framing, text):
        return None
    if block.hint or block.marker or block.cells or (block.italic and len(front) > 1 and not block.bold):
        return None
    if len(text) > LONGEST_TITLE or remarks.is_legend(text) or remarks.is_greeting(text):
        return None
    if remarks.is_metadata(text) and not remarks.is_titled(text):
        return None
    if any(blocks[i].joint == "space" for i in front[1:3] if i == first + 1) and remarks.is_prose(text + "."):
        return None if len(text) > 60 else first
    if len(front) == 1 and text[-1:] in ".,;:":
        return None
    return first


def _is_first_heading(framing: Framing, rest: list[int], index: int) -> bool:
    """A short line right before the first turn, after a standfirst, or in a text that has more such lines."""
    block = framing.blocks[index]
    if index != rest[-1] or block.joint == "space" or not remarks.is_short(block.text) or remarks.is_prose(block.text):
        return False
    if (block.text[-1:] in ".,;:…" or framing.has_headings) and not block.bold:
        return False
    if len(rest) > 1 or framing.document.standfirst:
        return len(block.text.split()) <= 9
    more = any(mark.part == "heading" for i, mark in framing.marks.items() if i > index)
    return more and len(block.text.split()) <= 8


def _mark_back(framing: Framing, last_opening: int) -> None:
    """Credits, biographies and sites' own lines after the end."""
    closing = _ends_in_remarks(framing, last_opening)
    names = [name for v in framing.cast.values() for name in (v.name or v.label, *v.aliases)]
    names += [name.partition(",")[0] for name in names if "," in name]
    for index in range(last_opening + 1, len(framing.blocks)):
        block = framing.blocks[index]
        mark = framing.marks.get(index)
        if block.heading:
            closing = closing or _ends_there(framing)
            continue
        if block.joint == "space" and not closing:
            continue
        if not closing and mark and mark.part == "speech":
            closing = _closes(framing, index, last_opening, names)
        if closing and (mark is None or mark.part == "speech"):
            framing.marks[index] = Mark("note")


def _ends_in_remarks(framing: Framing, last_opening: int) -> bool:
    """Whether what looks like the last question is a credit or a biography of the same look."""
    text = framing.blocks[last_opening].text
    names = [v.name or v.label for v in framing.cast.values()]
    looks = last_opening in framing.best.proposal.asks and not framing.facts.asks[last_opening]
    if not looks or not (remarks.is_credit(text) or _is_about(text, names, framing.front)) or remarks.thanks(text):
        return False
    framing.marks[last_opening] = Mark("note")
    return True


def _ends_there(framing: Framing) -> bool:
    """Whether a heading after the last turn begins what no longer belongs to the conversation."""
    return bool(framing.best.proposal.cues) or framing.best.proposal.name.startswith("questions as headings")


def _closes(framing: Framing, index: int, last_opening: int, names: list[str]) -> bool:
    block = framing.blocks[index]
    if remarks.is_credit(block.text) or remarks.is_tool_line(block.text):
        return True
    if framing.document.spoken or framing.is_bare_label(index - 1):
        return False
    previous = framing.blocks[index - 1]
    if _is_ruled_off(framing, index, last_opening):
        framing.unsure.append((index, "closing_note", "as_note", ""))
        return True
    answers = framing.speaks(index - 1) and framing.asks(index - 1)
    if block.italic and not previous.italic and not block.quote and not answers:
        return True
    about = _is_about(block.text, names, framing.front)
    before = previous_speech(framing, index)
    asked_last = before is not None and framing.asks(before)
    if before is not None and asked_last and framing.facts.asks[before]:
        return False
    ends = index == len(framing.blocks) - 1 or _rest_is_about(framing, index) or remarks.thanks(block.text[:60])
    if about and (asked_last or ends):
        return True
    if not asked_last and _stands_apart(framing, index, last_opening):
        framing.unsure.append((index, "closing_note", "as_note", ""))
        return True
    if asked_last and framing.best.proposal.cues and not framing.best.proposal.turns:
        framing.unsure.append((index, "closing_note", "as_note", ""))
        return True
    return False


def _is_ruled_off(framing: Framing, index: int, last_opening: int) -> bool:
    """Whether a rule stands above what follows the last turn, and nowhere within a turn."""
    if not framing.blocks[index].ruled or not framing.speaks(index - 1) or framing.facts.asks[index - 1]:
        return False
    inside = (i for i in range(last_opening) if framing.blocks[i].ruled and framing.speaks(i))
    return all(framing.opens(i) for i in inside)


def _stands_apart(framing: Framing, index: int, last_opening: int) -> bool:
    """Whether a paragraph after the last answer is nobody's: it names who would say it, or is set as no other."""
    block = framing.blocks[index]
    said = any(label.syntax == "said" for label in framing.best.proposal.cues.values())
    if said or not _goes_on(framing, index) or block.marker or block.quote:
        return False
    told = {word.casefold() for word in words(block.text)}
    if _names_speaker(framing, index) and FIRST_PERSON.isdisjoint(told):
        return True
    before = [i for i in range(last_opening + 1) if _goes_on(framing, i)]
    if not PERSONAL.isdisjoint(told):
        return False
    if _has_lead_in(block):
        return not any(_has_lead_in(framing.blocks[i]) for i in before)
    if before or index != _last_paragraph(framing) or sum(map(framing.opens, range(last_opening + 1))) < _LEAST_TURNS:
        return False
    if framing.best.proposal.cues and not framing.best.proposal.turns:
        return True
    framing.unsure.append((index, "closing_note", "or_no_speech", ""))
    return False


def _names_speaker(framing: Framing, index: int) -> bool:
    """Whether a paragraph speaks of the person whose turn it stands in."""
    voice = framing.cast.get(framing.marks[index].voice or "")
    names = {name for name in (voice.label, voice.name or "", *voice.aliases)} if voice else set()
    parts = {part for name in names for part in words(name) if len(part) >= _SHORTEST_NAME and not is_role(fold(part))}
    return any(part in parts for part in words(framing.blocks[index].text))


def _last_paragraph(framing: Framing) -> int:
    """The block with which the last paragraph of speech begins."""
    last = max((i for i in framing.marks if framing.speaks(i)), default=0)
    while last and framing.blocks[last].joint == "space":
        last -= 1
    return last


def _goes_on(framing: Framing, index: int) -> bool:
    """Whether a block begins another paragraph of the turn that is going on."""
    if not (framing.speaks(index) and framing.speaks(index - 1)) or framing.opens(index):
        return False
    same = framing.asks(index) == framing.asks(index - 1) and framing.blocks[index].joint != "space"
    return same and not framing.is_bare_label(index - 1)


def _has_lead_in(block: Block) -> bool:
    """`**About:** …`: a stressed word with a colon before plain text."""
    first = block.runs[0]
    return first.bold and not block.bold and first.text.rstrip().endswith(":")


def _doubt_end(framing: Framing, last_opening: int) -> None:
    """What ends the last answer and only tells where to find more may be a note."""
    last = _last_paragraph(framing)
    block = framing.blocks[last]
    if last <= last_opening or not _goes_on(framing, last) or block.marker or framing.document.spoken:
        return
    elsewhere = remarks.points_elsewhere(block.text) or any(run.href for run in block.runs)
    if elsewhere and PERSONAL.isdisjoint(word.casefold() for word in words(block.text)):
        framing.unsure.append((last, "closing_note", "or_no_speech", ""))


def _rest_is_about(framing: Framing, index: int) -> bool:
    return len(framing.blocks) - index < _LONGEST_BACK and all(
        remarks.is_credit(b.text)
        or b.hint == "note"
        or b.italic
        or b.joint == "space"
        or (remarks.is_short(b.text) and not remarks.has_ending(b.text))
        for b in framing.blocks[index + 1 :]
    )


def _is_about(text: str, names: list[str], front: str) -> bool:
    """Whether a paragraph speaks of somebody of the conversation in the third person."""
    opening = text[:120]
    if any(opening.startswith(name) and len(text) > len(name) + 12 for name in names if len(name) > 2):
        return True
    first = [word for word in words(opening) if word.casefold() not in TITLES][:2]
    if len(first) == 2 and all(word[0].isupper() for word in first) and " ".join(first) in front:
        return True
    if first and len(first[0]) > 3 and first[0][0].isupper() and first[0].casefold() in front.casefold().split():
        return first[1:] != [] and first[1].casefold() in TELLS
    return remarks.thanks(opening) and any(w[0].isupper() and w in front for w in words(opening)[1:6] if len(w) > 2)


def _mark_thanks(framing: Framing) -> None:
    """The last paragraph, if it only thanks for the conversation, is the interviewer's, with or without a label."""
    if framing.document.spoken:
        return
    last = max((i for i in framing.marks if framing.speaks(i)), default=0)
    if framing.opens(last) or framing.blocks[last].joint == "space" or framing.is_bare_label(last - 1):
        return
    if framing.asks(last) or not remarks.is_closing_thanks(framing.said(last)):
        return
    askers = [key for key, voice in framing.cast.items() if voice.role == "asker"]
    voice = askers[0] if len(askers) == 1 else None
    framing.marks[last] = replace(framing.marks[last], voice=voice, asks=True)
    if framing.best.proposal.cues:
        label = framing.cast[voice].label if voice else "?"
        framing.unsure.append((last, "missing_label", "as_question", label))


def _mark_furniture(framing: Framing) -> None:
    """Time codes on lines of their own, and what tools write about themselves, are no text."""
    for index in remarks.page_numbers([f"{b.marker} {b.text}".strip() for b in framing.blocks]):
        if index not in framing.best.proposal.cues:
            framing.marks[index] = Mark("discard", reason="page number")
    for index in remarks.mail_headers([b.text for b in framing.blocks]):
        framing.marks[index] = Mark("discard", reason="mail header")
    pending: float | None = None
    for index, block in enumerate(framing.blocks):
        mark = framing.marks.get(index)
        if remarks.is_time(block.text) and not block.heading:
            stamp = stamps.at(block.text.strip(" \t*_"), 0)
            pending = stamp.at if stamp else None
            framing.marks[index] = Mark("discard", reason="time code")
            continue
        if remarks.is_tool_line(block.text) and index not in framing.best.proposal.cues:
            framing.marks[index] = Mark("discard", reason="tool's own line")
            for before in range(index - 1, -1, -1):
                text, known = framing.blocks[before].text, framing.marks[before]
                if not remarks.is_date(text) and not (remarks.is_credit(text) and known.part == "note"):
                    break
                framing.marks[before] = Mark("discard", reason="tool's own line")
        elif mark and mark.part == "speech" and pending is not None:
            if mark.start is None:
                framing.marks[index] = replace(mark, start=pending)
            pending = None
