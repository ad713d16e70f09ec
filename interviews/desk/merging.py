"""Merging experts or topics at the desk: chosen in the list or from the page of one, compared, made one."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interviews.publishing.merging import Gone, merge

from .duplicates import duplicates_of
from .requests import key_in
from .searching import find_rows

_MOST = 10
_MOST_FOUND = 20


def say_updated(request: HttpRequest, count: int) -> None:
    """How many articles readers see anew, if there are any."""
    if count:
        said = ngettext("%(n)s article was updated.", "%(n)s articles were updated.", count)
        messages.info(request, said % {"n": count})


class MergingAdmin(admin.ModelAdmin):
    """`compared` are the fields that help to choose who stays."""

    compared: tuple[str, ...]
    actions: tuple[str, ...] = ("merge_chosen",)

    def get_urls(self) -> list[URLPattern]:
        name = f"interviews_{self.opts.model_name}_merge"
        return [path("merge/", self.admin_site.admin_view(self.merge_view), name=name), *super().get_urls()]

    @admin.action(description=_("Merge …"), permissions=["change"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        chosen = [str(pk) for pk in queryset.values_list("pk", flat=True)[: _MOST + 1]]
        if not 2 <= len(chosen) <= _MOST:
            messages.warning(request, gettext("Choose two to ten to be merged."))
            return None
        return redirect(self._merge_url(chosen))

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """`who` are primary keys. One alone is asked for others; of several, `keep` is the one who stays."""
        if not (self.has_change_permission(request) and self.has_delete_permission(request)):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else request.GET
        keys = [key_in(key) for key in sent.getlist("who")[:_MOST]]
        chosen = list(self.get_queryset(request).filter(pk__in=keys).order_by("pk"))
        if not chosen:
            raise Http404
        kept = next((one for one in chosen if str(one.pk) == sent.get("keep")), None)
        if request.method == "POST" and kept and len(chosen) > 1:
            return self._merge(request, kept, [one for one in chosen if one != kept])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Merge"),
            "chosen": [(one, self._facts(one)) for one in chosen],
            "query": request.GET.get("q", ""),
            "found": self._candidates(request, chosen[0]) if len(chosen) == 1 else [],
        }
        return TemplateResponse(request, "desk/merge.html", context)

    def _merge(self, request: HttpRequest, kept: Any, others: list[Any]) -> HttpResponse:
        names = ", ".join(str(other) for other in others)
        deleted = self.get_queryset(request).filter(pk__in=[other.pk for other in others])
        try:
            with transaction.atomic():
                self.log_deletions(request, deleted)
                count = merge(kept, others)
        except Gone:
            messages.error(
                request, gettext("Somebody has merged or deleted one of these meanwhile. Nothing was changed.")
            )
            return redirect(f"admin:interviews_{self.opts.model_name}_changelist")
        self.log_change(request, kept, gettext("Merged with %(names)s") % {"names": names})
        messages.success(request, gettext("“%(kept)s” stands for %(names)s too now.") % {"kept": kept, "names": names})
        say_updated(request, count)
        return redirect(f"admin:interviews_{self.opts.model_name}_change", kept.pk)

    def _candidates(self, request: HttpRequest, one: Any) -> list[tuple[Any, str]]:
        """Those who may be meant too, with the address that compares them: what was searched for, else the duplicates."""
        query = request.GET.get("q", "")
        others = self.get_queryset(request).exclude(pk=one.pk)
        if query:
            others = find_rows(others, query, *map(str, self.search_fields))[:_MOST_FOUND]
        else:
            same = duplicates_of(self.model, [one.name, *one.alias_list], one.pk)
            others = others.filter(pk__in=[other.pk for other in same])
        return [(other, self._merge_url([str(one.pk), str(other.pk)])) for other in others]

    def _facts(self, one: Any) -> list[tuple[str, str]]:
        """What is known of one, field by field, without what is empty."""
        facts = [(str(self.opts.get_field(name).verbose_name), str(getattr(one, name))) for name in self.compared]  # type: ignore[union-attr]
        return [(name, value) for name, value in facts if value]

    def _merge_url(self, keys: list[str]) -> str:
        query = QueryDict(mutable=True)
        query.setlist("who", keys)
        return f"{reverse(f'admin:interviews_{self.opts.model_name}_merge')}?{query.urlencode()}"
