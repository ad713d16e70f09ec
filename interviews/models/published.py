"""The site's side: what readers see. All of it is derived from revisions and can be derived again."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reference import Expert, Topic


class ArticleQuerySet(models.QuerySet["Article"]):
    def visible(self, now: dt.datetime | None = None) -> "ArticleQuerySet":
        """Published and past its embargo."""
        return self.filter(published_at__lte=now or timezone.now())

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")

    def cards(self) -> "ArticleQuerySet":
        """Only what a list of articles shows, not the rendered texts."""
        return self.defer("body_html", "plain_text", "toc").newest_first()


class Article(models.Model):
    """One published interview, rendered.

    `experts_json` and `topics_json` hold what bylines and lists show, so that a page
    needs no join: experts as {name, slug, role, organisation, initials, portrait,
    portrait_credit}, topics as {name, slug}.
    """

    interview = models.OneToOneField("interviews.Interview", models.CASCADE, related_name="article")
    revision = models.ForeignKey("interviews.Revision", models.RESTRICT, related_name="+")
    digest = models.CharField(max_length=64)
    slug = models.SlugField(max_length=100, unique=True)
    language = models.CharField(max_length=2)
    kicker = models.CharField(max_length=100, blank=True)
    headline = models.CharField(max_length=300)
    standfirst_html = models.TextField(blank=True)
    description = models.CharField(max_length=300, blank=True)
    body_html = models.TextField()
    plain_text = models.TextField()
    toc = models.JSONField(default=list)
    experts_json = models.JSONField(default=list)
    topics_json = models.JSONField(default=list)
    lead_image = models.JSONField(null=True)
    reading_minutes = models.PositiveIntegerField()
    word_count = models.PositiveIntegerField()
    published_at = models.DateTimeField(db_index=True)
    modified_at = models.DateTimeField()
    experts = models.ManyToManyField(Expert, related_name="articles")
    topics = models.ManyToManyField(Topic, related_name="articles")

    objects = models.Manager.from_queryset(ArticleQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("site:article", args=[self.slug])

    @property
    def is_modified(self) -> bool:
        """Whether readers should be told of a later change: not for one within the first hour."""
        return self.modified_at - self.published_at > dt.timedelta(hours=1)


class Answer(models.Model):
    """One published exchange with an answer: a page to quote, and a search document."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="answers")
    position = models.PositiveIntegerField()
    anchor = models.SlugField(max_length=80)
    heading = models.CharField(max_length=300, blank=True)
    question_html = models.TextField(blank=True)
    question_text = models.TextField(blank=True)
    answer_html = models.TextField()
    answer_text = models.TextField()
    expert = models.ForeignKey(Expert, models.SET_NULL, null=True, related_name="+")
    expert_name = models.CharField(max_length=200, blank=True)
    search_text = models.TextField()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["article", "anchor"], name="answer_anchor_once"),
            models.UniqueConstraint(fields=["article", "position"], name="answer_position_once"),
        ]

    def __str__(self) -> str:
        return self.anchor

    def get_absolute_url(self) -> str:
        return reverse("site:answer", args=[self.article.slug, self.anchor])


class Redirect(models.Model):
    """A path that once was public. It leads to its target's current address, or to 410 where that is gone."""

    path = models.CharField(max_length=300, unique=True)
    article_of = models.ForeignKey("interviews.Interview", models.SET_NULL, null=True, related_name="+")
    expert = models.ForeignKey(Expert, models.SET_NULL, null=True, related_name="+")
    topic = models.ForeignKey(Topic, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                condition=Q(article_of__isnull=True) | Q(expert__isnull=True) & Q(topic__isnull=True),
                name="redirect_one_target",
            )
        ]

    def __str__(self) -> str:
        return self.path

    @classmethod
    def remember(cls, path: str, **target: Any) -> None:
        """Note that a path is public now and what it shows."""
        cls._default_manager.update_or_create(
            path=path, defaults={"article_of": None, "expert": None, "topic": None, **target}
        )
