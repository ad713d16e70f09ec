"""The lead image of a manuscript: chosen from the library or uploaded, and described."""

from typing import Any

from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from interviews.manuscripts.copies import change, open_for
from interviews.models import Interview, Picture

from .pictures import DescriptionForm, UploadForm, library_page
from .requests import editor_of, key_in


def picture(request: HttpRequest, context: dict[str, Any], interview: Interview) -> HttpResponse:
    """Choose the lead image; it goes into the working copy.

    `choose` in the address is a picture of the library that is shown to be described. A form sends `upload`, `remove`
    or, with what it says about the picture that is shown, neither.
    """
    manuscript = open_for(interview, editor_of(request)).manuscript
    chosen = _chosen(request)
    name = str(chosen.file) if chosen else manuscript.lead_image
    said = {"alt": manuscript.lead_image_alt, "credit": manuscript.lead_image_credit}
    about = DescriptionForm(initial={"alt": chosen.alt, "credit": chosen.credit} if chosen else said)
    upload = UploadForm(prefix="new")
    if "remove" in request.POST:
        return _use(request, interview, "", {"alt": "", "credit": ""})
    if "upload" in request.POST:
        upload = UploadForm(request.POST, request.FILES, prefix="new")
        if upload.is_valid():
            return _use(request, interview, str(upload.keep(editor_of(request)).file), upload.cleaned_data)
    elif request.method == "POST":
        about = DescriptionForm(request.POST)
        if about.is_valid():
            return _use(request, interview, name, about.cleaned_data)
    values = {
        **context, **library_page(request), "interview": interview, "about": about, "upload": upload, "chosen": chosen,
        "url": default_storage.url(name) if name else "",
    }  # fmt: skip
    return TemplateResponse(request, "desk/picture.html", values, status=400 if about.errors or upload.errors else 200)


def _chosen(request: HttpRequest) -> Picture | None:
    key = key_in(request.GET.get("choose", ""))
    return get_object_or_404(Picture, pk=key) if key else None


def _use(request: HttpRequest, interview: Interview, name: str, said: dict[str, str]) -> HttpResponse:
    """Make a picture the lead image, with what is said about it; none if the name is empty."""
    operations = [
        {"op": "set_picture", "name": name},
        {"op": "set_field", "name": "lead_image_alt", "value": said["alt"]},
        {"op": "set_field", "name": "lead_image_credit", "value": said["credit"]},
    ]
    change(interview, editor_of(request), operations)
    for picture in Picture.objects.filter(file=name):
        picture.describe(said["alt"], said["credit"])
    return redirect("admin:interviews_interview_change", interview.pk)
