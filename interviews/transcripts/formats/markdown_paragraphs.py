"""Paragraphs of Markdown to blocks: one per source line, each word with the look it has."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..blocks import Block, Document, Joint, Run
from ..inline import LINK_SCHEMES
from ..model import Discard
from ..text import normalize
from .markdown_html import BLOCKS, BOLD, ITALIC, LASTING, Tag, parse_tag
from .markdown_inline import Environment, plain, tokens_of
from .markdown_masks import STAR, Masked
from .markdown_runs import Look, Piece, cells_of, joined, runs_of

_MARKUP = re.compile("[\\\\`*_\\[<&^\U0010fff0]")
_SLOW = re.compile(r"[\\`*_\[\]<>&^!$%#=+:{}~@-]")
_ALLOWANCE = 250_000  # characters of _SLOW; each takes markdown-it some 5 µs, whatever it turns out to be
_SCHEME = re.compile(r"([A-Za-z][\w+.-]*):")
_TABLE = frozenset(["table", "thead", "tbody", "tfoot", "tr", "caption"])
_WORD = re.compile(r"\w")
_STRENGTH: dict[Joint, int] = {"space": 0, "line": 1, "paragraph": 2}


_PLAIN = Look()


class ParagraphReader:
    """Appends to a document's blocks and discards. Elements of HTML may span several paragraphs.

    `closed` says by the name of an element in which line of the file its last end tag stands; `soft` is how a
    line follows the one before in the same paragraph.
    """

    def __init__(
        self, document: Document, masked: Masked, parser: MarkdownIt, closed: dict[str, int], soft: Joint
    ) -> None:
        self.references: Environment = {}
        self._document = document
        self._masked = masked
        self._parser = parser
        self._closed = closed
        self._soft = soft
        self._allowance = _ALLOWANCE
        self._open: dict[str, int] = {}
        self._items = 0
        self._figure_images: list[int] = []
        self._joint: Joint = "paragraph"
        self._begin(Block(1, ()), [1], [0])

    def paragraph(self, content: str, base: Block, numbers: list[int], indents: list[int]) -> None:
        """Read `content`, whose lines have these numbers and indents; `base` says what all of them are."""
        self._begin(base, numbers, indents)
        self._inline(content)
        self._finish()

    def table_row(self, cells: list[str], base: Block) -> None:
        """Read one row of a table as one block."""
        self._begin(base, [base.line], [base.indent])
        self._in_row = True
        for number, cell in enumerate(cells):
            if number:
                self._pieces.append(("", None))
            self._inline(cell)
        self._finish()

    def literal(self, line: str, base: Block, joint: Joint) -> None:
        """Take a line as it is, whatever marks are in it."""
        if runs := runs_of([(self._masked.visible(line), _PLAIN)]):
            self._document.blocks.append(replace(base, runs=tuple(runs), joint=joint))

    def _begin(self, base: Block, numbers: list[int], indents: list[int]) -> None:
        self._base, self._numbers, self._indents = base, numbers, indents
        self._marker = base.marker
        self._row = self._line_row = self._bold = self._italic = self._code = 0
        self._joint = "paragraph"
        self._hrefs: list[str] = []
        self._pieces: list[Piece] = []
        self._images: list[tuple[int, str]] = []
        self._after: list[tuple[int, str, bool]] = []
        self._open = {name: n for name, n in self._open.items() if n and self._closed.get(name, 0) >= numbers[0]}
        self._in_row = bool(self._open.get("tr"))

    def _finish(self) -> None:
        self._break("paragraph")
        for line, text, is_image in self._after:
            self._note(line, text, is_image)
        if self._marker and _WORD.search(self._marker):
            # "1986." alone is an answer, not the first item of a list.
            self._append(Block(self._line, (Run(self._marker),), quote=self._base.quote, indent=self._base.indent))
            self._marker = ""

    def _inline(self, content: str) -> None:
        if _MARKUP.search(content):
            self._allowance -= len(_SLOW.findall(content)) + content.count("[")
            if self._allowance > 0:
                self._walk(tokens_of(content, self._parser, self.references))
                return
        for line in content.split("\n"):
            self._text(line, _PLAIN)
            self._break("line" if line.endswith("  ") else self._soft, lines=1)

    @property
    def _line(self) -> int:
        return self._numbers[min(self._row, len(self._numbers) - 1)]

    @property
    def _look(self) -> Look:
        return Look(self._bold > 0, self._italic > 0, self._code > 0, self._hrefs[-1] if self._hrefs else "")

    def _discard(self, text: str, reason: str) -> None:
        if _WORD.search(text):
            self._document.discarded.append(Discard(self._line, text.replace(STAR, "*"), reason))

    def _text(self, text: str, look: Look) -> None:
        for part in self._masked.split(text):
            if isinstance(part, str):
                if part:
                    self._pieces.append((part, look))
            elif part.note:
                self._images.append((part.line, part.note))

    # Tokens

    def _walk(self, tokens: list[Token]) -> None:
        for token in tokens:
            if handler := self._HANDLERS.get(token.type):
                handler(self, token)
            self._row += token.meta.get("lines", 0)

    def _on_text(self, token: Token) -> None:
        self._text(token.content, self._look)

    def _on_special(self, token: Token) -> None:
        text = STAR if token.content == "*" else normalize(token.content)
        self._pieces.append((text, self._look))

    def _on_code(self, token: Token) -> None:
        code = self._masked.restore(token.content)
        self._pieces.append((code.replace("\n", " "), self._look._replace(code=True)))

    def _on_soft_break(self, token: Token) -> None:
        self._break(self._soft, lines=1)

    def _on_hard_break(self, token: Token) -> None:
        self._break("line", lines=1)

    def _on_emphasis(self, token: Token) -> None:
        if token.tag == "strong":
            self._bold += token.nesting
        else:
            self._italic += token.nesting

    def _on_link_open(self, token: Token) -> None:
        self._hrefs.append(self._href(str(token.attrs.get("href", ""))))
        self._discard(self._masked.visible(str(token.attrs.get("title", ""))), "link title")

    def _on_link_close(self, token: Token) -> None:
        href = self._hrefs.pop() if self._hrefs else ""
        if href and not any(look and look.href == href for _, look in self._pieces) and not self._row_has_link(href):
            self._discard(href, "link target")

    def _row_has_link(self, href: str) -> bool:
        """Whether the line before already shows the link: it may break right before its end."""
        blocks = self._document.blocks
        return bool(blocks) and any(run.href == href for run in blocks[-1].runs)

    def _on_image(self, token: Token) -> None:
        self._image(plain(token.children or []), str(token.attrs.get("title", "")), str(token.attrs.get("src", "")))

    def _on_wiki_link(self, token: Token) -> None:
        self._text(token.content, self._look)
        self._discard(token.meta["target"], "link target")

    def _on_wiki_image(self, token: Token) -> None:
        words = token.content if " " in token.content and token.meta["target"] else ""
        self._image(words, "", token.meta["target"] or token.content)

    def _on_footnote_mark(self, token: Token) -> None:
        self._discard(self._masked.visible(token.content), "footnote mark")

    def _on_footnote_inline(self, token: Token) -> None:
        words = plain(tokens_of(token.content, self._parser, self.references))
        self._after.append((self._line, self._masked.visible(words), False))

    def _on_html(self, token: Token) -> None:
        tag = parse_tag(token.content, self._closed)
        if tag:
            self._tag(tag)
            if tag.wordy:
                self._discard(token.content, "markup")
        elif token.content[1:2] in ("!", "?"):
            self._discard(token.content, "markup")
        else:
            self._text(token.content.replace("\n", " "), self._look)
        self._row += token.content.count("\n")

    _HANDLERS: ClassVar[dict[str, Callable[["ParagraphReader", Token], None]]] = {
        "text": _on_text,
        "text_special": _on_special,
        "code_inline": _on_code,
        "softbreak": _on_soft_break,
        "hardbreak": _on_hard_break,
        "strong_open": _on_emphasis,
        "strong_close": _on_emphasis,
        "em_open": _on_emphasis,
        "em_close": _on_emphasis,
        "link_open": _on_link_open,
        "link_close": _on_link_close,
        "image": _on_image,
        "wiki_link": _on_wiki_link,
        "wiki_image": _on_wiki_image,
        "footnote_mark": _on_footnote_mark,
        "footnote_inline": _on_footnote_inline,
        "html_inline": _on_html,
    }

    # HTML

    def _tag(self, tag: Tag) -> None:
        step = -1 if tag.closing else 1
        if tag.name in BOLD:
            self._bold = max(0, self._bold + step)
        elif tag.name in ITALIC:
            self._italic = max(0, self._italic + step)
        elif tag.name == "code":
            self._code = max(0, self._code + step)
        elif tag.name == "br":
            self._break("line")
        elif tag.name == "img" and not tag.closing:
            self._image(*(tag.attributes.get(key, "") for key in ("alt", "title", "src")))
        elif tag.name == "a":
            self._anchor(tag)
        elif tag.name in ("td", "th") and not tag.closing:
            if self._in_row and self._pieces:
                self._pieces.append(("", None))
        elif tag.name in BLOCKS:
            self._element(tag, step)

    def _anchor(self, tag: Tag) -> None:
        if tag.closing:
            del self._hrefs[-1:]
        else:
            self._hrefs.append(self._href(tag.attributes.get("href", "")))

    def _element(self, tag: Tag, step: int) -> None:
        if self._in_row and tag.name not in _TABLE:
            self._pieces.append((" ", self._look))  # a cell is one paragraph
            return
        self._in_row = self._in_row and tag.name not in ("tr", "table")
        self._break("paragraph")
        if tag.name in LASTING:
            self._open[tag.name] = max(0, self._open.get(tag.name, 0) + step)
        if tag.name == "tr":
            self._in_row = not tag.closing
        elif tag.name == "ol":
            self._items = 0
        elif tag.name == "li" and not tag.closing:
            self._items += 1
            self._marker = f"{self._items}." if self._open.get("ol") else "-"
        elif tag.name == "figure":
            self._figure(tag)

    def _figure(self, tag: Tag) -> None:
        """A caption says what an image's description only repeats for those who cannot see it."""
        blocks = self._document.blocks
        captioned = bool(self._figure_images) and any(
            block.hint == "note" for block in blocks[self._figure_images[0] :]
        )
        if tag.closing and captioned and len(blocks) - self._figure_images[0] > len(self._figure_images):
            for index in reversed(self._figure_images):
                note = blocks.pop(index)
                self._document.discarded.append(Discard(note.line, note.text, "image"))
        self._figure_images = []

    # Blocks

    def _image(self, alt: str, title: str, source: str) -> None:
        alt, title = (" ".join(self._masked.visible(text).split()) for text in (alt, title))
        words = alt or title
        if not _WORD.search(words):
            source = self._masked.visible(source)
            self._discard(source[:60] + "…" if source.startswith("data:") else source, "image")
            return
        self._images.append((self._line, words))
        if title != words:
            self._discard(title, "image")

    def _href(self, target: str) -> str:
        """A target that may be published; what may not is listed."""
        scheme = _SCHEME.match(re.sub(r"[\x00-\x20]", "", target))
        if self._masked.has_mask(target) or (scheme and scheme[1].lower() not in LINK_SCHEMES):
            self._discard(self._masked.visible(target), "link target")
            return ""
        return self._masked.visible(target)

    def _break(self, joint: Joint, lines: int = 0) -> None:
        """End the line of text; `joint` is how the next one follows, `lines` how many source lines that is."""
        if self._in_row and joint != "paragraph":
            self._pieces.append((" ", self._look))
        elif self._emit():
            self._joint = joint if self._document.blocks[-1].hint == self._base.hint else "paragraph"
        elif joint == "line" and self._joint == "line":
            self._joint = "paragraph"  # two line breaks make a gap
        else:
            self._joint = max(self._joint, joint, key=_STRENGTH.__getitem__)
        self._row += lines
        self._line_row = self._row

    def _emit(self) -> bool:
        """Append what was gathered as a block; images beside words follow the paragraph."""
        pieces, self._pieces = self._pieces, []
        images, self._images = self._images, []
        rows = [runs_of(cell) for cell in cells_of(pieces)]
        if not any(rows):
            for line, text in images:
                self._note(line, text, is_image=True)
            return bool(images)
        self._after += [(line, text, True) for line, text in images]
        runs = rows[0] if len(rows) == 1 else joined(rows)
        texts = tuple("".join(run.text for run in row) for row in rows) if len(rows) > 1 else ()
        self._append(self._block(runs, texts))
        return True

    def _block(self, runs: list[Run], cells: tuple[str, ...]) -> Block:
        base, opened = self._base, self._open
        marker, self._marker = self._marker, ""
        if " " in marker:
            # "3. 10. 1990 war ein Mittwoch." is a date, not a list within a list.
            runs, marker = [Run(f"{marker} "), *runs], ""
        row = min(self._line_row, len(self._numbers) - 1)
        is_caption = opened and (opened.get("figcaption") or opened.get("caption"))
        return Block(
            line=self._numbers[row],
            runs=tuple(runs),
            joint=self._joint,
            heading=next((level for level in range(1, 7) if opened.get(f"h{level}")), base.heading),
            quote=base.quote or bool(opened and opened.get("blockquote")),
            marker=marker,
            cells=cells,
            indent=self._indents[row],
            hint="note" if is_caption else base.hint,
            ruled=base.ruled and row == 0,
        )

    def _note(self, line: int, text: str, is_image: bool) -> None:
        if is_image and self._open.get("figure"):
            self._figure_images.append(len(self._document.blocks))
        marker, self._marker = self._marker, ""
        self._append(Block(line, (Run(text),), quote=self._base.quote, marker=marker, hint="note"))

    def _append(self, block: Block) -> None:
        self._document.blocks.append(block)
