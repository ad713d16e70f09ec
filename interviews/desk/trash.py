"""The trash at the desk: pieces go there instead of being deleted, and come back or are deleted for good."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import ActionLocation
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from interviews.models import Interview
from interviews.models.manuscript import TRASH_DAYS
from interviews.publishing.trash import empty_trash, move_to_trash, restore_from_trash

from .interview_list import InterviewListAdmin

LIST = "admin:interviews_interview_changelist"


class InTrash(Exception):
    """A page of a piece was asked for that is in the trash."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview.pk)
        self.interview = interview


class TrashAdmin(InterviewListAdmin):
    actions = (*InterviewListAdmin.actions, "move_to_trash")

    def get_urls(self) -> list[URLPattern]:
        def view(name: str, route: str, function: Any) -> URLPattern:
            return path(route, self.admin_site.admin_view(function), name=f"interviews_interview_{name}")

        return [
            view("trash", "trash/", self.trash_view),
            view("put_back", "<int:pk>/put-back/", require_POST(self.put_back_view)),
            view("delete_for_good", "<int:pk>/delete-for-good/", self.delete_for_good_view),
            *super().get_urls(),
        ]

    def get_actions(
        self, request: HttpRequest, action_location: ActionLocation = ActionLocation.CHANGE_LIST
    ) -> dict[str, Any]:
        actions = super().get_actions(request, action_location=action_location)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=_("Move to the trash …"), permissions=["change"])
    def move_to_trash(self, request: HttpRequest, queryset: QuerySet[Interview]) -> HttpResponse | None:
        if "confirmed" in request.POST:
            self._move(request, queryset)
            return None
        return self._ask_to_move(request, queryset)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Asks whether a piece is to go to the trash, and moves it there."""
        interviews = self.get_queryset(request).filter(pk=object_id if object_id.isdecimal() else 0)
        interview = get_object_or_404(interviews)
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        if request.method == "POST":
            self._move(request, interviews)
            return redirect(LIST)
        return self._ask_to_move(request, interviews)

    def _ask_to_move(self, request: HttpRequest, pieces: QuerySet[Interview]) -> HttpResponse:
        return self.confirm(request, "move_to_trash", gettext("Move to the trash"), pieces, trash_days=TRASH_DAYS)

    def _move(self, request: HttpRequest, pieces: QuerySet[Interview]) -> None:
        if not self.has_publish_permission(request) and pieces.filter(status=Interview.Status.PUBLISHED).exists():
            messages.error(
                request, gettext("What is published can be put in the trash only by those who may withdraw it.")
            )
            return
        found = list(pieces)
        for interview in found:
            move_to_trash(interview)
            self.log_change(request, interview, gettext("Moved to the trash"))
        said = ngettext("%(n)s interview is in the trash.", "%(n)s interviews are in the trash.", len(found))
        trash = reverse("admin:interviews_interview_trash")
        link = format_html('{} <a href="{}">{}</a>', said % {"n": len(found)}, trash, gettext("Open the trash"))
        messages.success(request, link)

    def trash_view(self, request: HttpRequest) -> HttpResponse:
        """What is in the trash; what has been there for long enough is deleted first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        empty_trash()
        until = F("deleted_at") + timedelta(days=TRASH_DAYS)
        context = {
            **self.frame(request, gettext("Trash")),
            "pieces": Interview.objects.trashed().annotate(until=until).order_by("-deleted_at"),
            "trash_days": TRASH_DAYS,
            "may_restore": self.has_change_permission(request),
            "may_delete": self.has_delete_permission(request),
        }
        return TemplateResponse(request, "desk/trash.html", context)

    def trashed_page(self, request: HttpRequest, interview: Interview) -> HttpResponse:
        """What stands in the place of a manuscript that is in the trash."""
        may_delete = self.has_delete_permission(request, interview)
        context = self.frame(request, str(interview), piece=interview, may_delete=may_delete)
        return TemplateResponse(request, "desk/trashed.html", context)

    def put_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interview = get_object_or_404(Interview.objects.trashed(), pk=pk)
        if not self.has_change_permission(request, interview):
            raise PermissionDenied
        restore_from_trash(interview)
        self.log_change(request, interview, gettext("Restored from the trash"))
        messages.success(request, gettext("The interview is back. It is not published."))
        return redirect("admin:interviews_interview_change", pk)

    def delete_for_good_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        interviews = Interview.objects.trashed().filter(pk=pk)
        interview = get_object_or_404(interviews)
        if not self.has_delete_permission(request, interview):
            raise PermissionDenied
        if request.method != "POST":
            return self.confirm(request, "delete_for_good", gettext("Delete for good"), interviews)
        self.log_deletions(request, interviews)
        interview.delete()
        messages.success(request, gettext("The interview is deleted."))
        return redirect("admin:interviews_interview_trash")
