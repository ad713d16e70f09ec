"""Marks: private characters that say which paragraph of a source a text comes from, on its way through pandoc."""

import re
from dataclasses import dataclass

from ..blocks import Hint
from ..errors import TranscriptError

# The supplementary private use area: no font and no word processor uses it.
FIRST_MARK = 0xF0000
_MAX_MARKS = 0x1FFF0
# A mark of no paragraph. As text it keeps pandoc from taking the first paragraphs for metadata.
NO_MARK = chr(FIRST_MARK + _MAX_MARKS)
MARK = re.compile("[\U000f0000-\U0010ffff]")


def mark(number: int) -> str:
    """The private character that stands for paragraph *number* of the source. Raises TranscriptError `too_complex`."""
    if number >= _MAX_MARKS:
        raise TranscriptError("too_complex")
    return chr(FIRST_MARK + number)


def without_marks(text: str) -> str:
    """For text from outside, which must not pretend to be marked."""
    return MARK.sub("", text)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a source says of one of its paragraphs and pandoc does not pass on; fields as in `Block`."""

    hint: Hint = ""
    heading: int = 0
    quote: bool = False
    marker: str = ""
    speaker: str | None = None

    def over(self, other: "Setting") -> "Setting":
        """This one, completed by another of the same paragraph."""
        return Setting(
            hint=self.hint or other.hint,
            heading=self.heading or other.heading,
            quote=self.quote or other.quote,
            marker=self.marker or other.marker,
            speaker=self.speaker if self.speaker is not None else other.speaker,
        )
