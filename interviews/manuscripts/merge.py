"""Three-way merging: what two editors made of the same manuscript, together."""

import hashlib
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from .value import EXCHANGE_FIELDS, SCALARS, TEXTS, Exchange, Manuscript, Person, free_label

Kind = Literal["piece", "person", "exchange"]
_FREE_TEXTS = frozenset(SCALARS) - {"slug", "language", "lead_image", "embargo_until"} | frozenset(TEXTS)
_PERSON_FIELDS = ("label", "role", "expert")


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both changed, each in another way.

    kind, key            of the whole piece (no key), a person (key) or an exchange (anchor)
    field                its name; empty if one side deleted what the other changed: there None stands for the deleted
    base, mine, theirs   its values
    """

    kind: Kind
    key: str
    field: str
    base: Any
    mine: Any
    theirs: Any

    @property
    def is_text(self) -> bool:
        """Whether it may be settled by a text that is neither version."""
        return self.kind != "person" and self.field in _FREE_TEXTS

    @property
    def id(self) -> str:
        """The same only for the same versions: a choice between two must not decide about a third."""
        versions = hashlib.sha256(repr((self.mine, self.theirs)).encode()).hexdigest()[:12]
        return f"{self.kind}:{self.key}:{self.field}:{versions}"


@dataclass(frozen=True, slots=True)
class Merged:
    """The manuscript with all that could be merged; where there is a conflict, with my version."""

    manuscript: Manuscript
    conflicts: tuple[Conflict, ...]


def merge(base: Manuscript, mine: Manuscript, theirs: Manuscript) -> Merged:
    """What `mine` and `theirs` made of `base`, field by field.

    No word of either side is lost without a conflict, but for what its own author deleted: what one deleted and the
    other changed stays, and is a conflict.
    """
    sides = (base, mine, theirs)
    found = _Settling()
    scalars = {name: found.settle("piece", "", name, *(getattr(side, name) for side in sides)) for name in SCALARS}
    topics = (set(mine.topics) & set(theirs.topics)) | ((set(mine.topics) ^ set(theirs.topics)) - set(base.topics))
    people = found.people(*(side.by_key for side in sides))
    exchanges = found.exchanges(*(side.by_anchor for side in sides))
    people += _still_needed(exchanges, people, mine, theirs)
    merged = Manuscript(
        **scalars, topics=tuple(sorted(topics)), people=tuple(_distinct(people)), exchanges=tuple(exchanges)
    )
    return Merged(merged, tuple(found.conflicts))


class _Settling:
    """Collects conflicts while values are settled."""

    def __init__(self) -> None:
        self.conflicts: list[Conflict] = []

    def settle(self, kind: Kind, key: str, field: str, was: Any, mine: Any, theirs: Any) -> Any:
        if mine == theirs or theirs == was:
            return mine
        if mine == was:
            return theirs
        self.conflicts.append(Conflict(kind, key, field, was, mine, theirs))
        return mine

    def _each[T](
        self,
        kind: Kind,
        sides: tuple[Mapping[str, T], Mapping[str, T], Mapping[str, T]],
        fields: Sequence[str],
        changed: Callable[[T, Mapping[str, Any]], T],
    ) -> list[T]:
        base, mine, theirs = sides
        found = []
        for key in _order(list(base), list(mine), list(theirs)):
            was, one, other = base.get(key), mine.get(key), theirs.get(key)
            if one is not None and other is not None:
                values = {
                    name: self.settle(kind, key, name, *(getattr(value, name, None) for value in (was, one, other)))
                    for name in fields
                }
                found.append(changed(one, values))
                continue
            kept = one if one is not None else other
            if kept is None or kept == was:
                # Deleted by one, untouched by the other.
                continue
            if was is not None:
                self.conflicts.append(Conflict(kind, key, "", was, one, other))
            found.append(kept)
        return found

    def people(self, *sides: Mapping[str, Person]) -> list[Person]:
        return self._each("person", sides, _PERSON_FIELDS, lambda one, values: replace(one, **values))  # type: ignore[arg-type]

    def exchanges(self, *sides: Mapping[str, Exchange]) -> list[Exchange]:
        return self._each("exchange", sides, EXCHANGE_FIELDS, lambda one, values: replace(one, **values))  # type: ignore[arg-type]


def _still_needed(
    exchanges: Sequence[Exchange], people: Sequence[Person], mine: Manuscript, theirs: Manuscript
) -> list[Person]:
    """People whom one side took out while the other gave them something to say."""
    known = {person.key for person in people}
    needed = dict.fromkeys(key for e in exchanges for key in (e.asked_by, e.answered_by) if key and key not in known)
    return [mine.by_key.get(key) or theirs.by_key[key] for key in needed]


def _distinct(people: Sequence[Person]) -> list[Person]:
    """The people with labels that differ: two editors may have given two of them the same."""
    taken: set[str] = set()
    found = []
    for person in people:
        label = free_label(person.label, taken)
        taken.add(label)
        found.append(replace(person, label=label))
    return found


def _order[K: Hashable](base: Sequence[K], mine: Sequence[K], theirs: Sequence[K]) -> list[K]:
    """All keys of both sides in one order: theirs, with what I moved or added behind what it follows in mine."""
    in_base, in_mine, in_theirs = set(base), set(mine), set(theirs)
    kept_by_me, still_there = [k for k in mine if k in in_base], [k for k in base if k in in_mine]
    stayed: set[K] = set()
    for block in SequenceMatcher(None, still_there, kept_by_me, autojunk=False).get_matching_blocks():
        stayed.update(still_there[block.a : block.a + block.size])
    moved = {k for k in mine if (k in in_base and k not in stayed) or k not in in_theirs}
    order = [k for k in theirs if k not in moved]
    placed = set(order)
    for place, key in enumerate(mine):
        if key not in moved:
            continue
        before = next((k for k in reversed(mine[:place]) if k in placed), None)
        order.insert(order.index(before) + 1 if before is not None else 0, key)
        placed.add(key)
    return order
