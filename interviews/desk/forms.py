"""Forms of the interview page in the desk."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import F, Max
from django.forms.models import BaseInlineFormSet

from interviews.manuscripts.store import anchor_for
from interviews.manuscripts.value import Exchange
from interviews.models import QuestionAnswer

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


class InterviewForm(CleanImageMixin, forms.ModelForm):
    image_fields = ("lead_image",)

    def clean_slug(self) -> str | None:
        return self.cleaned_data["slug"] or None


class ExpertForm(CleanImageMixin, forms.ModelForm):
    image_fields = ("portrait",)


class ExchangeFormSet(BaseInlineFormSet):
    """Exchanges in the order of their ORDER fields; positions are given when saved, anchors once for all."""

    def get_ordering_widget(self) -> forms.Widget:  # type: ignore[override]
        return forms.NumberInput(attrs={"min": 1, "class": "exchange-order"})

    def save(self, commit: bool = True) -> list[QuestionAnswer]:
        if not commit:
            return super().save(commit=False)
        rows = self.instance.exchanges
        # Out of the way first: positions are unique, and rows may swap theirs.
        offset = (rows.aggregate(last=Max("position"))["last"] or 0) + len(self.forms) + 1
        rows.update(position=F("position") + offset)
        super().save(commit=False)
        for removed in self.deleted_objects:
            removed.delete()
        taken = set(rows.values_list("anchor", flat=True))
        kept = [form for form in self.forms if self._is_kept(form)]
        kept.sort(key=lambda form: (form.cleaned_data.get("ORDER") or len(self.forms) + 1, self.forms.index(form)))
        for position, form in enumerate(kept, 1):
            row = form.instance
            row.position = position
            if not row.anchor:
                row.anchor = anchor_for(Exchange("", row.heading, "", row.question, row.answer), taken)
                taken.add(row.anchor)
            row.save()
        return [form.instance for form in kept]

    def _is_kept(self, form: forms.ModelForm) -> bool:
        if form in self.deleted_forms:
            return False
        return bool(form.instance.pk) or form.has_changed()
