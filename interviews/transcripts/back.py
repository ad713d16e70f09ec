"""What stands after the last turn: credits, biographies, announcements, thanks."""

from dataclasses import replace

from . import remarks
from .blocks import Block
from .marking import Marking, previous_speech
from .reading import Mark
from .text import fold, words
from .voices import is_role
from .wordlists import FIRST_PERSON, PERSONAL, TELLS, TITLES

_LONGEST_BACK = 20
_LEAST_TURNS = 6
# Lines of an announcement.
_MOST_ANNOUNCED = 4
_SHORTEST_NAME = 3


def mark_back(marking: Marking, last_opening: int) -> None:
    """Credits, biographies and sites' own lines after the end."""
    closing = _ends_in_remarks(marking, last_opening)
    names = [name for v in marking.cast.values() for name in (v.name or v.label, *v.aliases)]
    names += [name.partition(",")[0] for name in names if "," in name]
    for index in range(last_opening + 1, len(marking.blocks)):
        block = marking.blocks[index]
        mark = marking.marks.get(index)
        if block.heading:
            closing = closing or _ends_there(marking) or remarks.is_credit(block.text)
            continue
        if block.joint == "space" and not closing:
            continue
        if not closing and mark and mark.part == "speech":
            closing = _closes(marking, index, last_opening, names)
        if closing and (mark is None or mark.part == "speech"):
            marking.marks[index] = Mark("note")


def _ends_in_remarks(marking: Marking, last_opening: int) -> bool:
    """Whether what looks like the last question is a credit or a biography of the same look."""
    text = marking.blocks[last_opening].text
    names = [v.name or v.label for v in marking.cast.values()]
    looks = last_opening in marking.best.proposal.asks and not marking.facts.asks[last_opening]
    if not looks or not (remarks.is_credit(text) or _is_about(text, names, marking.front)) or remarks.thanks(text):
        return False
    marking.marks[last_opening] = Mark("note")
    return True


def _ends_there(marking: Marking) -> bool:
    """Whether a heading after the last turn begins what no longer belongs to the conversation."""
    return bool(marking.best.proposal.cues) or marking.best.proposal.name.startswith("questions as headings")


def _closes(marking: Marking, index: int, last_opening: int, names: list[str]) -> bool:
    block = marking.blocks[index]
    if remarks.is_credit(block.text) or remarks.is_tool_line(block.text) or remarks.is_end(block.text):
        return True
    if marking.document.spoken or marking.is_bare_label(index - 1):
        return False
    previous = marking.blocks[index - 1]
    if _is_ruled_off(marking, index, last_opening):
        marking.unsure.append((index, "closing_note", "as_note", ""))
        return True
    answers = marking.speaks(index - 1) and marking.asks(index - 1)
    if block.italic and not previous.italic and not block.quote and not answers:
        return True
    about = _is_about(block.text, names, marking.front)
    before = previous_speech(marking, index)
    asked_last = before is not None and marking.asks(before)
    if before is not None and asked_last and marking.facts.asks[before]:
        return False
    ends = index == len(marking.blocks) - 1 or _rest_is_about(marking, index) or remarks.thanks(block.text[:60])
    if about and (asked_last or ends):
        return True
    if not asked_last and _stands_apart(marking, index, last_opening):
        marking.unsure.append((index, "closing_note", "as_note", ""))
        return True
    if asked_last and marking.best.proposal.cues and not marking.best.proposal.turns:
        marking.unsure.append((index, "closing_note", "as_note", ""))
        return True
    return False


def _is_ruled_off(marking: Marking, index: int, last_opening: int) -> bool:
    """Whether a rule stands above what follows the last turn, and nowhere within a turn."""
    if not marking.blocks[index].ruled or not marking.speaks(index - 1) or marking.facts.asks[index - 1]:
        return False
    inside = (i for i in range(last_opening) if marking.blocks[i].ruled and marking.speaks(i))
    return all(marking.opens(i) for i in inside)


def _stands_apart(marking: Marking, index: int, last_opening: int) -> bool:
    """Whether a paragraph after the last answer is nobody's: it names who would say it, or is set as no other."""
    block = marking.blocks[index]
    if len(marking.blocks) - index > _LONGEST_BACK or not _goes_on(marking, index) or block.marker or block.quote:
        return False
    if any(label.syntax == "said" for label in marking.best.proposal.cues.values()):
        return False
    told = {word.casefold() for word in words(block.text)}
    if _names_speaker(marking, index) and FIRST_PERSON.isdisjoint(told):
        return True
    before = [i for i in range(last_opening + 1) if _goes_on(marking, i)]
    if not PERSONAL.isdisjoint(told):
        return False
    if _has_lead_in(block):
        return not any(_has_lead_in(marking.blocks[i]) for i in before)
    if before or sum(map(marking.opens, range(last_opening + 1))) < _LEAST_TURNS:
        return False
    rest = [b.text for b in marking.blocks[index:]]
    if len(rest) > _MOST_ANNOUNCED or not PERSONAL.isdisjoint(w.casefold() for text in rest for w in words(text)):
        return False
    labelled = marking.best.proposal.cues and not marking.best.proposal.turns
    if labelled and any(map(remarks.points_elsewhere, rest)):
        return True
    marking.unsure.append((index, "closing_note", "or_no_speech", ""))
    return False


def _names_speaker(marking: Marking, index: int) -> bool:
    """Whether a paragraph speaks of the person whose turn it stands in."""
    voice = marking.cast.get(marking.marks[index].voice or "")
    names = {name for name in (voice.label, voice.name or "", *voice.aliases)} if voice else set()
    parts = {part for name in names for part in words(name) if len(part) >= _SHORTEST_NAME and not is_role(fold(part))}
    return any(part in parts for part in words(marking.blocks[index].text))


def _last_paragraph(marking: Marking) -> int:
    """The block with which the last paragraph of speech begins."""
    last = max((i for i in marking.marks if marking.speaks(i)), default=0)
    while last and marking.blocks[last].joint == "space":
        last -= 1
    return last


def _goes_on(marking: Marking, index: int) -> bool:
    """Whether a block begins another paragraph of the turn that is going on."""
    if not (marking.speaks(index) and marking.speaks(index - 1)) or marking.opens(index):
        return False
    same = marking.asks(index) == marking.asks(index - 1) and marking.blocks[index].joint != "space"
    return same and not marking.is_bare_label(index - 1)


def _has_lead_in(block: Block) -> bool:
    """`**About:** …`: a stressed word with a colon before plain text."""
    first = block.runs[0]
    return first.bold and not block.bold and first.text.rstrip().endswith(":")


def doubt_end(marking: Marking, last_opening: int) -> None:
    """What ends the last answer and only tells where to find more may be a note."""
    last = _last_paragraph(marking)
    block = marking.blocks[last]
    if last <= last_opening or not _goes_on(marking, last) or block.marker or marking.document.spoken:
        return
    elsewhere = remarks.points_elsewhere(block.text) or any(run.href for run in block.runs)
    if elsewhere and PERSONAL.isdisjoint(word.casefold() for word in words(block.text)):
        marking.unsure.append((last, "closing_note", "or_no_speech", ""))


def _rest_is_about(marking: Marking, index: int) -> bool:
    return len(marking.blocks) - index < _LONGEST_BACK and all(
        remarks.is_credit(b.text)
        or b.hint == "note"
        or b.italic
        or b.joint == "space"
        or (remarks.is_short(b.text) and not remarks.has_ending(b.text))
        for b in marking.blocks[index + 1 :]
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


def mark_thanks(marking: Marking) -> None:
    """The last paragraph, if it only thanks for the conversation, is the interviewer's, with or without a label."""
    if marking.document.spoken:
        return
    last = max((i for i in marking.marks if marking.speaks(i)), default=0)
    if marking.opens(last) or marking.blocks[last].joint == "space" or marking.is_bare_label(last - 1):
        return
    if marking.asks(last) or not remarks.is_closing_thanks(marking.said(last)):
        return
    askers = [key for key, voice in marking.cast.items() if voice.role == "asker"]
    voice = askers[0] if len(askers) == 1 else None
    marking.marks[last] = replace(marking.marks[last], voice=voice, asks=True)
    if marking.best.proposal.cues:
        label = marking.cast[voice].label if voice else "?"
        marking.unsure.append((last, "missing_label", "as_question", label))
