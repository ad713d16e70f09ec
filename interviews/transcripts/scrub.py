"""Characters that no text may hold: controls, and what XML forbids."""

import re
from dataclasses import replace

from .blocks import Block, Document
from .model import Discard
from .text import composed

# XML 1.0, production 2 "Char"; beside them the C1 controls and the noncharacters, which no font shows.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
_ODD_LINE_BREAK = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
# Seconds; longer than any recording.
_LONGEST = 10_000_000


def forbidden(text: str) -> str:
    """The names of the forbidden characters in a text, each once: `U+0001 U+FFFE`."""
    return " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(_FORBIDDEN.findall(text)))


def without_forbidden(text: str) -> str:
    """The text without forbidden characters; what they kept apart is composed (NFC)."""
    return composed(_FORBIDDEN.sub("", text))


def scrubbed(document: Document) -> Document:
    """The document without forbidden characters, each block's listed as a discard; empty blocks are gone."""
    doubts = [replace(doubt, text=_told(doubt.text)) for doubt in document.doubts]
    discarded = [replace(discard, text=_told(discard.text)) for discard in document.discarded]
    for block in document.blocks:
        if names := forbidden(block.text):
            discarded.append(Discard(block.line, names, "control character"))
    return replace(
        document,
        blocks=[block for block in map(_scrubbed, document.blocks) if block.text.strip()],
        doubts=doubts,
        discarded=discarded,
        title=document.title and " ".join(without_forbidden(document.title).split()),
        standfirst=document.standfirst and without_forbidden(document.standfirst).strip(),
    )


def _told(text: str) -> str:
    """A text that is shown beside the transcript."""
    return _ODD_LINE_BREAK.sub(" ", _FORBIDDEN.sub(" ", text))


def _scrubbed(block: Block) -> Block:
    if _FORBIDDEN.search(block.text) or _LINE_BREAK.search(block.text):
        block = replace(
            block,
            runs=tuple(replace(run, text=_line(run.text)) for run in block.runs),
            cells=tuple(map(without_forbidden, block.cells)),
        )
    if block.speaker is not None:
        block = replace(block, speaker=_line(block.speaker))
    if block.start is not None and not 0 <= block.start < _LONGEST:
        block = replace(block, start=None)
    return block


def _line(text: str) -> str:
    return _LINE_BREAK.sub(" ", without_forbidden(text))
