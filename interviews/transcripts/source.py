"""A file as it came in: its bytes, its name, and its text once that is asked for."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from .decoding import Decoded, decode


@dataclass(frozen=True)
class SourceFile:
    """`data` are the bytes as they came in; `name` may be empty (pasted text)."""

    data: bytes
    name: str = ""

    @property
    def suffix(self) -> str:
        """The ending of the name with its dot, in lower case; empty if there is none."""
        return PurePath(self.name).suffix.lower()

    @cached_property
    def decoded(self) -> Decoded:
        """Raises TranscriptError `empty` or `binary`."""
        return decode(self.data)

    @property
    def text(self) -> str:
        """The whole text: line ends as \\n, NFC, without invisible characters. Raises as `decoded`."""
        return self.decoded.text
