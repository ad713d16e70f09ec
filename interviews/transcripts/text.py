"""Small operations on text that readers and the interpretation share."""

import re
import unicodedata

from .wordlists import STOPWORDS

# Invisible characters that come with copied text and are part of no word: zero-width spaces and joiners,
# direction marks, word joiner, byte order mark, soft hyphen.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_WORD = re.compile(r"\w+")


def composed(text: str) -> str:
    """Unicode NFC: letters and their accents as one character, where there is one."""
    return unicodedata.normalize("NFC", text)


def normalize(text: str) -> str:
    """Unicode NFC, without invisible characters. No-break spaces stay: editors set them on purpose."""
    return composed(_INVISIBLE.sub("", text))


def unify_line_ends(text: str) -> str:
    """Every usual kind of line end as \\n."""
    return _LINE_BREAK.sub("\n", text)


def words(text: str) -> list[str]:
    """The words of a text, without punctuation."""
    return _WORD.findall(composed(text))


def fold(text: str) -> str:
    """A name or label for comparison: case, punctuation and repeated spaces do not count."""
    return " ".join(_WORD.findall(text.casefold()))


def seconds(clock: str) -> float:
    """`1:02:03.5` or `02:03` as seconds, to the millisecond."""
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)


def language_of(name: str) -> str | None:
    """`de` or `en`, from “de-AT”, “en_us”, “German”, “englisch”; None for any other language."""
    word = re.split(r"[-_. ]", name.strip().casefold())[0]
    if word in ("de", "deu", "ger", "german", "deutsch"):
        return "de"
    return "en" if word in ("en", "eng", "english", "englisch") else None


def detect_language(text: str) -> str:
    """`de` or `en`, by which language's small words are more frequent; German where nothing decides."""
    tokens = re.findall(r"[^\W\d_]+", text[:50_000].lower())
    counts = {code: sum(token in stop for token in tokens) for code, stop in STOPWORDS.items()}
    return "en" if counts["en"] > counts["de"] else "de"
