"""What differs between two manuscripts, named for people: fields, people, topics and exchanges."""

from dataclasses import dataclass
from typing import Any, Literal

from .sequences import longest_rising
from .value import EXCHANGE_FIELDS, SCALARS, Exchange, Manuscript

Kind = Literal["changed", "added", "deleted", "moved"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    anchor     of the exchange, or empty
    field      a field of the piece or the exchange, "topics", "person"; empty for a whole exchange
    was, now   its values; of a whole exchange the exchange, of topics the primary keys, of a person the Person
    """

    kind: Kind
    anchor: str
    field: str
    was: Any = None
    now: Any = None


def changes(old: Manuscript, new: Manuscript) -> list[Change]:
    """All differences: first those of the piece, then the exchanges in their new order, deleted ones where they stood."""
    found = [
        Change("changed", "", name, getattr(old, name), getattr(new, name))
        for name in SCALARS
        if getattr(old, name) != getattr(new, name)
    ]
    if old.topics != new.topics:
        found.append(Change("changed", "", "topics", old.topics, new.topics))
    for key in dict.fromkeys((*old.by_key, *new.by_key)):
        was, now = old.by_key.get(key), new.by_key.get(key)
        if was != now:
            kind: Kind = "added" if was is None else "deleted" if now is None else "changed"
            found.append(Change(kind, "", "person", was, now))
    moved = _moved(old, new)
    for anchor in _reading_order(old, new):
        found += _of_exchange(old.by_anchor.get(anchor), new.by_anchor.get(anchor), moved=anchor in moved)
    return found


def _of_exchange(was: Exchange | None, now: Exchange | None, *, moved: bool) -> list[Change]:
    if was is None or now is None:
        there = was or now
        return [Change("added" if was is None else "deleted", there.anchor, "", was, now)] if there else []
    found = [Change("moved", now.anchor, "", was, now)] if moved else []
    return found + [
        Change("changed", now.anchor, name, getattr(was, name), getattr(now, name))
        for name in EXCHANGE_FIELDS
        if getattr(was, name) != getattr(now, name)
    ]


def _moved(old: Manuscript, new: Manuscript) -> set[str]:
    """The fewest exchanges whose moving explains the new order."""
    before = {e.anchor: place for place, e in enumerate(old.exchanges)}
    both = [e.anchor for e in new.exchanges if e.anchor in before]
    stayed = longest_rising([before[anchor] for anchor in both])
    return set(both) - {both[index] for index in stayed}


def _reading_order(old: Manuscript, new: Manuscript) -> list[str]:
    """The anchors of both: the new ones in their order, each that is gone after what it stood below."""
    gone: dict[str, list[str]] = {"": []}
    above = ""
    for exchange in old.exchanges:
        if exchange.anchor in new.by_anchor:
            above = exchange.anchor
        else:
            gone.setdefault(above, []).append(exchange.anchor)
    return gone[""] + [a for e in new.exchanges for a in (e.anchor, *gone.get(e.anchor, ()))]
