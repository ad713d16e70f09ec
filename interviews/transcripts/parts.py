"""What each block is: the turns, and title, standfirst, headings and notes around and between them."""

from . import remarks
from .asides import find_headings, mark_between
from .back import doubt_end, mark_back, mark_thanks
from .blocks import Document
from .front import give_back_front, give_back_title, mark_front
from .furniture import mark_furniture
from .judge import Judged
from .marking import Marking, Unsure
from .reading import Mark, Reading
from .segments import Facts
from .turns import cast_of, cuts_of, find_missing_labels, find_stressed_answers, mark_turns
from .voices import Lexicon


def mark(document: Document, facts: Facts, best: Judged, lexicon: Lexicon) -> tuple[Reading, list[Unsure]]:
    """A mark for each block, and the doubts that arose. The language is filled in by the caller."""
    marking = Marking(document, facts, best, cast_of(best, lexicon))
    mark_turns(marking)
    give_back_title(marking)
    give_back_front(marking)
    find_stressed_answers(marking)
    mark_between(marking)
    find_headings(marking)
    find_missing_labels(marking)
    speech = [i for i in marking.marks if marking.speaks(i)]
    begin = min(speech) if speech else _without_speech(marking)
    mark_front(marking, begin)
    if speech:
        last_opening = max(i for i in speech if marking.opens(i) or i == begin)
        mark_back(marking, last_opening)
        doubt_end(marking, last_opening)
        mark_thanks(marking)
    mark_furniture(marking)
    marks = tuple(marking.marks.get(i, Mark("note")) for i in range(len(document.blocks)))
    reading = Reading(document, marks, marking.cast, "de", document.title, document.standfirst)
    return reading, marking.unsure


def _without_speech(marking: Marking) -> int:
    """Where a text without speakers begins to be one answer: after title and standfirst."""
    blocks = marking.blocks
    begin = (
        0
        if marking.document.spoken
        else next((i for i, b in enumerate(blocks) if not b.heading and b.hint != "note"), 0)
    )
    if (
        begin == 0
        and len(blocks) > 1
        and not marking.document.spoken
        and not marking.document.title
        and not remarks.is_prose(blocks[0].text)
    ):
        begin = 1
    for index in range(begin, len(blocks)):
        if index not in marking.marks:
            cuts, start = cuts_of(blocks[index], 0, None)
            marking.marks[index] = Mark("speech", cuts=cuts, start=start if start is not None else blocks[index].start)
    return begin
