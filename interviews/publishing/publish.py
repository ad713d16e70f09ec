"""Publishing, withdrawing and deriving again: the only code that writes the site's side."""

import datetime as dt
from collections.abc import Iterable

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from interviews.manuscripts.store import save_revision
from interviews.manuscripts.value import Manuscript
from interviews.models import Answer, Article, Expert, Interview, Publication, Redirect, Revision, Topic
from interviews.slugs import make_unique_slug

from .derive import Derived, derive


def check_publishable(interview: Interview) -> None:
    """Raises ValidationError with one message for everything that is missing."""
    problems = []
    if Interview.objects.trashed().filter(pk=interview.pk).exists():
        problems.append(_("The interview is in the trash. Restore it first."))
    if not interview.headline:
        problems.append(_("The headline is missing."))
    if not interview.exchanges.exclude(question="", answer="").exists():
        problems.append(_("There is no question and no answer yet."))
    if not interview.participants.filter(role="expert", expert__isnull=False).exists():
        problems.append(_("No expert is named. Choose one under “Participants”."))
    if interview.lead_image and not interview.lead_image_alt:
        problems.append(_("The lead image needs a description for people who cannot see it."))
    path = reverse("site:article", args=[interview.slug]) if interview.slug else ""
    if Redirect.objects.filter(path=path, article_of__isnull=False).exclude(article_of=interview).exists():
        problems.append(_("Another interview was public under this address. Choose another slug."))
    if problems:
        raise ValidationError(problems)


def lock(interview: Interview) -> None:
    """Let nobody else publish, withdraw or put away a piece until the transaction ends, and see it as it is now."""
    Interview.objects.select_for_update().get(pk=interview.pk)
    interview.refresh_from_db()


@transaction.atomic
def publish(interview: Interview, author: User | None, comment: str = "") -> Article:
    """Make the manuscript's present state what readers see. Raises ValidationError if it is not ready."""
    lock(interview)
    if interview.headline and not interview.slug:
        interview.slug = free_slug(interview.headline)
    check_publishable(interview)
    now = timezone.now()
    embargo = interview.embargo_until
    interview.first_published_at = interview.first_published_at or now
    if embargo and embargo > now:
        interview.first_published_at = embargo
    interview.last_published_at = max(now, interview.first_published_at)
    interview.status = Interview.Status.PUBLISHED
    interview.save()
    revision = save_revision(interview, author, comment or _("Published"))
    interview.published_revision = revision
    interview.save(update_fields=["published_revision"])
    _end_publication(interview, interview.last_published_at)
    Publication.objects.create(
        interview=interview, revision=revision, from_at=interview.last_published_at, made_by=author
    )
    return republish(interview)


def _end_publication(interview: Interview, now: dt.datetime) -> None:
    """Note that what was public is so no longer; what never was leaves no trace."""
    running = Publication.objects.filter(interview=interview, until_at=None)
    running.filter(from_at__gte=now).delete()
    running.update(until_at=now)


@transaction.atomic
def withdraw(interview: Interview) -> None:
    """Take an article off the site; its address answers 410 from now on."""
    lock(interview)
    Article.objects.filter(interview=interview).delete()
    interview.status = Interview.Status.WITHDRAWN
    interview.published_revision = None
    interview.save(update_fields=["status", "published_revision", "updated_at"])
    _end_publication(interview, timezone.now())


@transaction.atomic
def republish(interview: Interview) -> Article:
    """Derive a published interview's article from its published revision again."""
    revision = interview.published_revision
    published_at, modified_at = interview.first_published_at, interview.last_published_at
    if revision is None or published_at is None or modified_at is None:
        raise ValueError(f"interview {interview.pk} is not published")
    return _store(derive(revision, published_at, modified_at))


def refresh(experts: Iterable[Expert] = (), topics: Iterable[Topic] = ()) -> int:
    """Derive again every article that shows one of these; returns how many."""
    articles = Article.objects.filter(experts__in=list(experts)) | Article.objects.filter(topics__in=list(topics))
    affected = Interview.objects.filter(article__in=articles).distinct()
    for interview in affected:
        republish(interview)
    return len(affected)


def free_slug(text: str) -> str:
    """A slug from a headline that no interview has or ever had in public."""
    taken = {slug or "" for slug in Interview.objects.exclude(slug=None).values_list("slug", flat=True)}
    taken |= {path.strip("/").rpartition("/")[2] for path in Redirect.objects.values_list("path", flat=True)}
    return make_unique_slug(text, taken, fallback="interview")


def _store(derived: Derived) -> Article:
    """Replace an interview's article and answers by newly derived ones."""
    article = derived.article
    existing = Article.objects.filter(interview_id=article.interview_id).first()
    if existing:
        article.pk = existing.pk
        existing.answers.all().delete()
    article.save(force_update=existing is not None, force_insert=existing is None)
    Answer.objects.bulk_create(derived.answers)
    article.experts.set(derived.experts)
    article.topics.set(derived.topics)
    Redirect.remember(article.get_absolute_url(), article_of=article.interview)
    for expert in derived.experts:
        Redirect.remember(expert.get_absolute_url(), expert=expert)
    for topic in derived.topics:
        Redirect.remember(topic.get_absolute_url(), topic=topic)
    return article


def preview(interview: Interview, manuscript: Manuscript) -> Derived:
    """What publishing this manuscript now would show, without storing anything."""
    now = timezone.now()
    revision = Revision(interview=interview, digest=manuscript.digest, content=manuscript.to_json())
    return derive(revision, interview.first_published_at or interview.embargo_until or now, now)
