"""What a manuscript may hold, such that every database can keep it and every page show it."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from .value import SCALARS, TEXTS, Exchange, Manuscript, Person

# Characters; what the fields of the database hold.
LIMITS = {
    "working_title": 300, "headline": 300, "kicker": 100, "slug": 100, "lead_image": 100, "lead_image_alt": 300,
    "lead_image_credit": 200, "heading": 300, "label": 100, "key": 120, "anchor": 80,
}  # fmt: skip
_LONGEST_TEXT = 200_000
_MOST_EXCHANGES = 10_000
_LATEST_START = 10_000_000
_LARGEST_KEY = 2**63 - 1
# PostgreSQL holds no NUL, UTF-8 no half of a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_SHAPES = {
    "slug": re.compile(r"[-a-zA-Z0-9_]*"),
    "language": re.compile("de|en"),
    "lead_image": re.compile(r"(?:bilder/[\w-]+(?:\.[\w-]+)*)?"),
    "anchor": re.compile(r"[-a-zA-Z0-9_]+"),
    "label": re.compile(r".+"),
    "key": re.compile(r".+"),
    "role": re.compile("asker|expert"),
}


class Impossible(ValueError):
    """An operation that this manuscript does not allow; `code` says why (a key of `REASONS` at the desk)."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def check(before: Manuscript, after: Manuscript) -> None:
    """Look at what a step changed. Raises Impossible, OverflowError, TypeError or ValueError."""
    for name in SCALARS:
        value = getattr(after, name)
        if value != getattr(before, name):
            _check_moment(value) if name == "embargo_until" else _check_text(name, value)
    if after.topics != before.topics:
        for topic in after.topics:
            _check_primary_key(topic)
    if after.people != before.people:
        _check_people(after.people)
    for exchange in after.exchanges:
        if exchange is not before.by_anchor.get(exchange.anchor):
            _check_exchange(exchange)
    if len(after.exchanges) > max(_MOST_EXCHANGES, len(before.exchanges)):
        raise Impossible("too_many")


def _check_exchange(exchange: Exchange) -> None:
    for name in ("anchor", *TEXTS):
        _check_text(name, getattr(exchange, name))
    start = exchange.start
    if start is not None and (type(start) not in (int, float) or not 0 <= start < _LATEST_START):
        raise Impossible("malformed")


def _check_people(people: Iterable[Person]) -> None:
    labels: set[str] = set()
    for person in people:
        for name in ("key", "label", "role"):
            _check_text(name, getattr(person, name))
        if person.label in labels:
            raise Impossible("label_taken", label=person.label)
        labels.add(person.label)
        if person.expert is not None:
            _check_primary_key(person.expert)
            if person.role == "asker":
                raise Impossible("malformed")


def _check_text(name: str, value: Any) -> None:
    if not isinstance(value, str) or _UNSTORABLE.search(value):
        raise Impossible("malformed")
    limit = LIMITS.get(name, _LONGEST_TEXT)
    if len(value) > limit:
        raise Impossible("too_long", limit=limit)
    if name in _SHAPES and not _SHAPES[name].fullmatch(value):
        raise Impossible("malformed")


def _check_moment(value: Any) -> None:
    # At the ends of time other time zones are outside of it.
    if value is not None and (
        (moment := datetime.fromisoformat(value)).tzinfo is None or not 1900 <= moment.year < 9999
    ):
        raise Impossible("malformed")


def _check_primary_key(value: Any) -> None:
    if type(value) is not int or not 0 < value <= _LARGEST_KEY:
        raise Impossible("malformed")
