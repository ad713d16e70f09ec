"""Forms of the interview page in the desk."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from .images import clean_image


class CleanImageMixin:
    """Every newly uploaded image of a model form is checked and re-encoded."""

    image_fields: tuple[str, ...] = ()
    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.image_fields:
            if field := self.fields.get(name):
                # The admin groups a file field under a legend and leaves the input itself without a name.
                field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()  # type: ignore[misc]
        for name in self.image_fields:
            upload = self.cleaned_data.get(name)
            if isinstance(upload, UploadedFile):
                try:
                    self.cleaned_data[name] = clean_image(upload)
                except forms.ValidationError as error:
                    self.add_error(name, error)  # type: ignore[attr-defined]
        return data


class ExpertForm(CleanImageMixin, forms.ModelForm):
    image_fields = ("portrait",)
