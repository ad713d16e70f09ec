"""The importer's front door: a file's bytes become a reading, and a reading a transcript."""

from . import formats, interview_markdown
from .assemble import assemble
from .errors import TranscriptError
from .interpretation import interpret
from .limits import require_few, require_size
from .model import Transcript
from .reading import Reading
from .scrub import scrubbed
from .source import SourceFile
from .unfolding import unfolded


def read_transcript(data: bytes | str, name: str = "") -> Transcript:
    """Understand a transcript: a file's bytes, or a pasted text. `name` helps where the content leaves a doubt.

    Raises TranscriptError.
    """
    file = _file(data, name)
    if interview_markdown.recognises(file):
        return interview_markdown.parse(file.text)
    return assemble(_interpreted(file))


def understand(data: bytes | str, name: str = "") -> Reading:
    """The reading behind `read_transcript`, which can be corrected and assembled again. Raises TranscriptError."""
    file = _file(data, name)
    if interview_markdown.recognises(file):
        return interview_markdown.as_reading(interview_markdown.parse(file.text))
    return _interpreted(file)


def _file(data: bytes | str, name: str) -> SourceFile:
    # A paste may hold halves of characters that no encoding has.
    file = SourceFile(data.encode(errors="replace") if isinstance(data, str) else data, name)
    require_size(file.data)
    return file


def _interpreted(file: SourceFile) -> Reading:
    document = formats.read(file)
    require_few(len(document.blocks))
    document = unfolded(scrubbed(document))
    blocks = [block for block in document.blocks if block.text.strip()]
    if len(blocks) + (document.title is not None) < 2 and not document.spoken:
        raise TranscriptError("single_line", line=blocks[0].line if blocks else 1)
    return interpret(document)
