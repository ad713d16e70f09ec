"""How much of a transcript is read, so that no file can keep the site busy."""

from .errors import TranscriptError

MAX_BYTES = 10 * 1024 * 1024
# Lines or paragraphs. A conversation of ten hours has some 10,000 captions.
MAX_BLOCKS = 30_000
# What a file may write for one block: lines of a caption, tags around a paragraph.
_MOST_FOR_ONE = 6
_MEGABYTE = 1024 * 1024


def require_size(data: bytes) -> None:
    """Raises TranscriptError `too_large`."""
    if len(data) > MAX_BYTES:
        raise TranscriptError("too_large", size=f"{len(data) / _MEGABYTE:.1f}", limit=MAX_BYTES // _MEGABYTE)


def require_few(blocks: int) -> None:
    """Raises TranscriptError `too_long` for more blocks than are read."""
    if blocks > MAX_BLOCKS:
        raise TranscriptError("too_long", count=blocks, limit=MAX_BLOCKS)


def require_few_signs(signs: int) -> None:
    """The same, judged before reading by the signs that a file writes around its blocks: line ends, tags."""
    require_few(signs // _MOST_FOR_ONE)
