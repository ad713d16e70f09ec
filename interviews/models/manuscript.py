"""The desk's side: manuscripts that editors work on. Readers' code never imports this module."""

from typing import Any, NoReturn, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, Trim
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from .reference import Expert, Topic


class Language(models.TextChoices):
    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")


# How long a piece lies in the trash before it is deleted for good.
TRASH_DAYS = 30


class InterviewQuerySet(models.QuerySet["Interview"]):
    def kept(self) -> Self:
        """Those that are not in the trash."""
        return self.filter(deleted_at=None)

    def trashed(self) -> Self:
        return self.exclude(deleted_at=None)

    def by(self, author: User) -> Self:
        """Those whose first revision somebody made."""
        return self.filter(pk__in=Revision.objects.filter(number=1, author=author).values("interview"))

    def with_author(self) -> Self:
        """With `author_name`, of whoever made the first revision."""
        first = Revision.objects.filter(interview=OuterRef("pk"), number=1)
        name = Trim(Concat("author__first_name", Value(" "), "author__last_name"))
        shown = Coalesce(NullIf(name, Value("")), "author__username", output_field=CharField())
        return self.annotate(author_name=Subquery(first.values(name=shown)))

    def with_changes(self) -> Self:
        """With `is_ahead`: published, and the latest revision says something else than the published one."""
        latest = Revision.objects.filter(interview=OuterRef("pk")).order_by("-number").values("digest")[:1]
        return self.annotate(
            is_ahead=Case(
                When(published_revision=None, then=Value(False)),
                When(published_revision__digest=Subquery(latest), then=Value(False)),
                default=Value(True),
            )
        )


class Interview(models.Model):
    """A manuscript: everything about one interview, in the state editors left it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    working_title = models.CharField(_("working title"), max_length=300, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    kicker = models.CharField(
        _("kicker"),
        max_length=100,
        blank=True,
        help_text=_("A few words above the headline, such as the subject."),
    )
    standfirst = MarkdownxField(_("standfirst"), blank=True)
    slug = models.SlugField(
        _("slug"), max_length=100, unique=True, blank=True, null=True,
        help_text=_("Part of the address; made from the headline."),
    )  # fmt: skip
    language = models.CharField(_("language"), max_length=2, choices=Language.choices, default=Language.GERMAN)
    lead_image = models.ImageField(_("lead image"), upload_to="bilder/", blank=True)
    lead_image_alt = models.CharField(_("description of the image"), max_length=300, blank=True)
    lead_image_credit = models.CharField(_("image credit"), max_length=200, blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    embargo_until = models.DateTimeField(
        _("embargo until"), null=True, blank=True, help_text=_("Published earlier, it appears at this time.")
    )
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False)
    notes = models.TextField(_("editors’ notes"), blank=True, help_text=_("Never shown to readers."))
    published_revision = models.ForeignKey(
        "Revision",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("published revision"),
    )
    first_published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    last_published_at = models.DateTimeField(_("last published"), null=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last change"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted"), null=True, editable=False, db_index=True)

    objects = models.Manager.from_queryset(InterviewQuerySet)()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-updated_at"]
        permissions = [("publish_interview", _("Can publish and withdraw interviews"))]

    def __str__(self) -> str:
        return self.headline or self.working_title or gettext("Untitled interview")


class ImmutableQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("revisions and sources are immutable")


class Participant(models.Model):
    """Somebody who takes part in one interview, with the label that the transcript uses.

    `key` is given once, from the first label, and stays when the label changes.
    """

    class Role(models.TextChoices):
        ASKER = "asker", _("Interviewer")
        EXPERT = "expert", _("Expert")

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="participants")
    key = models.CharField(max_length=120, editable=False)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    label = models.CharField(
        _("label"),
        max_length=100,
        validators=[RegexValidator(r"^(?!\?!?$|!$)[^*\[\]|:\n]+$", _("A label has none of these: * [ ] | :"))],
    )
    expert = models.ForeignKey(
        Expert, models.PROTECT, null=True, blank=True, verbose_name=_("expert"), related_name="participations"
    )
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "key"], name="participant_key_once"),
            models.UniqueConstraint(fields=["interview", "label"], name="participant_label_once"),
            models.CheckConstraint(
                condition=Q(role="expert") | Q(expert__isnull=True), name="participant_asker_is_no_expert"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class QuestionAnswer(models.Model):
    """One exchange. Several answers to one question are several rows, all but the first without a question."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="exchanges")
    position = models.PositiveIntegerField(_("order"))
    anchor = models.SlugField(_("anchor"), max_length=80, editable=False)
    heading = models.CharField(_("section heading above"), max_length=300, blank=True)
    note = MarkdownxField(_("editorial note above"), blank=True)
    question = MarkdownxField(_("question"), blank=True)
    asked_by = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, verbose_name=_("asked by"), related_name="+"
    )
    answer = MarkdownxField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        Participant, models.SET_NULL, null=True, blank=True, verbose_name=_("answered by"), related_name="+"
    )
    start = models.FloatField(_("start in the recording (seconds)"), null=True, blank=True)

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "position"], name="exchange_position_once"),
            models.UniqueConstraint(fields=["interview", "anchor"], name="exchange_anchor_once"),
            models.CheckConstraint(condition=Q(start__isnull=True) | Q(start__gte=0), name="exchange_start_positive"),
        ]

    def __str__(self) -> str:
        text = " ".join((self.question or self.answer or self.heading).split())
        return text if len(text) <= 80 else f"{text[:79]}…"


class Revision(models.Model):
    """An immutable snapshot of a whole manuscript; see `interviews.manuscripts.value` for its content."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    digest = models.CharField(_("digest"), max_length=64)
    content = models.JSONField(_("content"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("author"), related_name="+"
    )
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    objects = models.Manager.from_queryset(ImmutableQuerySet)()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["interview", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.interview_id}/{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("revisions are immutable")
        super().save(*args, **kwargs)

    @staticmethod
    def latest_of(interview: Interview) -> "Revision | None":
        return Revision.objects.filter(interview=interview).order_by("-number").first()


class Picture(models.Model):
    """An uploaded picture, to be used in any number of pieces; each keeps what it says about it itself.

    name         of the file as it came in; readers never see it
    alt, credit  what was last written about it
    digest       the SHA-256 of the file as it is stored, in hex: the same file is stored once
    """

    file = models.ImageField(_("file"), upload_to="bilder/", width_field="width", height_field="height")
    name = models.CharField(_("file name"), max_length=255, blank=True)
    alt = models.CharField(_("description of the image"), max_length=300, blank=True)
    credit = models.CharField(_("image credit"), max_length=200, blank=True)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, verbose_name=_("uploaded by"), related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self) -> str:
        return self.alt or self.name or str(self.file)

    def describe(self, alt: str, credit: str) -> None:
        """Remember what was written about it; nothing written forgets nothing."""
        self.alt, self.credit = alt or self.alt, credit or self.credit
        self.save(update_fields=["alt", "credit"])


class WorkingCopy(models.Model):
    """What one editor is making of a manuscript and has not saved yet. It is no revision.

    base      the revision that the editor started from
    content   the manuscript, as in a revision
    applied   ids of the latest operations, so that none is applied twice when an answer got lost
    place     the anchor of the exchange that the editor is at
    seen_at   when the editor's page last reported
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="working_copies")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("editor"))
    base = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    content = models.JSONField()
    applied = models.JSONField(default=list)
    place = models.CharField(max_length=80, blank=True)
    updated_at = models.DateTimeField(_("last change"), null=True)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        ordering = ["-seen_at"]
        constraints = [models.UniqueConstraint(fields=["interview", "editor"], name="workingcopy_editor_once")]

    def __str__(self) -> str:
        return f"{self.interview_id} · {self.editor_id}"
