"""Transcript ⇄ manuscript."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.manuscripts.store import anchor_for, apply, save_revision
from interviews.manuscripts.value import Exchange, Manuscript, Person, Role, free_label
from interviews.models import Expert, Interview, OpenDoubt, Source, Topic
from interviews.models.manuscript import Language
from interviews.publishing.publish import free_slug
from interviews.transcripts import Doubt, Heading, Note, Speaker, Transcript, Turn
from interviews.transcripts.inline import plain

_MARKS = re.compile(r"\*\*|__|`")
# Characters that are part of no word, and that PostgreSQL (NUL) or UTF-8 (lone surrogates, which JSON can
# escape) cannot hold.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Casting:
    """Who a speaker of the transcript is: an expert on file, a new one that is yet to be saved, or nobody."""

    role: str
    expert: Expert | None = None
    new: Expert | None = None


@dataclass(slots=True)
class ImportChoices:
    """What the editor decided before. `doubts` are those still open, each with the number of its item, if it has one."""

    casting: Mapping[str, Casting]
    headline: str = ""
    kicker: str = ""
    topics: list[Topic] = field(default_factory=list)
    source: Source | None = None
    language: str = ""
    doubts: list[tuple[int | None, Doubt]] = field(default_factory=list)


def as_plain(text: str) -> str:
    """Inline Markdown for a field that takes plain text."""
    return _MARKS.sub("", plain(text))


@transaction.atomic
def create_manuscript(transcript: Transcript, choices: ImportChoices, author: User | None) -> Interview:
    """Make an interview of a transcript, with its first revision. Every text of the transcript is in it.

    What is too long for its field moves on whole: a title to the notes, a heading to the note below it.
    """
    title = as_plain(_storable(transcript.title or "")).strip() or _("Untitled interview")
    headline = choices.headline or title
    interview = Interview.objects.create(slug=free_slug(headline))
    if choices.source:
        choices.source.interview = interview
        choices.source.save()
    people = _people(transcript.speakers, choices.casting)
    language = choices.language or transcript.language
    exchanges, places = exchanges_of(transcript, {label: person.key for label, person in people.items()})
    manuscript = Manuscript(
        working_title=shorten(title, 300),
        headline=shorten(headline, 300),
        slug=interview.slug or "",
        kicker=choices.kicker,
        standfirst=_join(transcript.standfirst),
        language=language if language in Language.values else Language.GERMAN,
        notes=title if len(title) > 300 else "",
        topics=tuple(sorted(topic.pk for topic in choices.topics)),
        people=tuple(people.values()),
        exchanges=exchanges,
    )
    apply(manuscript, interview)
    OpenDoubt.objects.bulk_create(
        OpenDoubt(
            interview=interview,
            anchor=exchanges[places[item]].anchor if item is not None and exchanges else "",
            code=doubt.code,
            proposal=doubt.proposal,
            label=shorten(_storable(doubt.label), 100),
            text=shorten(_storable(doubt.text), 300),
        )
        for item, doubt in choices.doubts
    )
    save_revision(interview, author, _("Imported from a transcript"))
    return interview


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)


def _join(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(map(_storable, paragraphs))


def shorten(text: str, length: int) -> str:
    """The text, cut to `length` characters with an ellipsis if it has more."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _people(speakers: Iterable[Speaker], casting: Mapping[str, Casting]) -> dict[str, Person]:
    """The people of the interview, by their label in the transcript."""
    people: dict[str, Person] = {}
    created: dict[str, Expert] = {}
    taken: set[str] = set()
    for speaker in speakers:
        cast = casting.get(speaker.label) or Casting(speaker.role)
        role: Role = "asker" if cast.role == "asker" else "expert"
        expert = cast.expert if role == "expert" else None
        # Two labels may be cast as the same new person, "Anna" here and "A. Muster" there.
        if role == "expert" and expert is None and cast.new:
            name = cast.new.name
            if name not in created:
                created[name] = _filed(cast.new, speaker.label)
            expert = created[name]
        label = _free_label(speaker.label, taken)
        taken.add(label)
        people[speaker.label] = Person(label, label, role, expert.pk if expert else None)
    return people


def _filed(expert: Expert, label: str) -> Expert:
    """Put a new expert on file; a name or label too long for its field is kept among the other names."""
    name, label = _storable(expert.name), _storable(label)
    expert.name, expert.label = shorten(name, 200), label if len(label) <= 60 else ""
    expert.aliases = "\n".join(text for text, length in ((name, 200), (label, 60)) if len(text) > length)
    expert.save()
    return expert


def _free_label(label: str, taken: set[str]) -> str:
    """The label as a participant can have it: at most 100 long, and nobody else's in this interview."""
    return free_label(shorten(_storable(label), 100).strip() or _("Unnamed"), taken)


@dataclass(slots=True)
class _Row:
    """An exchange while it grows."""

    heading: str = ""
    note: list[str] = field(default_factory=list)
    question: list[str] = field(default_factory=list)
    answer: list[str] = field(default_factory=list)
    asked_by: str = ""
    answered_by: str = ""
    start: float | None = None

    @property
    def is_open(self) -> bool:
        return not self.question and not self.answer


def exchanges_of(transcript: Transcript, keys: Mapping[str, str]) -> tuple[tuple[Exchange, ...], list[int]]:
    """Items as exchanges, and the number of the exchange that each item is in.

    A question opens an exchange, an answer completes it; headings and notes open the next.
    """
    rows: list[_Row] = []
    places: list[int] = []
    for item in transcript.items:
        row = rows[-1] if rows else _Row()
        if isinstance(item, Heading):
            heading = as_plain(_storable(item.text))
            row = row if row.is_open and not row.heading and not row.note else _Row()
            if len(heading) <= 300:
                row.heading = heading
            else:
                row.note.append(item.text)
        elif isinstance(item, Note):
            row = row if row.is_open else _Row()
            row.note.append(item.text)
        elif item.kind == "question":
            row = row if row.is_open else _Row()
            row.question, row.asked_by = list(item.paragraphs), keys.get(item.speaker or "", "")
            row.start = _position(item.start)
        else:
            row = _Row() if row.answer else row
            row.answer, row.answered_by = list(item.paragraphs), keys.get(item.speaker or "", "")
            row.start = _position(item.start) if row.start is None else row.start
        if not rows or rows[-1] is not row:
            rows.append(row)
        places.append(len(rows) - 1)
    return _with_anchors(rows), places


def _with_anchors(rows: Iterable[_Row]) -> tuple[Exchange, ...]:
    taken: set[str] = set()
    exchanges = []
    for row in rows:
        texts = {name: _join(getattr(row, name)) for name in ("note", "question", "answer")}
        exchange = Exchange(
            "", row.heading, asked_by=row.asked_by, answered_by=row.answered_by, start=row.start, **texts
        )
        exchanges.append(replace(exchange, anchor=anchor_for(exchange, taken)))
        taken.add(exchanges[-1].anchor)
    return tuple(exchanges)


def _position(start: float | None) -> float | None:
    """Seconds of the recording; None for what no recording has, such as NaN."""
    return start if start is not None and 0 <= start < math.inf else None


def to_transcript(manuscript: Manuscript) -> Transcript:
    """A manuscript as a transcript, for its canonical text form. Line breaks become paragraphs."""
    roles = {person.key: person.role for person in manuscript.people}
    items: list[Heading | Note | Turn] = []
    for e in manuscript.exchanges:
        if heading := " ".join(e.heading.split()):
            items.append(Heading(heading))
        items += [Note(p) for p in _paragraphs(e.note)]
        asker = manuscript.label(e.asked_by) if roles.get(e.asked_by) == "asker" else None
        expert = manuscript.label(e.answered_by) if roles.get(e.answered_by) == "expert" else None
        if question := _paragraphs(e.question):
            items.append(Turn("question", asker, question, e.start))
        if answer := _paragraphs(e.answer):
            items.append(Turn("answer", expert, answer))
    return Transcript(
        title=" ".join(manuscript.headline.split()) or None,
        standfirst=_paragraphs(manuscript.standfirst),
        language=manuscript.language,
        speakers=tuple(Speaker(person.label, person.role) for person in manuscript.people),
        items=tuple(items),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split(" ")).strip(" \t") for line in text.split("\n") if line.strip())
