"""The turns of the best reading as marks: who speaks in which block, and what in it is no text."""

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from . import remarks, stamps, voices
from .blocks import Block, Document
from .inline import cut
from .judge import Judged
from .reading import Cut, Mark, Voice
from .schemes import ANSWERER, ASKER
from .segments import Facts
from .voices import Lexicon

LONGEST_TITLE = 200
_NEAR = 40
_FRONT = 5_000
_MOST_SPELLINGS = 20
_COUNTING = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_LEAST_COUNTED = 3


# A doubt that framing has: block, code, proposal, label.
Unsure = tuple[int, str, str, str]


@dataclass
class Framing:
    """The marks while they are made; `unsure` are doubts that framing has: block, code, proposal, label."""

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


def mark_turns(framing: Framing) -> None:
    proposal = framing.best.proposal
    answerers = [key for key, voice in framing.cast.items() if voice.role == "expert"]
    askers = [key for key, voice in framing.cast.items() if voice.role == "asker"]
    for segment in framing.best.segments:
        voice: str | None = segment.voice
        if voice == ASKER:
            voice = askers[0] if len(askers) == 1 and proposal.cues else None
        elif voice == ANSWERER:
            voice = answerers[0] if len(answerers) == 1 and proposal.cues else None
        for index in segment.blocks:
            block = framing.blocks[index]
            label = proposal.cues.get(index)
            cuts, start = cuts_of(block, label.end if label else 0, label.start if label else None)
            start = block.start if start is None else start
            framing.marks[index] = Mark("speech", voice, segment.voice == ASKER, cuts, start)
    _mark_dialogue(framing)
    _mark_numbers(framing)


def _mark_numbers(framing: Framing) -> None:
    """`**1. Why?**`: numbers that count the questions are no text, as those of a list are not."""
    asking = [i for i in sorted(framing.best.proposal.asks) if i in framing.marks and framing.opens(i)]
    found = {i: match for i in asking if (match := _COUNTING.match(framing.blocks[i].text))}
    numbers = [int(match[1]) for match in found.values()]
    if len(numbers) < _LEAST_COUNTED or len(found) < len(asking) - 1 or numbers != sorted(set(numbers)):
        return
    for index, match in found.items():
        mark = framing.marks[index]
        if not mark.cuts:
            framing.marks[index] = replace(mark, cuts=(Cut(0, match.end(), "list marker"),))


def _mark_dialogue(framing: Framing) -> None:
    """The dash that begins a turn in a dialogue is no text."""
    proposal = framing.best.proposal
    if proposal.cues or not (proposal.switches or proposal.name == "questions with a dash"):
        return
    for index in proposal.switches | proposal.asks:
        block = framing.blocks[index]
        mark = block.text[: len(block.text) - len(block.text.lstrip("–—->"))]
        if index in framing.marks and mark and not framing.marks[index].cuts:
            end = len(mark) + block.text[len(mark) :].startswith((" ", "\t"))
            framing.marks[index] = replace(framing.marks[index], cuts=(Cut(0, end, "dialogue mark"),))


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


def give_back_title(framing: Framing) -> None:
    """`Anna Berg: Zwischen Holz und Wasser` is a headline, though Anna Berg speaks further down."""
    text = framing.blocks[0].text if framing.blocks else ""
    label = framing.best.proposal.cues.get(0)
    if label is None or framing.document.title or framing.document.spoken or framing.is_bare_label(0):
        return
    endings = [remarks.has_ending(framing.blocks[s.blocks[-1]].text) for s in framing.best.segments[1:]]
    wrapped = len(framing.blocks) > 1 and framing.blocks[1].joint == "space"
    headline = len(text) <= LONGEST_TITLE and not remarks.has_ending(text) and not wrapped
    if headline and len(endings) > 2 and sum(endings) > len(endings) * 0.8:
        for index in framing.best.segments[0].blocks:
            framing.marks.pop(index, None)


def give_back_front(framing: Framing) -> None:
    """Where questions are known by their look alone, a title or standfirst of the same look is none."""
    proposal = framing.best.proposal
    if proposal.cues or not framing.best.segments or framing.document.spoken:
        return
    speech = sorted(framing.marks)
    asking = [framing.facts.asks[i] for i in speech if framing.marks[i].asks]
    if not asking or sum(asking) < len(asking) * 0.5:
        return
    first = next(i for i in speech if framing.marks[i].asks and framing.facts.asks[i])
    before = [i for i in speech if i < first]
    for place, index in enumerate(before):
        following = before[place + 1] if place + 1 < len(before) else first
        names_all = index == 0 and not framing.document.title and not remarks.is_prose(framing.blocks[0].text)
        introduced = index > 1 or bool(framing.document.title and index > 0)
        opens_next = framing.marks[following].asks and framing.blocks[following].joint != "space"
        if names_all or (framing.marks[index].asks and opens_next and not introduced):
            del framing.marks[index]
        elif framing.marks[index].asks:
            break
        else:
            del framing.marks[index]


def find_stressed_answers(framing: Framing) -> None:
    """A stressed paragraph after a question mark that asks nothing itself is the beginning of the answer."""
    asking = framing.best.proposal.asks
    for index in sorted(asking):
        if not framing.speaks(index) or not framing.speaks(index - 1) or framing.facts.asks[index]:
            continue
        followed = framing.speaks(index + 1) and index + 1 not in asking
        if (
            index - 1 in asking
            and framing.facts.asks[index - 1]
            and followed
            and framing.blocks[index].joint != "space"
        ):
            framing.marks[index] = replace(framing.marks[index], asks=False, voice=framing.marks[index + 1].voice)
            framing.unsure.append((index, "bold_answer", "as_bold_answer", ""))
