"""HTML as a tree: its elements by what they do, their text, classes and styles."""

import re
from collections.abc import Iterator

from lxml import etree

from ..errors import TranscriptError
from .elements import Element

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that hold running text and end a line.
TEXT_BLOCKS = HEADINGS | frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "td",
        "th",
        "caption",
        "figcaption",
        "blockquote",
        "pre",
        "summary",
        "legend",
        "address",
        "center",
    ]
)
BLOCKS = TEXT_BLOCKS | frozenset(
    [
        "div",
        "article",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "hgroup",
        "form",
        "fieldset",
        "details",
        "dialog",
        "search",
        "body",
        "ul",
        "ol",
        "menu",
        "dl",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "figure",
        "hr",
    ]
)
UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "head",
        "title",
        "meta",
        "link",
        "base",
        "svg",
        "canvas",
        "map",
        "embed",
        "param",
        "source",
        "track",
        "rp",
        "col",
        "colgroup",
    ]
)

_FONT = re.compile(r"</?font\b[^<>]{0,1000}>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def without_controls(text: str) -> str:
    """The text without characters that XML forbids and a tree refuses."""
    return _CONTROL.sub("", text)


def parse_html(text: str) -> Element:
    """The root of the page. Raises TranscriptError `broken` or `too_complex`."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        # <font> says nothing about who speaks, but its ends, where they cross paragraphs, would cut words in two.
        root = etree.fromstring(_FONT.sub("", without_controls(text)).encode(), parser)
    except etree.XMLSyntaxError as error:
        raise TranscriptError("too_complex" if "xcessive depth" in str(error) else "broken", format="HTML") from error
    # The parser mends whatever it can, but stops in silence where the page is nested too deeply.
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise TranscriptError("too_complex")
    if root is None:
        raise TranscriptError("empty")
    for element in root.iter():
        # What "&#1;" stands for cannot be written into a tree again.
        if element.text and _CONTROL.search(element.text):
            element.text = without_controls(element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = without_controls(element.tail)
    return root


def shown_text(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        block = node.tag in BLOCKS or node.tag == "br"
        if event == "start":
            if block:
                yield " "
            if node.tag not in UNSEEN:
                yield node.text or ""
        else:
            if block:
                yield " "
            if node is not element:
                yield node.tail or ""


def classes(element: Element) -> list[str]:
    """Its class names and id, in lower case, with hyphens between their parts."""
    names = f"{element.get('class', '')} {element.get('id', '')}".lower().replace("_", "-").split()
    return [re.sub("-{2,}", "-", name) for name in names[:40]]


def declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute or rule, in lower case."""
    found = {}
    for declaration in style.lower().split(";"):
        name, _, value = declaration.partition(":")
        found[name.strip()] = value.replace("!important", "").strip()
    return found


_MOST_SELECTORS = 100


def class_rules(root: Element) -> dict[str, dict[str, str]]:
    """What the page's own style sheets say of single classes, as Google Docs writes them."""
    rules: dict[str, dict[str, str]] = {}
    for sheet in root.iter("style"):
        for rule in (sheet.text or "").split("}"):
            selectors, _, body = rule.rpartition("{")
            styles = declarations(body)
            for selector in selectors.split(",")[:_MOST_SELECTORS]:
                tag, dot, name = selector.strip().lower().partition(".")
                if dot and name.replace("-", "").replace("_", "").isalnum() and (not tag or tag.isalnum()):
                    rules.setdefault(name.replace("_", "-"), {}).update(styles)
    return rules
