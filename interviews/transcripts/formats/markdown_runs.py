"""The words of one line with the look that each has, and what authors mean by marks that CommonMark leaves."""

import re
from typing import NamedTuple

from ..blocks import Run
from .markdown_masks import STAR

_SPACE = re.compile(r"[ \t\n\v\f]+")
_OUTER = " \t\n\v\f\u00a0\u3000"
_MARKS = re.compile(r"(?<!\*)\*{2,3}(?!\*)")
_MOST_MARKS = 200  # in one line; more are no labels
_LONE_MARKS = re.compile(r"(?<=\s)\*{2,3}(?=\s)")
_UNDERLINED = re.compile(r"_\s*[^_\s](?:[^_]|(?<=\w)_(?=\w)){0,2000}_$")


class Look(NamedTuple):
    """How words look; in the order of the fields of a Run."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


Piece = tuple[str, Look | None]  # None is the border of a table's cell


def cells_of(pieces: list[Piece]) -> list[list[Piece]]:
    """The pieces of each cell; of all there are, if it is no table row."""
    cells: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece[1] is None:
            cells.append([])
        else:
            cells[-1].append(piece)
    return cells


def joined(rows: list[list[Run]]) -> list[Run]:
    """The cells of a table row as one line."""
    runs: list[Run] = []
    for number, row in enumerate(rows):
        runs += [Run(" | "), *row] if number else row
    return runs


def runs_of(pieces: list[Piece]) -> list[Run]:
    """The runs of one line or cell: white space collapsed, equal looks joined, no empty ones."""
    runs: list[tuple[list[str], Look]] = []
    gap = True
    for text, look in _with_marks_as_bold(pieces):
        if not look.code:
            text = _SPACE.sub(" ", text.replace(STAR, "*"))
            text = text[1:] if gap and text[:1] == " " else text
        if not text:
            continue
        gap = text[-1] == " "
        if runs and runs[-1][1] == look:
            runs[-1][0].append(text)
        else:
            runs.append(([text], look))
    lines = [("".join(texts), look) for texts, look in runs]
    while lines and not (last := lines[-1][0].rstrip(_OUTER)):
        lines.pop()
    first = next((n for n, (text, _) in enumerate(lines) if text.strip(_OUTER)), 0)
    if lines := lines[first:]:
        lines[-1] = last, lines[-1][1]
        lines[0] = lines[0][0].lstrip(_OUTER), lines[0][1]
    return [Run(text, *look) for text, look in _with_underscores_as_italic(lines)]


def _with_underscores_as_italic(lines: list[tuple[str, Look]]) -> list[tuple[str, Look]]:
    """Take the `_` around a whole line that CommonMark leaves, as in `_Why? _`, for what the author meant."""
    whole = "".join(text for text, _ in lines)
    if not _UNDERLINED.match(whole) or any(look.code for _, look in lines):
        return lines
    lines[-1] = lines[-1][0][:-1].rstrip(_OUTER), lines[-1][1]
    lines[0] = lines[0][0][1:].lstrip(_OUTER), lines[0][1]
    return [(text, look._replace(italic=True)) for text, look in lines if text]


def _with_marks_as_bold(pieces: list[Piece]) -> list[tuple[str, Look]]:
    """Take the `**` that CommonMark leaves, as in `**Name:**Text`, for what the author meant."""
    looked = [(text, look) for text, look in pieces if look is not None]
    prose = [text for text, look in looked if not look.code and "**" in text]
    if not prose:
        return looked
    marks = sum(len(_MARKS.findall(text)) for text in prose)
    if not 2 <= marks <= _MOST_MARKS or marks == sum(len(_LONE_MARKS.findall(text)) for text in prose):
        return looked
    left = marks - marks % 2
    result: list[tuple[str, Look]] = []
    is_open = italic = False
    for text, look in looked:
        end = 0
        for mark in () if look.code else _MARKS.finditer(text):
            if not left:
                break
            left -= 1
            result.append((text[end : mark.start()], _marked(look, is_open, italic)))
            is_open, italic = not is_open, not is_open and len(mark[0]) == 3
            end = mark.end()
        result.append((text[end:], _marked(look, is_open, italic)))
    return result


def _marked(look: Look, bold: bool, italic: bool) -> Look:
    return look._replace(bold=look.bold or bold, italic=look.italic or italic) if bold else look
