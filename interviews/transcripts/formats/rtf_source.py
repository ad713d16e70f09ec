"""Rich Text rewritten for pandoc: letters as Unicode, what is no text taken out. Microsoft, RTF specification 1.9.1.

Pandoc loses letters after a `\\u` escape with a fallback, takes every `\\'hh` for Windows-1252 and reads the text of
hidden, deleted and index entries as if it were meant to be seen.
"""

import codecs
from dataclasses import dataclass, field, replace

from ..errors import TranscriptError
from .marks import mark, without_marks
from .package import Style
from .pandoc import Part
from .rtf_styles import StyleSheet
from .rtf_words import (
    BOX,
    CHARSETS,
    DOCUMENT_PAGES,
    DROPPED,
    ENDS,
    HEADING,
    MARKER,
    PASSED,
    PICTURES,
    SETTLED,
    SYMBOLS,
    TAKEN,
    TOKEN,
)

_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and changes. `aim`: where its text goes, "body", "pass", "styles", "drop" or a reason to take it."""

    aim: str = "body"
    fallback: int = 1
    page: str = ""
    hidden: bool = False
    deleted: bool = False
    revised: bool = False


@dataclass(slots=True)
class _Paragraph:
    """The paragraph at hand, with its texts by what becomes of them."""

    part: Part = field(default_factory=Part)
    marked: bool = False
    style: int | None = None
    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)


class RtfSource:
    """A file after one pass over its tokens: `rewritten` is for pandoc, `parts` are the paragraphs marked in it.

    `pages` are the texts of page headers and footers. Raises TranscriptError `too_complex`.
    """

    def __init__(self, data: bytes) -> None:
        # Each byte is one character; the code page decides later what it means.
        self._source = data.decode("latin-1")
        self.parts: list[Part] = []
        self.pages: list[tuple[str, str]] = []
        self._output: list[str] = []
        self._stack: list[_State] = []
        self._state = _State()
        self._document_page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._sheet = StyleSheet()
        self._sheet_depth = 0
        self._paragraph = _Paragraph()
        # What a group puts aside till it closes, each with the depth of the group.
        self._outer: list[tuple[int, _Paragraph]] = []
        self._taken: list[tuple[int, str, list[str]]] = []
        self._bytes = bytearray()
        self._high = 0
        self._skip = 0
        self._starred = False
        self._read()
        self.rewritten = "".join(self._output)

    def _read(self) -> None:
        position, end = 0, len(self._source)
        while position < end and (token := TOKEN.match(self._source, position)):
            position = token.end()
            word, number, code, symbol, brace, text = token.groups()
            if word == "bin":
                position += max(0, int(number or 0))
            elif code:
                self._code(code)
            elif text:
                self._plain(text)
            elif brace or word or symbol:
                self._flush()
                if brace:
                    self._brace(brace)
                elif word:
                    self._word(word, number)
                else:
                    self._symbol(symbol)
        self._flush()
        while self._stack:
            self._brace("}")
        self._end_paragraph()

    # -- groups

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            if len(self._stack) >= _MAX_DEPTH:
                raise TranscriptError("too_complex")
            self._stack.append(self._state)
        elif self._stack:
            self._close_group(len(self._stack))
            self._state = self._stack.pop()
        else:
            return
        if self._state.aim in ("body", "pass"):
            self._output.append(brace)

    def _close_group(self, depth: int) -> None:
        if self._state.aim == "styles":
            if depth == self._sheet_depth:
                self._output.append(self._sheet.written())
            elif depth == self._sheet_depth + 1:
                self._sheet.end_style()
        if self._taken and self._taken[-1][0] == depth:
            _, reason, texts = self._taken.pop()
            self._put_aside(reason, "".join(texts))
        if self._outer and self._outer[-1][0] == depth:
            self._end_paragraph()
            self._paragraph = self._outer.pop()[1]

    def _put_aside(self, reason: str, text: str) -> None:
        part = self._paragraph.part
        if reason == MARKER:
            bullet = text.strip()
            part.setting = replace(part.setting, marker=bullet if any(map(str.isalnum, bullet)) else "-")
        elif reason == "comment":
            part.comment("".join(self._paragraph.shown), text)
        elif reason == BOX:
            part.unplaced(text)
        else:
            self.pages.append((text, reason))

    def _destination(self, word: str, starred: bool) -> bool:
        """Turn to the destination that a word opens, if it opens one."""
        aim = self._state.aim
        if word in TAKEN and (aim == "body" or (aim == "drop" and TAKEN[word] == BOX)):
            self._taken.append((len(self._stack), TAKEN[word], []))
            self._state = replace(self._state, aim=TAKEN[word])
        elif word == "ud" and starred:
            self._state = replace(self._state, aim="body")
        elif aim == "body" and word == "stylesheet" and not self._sheet_depth:
            self._sheet_depth = len(self._stack)
            self._state = replace(self._state, aim="styles")
        elif aim == "body" and word in PASSED:
            self._output.append(("\\*" if starred else "") + f"\\{word} ")
            self._state = replace(self._state, aim="pass")
        elif aim == "body" and word == "footnote":
            self._outer.append((len(self._stack), self._paragraph))
            self._paragraph = _Paragraph()
            self._output.append("\\footnote ")
        elif word in DROPPED or (starred and aim != "pass"):
            self._state = replace(self._state, aim="drop")
        else:
            return False
        return True

    # -- words

    def _word(self, word: str, number: str | None) -> None:
        starred, self._starred = self._starred, False
        value = int(number) if number is not None else 1
        if word == "u" and number is not None:
            self._unicode(value)
            return
        if self._destination(word, starred):
            return
        aim = self._state.aim
        if aim == "styles":
            self._sheet.word(word, value, number or "")
        else:
            self._note(word, value)
        if word in SYMBOLS and aim != "pass":
            if self._skip:
                self._skip -= 1
            else:
                self._text(SYMBOLS[word])
        elif aim == "pass":
            self._output.append(("\\*" if starred else "") + f"\\{word}{number or ''} ")
        elif aim != "body":
            self._text(" " if word in ENDS or word == "line" else "")
        elif word in ENDS:
            self._output.append(f"\\{'par' if word in ('sect', 'page', 'column') else word} ")
            self._end_paragraph()
        elif word not in SETTLED:
            self._output.append(f"\\{word}{number or ''} ")

    def _note(self, word: str, value: int) -> None:
        """Keep what a word says of the text to come."""
        match word:
            case "uc":
                self._state = replace(self._state, fallback=max(0, min(value, 16)))
            case "ansicpg" | "ansi" | "mac" | "pc" | "pca":
                self._document_page = _page(f"cp{value}") if word == "ansicpg" else DOCUMENT_PAGES[word]
            case "f":
                self._font = value
                self._state = replace(self._state, page=self._fonts.get(value, ""))
            case "fcharset":
                self._fonts[self._font] = CHARSETS.get(value, "")
            case "v" | "deleted" | "revised":
                hidden, deleted, revised = self._state.hidden, self._state.deleted, self._state.revised
                self._state = replace(
                    self._state,
                    hidden=value != 0 if word == "v" else hidden,
                    deleted=value != 0 if word == "deleted" else deleted,
                    revised=value != 0 if word == "revised" else revised,
                )
            case "plain":
                self._state = replace(self._state, hidden=False, deleted=False, revised=False)
            case "pard" | "s" if self._state.aim == "body":
                self._paragraph.style = value if word == "s" else None
            case "line":
                self._paragraph.shown.append(" ")

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol in "\r\n":
            self._word("par", None)
        elif symbol in SYMBOLS:
            if self._skip:
                self._skip -= 1
            else:
                self._text(SYMBOLS[symbol])

    # -- letters

    def _unicode(self, value: int) -> None:
        self._skip = self._state.fallback
        value = value + 0x10000 if value < 0 else value
        if 0xD800 <= value < 0xDC00:
            self._high = value
            return
        if 0xDC00 <= value < 0xE000:
            value = 0x10000 + ((self._high - 0xD800) << 10) + (value - 0xDC00) if self._high else 0xFFFD
        self._high = 0
        self._text(PICTURES.get(value) or (chr(value) if 0 < value < 0x110000 else ""))

    def _code(self, code: str) -> None:
        if self._skip:
            self._skip -= 1
        elif self._state.aim == "pass":
            self._output.append(f"\\'{code}")
        else:
            self._bytes.append(int(code, 16))

    def _plain(self, text: str) -> None:
        skipped, self._skip = text[: self._skip], max(0, self._skip - len(text))
        self._bytes += text[len(skipped) :].encode("latin-1")

    def _flush(self) -> None:
        """Hand on the letters so far; only together they can be decoded, as some code pages have two bytes a letter."""
        if self._bytes:
            data, self._bytes = bytes(self._bytes), bytearray()
            page = self._state.page or self._document_page
            # Some programs write UTF-8 whatever they declare; other letters hardly ever look like it.
            self._text(_utf8(data) or data.decode(page, errors="replace"))

    def _text(self, text: str) -> None:
        text = without_marks(text)
        state, paragraph = self._state, self._paragraph
        if state.aim == "pass":
            self._output.append(_escape(text))
        elif state.aim == "styles":
            self._sheet.text(text)
        elif state.aim == "body":
            if state.hidden or state.deleted:
                (paragraph.deleted if state.deleted else paragraph.hidden).append(text)
                return
            if state.revised:
                paragraph.revised.append(text)
            if text.strip() and not paragraph.marked:
                paragraph.marked = True
                self._output.append(mark(len(self.parts)))
                self.parts.append(paragraph.part)
            paragraph.shown.append(text)
            self._output.append(_escape(text))
        elif self._taken and state.aim == self._taken[-1][1]:
            self._taken[-1][2].append(text)

    def _end_paragraph(self) -> None:
        old, self._paragraph = self._paragraph, _Paragraph(style=self._paragraph.style)
        part = old.part
        part.text = "".join(old.shown)
        part.leave_out("".join(old.hidden), "hidden text")
        part.leave_out("".join(old.deleted), "tracked deletion")
        if old.deleted or old.revised:
            part.changed("".join(old.deleted or old.revised))
        if not old.marked and (part.asides or part.doubts):
            self.parts.append(part)
        name = self._sheet.name(old.style) if old.style is not None else ""
        style = Style(names=(name,))
        level = HEADING.fullmatch(name)
        part.setting = replace(part.setting, hint=style.hint, quote=style.quote, heading=int(level[1]) if level else 0)


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return ""


def _page(name: str) -> str:
    """The name of a code page, if Python knows it; 65001 is UTF-8."""
    try:
        return codecs.lookup("utf-8" if name == "cp65001" else name).name
    except LookupError:
        return "cp1252"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
