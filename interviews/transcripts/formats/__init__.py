"""The formats that can be read, one module each: by content first, by name second.

A format module has

    NAME: str                                    # for people, e.g. "WebVTT"
    SUFFIXES: tuple[str, ...]                    # (".vtt",)
    def recognises(file: SourceFile) -> bool     # by content; cheap, and never raises
    def read(file: SourceFile) -> Document       # raises TranscriptError
"""

from typing import Protocol

from ..blocks import Document
from ..limits import require_few_signs
from ..source import SourceFile
from . import docx, html, markdown, odt, plain, rtf, speech_json, srt, table, webvtt
from .unreadable import refuse


class Format(Protocol):
    """What a format module offers."""

    @property
    def NAME(self) -> str: ...

    @property
    def SUFFIXES(self) -> tuple[str, ...]: ...

    def recognises(self, file: SourceFile) -> bool: ...

    def read(self, file: SourceFile) -> Document: ...


# The first that recognises a file reads it; plain text recognises every text.
FORMATS: tuple[Format, ...] = (docx, odt, rtf, webvtt, srt, speech_json, html, table, markdown, plain)

SUFFIXES: tuple[str, ...] = tuple(suffix for form in FORMATS for suffix in form.SUFFIXES)


def read(file: SourceFile) -> Document:
    """The document that a file holds. Raises TranscriptError, for what cannot be read with the way out."""
    refuse(file)
    # JSON may stand on many lines a word.
    if not file.data.lstrip().startswith((b"{", b"[{")):
        require_few_signs(file.data.count(b"\n"))
    return next(form for form in FORMATS if form.recognises(file)).read(file)
