"""What stands between the turns: headings, captions and notes."""

from . import remarks
from .marking import Marking, previous_speech
from .reading import Mark
from .schemes import is_capitals, is_stage_direction

_LONGEST_ASIDE = 30


def mark_between(marking: Marking) -> None:
    """Headings, captions and remarks between turns."""
    for index, block in enumerate(marking.blocks):
        if index in marking.marks:
            continue
        if block.heading:
            marking.marks[index] = Mark("heading")
        elif block.hint == "note" or is_stage_direction(block.text) or block.quote:
            marking.marks[index] = Mark("note")
    notes = set[int]()
    for index, block in enumerate(marking.blocks):
        if not marking.speaks(index) or index in marking.best.proposal.cues or marking.document.spoken:
            continue
        noted = block.joint == "space" and index - 1 in notes
        if noted or (block.joint != "space" and remarks.is_editors_note(block.text)):
            marking.marks[index] = Mark("note")
            notes.add(index)
            continue
        if marking.opens(index):
            continue
        quoted = block.quote and index not in marking.best.proposal.asks and not _is_quoted_speech(marking, index)
        if not quoted and _is_italic_aside(marking, index):
            marking.marks[index] = Mark("note")
            marking.unsure.append((index, "italic_note", "as_note", ""))
        if quoted or (remarks.is_picture_credit(block.text) and block.joint != "space"):
            marking.marks[index] = Mark("note")


def _is_italic_aside(marking: Marking, index: int) -> bool:
    """A caption or stage direction: the only paragraph in italics of a turn that has plain ones before it."""
    block, before = marking.blocks[index], marking.blocks[index - 1]
    if not block.italic or block.joint == "space" or block.marker or before.italic or marking.is_bare_label(index - 1):
        return False
    if (
        not marking.speaks(index - 1)
        or marking.asks(index)
        or (marking.asks(index - 1) and marking.facts.asks[index - 1])
    ):
        return False
    after = marking.blocks[index + 1] if index + 1 < len(marking.blocks) else None
    alone = after is None or not after.italic
    return alone and len(block.text.split()) <= _LONGEST_ASIDE and block.text[:1] not in '„“”"»«›'


def _is_quoted_speech(marking: Marking, index: int) -> bool:
    """Whether a block quote is something that the speaker quotes: in quotation marks, or amidst his or her turn."""
    if marking.blocks[index].text[:1] in '„“”"»«›':
        return True
    opening = index
    while opening >= 0 and marking.blocks[opening].quote and marking.speaks(opening):
        if marking.opens(opening):
            # The whole turn is set as a quote.
            return True
        opening -= 1
    after = index + 1
    while after < len(marking.blocks) and marking.blocks[after].quote:
        after += 1
    return (
        marking.speaks(after) and not marking.opens(after) and marking.marks[after].voice == marking.marks[index].voice
    )


def find_headings(marking: Marking) -> None:
    """A short line without a sentence's end, just before somebody begins to speak."""
    for index in sorted(marking.marks):
        if marking.speaks(index) and not marking.opens(index) and _is_heading(marking, index):
            marking.marks[index] = Mark("heading")


def _is_heading(marking: Marking, index: int) -> bool:
    block, text = marking.blocks[index], marking.said(index)
    if block.marker or block.cells or block.joint == "space" or marking.document.spoken:
        return False
    following = _next_spoken(marking, index)
    if following is None or not marking.opens(following):
        return False
    apart = block.bold or (is_capitals(text) and not is_capitals(marking.blocks[index - 1].text))
    if (marking.has_headings and not block.bold) or not _is_headline(text, set_apart=apart):
        return False
    previous = previous_speech(marking, index)
    return previous is None or _stands_as_heading(marking, index, previous, following, set_apart=apart)


def _is_headline(text: str, *, set_apart: bool) -> bool:
    """Whether a line reads like a heading: short, and no sentence. What is set apart may be one."""
    if not remarks.is_short(text) or text[-1:] in ".,;" or (text.endswith(":") and len(text.split()) > 6):
        return False
    if set_apart:
        return True
    exclaims_much = text.endswith("!") and len(text.split()) > 3
    return text[-1:] not in '…“”"«»)' and not exclaims_much and not _ends_a_sentence(text)


def _stands_as_heading(marking: Marking, index: int, previous: int, following: int, *, set_apart: bool) -> bool:
    """Whether a headline can be one between these two turns; raises a doubt where it might be text."""
    proposal, text = marking.best.proposal, marking.said(index)
    asked = marking.asks(previous)
    if marking.is_bare_label(previous) or proposal.switches or index in proposal.asks:
        return False
    if asked and (proposal.turns or not proposal.cues or (not marking.asks(following) and text[-1:] in "?!:")):
        return False
    if (asked or text[-1:] in "!:") and not set_apart:
        marking.unsure.append((index, "weak_heading", "as_heading", ""))
    return True


def _ends_a_sentence(text: str) -> bool:
    return (remarks.has_ending(text) and text.rstrip()[-1:] not in "?!:") or remarks.has_several_sentences(text)


def _next_spoken(marking: Marking, index: int) -> int | None:
    """The block right after, or after a time code of its own, if somebody speaks there."""
    following = index + 1
    while following < len(marking.blocks) and remarks.is_time(marking.blocks[following].text):
        following += 1
    return following if marking.speaks(following) else None
