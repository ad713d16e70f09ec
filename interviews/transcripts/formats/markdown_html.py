"""HTML tags in Markdown: which names are HTML, and what a tag says."""

import html
import re
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([A-Za-z][\w:.-]*)")
_ATTRIBUTE = re.compile(r"""([A-Za-z_:@][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")
_CLOSING = re.compile(r"</([A-Za-z][\w:.-]*)")

BOLD = frozenset(["b", "strong"])
ITALIC = frozenset(["i", "em"])
_BLOCKS = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main menu nav ol p pre search section summary table tbody
    tfoot thead tr ul
"""
_LASTING = "blockquote caption figcaption figure h1 h2 h3 h4 h5 h6 ol table tr"
_OTHERS = """
    a abbr area audio b base bdi bdo big br button canvas cite code col colgroup data datalist del dfn em embed font
    head hgroup i img input ins kbd label link map mark meta meter noscript object optgroup option output param picture
    progress q rp rt ruby s samp script select slot small source span strike strong style sub sup svg td template
    textarea th time title track tt u var video wbr
"""
# Elements that begin and end a paragraph. Source: HTML Standard, "Rendering: flow content".
BLOCKS = frozenset(_BLOCKS.split())
# Elements that say what all paragraphs in them are.
LASTING = frozenset(_LASTING.split())
_KNOWN = frozenset(_OTHERS.split()) | BLOCKS


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; names are in lower case, values without their quotes and entities.

    `wordy` if it has something without a value: an attribute such as `controls`, or words that somebody wrote.
    """

    name: str
    closing: bool
    attributes: dict[str, str]
    wordy: bool


def parse_tag(text: str, closed: dict[str, int]) -> Tag | None:
    """What a piece of inline HTML says; None if a reader of the text should see it, as `<lacht>`.

    `closed` are the names that have an end tag somewhere in the file: these are elements, known or not.
    """
    found = _TAG.match(text)
    if not found:
        return None
    name = found[2].lower()
    known = name in _KNOWN or name in closed or "-" in name
    if not (known or "=" in text or text.endswith("/>")):
        return None
    attributes: dict[str, str] = {}
    written = _ATTRIBUTE.findall(text, found.end())
    for key, value in written:
        attributes.setdefault(key.lower(), html.unescape(value.strip("\"'")))
    return Tag(name, bool(found[1]), attributes, not all(value for _, value in written))


def last_closings(lines: list[str]) -> dict[str, int]:
    """By the name of each element: the index of the last line that has an end tag of it."""
    return {name.lower(): index for index, line in enumerate(lines) if "</" in line for name in _CLOSING.findall(line)}
