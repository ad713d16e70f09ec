"""Three-way merging: what two editors made of the same revision, together."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from .value import EXCHANGE_FIELDS, SCALARS, Exchange, Manuscript, Person


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both changed, each in another way.

    anchor   the exchange, or empty for a field of the whole piece
    field    its name; "exchange" if one side deleted what the other changed (then None stands for the deleted)
    """

    anchor: str
    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The manuscript with all that could be merged; where there is a conflict, with my version."""

    manuscript: Manuscript
    conflicts: tuple[Conflict, ...]


def merge(base: Manuscript, mine: Manuscript, theirs: Manuscript) -> Merged:
    """What `mine` and `theirs` made of `base`, field by field. Neither side's words are ever lost without a conflict:
    what one deleted and the other changed stays, and is one."""
    conflicts: list[Conflict] = []

    def settle(anchor: str, field: str, was: Any, one: Any, other: Any) -> Any:
        if one == other or other == was:
            return one
        if one == was:
            return other
        conflicts.append(Conflict(anchor, field, was, one, other))
        return one

    scalars = {name: settle("", name, *(getattr(m, name) for m in (base, mine, theirs))) for name in SCALARS}
    topics = (set(mine.topics) & set(theirs.topics)) | (set(mine.topics) ^ set(theirs.topics)) - set(base.topics)
    people = _people(base, mine, theirs, settle)
    exchanges = _exchanges(base, mine, theirs, settle)
    people += _still_needed(exchanges, people, mine, theirs)
    merged = Manuscript(**scalars, topics=tuple(sorted(topics)), people=tuple(people), exchanges=tuple(exchanges))
    return Merged(merged, tuple(conflicts))


type _Settle = Callable[[str, str, Any, Any, Any], Any]


def _people(base: Manuscript, mine: Manuscript, theirs: Manuscript, settle: _Settle) -> list[Person]:
    found = []
    for key in _order([p.key for p in base.people], [p.key for p in mine.people], [p.key for p in theirs.people]):
        was, one, other = base.by_key.get(key), mine.by_key.get(key), theirs.by_key.get(key)
        if one is None or other is None:
            # Who is gone on one side and untouched on the other is gone.
            kept = one or other
            if kept is not None and (was is None or kept != was):
                found.append(kept)
            continue
        values = {
            name: settle("", f"{name} of {key}", getattr(was, name, None), getattr(one, name), getattr(other, name))
            for name in ("label", "role", "expert")
        }
        found.append(Person(key, **values))
    return found


def _still_needed(
    exchanges: Sequence[Exchange], people: Sequence[Person], mine: Manuscript, theirs: Manuscript
) -> list[Person]:
    """People whom one side took out while the other gave them something to say."""
    known = {person.key for person in people}
    needed = dict.fromkeys(key for e in exchanges for key in (e.asked_by, e.answered_by) if key and key not in known)
    return [mine.by_key.get(key) or theirs.by_key[key] for key in needed]


def _exchanges(base: Manuscript, mine: Manuscript, theirs: Manuscript, settle: _Settle) -> list[Exchange]:
    found = []
    anchors = [[e.anchor for e in side.exchanges] for side in (base, mine, theirs)]
    for anchor in _order(*anchors):
        was, one, other = (side.by_anchor.get(anchor) for side in (base, mine, theirs))
        if one is None or other is None:
            kept = one or other
            if kept is None or kept == was:
                continue
            if was is not None:
                # One side deleted what the other was still changing: nothing of it is lost before somebody says so.
                settle(anchor, "exchange", was, one, other)
            found.append(kept)
            continue
        values = {
            name: settle(anchor, name, getattr(was, name, None), getattr(one, name), getattr(other, name))
            for name in EXCHANGE_FIELDS
        }
        found.append(replace(one, **values))
    return found


def _order[K: Hashable](base: Sequence[K], mine: Sequence[K], theirs: Sequence[K]) -> list[K]:
    """All keys of both sides in one order: theirs, with what I moved or added behind what it follows in mine."""
    if [k for k in mine if k in set(base)] == [k for k in base if k in set(mine)]:
        moved = {k for k in mine if k not in set(base)}
    else:
        stayed: set[K] = set()
        for block in SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks():
            stayed.update(base[block.a : block.a + block.size])
        moved = {k for k in mine if k not in stayed}
    missing = {k for k in mine if k not in set(theirs)}
    placed = [k for k in theirs if k not in moved]
    for place, key in enumerate(mine):
        if key in moved or key in missing:
            before = next((k for k in reversed(mine[:place]) if k in set(placed)), None)
            placed.insert(placed.index(before) + 1 if before is not None else 0, key)
    return placed
