"""The desk: Django's admin for editors."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from interviews.manuscripts.copies import open_for
from interviews.manuscripts.store import save_revision
from interviews.models import Expert, Interview, LegalText, Source, Topic
from interviews.publishing.publish import preview, withdraw
from interviews.site.views.articles import render_article

from . import history_pages, import_page, manuscript_page
from .importing import receive
from .open_doubts import settle
from .picture_page import picture
from .reference_admin import MARKDOWN, ExpertAdmin, LegalTextAdmin, TopicAdmin
from .requests import editor_of
from .trash import InTrash, TrashAdmin

_POLICY: dict[str, Any] = {**settings.SECURE_CSP}


class InterviewAdmin(TrashAdmin):
    formfield_overrides = MARKDOWN
    fields = ("headline", "kicker", "standfirst", "language")

    def get_urls(self) -> list[URLPattern]:
        def view(name: str, route: str, function: Any) -> URLPattern:
            return path(route, self.admin_site.admin_view(_for_pages(function)), name=f"interviews_interview_{name}")

        def script(name: str, route: str, function: Any) -> URLPattern:
            return path(route, _for_scripts(function), name=f"interviews_interview_{name}")

        return [
            view("import", "import/", self.import_view),
            view("import_draft", "import/<int:pk>/", require_safe(self.import_draft_view)),
            script("import_correct", "import/<int:pk>/correct/", require_POST(import_page.correct_view)),
            view("import_create", "import/<int:pk>/create/", self.import_create_view),
            view("import_text", "import/<int:pk>/text/", self.import_text_view),
            view("import_discard", "import/<int:pk>/discard/", require_POST(import_page.discard_view)),
            view("import_original", "import/<int:pk>/original/", require_safe(import_page.original_view)),
            view("source", "<int:pk>/source/", require_safe(self.source_view)),
            script("fields", "<int:pk>/copy/<str:anchor>/", require_safe(self.fields_view)),
            script("copy", "<int:pk>/copy/", require_POST(self.copy_view)),
            view("picture", "<int:pk>/picture/", self.picture_view),
            script("save", "<int:pk>/save/", require_POST(self.save_view)),
            script("discard", "<int:pk>/discard/", require_POST(self.discard_view)),
            script("doubt", "<int:pk>/doubts/<int:doubt>/", require_POST(self.doubt_view)),
            view("text", "<int:pk>/text/", self.text_view),
            view("preview", "<int:pk>/preview/", self.preview_view),
            script("section", "<int:pk>/preview/<str:anchor>/", require_safe(self.section_view)),
            view("withdraw", "<int:pk>/withdraw/", require_POST(self.withdraw_view)),
            view("revisions", "<int:pk>/revisions/", self.revisions_view),
            view("compare", "<int:pk>/revisions/compare/", self.compare_view),
            view("revision", "<int:pk>/revisions/<int:number>/", self.revision_view),
            view("restore", "<int:pk>/revisions/<int:number>/restore/", self.restore_view),
            *super().get_urls(),
        ]

    @method_decorator(csp_override({**_POLICY, "frame-src": [CSP.SELF]}))
    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The manuscript page takes the place of the admin's form."""
        if not object_id.isdecimal():
            raise Http404
        try:
            interview = self._get(request, int(object_id))
        except InTrash as trashed:
            return self.trashed_page(request, trashed.interview)
        return manuscript_page.page(request, self.frame(request, str(interview)), interview)

    def response_add(self, request: HttpRequest, obj: Interview, post_url_continue: str | None = None) -> HttpResponse:
        save_revision(obj, editor_of(request))
        return redirect("admin:interviews_interview_change", obj.pk)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        return receive(request, self._import_context(request))

    def import_draft_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return import_page.page(request, self._import_context(request), import_page.draft_of(request, pk))

    def import_create_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return import_page.create_view(request, self._import_context(request), pk)

    def import_text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return import_page.text_view(request, self._import_context(request), pk)

    def _import_context(self, request: HttpRequest) -> dict[str, Any]:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self.frame(request, gettext("New interview from a transcript"))

    def source_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The transcript as it came in."""
        source = get_object_or_404(Source.objects.select_related("interview"), interview=pk)
        if not self.has_view_or_change_permission(request, source.interview):
            raise PermissionDenied
        return import_page.as_download(source)

    def fields_view(self, request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
        return manuscript_page.fields(request, self._get(request, pk), anchor)

    def copy_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What is on its way to a piece in the trash is stored too, and there when the piece is restored."""
        return manuscript_page.copy(request, self._get(request, pk, even_in_trash=True))

    def picture_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = self._get(request, pk)
        return picture(request, self.frame(request, gettext("Lead image")), interview)

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = self._get(request, pk)
        return manuscript_page.text(request, self.frame(request, gettext("Edit as text")), interview)

    def save_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return manuscript_page.save_view(request, self._get(request, pk))

    def doubt_view(self, request: HttpRequest, pk: int, doubt: int) -> HttpResponse:
        return settle(request, self._get(request, pk), doubt)

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return manuscript_page.discard_view(request, self._get(request, pk))

    def section_view(self, request: HttpRequest, pk: int, anchor: str) -> HttpResponse:
        return manuscript_page.section(request, self._get(request, pk), anchor)

    @method_decorator(xframe_options_sameorigin)
    @method_decorator(csp_override({**_POLICY, "frame-ancestors": [CSP.SELF]}))
    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What publishing the editor's working copy now would show. The manuscript page has it in a frame."""
        interview = self._get(request, pk)
        article = preview(interview, open_for(interview, editor_of(request)).manuscript).article
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
        return history_pages.revisions(request, self.frame(request, gettext("History"), interview=interview), interview)

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = self._get(request, pk)
        return history_pages.comparison(
            request, self.frame(request, gettext("Comparison"), interview=interview), interview
        )

    def revision_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        interview = self._get(request, pk)
        frame = self.frame(request, gettext("Revision %(n)s") % {"n": number}, interview=interview)
        return history_pages.revision(request, frame, interview, number)

    def restore_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        interview = self._get(request, pk)
        frame = self.frame(request, gettext("Restore revision %(n)s") % {"n": number}, interview=interview)
        return history_pages.restoring(request, frame, interview, number)

    def _get(self, request: HttpRequest, pk: int, *, even_in_trash: bool = False) -> Interview:
        """Raises InTrash for a piece in the trash."""
        interview = get_object_or_404(Interview, pk=pk)
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        if interview.deleted_at and not even_in_trash:
            raise InTrash(interview)
        return interview

    def _require_publisher(self, request: HttpRequest) -> None:
        if not request.user.has_perm("interviews.publish_interview"):
            raise PermissionDenied


def _for_scripts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Like `admin_view`, but whose session is over is told so instead of being sent to a page."""

    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_active and request.user.is_staff):
            return JsonResponse({"login": reverse("admin:login")}, status=403)
        try:
            response = view(request, *args, **kwargs)
        except InTrash:
            return HttpResponse(status=410)
        response.headers["Cache-Control"] = "no-store"
        return response

    return checked


def _for_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Leads to the page that says so where a piece is in the trash."""

    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except InTrash as trashed:
            return redirect("admin:interviews_interview_change", trashed.interview.pk)

    return checked


admin.site.register(Interview, InterviewAdmin)
admin.site.register(Expert, ExpertAdmin)
admin.site.register(Topic, TopicAdmin)
admin.site.register(LegalText, LegalTextAdmin)
