"""The library of pictures: what was uploaded once is there to be used again, with what was written about it."""

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from interviews.file_names import clean_file_name
from interviews.models import Picture

from .images import clean_image
from .requests import editor_of, editors_only, json_of
from .searching import find_rows

_PER_PAGE = 12


class PictureForm(forms.Form):
    """A file, checked and re-encoded by `clean_image`."""

    image = forms.FileField(label=_("file"))

    def clean_image(self) -> Any:
        return clean_image(self.cleaned_data["image"])

    def keep(self, editor: User) -> Picture:
        """The picture of the library that is this file: a new one unless it was uploaded before."""
        image = self.cleaned_data["image"]
        name = clean_file_name(self["image"].data.name or "")
        picture, _created = Picture.objects.get_or_create(
            digest=hashlib.sha256(image.read()).hexdigest(),
            defaults={"file": image, "name": name, "uploaded_by": editor},
        )
        return picture


class DescriptionForm(forms.Form):
    """What has to be said about a picture."""

    alt = forms.CharField(
        label=_("description of the image"),
        max_length=300,
        help_text=_("What it shows, for people who cannot see it."),
        error_messages={"required": _("Say what the image shows, for people who cannot see it.")},
    )
    credit = forms.CharField(label=_("image credit"), max_length=200, required=False)


class UploadForm(PictureForm, DescriptionForm):
    """A new picture, with what has to be said about it."""

    field_order = ("image", "alt", "credit")


def library_page(request: HttpRequest) -> dict[str, Page[Picture] | str]:
    """What the address asks for of the library: those about `q`, newest first, at the given page."""
    query = request.GET.get("q", "")[:200]
    return {
        "page": Paginator(find_rows(Picture.objects.all(), query, "alt", "credit", "name"), _PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "query": query,
    }


@require_safe
@editors_only
def library(request: HttpRequest) -> HttpResponse:
    """A page of the library, for the dialog of the manuscript."""
    response = TemplateResponse(request, "desk/_pictures.html", library_page(request))
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@editors_only
def image_upload(request: HttpRequest) -> HttpResponse:
    """Put a picture into the library; what is wrong with a file is said in words, by field, with status 400."""
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    picture = form.keep(editor_of(request))
    return JsonResponse(
        {
            "image_code": f"![]({picture.file.url})",
            "picture": {
                "url": picture.file.url,
                "alt": picture.alt,
                "credit": picture.credit,
                "description": reverse("picture_description", args=[picture.pk]),
            },
        }
    )


@require_POST
@editors_only
def describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Remember what was written about a picture that is used in a text."""
    picture = get_object_or_404(Picture, pk=pk)
    form = DescriptionForm(json_of(request))
    form.fields["alt"].required = False
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    picture.describe(form.cleaned_data["alt"], form.cleaned_data["credit"])
    return HttpResponse(status=204)
