"""Where a second way of writing begins: two files pasted below each other, or a hand that changed."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from .blocks import Document
from .judge import Judged, judge, weigh
from .labels import Label
from .schemes import Proposal
from .segments import Facts
from .voices import Lexicon

_LARGE = 0.2
_FEWEST_BLOCKS = 6
_FEWEST_TURNS = 4
_FEWEST_CUES = 3
_LEAST_CONTRAST = 0.25


def with_rest(
    document: Document, facts: Facts, best: Judged, lexicon: Lexicon, found: Sequence[tuple[Label, ...]]
) -> tuple[Judged, int | None]:
    """The best reading, and if it leaves a large rest at one end that reads as a conversation of its own,
    the reading of both; with the block at which the second way of writing begins."""
    openings = sorted({*best.proposal.cues, *best.proposal.asks, *best.proposal.switches})
    if not openings:
        return best, None
    total = sum(facts.words) or 1
    for start, stop, seam in ((openings[-1] + 1, len(document.blocks), None), (0, openings[0], openings[0])):
        if stop - start < _FEWEST_BLOCKS or sum(facts.words[start:stop]) < total * _LARGE:
            continue
        part = replace(document, blocks=document.blocks[start:stop], title=document.title or "-")
        rest = next(iter(judge(part, Facts.of(part), lexicon.within(start, stop), found[start:stop])), None)
        if rest is None or len(rest.segments) < _FEWEST_TURNS or rest.features.contrast < _LEAST_CONTRAST:
            continue
        if not rest.proposal.cues and rest.proposal.explicit < 0.5:
            continue
        both = weigh(document, facts, _joined(best.proposal, rest.proposal, start), lexicon)
        first = min({*rest.proposal.cues, *rest.proposal.asks, *rest.proposal.switches}) + start
        return both, first if seam is None else seam
    return best, _inner_seam(best.proposal)


def _joined(first: Proposal, second: Proposal, start: int) -> Proposal:
    def moved(places: frozenset[int]) -> frozenset[int]:
        return frozenset(place + start for place in places)

    return replace(
        first,
        name=f"{first.name}, {second.name}",
        cues={**first.cues, **{i + start: label for i, label in second.cues.items()}},
        persons={**second.persons, **first.persons},
        asks=first.asks | moved(second.asks),
        switches=first.switches | moved(second.switches),
    )


def _inner_seam(proposal: Proposal) -> int | None:
    """Where all voices, or all ways to set a label, are replaced by others."""
    voices = {i: proposal.persons[label.key] for i, label in proposal.cues.items()}
    settings: dict[int, Hashable] = dict.fromkeys(proposal.asks, "look")
    settings |= {i: label.syntax for i, label in proposal.cues.items()}
    return _replaced(voices, least=2) or _replaced(settings, least=1)


def _replaced(values: Mapping[int, Hashable], least: int) -> int | None:
    """The place from which on none of the earlier values occurs again, with enough of them on both sides."""
    places = sorted(values)
    last = {values[place]: place for place in places}
    coming: list[int] = []
    later = set[Hashable]()
    for place in reversed(places):
        later.add(values[place])
        coming.append(len(later))
    coming.reverse()
    reach, seen = -1, set[Hashable]()
    for count, place in enumerate(places):
        enough = count >= _FEWEST_CUES and len(places) - count >= _FEWEST_CUES
        if place > reach and len(seen) >= least and enough and coming[count] >= least:
            return place
        seen.add(values[place])
        reach = max(reach, last[values[place]])
    return None
