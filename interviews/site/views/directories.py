"""Topics and experts: lists and pages."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from interviews.models.published import Article
from interviews.models.reference import Expert, Topic
from interviews.site.structured_data import expert_data

from .common import article_page, moved_or_gone, public


def _with_articles(objects: "QuerySet[Any]") -> "QuerySet[Any]":
    """Only what has something to read; `total` is how much."""
    total = Count("articles", filter=Q(articles__published_at__lte=timezone.now()))
    return objects.annotate(total=total).filter(total__gt=0)


@public
def topics(request: HttpRequest) -> HttpResponse:
    return render(request, "site/topics.html", {"topics": _with_articles(Topic.objects.order_by("name"))})


@public
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = _with_articles(Topic.objects.filter(slug=slug)).first()
    if found is None:
        return moved_or_gone(request, request.path)
    page = article_page(request, Article.objects.visible().filter(topics=found).cards())
    return render(request, "site/topic.html", {"topic": found, "page": page})


@public
def experts(request: HttpRequest) -> HttpResponse:
    return render(request, "site/experts.html", {"experts": _with_articles(Expert.objects.order_by("name"))})


@public
def expert(request: HttpRequest, slug: str) -> HttpResponse:
    found = _with_articles(Expert.objects.filter(slug=slug)).first()
    if found is None:
        return moved_or_gone(request, request.path)
    page = article_page(request, Article.objects.visible().filter(experts=found).cards())
    return render(request, "site/expert.html", {"expert": found, "page": page, "structured_data": expert_data(found)})
