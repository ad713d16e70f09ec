"""What an HTML page says by styles and class names, said so that pandoc passes it on.

Pandoc knows bold and italic of `<b>` and `<i>` only, and forgets the classes of paragraphs.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from lxml import etree

from ..blocks import Hint
from .elements import Element, remove
from .hints import HINTS
from .html_tree import BLOCKS, HEADINGS, TEXT_BLOCKS, classes, declarations, shown_text, without_controls
from .marks import Setting, mark
from .pandoc import Part

_TITLES = frozenset(
    ["msotitle", "title", "headline", "titel", "entry-title", "post-title", "article-title", "page-title"]
)
_HINTS: Mapping[str, Hint] = {
    **HINTS,
    **dict.fromkeys(("msosubtitle", "subheadline"), "standfirst"),
    "msocaption": "note",
    **dict.fromkeys(("regie", "regieanweisung", "stage-direction", "direction", "anmerkung", "editors-note"), "note"),
    **dict.fromkeys(("footnotes", "endnotes", "fussnoten", "fußnoten"), "note"),
}
_LETTERS: dict[str, Hint] = {"q": "question", "a": "answer"}
_SPEAKERS = frozenset(("speaker", "sprecher", "sprecherin", "speaker-name", "speakername", "name"))
_LONGEST_NAME = 60
_FEW = 8
_TIME_ONLY = re.compile(r"[\W\d_]*")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]")

_BOLD = frozenset(("bold", "bolder", "600", "700", "800", "900"))
_PLAIN = frozenset(("normal", "lighter", "100", "200", "300", "400", "500"))
_AS_WRITTEN = frozenset(("code", "kbd", "samp", "math"))
# What pandoc reads; all else becomes a division or a span.
_KNOWN = HEADINGS | frozenset(
    [
        "html",
        "body",
        "div",
        "p",
        "span",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "blockquote",
        "pre",
        "code",
        "a",
        "img",
        "figure",
        "figcaption",
        "br",
        "hr",
        "q",
        "sup",
        "sub",
        "ruby",
        "rt",
        "math",
    ]
)
_ATTRIBUTES = frozenset(("href", "src", "alt", "colspan", "rowspan", "start", "type"))


class Looks:
    """Goes through a page once, from top to bottom. `parts` are the marked places."""

    def __init__(self, body: Element, rules: dict[str, dict[str, str]], parts: list[Part]) -> None:
        self.body = body
        self.rules = rules
        self.parts = parts
        named = [element for element in body.iter() if _SPEAKERS & set(classes(element))]
        self.speakers = set(named) if len(named) > 1 else set()

    def run(self) -> None:
        """Write styles and classes into the tree. Afterwards elements have no attributes that pandoc does not need."""
        wraps: list[tuple[Element, Element | None, bool, bool]] = []
        hints: list[tuple[Element, Setting]] = []
        waiting: list[tuple[Element, bool, bool, Hint]] = [(self.body, False, False, "")]
        while waiting:
            element, bold, italic, hint = waiting.pop()
            bold, italic = self._look(element, bold, italic)
            hint = _hint(element) or hint
            setting = Setting(hint=hint)
            if any(name.startswith("msolistparagraph") for name in classes(element)):
                setting = replace(setting, marker=_take_bullet(element))
            if setting != Setting() and _begins_with_text(element):
                hints.append((element, setting))
            if element.tag in _AS_WRITTEN or _is_code(element):
                continue
            if bold or italic:
                wraps.append((element, None, bold, italic))
                wraps += [(element, child, bold, italic) for child in element]
            waiting.extend((child, bold, italic, hint) for child in element)
        self._take_speakers()
        for element in list(self.body.iter()):
            _simplify(element)
        for element, child, bold, italic in wraps:
            _wrap(element, child, bold=bold, italic=italic)
        for element, setting in hints:
            element.text = self._mark(setting) + (element.text or "")

    def _mark(self, setting: Setting) -> str:
        self.parts.append(Part(setting=setting))
        return mark(len(self.parts) - 1)

    def _look(self, element: Element, bold: bool, italic: bool) -> tuple[bool, bool]:
        """Whether the text directly in an element is bold and italic."""
        tag = str(element.tag)
        if tag in HEADINGS:
            bold = False
        said = {"font-weight": "bold"} if tag in ("b", "strong") else {}
        said |= {"font-style": "italic"} if tag in ("i", "em", "dfn") else {}
        for name in classes(element):
            said |= self.rules.get(name, {})
        said |= declarations(element.get("style", ""))
        weight, style = said.get("font-weight", ""), said.get("font-style", "")
        bold = weight in _BOLD or (bold and weight not in _PLAIN)
        italic = style in ("italic", "oblique") or (italic and style != "normal")
        return bold, italic

    def _take_speakers(self) -> None:
        """A name that stands first in its paragraph and has a class for it is the speaker of what follows."""
        for element in self.speakers:
            name = shown_text(element)
            label = name.rstrip(":").rstrip()
            if label and len(name) <= _LONGEST_NAME and _stands_first(element):
                remove(element, self._mark(Setting(speaker=label)))


def hint_of(names: Sequence[str]) -> Hint:
    """What class names say that an element is for."""
    found: set[Hint] = {_LETTERS[name] for name in names if name in _LETTERS}
    found |= {_HINTS[part] for name in names for part in (name, *name.split("-")) if part in _HINTS}
    # "question-answer" says nothing about which of the two it is.
    return found.pop() if len(found) == 1 else ""


def _hint(element: Element) -> Hint:
    names = classes(element)
    if element.tag == "figcaption" or "wp-caption-text" in names:
        return "note"
    if _TITLES & set(names) and (element.tag == "p" or element.tag in HEADINGS or _is_leaf(element)):
        return "title"
    return hint_of(names)


def _is_code(element: Element) -> bool:
    """Whether it is a program's text; other preformatted text is running text with line breaks."""
    return element.tag == "pre" and element.find("code") is not None


def _is_leaf(element: Element) -> bool:
    return not any(child.tag in BLOCKS for child in element.iter() if child is not element)


def _begins_with_text(element: Element) -> bool:
    if element.tag in TEXT_BLOCKS or element.tag == "div":
        first = next(iter(element), None)
        return bool((element.text or "").strip()) or (first is not None and first.tag not in BLOCKS)
    return False


def _stands_first(element: Element) -> bool:
    """Whether nothing but a time stands before an element in its paragraph."""
    looked_at = 0
    while element.tag not in BLOCKS:
        previous = element.getprevious()
        while previous is not None and previous.tag not in BLOCKS and previous.tag != "br":
            looked_at += 1
            if looked_at > _FEW or not _TIME_ONLY.fullmatch(shown_text(previous) + (previous.tail or "")):
                return False
            previous = previous.getprevious()
        parent = element.getparent()
        if parent is None:
            return True
        if previous is None and not _TIME_ONLY.fullmatch(parent.text or ""):
            return False
        if previous is not None:
            return True
        element = parent
    return True


def _take_bullet(paragraph: Element) -> str:
    """The marker that Word wrote as text into a list item, taken out."""
    marker = "-"
    for span in list(paragraph.iter("span")):
        if "mso-list:ignore" in span.get("style", "").lower().replace(" ", ""):
            text = shown_text(span)
            marker = text if _LIST_NUMBER.fullmatch(text) else marker
            remove(span)
    return marker


def _simplify(element: Element) -> None:
    """Leave of an element what pandoc needs to know."""
    tag = str(element.tag)
    if tag in ("cite", "time") and not element.tail:
        element.tail = " "
    if tag == "pre" and not _is_code(element):
        _break_lines(element)
        element.tag = "div"
    elif tag not in _KNOWN or (tag == "a" and not element.get("href")):
        element.tag = "div" if tag in BLOCKS or not _is_leaf(element) else "span"
    if element.get("src", "").startswith("data:"):
        del element.attrib["src"]
    kept = {name: without_controls(value) for name, value in element.attrib.items() if name in _ATTRIBUTES}
    element.attrib.clear()
    element.attrib.update(kept)


def _break_lines(preformatted: Element) -> None:
    for element in list(preformatted.iter()):
        if element is not preformatted:
            first, *lines = (element.tail or "").split("\n")
            element.tail = first
            for line in reversed(lines):
                element.addnext(_line_break(line))
        first, *lines = (element.text or "").split("\n")
        element.text = first
        for line in reversed(lines):
            element.insert(0, _line_break(line))


def _line_break(text: str) -> Element:
    element = etree.Element("br")
    element.tail = text
    return element


def _wrap(element: Element, child: Element | None, *, bold: bool, italic: bool) -> None:
    """Put the text before or behind a child into elements that pandoc sees as bold or italic."""
    text = (element.text if child is None else child.tail) or ""
    if not text.strip() or (child is not None and child.getparent() is not element):
        return
    look = etree.Element("b" if bold else "i")
    look.text = text
    if bold and italic:
        look.text = None
        etree.SubElement(look, "i").text = text
    if child is None:
        element.text = None
        element.insert(0, look)
    else:
        child.tail = None
        child.addnext(look)
