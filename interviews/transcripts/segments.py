"""A proposal applied to a document: who speaks from which block to which."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .blocks import Block, Document
from .schemes import ANSWERER, ASKER, Proposal, asks, is_apart
from .text import fold
from .wordlists import ASKERS, EXPERTS

_HEAD = 300


@dataclass(slots=True)
class Segment:
    """What one voice says in a row. `voice` is a person's key, or ASKER/ANSWERER where nobody is named."""

    voice: str
    blocks: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Facts:
    """Of each block, what every proposal needs.

    words      how many it has
    asks       whether its paragraph ends on a question mark
    querying   whether it has a question mark
    apart      whether its format sets it apart from speech
    heads      its first words, folded
    """

    words: tuple[int, ...]
    asks: tuple[bool, ...]
    querying: tuple[bool, ...]
    apart: tuple[bool, ...]
    heads: tuple[frozenset[str], ...]

    @classmethod
    def of(cls, document: Document) -> "Facts":
        blocks = document.blocks
        asking = [asks(block.text) for block in blocks]
        for index in range(len(blocks) - 1, 0, -1):
            if blocks[index].joint == "space" and not document.spoken:
                asking[index - 1] = asking[index]
        return cls(
            tuple(len(block.text.split()) for block in blocks),
            tuple(asking),
            tuple("?" in block.text for block in blocks),
            tuple(is_apart(block) for block in blocks),
            tuple(frozenset(fold(block.text[:_HEAD]).split()) for block in blocks),
        )


def segments(document: Document, facts: Facts, proposal: Proposal) -> list[Segment]:
    """The turns of a proposal. Blocks before the first cue, and headings and notes, are in none."""
    blocks = document.blocks
    askers = _labelled_askers(blocks, facts, proposal) if proposal.turns else frozenset()
    found: list[Segment] = []
    voice: str | None = None
    for index, block in enumerate(blocks):
        cue = proposal.voice(index)
        fresh = cue is not None or index in proposal.switches
        if cue is not None:
            voice = cue
        elif index in proposal.asks:
            voice = ASKER
        elif index in proposal.switches:
            voice = ANSWERER if voice == ASKER or (voice is None and proposal.answer_first) else ASKER
        elif voice is None or (facts.apart[index] and (block.heading or not proposal.is_bare(index - 1, blocks))):
            continue
        elif (voice == ASKER and proposal.asks) or (
            voice in askers and _has_spoken(found[-1], blocks, index, proposal)
        ):
            voice = ANSWERER
        if found and found[-1].voice == voice and not (fresh and proposal.switches):
            found[-1].blocks.append(index)
        else:
            found.append(Segment(voice, [index]))
    return found


def _has_spoken(segment: Segment, blocks: Sequence[Block], index: int, proposal: Proposal) -> bool:
    """Whether a new paragraph begins after one that has words (a label alone on its line has none)."""
    last = segment.blocks[-1]
    label = proposal.cues.get(last)
    return blocks[index].joint != "space" and (label is None or bool(blocks[last].text[label.end :].strip()))


def _labelled_askers(blocks: Sequence[Block], facts: Facts, proposal: Proposal) -> frozenset[str]:
    """Where only questions carry labels: the voices whose labelled paragraph asks."""
    asked: Counter[str] = Counter()
    total: defaultdict[str, int] = defaultdict(int)
    for index, label in proposal.cues.items():
        person = proposal.persons[label.key]
        alone = label.end >= len(blocks[index].text)
        asked[person] += facts.asks[min(index + alone, len(blocks) - 1)]
        total[person] += 1
    return frozenset(
        person
        for person, count in total.items()
        if person not in EXPERTS and (person in ASKERS or asked[person] >= count * 0.4)
    )
