"""Rich Text Format (.rtf), as WordPad, TextEdit, Word and LibreOffice write it."""

from ..blocks import Document
from ..errors import TranscriptError
from ..source import SourceFile
from .package import discards_of, lift_title
from .pandoc import read_with_pandoc
from .rtf_source import RtfSource

NAME = "Rich Text (.rtf)"
SUFFIXES: tuple[str, ...] = (".rtf",)

_START = b"{\\rtf"


def recognises(file: SourceFile) -> bool:
    """Whether it begins as Rich Text does."""
    return file.data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_START)


def read(file: SourceFile) -> Document:
    """Its paragraphs, table rows and notes. Raises TranscriptError `broken`, `too_complex` or `too_slow`."""
    start = file.data.find(_START)
    if start < 0:
        raise TranscriptError("broken", format=NAME)
    source = RtfSource(file.data[start:])
    document = read_with_pandoc(source.rewritten.encode(), "rtf", NAME, source.parts)
    lift_title(document)
    for reason in ("page header", "page footer"):
        document.discarded += discards_of([text for text, why in source.pages if why == reason], reason)
    return document
