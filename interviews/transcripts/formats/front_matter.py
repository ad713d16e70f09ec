"""Front matter: what site generators write above a text. YAML between `---`, TOML between `+++`, or a JSON object.

Sources: Jekyll ("Front Matter"), Hugo ("Front matter": YAML, TOML, JSON). Only a title, a standfirst and the
language are taken from it; everything else is listed line by line.
"""

import json
import re
import textwrap
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..model import Discard
from ..text import language_of
from .hints import STANDFIRST

_LONGEST = 64_000  # characters that are parsed; PyYAML is slow, and nobody writes more by hand
_YAML_KEY = re.compile(r"""(["']?)([^\W\d][\w .-]{0,60}?)\1[ \t]{0,8}:(?=\s|$)[ \t]*(.*)""")
_TOML_KEY = re.compile(r"""(["']?)([^\W\d][\w.-]{0,60})\1[ \t]{0,8}=[ \t]*(.*)""")
_JSON_KEY = re.compile(r"""\s{0,40}(")(\w+)"[ \t]{0,8}:[ \t]*(.*)""")
_KEYS = {"---": _YAML_KEY, "+++": _TOML_KEY, "{": _JSON_KEY}

# The parsers take far more than linear time for deep nesting and long dotted keys.
_MOST_BRACKETS = 200
_MOST_DOTS = 200

_TITLE = ("title", "titel", "headline", "überschrift")
# Shown in lists; above the text only where that has no introduction of its own.
_SUMMARY = "summary"
_INTRODUCTION = re.compile(r"[„“\"‘]?[^\W\d_][^:]{39}")
_LEAST_INTRODUCTION = 20  # words
_LANGUAGE = ("lang", "language", "sprache", "locale")
# Two speakers between two rules look like YAML as well; one of these says that it is front matter.
_OTHER_KEYS = """
    description excerpt date author authors autor datum layout tags categories category draft slug image published
    permalink speakers participants keywords type publisher cover weight url aliases topics
"""
_USUAL = frozenset((*_TITLE, *STANDFIRST, *_LANGUAGE, *_OTHER_KEYS.split()))


@dataclass(slots=True)
class FrontMatter:
    """`body` is the index of the first line after it; title and standfirst are as written, with any Markdown."""

    body: int
    title: str | None = None
    standfirst: str | None = None
    language: str | None = None
    discards: list[Discard] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """The lines of one top-level key; `start` is the index of the first, `value` what follows the key there."""

    key: str
    start: int
    value: str
    lines: list[str]


def split(lines: list[str]) -> FrontMatter | None:
    """Read the front matter at the top of a file's `lines`; None if there is none. Never raises."""
    start = next((index for index, line in enumerate(lines) if line.strip("\ufeff \t")), 0)
    fence = lines[start].strip("\ufeff \t") if lines else ""
    if fence.startswith("{"):
        return _json(lines, start)
    if fence not in ("---", "+++"):
        return None
    ends = ("---", "...") if fence == "---" else ("+++",)
    end = next((index for index in range(start + 1, len(lines)) if lines[index].rstrip() in ends), None)
    if end is None:
        return None
    lines = [*lines[: start + 1], *textwrap.dedent("\n".join(lines[start + 1 : end])).split("\n"), *lines[end:]]
    entries = _entries(lines, start + 1, end, _KEYS[fence])
    if not _is_front_matter(lines[start + 1 : end], entries):
        return None
    parse = _yaml if fence == "---" else tomllib.loads
    return _front_matter(lines, (start + 1, end), end + 1, entries, parse)


def _json(lines: list[str], start: int) -> FrontMatter | None:
    text = "\n".join(lines[start : start + 2_000])[:_LONGEST].lstrip("\ufeff")
    try:
        data, length = json.JSONDecoder().raw_decode(text.lstrip(" \t"))
    except (ValueError, RecursionError):
        return None
    length += len(text) - len(text.lstrip(" \t"))
    end = start + text.count("\n", 0, length) + 1
    follows = text[length:].partition("\n")[0]
    if not isinstance(data, dict) or not data or follows.strip() or not any(map(str.strip, lines[end:])):
        return None
    return _front_matter(lines, (start, end), end, _entries(lines, start, end, _JSON_KEY), lambda _: data)


def _entries(lines: list[str], start: int, end: int, pattern: re.Pattern[str]) -> list[_Entry]:
    entries: list[_Entry] = []
    for index in range(start, end):
        if key := pattern.match(lines[index]):
            entries.append(_Entry(key[2].lower(), index, key[3], [lines[index]]))
        elif entries:
            entries[-1].lines.append(lines[index])
    return entries


def _is_front_matter(lines: list[str], entries: list[_Entry]) -> bool:
    keys = [entry.key for entry in entries]
    # Speakers say something more than once, a key is given once.
    if not keys or any(count > 1 and key not in _USUAL for key, count in Counter(keys).items()):
        return False
    if _USUAL & set(keys):
        return True
    plain = all(re.match(r"[a-z][\w.-]*[:=\s]", line) for line in lines if line and line[0].isalpha())
    return plain and all(map(str.strip, lines))


def _yaml(text: str) -> Any:
    # The base loader makes strings of everything: no dates that do not exist, no `lang: no` that is False.
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506 - it builds nothing but strings, lists and dicts


def _data(text: str, parse: Callable[[str], Any]) -> dict[str, Any]:
    """The parsed keys in lower case; empty if it cannot be parsed, for then each key is tried alone."""
    nested = text.count("[") + text.count("{") > _MOST_BRACKETS
    if (
        len(text) > _LONGEST
        or nested
        or any(line.count(".") > _MOST_DOTS for line in text.split("\n") if "=" in line[:200])
    ):
        return {}
    try:
        data = parse(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return {str(key).lower(): value for key, value in data.items()} if isinstance(data, dict) else {}


def _front_matter(
    lines: list[str], span: tuple[int, int], body: int, entries: list[_Entry], parse: Callable[[str], Any]
) -> FrontMatter:
    found = FrontMatter(body)
    values = _data("\n".join(lines[slice(*span)]), parse)
    by_key = {entry.key: entry for entry in reversed(entries)}
    used: dict[int, tuple[_Entry, str]] = {}

    def text_of(key: str) -> str:
        value = values.get(key)
        if not values and (entry := by_key.get(key)):
            value = _data("\n".join(entry.lines), parse).get(entry.key) or _by_lines(entry)
        return value.strip() if isinstance(value, str) else ""

    def first(keys: Iterable[str], accept: Callable[[str], bool]) -> tuple[str, str]:
        return next(((key, text) for key in keys if (text := text_of(key)) and accept(text)), ("", ""))

    title_key, title = first(_TITLE, bool)
    beginning = _words("\n".join(lines[body : body + 200])[:20_000])
    usable = [key for key in STANDFIRST if key != _SUMMARY or not _is_introduced(lines[body : body + 200])]
    lead_key, lead = first(usable, lambda text: not _repeats(text, beginning))
    found.title = " ".join(title.split()) or None
    for key, text in ((title_key, title), (lead_key, lead)):
        if key in by_key:
            used[by_key[key].start] = by_key[key], _words(text)
    if lead:
        found.standfirst = _paragraphs(lead, literal=lines[span[0] - 1][:1] == "+" or _is_literal(by_key, lead_key))
    found.language = language_of(first(_LANGUAGE, bool)[1])
    found.discards = list(_discards(lines, span, used))
    return found


def _by_lines(entry: _Entry) -> str:
    """The value of a key that is broken itself: what stands behind it, and the lines that belong to it."""
    value = re.sub(r"^[>|][+-]?$", "", entry.value.strip())
    follows = [line.strip() for line in entry.lines[1:] if line[:1] in (" ", "\t")]
    text = " ".join(part for part in (value, *follows) if part)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return re.sub(r"\\([\"'])", r"\1", text)


def _is_literal(by_key: dict[str, _Entry], key: str) -> bool:
    return key in by_key and by_key[key].value.startswith("|")


def _paragraphs(text: str, *, literal: bool) -> str:
    """Paragraphs divided by blank lines. YAML has folded wrapped lines already, unless the text is literal."""
    parts = re.split(r"\n[ \t]*\n" if literal else "\n", text)
    return "\n\n".join(" ".join(part.split()) for part in parts if part.strip())


def _words(text: str) -> str:
    return " " + " ".join(re.findall(r"\w+", re.sub(r"\]\([^()\n]*\)", "]", text.lower()))) + " "


def _is_introduced(lines: list[str]) -> bool:
    """Whether the body begins with a paragraph of prose, neither a question nor somebody's turn."""
    paragraph = re.split(r"\n\s*\n", "\n".join(lines).strip())[0]
    enough = len(paragraph.split()) >= _LEAST_INTRODUCTION and not paragraph.rstrip().endswith("?")
    return enough and bool(_INTRODUCTION.match(paragraph))


def _repeats(text: str, beginning: str) -> bool:
    """Whether the text only says again how the body begins; its last word may be cut off."""
    words = _words(text).split()
    whole = words[:-1] if text.rstrip().endswith(("…", "...")) and len(words) > 1 else words
    return bool(whole) and f" {' '.join(whole)} " in beginning


def _discards(lines: list[str], span: tuple[int, int], used: dict[int, tuple[_Entry, str]]) -> Iterable[Discard]:
    """What is not taken, as written; of a key that is taken, its name and what its value does not say."""
    index = span[0]
    while index < span[1]:
        line = lines[index].strip("\ufeff").rstrip()
        entry, value = used.get(index, (None, ""))
        if entry is None:
            if re.search(r"\w", line):
                yield Discard(index + 1, line, "front matter")
            index += 1
            continue
        key = line.removesuffix(entry.value.rstrip()).strip()
        yield Discard(index + 1, key if key and _words(entry.value) in value else line, "front matter")
        for number, rest in enumerate(entry.lines[1:], index + 2):
            if _words(rest).strip() and _words(rest) not in value:
                yield Discard(number, rest.strip(), "front matter")
        index += len(entry.lines)
