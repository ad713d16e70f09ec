"""Plain text: one paragraph a line, or lines wrapped at a fixed width with blank lines between."""

import re

from ..blocks import Block, Document
from ..text import escape, split_lines

_BULLET = re.compile(r"(?:[-•·▪◦*]|\d{1,2}[.)])\s")
_STARTS_ANEW = re.compile(r"[^\W\d_]{1,20}[:.]\s")
_LONGEST_WRAPPED_LINE = 100


def read(text: str) -> Document:
    """Read plain text; every character is literal, so Markdown's marks are escaped."""
    lines = split_lines(text)
    runs = _runs(lines)
    width = max((len(line) for line in lines), default=0)
    wrapped = _is_wrapped(runs, width)
    blocks: list[Block] = []
    for run in runs:
        paragraphs = _unwrap(run, width) if wrapped else run
        blocks += [Block(number, _literal(line)) for number, line in paragraphs]
    return Document(blocks)


def _literal(line: str) -> str:
    if bullet := re.match(r"[-•·▪◦]\s+", line):
        return "- " + escape(line[bullet.end() :]) if line[bullet.end() :] else escape(line)
    return escape(line)


def _runs(lines: list[str]) -> list[list[tuple[int, str]]]:
    """Lines, numbered from 1, in runs that blank lines separate."""
    runs: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        if line:
            runs[-1].append((number, line))
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _is_wrapped(runs: list[list[tuple[int, str]]], width: int) -> bool:
    """Whether lines end where they do because the page was full."""
    inner = [len(line) for run in runs for _, line in run[:-1]]
    if len(runs) < 2 or not inner or width > _LONGEST_WRAPPED_LINE:
        return False
    return sum(length >= width * 0.7 for length in inner) >= len(inner) * 0.7


def _unwrap(run: list[tuple[int, str]], width: int) -> list[tuple[int, str]]:
    paragraphs = [run[0]]
    previous = run[0][1]
    for number, line in run[1:]:
        ended_early = len(previous) < width * 0.6
        if (_BULLET.match(line) and ended_early) or (_STARTS_ANEW.match(line) and ended_early):
            paragraphs.append((number, line))
        else:
            start, text = paragraphs[-1]
            paragraphs[-1] = (start, f"{text} {line}")
        previous = line
    return paragraphs
