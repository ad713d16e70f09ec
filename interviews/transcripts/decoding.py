"""From bytes to text: any usual encoding; every repair is listed as a doubt."""

import codecs
import re
from dataclasses import dataclass

import ftfy
import ftfy.badness
from charset_normalizer import from_bytes

from .errors import TranscriptError
from .model import Doubt
from .text import normalize, unify_line_ends

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What offices in the West wrote before Unicode: Windows, old Macs, DOS, and Windows further east.
_LEGACY = ("cp1252", "mac_roman", "cp850", "cp1250")
_LETTERS = frozenset("äöüÄÖÜßéèêàáâçñøåæœ„“”‚‘’–—…»«€°§ ")
# A repair that yields other letters than ours repaired nothing.
_STRANGE = re.compile("[\u0370-\u1dff\u2c00-\ufaff]")
_MOST_REPAIRS_SHOWN = 20
_LONGEST_REPAIRED = 20_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with line ends as \\n, NFC, without invisible characters; each repair of letters is a doubt."""

    text: str
    doubts: tuple[Doubt, ...] = ()


def decode(data: bytes) -> Decoded:
    """The text of a file in any usual encoding. Raises TranscriptError `empty` or `binary`."""
    encoding, sure = _encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        # One damaged byte in a long UTF-8 file must not turn all its umlauts to rubbish.
        text, sure = data.decode("utf-8", errors="replace"), True
    controls = sum(c < " " and c not in "\t\n\r\x0b\x0c\x1a" for c in text)
    if text.count("\0") > 2 or controls > max(20, len(text) // 50):
        raise TranscriptError("binary")
    text = normalize(unify_line_ends(text))
    if not text.strip():
        raise TranscriptError("empty")
    text, doubts = _repair(text)
    if not sure:
        first = next((n for n, line in enumerate(text.split("\n"), 1) if not line.isascii()), 1)
        doubts.insert(0, Doubt(first, text.split("\n")[first - 1].strip()[:200], "encoding_guess", "check"))
    return Decoded(text, tuple(doubts))


def _encoding(data: bytes) -> tuple[str, bool]:
    """The encoding, and whether it is certain."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, True
    # UTF-16 without a mark: in Western text every second byte is zero.
    sample = data[:4000]
    if len(sample) >= 4 and sample[1::2].count(0) > len(sample) * 0.4:
        return "utf-16-le", True
    if len(sample) >= 4 and sample[::2].count(0) > len(sample) * 0.4:
        return "utf-16-be", True
    damaged = data.decode("utf-8", errors="replace").count("\ufffd")
    if not damaged:
        return "utf-8", True
    foreign = sum(byte > 127 for byte in data)
    if damaged * 20 < foreign:
        return "utf-8", True
    return _legacy(data)


def _legacy(data: bytes) -> tuple[str, bool]:
    """The old single-byte encoding in which the foreign bytes are letters and quotation marks of our languages."""
    foreign = bytes(byte for byte in data[:200_000] if byte > 127)
    if foreign.count(0x81) + foreign.count(0x8D) + foreign.count(0x9D) == 0:
        usual = foreign.decode("cp1252", errors="replace")
        if all(char in _LETTERS for char in usual):
            return "cp1252", True
    share = {
        name: sum(char in _LETTERS for char in foreign.decode(name, errors="replace")) / len(foreign)
        for name in _LEGACY
    }
    best = max(_LEGACY, key=lambda name: share[name])
    if share[best] >= 0.9:
        return best, best == "cp1252"
    guess = from_bytes(data[:200_000]).best()
    return (guess.encoding if guess else "cp1252"), False


def _repair(text: str) -> tuple[str, list[Doubt]]:
    """Undo double encoding (“FÃ¼r” → “Für”) line by line."""
    if not ftfy.badness.is_bad(text):
        return text, []
    lines = text.split("\n")
    doubts: list[Doubt] = []
    for number, line in enumerate(lines, 1):
        if len(line) > _LONGEST_REPAIRED or line.isascii() or not ftfy.badness.is_bad(line):
            continue
        repaired = normalize(ftfy.fix_encoding(line))
        if repaired != line and "\n" not in repaired and not _STRANGE.search(repaired):
            lines[number - 1] = repaired
            if len(doubts) < _MOST_REPAIRS_SHOWN:
                doubts.append(Doubt(number, repaired.strip()[:200], "encoding", "check"))
    return "\n".join(lines), doubts
