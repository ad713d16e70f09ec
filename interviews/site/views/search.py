"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from interviews.models.reference import Expert, Topic
from interviews.search.query import search_answers

from .common import page_number, public

_LONGEST_QUERY = 200


@public
def search(request: HttpRequest) -> HttpResponse:
    """`q` are the words, `thema` and `experte` slugs that narrow the result, `seite` the page."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:_LONGEST_QUERY]
    topic = request.GET.get("thema", "").replace("\0", "")
    expert = request.GET.get("experte", "").replace("\0", "")
    results = search_answers(query, topic=topic, expert=expert, page=page_number(request))
    now = timezone.now()
    params = request.GET.copy()
    params.pop("seite", None)
    return render(
        request,
        "site/search.html",
        {
            "query": query,
            "topic": topic,
            "expert": expert,
            "asked": bool(query or topic or expert),
            "page": results.page,
            "hits": results.hits,
            "base_query": params.urlencode(),
            "topics": Topic.objects.filter(articles__published_at__lte=now).distinct().only("name", "slug"),
            "experts": Expert.objects.filter(articles__published_at__lte=now).distinct().only("name", "slug"),
        },
    )
