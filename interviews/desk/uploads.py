"""markdownx's two addresses, for editors only."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required, permission_required
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from markdownx.settings import MARKDOWNX_MEDIA_PATH
from markdownx.views import ImageUploadView

from interviews.publishing.rendering import render_markdown

from .images import clean_image


class RasterImageForm(forms.Form):
    """Takes the place of markdownx's form, which trusts the declared type and admits SVG."""

    image = forms.FileField()

    def clean_image(self) -> Any:
        return clean_image(self.cleaned_data["image"])

    def save(self, commit: bool = True) -> str:
        image = self.cleaned_data["image"]
        return default_storage.url(default_storage.save(MARKDOWNX_MEDIA_PATH + image.name, image))


class RasterImageUploadView(ImageUploadView):
    form_class = RasterImageForm


def editors_only(view: Any) -> Any:
    """Anonymous people are sent to log in; others without the right get 403."""
    allowed = permission_required("interviews.change_interview", raise_exception=True)(view)
    return require_POST(login_required(allowed, login_url="admin:login"))


@editors_only
def markdown_preview(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_markdown(request.POST.get("content", "")))


image_upload = editors_only(RasterImageUploadView.as_view())
