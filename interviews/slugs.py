"""URL parts from German and English text."""

from collections.abc import Container

from django.utils.text import slugify

_TRANSLITERATION = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "æ": "ae",
        "ø": "o",
        "ı": "i",
    }
)


def make_slug(text: str, *, max_length: int = 80) -> str:
    """A slug that spells umlauts out and ends with a whole word: `Küche & Bad` → `kueche-bad`."""
    slug = slugify(text.translate(_TRANSLITERATION))
    if len(slug) > max_length:
        slug = slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]
    return slug


def make_unique_slug(text: str, taken: Container[str], *, fallback: str, max_length: int = 80) -> str:
    """Like `make_slug`, numbered where the slug is taken, `fallback` where the text has no letters."""
    base = make_slug(text, max_length=max_length) or fallback
    slug, number = base, 2
    while slug in taken:
        slug = f"{base}-{number}"
        number += 1
    return slug
