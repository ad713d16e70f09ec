"""What DOCX and ODT share: XML in a ZIP package, paragraph styles by name, and lists of what stands beside the text."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import takewhile

from lxml import etree

from ..blocks import Block, Document, Hint, Run
from ..errors import TranscriptError
from ..model import Discard
from ..source import SourceFile
from ..text import normalize
from .elements import Element
from .hints import HINTS
from .pandoc import squeeze

_HINTS: Mapping[str, Hint] = {
    **HINTS,
    **dict.fromkeys(("title", "titel"), "title"),
    **dict.fromkeys(("beschriftung", "illustration", "author", "date"), "note"),
}
_NAME_PART = re.compile(r"[^\W\d_]+")
# Of a style and those it is based on; nobody nests deeper.
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style with what it inherits; None where nothing is said."""

    names: tuple[str, ...] = ()
    bold: bool | None = None
    italic: bool | None = None
    level: int = 0

    @property
    def hint(self) -> Hint:
        """What its own name, else the nearest name it inherits from, says it is for."""
        for name in self.names:
            parts = _NAME_PART.findall(name.lower())
            for part in parts:
                hint = _HINTS.get(part, "")
                # "Table Title" and "Chapter Title" are not the title of the document.
                if hint and (hint != "title" or len(parts) == 1):
                    return hint
        return ""

    @property
    def quote(self) -> bool:
        return any("quot" in name.lower() or name.lower() in ("zitat", "intensives zitat") for name in self.names)

    @property
    def contents(self) -> bool:
        """Whether it is for lines of a table of contents."""
        return any(re.match(r"toc\b|contents\b|inhaltsverzeichnis\b", name.lower()) for name in self.names)

    def over(self, base: "Style") -> "Style":
        """This style, completed by the one it is based on."""
        return Style(
            names=(self.names + base.names)[:_MOST_NAMES],
            bold=base.bold if self.bold is None else self.bold,
            italic=base.italic if self.italic is None else self.italic,
            level=self.level or base.level,
        )


def with_bases(styles: Mapping[str, tuple[Style, str]]) -> dict[str, Style]:
    """Each style completed by those it inherits from; given are its own part and the key of its base."""
    complete: dict[str, Style] = {}
    for key in styles:
        chain: dict[str, None] = {}
        base: str = key
        while base in styles and base not in complete and base not in chain:
            chain[base] = None
            base = styles[base][1]
        style = complete.get(base, Style())
        for name in reversed(chain):
            style = styles[name][0].over(style)
            complete[name] = style
    return complete


def has_member(file: SourceFile, pattern: re.Pattern[str]) -> bool:
    """Whether the file is a ZIP package with a member of such a name."""
    if not file.data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(file.data)) as package:
            return any(pattern.fullmatch(name) for name in package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False


def unpack(data: bytes, wanted: re.Pattern[str], name: str) -> dict[str, bytes]:
    """The members whose names match. Raises TranscriptError `broken`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {member: package.read(member) for member in package.namelist() if wanted.fullmatch(member)}
    # zlib.error is no OSError; encrypted members raise RuntimeError.
    except Exception as error:
        raise TranscriptError("broken", format=name) from error


def pack(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, data in members.items():
            package.writestr(name, data)
    return packed.getvalue()


def parse(data: bytes, name: str) -> Element:
    """The root of an XML part. Raises TranscriptError `broken` or `too_complex`."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "xcessive depth" in str(error):
            raise TranscriptError("too_complex") from error
        raise TranscriptError("broken", format=name) from error


def dump(root: Element) -> bytes:
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def unwrap(element: Element) -> None:
    """Put the children of an element that has no text of its own in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(place + offset, child)
    parent.remove(element)


def discards_of(texts: list[str], reason: str) -> list[Discard]:
    """The texts of page headers and the like, each once."""
    return [Discard(1, text, reason) for text in dict.fromkeys(map(squeeze, texts)) if text]


def lift_title(document: Document) -> None:
    """Paragraphs styled as title and subtitle at the very beginning are fields of the document."""
    blocks = document.blocks
    title = list(takewhile(lambda block: block.hint == "title", blocks))
    subtitle = list(takewhile(lambda block: block.hint == "standfirst", blocks[len(title) :]))
    if title:
        document.title = " ".join(block.text for block in title)
        document.standfirst = "\n\n".join(block.text for block in subtitle) or None
        document.blocks = blocks[len(title) + len(subtitle) :]


def blocks_of(texts: list[str]) -> list[Block]:
    """Plain paragraphs, numbered from 1."""
    return [Block(line, (Run(normalize(text)),)) for line, text in enumerate(filter(None, map(squeeze, texts)), 1)]
