"""The history of a manuscript: its revisions, any two of them side by side, and the way back to one."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext

from interviews.manuscripts.copies import Conflicts, Opened, open_for, save
from interviews.manuscripts.store import manuscript_in, read_all, restore
from interviews.manuscripts.value import Manuscript
from interviews.models import Interview, Publication, Revision

from .history import compare, summary
from .requests import editor_of, key_in

_PER_PAGE = 20
# How addresses name the editor's working copy.
_COPY = "copy"


@dataclass(frozen=True, slots=True)
class Entry:
    """A revision in the list: the one before it, what it changed in words, and whether readers see it."""

    revision: Revision
    before: Revision | None
    lines: list[str]
    state: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen to be compared: how addresses name it, how people do, and whether readers see it."""

    value: str
    name: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class Side:
    """One of two states that are compared: a revision, or the working copy if there is none."""

    manuscript: Manuscript
    revision: Revision | None


def publication_states(interview: Interview) -> Mapping[int, str]:
    """What readers see or saw, in words by the primary key of the revision; of several times the last."""
    return {one.revision_id: _in_words(one) for one in interview.publications.all()}


def _in_words(publication: Publication) -> str:
    if publication.until_at is None:
        return gettext("live") if publication.from_at <= now() else gettext("will be live when the embargo ends")
    times = {"from": publication.from_at, "until": publication.until_at}
    return gettext("live from %(from)s to %(until)s") % {
        name: date_format(localtime(time), "SHORT_DATETIME_FORMAT") for name, time in times.items()
    }


def revisions(request: HttpRequest, frame: dict[str, Any], interview: Interview) -> HttpResponse:
    """The revisions, newest first, with what each changed; any two can be chosen to be compared."""
    opened = _opened(request, interview)
    states = publication_states(interview)
    found = interview.revisions.select_related("author")
    page = Paginator(found, _PER_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    below = found.filter(number__lt=shown[-1].number).first() if shown else None
    copy = opened.copy if opened.is_changed else None
    read_all([*shown, *([below] if below else [])])
    choices = _choices(interview, opened, states)
    live = next((choice.value for choice in choices if choice.is_live), "")
    context = {
        "entries": [_entry(one, before, states) for one, before in zip(shown, [*shown[1:], below], strict=True)],
        "page": page,
        "copy": copy,
        "copy_lines": summary(manuscript_in(copy.base), opened.manuscript).lines if copy else [],
        "base": copy.base if copy else None,
        "choices": choices,
        "live": live,
        # Unless somebody chooses otherwise: what there is now, with what readers see or else with what was before.
        "new": choices[0].value,
        "old": live if live not in ("", choices[0].value) else choices[min(1, len(choices) - 1)].value,
    }
    return TemplateResponse(request, "desk/revisions.html", {**frame, **context})


def _choices(interview: Interview, opened: Opened, states: Mapping[int, str]) -> list[Choice]:
    """Everything that can be compared, newest first."""
    copy = [Choice(_COPY, gettext("Your working copy"), False)] if opened.is_changed else []
    return copy + [
        Choice(str(number), _name(number, states.get(pk, ""), saved), pk == interview.published_revision_id)
        for pk, number, saved in interview.revisions.values_list("pk", "number", "created_at")
    ]


def _name(number: int, state: str, saved: dt.datetime) -> str:
    said = (gettext("Revision %(n)s") % {"n": number}, state, date_format(localtime(saved), "SHORT_DATETIME_FORMAT"))
    return " · ".join(part for part in said if part)


def _entry(revision: Revision, before: Revision | None, states: Mapping[int, str]) -> Entry:
    lines = summary(manuscript_in(before), manuscript_in(revision)).lines if before else []
    return Entry(revision, before, lines, states.get(revision.pk, ""))


def revision(request: HttpRequest, frame: dict[str, Any], interview: Interview, number: int) -> HttpResponse:
    """One revision, with what it changed against the one before it."""
    shown = get_object_or_404(interview.revisions.select_related("author"), number=number)
    before = interview.revisions.filter(number__lt=number).first()
    latest = Revision.latest_of(interview)
    context = {
        "entry": _entry(shown, before, publication_states(interview)),
        "places": compare(manuscript_in(before), manuscript_in(shown)) if before else [],
        "is_latest": latest == shown,
        "latest": latest,
    }
    return TemplateResponse(request, "desk/revision.html", {**frame, **context})


def comparison(request: HttpRequest, frame: dict[str, Any], interview: Interview) -> HttpResponse:
    """Two states of the manuscript, the older first however they were chosen."""
    opened = _opened(request, interview)
    names = (request.GET.get("old", ""), request.GET.get("new", ""))
    old, new = sorted((_side(name, interview, opened) for name in names), key=_age)
    context = {
        "old": old,
        "new": new,
        "lines": summary(old.manuscript, new.manuscript).lines,
        "places": compare(old.manuscript, new.manuscript),
    }
    return TemplateResponse(request, "desk/comparison.html", {**frame, **context})


def _side(name: str, interview: Interview, opened: Opened) -> Side:
    if name == _COPY:
        return Side(opened.manuscript, None)
    found = get_object_or_404(interview.revisions.select_related("author"), number=key_in(name))
    return Side(manuscript_in(found), found)


def _age(side: Side) -> tuple[bool, int]:
    return (False, side.revision.number) if side.revision else (True, 0)


def restoring(request: HttpRequest, frame: dict[str, Any], interview: Interview, number: int) -> HttpResponse:
    """Ask whether the manuscript is to go back to a revision, and do it."""
    wanted = get_object_or_404(interview.revisions.select_related("author"), number=number)
    opened = _opened(request, interview)
    if request.method != "POST":
        lines = summary(opened.manuscript, manuscript_in(wanted)).lines
        context = {"revision": wanted, "lines": lines, "has_changes": opened.is_changed}
        return TemplateResponse(request, "desk/restore.html", {**frame, **context})
    manuscript_page = redirect("admin:interviews_interview_change", interview.pk)
    try:
        # The editor's working copy is not lost by going back.
        comment = gettext("Saved before revision %(n)s was restored") % {"n": number}
        save(interview, editor_of(request), comment)
    except Conflicts:
        messages.error(request, gettext("Save your changes first: somebody else has changed the same places."))
        return manuscript_page
    restore(wanted, editor_of(request))
    messages.success(request, gettext("Revision %(n)s is the manuscript again.") % {"n": number})
    return manuscript_page


def _opened(request: HttpRequest, interview: Interview) -> Opened:
    return open_for(interview, editor_of(request))
