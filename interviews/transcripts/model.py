"""What a transcript is, once understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .inline import plain

Role = Literal["asker", "expert", "unknown"]
Kind = Literal["question", "answer"]

LABEL_FORBIDS = frozenset("*[]|:\n")
LONGEST_LABEL = 100

KIND_OF: Mapping[Role, Kind] = {"asker": "question", "expert": "answer", "unknown": "answer"}


def _require_line(text: str) -> None:
    if not text.strip() or "\n" in text or text != text.strip(" \t"):
        raise ValueError(f"texts are single lines without outer space, not {text!r}")


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice: its label at the first occurrence, its role, and the full name if the text gives one.

    `aliases` are the other ways in which the file writes the label; they describe one import.
    """

    label: str
    role: Role
    name: str | None = None
    aliases: tuple[str, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        _require_line(self.label)
        if LABEL_FORBIDS & set(self.label) or self.label in "?!" or len(self.label) > LONGEST_LABEL:
            raise ValueError(f"a label is short, has none of * [ ] | : and is not ? or !, unlike {self.label!r}")
        if self.name is not None:
            _require_line(self.name)


@dataclass(frozen=True, slots=True)
class Heading:
    """A section heading, in inline Markdown."""

    text: str

    def __post_init__(self) -> None:
        _require_line(self.text)


@dataclass(frozen=True, slots=True)
class Note:
    """An editorial note, stage direction, legend or credit, in inline Markdown."""

    text: str

    def __post_init__(self) -> None:
        _require_line(self.text)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person says without interruption.

    `paragraphs` hold inline Markdown, one line each; `speaker` is a label or None
    where the file names nobody; `start` is in seconds of the recording.
    """

    kind: Kind
    speaker: str | None
    paragraphs: tuple[str, ...]
    start: float | None = None

    def __post_init__(self) -> None:
        for paragraph in self.paragraphs:
            _require_line(paragraph)


Item = Heading | Note | Turn


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place where an editor should look: `code` and `proposal` are keys of errors.DOUBTS and errors.PROPOSALS."""

    line: int
    text: str
    code: str
    proposal: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Discard:
    """Words of the input that are not in the transcript, and why."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """A whole conversation.

    Equality is about the content; `doubts` and `discarded` describe one
    import and are left out of it.
    """

    title: str | None
    standfirst: tuple[str, ...]
    language: str
    speakers: tuple[Speaker, ...]
    items: tuple[Item, ...]
    doubts: tuple[Doubt, ...] = field(default=(), compare=False)
    discarded: tuple[Discard, ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        for text in (*((self.title,) if self.title is not None else ()), *self.standfirst):
            _require_line(text)
        roles = {s.label: s.role for s in self.speakers}
        if len(roles) != len(self.speakers):
            raise ValueError("two speakers have the same label")
        for item in self.items:
            if isinstance(item, Turn) and item.speaker is not None:
                if item.speaker not in roles:
                    raise ValueError(f"{item.speaker!r} is no speaker of this transcript")
                if item.kind != KIND_OF[roles[item.speaker]]:
                    raise ValueError(f"{item.speaker} is {roles[item.speaker]}, the turn a {item.kind}")

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(item for item in self.items if isinstance(item, Turn))

    def with_roles(self, roles: Mapping[str, Role]) -> "Transcript":
        """The same words with other roles for some speakers; questions become answers and back."""
        speakers = tuple(replace(s, role=roles.get(s.label, s.role)) for s in self.speakers)
        kinds = {s.label: KIND_OF[s.role] for s in speakers}
        items = tuple(
            replace(i, kind=kinds[i.speaker]) if isinstance(i, Turn) and i.speaker is not None else i
            for i in self.items
        )
        return replace(self, speakers=speakers, items=items)

    def to_dict(self) -> dict[str, Any]:
        """The transcript as JSON-ready data, texts as a reader sees them (Markdown escapes removed)."""
        return {
            "title": plain(self.title) if self.title is not None else None,
            "standfirst": "\n\n".join(map(plain, self.standfirst)) or None,
            "language": self.language,
            "speakers": [{"label": s.label, "role": s.role, "name": s.name} for s in self.speakers],
            "turns": [_item_dict(item) for item in self.items],
            "doubts": [
                {"line": d.line, "text": plain(d.text), "reason": d.code, "proposal": d.proposal} for d in self.doubts
            ],
            "discards": [plain(d.text) for d in self.discarded],
        }


def _item_dict(item: Item) -> dict[str, Any]:
    if isinstance(item, Turn):
        return {
            "kind": item.kind,
            "speaker": item.speaker,
            "paragraphs": [plain(p) for p in item.paragraphs],
            "start": item.start,
        }
    return {"kind": "heading" if isinstance(item, Heading) else "note", "text": plain(item.text)}
