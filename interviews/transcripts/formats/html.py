"""Web pages and what office programs put on the clipboard: HTML of any time, with or without its head."""

import re
from html import unescape

from lxml import etree

from ..blocks import Block, Document
from ..decoding import Decoded
from ..errors import TranscriptError
from ..limits import require_few_signs
from ..model import Discard
from ..source import SourceFile
from ..text import language_of
from . import front_matter
from .elements import Element, remove
from .html_cleaning import Cleaning
from .html_looks import Looks
from .html_tree import HEADINGS, parse_html, shown_text
from .marks import mark, without_marks
from .pandoc import Part, read_with_pandoc, squeeze

NAME = "HTML"
SUFFIXES: tuple[str, ...] = (".html", ".htm", ".xhtml")

_CHARSET = re.compile(rb"charset[ \t]{0,3}=[ \t]{0,3}[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_CLIPBOARD = re.compile(r"\s{0,20}Version:\d\.\d\s[^<]{0,1000}")
_PAGE = re.compile(
    r"\s{0,1000}(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<meta\s|<!--StartFragment|<b style=|<\?xml[^>]{0,200}\?>\s{0,20}"
    r"(?:<!doctype html|<html[\s>]))",
    re.IGNORECASE,
)
_TEXT_TAGS = "p|li|h[1-6]|td|th|dt|dd|blockquote|figcaption|caption|pre|q|cite|time|b|strong|i|em|span|a|font|br|hr|img"
_OTHER_TAGS = "div|ul|ol|dl|table|thead|tbody|tfoot|tr|section|article|main|header|footer|nav|aside|figure|center|o:p|style|script"
_LINE_STARTS = re.compile(rf"\s*</?(?:{_TEXT_TAGS}|{_OTHER_TAGS})(?:[\s/>]|$)", re.IGNORECASE)
_LINE_ENDS = re.compile(r"(?:</(?:p|div|li|h[1-6]|td|dd|dt|blockquote)>)\s*$", re.IGNORECASE)
_BLOCK_TAG = re.compile(r"<(p|div|li|h[1-6]|td|dd|blockquote|br|section|article)[\s/>]", re.IGNORECASE)
_TEXT_BLOCK = re.compile(r"<(/?)(?:p|li|h[1-6]|td|th|dd|dt|blockquote)(?:\s[^>]*)?>", re.IGNORECASE)
_INLINE_START = re.compile(r"\s*<(?:strong|b|em|i|u|a|span|q|cite|time|img|font)\b", re.IGNORECASE)
_ENOUGH = 0.7
_LOOKED_AT = 200_000

# What transcription tools write about themselves above a transcript.
_BOILERPLATE = re.compile(
    r"(?:transcribed|transkribiert|transcript(?:ion)? (?:created|generated|produced)|transkript erstellt)"
    r" (?:automatically )?(?:with|by|using|mit|von|durch) "
    r"(?:noscribe|otter|trint|sonix|happy ?scribe|descript|whisper|rev\.com|amberscript|f4x|aws|azure|deepgram)\b",
    re.IGNORECASE,
)


def recognises(file: SourceFile) -> bool:
    """Whether it begins as a web page does, or most of its lines stand in HTML blocks."""
    try:
        text = _decoded(file).text[:_LOOKED_AT]
    except TranscriptError:
        return False
    lines = _CLIPBOARD.sub("", text, count=1).split("\n")
    head = front_matter.split(lines)
    lines = lines[head.body :] if head else lines
    if _PAGE.match("\n".join(lines[:50])):
        return True
    return _share_of_html(lines) >= _ENOUGH


def _share_of_html(lines: list[str]) -> float:
    """How much of a text, by letters, stands in lines of HTML. Markdown with a figure or two has little of it."""
    inside = outside = 0
    is_open = blocks = False
    after_gap = False
    for line in lines:
        if not line.strip():
            after_gap = True
            continue
        # Paragraphs that blank lines divide and no tag does are Markdown's.
        loose = after_gap and not is_open and _INLINE_START.match(line)
        after_gap = False
        blocks = blocks or bool(_BLOCK_TAG.search(line))
        if not loose and (
            is_open or _LINE_STARTS.match(line) or _LINE_ENDS.search(line[-40:]) or "<br" in line.lower()
        ):
            inside += len(line)
        else:
            outside += len(line)
        for tag in _TEXT_BLOCK.finditer(line):
            is_open = not tag[1]
    return inside / (inside + outside) if blocks else 0.0


def read(file: SourceFile) -> Document:
    """Its paragraphs, rows and captions; furniture of the page is listed.

    Raises TranscriptError `empty`, `binary`, `broken`, `too_complex`, `too_long` or `too_slow`.
    """
    require_few_signs(file.data.count(b"<"))
    decoded = _decoded(file)
    lines = without_marks(_CLIPBOARD.sub("", decoded.text, count=1)).split("\n")
    head = front_matter.split(lines)
    root = parse_html("\n".join(lines[head.body :] if head else lines))
    _unfold_definitions(root)
    language = _language(root)
    parts: list[Part] = []

    def take_out(element: Element, reason: str) -> None:
        part = Part()
        if reason == "comment":
            part.comment("", shown_text(element))
        else:
            part.leave_out(shown_text(element) if reason else "", reason)
        remove(element, mark(len(parts)) if part.asides and _may_hold_text(element) else " " if reason else "")
        if part.asides:
            parts.append(part)

    title = squeeze(" ".join(node.text or "" for node in root.iter("title")))
    cleaning = Cleaning(root, take_out)
    cleaning.run()
    has_heading = any(node.tag in HEADINGS for node in cleaning.body.iter())
    Looks(cleaning.body, cleaning.rules, parts).run()
    whole = without_marks(shown_text(cleaning.body))
    cleaning.body.tag = "body"
    data = etree.tostring(cleaning.body, method="html", encoding="utf-8", with_tail=False)
    if head and head.language:
        language = head.language
    document = read_with_pandoc(data, "html", NAME, parts, language=language, whole=whole)
    document.doubts[:0] = decoded.doubts
    _set_title(document, title, has_heading=has_heading)
    if head:
        document.title = unescape(head.title) if head.title else document.title
        document.standfirst = unescape(head.standfirst) if head.standfirst else document.standfirst
        document.discarded = head.discards + document.discarded
    _take_boilerplate(document)
    return document


def _unfold_definitions(root: Element) -> None:
    """Definition lists as paragraphs with bold terms: pandoc gives up on a list that ends in a term, as a thank-you does."""
    for element in root.iter("dl", "dt", "dd"):
        if element.tag == "dt":
            element.set("style", f"font-weight:bold;{element.get('style', '')}")
        element.tag = "p" if element.tag == "dt" else "div"


def _may_hold_text(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag not in ("table", "tbody", "thead", "tfoot", "tr", "ul", "ol", "dl")


def _set_title(document: Document, title: str, *, has_heading: bool) -> None:
    if not title:
        return
    if has_heading or any(block.hint == "title" for block in document.blocks):
        document.discarded.insert(0, Discard(1, title, "page title"))
    else:
        document.title = title


def _take_boilerplate(document: Document) -> None:
    kept: list[Block] = []
    for block in document.blocks:
        if _BOILERPLATE.match(block.text):
            document.discarded.append(Discard(block.line, block.text, "metadata"))
        else:
            kept.append(block)
    document.blocks = kept


def _language(root: Element) -> str | None:
    """The language that the page or its body names."""
    for element in (root, *root.findall("body")):
        if code := language_of(element.get("lang", "")):
            return code
    return None


def _decoded(file: SourceFile) -> Decoded:
    """The text as UTF-8, else as the page declares, else as any text is decoded."""
    data = file.data
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        declared = _CHARSET.search(data, 0, 4096)
        for encoding in ("utf-8-sig", declared[1].decode("ascii", "replace").lower() if declared else ""):
            try:
                # Browsers read what is called Latin-1 as Windows-1252 (WHATWG, Encoding Standard, 4.2).
                return Decoded(data.decode({"iso-8859-1": "cp1252", "us-ascii": "cp1252"}.get(encoding, encoding)))
            except (UnicodeDecodeError, LookupError):
                continue
    return file.decoded
