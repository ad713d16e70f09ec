"""The analyser: one folding for what is indexed and what is asked."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
# German umlauts may be typed as ä, ae or a: all three fold to the bare vowel.
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "ss"))


def fold(word: str) -> str:
    """A word without case, accents and umlaut spellings: `Müller`, `MUELLER` → `muller`."""
    word = unicodedata.normalize("NFC", word).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    for spelled, short in _DIGRAPHS:
        bare = bare.replace(spelled, short)
    return bare


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [fold(word) for word in _WORD.findall(text)]


def index_text(*texts: str) -> str:
    """Texts as stored for search: folded words, each with a space before and after."""
    return f" {' '.join(token for text in texts for token in tokens(text))} "
