"""“New interview from a transcript”: paste or upload, look at the preview, create."""

import base64
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.models import Expert, Participant, Topic
from interviews.transcripts import Transcript, TranscriptError, read_transcript
from interviews.transcripts.decoding import MAX_BYTES, decode
from interviews.transcripts.errors import DOUBTS, ERRORS, PROPOSALS
from interviews.transcripts.importing import READERS

from .manuscripts import Casting, ImportChoices, create_manuscript, match_expert

_NEW = "new"
_NOBODY = ""


class TranscriptForm(forms.Form):
    """Step one: the transcript, pasted or as a file."""

    text = forms.CharField(
        label=_("Paste the transcript"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "class": "vLargeTextField"}),
    )  # fmt: skip
    file = forms.FileField(
        label=_("or choose a file"), required=False, allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ",".join(READERS)}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        upload: UploadedFile | None = data.get("file")
        text = data.get("text") or ""
        if upload and text.strip():
            raise forms.ValidationError(gettext("Paste a text or choose a file, not both."))
        if upload:
            # Far more than is allowed need not be read to be refused.
            data["source"], data["name"] = upload.read(4 * MAX_BYTES), upload.name or ""
        else:
            data["source"], data["name"] = text.encode(), ""
        try:
            data["transcript"] = read_transcript(data["source"], data["name"])
        except TranscriptError as error:
            params = {k: gettext(str(v)) if k == "remedy" else v for k, v in error.params.items()}
            raise forms.ValidationError(gettext(ERRORS[error.code]) % params) from error
        return data


class PreviewForm(forms.Form):
    """Step two: who the speakers are, and what the article is called. The source travels along."""

    source = forms.CharField(widget=forms.HiddenInput)
    source_name = forms.CharField(widget=forms.HiddenInput, required=False)
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
            self.fields[f"role_{number}"] = forms.ChoiceField(
                label=gettext("Role of %(label)s") % {"label": speaker.label},
                choices=Participant.Role.choices, initial=speaker.role,
            )  # fmt: skip
            self.fields[f"expert_{number}"] = forms.ChoiceField(
                label=gettext("Who is %(label)s?") % {"label": speaker.label},
                choices=choices, required=False, initial=_initial(speaker.role, match),
            )  # fmt: skip
            self.fields[f"name_{number}"] = forms.CharField(
                label=gettext("Full name of %(label)s") % {"label": speaker.label}, max_length=200,
                required=False, initial=speaker.name or speaker.label,
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
            "source": base64.b64encode(source).decode(),
            "source_name": form.cleaned_data["name"],
            "headline": transcript.to_dict()["title"] or "",
        }
        return _show_preview(request, context, PreviewForm(transcript, initial=initial))
    return TemplateResponse(
        request, "admin/interviews/import.html", {**context, "form": form}, status=400 if form.errors else 200
    )


def _second_step(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    try:
        source = base64.b64decode(request.POST["source"], validate=True)
        name = request.POST.get("source_name", "")
        transcript = read_transcript(source, name)
    except (ValueError, TranscriptError):
        messages.error(request, gettext("The transcript did not arrive whole. Please paste it again."))
        return redirect(request.path)
    text = decode(source)
    if "back" in request.POST:
        form = TranscriptForm(initial={"text": text})
        return TemplateResponse(request, "admin/interviews/import.html", {**context, "form": form})
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
            name,
            text,
        ),
        request.user if request.user.is_authenticated else None,
    )
    messages.success(request, gettext("The manuscript is ready. Read it through, then publish it."))
    return redirect("admin:interviews_interview_change", interview.pk)


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
            "doubtful_lines": {d.line for d in transcript.doubts},
            "question_count": sum(t.kind == "question" for t in transcript.turns),
            "answer_count": sum(t.kind == "answer" for t in transcript.turns),
        },
    )
