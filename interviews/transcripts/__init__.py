"""Understanding transcripts: bytes in any supported format become a `Transcript`.

This package knows nothing of Django. One way, each step a module that can be read alone:

    bytes ─ formats ─▶ Document ─ schemes, judge ─▶ best proposal ─ repairs, parts, doubts ─▶ Reading ─ assemble ─▶ Transcript

A format partitions the file into blocks and listed discards. A reading gives each block exactly one mark; nothing
edits text, so that a reading can be corrected and assembled again. `interview_markdown` is the canonical written form.
"""

from .assemble import assemble
from .errors import TranscriptError
from .importing import read_transcript, understand
from .interview_markdown import parse, serialize
from .model import Discard, Doubt, Heading, Note, Speaker, Transcript, Turn
from .reading import Reading

__all__ = [
    "Discard",
    "Doubt",
    "Heading",
    "Note",
    "Reading",
    "Speaker",
    "Transcript",
    "TranscriptError",
    "Turn",
    "assemble",
    "parse",
    "read_transcript",
    "serialize",
    "understand",
]
