"""Markdown: CommonMark with tables, as people write interviews in it.

Source: CommonMark 0.31.2 and GitHub Flavored Markdown ("Tables"), both as markdown-it reads them. Otherwise than
there, text that is indented by four columns is text and not code, and HTML blocks are read like paragraphs.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from ..blocks import Block, Document, Joint, Run
from ..errors import TranscriptError
from ..model import Discard
from ..source import SourceFile
from . import front_matter
from .html_looks import hint_of
from .markdown_html import last_closings
from .markdown_inline import add_rules, plain, tokens_of
from .markdown_masks import Masked, fenced, mask
from .markdown_paragraphs import ParagraphReader
from .markdown_signs import looks_like_markdown

NAME = "Markdown"
SUFFIXES: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")

_PIECE = 500  # lines, at least; so that the tokens of a long file need not all be in memory
_LONGEST_PIECE = 5_000
_MOST_LINES = 50_000  # that markdown-it is given, at some 50 µs each; further ones are taken as they are
_LONGEST_HEADING = 100  # characters; of those that are underlined
_MOST_BLOCKS = 100_000
_MOST_COLUMNS = 100_000  # a line that is longer is one paragraph, whatever it begins with
_DEFINITION = re.compile(r"^[ \t>]{0,20}\[(?!\^)[^\[\]\n]{1,200}\]:", re.MULTILINE)
_TARGET = re.compile(r"\[(?!\^)(?:[^\[\]\\\n]|\\.){1,999}\]:\s*(?:<|\S*(?:[/#\U0010fff0]|\w\.\w|\w:\S))")
_FOOTNOTE_LABEL = re.compile(r"[ \t>]*\[\^[^\]\s]+\]:")
_CLASS = re.compile(r"\.([\w-]+)")
_HEADING_CLASS = re.compile(r"(?:^|-)h([1-6])$")
# "##Heading", as Markdown was read before CommonMark.
_TIGHT_HEADING = re.compile(r"(#{2,6})(?=[^\W\d_])")
_RULE = re.compile(r"[-*_= \t]+$")
_SENTENCE_END = re.compile(r"[.?!…:][)\]“”\"'’»«*_]*$")
_CLOSED_SENTENCE = re.compile(r"[.…][)\]“”\"'’»«*_]*$")
_LABELLED = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__).*\w|</?[a-zA-Z]")
_SPOKEN = re.compile(r"[^\W\d_][^:\n]{0,40}:[ \t]+\S")
_ONLY_MARKERS = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]*)+$")
_CELL_BORDER = re.compile(r"(?<!\\)\|")
_WORD = re.compile(r"\w")


def recognises(file: SourceFile) -> bool:
    """Whether the name or the text says Markdown."""
    if file.suffix in SUFFIXES:
        return True
    try:
        lines = file.text.split("\n")
    except TranscriptError:
        return False
    return front_matter.split(lines) is not None or looks_like_markdown(lines)


def read(file: SourceFile) -> Document:
    """One block per line of a paragraph. Raises TranscriptError `empty`, `binary`, `no_words`, `too_slow`."""
    document = Document([], doubts=list(file.decoded.doubts))
    lines = file.text.split("\n")
    matter = front_matter.split(lines)
    body = matter.body if matter else 0
    if matter:
        document.title = _plain_text(matter.title)
        document.standfirst = _plain_text(matter.standfirst)
        document.language = matter.language
        document.discarded += matter.discards
    masked = mask("\n".join(lines[body:]), body + 1)
    _Reader(document, masked).read()
    document.discarded += masked.discards()
    document.discarded.sort(key=lambda discard: discard.line)
    if not document.blocks:
        raise TranscriptError("no_words", format=NAME)
    return document


def _plain_text(markdown: str | None) -> str | None:
    if markdown is None:
        return None
    masked = mask(markdown[:20_000], 1)
    text = "\n".join(masked.lines)
    paragraphs = [plain(tokens_of(part, _PARSER, {})) for part in text.split("\n\n")]
    return "\n\n".join(filter(None, map(masked.restore, paragraphs))) + markdown[20_000:] or None


def _reference(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A link's definition; `[Anna]: Danke.` is one by the letter of CommonMark, and is somebody speaking."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[start : start + 1] != "[" or not _TARGET.match(state.src, start):
        return False
    return reference(state, start_line, end_line, silent)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"inline_definitions": True}).enable("table").disable(["code", "html_block"])
    parser.block.ruler.at("reference", _reference, {"alt": []})
    parser.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph", "reference"]})
    add_rules(parser)
    return parser


_PARSER = _parser()


@dataclass(slots=True)
class _Piece:
    """Lines from `start` on (an index into the masked lines) that can be parsed without the rest of the file."""

    start: int
    lines: list[str]


class _Reader:
    def __init__(self, document: Document, masked: Masked) -> None:
        self._document = document
        self._masked = masked
        self._lines = masked.lines = [
            line if is_code else _TIGHT_HEADING.sub(r"\1 ", line, count=1) if line.startswith("##") else line
            for line, is_code in zip(masked.lines, fenced(masked.lines), strict=True)
        ]
        closed = {name: masked.numbers[index] for name, index in last_closings(masked.lines).items()}
        self._soft: Joint = "line" if _is_one_line_a_paragraph(masked.lines) else "space"
        self._paragraphs = ParagraphReader(document, masked, _PARSER, closed, self._soft)
        self._markers: list[tuple[str, int]] = []  # of items whose text is still to come, and their lines
        self._quotes = self._notes = 0
        self._heading = self._row_index = 0
        self._cells: list[str] = []
        self._in_table = False
        self._ruled = self._ruled_after = False
        self._attributes = {m.line: m.text for m in masked.masks if m.text.startswith("{:")}
        self._next = 0  # the first line that is not yet read

    def read(self) -> None:
        pieces = list(self._pieces())
        left = _MOST_LINES
        for piece in pieces:
            text = "\n".join(piece.lines)
            if left > 0 and _DEFINITION.search(text):
                # Definitions may follow the links that need them.
                left -= len(piece.lines)
                _PARSER.block.parse(text, _PARSER, self._paragraphs.references, [])
        for piece in pieces:
            left -= len(piece.lines)
            if left > 0 and max(map(len, piece.lines)) <= _MOST_COLUMNS:
                tokens: list[Token] = []
                _PARSER.block.parse("\n".join(piece.lines), _PARSER, self._paragraphs.references, tokens)
                self._blocks(tokens, piece.start)
                self._catch_up(piece.start + len(piece.lines))
            else:
                self._take_as_they_are(piece.start + len(piece.lines))
            if len(self._document.blocks) > _MOST_BLOCKS:
                raise TranscriptError("too_slow")

    def _pieces(self) -> Iterator[_Piece]:
        """Cut before unindented lines after blank ones: no list, quote or paragraph reaches over these."""
        start = 0
        code = fenced(self._lines)
        for index in range(1, len(self._lines)):
            long_enough = index - start >= _PIECE and not code[index]
            is_seam = not self._lines[index - 1].strip() and self._lines[index][:1] not in ("", " ", "\t")
            if (long_enough and is_seam) or (index - start >= _LONGEST_PIECE and not code[index]):
                yield _Piece(start, self._lines[start:index])
                start = index
        yield _Piece(start, self._lines[start:])

    def _number(self, index: int) -> int:
        return self._masked.numbers[min(index, len(self._lines) - 1)]

    def _indent(self, index: int) -> int:
        line = self._lines[min(index, len(self._lines) - 1)].expandtabs(4)
        return len(line) - len(line.lstrip(" "))

    def _base(self, index: int, heading: int = 0) -> Block:
        """What is known of the next block before its words are read."""
        # Of an item that begins with a list of its own, `- 1.`, the numbers are more than a mark.
        markers = [marker for marker, _ in self._markers]
        marker = " ".join(filter(_WORD.search, markers)) or "".join(markers[-1:])
        self._markers.clear()
        ruled, self._ruled = self._ruled, False
        return Block(
            self._number(index),
            (),
            heading=heading,
            quote=self._quotes > 0,
            marker=marker,
            indent=self._indent(index),
            hint="note" if self._notes else "",
            ruled=ruled,
        )

    def _blocks(self, tokens: list[Token], offset: int) -> None:
        for token in tokens:
            if handler := self._HANDLERS.get(token.type):
                first, end = token.map or (0, 0)
                handler(self, token, first + offset, end + offset)

    def _reached(self, first: int, end: int) -> None:
        self._catch_up(first)
        self._next = max(self._next, end)

    def _catch_up(self, end: int) -> None:
        """Take the words that no token speaks of: markdown-it drops what is nested too deeply."""
        for index in range(self._next, end):
            line = self._lines[index]
            label = _FOOTNOTE_LABEL.match(line)
            if _WORD.search(line, label.end() if label else 0):
                self._literal(index, line)
        self._next = max(self._next, end)

    def _take_as_they_are(self, end: int) -> None:
        """One block a paragraph, whatever it is: a file of that length has to be read in a reasonable time."""
        start = self._next
        for index in range(self._next, end + 1):
            if index == end or not self._lines[index].strip():
                if start < index:
                    self._literal(start, " ".join(self._lines[start:index]))
                start = index + 1
        self._next = end

    def _literal(self, index: int, text: str) -> None:
        if not _RULE.match(text):
            after_gap = index == 0 or not self._lines[index - 1].strip()
            self._paragraphs.literal(text, self._base(index), "paragraph" if after_gap else self._soft)

    def _quote(self, token: Token, _first: int, _end: int) -> None:
        self._quotes += token.nesting

    def _footnote(self, token: Token, first: int, _end: int) -> None:
        self._notes += token.nesting
        if token.nesting > 0:
            self._discard(first, f"[^{token.meta['label']}]:", "footnote mark")

    def _item(self, token: Token, first: int, _end: int) -> None:
        self._markers.append((token.info + token.markup, first))

    def _item_end(self, _token: Token, _first: int, _end: int) -> None:
        """`1986.` alone is no item but an answer."""
        marker, index = self._markers[-1] if self._markers else ("", 0)
        if index >= self._next and _WORD.search(marker) and _ONLY_MARKERS.match(self._lines[index]):
            self._reached(index, index + 1)
            base = self._base(index)
            self._document.blocks.append(replace(base, runs=(Run(base.marker),), marker=""))
        del self._markers[-1:]

    def _rule(self, _token: Token, first: int, end: int) -> None:
        self._reached(first, end)
        self._ruled = True

    def _heading_begins(self, token: Token, first: int, end: int) -> None:
        """Note the level; none if the underline is a rule below a paragraph."""
        self._heading = int(token.tag[1])
        if token.markup not in ("-", "="):
            return
        texts = [self._masked.visible(line).strip(" \t>") for line in self._lines[first : end - 1]]
        underline = self._lines[end - 1].strip(" \t>")
        as_long = len(underline) > 4 and abs(len(underline) - len(texts[0])) <= 2
        is_sentence = not as_long and bool(_CLOSED_SENTENCE.search(texts[0]) or _SPOKEN.match(texts[0]))
        if len(texts) > 1 or len(texts[0]) > _LONGEST_HEADING or is_sentence or _LABELLED.match(texts[0]):
            self._heading = 0
            self._ruled_after = True

    def _inline(self, token: Token, first: int, end: int) -> None:
        if self._in_table:
            self._cells.append(token.content)
            return
        self._reached(first, end)
        span = range(first, max(end, first + 1))
        numbers, indents = [self._number(i) for i in span], [self._indent(i) for i in span]
        base = self._base(first, self._heading)
        if attributes := self._attributes.get(numbers[-1] + 1) or self._attributes.get(numbers[-1]):
            base = _with_attributes(base, attributes)
        self._paragraphs.paragraph(token.content, base, numbers, indents)
        self._heading = 0
        self._ruled, self._ruled_after = self._ruled_after, False

    def _table(self, token: Token, first: int, _end: int) -> None:
        self._in_table = token.nesting > 0
        if self._in_table:
            self._catch_up(first)
        else:
            self._next = max(self._next, self._row_index + 1)

    def _row_begins(self, _token: Token, first: int, _end: int) -> None:
        self._cells, self._row_index = [], first

    def _row_ends(self, _token: Token, _first: int, _end: int) -> None:
        # A row may have more cells than the header; markdown-it leaves these out.
        written = _CELL_BORDER.split(self._lines[self._row_index].strip(" \t>").removeprefix("|"))
        if not written[-1].strip():
            written.pop()
        further = [cell.strip() for cell in written[len(self._cells) :]]
        self._paragraphs.table_row([*self._cells, *further], self._base(self._row_index))
        self._next = max(self._next, self._row_index + 1)

    def _fence(self, token: Token, first: int, end: int) -> None:
        self._reached(first, end)
        if token.info.strip():
            self._discard(first, token.info.strip(), "code language")
        joint: Joint = "paragraph"
        for index, line in enumerate(self._masked.restore(token.content).split("\n"), first + 1):
            if not line.strip():
                joint = "paragraph"
                continue
            base = self._base(index)
            self._document.blocks.append(replace(base, runs=(Run(line.strip(), code=True),), joint=joint))
            joint = "line"

    def _definition(self, _token: Token, first: int, end: int) -> None:
        self._reached(first, end)
        for index in range(first, end):
            self._discard(index, self._masked.restore(self._lines[index]).strip(), "link target")

    def _discard(self, index: int, text: str, reason: str) -> None:
        self._document.discarded.append(Discard(self._number(index), text, reason))

    _HANDLERS: ClassVar[dict[str, Callable[["_Reader", Token, int, int], None]]] = {
        "blockquote_open": _quote,
        "blockquote_close": _quote,
        "footnote_reference_open": _footnote,
        "footnote_reference_close": _footnote,
        "list_item_open": _item,
        "list_item_close": _item_end,
        "heading_open": _heading_begins,
        "inline": _inline,
        "table_open": _table,
        "table_close": _table,
        "tr_open": _row_begins,
        "tr_close": _row_ends,
        "fence": _fence,
        "definition": _definition,
        "hr": _rule,
    }


def _with_attributes(base: Block, attributes: str) -> Block:
    """A block with what kramdown's `{: .class }` says of it; `.h4` and `.font-size-h4` are looks of headings."""
    names = [name.lower() for name in _CLASS.findall(attributes)]
    level = next((int(found[1]) for name in names if (found := _HEADING_CLASS.search(name))), 0)
    return replace(base, heading=base.heading or level, hint=base.hint or hint_of(names))


def _is_one_line_a_paragraph(lines: list[str]) -> bool:
    """Whether a file without blank lines has a sentence or more in each line, and so no wrapped lines."""
    before = ""
    gap = False
    for line in lines:
        if not line.strip():
            gap = bool(before)
            continue
        if gap and not before.startswith("#"):
            return False
        before, gap = line, False
    texts = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    whole = sum(len(text) > 120 or bool(_SENTENCE_END.search(text)) for text in texts)
    return len(texts) >= 6 and whole * 2 >= len(texts)
