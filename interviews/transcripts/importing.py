"""The importer's front door: which reader reads which file."""

from collections.abc import Callable
from pathlib import PurePath

from . import interview_markdown
from .blocks import Document
from .decoding import decode
from .errors import TranscriptError
from .interpreter import interpret
from .model import Transcript
from .readers import markdown, plain

Reader = Callable[[str], Document]

READERS: dict[str, Reader] = {
    ".txt": plain.read,
    ".text": plain.read,
    ".md": markdown.read,
    ".markdown": markdown.read,
}


def read_transcript(data: bytes | str, filename: str = "") -> Transcript:
    """Understand a transcript.

    `data` is a file's bytes or a pasted text; the ending of `filename` chooses the
    format, and without one the text itself does. Raises TranscriptError.
    """
    text = decode(data.encode() if isinstance(data, str) else data)
    if interview_markdown.recognises(text):
        return interview_markdown.parse(text)
    suffix = PurePath(filename).suffix.lower()
    if suffix and suffix not in READERS:
        raise TranscriptError("unknown_format", suffix=suffix)
    by_look = markdown.read if markdown.recognises(text) else plain.read
    document = READERS.get(suffix, by_look)(text)
    if len(document.blocks) + (document.title is not None) < 2:
        raise TranscriptError("single_line", line=document.blocks[0].line if document.blocks else 1)
    return interpret(document)
