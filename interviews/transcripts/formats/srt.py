"""SubRip captions (.srt) and their relative of YouTube (.sbv): numbered cues whose times have commas."""

import re

from ..blocks import Document
from ..errors import TranscriptError
from ..source import SourceFile
from .webvtt import read_captions, separator_of_times

NAME = "SubRip"
SUFFIXES: tuple[str, ...] = (".srt", ".sbv")

_SBV_TIMING = re.compile(r"\d{1,4}:\d\d:\d\d\.\d{3},\d{1,4}:\d\d:\d\d\.\d{3}\n")


def recognises(file: SourceFile) -> bool:
    """Whether it is made of cues whose times have commas or no fractions."""
    try:
        text = file.text.lstrip()
    except TranscriptError:
        return False
    return bool(_SBV_TIMING.match(text)) or separator_of_times(text.split("\n")) in (",", ":", "")


def read(file: SourceFile) -> Document:
    """One block for each line of a cue. Raises TranscriptError `empty`, `binary` or `no_words`."""
    return read_captions(file, NAME)
