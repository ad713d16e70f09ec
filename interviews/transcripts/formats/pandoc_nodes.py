"""Single nodes of pandoc's tree: addresses, pictures, list numbers and the cells of tables."""

import re
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from ..inline import LINK_SCHEMES
from .marks import without_marks

type Node = dict[str, Any]

_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|svg|tiff?|bmp|heic|emf|wmf)", re.IGNORECASE)
# What office programs write into pictures that nobody described.
_MADE_UP = re.compile(
    r"automatisch generierte beschreibung|description automatically generated|ai-generated content may be|ki-generierte",
    re.IGNORECASE,
)
_MAX_SPAN = 100


def address(url: str) -> str:
    """Where a link leads, if that is outside the document and harmless."""
    try:
        return url if urlsplit(url).scheme.lower() in LINK_SCHEMES else ""
    except ValueError:
        return ""


def alternative_text(nodes: Any) -> str:
    """All text of some nodes, on one line."""
    match nodes:
        case list():
            return " ".join("".join(alternative_text(node) or " " for node in nodes).split())
        case {"t": "Str", "c": str() as text}:
            return without_marks(text)
        case {"c": contents}:
            return alternative_text(contents)
    return ""


def says_nothing(text: str, address: str) -> bool:
    if not text:
        return True
    name = PurePosixPath(unquote(address.rpartition("/")[2]))
    return text in (name.name, name.stem) or bool(_FILE_NAME.fullmatch(text) or _MADE_UP.search(text))


def numbers(attributes: Any, count: int) -> list[str]:
    """The markers of an ordered list."""
    start, style, delimiter = attributes[0], attributes[1]["t"], attributes[2]["t"]
    before, after = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}.get(delimiter, ("", "."))
    return [f"{before}{ordinal(number, style)}{after}" for number in range(start, start + count)]


def ordinal(number: int, style: str) -> str:
    if style in ("LowerAlpha", "UpperAlpha") and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style == "UpperAlpha" else letter
    return str(number)


def aligned(section: list[Any]) -> list[list[list[Node]]]:
    """The cells of some rows, each in its column: a cell over several rows or columns leaves empty ones behind."""
    rows = []
    taken: dict[int, int] = {}
    for _, cells in section:
        row: list[list[Node]] = []
        for _, _, height, width, blocks in cells:
            while taken.get(len(row), 0) > 0:
                taken[len(row)] -= 1
                row.append([])
            for extra in range(min(width, _MAX_SPAN)):
                taken[len(row)] = height - 1
                row.append([] if extra else blocks)
        while taken.get(len(row), 0) > 0:
            taken[len(row)] -= 1
            row.append([])
        rows.append(row)
    return rows


def is_layout(cell: list[Node]) -> bool:
    """Whether a cell holds more than the words of a field: then the table only arranges the page."""
    return any(node["t"] in ("Table", "Header", "BlockQuote", "Figure", "CodeBlock") for node in cell)
