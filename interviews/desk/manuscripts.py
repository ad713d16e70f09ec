"""Transcript ⇄ manuscript."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import Expert, Interview, Participant, QuestionAnswer, Revision, Source, Topic
from interviews.models.manuscript import Language
from interviews.publishing.publish import free_slug
from interviews.publishing.snapshots import save_revision
from interviews.slugs import make_unique_slug
from interviews.transcripts import Heading, Note, Speaker, Transcript, Turn
from interviews.transcripts.inline import plain

_MARKS = re.compile(r"\*\*|__|`")
# Characters that are part of no word, and that PostgreSQL (NUL) or UTF-8 (lone surrogates, which JSON can
# escape) cannot hold.
_UNSTORABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(slots=True)
class Casting:
    """Who a speaker of the transcript is: an expert on file, a new one by name, or nobody (an interviewer)."""

    role: str
    expert: Expert | None = None
    new_name: str = ""


@dataclass(slots=True)
class ImportChoices:
    """What the editor decided in the preview."""

    casting: Mapping[str, Casting]
    headline: str = ""
    kicker: str = ""
    topics: list[Topic] = field(default_factory=list)
    source: Source | None = None


def match_expert(speaker: Speaker, experts: list[Expert]) -> Expert | None:
    """The expert on file whom a label or full name can only mean; None if several could be meant."""
    names = {name.casefold() for name in (speaker.name, speaker.label) if name}
    if speaker.name:
        exact = [e for e in experts if speaker.name.casefold() in e.known_as]
        if exact:
            return exact[0] if len(exact) == 1 else None
    found = [e for e in experts if names & e.known_as]
    # "Stephan" alone may be another Stephan than the one the standfirst names in full.
    if len(found) == 1 and not (speaker.name and speaker.name != speaker.label):
        return found[0]
    return None


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
    interview = Interview.objects.create(
        working_title=shorten(title, 300),
        headline=shorten(headline, 300),
        slug=free_slug(headline),
        kicker=choices.kicker,
        standfirst=_join(transcript.standfirst),
        language=transcript.language if transcript.language in Language.values else Language.GERMAN,
        notes=title if len(title) > 300 else "",
    )
    interview.topics.set(choices.topics)
    if choices.source:
        choices.source.interview = interview
        choices.source.save()
    people = _participants(interview, transcript.speakers, choices.casting)
    taken: set[str] = set()
    rows = []
    for position, exchange in enumerate(_exchanges(transcript), 1):
        row = QuestionAnswer(
            interview=interview,
            position=position,
            heading=exchange["heading"],
            note=_join(exchange["note"]),
            question=_join(exchange["question"]),
            answer=_join(exchange["answer"]),
            asked_by=people.get(exchange["asker"]),
            answered_by=people.get(exchange["expert"]),
            start=exchange["start"],
        )
        row.anchor = new_anchor(row, taken)
        taken.add(row.anchor)
        rows.append(row)
    QuestionAnswer.objects.bulk_create(rows)
    save_revision(interview, author, _("Imported from a transcript"))
    return interview


def _storable(text: str) -> str:
    return _UNSTORABLE.sub("", text)


def _join(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(map(_storable, paragraphs))


def shorten(text: str, length: int) -> str:
    """The text, cut to `length` characters with an ellipsis if it has more."""
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def new_anchor(row: QuestionAnswer, taken: set[str]) -> str:
    """An anchor from an exchange's first words. Given once; later edits do not change it."""
    words = as_plain(row.question or row.answer or row.heading).split()
    return make_unique_slug(" ".join(words[:10]), taken, fallback="abschnitt", max_length=60)


def _participants(
    interview: Interview, speakers: Iterable[Speaker], casting: Mapping[str, Casting]
) -> dict[str, Participant]:
    """The people of the interview, by their label in the transcript."""
    people: dict[str, Participant] = {}
    created: dict[str, Expert] = {}
    taken: set[str] = set()
    for position, speaker in enumerate(speakers):
        cast = casting.get(speaker.label) or Casting(speaker.role)
        expert = None
        if cast.role != "asker":
            expert = cast.expert
            # Two labels may be cast as the same new person, "Anna" here and "A. Muster" there.
            if expert is None and cast.new_name:
                expert = created.get(cast.new_name) or _create_expert(cast.new_name, speaker.label)
                created[cast.new_name] = expert
        label = _free_label(speaker.label, taken)
        taken.add(label)
        people[speaker.label] = Participant.objects.create(
            interview=interview,
            role="asker" if cast.role == "asker" else "expert",
            label=label,
            expert=expert,
            position=position,
        )
    return people


def _create_expert(name: str, label: str) -> Expert:
    """A new expert; a name or label too long for its field is kept among the other names."""
    name, label = _storable(name), _storable(label)
    aliases = [text for text, length in ((name, 200), (label, 60)) if len(text) > length]
    return Expert.objects.create(
        name=shorten(name, 200), label=label if len(label) <= 60 else "", aliases="\n".join(aliases)
    )


def _free_label(label: str, taken: set[str]) -> str:
    """The label as a participant can have it: at most 100 long, and nobody else's in this interview."""
    label = shorten(_storable(label), 100).strip() or _("Unnamed")
    free, number = label, 2
    while free in taken:
        free = f"{label[:90]} ({number})"
        number += 1
    return free


def _exchanges(transcript: Transcript) -> list[dict[str, Any]]:
    """Items as rows: a question opens one, an answer completes it; headings and notes open the next."""
    rows: list[dict[str, Any]] = []

    def fresh() -> dict[str, Any]:
        row: dict[str, Any] = {
            "heading": "",
            "note": [],
            "question": [],
            "answer": [],
            "asker": "",
            "expert": "",
            "start": None,
        }
        rows.append(row)
        return row

    def is_open(row: dict[str, Any]) -> bool:
        return not row["question"] and not row["answer"]

    for item in transcript.items:
        row = rows[-1] if rows else fresh()
        if isinstance(item, Heading):
            if not is_open(row) or row["heading"] or row["note"]:
                row = fresh()
            heading = as_plain(_storable(item.text))
            if len(heading) <= 300:
                row["heading"] = heading
            else:
                row["note"].append(item.text)
        elif isinstance(item, Note):
            row = row if is_open(row) else fresh()
            row["note"].append(item.text)
        elif item.kind == "question":
            row = row if is_open(row) else fresh()
            row["question"], row["asker"] = list(item.paragraphs), item.speaker or ""
            row["start"] = _position(item.start)
        else:
            row = fresh() if row["answer"] else row
            row["answer"], row["expert"] = list(item.paragraphs), item.speaker or ""
            row["start"] = _position(item.start) if row["start"] is None else row["start"]
    return rows


def _position(start: float | None) -> float | None:
    """Seconds of the recording; None for what no recording has, such as NaN."""
    return start if start is not None and 0 <= start < math.inf else None


def to_transcript(revision: Revision) -> Transcript:
    """A revision as a transcript, for its canonical text form. Line breaks become paragraphs."""
    content = revision.content
    fields = content["interview"]
    roles = {p["label"]: p["role"] for p in content["participants"]}
    items: list[Heading | Note | Turn] = []
    for e in content["exchanges"]:
        if heading := " ".join(e["heading"].split()):
            items.append(Heading(heading))
        items += [Note(p) for p in _paragraphs(e["note"])]
        asker = e["asked_by"] if roles.get(e["asked_by"]) == "asker" else None
        expert = e["answered_by"] if roles.get(e["answered_by"]) == "expert" else None
        if question := _paragraphs(e["question"]):
            items.append(Turn("question", asker, question, e["start"]))
        if answer := _paragraphs(e["answer"]):
            items.append(Turn("answer", expert, answer))
    return Transcript(
        title=" ".join(fields["headline"].split()) or None,
        standfirst=_paragraphs(fields["standfirst"]),
        language=fields["language"],
        speakers=tuple(Speaker(label, role) for label, role in roles.items()),
        items=tuple(items),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split(" ")).strip(" \t") for line in text.split("\n") if line.strip())
