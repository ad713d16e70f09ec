"""What changed between two states of a manuscript, in words and word by word."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from django.core.files.storage import default_storage
from django.utils.translation import gettext, gettext_noop

from interviews.manuscripts.changes import Change, changes
from interviews.manuscripts.sequences import in_common
from interviews.manuscripts.value import SCALARS, TEXTS, Exchange, Manuscript, Person
from interviews.models import Expert, Topic

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
# A word or two that happen to be the same between two changes would only tear them to pieces.
_LEAST_SAME = 3
# Of what stayed the same so many characters are shown before and after a change.
_AROUND = 160
_WRITTEN = {*TEXTS, *SCALARS} - {"slug", "language", "lead_image", "embargo_until"}

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
    "changed": gettext_noop("changed"), "added": gettext_noop("added"), "deleted": gettext_noop("deleted"),
    "moved": gettext_noop("moved"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: `same`, `added`, `removed`, or `skipped` and not shown, for it is the same."""

    kind: Literal["same", "added", "removed", "skipped"]
    text: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A change as the desk shows it: of which field, what happened if that is not plain, and the words.

    Of the lead image there are no words, but the addresses of the pictures before and after; empty for none.
    """

    field: str
    what: str
    parts: Sequence[Part] = ()
    pictures: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something changed: the piece as a whole, or an exchange with its number and first words."""

    number: int | None
    about: str
    shown: list[Shown]


@dataclass(frozen=True, slots=True)
class Summary:
    """How much two manuscripts differ.

    exchanges, words      how many were changed, added, deleted, moved, by these words; none that is 0
    fields                of the piece as a whole
    """

    exchanges: dict[str, int]
    words: dict[str, int]
    fields: tuple[str, ...]

    @property
    def lines(self) -> list[str]:
        """The same as people say it."""
        said = []
        if self.exchanges:
            said.append(gettext("Exchanges: %(counts)s") % {"counts": _counted(self.exchanges)})
        if self.fields:
            names = ", ".join(gettext(FIELD_NAMES[name]) for name in self.fields)
            said.append(gettext("Fields: %(names)s") % {"names": names})
        if self.words:
            said.append(gettext("Words: %(counts)s") % {"counts": _counted(self.words)})
        return said


def summary(old: Manuscript, new: Manuscript) -> Summary:
    """How much there is to see in `compare`; asks the database nothing."""
    found = changes(old, new)
    kinds = {anchor: {c.kind for c in of_one} for anchor, of_one in groupby(found, lambda c: c.anchor) if anchor}
    exchanges = {kind: sum(kind in of_one for of_one in kinds.values()) for kind in _KINDS}
    words = {"added": 0, "deleted": 0}
    for change in found:
        if change.field in _WRITTEN or (not change.field and change.kind != "moved"):
            for part in word_changes(in_words(change.field, change.was), in_words(change.field, change.now)):
                if part.kind != "same":
                    words["added" if part.kind == "added" else "deleted"] += len(part.text.split())
    fields = tuple(dict.fromkeys(change.field for change in found if not change.anchor))
    return Summary(_without_zeros(exchanges), _without_zeros(words), fields)


def _without_zeros(counts: dict[str, int]) -> dict[str, int]:
    return {kind: count for kind, count in counts.items() if count}


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {gettext(_KINDS[kind])}" for kind, count in counts.items())


def compare(old: Manuscript, new: Manuscript) -> list[Place]:
    """Every change between two manuscripts, by the place where it is."""
    was, now = ({e.anchor: number for number, e in enumerate(piece.exchanges, 1)} for piece in (old, new))
    experts = expert_names((*old.people, *new.people))

    def shown(change: Change) -> Shown:
        field = gettext(FIELD_NAMES[change.field]) if change.field else ""
        if change.kind == "moved":
            places = {"old": was[change.anchor], "new": now[change.anchor]}
            return Shown(field, gettext("moved from place %(old)s to place %(new)s") % places)
        if change.field == "lead_image":
            return Shown(field, "", pictures=(_address(change.was), _address(change.now)))
        parts = word_changes(
            in_words(change.field, change.was, old, experts=experts),
            in_words(change.field, change.now, new, experts=experts),
        )
        return Shown(field, gettext(_KINDS[change.kind]) if change.kind != "changed" else "", _shortened(parts))

    return [
        Place(
            now.get(anchor) or was.get(anchor),
            opening_words(new.by_anchor.get(anchor) or old.by_anchor.get(anchor)),
            [shown(change) for change in of_one],
        )
        for anchor, of_one in groupby(changes(old, new), lambda change: change.anchor)
    ]


def _address(picture: str) -> str:
    return default_storage.url(picture) if picture else ""


def _shortened(parts: list[Part]) -> list[Part]:
    """The same without most of what has not changed, at the ends of words."""
    short: list[Part] = []
    for place, part in enumerate(parts):
        if part.kind != "same" or len(part.text) <= 3 * _AROUND:
            short.append(part)
            continue
        start = part.text[:_AROUND].rpartition(" ")[0] if place else ""
        end = part.text[-_AROUND:].partition(" ")[2] if place < len(parts) - 1 else ""
        short += [
            Part("same", start),
            Part("skipped", part.text[len(start) : len(part.text) - len(end)]),
            Part("same", end),
        ]
    return [part for part in short if part.text]


def opening_words(exchange: Exchange | None) -> str:
    """By which an exchange is recognised; empty if there is none."""
    return " ".join((exchange.question or exchange.answer or exchange.heading).split()[:8]) if exchange else ""


def in_words(field: str, value: Any, *manuscripts: Manuscript, experts: Mapping[int, str] | None = None) -> str:
    """A value as people would write it; the first of the manuscripts that knows a person names him or her.

    `experts` are names that are known already, by primary key.
    """
    if field in ("asked_by", "answered_by"):
        return next(filter(None, (manuscript.label(value) for manuscript in manuscripts)), value or "")
    if field == "topics":
        return ", ".join(Topic.objects.filter(pk__in=value or ()).values_list("name", flat=True))
    if isinstance(value, Person):
        names = expert_names([value]) if experts is None else experts
        role = gettext("Interviewer") if value.role == "asker" else gettext("Expert")
        return " · ".join(filter(None, (value.label, role, names.get(value.expert or 0))))
    if isinstance(value, Exchange):
        return "\n\n".join(filter(None, value.texts.values()))
    return "" if value is None else str(value)


def expert_names(people: Iterable[Person]) -> dict[int, str]:
    """The names of the experts among some people, by primary key; in one query."""
    return dict(Expert.objects.filter(pk__in={p.expert for p in people if p.expert}).values_list("pk", "name"))


def word_changes(was: str, now: str) -> list[Part]:
    """The words of both texts in their order, as parts."""
    a, b = _WORD.findall(was), _WORD.findall(now)
    parts: list[Part] = []
    removed = added = ""
    i = j = 0
    for start_a, start_b, length in _runs(a, b):
        removed += "".join(a[i:start_a])
        added += "".join(b[j:start_b])
        same = "".join(a[start_a : start_a + length])
        i, j = start_a + length, start_b + length
        inside = (start_a or start_b) and (i < len(a) or j < len(b))
        if inside and len(same.split()) < _LEAST_SAME:
            removed, added = removed + same, added + same
            continue
        parts += [Part("removed", removed), Part("added", added), Part("same", same)]
        removed = added = ""
    parts += [Part("removed", removed + "".join(a[i:])), Part("added", added + "".join(b[j:]))]
    return [part for part in parts if part.text]


def _runs(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    """Where the same stands in both without a break: the start in either, and the length."""
    runs: list[tuple[int, int, int]] = []
    for i, j in in_common(a, b):
        if runs and (i, j) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((i, j, 1))
    return runs
