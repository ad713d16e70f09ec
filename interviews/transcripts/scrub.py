"""Characters that no text may hold: controls, and what XML forbids."""

import re
from dataclasses import replace

from .blocks import Block, Document
from .model import Discard

# XML 1.0, production 2 "Char"; beside them the C1 controls and the noncharacters, which no font shows.
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_LINE_BREAK = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")
# Seconds; longer than any recording.
_LONGEST = 10_000_000


def scrubbed(document: Document) -> Document:
    """The document without forbidden characters, each block's listed as a discard; empty blocks are gone."""
    blocks: list[Block] = []
    doubts = [replace(d, text=_FORBIDDEN.sub(" ", d.text)) for d in document.doubts]
    discarded = [replace(d, text=_FORBIDDEN.sub(" ", d.text)) for d in document.discarded]
    for block in document.blocks:
        if found := _FORBIDDEN.findall(block.text):
            names = " ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found))
            discarded.append(Discard(block.line, names, "control character"))
            block = replace(
                block,
                runs=tuple(replace(run, text=_FORBIDDEN.sub("", run.text)) for run in block.runs),
                cells=tuple(_FORBIDDEN.sub("", cell) for cell in block.cells),
            )
        if _LINE_BREAK.search(block.text):
            block = replace(block, runs=tuple(replace(run, text=_LINE_BREAK.sub(" ", run.text)) for run in block.runs))
        if block.speaker is not None:
            block = replace(block, speaker=_LINE_BREAK.sub(" ", _FORBIDDEN.sub("", block.speaker)))
        if block.start is not None and not 0 <= block.start < _LONGEST:
            block = replace(block, start=None)
        if block.text.strip():
            blocks.append(block)
    title = _FORBIDDEN.sub("", document.title).strip() if document.title else None
    standfirst = _FORBIDDEN.sub("", document.standfirst).strip() if document.standfirst else None
    return replace(
        document,
        blocks=blocks,
        doubts=doubts,
        discarded=discarded,
        title=title and " ".join(title.split()),
        standfirst=standfirst,
    )
