"""The list of interviews: columns, filters, search, and what is done to several pieces at once."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from interviews.models import Expert, Interview, Participant, Revision, Topic
from interviews.models.manuscript import InterviewQuerySet
from interviews.publishing.publish import withdraw

from .bulk import TopicForm, add_topic
from .requests import key_in
from .searching import find_interviews, find_rows


def shown_state(interview: Interview) -> tuple[str, str]:
    """The state of a piece, by name for styles and in words; one that is published but not yet out is planned."""
    out = interview.first_published_at
    if interview.status == Interview.Status.PUBLISHED and out and out > timezone.now():
        when = date_format(timezone.localtime(out), "SHORT_DATETIME_FORMAT")
        return "planned", gettext("Appears %(when)s") % {"when": when}
    return interview.status, interview.get_status_display()


class AuthorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.get_full_name() or obj.get_username()


class FilterForm(forms.Form):
    """What narrows the list, all of it in the address."""

    q = forms.CharField(label=_("Search"), required=False, widget=forms.TextInput(attrs={"type": "search"}))
    state = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *Interview.Status.choices, ("ahead", _("Unpublished changes"))],
    )
    expert = forms.CharField(label=_("Expert"), required=False, widget=forms.TextInput(attrs={"list": "experts"}))
    topic = forms.CharField(label=_("Topic"), required=False, widget=forms.TextInput(attrs={"list": "topics"}))
    author = AuthorField(User.objects.none(), label=_("Begun by"), required=False, empty_label=_("All"))
    since = forms.DateField(label=_("Changed since"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Changed until"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        authors = Revision.objects.filter(number=1).values("author")
        self.fields["author"].queryset = User.objects.filter(pk__in=authors)  # type: ignore[attr-defined]

    @property
    def further(self) -> list[forms.BoundField]:
        """All but the search and the state."""
        return [self[name] for name in self.fields if name not in ("q", "state")]

    @property
    def is_narrow(self) -> bool:
        """Whether one of those is filled in."""
        return any(field.value() for field in self.further)

    def narrow(self, interviews: InterviewQuerySet) -> InterviewQuerySet:
        """The interviews that are asked for; what cannot be understood narrows nothing."""
        self.is_valid()
        data = self.cleaned_data
        if state := data.get("state"):
            interviews = interviews.filter(Q(is_ahead=True) if state == "ahead" else Q(status=state))
        if expert := data.get("expert"):
            experts = find_rows(Expert.objects.all(), expert, "name", "aliases")
            interviews = interviews.filter(pk__in=Participant.objects.filter(expert__in=experts).values("interview"))
        if topic := data.get("topic"):
            topics = find_rows(Topic.objects.all(), topic, "name", "aliases")
            filed = Interview.topics.through.objects.filter(topic__in=topics)
            interviews = interviews.filter(pk__in=filed.values("interview"))
        if author := data.get("author"):
            interviews = interviews.by(author)
        if since := data.get("since"):
            interviews = interviews.filter(updated_at__date__gte=since)
        if until := data.get("until"):
            interviews = interviews.filter(updated_at__date__lte=until)
        return find_interviews(interviews, data.get("q", ""))


class InterviewChangeList(ChangeList):
    """The admin's list, which the form alone narrows: lookups in the address could ask for what no database knows."""

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        return {}


class InterviewListAdmin(admin.ModelAdmin):
    list_display = ("piece", "state", "experts", "topic_names", "author", "changed")
    list_per_page = 50
    empty_value_display = ""
    ordering = ("-updated_at",)
    actions: tuple[str, ...] = ("add_topic", "withdraw_pieces")
    change_list_template = "admin/interviews/interview_list.html"

    def get_queryset(self, request: HttpRequest) -> InterviewQuerySet:
        experts = Participant.objects.filter(role=Participant.Role.EXPERT).select_related("expert")
        return (
            Interview.objects.kept()
            .with_author()
            .with_changes()
            .prefetch_related(Prefetch("participants", experts, to_attr="answering"), "topics")
        )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return InterviewChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[InterviewQuerySet, bool]:
        return FilterForm(request.GET).narrow(queryset), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {
            "title": self.opts.verbose_name_plural,
            "filters": FilterForm(request.GET),
            "expert_names": Expert.objects.values_list("name", flat=True),
            "topic_names": Topic.objects.values_list("name", flat=True),
            **(extra_context or {}),
        }
        sent = request.POST.copy()
        sent.setlist(ACTION_CHECKBOX_NAME, [key for key in sent.getlist(ACTION_CHECKBOX_NAME) if key_in(key)])
        request.POST = sent  # type: ignore[assignment]
        return super().changelist_view(request, context)

    @admin.display(description=_("headline"), ordering="headline")
    def piece(self, interview: Interview) -> str:
        return str(interview)

    @admin.display(description=_("status"), ordering="status")
    def state(self, interview: Any) -> SafeString:
        name, words = shown_state(interview)
        ahead = format_html('<span class="badge">{}</span>', _("Unpublished changes")) if interview.is_ahead else ""
        return format_html('<span class="state is-{}">{}</span> {}', name, words, ahead)

    @admin.display(description=_("experts"))
    def experts(self, interview: Any) -> str:
        return ", ".join(dict.fromkeys(p.expert.name if p.expert else p.label for p in interview.answering))

    @admin.display(description=_("topics"))
    def topic_names(self, interview: Interview) -> str:
        return ", ".join(topic.name for topic in interview.topics.all())

    @admin.display(description=_("begun by"), ordering="author_name")
    def author(self, interview: Any) -> str:
        return interview.author_name or ""

    @admin.display(description=_("last change"), ordering="updated_at")
    def changed(self, interview: Interview) -> str:
        return date_format(timezone.localtime(interview.updated_at), "SHORT_DATETIME_FORMAT")

    @admin.action(description=_("Add a topic …"), permissions=["change"])
    def add_topic(self, request: HttpRequest, queryset: QuerySet[Interview]) -> HttpResponse | None:
        form = TopicForm(request.POST if "confirmed" in request.POST else None)
        if not form.is_valid():
            title = gettext("Add a topic")
            return self.confirm(request, "add_topic", title, queryset, form=form, names=Topic.objects.all())
        topic = form.cleaned_data["topic"]
        count = sum(add_topic(interview, topic, request.user) for interview in queryset)
        said = ngettext("The topic was added to %(n)s interview.", "The topic was added to %(n)s interviews.", count)
        messages.success(request, said % {"n": count})
        if any(interview.status == Interview.Status.PUBLISHED for interview in queryset):
            messages.info(request, gettext("Readers see it when the pieces are published again."))
        return None

    @admin.action(description=_("Withdraw …"), permissions=["publish"])
    def withdraw_pieces(self, request: HttpRequest, queryset: QuerySet[Interview]) -> HttpResponse | None:
        published = queryset.filter(status=Interview.Status.PUBLISHED)
        if not published:
            messages.warning(request, gettext("None of these interviews is published."))
            return None
        if "confirmed" not in request.POST:
            return self.confirm(request, "withdraw_pieces", gettext("Withdraw interviews"), published)
        count = len(published)
        for interview in published:
            withdraw(interview)
        said = ngettext("%(n)s interview was withdrawn.", "%(n)s interviews were withdrawn.", count)
        messages.success(request, said % {"n": count})
        return None

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("interviews.publish_interview")

    def confirm(
        self, request: HttpRequest, action: str, title: str, pieces: QuerySet[Interview], **context: Any
    ) -> HttpResponse:
        """The page before something is done to several pieces: `action` is the name of the method."""
        chosen = {"action": action, "pieces": pieces, "field_name": ACTION_CHECKBOX_NAME}
        return TemplateResponse(request, "desk/confirm.html", self.frame(request, title, **chosen, **context))

    def frame(self, request: HttpRequest, title: str, **more: Any) -> dict[str, Any]:
        """What every page of ours shows, and more."""
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **more}
