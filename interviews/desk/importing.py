"""“New interview from a transcript”: paste, drop or choose; what came in becomes a draft that is corrected next."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.models import ImportDraft
from interviews.transcripts import TranscriptError
from interviews.transcripts.errors import ERRORS
from interviews.transcripts.formats import SUFFIXES
from interviews.transcripts.limits import MAX_BYTES

from .import_draft import start

_MOST_FILES = 20
_JUST_NOW = timedelta(seconds=1)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """A FileField for any number of files; its value is a list."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(FilesField, self).clean(file, initial) for file in files]


class TranscriptForm(forms.Form):
    """The transcript, pasted or as one or several files, each of which becomes a draft."""

    text = forms.CharField(label=_("Paste the transcript"), required=False, strip=False, widget=forms.Textarea)
    # The same paste with its formatting; static/desk/import/receive.js fills it in, unless it is so large that it
    # would not fit into one request together with the text.
    html = forms.CharField(
        required=False,
        strip=False,
        widget=forms.HiddenInput(attrs={"data-limit": MAX_BYTES // 2, "autocomplete": "off"}),
    )
    file = FilesField(
        label=_("or choose files"),
        required=False,
        allow_empty_file=True,
        help_text=", ".join(SUFFIXES),
        widget=SeveralFiles(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.errors:
            return data
        uploads: list[UploadedFile] = data["file"]
        if uploads and (data["text"].strip() or data["html"]):
            raise forms.ValidationError(gettext("Paste a text or choose a file, not both."))
        if len(uploads) > _MOST_FILES:
            raise forms.ValidationError(gettext("At most %(n)s files at once.") % {"n": _MOST_FILES})
        if uploads:
            # Far more than is allowed need not be read to be refused.
            data["drafts"] = [ImportDraft.received(one.read(4 * MAX_BYTES), one.name or "") for one in uploads]
        elif data["html"]:
            draft = ImportDraft.received(data["html"].encode(errors="replace"), pasted_as="text/html")
            draft.plain_text = data["text"]
            data["drafts"] = [draft]
        else:
            data["drafts"] = [ImportDraft.received(data["text"].encode(errors="replace"))]
        return data


def told(error: TranscriptError) -> str:
    """What is wrong with a transcript, in the editor's language."""
    params = {k: translated(str(v)) if k in ("format", "remedy") else v for k, v in error.params.items()}
    return gettext(ERRORS[error.code]) % params


def translated(message: str) -> str:
    """Like gettext, which would answer an empty message with the catalogue's head."""
    return gettext(message) if message else ""


def receive(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """Take in what is pasted or chosen; what cannot be read is told, and what can be read of several is kept."""
    form = TranscriptForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        drafts, failed = [], False
        for draft in form.cleaned_data["drafts"]:
            draft.editor = request.user
            try:
                drafts.append(start(draft))
            except TranscriptError as error:
                failed = True
                reason = told(error)
                form.add_error(None, f"{draft.name}: {reason}" if len(form.cleaned_data["drafts"]) > 1 else reason)
        if drafts and not failed:
            if drafts[0].updated_at - drafts[0].created_at > _JUST_NOW:
                messages.info(request, gettext("This import was started before; here it goes on."))
            # The others wait in the list of started imports.
            return redirect("admin:interviews_interview_import_draft", drafts[0].pk)
    started = ImportDraft.objects.unfinished().filter(editor=request.user.pk)
    status = 400 if form.errors else 200
    return TemplateResponse(request, "desk/import.html", {**context, "form": form, "started": started}, status=status)
