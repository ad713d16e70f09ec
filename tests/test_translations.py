"""German is complete, and what is compiled is what is written."""

import re
from pathlib import Path

import polib

FOLDER = Path(__file__).parent.parent / "locale" / "de" / "LC_MESSAGES"


def test_every_string_is_translated_with_its_placeholders() -> None:
    catalogue = polib.pofile(str(FOLDER / "django.po"))
    assert len(catalogue) > 200
    for entry in catalogue:
        texts = list(entry.msgstr_plural.values()) or [entry.msgstr]
        assert all(texts) and not entry.fuzzy, entry.msgid
        for text in texts:
            assert sorted(re.findall(r"%\(\w+\)s", text)) == sorted(re.findall(r"%\(\w+\)s", entry.msgid)), entry.msgid


def test_compiled_catalogue_is_current() -> None:
    written = {e.msgid: e.msgstr or e.msgstr_plural for e in polib.pofile(str(FOLDER / "django.po"))}
    compiled = {e.msgid: e.msgstr or e.msgstr_plural for e in polib.mofile(str(FOLDER / "django.mo"))}
    assert compiled == written
