"""What an editor sees first: the own unsaved work, drafts, what waits, and what was changed lately."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils import timezone

from interviews.manuscripts.store import manuscript_in, read_all, with_successors
from interviews.manuscripts.value import Manuscript
from interviews.models import ImportDraft, Interview, Revision, WorkingCopy

from .interview_list import shown_state
from .open_doubts import with_open_doubts

_MOST = 8


@dataclass(frozen=True, slots=True)
class Piece:
    """An interview with its state by name and in words; `is_ahead` if readers do not see its latest revision."""

    interview: Any
    state: str
    words: str

    @classmethod
    def of(cls, interview: Interview) -> "Piece":
        return cls(interview, *shown_state(interview))


@dataclass(frozen=True, slots=True)
class Overview:
    """At most eight of each, the latest first."""

    copies: list[WorkingCopy]
    drafts: list[Piece]
    waiting: list[Piece]
    revisions: list[Revision]
    doubtful: list[Interview]
    imports: list[ImportDraft]


def overview_for(editor: User) -> Overview:
    pieces = Interview.objects.kept().with_author().with_changes().order_by("-updated_at")
    mine = Interview.objects.by(editor)
    draft = Q(status=Interview.Status.DRAFT)
    planned = Q(status=Interview.Status.PUBLISHED, first_published_at__gt=timezone.now())
    others = draft & ~Q(pk__in=mine.values("pk"))
    revisions = Revision.objects.filter(interview__deleted_at=None).select_related("interview", "author")
    return Overview(
        copies=_unsaved(editor),
        drafts=[Piece.of(one) for one in pieces.filter(draft, pk__in=mine.values("pk"))[:_MOST]],
        waiting=[Piece.of(one) for one in pieces.filter(others | planned | Q(is_ahead=True))[:_MOST]],
        # Later revisions have higher keys; ordered by them, the database need not look at all contents.
        revisions=list(revisions.defer("content").order_by("-pk")[:_MOST]),
        imports=list(ImportDraft.objects.unfinished().filter(editor=editor)[:_MOST]),
        doubtful=list(with_open_doubts(Interview.objects.kept()).order_by("-updated_at")[:_MOST]),
    )


def _unsaved(editor: User) -> list[WorkingCopy]:
    """The editor's working copies that hold something else than what was saved."""
    copies = WorkingCopy.objects.filter(editor=editor, interview__deleted_at=None, updated_at__isnull=False)
    found = list(copies.select_related("interview", "base").order_by("-updated_at"))
    read_all(copy.base for copy in found)
    held = with_successors([Manuscript.from_json(copy.content) for copy in found])
    return [copy for copy, now in zip(found, held, strict=True) if now != manuscript_in(copy.base)][:_MOST]
