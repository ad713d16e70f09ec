"""Small operations on text that every reader and the interpreter share."""

import re
import unicodedata

# Invisible characters that come with copied text and are part of no word:
# zero-width spaces and joiners, word joiner, byte order mark, soft hyphen.
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\u00ad]")
_SPACE = re.compile(r"[ \t\v\f]+")
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")

_PUNCTUATION = re.escape(r"\`*_{}[]()>#+-.!")
_ESCAPED = re.compile(rf"\\([{_PUNCTUATION}])|&(lt|amp);")
_EMPHASIS = re.compile(r"(?<![\\\\*\w])\*(?![\s*])([^*]+?)(?<![\s\\\\])\*(?![\w*])")
_AT_START = re.compile(r"(#{1,6}(?=\s|$|[^\s#])|>|\+(?=\s)|\d+(?=[.)]\s)|[-=]{3,}\s*$|[-*](?=\s*$))")


def normalize(text: str) -> str:
    """Unicode NFC, without invisible characters. No-break spaces stay: editors set them on purpose."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def split_lines(text: str) -> list[str]:
    """Lines of a text, whatever its line ends, each with its white space collapsed."""
    return [_SPACE.sub(" ", line).strip(" \u00a0") for line in _LINE_BREAK.split(normalize(text))]


def escape(text: str) -> str:
    """Literal text as inline Markdown that renders to just that text, escaping no more than it must.

    >>> escape("2 * 3 [lacht] 1. <b>")
    '2 * 3 [lacht] 1. &lt;b>'
    """
    text = re.sub(rf"\\(?=[{_PUNCTUATION}])", r"\\\\", text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text)
    text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
    text = re.sub(r"\[(?=[^\]]*\]\s*[(\[:])", r"\\[", text)
    for mark in "*`":
        if text.count(mark) > 1:
            text = text.replace(mark, "\\" + mark)
    if len(re.findall(r"(?<!\w)_|_(?!\w)", text)) > 1:
        text = text.replace("_", r"\_")
    if start := _AT_START.match(text):
        if start[1][0].isdigit():
            return start[1] + "\\" + text[start.end() :]
        return "\\" + text
    return text


def unescape(text: str) -> str:
    """The inverse of `escape`: Markdown escapes and the two entities it writes, as plain characters."""
    return _ESCAPED.sub(lambda m: m[1] or {"lt": "<", "amp": "&"}[m[2]], text)


def plain(text: str) -> str:
    """Inline Markdown as a reader sees it, but for links and bold: escapes resolved, emphasis unmarked."""
    return unescape(_EMPHASIS.sub(r"\1", text))


def seconds(clock: str) -> float:
    """`1:02:03.5` or `02:03` as seconds, to the millisecond."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


_STOPWORDS = {
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "nicht",
            "ich",
            "sie",
            "wir",
            "ein",
            "eine",
            "zu",
            "auf",
            "mit",
            "für",
            "von",
            "dass",
            "wie",
            "was",
            "es",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "and",
            "is",
            "not",
            "i",
            "you",
            "we",
            "a",
            "an",
            "to",
            "of",
            "in",
            "that",
            "with",
            "for",
            "it",
            "what",
            "how",
            "do",
            "are",
            "was",
        ]
    ),
}


def detect_language(text: str) -> str:
    """`de` or `en`, by which language's small words are more frequent; German where nothing decides."""
    tokens = re.findall(r"[^\W\d_]+", text[:50_000].lower())
    counts = {code: sum(token in words for token in tokens) for code, words in _STOPWORDS.items()}
    return "en" if counts["en"] > counts["de"] else "de"
