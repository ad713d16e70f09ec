"""“New interview from a transcript”: paste or upload, look at the preview, create."""

import base64
import logging
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from interviews.models import Expert, Participant, Source, Topic
from interviews.transcripts import Transcript, TranscriptError, read_transcript
from interviews.transcripts.assemble import LostWords
from interviews.transcripts.errors import DOUBTS, ERRORS, PROPOSALS
from interviews.transcripts.formats import SUFFIXES
from interviews.transcripts.limits import MAX_BYTES
from interviews.transcripts.source import SourceFile

from .manuscripts import Casting, ImportChoices, as_plain, create_manuscript, match_expert, shorten

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

_log = logging.getLogger(__name__)
_NEW = "new"
_NOBODY = ""


class TranscriptForm(forms.Form):
    """Step one: the transcript, pasted or as a file."""

    text = forms.CharField(
        label=_("Paste the transcript"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
    )  # fmt: skip
    # The same paste with its formatting; static/desk/import.js fills it in, unless it is so large that it would not
    # fit into one request together with the text.
    html = forms.CharField(
        required=False,
        strip=False,
        widget=forms.HiddenInput(attrs={"data-limit": MAX_BYTES // 2, "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("or choose a file"), required=False, allow_empty_file=True, help_text=", ".join(SUFFIXES),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        upload: UploadedFile | None = data["file"]
        if upload and (data["text"].strip() or data["html"]):
            raise forms.ValidationError(gettext("Paste a text or choose a file, not both."))
        if upload:
            # Far more than is allowed need not be read to be refused.
            data["source"] = Source.received(upload.read(4 * MAX_BYTES), upload.name or "")
        elif data["html"]:
            data["source"] = Source.received(data["html"].encode(), pasted_as="text/html")
        else:
            data["source"] = Source.received(data["text"].encode())
        try:
            data["transcript"] = _read(data["source"])
        except TranscriptError as error:
            raise forms.ValidationError(told(error)) from error
        return data


def told(error: TranscriptError) -> str:
    """What is wrong with a transcript, in the editor's language."""
    params = {k: _translate(str(v)) if k in ("format", "remedy") else v for k, v in error.params.items()}
    return gettext(ERRORS[error.code]) % params


def _translate(message: str) -> str:
    """Like gettext, which would answer an empty message with the catalogue's head."""
    return gettext(message) if message else ""


def _read(source: Source) -> Transcript:
    """Raises TranscriptError. A name tells the reader what a paste is where the text itself is not clear."""
    pasted_as = "paste.html" if source.content_type == "text/html" else ""
    try:
        return read_transcript(bytes(source.data), source.name or pasted_as)
    except LostWords as fault:
        _log.exception("a transcript would have lost words: %s (%s)", source.digest, source.name)
        raise TranscriptError("unproven") from fault


class PreviewForm(forms.Form):
    """Step two: who the speakers are, and what the article is called. The source travels along."""

    source = forms.CharField(widget=forms.HiddenInput)
    source_name = forms.CharField(widget=forms.HiddenInput, required=False)
    source_type = forms.CharField(widget=forms.HiddenInput, required=False)
    pasted_text = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    headline = forms.CharField(
        label=_("Headline"), max_length=300, widget=forms.TextInput(attrs={"class": "vTextField"})
    )
    kicker = forms.CharField(
        label=_("Kicker"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple
    )
    new_topics = forms.CharField(
        label=_("New topics"), required=False, help_text=_("Separated by commas."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    def __init__(self, transcript: Transcript, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.transcript = transcript
        experts = list(Expert.objects.all())
        self.speaker_rows = []
        for number, speaker in enumerate(transcript.speakers):
            match = match_expert(speaker, experts)
            choices = [(_NEW, gettext("New expert")), (_NOBODY, gettext("Nobody on file"))]
            choices += [(str(e.pk), e.name) for e in experts]
            roles: list[tuple[str, Any]] = list(Participant.Role.choices)
            if speaker.role == "unknown":
                roles.insert(0, ("", gettext("please choose")))
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label=gettext("Role of %(label)s") % {"label": speaker.label},
                choices=roles, initial="" if speaker.role == "unknown" else speaker.role,
            )  # fmt: skip
            self.fields[f"expert_{number}"] = forms.ChoiceField(
                label=gettext("Who is %(label)s?") % {"label": speaker.label},
                choices=choices, required=False, initial=_initial(speaker.role, match),
            )  # fmt: skip
            self.fields[f"name_{number}"] = forms.CharField(
                label=gettext("Full name of %(label)s") % {"label": speaker.label}, max_length=200,
                required=False, initial=shorten(speaker.name or speaker.label, 200),
            )  # fmt: skip
            names = (f"role_{number}", f"expert_{number}", f"name_{number}")
            self.speaker_rows.append((speaker, [self[name] for name in names]))

    def casting(self) -> dict[str, Casting]:
        experts = {str(e.pk): e for e in Expert.objects.all()}
        result = {}
        for number, speaker in enumerate(self.transcript.speakers):
            chosen = self.cleaned_data[f"expert_{number}"]
            new_name = self.cleaned_data[f"name_{number}"].strip() or speaker.label
            result[speaker.label] = Casting(
                self.cleaned_data[f"role_{number}"], experts.get(chosen), new_name if chosen == _NEW else ""
            )
        return result

    def chosen_topics(self) -> list[Topic]:
        topics = list(self.cleaned_data["topics"])
        on_file = list(Topic.objects.all())
        for name in filter(None, (part.strip() for part in self.cleaned_data["new_topics"].split(","))):
            known = next((topic for topic in on_file if name.casefold() in topic.known_as), None)
            if known is None:
                known = Topic.objects.create(name=name[:200])
                on_file.append(known)
            topics.append(known)
        return topics


def _initial(role: str, match: Expert | None) -> str:
    if role == "asker":
        return _NOBODY
    return str(match.pk) if match else _NEW


def import_view(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Both steps under one address; nothing is stored before the last click."""
    if request.method == "POST" and "source" in request.POST:
        return _second_step(request, context)
    form = TranscriptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        transcript, source = form.cleaned_data["transcript"], form.cleaned_data["source"]
        initial = {
            "source": base64.b64encode(source.data).decode(),
            "source_name": source.name,
            "source_type": source.content_type,
            "pasted_text": form.cleaned_data["text"] if form.cleaned_data["html"] else "",
            "headline": shorten(as_plain(transcript.title or ""), 300),
        }
        return _show_preview(request, context, PreviewForm(transcript, initial=initial))
    return _show_upload(request, context, form)


def _show_upload(request: HttpRequest, context: dict[str, Any], form: TranscriptForm) -> HttpResponse:
    status = 400 if form.errors else 200
    return TemplateResponse(request, "admin/interviews/import.html", {**context, "form": form}, status=status)


def _second_step(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    try:
        source = _carried_source(request.POST)
        transcript = _read(source)
    except (ValueError, TranscriptError):
        messages.error(request, gettext("The transcript did not arrive whole. Please paste it again."))
        return redirect(request.path)
    if "back" in request.POST:
        return _back_to_upload(request, context, source)
    preview = PreviewForm(transcript, request.POST)
    if not preview.is_valid():
        return _show_preview(request, context, preview)
    casting = preview.casting()
    interview = create_manuscript(
        transcript.with_roles({label: "asker" if c.role == "asker" else "expert" for label, c in casting.items()}),
        ImportChoices(
            casting,
            preview.cleaned_data["headline"],
            preview.cleaned_data["kicker"],
            preview.chosen_topics(),
            source,
        ),
        request.user if request.user.is_authenticated else None,
    )
    messages.success(request, gettext("The manuscript is ready. Read it through, then publish it."))
    return redirect("admin:interviews_interview_change", interview.pk)


def _carried_source(post: QueryDict) -> Source:
    """The source that the preview's form carries. Raises ValueError if it is damaged."""
    data = base64.b64decode(str(post["source"]), validate=True)
    pasted_as = "text/html" if post.get("source_type") == "text/html" else "text/plain"
    return Source.received(data, post.get("source_name", ""), pasted_as=pasted_as)


def _back_to_upload(request: HttpRequest, context: dict[str, Any], source: Source) -> HttpResponse:
    """Step one again, with the text in its field; a file that is no text must be chosen anew."""
    data = bytes(source.data)
    initial = {}
    if not source.name and source.content_type == "text/html":
        initial = {"text": request.POST.get("pasted_text", ""), "html": data.decode(errors="replace")}
    elif (text := _editable_text(data)) is not None:
        initial = {"text": text}
    else:
        note = gettext("“%(name)s” cannot be changed here. Change it and choose it again.")
        messages.info(request, note % {"name": source.name})
    return _show_upload(request, context, TranscriptForm(initial=initial))


def _editable_text(data: bytes) -> str | None:
    """The text, or None of a word processor's file: DOCX and ODT are zip archives, RTF is all control words."""
    if data.startswith((b"PK\x03\x04", b"{\\rtf")):
        return None
    try:
        return SourceFile(data).text
    except TranscriptError:
        return None


def _show_preview(request: HttpRequest, context: dict[str, Any], form: PreviewForm) -> HttpResponse:
    transcript = form.transcript
    doubts = [
        {
            "line": d.line,
            "text": d.text,
            "why": gettext(DOUBTS[d.code]),
            "proposal": gettext(PROPOSALS[d.proposal]) % {"label": d.label},
        }
        for d in transcript.doubts
    ]
    return TemplateResponse(
        request,
        "admin/interviews/import_preview.html",
        {
            **context,
            "form": form,
            "transcript": transcript,
            "doubts": doubts,
            "discards": [{"line": d.line, "text": d.text, "why": _translate(d.reason)} for d in transcript.discarded],
            "doubtful_lines": {d.line for d in transcript.doubts},
            "question_count": sum(t.kind == "question" for t in transcript.turns),
            "answer_count": sum(t.kind == "answer" for t in transcript.turns),
        },
    )
