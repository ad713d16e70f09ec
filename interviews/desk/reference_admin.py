"""Experts, topics and legal texts at the desk."""

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from markdownx.models import MarkdownxField

from interviews.models import Article, Expert, Interview, LegalText, Participant, Topic
from interviews.models.manuscript import InterviewQuerySet
from interviews.publishing.publish import refresh
from interviews.publishing.rendering import render_markdown

from .duplicates import duplicates_of
from .forms import ExpertForm, NamedForm
from .interview_list import shown_state
from .merging import MergingAdmin, say_updated
from .searching import find_rows
from .widgets import MarkdownWidget

MARKDOWN = {MarkdownxField: {"widget": MarkdownWidget}}


class NamedAdmin(MergingAdmin):
    """Experts and topics: what readers see of them follows every save.

    `relation` is a model with one row for each of them in each interview, as (model, field).
    """

    form = NamedForm
    formfield_overrides = MARKDOWN
    empty_value_display = ""
    change_form_template = "admin/interviews/named.html"
    change_list_template = "admin/interviews/named_list.html"
    delete_confirmation_template = "admin/interviews/named_delete.html"
    delete_selected_confirmation_template = "admin/interviews/named_delete.html"
    relation: tuple[Any, str]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        model, field = self.relation
        rows = model.objects.filter(**{field: OuterRef("pk")}, interview__deleted_at=None).order_by()
        total = rows.values(field).annotate(n=Count("interview", distinct=True)).values("n")
        return super().get_queryset(request).annotate(total=Coalesce(Subquery(total), 0))

    @admin.display(description=_("interviews"), ordering="total")
    def interview_count(self, obj: Any) -> SafeString:
        # As a card on a small screen, a row has no column heading to say what is counted.
        words = ngettext("%(counter)s interview", "%(counter)s interviews", obj.total) % {"counter": obj.total}
        return format_html('<span class="in-table">{}</span><span class="in-card">{}</span>', obj.total, words)

    @admin.display(description=_("aliases"))
    def other_names(self, obj: Any) -> str:
        return ", ".join(obj.alias_list)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return find_rows(queryset, search_term, *map(str, self.search_fields)), False

    def interviews_of(self, objects: list[Any]) -> InterviewQuerySet:
        """What is written about them, outside the trash, and what readers see of them."""
        model, field = self.relation
        shown = Article.objects.filter(**{f"{'experts' if self.model is Expert else 'topics'}__in": objects})
        written = model.objects.filter(**{f"{field}__in": objects})
        wanted = Q(pk__in=written.values("interview")) | Q(pk__in=shown.values("interview"))
        return Interview.objects.kept().filter(wanted)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"title": self.opts.verbose_name_plural, **(extra_context or {})})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if obj is not None:
            pieces = self.interviews_of([obj]).select_related("article")
            context = {
                "title": str(obj),
                "subtitle": None,
                "pieces": [(piece, *shown_state(piece)) for piece in pieces],
                "duplicates": duplicates_of(self.model, [obj.name, *obj.alias_list], obj.pk),
            }
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Nothing is deleted that an interview needs; the trash needs nothing."""
        found = list(objs)
        pieces = [
            format_html('<a href="{}">{}</a>', reverse("admin:interviews_interview_change", args=[piece.pk]), piece)
            for piece in self.interviews_of(found)
        ]
        return [str(obj) for obj in found], {self.opts.verbose_name_plural: len(found)}, set(), pieces

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete_queryset(request, self.model._default_manager.filter(pk=obj.pk))

    def save_and_refresh(self, request: HttpRequest, obj: Any, **shown: Any) -> None:
        super().save_model(request, obj, None, True)
        say_updated(request, refresh(**shown))


class ExpertAdmin(NamedAdmin):
    form = ExpertForm
    relation = (Participant, "expert")
    list_display = ("name", "role", "organisation", "other_names", "interview_count")
    search_fields = ("name", "aliases", "label", "organisation", "role")
    compared = ("role", "organisation", "label", "aliases", "links", "biography", "portrait_credit", "slug")
    fields = (
        "opened", "nevertheless", "name", "role", "organisation", "biography", "portrait", "portrait_credit", "links", "label",
        "aliases", "slug",
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Expert, form: ModelForm, change: bool) -> None:
        obj.biography_html = render_markdown(obj.biography)
        self.save_and_refresh(request, obj, experts=[obj])

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        in_trash = Participant.objects.exclude(interview__deleted_at=None)
        in_trash.filter(expert__in=queryset.values("pk")).update(expert=None)
        super().delete_queryset(request, queryset)


class TopicAdmin(NamedAdmin):
    relation = (Interview.topics.through, "topic")
    list_display = ("name", "other_names", "interview_count")
    search_fields = ("name", "aliases")
    compared = ("aliases", "description", "slug")
    fields = ("opened", "nevertheless", "name", "description", "aliases", "slug")

    def save_model(self, request: HttpRequest, obj: Topic, form: ModelForm, change: bool) -> None:
        obj.description_html = render_markdown(obj.description)
        self.save_and_refresh(request, obj, topics=[obj])


class LegalTextAdmin(admin.ModelAdmin):
    formfield_overrides = MARKDOWN

    def save_model(self, request: HttpRequest, obj: LegalText, form: ModelForm, change: bool) -> None:
        obj.html = render_markdown(obj.text)
        super().save_model(request, obj, form, change)
