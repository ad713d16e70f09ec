"""What changed between two states of a manuscript, in words and word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from django.utils.translation import gettext, gettext_noop

from interviews.manuscripts.changes import Change, changes
from interviews.manuscripts.value import Exchange, Manuscript, Person
from interviews.models import Expert, Topic

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+|\n|$)\s*")
# Words times words; beyond, texts are compared sentence by sentence, for the time grows with the product.
_MOST_WORDS = 4_000_000
_LEAST_SAME = 3

FIELD_NAMES = {
    "working_title": gettext_noop("working title"), "headline": gettext_noop("headline"), "kicker": gettext_noop("kicker"),
    "standfirst": gettext_noop("standfirst"), "slug": gettext_noop("slug"), "language": gettext_noop("language"),
    "lead_image": gettext_noop("lead image"), "lead_image_alt": gettext_noop("description of the image"),
    "lead_image_credit": gettext_noop("image credit"), "notes": gettext_noop("editors’ notes"),
    "embargo_until": gettext_noop("embargo until"), "heading": gettext_noop("section heading above"),
    "note": gettext_noop("editorial note above"), "question": gettext_noop("question"), "answer": gettext_noop("answer"),
    "asked_by": gettext_noop("asked by"), "answered_by": gettext_noop("answered by"), "start": gettext_noop("start in the recording"),
    "label": gettext_noop("label"), "role": gettext_noop("role"), "expert": gettext_noop("expert"), "topics": gettext_noop("topics"),
    "person": gettext_noop("participant"), "": gettext_noop("exchange"),
}  # fmt: skip
_KINDS = {
    "added": gettext_noop("added"), "deleted": gettext_noop("deleted"), "moved": gettext_noop("moved"), "changed": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: `same`, `added` or `removed`."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as the desk shows it: what it is about, what happened, and the words."""

    where: str
    what: str
    parts: list[Part]


def compare(old: Manuscript, new: Manuscript) -> list[Shown]:
    """Every change between two manuscripts."""
    return [_shown(change, old, new) for change in changes(old, new)]


def _shown(change: Change, old: Manuscript, new: Manuscript) -> Shown:
    where = gettext(FIELD_NAMES[change.field])
    if change.anchor:
        about = opening_words(new.by_anchor.get(change.anchor) or old.by_anchor[change.anchor])
        where = f"{about} … – {where}" if about else where
    if change.kind == "moved":
        return Shown(where, gettext("moved"), [])
    parts = word_changes(in_words(change.field, change.was, old), in_words(change.field, change.now, new))
    what = _KINDS[change.kind]
    return Shown(where, gettext(what) if what else "", parts)


def opening_words(exchange: Exchange | None) -> str:
    """By which an exchange is recognised; empty if there is none."""
    return " ".join((exchange.question or exchange.answer or exchange.heading).split()[:8]) if exchange else ""


def in_words(field: str, value: Any, *manuscripts: Manuscript) -> str:
    """A value as people would write it; the first of the manuscripts that knows a person names him or her."""
    if field in ("asked_by", "answered_by"):
        return next(filter(None, (manuscript.label(value) for manuscript in manuscripts)), value or "")
    if field == "topics":
        return ", ".join(Topic.objects.filter(pk__in=value or ()).values_list("name", flat=True))
    if isinstance(value, Person):
        expert = Expert.objects.filter(pk=value.expert).first() if value.expert else None
        role = gettext("Interviewer") if value.role == "asker" else gettext("Expert")
        return f"{value.label} · {role}" + (f" · {expert.name}" if expert else "")
    if isinstance(value, Exchange):
        return "\n\n".join(filter(None, value.texts.values()))
    return "" if value is None else str(value)


def word_changes(was: str, now: str) -> list[Part]:
    """The words of both texts in their order, as parts."""
    a, b = _WORD.findall(was), _WORD.findall(now)
    if len(a) * len(b) > _MOST_WORDS:
        a, b = _SENTENCE.findall(was), _SENTENCE.findall(now)
    matcher = SequenceMatcher(None, a, b, autojunk=len(a) * len(b) > _MOST_WORDS)
    parts: list[Part] = []
    removed = added = ""
    opcodes = matcher.get_opcodes()
    for place, (tag, i1, i2, j1, j2) in enumerate(opcodes):
        inside = 0 < place < len(opcodes) - 1
        if tag == "equal" and not (inside and len("".join(a[i1:i2]).split()) < _LEAST_SAME):
            parts += [part for part in (Part("removed", removed), Part("added", added)) if part.text]
            parts.append(Part("same", "".join(a[i1:i2])))
            removed = added = ""
            continue
        # A word or two that happen to be the same between two changes would only tear them to pieces.
        removed += "".join(a[i1:i2])
        added += "".join(b[j1:j2])
    return parts + [part for part in (Part("removed", removed), Part("added", added)) if part.text]
