"""Typographic finish for readers: quotation marks, dashes, ellipses. Manuscripts stay as typed."""

import re

# Opening and closing marks; German after Duden D 8–12, English after the Chicago Manual 6.115.
_QUOTES = {"de": ("„", "“", "‚"), "en": ("“", "”", "‘")}
_OPENS_AFTER = frozenset(" \t\n\u00a0([{–—-/„“‚‘«»")
_TAG = re.compile(r"(<(?:[^<>\"]|\"[^\"]*\")*>)")
_VERBATIM = re.compile(r"<(/?)(?:code|pre)\b")


def typeset(text: str, language: str, before: str = " ") -> str:
    """Plain text with straight quotes, spaced hyphens and three dots set properly.

    `before` is the character that precedes the text, on which the direction of a
    quotation mark at its beginning depends.

    >>> typeset('"Na ja" - so...', "de")
    '„Na ja“ – so…'
    """
    text = re.sub(r"(?<=\S) -{1,2} (?=\S)", " – ", text).replace("...", "…")
    opening, closing, single = _QUOTES.get(language, _QUOTES["de"])
    out: list[str] = []
    for char in text:
        previous = out[-1][-1] if out else before
        if char == '"':
            out.append(opening if previous in _OPENS_AFTER else closing)
        elif char == "'":
            out.append(single if previous in _OPENS_AFTER else "’")
        else:
            out.append(char)
    return "".join(out)


def typeset_html(html: str, language: str) -> str:
    """`typeset` for the text between tags, code left alone. Expects sanitised HTML."""
    out: list[str] = []
    before, verbatim = " ", 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            if match := _VERBATIM.match(part):
                verbatim += -1 if match[1] else 1
            before = " " if part.startswith(("<p", "<li", "<br", "<blockquote")) else before
            out.append(part)
        elif part:
            out.append(part if verbatim else typeset(part, language, before))
            before = part[-1]
    return "".join(out)
