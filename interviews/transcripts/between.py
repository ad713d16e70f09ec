"""What stands between the turns: headings, notes, and turns whose label was forgotten."""

from dataclasses import replace

from . import remarks
from .framing import Framing
from .reading import Mark
from .schemes import is_capitals, is_stage_direction

_LONGEST_ASIDE = 30


def mark_between(framing: Framing) -> None:
    """Headings, captions and remarks between turns."""
    for index, block in enumerate(framing.blocks):
        if index in framing.marks:
            continue
        if block.heading:
            framing.marks[index] = Mark("heading")
        elif block.hint == "note" or is_stage_direction(block.text) or block.quote:
            framing.marks[index] = Mark("note")
    notes = set[int]()
    for index, block in enumerate(framing.blocks):
        if not framing.speaks(index) or index in framing.best.proposal.cues or framing.document.spoken:
            continue
        noted = block.joint == "space" and index - 1 in notes
        if noted or (block.joint != "space" and remarks.is_editors_note(block.text)):
            framing.marks[index] = Mark("note")
            notes.add(index)
            continue
        if framing.opens(index):
            continue
        quoted = block.quote and index not in framing.best.proposal.asks and not _is_quoted_speech(framing, index)
        if not quoted and _is_italic_aside(framing, index):
            framing.marks[index] = Mark("note")
            framing.unsure.append((index, "italic_note", "as_note", ""))
        if quoted or (remarks.is_picture_credit(block.text) and block.joint != "space"):
            framing.marks[index] = Mark("note")


def _is_italic_aside(framing: Framing, index: int) -> bool:
    """A caption or stage direction: the only paragraph in italics of a turn that has plain ones before it."""
    block, before = framing.blocks[index], framing.blocks[index - 1]
    if not block.italic or block.joint == "space" or block.marker or before.italic or framing.is_bare_label(index - 1):
        return False
    if (
        not framing.speaks(index - 1)
        or framing.asks(index)
        or (framing.asks(index - 1) and framing.facts.asks[index - 1])
    ):
        return False
    after = framing.blocks[index + 1] if index + 1 < len(framing.blocks) else None
    alone = after is None or not after.italic
    return alone and len(block.text.split()) <= _LONGEST_ASIDE and block.text[:1] not in '„“”"»«›'


def _is_quoted_speech(framing: Framing, index: int) -> bool:
    """Whether a block quote is something that the speaker quotes: in quotation marks, or amidst his or her turn."""
    if framing.blocks[index].text[:1] in '„“”"»«›':
        return True
    opening = index
    while opening >= 0 and framing.blocks[opening].quote and framing.speaks(opening):
        if framing.opens(opening):
            # The whole turn is set as a quote.
            return True
        opening -= 1
    after = index + 1
    while after < len(framing.blocks) and framing.blocks[after].quote:
        after += 1
    return (
        framing.speaks(after) and not framing.opens(after) and framing.marks[after].voice == framing.marks[index].voice
    )


def find_headings(framing: Framing) -> None:
    """A short line without a sentence's end, just before somebody begins to speak."""
    for index in sorted(framing.marks):
        if framing.speaks(index) and not framing.opens(index) and _is_heading(framing, index):
            framing.marks[index] = Mark("heading")


def _is_heading(framing: Framing, index: int) -> bool:
    block, text = framing.blocks[index], framing.said(index)
    if block.marker or block.cells or block.joint == "space" or framing.document.spoken:
        return False
    following = _next_spoken(framing, index)
    if following is None or not framing.opens(following):
        return False
    apart = block.bold or (is_capitals(text) and not is_capitals(framing.blocks[index - 1].text))
    if (framing.has_headings and not block.bold) or not _is_headline(text, set_apart=apart):
        return False
    previous = previous_speech(framing, index)
    return previous is None or _stands_as_heading(framing, index, previous, following, set_apart=apart)


def _is_headline(text: str, *, set_apart: bool) -> bool:
    """Whether a line reads like a heading: short, and no sentence. What is set apart may be one."""
    if not remarks.is_short(text) or text[-1:] in ".,;" or (text.endswith(":") and len(text.split()) > 6):
        return False
    if set_apart:
        return True
    exclaims_much = text.endswith("!") and len(text.split()) > 3
    return text[-1:] not in '…“”"«»)' and not exclaims_much and not _ends_a_sentence(text)


def _stands_as_heading(framing: Framing, index: int, previous: int, following: int, *, set_apart: bool) -> bool:
    """Whether a headline can be one between these two turns; raises a doubt where it might be text."""
    proposal, text = framing.best.proposal, framing.said(index)
    asked = framing.asks(previous)
    if framing.is_bare_label(previous) or proposal.switches or index in proposal.asks:
        return False
    if asked and (proposal.turns or not proposal.cues or (not framing.asks(following) and text[-1:] in "?!:")):
        return False
    if (asked or text[-1:] in "!:") and not set_apart:
        framing.unsure.append((index, "weak_heading", "as_heading", ""))
    return True


def _ends_a_sentence(text: str) -> bool:
    return (remarks.has_ending(text) and text.rstrip()[-1:] not in "?!:") or remarks.has_several_sentences(text)


def _next_spoken(framing: Framing, index: int) -> int | None:
    """The block right after, or after a time code of its own, if somebody speaks there."""
    following = index + 1
    while following < len(framing.blocks) and remarks.is_time(framing.blocks[following].text):
        following += 1
    return following if framing.speaks(following) else None


def previous_speech(framing: Framing, index: int) -> int | None:
    """The block of speech before, unless a heading or note stands between."""
    before = index - 1
    while before >= 0 and before in framing.marks and framing.marks[before].part == "note":
        before -= 1
    return before if before >= 0 and framing.speaks(before) else None


def find_missing_labels(framing: Framing) -> None:
    """Turns whose label was forgotten: an answer between two questions, a question between two answers."""
    proposal = framing.best.proposal
    if not proposal.cues or proposal.asks or framing.document.spoken:
        return
    if proposal.turns:
        _doubt_unlabelled_answers(framing)
        return
    experts = [key for key, voice in framing.cast.items() if voice.role == "expert"]
    askers = [key for key, voice in framing.cast.items() if voice.role == "asker"]
    cues = sorted(i for i in proposal.cues if i in framing.marks)
    for cue, following in zip(cues, [*cues[1:], len(framing.blocks)], strict=True):
        loose = [i for i in range(cue + 1, following) if framing.speaks(i) and not proposal.cues.get(i)]
        if not loose or not framing.marks[cue].voice:
            continue
        if framing.asks(cue):
            _find_missing_answer(framing, cue, following, loose, experts)
        elif (
            following in proposal.cues
            and framing.marks[following].voice == framing.marks[cue].voice
            and len(askers) == 1
        ):
            last = _paragraph_start(framing, loose[-1])
            if framing.facts.asks[last] and last - 1 >= cue and last in loose:
                for i in (i for i in loose if i >= last):
                    framing.marks[i] = replace(framing.marks[i], voice=askers[0])
                framing.unsure.append((last, "missing_label", "as_question", ""))


def _doubt_unlabelled_answers(framing: Framing) -> None:
    """Where most answers carry a label, one without has lost it."""
    openings = [i for i in sorted(framing.marks) if framing.speaks(i) and not framing.asks(i) and framing.speaks(i - 1)]
    openings = [i for i in openings if framing.asks(i - 1)]
    bare = [i for i in openings if i not in framing.best.proposal.cues and not framing.is_bare_label(i - 1)]
    if len(bare) * 2 > len(openings):
        return
    for index in bare:
        voice = framing.marks[index].voice
        label = framing.cast[voice].label if voice else "?"
        framing.unsure.append((index, "missing_label", "as_answer", label))


def _find_missing_answer(framing: Framing, cue: int, following: int, loose: list[int], experts: list[str]) -> None:
    """After a question mark, unlabelled paragraphs that ask nothing are the answer if another question follows."""
    asked = [cue, *loose]
    for at, index in enumerate(loose):
        if framing.blocks[index].joint == "space" or not framing.facts.asks[asked[at]]:
            continue
        rest = loose[at:]
        next_asks = following in framing.best.proposal.cues and framing.asks(following)
        if framing.facts.asks[rest[-1]] or not (next_asks or following == len(framing.blocks)):
            return
        if following == len(framing.blocks) and len(framing.best.proposal.cues) < 3:
            return
        for i in rest:
            framing.marks[i] = replace(framing.marks[i], voice=experts[0] if len(experts) == 1 else None, asks=False)
        label = framing.cast[experts[0]].label if len(experts) == 1 else "?"
        framing.unsure.append((index, "missing_label", "as_answer", label))
        return


def _paragraph_start(framing: Framing, index: int) -> int:
    while index and framing.blocks[index].joint == "space":
        index -= 1
    return index
