"""Markdown as people write interviews in it; front matter as static site generators use it."""

import re

from ..blocks import Block, Document
from ..model import Discard
from ..text import split_lines

_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])\s+\S")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)$")
_BOLD = re.compile(r"(\*\*|__)(?!\s)(.+?)(?<!\s)\1$")
_ITALIC = re.compile(r"([*_])(?![\s*_])(.+?)(?<![\s*_])\1$")
_KEY = re.compile(r"(\w+):\s*(.*)$")
_SIGNS = re.compile(r"^(?:#{1,6} \S|\*\*[^*\n]+\*\*|---\s*$)", re.MULTILINE)


def recognises(text: str) -> bool:
    """Whether a pasted text looks like Markdown: headings, bold labels or front matter."""
    return bool(_SIGNS.search(text))


def read(text: str) -> Document:
    """Read Markdown. Soft line breaks join; headings, lists, quotes, images and bold become hints."""
    lines = split_lines(text)
    document = Document([])
    body = _front_matter(lines, document)
    paragraph: list[str] = []
    start = 0
    for number, line in enumerate([*lines[body:], ""], body + 1):
        alone = not line or _HEADING.match(line) or _ITEM.match(line) or line.startswith(">")
        if alone and paragraph:
            document.blocks.append(_block(start, " ".join(paragraph)))
            paragraph = []
        if not line:
            continue
        if _HEADING.match(line):
            document.blocks.append(_block(number, line))
            continue
        if not paragraph:
            start = number
        paragraph.append(line)
    return document


def _block(line: int, text: str) -> Block:
    if heading := _HEADING.match(text):
        return Block(line, heading[2], heading=len(heading[1]))
    if image := _IMAGE.match(text):
        return Block(line, image[1] or image[2], note=True)
    if text.startswith(">") and text.strip("> "):
        return Block(line, re.sub(r"(^|\s)>\s?", r"\1", text).strip(), note=True)
    if (bold := _BOLD.match(text)) and bold[1] not in bold[2]:
        return Block(line, bold[2], bold=True)
    if (italic := _ITALIC.match(text)) and italic[1] not in italic[2]:
        return Block(line, italic[2])
    return Block(line, text)


def _front_matter(lines: list[str], document: Document) -> int:
    """Take `title`, `summary` and `lang` from front matter; returns the index where the body begins."""
    if lines[0] != "---" or "---" not in lines[1:]:
        return 0
    end = lines.index("---", 1)
    for number, line in enumerate(lines[1:end], 2):
        key = _KEY.match(line)
        value = key[2].strip("\"'") if key else ""
        if key and key[1] == "title" and value and document.title is None:
            document.title = value
            document.discarded.append(Discard(number, "title:", "front matter"))
        elif key and key[1] in ("summary", "description") and value and document.standfirst is None:
            document.standfirst = value
            document.discarded.append(Discard(number, f"{key[1]}:", "front matter"))
        else:
            if key and key[1] in ("lang", "language"):
                document.language = value[:2].lower()
            if line:
                document.discarded.append(Discard(number, line, "front matter"))
    return end + 1
