"""The desk: Django's admin for editors."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe
from markdownx.models import MarkdownxField

from interviews.manuscripts.copies import Conflicts, open_for, save
from interviews.manuscripts.store import manuscript_in, restore, save_revision
from interviews.models import Expert, Interview, LegalText, Revision, Source, Topic
from interviews.publishing.publish import preview, refresh, withdraw
from interviews.publishing.rendering import render_markdown
from interviews.site.views.articles import render_article

from . import manuscript_page
from .forms import ExpertForm
from .history import compare
from .importing import import_view
from .widgets import MarkdownWidget

_POLICY: dict[str, Any] = {**settings.SECURE_CSP}
MARKDOWN = {MarkdownxField: {"widget": MarkdownWidget}}


@admin.register(Interview)
class InterviewAdmin(admin.ModelAdmin):
    formfield_overrides = MARKDOWN
    list_display = ("__str__", "status", "language", "exchange_count", "updated_at")
    list_filter = ("status", "language", "topics")
    search_fields = ("headline", "working_title", "participants__expert__name")
    change_list_template = "admin/interviews/interview_list.html"
    fields = ("headline", "kicker", "standfirst", "language")

    @admin.display(description=_("exchanges"))
    def exchange_count(self, interview: Any) -> int:
        return interview.total

    def get_queryset(self, request: HttpRequest) -> QuerySet[Interview]:
        return super().get_queryset(request).annotate(total=Count("exchanges"))

    def get_urls(self) -> list[URLPattern]:
        def view(name: str, route: str, function: Any) -> URLPattern:
            return path(route, self.admin_site.admin_view(function), name=f"interviews_interview_{name}")

        def script(name: str, route: str, function: Any) -> URLPattern:
            return path(route, _for_scripts(function), name=f"interviews_interview_{name}")

        return [
            view("import", "import/", self.import_view),
            view("source", "<int:pk>/source/", require_safe(self.source_view)),
            script("fields", "<int:pk>/copy/<str:anchor>/", require_safe(self.fields_view)),
            script("copy", "<int:pk>/copy/", require_POST(self.copy_view)),
            view("picture", "<int:pk>/picture/", self.picture_view),
            script("save", "<int:pk>/save/", require_POST(self.save_view)),
            script("discard", "<int:pk>/discard/", require_POST(self.discard_view)),
            view("text", "<int:pk>/text/", self.text_view),
            view("preview", "<int:pk>/preview/", self.preview_view),
            script("section", "<int:pk>/preview/<str:anchor>/", require_safe(self.section_view)),
            view("withdraw", "<int:pk>/withdraw/", require_POST(self.withdraw_view)),
            view("revisions", "<int:pk>/revisions/", self.revisions_view),
            view("revision", "<int:pk>/revisions/<int:number>/", self.revision_view),
            view("restore", "<int:pk>/revisions/<int:number>/restore/", require_POST(self.restore_view)),
            *super().get_urls(),
        ]

    @method_decorator(csp_override({**_POLICY, "frame-src": [CSP.SELF]}))
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The manuscript page takes the place of the admin's form."""
        if not object_id.isdecimal():
            raise Http404
        interview = self._get(request, int(object_id))
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": str(interview)}
        return manuscript_page.page(request, context, interview)

    def response_add(self, request: HttpRequest, obj: Interview, post_url_continue: str | None = None) -> HttpResponse:
        save_revision(obj, _author(request))
        return redirect("admin:interviews_interview_change", obj.pk)

    def delete_model(self, request: HttpRequest, obj: Interview) -> None:
        withdraw(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Interview]) -> None:
        for interview in queryset:
            self.delete_model(request, interview)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        title = gettext("New interview from a transcript")
        return import_view(request, {**self.admin_site.each_context(request), "opts": self.opts, "title": title})

    def source_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The transcript as it came in, to keep; a browser must never show it as a page of this site."""
        source = get_object_or_404(Source.objects.select_related("interview"), interview=pk)
        if not self.has_view_or_change_permission(request, source.interview):
            raise PermissionDenied
        is_pasted_text = not source.name and source.content_type == "text/plain"
        response = HttpResponse(
            bytes(source.data),
            content_type="text/plain; charset=utf-8" if is_pasted_text else "application/octet-stream",
        )
        response["Content-Disposition"] = content_disposition_header(True, source.download_name) or "attachment"
        response["X-Content-Type-Options"] = "nosniff"
        return response

    def fields_view(self, request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
        return manuscript_page.fields(request, self._get(request, pk), anchor)

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return manuscript_page.copy(request, self._get(request, pk))

    def picture_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = self._get(request, pk)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": gettext("Lead image")}
        return manuscript_page.picture(request, context, interview)

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = self._get(request, pk)
        context = {**self.admin_site.each_context(request), "opts": self.opts, "title": gettext("Edit as text")}
        return manuscript_page.text(request, context, interview)

    def save_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return manuscript_page.save_view(request, self._get(request, pk))

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return manuscript_page.discard_view(request, self._get(request, pk))

    def section_view(self, request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
        return manuscript_page.section(request, self._get(request, pk), anchor)

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_override({**_POLICY, "frame-ancestors": [CSP.SELF]}))
    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What publishing the editor's working copy now would show. The manuscript page has it in a frame."""
        interview = self._get(request, pk)
        article = preview(interview, open_for(interview, _author(request)).manuscript).article
        back = reverse("admin:interviews_interview_change", args=[pk])
        response = render_article(request, article, preview=back)
        response["Cache-Control"] = "no-store"
        return response

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._require_publisher(request)
        withdraw(self._get(request, pk))
        messages.success(request, gettext("Withdrawn. Readers are told that it is gone."))
        return redirect("admin:interviews_interview_change", pk)

    def revisions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = self._get(request, pk)
        revisions = interview.revisions.select_related("author").defer("content")
        return self._page(request, "revisions.html", interview, gettext("History"), {"revisions": revisions})

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """A revision against the one before it, or against `gegen` if that is given."""
        interview = self._get(request, pk)
        revision = get_object_or_404(Revision, interview=interview, number=number)
        other = request.GET.get("gegen", "")
        earlier = (
            interview.revisions.filter(number=int(other))
            if other.isdecimal() and len(other) < 7
            else interview.revisions.filter(number__lt=number)
        )
        base = earlier.first()
        context = {
            "revision": revision,
            "base": base,
            "changes": compare(manuscript_in(base), manuscript_in(revision)) if base else [],
        }
        return self._page(request, "revision.html", interview, gettext("Revision %(n)s") % {"n": number}, context)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        revision = get_object_or_404(Revision, interview=self._get(request, pk), number=number)
        try:
            # The editor's working copy is not lost by going back.
            save(
                revision.interview,
                _author(request),
                gettext("Saved before revision %(n)s was restored") % {"n": number},
            )
        except Conflicts:
            messages.error(request, gettext("Save your changes first: somebody else has changed the same places."))
            return redirect("admin:interviews_interview_change", pk)
        restore(revision, _author(request), gettext("Revision %(n)s restored") % {"n": number})
        messages.success(request, gettext("Revision %(n)s is the manuscript again.") % {"n": number})
        return redirect("admin:interviews_interview_change", pk)

    def _page(
        self, request: HttpRequest, name: str, interview: Interview, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        base = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "interview": interview,
            "title": title,
        }
        return TemplateResponse(request, f"admin/interviews/{name}", {**base, **context})

    def _get(self, request: HttpRequest, pk: int) -> Interview:
        interview = get_object_or_404(Interview, pk=pk)
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        return interview

    def _require_publisher(self, request: HttpRequest) -> None:
        if not request.user.has_perm("interviews.publish_interview"):
            raise PermissionDenied


def _for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `admin_view`, but whose session is over is told so instead of being sent to a page."""

    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            return JsonResponse({"login": reverse("admin:login")}, status=403)
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return checked


def _author(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


class NamedAdmin(admin.ModelAdmin):
    """Experts and topics: what readers see of them follows every save."""

    formfield_overrides = MARKDOWN
    search_fields = ("name", "aliases")

    def save_and_refresh(self, request: HttpRequest, obj: Any, **shown: Any) -> None:
        super().save_model(request, obj, None, True)
        count = refresh(**shown)
        if count:
            messages.info(
                request,
                ngettext("%(n)s article was updated.", "%(n)s articles were updated.", count) % {"n": count},
            )


@admin.register(Expert)
class ExpertAdmin(NamedAdmin):
    form = ExpertForm
    list_display = ("name", "role", "organisation")
    fields = (
        "name", "role", "organisation", "biography", "portrait", "portrait_credit", "links", "label", "aliases", "slug",
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Expert, form: ModelForm, change: bool) -> None:
        obj.biography_html = render_markdown(obj.biography)
        self.save_and_refresh(request, obj, experts=[obj])


@admin.register(Topic)
class TopicAdmin(NamedAdmin):
    list_display = ("name", "slug")
    fields = ("name", "description", "aliases", "slug")

    def save_model(self, request: HttpRequest, obj: Topic, form: ModelForm, change: bool) -> None:
        obj.description_html = render_markdown(obj.description)
        self.save_and_refresh(request, obj, topics=[obj])


@admin.register(LegalText)
class LegalTextAdmin(admin.ModelAdmin):
    formfield_overrides = MARKDOWN

    def save_model(self, request: HttpRequest, obj: LegalText, form: ModelForm, change: bool) -> None:
        obj.html = render_markdown(obj.text)
        super().save_model(request, obj, form, change)
