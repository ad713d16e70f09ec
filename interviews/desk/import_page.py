"""The page of an import draft: what was understood, beside what it was read from, until a manuscript is made of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from interviews.models import ImportDraft, Interview
from interviews.transcripts import TranscriptError
from interviews.transcripts.corrections import Corrected, Impossible

from . import import_draft
from .casting import ArticleForm, Seat, defaults, missing_roles, seats, suggested_topics
from .import_rows import PARTS, Row, ShownDoubt, rows, shown_doubts
from .importing import told, translated
from .requests import json_of, key_in

# Why words of a file are not in its transcript, as formats and interpretation say it.
REASONS = (
    gettext_noop("advertisement"), gettext_noop("aside"), gettext_noop("code language"), gettext_noop("comment"),
    gettext_noop("comments"), gettext_noop("control character"), gettext_noop("cookie banner"),
    gettext_noop("cue identifier"), gettext_noop("dialogue mark"), gettext_noop("embedded media"),
    gettext_noop("footnote mark"), gettext_noop("form"), gettext_noop("front matter"), gettext_noop("hidden text"),
    gettext_noop("image"), gettext_noop("link target"), gettext_noop("link title"), gettext_noop("list marker"), gettext_noop("mail header"), gettext_noop("by the editor"),
    gettext_noop("markup"), gettext_noop("metadata"), gettext_noop("script"), gettext_noop("navigation"), gettext_noop("newsletter"), gettext_noop("other column"),
    gettext_noop("outside the cues"), gettext_noop("outside the text"), gettext_noop("page footer"),
    gettext_noop("page header"), gettext_noop("page number"), gettext_noop("page title"), gettext_noop("related"),
    gettext_noop("repeated caption"), gettext_noop("replaced label"), gettext_noop("sharing"), gettext_noop("style"), gettext_noop("table header"),
    gettext_noop("table of contents"), gettext_noop("template tag"), gettext_noop("time code"),
    gettext_noop("tool's own line"), gettext_noop("tracked deletion"),
)  # fmt: skip


# Why a correction was refused.
REFUSALS = {
    "malformed": gettext_noop("This correction was not understood. Please reload the page."),
    "block_gone": gettext_noop("The paragraph is no longer there; it was changed in another window. Please reload the page."),
    "nothing_before": gettext_noop("There is nothing above this paragraph to join it with."),
    "nothing_to_split": gettext_noop("There is nothing to split: put the cursor inside the text."),
    "nothing_to_undo": gettext_noop("There is nothing to undo."),
    "nothing_to_redo": gettext_noop("There is nothing to do again."),
    "label_taken": gettext_noop("Somebody else already has this label. Merge the two instead."),
    "bad_label": gettext_noop("A label is not empty, at most 100 characters long, and has none of these: * [ ] | :"),
    "no_alternative": gettext_noop("This place has no other reading any more."),
    "too_many": gettext_noop("No more corrections can be made here. Create the manuscript and go on there."),
    "unproven": gettext_noop("This correction would have lost words, which is a fault of this program. Nothing was changed."),
}  # fmt: skip

_LONGEST_CHOICE = 2_000
_MOST_CHOICES = 20_000


class TextForm(forms.Form):
    """The text of a paste, to be changed as a whole."""

    text = forms.CharField(label=_("Transcript"), strip=False, widget=forms.Textarea)


def page(
    request: HttpRequest, context: dict[str, Any], draft: ImportDraft, *, problem: str = "", checked: bool = False
) -> HttpResponse:
    """The draft; with `checked` also what its fields lack."""
    if draft.interview_id:
        return redirect("admin:interviews_interview_change", draft.interview_id)
    state = import_draft.state_of(draft)
    choices = _choices(draft, state)
    article = ArticleForm(MultiValueDict(choices))
    doubts = shown_doubts(state)
    shown = rows(state, doubts)
    return TemplateResponse(
        request,
        "desk/import_draft.html",
        {
            **context,
            **_beside(draft, seats(state, choices), shown, doubts, checked=checked),
            "article": article,
            "checked": checked,
            "problem": problem,
            "chosen_topics": _chosen_topics(article),
            "suggested_topics": suggested_topics(state, choices.get("topics", [])),
            "rows": shown,
            "parts": PARTS,
            "title_of_file": state.reading.title,
            "standfirst_of_file": state.reading.standfirst,
            "discards": [(d.line, translated(d.reason), d.text) for d in state.reading.document.discarded],
            "known": import_draft.known_already(draft),
        },
        status=400 if checked else 200,
    )


def correct_view(request: HttpRequest, pk: int) -> JsonResponse:
    """Apply one step of corrections, take one back or do it again; answer with what has changed by it.

    Sent is JSON: {step: [operation, …]} or {undo: true} or {redo: true}, and {choices: {name: [value, …]}}.
    """
    sent = json_of(request)
    with transaction.atomic():
        draft = draft_of(request, pk, lock=True)
        if draft.interview_id:
            return JsonResponse({"message": gettext("The manuscript has been created already.")}, status=409)
        if isinstance(sent.get("choices"), dict):
            draft.choices |= _clean(sent["choices"])
            draft.save(update_fields=["choices", "updated_at"])
        before = import_draft.state_of(draft)
        try:
            after = _changed(draft, before, sent)
        except Impossible as refusal:
            return JsonResponse({"message": gettext(REFUSALS[refusal.code])}, status=409)
        if after is before:
            return JsonResponse({"rows": "", "order": None})
        return JsonResponse(_difference(draft, before, after))


def _changed(draft: ImportDraft, before: Corrected, sent: Mapping[str, Any]) -> Corrected:
    if sent.get("undo"):
        return import_draft.undo(draft)
    if sent.get("redo"):
        return import_draft.redo(draft)
    given = sent.get("step")
    step = [operation for operation in given if isinstance(operation, dict)] if isinstance(given, list) else []
    return import_draft.apply(draft, before, step) if step else before


def _difference(draft: ImportDraft, before: Corrected, after: Corrected) -> dict[str, Any]:
    """Rows that changed as HTML, the order of all if it is another, and everything beside them."""
    doubts = shown_doubts(after)
    old, new = {row.name: row for row in rows(before, shown_doubts(before))}, rows(after, doubts)
    changed = [row for row in new if old.get(row.name) != row]
    order = [row.name for row in new]
    people = seats(after, _choices(draft, after))
    beside = _beside(draft, people, new, doubts, checked=False)
    return {
        "rows": render_to_string("desk/_import_rows.html", {"rows": changed}),
        "order": order if order != list(old) else None,
        "people": render_to_string("desk/_import_people.html", beside),
        "doubts": render_to_string("desk/_import_doubts.html", beside),
        "counts": render_to_string("desk/_import_counts.html", beside).strip(),
        "voices": [[seat.key, seat.voice.label] for seat in people],
        "undo": bool(draft.operations),
        "redo": bool(draft.undone),
    }


def _beside(
    draft: ImportDraft, people: list[Seat], shown: list[Row], doubts: list[ShownDoubt], *, checked: bool
) -> dict[str, Any]:
    return {
        "draft": draft,
        "people": people,
        "checked": checked,
        "doubts": doubts,
        "question_count": sum(row.opens and row.part == "question" for row in shown),
        "answer_count": sum(row.opens and row.part == "answer" for row in shown),
    }


def create_view(request: HttpRequest, context: dict[str, Any], pk: int) -> HttpResponse:
    """Make an interview of the draft, or show what is still missing."""
    if request.method != "POST":
        # What was refused has this address; opened again, it is the draft.
        return redirect("admin:interviews_interview_import_draft", draft_of(request, pk).pk)
    with transaction.atomic():
        draft = draft_of(request, pk, lock=True)
        if draft.interview_id:
            return redirect("admin:interviews_interview_change", draft.interview_id)
        draft.choices = _clean({name: request.POST.getlist(name) for name in request.POST})
        draft.save(update_fields=["choices", "updated_at"])
        try:
            state = _with_people(draft, import_draft.state_of(draft))
        except Impossible as refusal:
            return page(request, context, draft, problem=gettext(REFUSALS[refusal.code]), checked=True)
        choices = _choices(draft, state)
        article, people = ArticleForm(MultiValueDict(choices)), seats(state, choices)
        answering = [seat for seat in people if seat.voice.role != "asker"]
        problem = missing_roles(people)
        if problem or not all([article.is_valid(), *(seat.form.is_valid() for seat in answering)]):
            return page(request, context, draft, problem=problem, checked=True)
        interview = import_draft.create(draft, state, article, people, draft.editor)
    messages.success(request, _greeting(interview))
    return redirect("admin:interviews_interview_change", interview.pk)


def _greeting(interview: Interview) -> str:
    count = interview.doubts.count()
    if count:
        return gettext("The manuscript is created. Places still to be checked: %(n)s.") % {"n": count}
    return gettext("The manuscript is created. Read it through before you publish it.")


def _with_people(draft: ImportDraft, state: Corrected) -> Corrected:
    """The labels and roles as a form without script sends them. Raises Impossible."""
    step: list[dict[str, Any]] = []
    for key, voice in state.reading.voices.items():
        part = (draft.choices.get(f"{key}-part") or [voice.role])[0]
        label = " ".join((draft.choices.get(f"{key}-label") or [voice.label])[0].split())
        if part in ("asker", "expert") and part != voice.role:
            step.append({"op": "set_role", "voice": key, "role": part})
        if label != voice.label:
            step.append({"op": "rename", "voice": key, "label": label})
    return import_draft.apply(draft, state, step) if step else state


@transaction.atomic
def text_view(request: HttpRequest, context: dict[str, Any], pk: int) -> HttpResponse:
    """Change the text of a paste as a whole."""
    draft = draft_of(request, pk, lock=True)
    if not draft.is_paste or draft.interview_id:
        raise Http404
    text = draft.plain_text or bytes(draft.data).decode(errors="replace")
    form = TextForm(request.POST or None, initial={"text": text})
    if request.method == "POST" and form.is_valid():
        try:
            import_draft.replace_text(draft, form.cleaned_data["text"])
        except TranscriptError as error:
            form.add_error("text", told(error))
        else:
            return redirect("admin:interviews_interview_import_draft", draft.pk)
    context |= {"form": form, "draft": draft}
    return render(request, "desk/import_text.html", context, status=400 if form.errors else 200)


@transaction.atomic
def discard_view(request: HttpRequest, pk: int) -> HttpResponse:
    draft_of(request, pk, lock=True).delete()
    messages.success(request, gettext("The import is discarded."))
    return redirect("admin:interviews_interview_import")


def original_view(request: HttpRequest, pk: int) -> HttpResponse:
    return as_download(draft_of(request, pk))


def as_download(received: Any) -> HttpResponse:
    """What came in, to keep; a browser must never show it as a page of this site."""
    is_pasted_text = received.is_paste and received.content_type == "text/plain"
    response = HttpResponse(
        bytes(received.data),
        content_type="text/plain; charset=utf-8" if is_pasted_text else "application/octet-stream",
    )
    response["Content-Disposition"] = content_disposition_header(True, received.download_name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def draft_of(request: HttpRequest, pk: int, *, lock: bool = False) -> ImportDraft:
    """The editor's own draft. Raises Http404, and PermissionDenied for who may not import any more."""
    if not request.user.has_perm("interviews.add_interview"):
        raise PermissionDenied
    found = ImportDraft.objects.select_for_update() if lock else ImportDraft.objects.all()
    draft = found.filter(pk=pk, editor=request.user.pk).first()
    if draft is None:
        raise Http404
    return draft


def _choices(draft: ImportDraft, state: Corrected) -> dict[str, list[str]]:
    return defaults(state, draft.title) | draft.choices


def _chosen_topics(article: ArticleForm) -> dict[str, Any]:
    article.is_valid()
    cleaned = getattr(article, "cleaned_data", {})
    return {"topics": cleaned.get("topics") or [], "new": cleaned.get("new_topics") or []}


def _clean(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """What a form sends, without what is no choice, in bounds."""
    kept: dict[str, list[str]] = {}
    for name, values in list(given.items())[:_MOST_CHOICES]:
        if name != "csrfmiddlewaretoken" and isinstance(values, list):
            kept[str(name)[:200]] = [str(value)[:_LONGEST_CHOICE].replace("\x00", "") for value in values[:200]]
    if "topics" in kept:
        kept["topics"] = [value for value in kept["topics"] if key_in(value)]
    return kept
