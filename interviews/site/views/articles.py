"""Home, archive, article, and the page of a single answer."""

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from interviews.models.published import Answer, Article
from interviews.models.reference import Expert, Topic
from interviews.site.structured_data import answer_data, article_data

from .common import article_page, moved_or_gone, public

_ON_HOME = 9
_RELATED = 3


@public
def home(request: HttpRequest) -> HttpResponse:
    articles = list(Article.objects.visible().cards()[:_ON_HOME])
    public_articles = Count("articles", filter=Q(articles__published_at__lte=timezone.now()))
    topics = Topic.objects.annotate(total=public_articles).filter(total__gt=0).order_by("-total", "name")[:12]
    experts = Expert.objects.annotate(total=public_articles).filter(total__gt=0).order_by("-total", "name")[:6]
    return render(
        request,
        "site/home.html",
        {
            "lead": articles[0] if articles else None,
            "articles": articles[1:],
            "topics": topics,
            "experts": experts,
        },
    )


@public
def archive(request: HttpRequest) -> HttpResponse:
    return render(request, "site/archive.html", {"page": article_page(request, Article.objects.visible().cards())})


@public
def article(request: HttpRequest, slug: str) -> HttpResponse:
    found = Article.objects.visible().filter(slug=slug).first()
    if found is None:
        return moved_or_gone(request, request.path)
    return render_article(request, found, related=_related(found))


def render_article(request: HttpRequest, found: Article, **context: Any) -> HttpResponse:
    """The article's page, in the language of the piece."""
    with override(found.language):
        return render(
            request,
            "site/article.html",
            {"article": found, "structured_data": article_data(found), **context},
        )


@public
def answer(request: HttpRequest, slug: str, anchor: str) -> HttpResponse:
    """One answer, to quote and share; the article is its canonical address."""
    visible = Article.objects.visible().defer("body_html", "plain_text")
    found = (
        Answer.objects.filter(article__in=visible.filter(slug=slug), anchor=anchor)
        .prefetch_related(Prefetch("article", queryset=visible))
        .first()
    )
    if found is None:
        return moved_or_gone(request, reverse("site:article", args=[slug]), f"#{anchor}")
    with override(found.article.language):
        return render(
            request,
            "site/answer.html",
            {"answer": found, "article": found.article, "structured_data": answer_data(found)},
        )


def _related(found: Article) -> list[Article]:
    """Other articles with the same experts or topics, the newest first."""
    topics = [topic["slug"] for topic in found.topics_json]
    experts = [expert["slug"] for expert in found.experts_json]
    same = Article.objects.filter(Q(topics__slug__in=topics) | Q(experts__slug__in=experts)).exclude(pk=found.pk)
    return list(Article.objects.visible().cards().filter(pk__in=same.values("pk"))[:_RELATED])
