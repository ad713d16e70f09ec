"""Manuscript ⇄ revision: taking a snapshot of everything, and putting one back."""

import hashlib
import json
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.dateparse import parse_datetime

from interviews.models import Expert, Interview, Participant, QuestionAnswer, Revision, Topic

FIELDS = (
    "working_title", "headline", "kicker", "standfirst", "slug", "language", "lead_image",
    "lead_image_alt", "lead_image_credit", "notes",
)  # fmt: skip
EXCHANGE_FIELDS = ("anchor", "heading", "note", "question", "answer", "start")


def take_snapshot(interview: Interview) -> dict[str, Any]:
    """The whole manuscript as JSON-ready data.

    {"interview": FIELDS + embargo_until + topics (ids), "participants": [{label, role,
    expert (id)}], "exchanges": [EXCHANGE_FIELDS + asked_by and answered_by (labels)]}
    """
    participants = list(interview.participants.all())
    labels = {p.pk: p.label for p in participants}
    fields = {name: str(getattr(interview, name) or "") for name in FIELDS}
    embargo = interview.embargo_until
    return {
        "interview": fields
        | {
            "embargo_until": embargo.isoformat() if embargo else None,
            "topics": sorted(interview.topics.values_list("pk", flat=True)),
        },
        "participants": [{"label": p.label, "role": p.role, "expert": p.expert_id} for p in participants],
        "exchanges": [
            {name: getattr(exchange, name) for name in EXCHANGE_FIELDS}
            | {
                "asked_by": labels.get(exchange.asked_by_id or 0),
                "answered_by": labels.get(exchange.answered_by_id or 0),
            }
            for exchange in interview.exchanges.all()
        ],
    }


def digest(content: dict[str, Any]) -> str:
    """SHA-256 of a snapshot's canonical JSON, in hex."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


@transaction.atomic
def save_revision(interview: Interview, author: User | None, comment: str = "") -> Revision:
    """Record the manuscript's present state; the latest revision is returned if nothing has changed."""
    Interview.objects.select_for_update().get(pk=interview.pk)
    content = take_snapshot(interview)
    latest = Revision.latest_of(interview)
    if latest and latest.digest == digest(content):
        return latest
    return Revision.objects.create(
        interview=interview,
        number=latest.number + 1 if latest else 1,
        digest=digest(content),
        content=content,
        author=author,
        comment=comment,
    )


@transaction.atomic
def restore(revision: Revision, author: User | None, comment: str) -> Revision:
    """Put a manuscript back to a revision, as a new revision. Nothing in between is lost."""
    interview = revision.interview
    content = revision.content
    for name in FIELDS:
        setattr(interview, name, content["interview"][name])
    interview.slug = interview.slug or None
    embargo = content["interview"]["embargo_until"]
    interview.embargo_until = parse_datetime(embargo) if embargo else None
    interview.save()
    interview.topics.set(Topic.objects.filter(pk__in=content["interview"]["topics"]))
    participants = _restore_participants(interview, content["participants"])
    _restore_exchanges(interview, content["exchanges"], participants)
    return save_revision(interview, author, comment)


def _restore_participants(interview: Interview, wanted: list[dict[str, Any]]) -> dict[str, Participant]:
    interview.participants.exclude(label__in=[p["label"] for p in wanted]).delete()
    known = set(Expert.objects.values_list("pk", flat=True))
    return {
        p["label"]: Participant.objects.update_or_create(
            interview=interview,
            label=p["label"],
            defaults={
                "role": p["role"],
                "expert_id": p["expert"] if p["expert"] in known else None,
                "position": position,
            },
        )[0]
        for position, p in enumerate(wanted)
    }


def _restore_exchanges(
    interview: Interview, wanted: list[dict[str, Any]], participants: dict[str, Participant]
) -> None:
    interview.exchanges.all().delete()
    QuestionAnswer.objects.bulk_create(
        QuestionAnswer(
            interview=interview,
            position=position,
            asked_by=participants.get(e["asked_by"]),
            answered_by=participants.get(e["answered_by"]),
            **{name: e[name] for name in EXCHANGE_FIELDS},
        )
        for position, e in enumerate(wanted, 1)
    )
