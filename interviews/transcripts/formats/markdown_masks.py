"""What stands in Markdown files without being Markdown: template tags, comments, attribute lists, scripts.

Site generators take these out before Markdown is read, and so does this module: each becomes a *mask*, a few
private-use characters that a Markdown parser treats like letters (so that a tag may be a link's target), and is
put back where it turns out to stand in code. Sources: Liquid, Jinja, Hugo shortcodes, kramdown ("Extensions",
"Attribute List Definitions"), MDX ("ESM"), pandoc ("Extension: attributes", "fenced_divs"), Obsidian ("Comments"), WordPress
("Caption Shortcode").
"""

import re
from dataclasses import dataclass, field

from ..model import Discard

_ZERO = 0x10FFE0
_START = chr(0x10FFF0)
STAR = chr(0x10FFF1)  # an asterisk that is no markup
_RESERVED = re.compile(f"[{chr(_ZERO)}-{STAR}]")
_MASK = re.compile(f"{_START}([{chr(_ZERO)}-{chr(_ZERO + 15)}]+)")
_ONLY_MASKS = re.compile(rf"[ \t]*(?:{_MASK.pattern}[ \t]*)+$")

_OPENER = re.compile(
    r"<!--|\\?\[caption\b|<(script|style|iframe|audio|video|object|svg|canvas)\b"
    r"|\{[%{#:.]|\{(?=[a-z-]+=)|%%|^[ \t]*:::|^(?:import|export)[ \t][^\n\"']{1,200}[\"'][^\"'\n]{1,200}[\"'];?[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_FENCE = re.compile(r"[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){0,20}(`{3,}|~{3,})([^\n]*)")
_ATTRIBUTES = re.compile(
    r"""\{[ ]?(?:[#.][A-Za-z][\w-]*|[a-z-]+=(?:"[^"\n]*"|[^\s{}"]+))"""
    r"""(?:[ ]+(?:[#.][\w-]+|[\w-]+=(?:"[^"\n]*"|[^\s{}"]+)))*[ ]?\}"""
)
_KRAMDOWN = re.compile(r"\{:{1,2}[^{}\n]{0,300}\}")
_LIQUID_COMMENT = re.compile(r"\{%-?[ \t]{0,9}comment\b")
_MOST_MASKS = 100_000
_LONGEST_TAG = 2_000
_LONGEST_COMMENT = 20_000

_CLOSERS = {
    "<!--": re.compile("-->"),
    "[caption": re.compile(r"\\?\[/caption\\?\]"),
    "{%": re.compile(r"%\}"),
    "{{": re.compile(r"\}\}+"),
    "{#": re.compile(r"#\}"),
    "comment": re.compile(r"\{%-?[ \t]{0,9}endcomment[ \t]{0,9}-?%\}"),
    "::comment": re.compile(r"\{:/(?:comment)?\}"),
    "blank line": re.compile(r"\n[ \t]*\n"),
    "%%": re.compile(r"%%[ \t]*$", re.MULTILINE),
    "line": re.compile("$", re.MULTILINE),
}

_WORD = re.compile(r"\w")
_IMAGE = re.compile(r"image|img|figure|photo|picture|bild|foto|\.(?:jpe?g|png|gif|webp|svg|avif)\b", re.IGNORECASE)
_ARGUMENT = re.compile(r"""(?:([\w-]+)[ \t]?[=:][ \t]?)?(?:"([^"]*)"|'([^']*)'|“([^”]*)”)""")
_CLASS_LIKE = re.compile(r"[a-z0-9_:-]+$")
_WORDLESS = "class id style src href link url width height sizes rel target format date"
_WORDLESS_KEYS = frozenset(_WORDLESS.split())


@dataclass(slots=True)
class Mask:
    """Something that is no text, and why; `note` are the words of an image tag."""

    line: int
    text: str
    reason: str
    note: str = ""
    restored: bool = False


@dataclass(slots=True)
class Masked:
    """A text whose lines have masks for what is no Markdown; `numbers` are their lines in the file, from 1."""

    lines: list[str]
    numbers: list[int]
    masks: list[Mask] = field(default_factory=list)

    def restore(self, text: str) -> str:
        """`text` with what was masked, which thereby is text of the file."""
        return _MASK.sub(self._put_back, text).replace(STAR, "*")

    def visible(self, text: str) -> str:
        """`text` without what was masked."""
        return "".join(part for part in self.split(text) if isinstance(part, str)).replace(STAR, "*")

    def split(self, text: str) -> list[str | Mask]:
        """`text` divided into its words and its masks."""
        if _START not in text:
            return [text]
        parts: list[str | Mask] = []
        end = 0
        for found in _MASK.finditer(text):
            parts += [text[end : found.start()], self.masks[_number(found[1])]]
            end = found.end()
        return [*parts, text[end:]]

    def has_mask(self, text: str) -> bool:
        return _START in text

    def discards(self) -> list[Discard]:
        """What was masked and did not turn out to be text."""
        return [Discard(m.line, m.text, m.reason) for m in self.masks if not m.restored and _WORD.search(m.text)]

    def _put_back(self, found: re.Match[str]) -> str:
        mask = self.masks[_number(found[1])]
        mask.restored = True
        return mask.text


def _number(digits: str) -> int:
    return int("".join(f"{ord(digit) - _ZERO:x}" for digit in digits), 16)


def _name(number: int) -> str:
    return _START + "".join(chr(_ZERO + int(digit, 16)) for digit in f"{number:x}")


def fenced(lines: list[str]) -> list[bool]:
    """Which lines are fenced code, the fences included."""
    flags = [False] * len(lines)
    fence, contained = "", False
    for index, line in enumerate(lines):
        if fence and contained and line[:1] not in ("", " ", "\t", ">", "`", "~"):
            fence = ""  # the list item or quote that held it is over
        found = _FENCE.match(line) if "```" in line or "~~~" in line else None
        flags[index] = bool(fence)
        if not found:
            continue
        if not fence and not (found[1][0] == "`" and "`" in found[2]):
            fence, contained = found[1], bool(line[: found.start(1)].strip())
            flags[index] = True
        elif fence and found[1].startswith(fence) and not found[2].strip():
            fence = ""
    return flags


def mask(text: str, first_line: int) -> Masked:
    """Mask what is no Markdown in `text`, whose first line is the file's `first_line`.

    A tag alone on its line leaves that line blank, as it does on a site, or gives it to its words
    (`{% image "a.jpg" "Two people at a desk" %}`). Linear in the length of the text.
    """
    return _Masker(text, first_line).masked()


class _Masker:
    def __init__(self, text: str, first_line: int) -> None:
        self.text = _RESERVED.sub("\ufffd", text)
        self.masks: list[Mask] = []
        self._line = first_line
        self._numbers = [first_line]
        self._parts: list[str] = []
        self._closers: dict[str, tuple[int, int]] = {}

    def masked(self) -> Masked:
        done = position = 0
        code = self._code_ranges()
        while len(self.masks) < _MOST_MASKS and (opener := _OPENER.search(self.text, position)):
            start = opener.start()
            while code and code[-1][1] <= start:
                code.pop()
            if code and code[-1][0] <= start:
                position = code[-1][1]
                continue
            escaped = self.text[start - 1 : start] == "\\"
            found = None if escaped else self._end(opener)
            if found is None:
                position = opener.end()
                continue
            self._pass(self.text[done:start])
            position = done = found[0]
            self._mask(self.text[start:done], found[1])
        self._pass(self.text[done:])
        lines, numbers = self._standing_alone("".join(self._parts).split("\n"))
        return Masked(lines, numbers, self.masks)

    def _code_ranges(self) -> list[tuple[int, int]]:
        """Where fenced code stands, the last first."""
        ranges: list[tuple[int, int]] = []
        start = 0
        lines = self.text.split("\n")
        for line, is_code in zip(lines, fenced(lines), strict=True):
            end = start + len(line) + 1
            if is_code:
                ranges.append((start, end))
            start = end
        return ranges[::-1]

    def _pass(self, text: str) -> None:
        self._parts.append(text)
        breaks = text.count("\n")
        self._numbers += range(self._line + 1, self._line + breaks + 1)
        self._line += breaks

    def _mask(self, text: str, reason: str) -> None:
        self._parts.append(_name(len(self.masks)))
        self.masks.append(Mask(self._line, text.strip(), reason))
        self._line += text.count("\n")

    def _closer(self, kind: str, start: int, pattern: re.Pattern[str] | None = None) -> tuple[int, int]:
        """Start and end of the next closing mark; each is looked for once only, which keeps the whole linear."""
        known = self._closers.get(kind)
        if known is None or known[0] < start:
            found = (pattern or _CLOSERS[kind]).search(self.text, start)
            known = self._closers[kind] = found.span() if found else (len(self.text) * 2 + 2, -1)
        return known

    def _end(self, opener: re.Match[str]) -> tuple[int, str] | None:
        """Where the thing that begins here ends, and why it is no text; None if it is text after all."""
        start, sign = opener.start(), opener[0]
        if opener[1]:
            return self._element(opener)
        if sign.endswith("[caption"):
            return self._found("[caption", start, "embedded media", _LONGEST_TAG)
        if sign == "<!--":
            # "<!-->" is a whole comment.
            return self._found("<!--", start + 2, "comment")
        if sign.endswith(":::"):
            return self._closer("line", start)[0], "template tag"
        if sign.startswith(("import", "export")):
            return opener.end(), "script"
        if sign == "%%":
            return self._obsidian_comment(start)
        if sign in ("{{", "{%"):
            return self._template_tag(start, sign)
        if sign == "{:":
            return self._kramdown(start)
        if sign in ("{#", "{.", "{"):
            if found := _ATTRIBUTES.match(self.text, start):
                return found.end(), "template tag"
            return self._found("{#", start, "comment", _LONGEST_TAG) if sign == "{#" else None
        return None

    def _found(self, kind: str, start: int, reason: str, longest: int | None = None) -> tuple[int, str] | None:
        end = self._closer(kind, start)[1]
        return None if end < 0 or (longest and end - start > longest) else (end, reason)

    def _element(self, opener: re.Match[str]) -> tuple[int, str] | None:
        name = opener[1].lower()
        pattern = re.compile(f"</{name}[ \t]?>", re.IGNORECASE)
        end = self._closer(f"</{name}", opener.end(), pattern)[1]
        if end < 0:
            return None
        return end, "script" if name in ("script", "style") else "embedded media"

    def _obsidian_comment(self, start: int) -> tuple[int, str] | None:
        before = self.text[max(0, start - 2) : start]
        line_end = self._closer("line", start)[0]
        if before[-1:] not in ("", "\n", " ", "\t", "(") or before[:1].isdigit():
            return None
        end = self.text.find("%%", start + 2, line_end)
        if end >= 0:
            return end + 2, "comment"
        return self._found("%%", line_end, "comment", _LONGEST_COMMENT) if before[-1:] in ("", "\n") else None

    def _template_tag(self, start: int, sign: str) -> tuple[int, str] | None:
        end = self._closer(sign, start + 2)[1]
        if end < 0 or end - start > _LONGEST_TAG or self._closer("blank line", start)[0] < end:
            return None
        if sign == "{%" and _LIQUID_COMMENT.match(self.text, start):
            return self._found("comment", end, "comment") or (end, "template tag")
        return end, "template tag"

    def _kramdown(self, start: int) -> tuple[int, str] | None:
        found = _KRAMDOWN.match(self.text, start)
        if found and found[0] == "{::comment}":
            return self._found("::comment", found.end(), "comment") or (found.end(), "template tag")
        return (found.end(), "template tag") if found else None

    def _standing_alone(self, lines: list[str]) -> tuple[list[str], list[int]]:
        """Make lines of nothing but masks paragraphs of their own if they have words, and blank if not."""
        result: list[str] = []
        numbers: list[int] = []
        for line, number in zip(lines, self._numbers, strict=True):
            if _START in line and _ONLY_MASKS.match(line):
                masks = [self.masks[_number(found[1])] for found in _MASK.finditer(line)]
                for mask in masks:
                    mask.note = image_words(mask.text) if mask.reason == "template tag" else ""
                replacement = ["", line, ""] if any(mask.note for mask in masks) else [""]
                result += replacement
                numbers += [number] * len(replacement)
                continue
            result.append(line)
            numbers.append(number)
        return result, numbers


def image_words(tag: str) -> str:
    """The caption or description in an image tag; empty if it has none.

    >>> image_words('{% image "img/a.jpg" "float-left" "Two people at a desk" %}')
    'Two people at a desk'
    """
    if tag.startswith(("{:", ":::", "{#", "{.")) or not _IMAGE.search(tag):
        return ""
    named: dict[str, str] = {}
    for key, *values in _ARGUMENT.findall(tag):
        value = " ".join("".join(values).split())
        if key.lower() not in _WORDLESS_KEYS and _reads_as_phrase(value):
            named.setdefault(key.lower(), value)
    for key in ("caption", "alt", "title", ""):
        if key in named:
            return named[key]
    return next(iter(named.values()), "")


def _reads_as_phrase(text: str) -> bool:
    words = text.split(" ")
    if len(words) < 2 or "{" in text or any("/" in word and "." in word for word in words):
        return False
    class_list = all(_CLASS_LIKE.match(word) for word in words) and not all(word.isalpha() for word in words)
    return not class_list and any(any(map(str.isalpha, word)) for word in words)
