"""Transcript ⇄ manuscript."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from interviews.models import Expert, Interview, Participant, QuestionAnswer, Revision, Topic
from interviews.publishing.publish import free_slug
from interviews.publishing.snapshots import save_revision
from interviews.slugs import make_unique_slug
from interviews.transcripts import Heading, Note, Speaker, Transcript, Turn
from interviews.transcripts.text import plain

_MARKS = re.compile(r"\*\*|__|`")


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
    source_name: str = ""
    source_text: str = ""


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
    """Make an interview of a transcript, with its first revision. Every text of the transcript is in it."""
    title = as_plain(transcript.title or "") or _("Untitled interview")
    headline = choices.headline or title
    interview = Interview.objects.create(
        working_title=title[:300],
        headline=headline[:300],
        slug=free_slug(headline),
        kicker=choices.kicker,
        standfirst="\n\n".join(transcript.standfirst),
        language=transcript.language,
        source_name=choices.source_name,
        source_text=choices.source_text,
        notes=title if len(title) > 300 else "",
    )
    interview.topics.set(choices.topics)
    people = {
        s.label: _participant(interview, s, choices.casting, position) for position, s in enumerate(transcript.speakers)
    }
    taken: set[str] = set()
    rows = []
    for position, exchange in enumerate(_exchanges(transcript), 1):
        row = QuestionAnswer(
            interview=interview,
            position=position,
            heading=exchange["heading"],
            note="\n\n".join(exchange["note"]),
            question="\n\n".join(exchange["question"]),
            answer="\n\n".join(exchange["answer"]),
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


def new_anchor(row: QuestionAnswer, taken: set[str]) -> str:
    """An anchor from an exchange's first words. Given once; later edits do not change it."""
    words = as_plain(row.question or row.answer or row.heading).split()
    return make_unique_slug(" ".join(words[:10]), taken, fallback="abschnitt", max_length=60)


def _participant(interview: Interview, speaker: Speaker, casting: Mapping[str, Casting], position: int) -> Participant:
    cast = casting.get(speaker.label) or Casting(speaker.role)
    expert = cast.expert
    if cast.role == "expert" and expert is None and cast.new_name:
        expert = Expert.objects.create(name=cast.new_name, label=speaker.label)
    return Participant.objects.create(
        interview=interview,
        role=cast.role,
        label=speaker.label,
        expert=expert if cast.role == "expert" else None,
        position=position,
    )


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
            row["heading"] = as_plain(item.text)
        elif isinstance(item, Note):
            row = row if is_open(row) else fresh()
            row["note"].append(item.text)
        elif item.kind == "question":
            row = row if is_open(row) else fresh()
            row["question"], row["asker"] = list(item.paragraphs), item.speaker or ""
            row["start"] = item.start
        else:
            row = fresh() if row["answer"] else row
            row["answer"], row["expert"] = list(item.paragraphs), item.speaker or ""
            row["start"] = item.start if row["start"] is None else row["start"]
    return rows


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
