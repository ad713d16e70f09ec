"""The forms of experts and topics."""

import hashlib
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from .duplicates import duplicates_of
from .images import clean_image
from .widgets import PortraitWidget

_CHANGED_MEANWHILE = _(
    "Somebody has changed this entry since you opened it. Compare it with yours; if you save again, yours is kept."
)


def _digest(instance: Any) -> str:
    """Another one whenever one of the fields is another."""
    held = [str(getattr(instance, field.attname)) for field in instance._meta.concrete_fields]
    return hashlib.sha256("\x00".join(held).encode()).hexdigest()


class NamedForm(forms.ModelForm):
    """Asks before it saves a name that somebody else has, or over what somebody else has changed meanwhile."""

    nevertheless = forms.BooleanField(label=_("Save nevertheless"), required=False, widget=forms.HiddenInput)
    # What the entry held when the form was opened.
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opened"] = _digest(self.instance) if self.instance.pk else ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("opened") and data["opened"] != self.initial["opened"]:
            self.data = MultiValueDict({**dict(self.data.lists()), "opened": [self.initial["opened"]]})  # type: ignore[attr-defined]
            here = format_html('<a href="" target="_blank">{}</a>', _("Open the entry as it is now"))
            self.add_error(None, format_html("{} {}", _CHANGED_MEANWHILE, here))
        if data.get("nevertheless") or not {"name", "aliases"} & set(self.changed_data):
            return data
        names = [data.get("name", ""), *data.get("aliases", "").splitlines()]
        if found := duplicates_of(self._meta.model, names, self.instance.pk):
            self.fields["nevertheless"].widget = forms.CheckboxInput()
            url = f"admin:interviews_{self._meta.model._meta.model_name}_change"
            links = format_html_join(
                ", ", '<a href="{}">{}</a>', ((reverse(url, args=[one.pk]), one.name) for one in found)
            )
            self.add_error("nevertheless", format_html("{} {}", _("This name is there already:"), links))
        return data


class ExpertForm(NamedForm):
    """A newly uploaded portrait is checked and re-encoded."""

    # Not the model's own field: that one would first say in other words what it cannot read.
    portrait = forms.FileField(
        label=_("portrait"),
        required=False,
        widget=PortraitWidget,
        help_text=_("JPEG, PNG or WebP, at most 8 MB."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The admin groups a file field under a legend and leaves the input itself without a name.
        self.fields["portrait"].widget.attrs["aria-label"] = self.fields["portrait"].label

    def clean_portrait(self) -> Any:
        upload = self.cleaned_data["portrait"]
        return clean_image(upload) if isinstance(upload, UploadedFile) else upload
