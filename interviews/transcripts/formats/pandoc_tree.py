"""Pandoc's tree as blocks. Its shape: https://hackage.haskell.org/package/pandoc-types, module Text.Pandoc.Definition.

A node is `{"t": name, "c": contents}`, attributes are `[id, classes, pairs]`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ..blocks import Block, Hint, Joint, Run
from ..model import Discard
from ..text import normalize
from .marks import FIRST_MARK, MARK, Setting
from .pandoc_nodes import Node, address, aligned, alternative_text, is_layout, numbers, says_nothing

_QUOTES = {
    "de": {"DoubleQuote": "„“", "SingleQuote": "‚‘"},
    "en": {"DoubleQuote": "“”", "SingleQuote": "‘’"},
}
_SPACE = re.compile("[ \t\r\f\v]+")
_OUTER = " \t\n\u00a0"


class _Look(NamedTuple):
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


_LOOKS: dict[str, dict[str, Any]] = {
    "Strong": {"bold": True},
    "Emph": {"italic": True},
    "Underline": {},
    "Strikeout": {},
    "Superscript": {},
    "Subscript": {},
    "SmallCaps": {},
}


_PLAIN = _Look()


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands."""

    hint: Hint = ""
    quote: bool = False
    look: _Look = _PLAIN
    joint: Joint = "paragraph"
    heading: int = 0


_NO_SETTING = Setting()
_TOP = _Place()
_ASIDE = _Place(hint="note")


@dataclass(slots=True)
class _Paragraph:
    """One paragraph in the making: its lines as pieces of text with their looks, and what hangs on it."""

    lines: list[list[tuple[_Look, list[str]]]] = field(default_factory=lambda: [[]])
    notes: list[list[Node]] = field(default_factory=list)
    images: list[tuple[str, str]] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)

    def add(self, text: str, look: _Look) -> None:
        line = self.lines[-1]
        if line and line[-1][0] == look:
            line[-1][1].append(text)
        elif text:
            line.append((look, [text]))


class Walk:
    """Collects the blocks of a tree. `heard` holds the texts and `lines` the place of each mark."""

    def __init__(self, settings: Sequence[Setting], language: str) -> None:
        self.settings = settings
        self.quotes = _QUOTES.get(language, _QUOTES["en"])
        self.blocks: list[Block] = []
        self.discards: list[Discard] = []
        self.title = ""
        self.standfirst: list[str] = []
        self.lines: dict[int, int] = {}
        self.heard: dict[int, list[str]] = {}
        self._number = 0
        self._marker = ""
        self._ruled = False
        self._mark = -1
        self._speaker: str | None = None

    def read_meta(self, meta: dict[str, Any]) -> None:
        """Title and subtitle are fields of the document; other words of it are notes at its beginning."""
        for key, value in meta.items():
            before = len(self.blocks)
            self._meta(value)
            texts = [block.text for block in self.blocks[before:]]
            if key in ("title", "subtitle", "lang"):
                del self.blocks[before:]
            if key == "title":
                self.title = " ".join(texts)
            elif key == "subtitle":
                self.standfirst = texts

    def _meta(self, value: Node) -> None:
        kind, content = value["t"], value["c"]
        if kind == "MetaInlines":
            self._paragraph(content, _ASIDE)
        elif kind == "MetaBlocks":
            self.read_blocks(content, _ASIDE)
        elif kind == "MetaString":
            self._paragraph([{"t": "Str", "c": content}], _ASIDE)
        elif kind in ("MetaList", "MetaMap"):
            for entry in content.values() if kind == "MetaMap" else content:
                self._meta(entry)

    def read_blocks(self, nodes: Iterable[Node], place: _Place = _TOP) -> None:
        for node in nodes:
            self._block(node["t"], node.get("c"), place)

    def _block(self, kind: str, content: Any, place: _Place) -> None:
        match kind:
            case "Para" | "Plain":
                self._paragraph(content, place)
            case "Header":
                self._paragraph(content[2], replace(place, heading=max(1, min(content[0], 6))))
            case "Div":
                self.read_blocks(content[1], place)
            case "BlockQuote":
                self.read_blocks(content, replace(place, quote=True))
            case "BulletList" | "OrderedList" | "DefinitionList":
                self._list(kind, content, place)
            case "LineBlock":
                self._paragraph([node for line in content for node in (*line, {"t": "LineBreak"})], place)
            case "CodeBlock" | "RawBlock":
                self._preformatted(content[1], replace(place, look=place.look._replace(code=kind == "CodeBlock")))
            case "Table":
                self._table(content, place)
            case "Figure":
                self._figure(content, place)
            case "HorizontalRule":
                self._ruled = True

    def _list(self, kind: str, content: Any, place: _Place) -> None:
        if kind == "BulletList":
            self._items(content, ["-"] * len(content), place)
        elif kind == "OrderedList":
            self._items(content[1], numbers(content[0], len(content[1])), place)
        else:
            for term, definitions in content:
                self._paragraph(term, replace(place, look=place.look._replace(bold=True)))
                for definition in definitions:
                    self.read_blocks(definition, place)

    def _items(self, items: list[list[Node]], markers: list[str], place: _Place) -> None:
        for item, marker in zip(items, markers, strict=True):
            self._marker = marker
            self.read_blocks(item, place)
            self._marker = ""

    def _preformatted(self, text: str, place: _Place) -> None:
        nodes: list[Node] = []
        for line in text.split("\n"):
            nodes += [{"t": "Str", "c": line}, {"t": "LineBreak"}]
        self._paragraph(nodes, place)

    def _figure(self, content: Any, place: _Place) -> None:
        """The caption is a note; pictures inside it need no other words then."""
        caption = content[1][1]
        captioned = any(alternative_text(block) for block in caption)
        if not captioned:
            self.read_blocks(content[2], place)
            return
        before = len(self.blocks)
        self.read_blocks(content[2], place)
        alternatives = [block for block in self.blocks[before:] if block.hint == "note"]
        self.blocks[before:] = [block for block in self.blocks[before:] if block.hint != "note"]
        self.discards += [Discard(block.line, block.text, "image") for block in alternatives]
        self.read_blocks(caption, replace(place, hint="note"))

    def _table(self, content: Any, place: _Place) -> None:
        _, (_, caption), _, head, bodies, foot = content
        self.read_blocks(caption, replace(place, hint="note"))
        sections = [head[1], *(section for body in bodies for section in body[2:4]), foot[1]]
        rows = [row for section in sections for row in aligned(section)]
        used = sorted({column for row in rows for column, cell in enumerate(row) if cell})
        for row in rows:
            cells = [row[column] if column < len(row) else [] for column in used]
            if len(used) == 1 or any(is_layout(cell) for cell in cells):
                for cell in cells:
                    self.read_blocks(cell, place)
            else:
                self._row(cells, place)

    def _row(self, cells: list[list[Node]], place: _Place) -> None:
        """A row is one block of its cells' first lines; what else stands in the cells follows line by line."""
        firsts: list[Block | None] = []
        others: list[Block] = []
        for cell in cells:
            before = len(self.blocks)
            self.read_blocks(cell, place)
            lines = self.blocks[before:]
            del self.blocks[before:]
            first = next((n for n, line in enumerate(lines) if line.hint != "note" or place.hint == "note"), None)
            firsts.append(lines[first] if first is not None else None)
            others += [line for n, line in enumerate(lines) if n != first]
        filled = [block for block in firsts if block]
        if filled:
            runs: list[Run] = []
            for block in filled:
                runs += [Run(" | "), *block.runs] if runs else block.runs
            texts = tuple(block.text if block else "" for block in firsts)
            self.blocks.append(replace(filled[0], runs=tuple(runs), cells=texts, marker="", joint=place.joint))
        self.blocks += [other if other.hint == "note" else replace(other, joint="line") for other in others]

    def _paragraph(self, nodes: list[Node], place: _Place) -> None:
        paragraph = _Paragraph()
        self._hear(" ")
        self._inlines(nodes, place.look, paragraph)
        self._emit(paragraph, place)
        for note in paragraph.notes:
            self.read_blocks(note, _ASIDE)
        for text, file in paragraph.images:
            if says_nothing(text, file):
                self.discards.append(Discard(max(self._number, 1), text, "image"))
            else:
                self._paragraph([{"t": "Str", "c": text}], _ASIDE)

    def _emit(self, paragraph: _Paragraph, place: _Place) -> None:
        setting = _NO_SETTING
        for number in paragraph.marks:
            if number < len(self.settings):
                setting = self.settings[number].over(setting)
            self.lines.setdefault(number, self._number + 1)
        # A speaker who stands alone in a paragraph says the next one.
        joint, broken, speaker = place.joint, True, setting.speaker if setting.speaker is not None else self._speaker
        for line in paragraph.lines:
            runs = _runs(line)
            if not runs:
                # An empty line between two others: the author's way to a new paragraph.
                broken = True
                continue
            if broken:
                self._number += 1
            joint = place.joint if broken else "line"
            broken = False
            self.blocks.append(
                Block(
                    line=self._number,
                    runs=runs,
                    joint=joint,
                    heading=place.heading or setting.heading,
                    quote=place.quote or setting.quote,
                    marker=self._marker or setting.marker,
                    speaker=speaker,
                    hint=place.hint or setting.hint,
                    ruled=self._ruled,
                )
            )
            self._ruled = False
            self._marker, speaker, setting = "", None, replace(setting, marker="")
        self._speaker = speaker

    def _inlines(self, nodes: Iterable[Node], look: _Look, into: _Paragraph) -> None:
        words: list[str] = []
        for node in nodes:
            kind = node["t"]
            if kind == "Str":
                words.append(node["c"])
            elif kind in ("Space", "SoftBreak"):
                words.append(" ")
            else:
                self._text("".join(words), look, into)
                words.clear()
                self._inline(kind, node.get("c"), look, into)
        self._text("".join(words), look, into)

    def _inline(self, kind: str, content: Any, look: _Look, into: _Paragraph) -> None:
        if kind in _LOOKS:
            self._inlines(content, look._replace(**_LOOKS[kind]), into)
            return
        match kind:
            case "LineBreak":
                self._hear(" ")
                into.lines.append([])
            case "Span" | "Cite":
                self._inlines(content[1], look, into)
            case "Code" | "Math" | "RawInline":
                self._text(content[1], look._replace(code=kind == "Code"), into)
            case "Quoted":
                quotes = self.quotes[content[0]["t"]]
                self._text(quotes[0], look, into)
                self._inlines(content[1], look, into)
                self._text(quotes[1], look, into)
            case "Link":
                self._inlines(content[1], look._replace(href=address(content[2][0])), into)
            case "Image":
                into.images.append((alternative_text(content[1]), content[2][0]))
            case "Note":
                into.notes.append(content)

    def _text(self, text: str, look: _Look, into: _Paragraph) -> None:
        if not text:
            return
        for found in MARK.findall(text):
            self._mark = ord(found) - FIRST_MARK
            into.marks.append(self._mark)
        plain = MARK.sub("", text)
        self._hear(plain)
        into.add(plain.replace("\n", " "), look)

    def _hear(self, text: str) -> None:
        self.heard.setdefault(self._mark, []).append(text)


def _runs(line: list[tuple[_Look, list[str]]]) -> tuple[Run, ...]:
    """The runs of a line without outer space; none if it has no text."""
    texts = [(look, _SPACE.sub(" ", normalize("".join(pieces)))) for look, pieces in line]
    while texts and not texts[0][1].strip(_OUTER):
        texts.pop(0)
    while texts and not texts[-1][1].strip(_OUTER):
        texts.pop()
    if not texts:
        return ()
    texts[0] = (texts[0][0], texts[0][1].lstrip(_OUTER))
    texts[-1] = (texts[-1][0], texts[-1][1].rstrip(_OUTER))
    return tuple(Run(text, *look) for look, text in texts)
