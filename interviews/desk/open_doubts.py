"""Doubts of the import that live on with the manuscript, until somebody has settled them."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from interviews.manuscripts.copies import open_for
from interviews.manuscripts.value import Manuscript
from interviews.models import Interview, OpenDoubt, QuestionAnswer
from interviews.models.manuscript import InterviewQuerySet
from interviews.transcripts.errors import DOUBTS, PROPOSALS

from .requests import editor_of


@dataclass(frozen=True, slots=True)
class Shown:
    """An open doubt in words; `number` is that of its exchange, None for what stands above all of them."""

    pk: int
    anchor: str
    number: int | None
    why: str
    text: str


def open_doubts(interview: Interview, manuscript: Manuscript) -> list[Shown]:
    """In the order of the text; a doubt goes with its exchange."""
    numbers = {exchange.anchor: number for number, exchange in enumerate(manuscript.exchanges, 1)}
    found = [
        Shown(
            doubt.pk,
            doubt.anchor,
            numbers.get(doubt.anchor),
            f"{gettext(DOUBTS[doubt.code])} {gettext(PROPOSALS[doubt.proposal]) % {'label': doubt.label}}",
            doubt.text,
        )
        for doubt in interview.doubts.filter(settled_at=None)
        if not doubt.anchor or doubt.anchor in numbers
    ]
    return sorted(found, key=lambda shown: shown.number or 0)


def settle(request: HttpRequest, interview: Interview, pk: int) -> HttpResponse:
    """Somebody has looked at a doubt; answer with those that are left."""
    doubt = get_object_or_404(OpenDoubt, interview=interview, pk=pk)
    editor = editor_of(request)
    if doubt.settled_at is None:
        doubt.settled_at, doubt.settled_by = timezone.now(), editor
        doubt.save(update_fields=["settled_at", "settled_by"])
    left = open_doubts(interview, open_for(interview, editor).manuscript)
    return JsonResponse({"doubts": render_to_string("desk/_open_doubts.html", {"doubts": left})})


def with_open_doubts(interviews: InterviewQuerySet) -> InterviewQuerySet:
    """Those that have any, with their number as `doubt_count`."""
    here = QuestionAnswer.objects.filter(interview=OuterRef("interview"), anchor=OuterRef("anchor"))
    still = OpenDoubt.objects.filter(settled_at=None).filter(Q(anchor="") | Exists(here))
    counted = Count("doubts", filter=Q(doubts__in=still), distinct=True)
    return interviews.annotate(doubt_count=counted).filter(doubt_count__gt=0)
