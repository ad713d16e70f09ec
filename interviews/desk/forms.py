"""The form of an expert."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .images import clean_image


class ExpertForm(forms.ModelForm):
    """A newly uploaded portrait is checked and re-encoded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("portrait"):
            # The admin groups a file field under a legend and leaves the input itself without a name.
            field.widget.attrs["aria-label"] = field.label

    def clean_portrait(self) -> Any:
        upload = self.cleaned_data["portrait"]
        return clean_image(upload) if isinstance(upload, UploadedFile) else upload
