"""What stands in one block though it is more: a second label within a paragraph, a time before each paragraph."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from . import stamps
from .blocks import Block, Document
from .inline import Run, cut
from .model import Discard
from .text import fold

_LABEL = re.compile(r"\s*([^\W\d_][^:\n]{0,40}?)\s?:\s*$|\s*([^\W\d_][^:\n]{0,40}?)\s?:\s")
_NAMED = re.compile(r"\s*[^\W\d_][^:\t\n]{0,40}[:\t](?!\d)")
# A number with a point or a bracket is that of a list.
_COUNTED = re.compile(r"[#¶\[(]?(\d{1,4})[\])]?(?:\t| {2,}|\s?\|\s?| (?=[^\W\d_]{1,20}\d?:))\s*(?=\S)")
_LEAST_COUNTED = 0.6
_REACH = 60
_LEAST_TIMES = 3
_LEAST_SHARE = 0.3


def unfolded(document: Document) -> Document:
    """The document with such blocks divided, without the numbers before them, and the start of those with a time."""
    document = _without_numbers(document)
    return replace(document, blocks=_with_times([part for block in _by_labels(document.blocks) for part in block]))


def _without_numbers(document: Document) -> Document:
    """Without the numbers by which programs for research count paragraphs: `12<tab>I: And then?`; they are listed."""
    found = {i: match for i, block in enumerate(document.blocks) if (match := _COUNTED.match(block.text))}
    numbers = [int(match[1]) for match in found.values()]
    if len(numbers) < max(_LEAST_TIMES, len(document.blocks) * _LEAST_COUNTED):
        return document
    if any(after != before + 1 for before, after in pairwise(numbers)):
        return document
    blocks = [
        replace(block, runs=cut(block.runs, [(0, found[i].end())]), cells=()) if i in found else block
        for i, block in enumerate(document.blocks)
    ]
    listed = [Discard(document.blocks[i].line, match[1], "paragraph number") for i, match in found.items()]
    return replace(document, blocks=blocks, discarded=[*document.discarded, *listed])


def _by_labels(blocks: list[Block]) -> Iterator[list[Block]]:
    """`**A:** Why? **B:** Because.`: set apart, the same names begin blocks of their own elsewhere."""
    known = Counter(name for block in blocks if (name := _name(block.runs[0])))
    for block in blocks:
        places = [i for i, run in enumerate(block.runs) if i and (name := _name(run)) and known[name] > 1]
        places = [i for i in places if block.runs[i - 1].text[-1:].isspace() or block.runs[i].text[:1].isspace()]
        if not places or not known[_name(block.runs[0])]:
            yield [block]
            continue
        edges = [0, *places, len(block.runs)]
        parts = [block.runs[start:end] for start, end in pairwise(edges)]
        first = replace(block, runs=_trimmed(parts[0]))
        yield [first, *(Block(block.line, _trimmed(part), "line", quote=block.quote) for part in parts[1:])]


def _name(run: Run) -> str:
    """The name with a colon with which a run of its own look begins, folded; empty if there is none."""
    found = _LABEL.match(run.text) if run.bold or run.italic else None
    return fold(found[1] or found[2]) if found else ""


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    text = "".join(run.text for run in runs)
    before, after = len(text) - len(text.lstrip()), len(text.rstrip())
    return cut(runs, [(0, before), (after, len(text))])


def _with_times(blocks: list[Block]) -> list[Block]:
    """The start of blocks such as `1:02 And then …`, without brackets: only many that count up are times."""
    found = {i: stamp for i, block in enumerate(blocks) if (stamp := _time(block))}
    times = [stamp.at for stamp in found.values()]
    rising = sum(before <= after for before, after in pairwise(times))
    if len(times) < max(_LEAST_TIMES, len(blocks) * _LEAST_SHARE) or rising < (len(times) - 1) * 0.9:
        return blocks
    return [replace(block, start=found[i].at) if i in found else block for i, block in enumerate(blocks)]


def _time(block: Block) -> stamps.Stamp | None:
    if not block.text[:1].isdigit() or block.cells or block.start is not None:
        return None
    stamp = stamps.bare_at(block.text, 0)
    rest = block.text[stamp.end : stamp.end + _REACH] if stamp else ""
    # A name may follow the time, which is then the label's.
    return stamp if re.match(r"\s+[^\W\d_]", rest) and not _NAMED.match(rest) else None
