"""Understanding transcripts: bytes in any supported format become a `Transcript`.

This package knows nothing of Django. A reader per format (`readers/`) turns text
into blocks with hints; one interpreter (`interpreter.py`) turns blocks into a
`Transcript`; `interview_markdown.py` is the canonical written form.
"""

from .errors import TranscriptError
from .importing import read_transcript
from .interview_markdown import parse, serialize
from .model import Discard, Doubt, Heading, Note, Speaker, Trace, Transcript, Turn

__all__ = [
    "Discard",
    "Doubt",
    "Heading",
    "Note",
    "Speaker",
    "Trace",
    "Transcript",
    "TranscriptError",
    "Turn",
    "parse",
    "read_transcript",
    "serialize",
]
