"""A manuscript: everything that editors write about one interview, as frozen dataclasses and as JSON."""

import hashlib
import json
import re
from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass, fields, replace
from functools import cached_property
from typing import Any, Literal

SCHEMA = 2

Role = Literal["asker", "expert"]

_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def one_kind_of_line_end(text: str) -> str:
    """Forms send CR LF, files and imports LF: only one of them is kept, or every line would seem to have changed."""
    return _LINE_END.sub("\n", text)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part. `key` is the identity and stays when the label changes; `expert` is a primary key."""

    key: str
    label: str
    role: Role
    expert: int | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange. `anchor` is its identity; `asked_by` and `answered_by` are keys of persons or empty.

    `start` is its place in the recording in seconds.
    """

    anchor: str
    heading: str = ""
    note: str = ""
    question: str = ""
    answer: str = ""
    asked_by: str = ""
    answered_by: str = ""
    start: float | None = None

    @property
    def texts(self) -> Mapping[str, str]:
        """Everything that somebody wrote in it, by field."""
        return {name: getattr(self, name) for name in TEXTS}

    @property
    def is_empty(self) -> bool:
        return not any(self.texts.values())


TEXTS = ("heading", "note", "question", "answer")
EXCHANGE_FIELDS = tuple(field.name for field in fields(Exchange) if field.name != "anchor")


@dataclass(frozen=True)
class Manuscript:
    """Everything about one interview. Texts are Markdown but for headline, kicker, slug and the image's fields.

    `lead_image` is a name in the media storage, `embargo_until` an ISO time, `topics` are primary keys in
    ascending order.
    """

    working_title: str = ""
    headline: str = ""
    kicker: str = ""
    standfirst: str = ""
    slug: str = ""
    language: str = "de"
    lead_image: str = ""
    lead_image_alt: str = ""
    lead_image_credit: str = ""
    notes: str = ""
    embargo_until: str | None = None
    topics: tuple[int, ...] = ()
    people: tuple[Person, ...] = ()
    exchanges: tuple[Exchange, ...] = ()

    def __post_init__(self) -> None:
        for kind, found in (("anchor", [e.anchor for e in self.exchanges]), ("person", [p.key for p in self.people])):
            if len(set(found)) != len(found):
                raise ValueError(f"a manuscript has each {kind} once")
        strangers = {key for e in self.exchanges for key in (e.asked_by, e.answered_by) if key} - set(self.by_key)
        if strangers:
            raise ValueError(f"nobody in this manuscript has the key {min(strangers)!r}")

    @cached_property
    def by_anchor(self) -> Mapping[str, Exchange]:
        return {exchange.anchor: exchange for exchange in self.exchanges}

    @cached_property
    def by_key(self) -> Mapping[str, Person]:
        return {person.key: person for person in self.people}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hex."""
        canonical = json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    def label(self, key: str) -> str:
        """The label of a person, empty for nobody."""
        person = self.by_key.get(key)
        return person.label if person else ""

    def to_json(self) -> dict[str, Any]:
        """JSON-ready data that `from_json` reads back as an equal manuscript."""
        return {"schema": SCHEMA, **asdict(self), "topics": list(self.topics)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Manuscript":
        """Read what `to_json` writes, of this schema or an older one. Raises ValueError for anything else."""
        data = dict(data)
        schema = data.pop("schema", 1)
        if schema not in (1, SCHEMA):
            raise ValueError(f"a manuscript of schema {schema!r} is newer than this program")
        try:
            if schema == 1:
                data = _from_schema_1(data)
            people = tuple(Person(**person) for person in data.pop("people"))
            exchanges = tuple(Exchange(**_clean(exchange)) for exchange in data.pop("exchanges"))
            return cls(**{**_clean(data), "topics": tuple(data["topics"]), "people": people, "exchanges": exchanges})
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is no manuscript: {error}") from error

    def with_exchange(self, exchange: Exchange) -> "Manuscript":
        """The same with another version of one exchange."""
        return replace(self, exchanges=tuple(exchange if e.anchor == exchange.anchor else e for e in self.exchanges))


SCALARS = tuple(field.name for field in fields(Manuscript) if field.name not in ("topics", "people", "exchanges"))


def free_label(label: str, taken: Container[str]) -> str:
    """The label, numbered where somebody has it; at most 100 characters if it has no more itself."""
    free, number = label, 2
    while free in taken:
        free, number = f"{label[:90]} ({number})", number + 1
    return free


def _clean(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one_kind_of_line_end(v) if isinstance(v, str) else v for name, v in values.items()}


def _from_schema_1(data: Mapping[str, Any]) -> dict[str, Any]:
    """Until 2026: fields under "interview", people found by their labels."""
    people = [
        {"key": p["label"], "label": p["label"], "role": p["role"], "expert": p["expert"]} for p in data["participants"]
    ]
    known = {person["key"] for person in people}
    exchanges = [
        {**e, **{name: e[name] if e[name] in known else "" for name in ("asked_by", "answered_by")}}
        for e in data["exchanges"]
    ]
    return {**data["interview"], "people": people, "exchanges": exchanges}
