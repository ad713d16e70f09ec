"""What readers' views share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from interviews.models.published import Article, Redirect

PAGE_SIZE = 12

View = Callable[..., HttpResponse]


def public(view: View) -> View:
    """A readers' page: may be stored by anyone, and is asked for again by its ETag each time.

    So a withdrawn article is gone at once, and an unchanged one costs a 304.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        return response

    return wrapped


def moved_or_gone(request: HttpRequest, path: str, fragment: str = "") -> HttpResponse:
    """Answer for an address that shows nothing now: 301 or 410 if it once did, else 404.

    `path` is what may have been public; it is an article's own where one of its answers is asked for.
    """
    former = (
        Redirect.objects.filter(path=path)
        .select_related("article_of__article", "expert", "topic")
        .only("path", "article_of__article", "expert__slug", "topic__slug")
        .first()
    )
    if former is None:
        raise Http404
    article: Article | None = getattr(former.article_of, "article", None)
    if article and (article.published_at > timezone.now() or article.get_absolute_url() == path):
        # Not public yet, or public without what was asked for.
        raise Http404
    target = article or former.expert or former.topic
    if target and target.get_absolute_url() != path:
        return HttpResponsePermanentRedirect(target.get_absolute_url() + fragment)
    return render(request, "site/410.html", status=410)


def page_number(request: HttpRequest) -> int:
    """The `seite` parameter; 1 where it is missing or nonsense."""
    value = request.GET.get("seite", "1")
    return int(value) if value.isdecimal() and len(value) < 7 else 1


def article_page(request: HttpRequest, articles: "QuerySet[Article]") -> Any:
    """One page of a list of articles; 404 past the end."""
    paginator = Paginator(articles, PAGE_SIZE)
    number = page_number(request)
    if number > 1 and number > paginator.num_pages:
        raise Http404
    return paginator.get_page(number)
