"""What an editor does to a manuscript, one small step at a time: pure functions on JSON-ready operations.

An operation is a dict with "op" and the arguments of the function of that name below. Each can be undone by the
operation that `inverse` makes of the two states.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from .checks import LIMITS, Impossible, check
from .value import EXCHANGE_FIELDS, SCALARS, TEXTS, Exchange, Manuscript, Person, Role, one_kind_of_line_end

_FORBIDDEN_IN_LABELS = frozenset("*[]|:\n")
_TEMPORARY_ANCHOR = re.compile("neu-[a-z0-9]+")
_OF_PIECE = (*SCALARS, "topics")


def apply(manuscript: Manuscript, operation: Mapping[str, Any]) -> Manuscript:
    """The manuscript after an operation. Raises Impossible."""
    arguments = {name: value for name, value in operation.items() if name not in ("op", "id")}
    function = _OPERATIONS.get(str(operation.get("op")))
    if function is None:
        raise Impossible("unknown_operation")
    try:
        after = function(manuscript, **arguments)
        check(manuscript, after)
    except Impossible:
        raise
    except (TypeError, KeyError, AttributeError, ValueError, OverflowError) as error:
        raise Impossible("malformed") from error
    return after


def inverse(before: Manuscript, after: Manuscript) -> dict[str, Any]:
    """The operation that leads from `after` back to `before`, in proportion to what differs.

    It is refused once what it would put back has been changed again.
    """
    back: dict[str, Any] = {
        "op": "restore",
        "fields": {n: getattr(before, n) for n in _OF_PIECE if getattr(before, n) != getattr(after, n)},
        "exchanges": {
            anchor: _what_differed(before.by_anchor.get(anchor), after.by_anchor.get(anchor))
            for anchor in dict.fromkeys((*before.by_anchor, *after.by_anchor))
            if before.by_anchor.get(anchor) != after.by_anchor.get(anchor)
        },
    }
    if before.people != after.people:
        back["people"] = [asdict(person) for person in before.people]
    order = [exchange.anchor for exchange in before.exchanges]
    if order != [exchange.anchor for exchange in after.exchanges]:
        back["order"] = order
    back["found"] = _seal(after, back["fields"], back["exchanges"], "people" in back)
    return back


def _what_differed(was: Exchange | None, now: Exchange | None) -> dict[str, Any] | None:
    """The fields of `was` that are different now; all of them if it is gone, None if it was not there."""
    if was is None or now is None:
        return asdict(was) if was else None
    return {name: getattr(was, name) for name in EXCHANGE_FIELDS if getattr(was, name) != getattr(now, name)}


def _seal(
    manuscript: Manuscript, fields: Mapping[str, Any], exchanges: Mapping[str, Mapping[str, Any] | None], people: bool
) -> str:
    """A digest of the parts that a `restore` would replace. Anchors are not in it: saving changes temporary ones."""
    found = [repr((name, getattr(manuscript, name))) for name in fields]
    for anchor, values in exchanges.items():
        exchange = manuscript.by_anchor.get(anchor)
        names = sorted(set(EXCHANGE_FIELDS if values is None else values) - {"anchor"})
        found.append(repr([(name, getattr(exchange, name)) for name in names] if exchange else None))
    found += [repr(manuscript.people)] if people else []
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()[:16]


def restore(
    manuscript: Manuscript,
    fields: Mapping[str, Any],
    exchanges: Mapping[str, Mapping[str, Any] | None],
    people: list[Mapping[str, Any]] | None = None,
    order: list[str] | None = None,
    found: str = "",
) -> Manuscript:
    """Put parts back as they were; exchanges that are not named stay, in the order given as far as it knows them."""
    if not set(fields) <= set(_OF_PIECE):
        raise Impossible("malformed")
    if found and found != _seal(manuscript, fields, exchanges, people is not None):
        raise Impossible("changed_since")
    known = dict(manuscript.by_anchor)
    for anchor, values in exchanges.items():
        if values is None:
            known.pop(anchor, None)
        elif values.get("anchor", anchor) != anchor:
            raise Impossible("malformed")
        else:
            known[anchor] = replace(known[anchor], **values) if anchor in known else Exchange(**values)
    anchors = [a for a in order or [] if a in known]
    placed = set(anchors)
    anchors += [a for a in known if a not in placed]
    everybody = tuple(Person(**person) for person in people) if people is not None else manuscript.people
    keys = {person.key for person in everybody}
    settled = [_without_strangers(known[anchor], keys) for anchor in anchors]
    values = {**fields, "topics": tuple(sorted(set(fields.get("topics", manuscript.topics))))}
    return replace(manuscript, **values, people=everybody, exchanges=tuple(settled))


def _without_strangers(exchange: Exchange, keys: set[str]) -> Exchange:
    return replace(
        exchange,
        asked_by=exchange.asked_by if exchange.asked_by in keys else "",
        answered_by=exchange.answered_by if exchange.answered_by in keys else "",
    )


def set_field(manuscript: Manuscript, name: str, value: str | None, was: str | None = None) -> Manuscript:
    """Another value for a field of the piece; of a text, `was` is what the writer saw there before."""
    if name not in SCALARS or name == "lead_image":
        raise Impossible("malformed")
    if name == "embargo_until":
        moment = datetime.fromisoformat(value).astimezone(UTC).isoformat() if value else None
        return replace(manuscript, embargo_until=moment)
    values: dict[str, Any] = {name: _unless_changed(name, getattr(manuscript, name), _cleaned(name, value or ""), was)}
    return replace(manuscript, **values)


def set_picture(manuscript: Manuscript, name: str) -> Manuscript:
    """Another lead image, by its name in the media storage; none if empty."""
    return replace(manuscript, lead_image=name)


def set_topics(manuscript: Manuscript, topics: list[int]) -> Manuscript:
    return replace(manuscript, topics=tuple(sorted(set(map(int, topics)))))


def set_text(manuscript: Manuscript, anchor: str, field: str, text: str, was: str | None = None) -> Manuscript:
    """Another text; `was` is what the writer saw there before."""
    if field not in TEXTS:
        raise Impossible("malformed")
    exchange = _at(manuscript, anchor)
    values: dict[str, Any] = {field: _unless_changed(field, getattr(exchange, field), _cleaned(field, text), was)}
    return manuscript.with_exchange(replace(exchange, **values))


def _unless_changed(name: str, present: str, text: str, was: str | None) -> str:
    """The text. What stands there now is not replaced unseen by somebody who began to write before it was there."""
    if was is not None and present not in (text, _cleaned(name, was)):
        raise Impossible("changed_meanwhile", theirs=present)
    return text


def set_voice(manuscript: Manuscript, anchor: str, field: str, key: str) -> Manuscript:
    if field not in ("asked_by", "answered_by") or (key and key not in manuscript.by_key):
        raise Impossible("malformed")
    values: dict[str, Any] = {field: key}
    return manuscript.with_exchange(replace(_at(manuscript, anchor), **values))


def set_start(manuscript: Manuscript, anchor: str, start: float | None) -> Manuscript:
    exchange = replace(_at(manuscript, anchor), start=None if start is None else float(start))
    return manuscript.with_exchange(exchange)


def insert(manuscript: Manuscript, anchor: str, after: str) -> Manuscript:
    """A new, empty exchange behind `after`, or as the first."""
    return _placed(manuscript, Exchange(_new_anchor(manuscript, anchor)), after)


def delete(manuscript: Manuscript, anchor: str) -> Manuscript:
    _at(manuscript, anchor)
    return replace(manuscript, exchanges=tuple(e for e in manuscript.exchanges if e.anchor != anchor))


def move(manuscript: Manuscript, anchor: str, after: str) -> Manuscript:
    """Put an exchange behind another, or first."""
    if anchor == after:
        return manuscript
    return _placed(delete(manuscript, anchor), _at(manuscript, anchor), after)


def split(manuscript: Manuscript, anchor: str, field: str, at: int, new: str) -> Manuscript:
    """Cut a question or answer before its character `at`; what follows is a new exchange below."""
    exchange = _at(manuscript, anchor)
    if field not in ("question", "answer"):
        raise Impossible("malformed")
    text = getattr(exchange, field)
    head, tail = text[:at].rstrip(), text[at:].lstrip()
    if not head or not tail:
        raise Impossible("nothing_to_split")
    _new_anchor(manuscript, new)
    if field == "question":
        first = replace(exchange, question=head, answer="", answered_by="")
        second = replace(exchange, anchor=new, heading="", note="", question=tail, start=None)
    else:
        first = replace(exchange, answer=head)
        second = Exchange(new, answer=tail, answered_by=exchange.answered_by)
    return _placed(manuscript.with_exchange(first), second, anchor)


def join(manuscript: Manuscript, anchor: str) -> Manuscript:
    """Make one of an exchange and the next: all its texts go on in this one, in the order in which they are read."""
    exchange = _at(manuscript, anchor)
    place = manuscript.exchanges.index(exchange)
    if place + 1 == len(manuscript.exchanges):
        raise Impossible("nothing_below")
    below = manuscript.exchanges[place + 1]
    if exchange.is_empty:
        joined = replace(below, anchor=anchor)
    elif not exchange.answer and not below.heading and not below.note:
        joined = replace(
            exchange,
            question=_paragraphs(exchange.question, below.question),
            answer=below.answer,
            asked_by=exchange.asked_by or below.asked_by,
            answered_by=below.answered_by,
        )
    else:
        added = (below.heading, below.note, below.question, below.answer)
        joined = replace(
            exchange,
            answer=_paragraphs(exchange.answer, *added),
            answered_by=exchange.answered_by or below.answered_by,
        )
    return delete(manuscript.with_exchange(joined), below.anchor)


def swap(manuscript: Manuscript, anchor: str) -> Manuscript:
    """What was the question is the answer, and the other way round; who speaks is asked anew where the role differs."""
    exchange = _at(manuscript, anchor)
    turned = replace(exchange, question=exchange.answer, answer=exchange.question, asked_by="", answered_by="")
    for role, field in (("asker", "asked_by"), ("expert", "answered_by")):
        only = [person.key for person in manuscript.people if person.role == role]
        text = turned.question if role == "asker" else turned.answer
        if text and len(only) == 1:
            turned = replace(turned, **{field: only[0]})  # type: ignore[arg-type]
    return manuscript.with_exchange(turned)


def add_person(manuscript: Manuscript, key: str, label: str, role: Role) -> Manuscript:
    if key in manuscript.by_key:
        raise Impossible("malformed")
    person = Person(key, _label(manuscript, key, label), _role(role))
    return replace(manuscript, people=(*manuscript.people, person))


def set_person(manuscript: Manuscript, key: str, label: str, role: Role, expert: int | None) -> Manuscript:
    """Another label, role or expert for somebody; where the role changes, all that he or she says changes with it."""
    old = _person(manuscript, key)
    person = Person(
        key, _label(manuscript, key, label), _role(role), int(expert) if expert and role == "expert" else None
    )
    people = tuple(person if p.key == key else p for p in manuscript.people)
    changed = replace(manuscript, people=people)
    if person.role != old.role:
        return replace(changed, exchanges=tuple(_with_role(e, key, person.role) for e in manuscript.exchanges))
    return changed


def _with_role(exchange: Exchange, key: str, role: Role) -> Exchange:
    """What an asker says is a question and what an expert says an answer, unless the place is taken."""
    if role == "expert" and exchange.asked_by == key:
        if exchange.answer:
            return replace(exchange, asked_by="")
        return replace(exchange, question="", answer=exchange.question, asked_by="", answered_by=key)
    if role == "asker" and exchange.answered_by == key:
        if exchange.question:
            return replace(exchange, answered_by="")
        return replace(exchange, question=exchange.answer, answer="", asked_by=key, answered_by="")
    return exchange


def remove_person(manuscript: Manuscript, key: str) -> Manuscript:
    _person(manuscript, key)
    if any(key in (e.asked_by, e.answered_by) for e in manuscript.exchanges):
        raise Impossible("speaks", label=manuscript.label(key))
    return replace(manuscript, people=tuple(p for p in manuscript.people if p.key != key))


def merge_people(manuscript: Manuscript, key: str, into: str) -> Manuscript:
    """All that one person says is said by the other of the same role."""
    gone, kept = _person(manuscript, key), _person(manuscript, into)
    if key == into or gone.role != kept.role:
        raise Impossible("other_role")
    exchanges = tuple(
        replace(
            e,
            asked_by=into if e.asked_by == key else e.asked_by,
            answered_by=into if e.answered_by == key else e.answered_by,
        )
        for e in manuscript.exchanges
    )
    people = tuple(
        replace(p, expert=p.expert or gone.expert) if p.key == into else p for p in manuscript.people if p.key != key
    )
    return replace(manuscript, people=people, exchanges=exchanges)


_OPERATIONS: Mapping[str, Callable[..., Manuscript]] = {
    function.__name__: function
    for function in (
        set_field, set_picture, set_topics, set_text, set_voice, set_start, insert, delete, move, split, join, swap,
        add_person, set_person, remove_person, merge_people, restore,
    )
}  # fmt: skip


def _at(manuscript: Manuscript, anchor: str) -> Exchange:
    if anchor not in manuscript.by_anchor:
        raise Impossible("gone")
    return manuscript.by_anchor[anchor]


def _person(manuscript: Manuscript, key: str) -> Person:
    if key not in manuscript.by_key:
        raise Impossible("gone")
    return manuscript.by_key[key]


def _placed(manuscript: Manuscript, exchange: Exchange, after: str) -> Manuscript:
    place = 0
    if after:
        place = manuscript.exchanges.index(_at(manuscript, after)) + 1
    rows = manuscript.exchanges
    return replace(manuscript, exchanges=(*rows[:place], exchange, *rows[place:]))


def _new_anchor(manuscript: Manuscript, anchor: str) -> str:
    if not _TEMPORARY_ANCHOR.fullmatch(anchor) or anchor in manuscript.by_anchor:
        raise Impossible("malformed")
    return anchor


def _cleaned(name: str, value: str) -> str:
    text = "".join(
        c for c in one_kind_of_line_end(value) if (c >= " " and not "\ud800" <= c <= "\udfff") or c in "\n\t"
    )
    return " ".join(text.split("\n")) if name in LIMITS else text


def _label(manuscript: Manuscript, key: str, label: str) -> str:
    label = " ".join(_cleaned("label", label).split())
    if not label or label in ("?", "!", "?!") or _FORBIDDEN_IN_LABELS & set(label):
        raise Impossible("bad_label")
    if any(person.label == label and person.key != key for person in manuscript.people):
        raise Impossible("label_taken", label=label)
    return label


def _role(role: str) -> Role:
    if role == "asker":
        return "asker"
    if role == "expert":
        return "expert"
    raise Impossible("malformed")


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(filter(None, texts))
