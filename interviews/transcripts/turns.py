"""Who speaks in which block, what in it is no text, and turns whose label was forgotten."""

import re
from dataclasses import replace

from . import stamps, voices
from .blocks import Block
from .judge import Judged
from .marking import Marking
from .reading import Cut, Mark, Voice
from .schemes import ANSWERER, ASKER
from .voices import Lexicon

_NEAR = 40
_MOST_SPELLINGS = 20
_COUNTING = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_LEAST_COUNTED = 3


def cast_of(best: Judged, lexicon: Lexicon) -> dict[str, Voice]:
    """Each voice by its fullest name, with the other spellings that the file uses."""
    spellings: dict[str, list[str]] = {}
    for _, label in sorted(best.proposal.cues.items()):
        person = best.proposal.persons[label.key]
        names = spellings.setdefault(person, [])
        if len(names) < _MOST_SPELLINGS:
            names += [name for name in (label.name, label.extra) if name and name not in names]
    order = list(dict.fromkeys(segment.voice for segment in best.segments if segment.voice in spellings))
    cast = {}
    taken: set[str] = set()
    for person in order:
        names = spellings[person]
        shown = max(names[:1] + [n for n in names if voices.fold(n) == person], key=len)
        while shown in taken:
            shown += "’"
        taken.add(shown)
        role = best.cast.roles.get(person, "unknown")
        full = voices.full_name(shown, lexicon.prelude) if role != "asker" else None
        cast[person] = Voice(shown, role, full, tuple(n for n in names if n != shown))
    return cast


def mark_turns(marking: Marking) -> None:
    proposal = marking.best.proposal
    answerers = [key for key, voice in marking.cast.items() if voice.role == "expert"]
    askers = [key for key, voice in marking.cast.items() if voice.role == "asker"]
    for segment in marking.best.segments:
        voice: str | None = segment.voice
        if voice == ASKER:
            voice = askers[0] if len(askers) == 1 and proposal.cues else None
        elif voice == ANSWERER:
            voice = answerers[0] if len(answerers) == 1 and proposal.cues else None
        for index in segment.blocks:
            block = marking.blocks[index]
            label = proposal.cues.get(index)
            cuts, start = cuts_of(block, label.end if label else 0, label.start if label else None)
            start = block.start if start is None else start
            marking.marks[index] = Mark("speech", voice, segment.voice == ASKER, cuts, start)
    _mark_dialogue(marking)
    _mark_numbers(marking)


def _mark_numbers(marking: Marking) -> None:
    """`**1. Why?**`: numbers that count the questions are no text, as those of a list are not."""
    asking = [i for i in sorted(marking.best.proposal.asks) if i in marking.marks and marking.opens(i)]
    found = {i: match for i in asking if (match := _COUNTING.match(marking.blocks[i].text))}
    numbers = [int(match[1]) for match in found.values()]
    if len(numbers) < _LEAST_COUNTED or len(found) < len(asking) - 1 or numbers != sorted(set(numbers)):
        return
    for index, match in found.items():
        mark = marking.marks[index]
        if not mark.cuts:
            marking.marks[index] = replace(mark, cuts=(Cut(0, match.end(), "list marker"),))


def _mark_dialogue(marking: Marking) -> None:
    """The dash that begins a turn in a dialogue is no text."""
    proposal = marking.best.proposal
    if proposal.cues or not (proposal.switches or proposal.name == "questions with a dash"):
        return
    for index in proposal.switches | proposal.asks:
        block = marking.blocks[index]
        mark = block.text[: len(block.text) - len(block.text.lstrip("–—->"))]
        if index in marking.marks and mark and not marking.marks[index].cuts:
            end = len(mark) + block.text[len(mark) :].startswith((" ", "\t"))
            marking.marks[index] = replace(marking.marks[index], cuts=(Cut(0, end, "dialogue mark"),))


def cuts_of(block: Block, end_of_label: int, start: float | None) -> tuple[tuple[Cut, ...], float | None]:
    """What in a block is no text: its label, time codes at its ends, and unmistakable ones inside."""
    cuts = [Cut(0, end_of_label, "label")] if end_of_label else []
    text = block.text
    bare = None if end_of_label or block.start is None else stamps.bare_at(text, 0)
    if bare and bare.at == block.start:
        cuts.append(Cut(0, bare.end, "start"))
        start = bare.at
    for stamp in stamps.enclosed(text):
        if stamp.start < end_of_label:
            continue
        leading = stamp.start - end_of_label < _NEAR and not text[end_of_label : stamp.start].strip(" \t")
        trailing = len(text) - stamp.end < _NEAR and not text[stamp.end :].strip(" \t.")
        certain = text[stamp.start] in "#[" and text.count(":", stamp.start, stamp.end) > 1
        if not (leading or trailing or certain):
            continue
        first = start is None and leading
        start = stamp.at if first else start
        cuts.append(Cut(stamp.start, stamp.end, "start" if first else "time code"))
    return tuple(cuts), start


def find_stressed_answers(marking: Marking) -> None:
    """A stressed paragraph after a question mark that asks nothing itself is the beginning of the answer."""
    asking = marking.best.proposal.asks
    for index in sorted(asking):
        if not marking.speaks(index) or not marking.speaks(index - 1) or marking.facts.asks[index]:
            continue
        followed = marking.speaks(index + 1) and index + 1 not in asking
        if (
            index - 1 in asking
            and marking.facts.asks[index - 1]
            and followed
            and marking.blocks[index].joint != "space"
        ):
            marking.marks[index] = replace(marking.marks[index], asks=False, voice=marking.marks[index + 1].voice)
            marking.unsure.append((index, "bold_answer", "as_bold_answer", ""))


def find_missing_labels(marking: Marking) -> None:
    """Turns whose label was forgotten: an answer between two questions, a question between two answers."""
    proposal = marking.best.proposal
    if not proposal.cues or proposal.asks or marking.document.spoken:
        return
    if proposal.turns:
        _doubt_unlabelled_answers(marking)
        return
    experts = [key for key, voice in marking.cast.items() if voice.role == "expert"]
    askers = [key for key, voice in marking.cast.items() if voice.role == "asker"]
    cues = sorted(i for i in proposal.cues if i in marking.marks)
    for cue, following in zip(cues, [*cues[1:], len(marking.blocks)], strict=True):
        loose = [i for i in range(cue + 1, following) if marking.speaks(i) and not proposal.cues.get(i)]
        if not loose or not marking.marks[cue].voice:
            continue
        if marking.asks(cue):
            _find_missing_answer(marking, cue, following, loose, experts)
        elif (
            following in proposal.cues
            and marking.marks[following].voice == marking.marks[cue].voice
            and len(askers) == 1
        ):
            last = _paragraph_start(marking, loose[-1])
            if marking.facts.asks[last] and last - 1 >= cue and last in loose:
                for i in (i for i in loose if i >= last):
                    marking.marks[i] = replace(marking.marks[i], voice=askers[0])
                marking.unsure.append((last, "missing_label", "as_question", ""))


def _doubt_unlabelled_answers(marking: Marking) -> None:
    """Where most answers carry a label, one without has lost it."""
    openings = [i for i in sorted(marking.marks) if marking.speaks(i) and not marking.asks(i) and marking.speaks(i - 1)]
    openings = [i for i in openings if marking.asks(i - 1)]
    bare = [i for i in openings if i not in marking.best.proposal.cues and not marking.is_bare_label(i - 1)]
    if len(bare) * 2 > len(openings):
        return
    for index in bare:
        voice = marking.marks[index].voice
        label = marking.cast[voice].label if voice else "?"
        marking.unsure.append((index, "missing_label", "as_answer", label))


def _find_missing_answer(marking: Marking, cue: int, following: int, loose: list[int], experts: list[str]) -> None:
    """After a question mark, unlabelled paragraphs that ask nothing are the answer if another question follows."""
    asked = [cue, *loose]
    for at, index in enumerate(loose):
        if marking.blocks[index].joint == "space" or not marking.facts.asks[asked[at]]:
            continue
        rest = loose[at:]
        next_asks = following in marking.best.proposal.cues and marking.asks(following)
        if marking.facts.asks[rest[-1]] or not (next_asks or following == len(marking.blocks)):
            return
        if following == len(marking.blocks) and len(marking.best.proposal.cues) < 3:
            return
        for i in rest:
            marking.marks[i] = replace(marking.marks[i], voice=experts[0] if len(experts) == 1 else None, asks=False)
        label = marking.cast[experts[0]].label if len(experts) == 1 else "?"
        marking.unsure.append((index, "missing_label", "as_answer", label))
        return


def _paragraph_start(marking: Marking, index: int) -> int:
    while index and marking.blocks[index].joint == "space":
        index -= 1
    return index
