"""Time codes that transcription tools and transcribers write into a text."""

import re
from dataclasses import dataclass

from .text import seconds

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_UNTIL = rf"(?:\s{{0,3}}(?:-->|[-–—])\s{{0,3}}{CLOCK})?"
# [00:01:02], (1:02), {00:01}, <00:01:02.5>, #00:01:02-3# (f4), also [00:01 --> 00:04]
_ENCLOSED = re.compile(rf"[\[({{<]\s{{0,2}}({CLOCK}){_UNTIL}\s{{0,2}}[\])}}>]|#({CLOCK})(?:-\d{{1,3}})?#")
_BARE = re.compile(rf"({CLOCK}){_UNTIL}(?![\w:])")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time code at text[start:end]; `at` in seconds of the recording."""

    start: int
    end: int
    at: float


def enclosed(text: str) -> list[Stamp]:
    """All time codes in brackets or hash marks."""
    if ":" not in text:
        return []
    return [Stamp(m.start(), m.end(), seconds(m[1] or m[2])) for m in _ENCLOSED.finditer(text)]


def enclosed_at(text: str, position: int) -> Stamp | None:
    """A time code in brackets that begins at `position`."""
    match = _ENCLOSED.match(text, position)
    return Stamp(match.start(), match.end(), seconds(match[1] or match[2])) if match else None


def at(text: str, position: int) -> Stamp | None:
    """A time code that begins at `position`, in brackets or without."""
    return enclosed_at(text, position) or bare_at(text, position)


def bare_at(text: str, position: int) -> Stamp | None:
    """A time code without brackets that begins at `position`."""
    match = _BARE.match(text, position)
    return Stamp(match.start(), match.end(), seconds(match[1])) if match else None
