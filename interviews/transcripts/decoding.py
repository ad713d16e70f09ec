"""From bytes to text."""

import codecs

from .errors import TranscriptError

MAX_BYTES = 5 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32 or Windows-1252.

    Raises TranscriptError `empty`, `too_large` or `binary`.
    """
    if len(data) > MAX_BYTES:
        megabyte = 1024 * 1024
        raise TranscriptError("too_large", size=f"{len(data) / megabyte:.1f}", limit=MAX_BYTES // megabyte)
    try:
        text = data.decode(_encoding(data))
    except UnicodeDecodeError as error:
        raise TranscriptError("binary") from error
    controls = sum(c < " " and c not in "\t\n\r\x0b\x0c\x1a" for c in text)
    if "\0" in text or controls > max(2, len(text) // 200):
        raise TranscriptError("binary")
    if not text.strip("\ufeff\u200b \t\r\n\x0b\x0c"):
        raise TranscriptError("empty")
    return text


def _encoding(data: bytes) -> str:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name
    # UTF-16 without a mark: in Western text every second byte is zero.
    sample = data[:4000]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le"
    if len(sample) >= 4 and sample[::2].count(0) > len(sample) * 0.4:
        return "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
