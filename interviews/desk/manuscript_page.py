"""The manuscript page: one manuscript of any length, changed by small operations that are stored at once."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from interviews.manuscripts.copies import Conflicts, change, discard, open_for, others_at, save
from interviews.manuscripts.operations import inverse
from interviews.manuscripts.value import SCALARS, Exchange, Manuscript, one_kind_of_line_end
from interviews.models import Interview, Source, Topic
from interviews.publishing.derive import reading_minutes, render_exchange
from interviews.publishing.publish import publish
from interviews.publishing.rendering import render_markdown

from .as_text import as_text, mistakes, with_text
from .history import expert_names
from .open_doubts import open_doubts
from .refusals import REASONS, refusal, shown_conflict, why
from .requests import editor_of, json_of


def page(request: HttpRequest, context: dict[str, Any], interview: Interview) -> HttpResponse:
    """The whole page, with the editor's working copy if there is one."""
    opened = open_for(interview, editor_of(request))
    manuscript = opened.manuscript
    return TemplateResponse(
        request,
        "desk/manuscript.html",
        {
            **context,
            **_view(manuscript),
            "interview": interview,
            "manuscript": manuscript,
            "topics": Topic.objects.filter(pk__in=manuscript.topics),
            "version": opened.version,
            "state": "changed" if opened.is_changed else "clean",
            "saved_at": opened.copy.updated_at if opened.copy else None,
            "others": _others(interview, request),
            "doubts": open_doubts(interview, manuscript),
            "may_publish": request.user.has_perm("interviews.publish_interview"),
            "source": Source.objects.measured().filter(interview=interview).first(),
            "urls": _urls(interview),
        },
    )


def fields(request: HttpRequest, interview: Interview, anchor: str) -> HttpResponse:
    """One exchange as fields."""
    opened = open_for(interview, editor_of(request))
    exchange = opened.manuscript.by_anchor.get(anchor)
    if exchange is None:
        return JsonResponse({"message": gettext(REASONS["gone"])}, status=404)
    people = _people(opened.manuscript)
    return TemplateResponse(request, "desk/_fields.html", {"exchange": exchange, "people": people})


def section(request: HttpRequest, interview: Interview, anchor: str) -> HttpResponse:
    """One exchange as the article would show it."""
    manuscript = open_for(interview, editor_of(request)).manuscript
    if anchor not in manuscript.by_anchor:
        return JsonResponse({"message": gettext(REASONS["gone"])}, status=404)
    return HttpResponse(render_exchange(manuscript, anchor, interview.pk))


def copy(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Apply operations to the working copy and answer with what they changed."""
    data = json_of(request)
    sent = data.get("operations")
    operations = [one for one in sent if isinstance(one, dict)] if isinstance(sent, list) else []
    applied = change(interview, editor_of(request), operations, str(data.get("place", "")))
    after = applied.after
    written = after.copy.updated_at if after.copy else None
    return JsonResponse(
        {
            **_difference(applied.before, after.manuscript, applied.repeated),
            "found": applied.found,
            "version": after.version,
            "saved_at": date_format(timezone.localtime(written), "H:i") if written else "",
            "state": "changed" if after.is_changed else "clean",
            "inverse": applied.inverse,
            "others": _others(interview, request),
            "trashed": interview.deleted_at is not None,
            "errors": [refusal(operation, reason, after.manuscript) for operation, reason in applied.refused],
        }
    )


def save_view(request: HttpRequest, interview: Interview) -> HttpResponse:
    """Make a revision of the working copy, and publish it if asked to; 409 with both versions where they conflict."""
    data = json_of(request)
    editor = editor_of(request)
    comment = str(data.get("comment", ""))[:300]
    if data.get("publish") and not comment:
        # It is saved first, and stays when it cannot be published.
        comment = gettext("Saved in order to publish it")
    try:
        saved = save(interview, editor, comment, _choices(data.get("choices")))
    except Conflicts as conflicts:
        found = [shown_conflict(conflict, conflicts) for conflict in conflicts.found]
        return JsonResponse({"conflicts": found}, status=409)
    published, problems = "", []
    if data.get("publish") and request.user.has_perm("interviews.publish_interview"):
        interview.refresh_from_db()
        try:
            published = publish(interview, editor).get_absolute_url()
        except ValidationError as error:
            problems = error.messages
    return JsonResponse(
        {
            **_difference(saved.before, saved.manuscript),
            "found": saved.found,
            "version": saved.version,
            "revision": saved.revision.number,
            "renamed": dict(saved.renamed),
            "published": published or None,
            "problems": problems,
        }
    )


def _choices(sent: Any) -> dict[str, dict[str, str]]:
    if not isinstance(sent, dict):
        return {}
    return {
        str(name): {key: value for key, value in choice.items() if key in ("side", "text") and isinstance(value, str)}
        for name, choice in sent.items()
        if isinstance(choice, dict)
    }


def text(request: HttpRequest, context: dict[str, Any], interview: Interview) -> HttpResponse:
    """The whole piece as one text in interview Markdown; sent back, it becomes the working copy."""
    manuscript = open_for(interview, editor_of(request)).manuscript
    shown = as_text(manuscript)
    errors: list[str] = []
    if request.method == "POST":
        shown = one_kind_of_line_end(request.POST.get("text", "").replace("\0", ""))
        if request.POST.get("digest") != manuscript.digest:
            errors = [
                gettext(
                    "The manuscript was changed in another window after this text was opened. "
                    "If you take over your text now, it replaces those changes."
                )
            ]
        elif not (errors := mistakes(shown)):
            wanted = inverse(with_text(manuscript, shown), manuscript)
            applied = change(interview, editor_of(request), [wanted])
            if not applied.refused:
                return redirect("admin:interviews_interview_change", interview.pk)
            errors = [why(reason) for _, reason in applied.refused]
    values = {**context, "interview": interview, "text": shown, "errors": errors, "digest": manuscript.digest}
    return TemplateResponse(request, "desk/manuscript_text.html", values, status=400 if errors else 200)


def discard_view(request: HttpRequest, interview: Interview) -> HttpResponse:
    discard(interview, editor_of(request))
    return HttpResponse(status=204)


def _urls(interview: Interview) -> dict[str, str]:
    names = ("copy", "picture", "text", "save", "discard", "preview", "source", "withdraw")
    urls = {name: reverse(f"admin:interviews_interview_{name}", args=[interview.pk]) for name in names}
    urls["pictures"] = urls.pop("picture")
    urls["history"] = reverse("admin:interviews_interview_revisions", args=[interview.pk])
    for name in ("fields", "section"):
        urls[name] = reverse(f"admin:interviews_interview_{name}", args=[interview.pk, "__anchor__"])
    urls["doubt"] = reverse("admin:interviews_interview_doubt", args=[interview.pk, 0])
    return urls


def _view(manuscript: Manuscript) -> dict[str, Any]:
    """What the templates show of a manuscript."""
    return {
        "exchanges": [_shown(e, n, manuscript) for n, e in enumerate(manuscript.exchanges, 1)],
        "people": _people(manuscript),
        **_length(manuscript),
    }


def _length(manuscript: Manuscript) -> dict[str, int]:
    words = sum(len(text.split()) for exchange in manuscript.exchanges for text in exchange.texts.values())
    return {"words": words, "minutes": reading_minutes(words, manuscript.language)}


def _shown(exchange: Exchange, number: int, manuscript: Manuscript) -> dict[str, Any]:
    language = manuscript.language
    return {
        "anchor": exchange.anchor,
        "number": number,
        "heading": exchange.heading,
        "note_html": render_markdown(exchange.note, language),
        "asker": manuscript.label(exchange.asked_by),
        "question": exchange.question,
        "question_html": render_markdown(exchange.question, language),
        "expert": manuscript.label(exchange.answered_by),
        "answer_html": render_markdown(exchange.answer, language),
    }


def _people(manuscript: Manuscript) -> list[dict[str, Any]]:
    turns: dict[str, int] = {}
    for exchange in manuscript.exchanges:
        for key in (exchange.asked_by, exchange.answered_by):
            turns[key] = turns.get(key, 0) + 1
    names = expert_names(manuscript.people)
    return [
        {
            "key": person.key, "label": person.label, "role": person.role, "expert": person.expert,
            "expert_name": names.get(person.expert or 0, ""), "turns": turns.get(person.key, 0),
        }
        for person in manuscript.people
    ]  # fmt: skip


def _difference(before: Manuscript, after: Manuscript, also: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The parts of the page that differ, rendered, and the exchanges that are asked for besides."""
    order = [exchange.anchor for exchange in after.exchanges]
    moved = order != [exchange.anchor for exchange in before.exchanges]
    spoken = before.people != after.people or before.language != after.language
    changed = {
        exchange.anchor
        for exchange in after.exchanges
        if before.by_anchor.get(exchange.anchor) != exchange
        or exchange.anchor in also
        or (spoken and _voices(before, before.by_anchor[exchange.anchor]) != _voices(after, exchange))
    }
    return {
        "exchanges": {
            exchange.anchor: render_to_string("desk/_exchange.html", {"exchange": _shown(exchange, number, after)})
            for number, exchange in enumerate(after.exchanges, 1)
            if exchange.anchor in changed
        },
        "gone": [anchor for anchor in before.by_anchor if anchor not in after.by_anchor],
        "order": order if moved else None,
        "outline": render_to_string("desk/_outline.html", _view(after))
        if _outline(before) != _outline(after)
        else None,
        "people": render_to_string("desk/_people.html", {"people": _people(after)})
        if before.people != after.people
        else None,
        "topics": list(after.topics) if before.topics != after.topics else None,
        "fields": {n: getattr(after, n) for n in SCALARS if getattr(before, n) != getattr(after, n)},
        **_length(after),
    }


def _outline(manuscript: Manuscript) -> list[tuple[str, str, str]]:
    return [(e.anchor, e.heading, e.question or e.answer) for e in manuscript.exchanges]


def _voices(manuscript: Manuscript, exchange: Exchange) -> tuple[str, str, str]:
    return manuscript.label(exchange.asked_by), manuscript.label(exchange.answered_by), manuscript.language


def _others(interview: Interview, request: HttpRequest) -> list[dict[str, str]]:
    return [
        {"name": copy.editor.get_full_name() or copy.editor.get_username(), "place": copy.place}
        for copy in others_at(interview, editor_of(request))
    ]
