"""Legal texts, robots.txt, uploaded images."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.static import serve

from interviews.models.reference import LegalText

from .common import public

_YEAR = 31_536_000


@public
def legal(request: HttpRequest, key: str) -> HttpResponse:
    text = LegalText.objects.filter(key=key).first()
    return render(request, "site/legal.html", {"text": text, "key": key, "title": LegalText.Key(key).label})


@public
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /redaktion/",
        f"Disallow: {reverse('site:search')}",
        f"Sitemap: {settings.SITE_URL}{reverse('site:sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Uploaded images. Their names are random and never reused, so they may be kept for a year.

    Only images that the desk itself encoded are stored, so serving them from this
    process is safe; a front-end server may take the path over for speed.
    """
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    if path.startswith("."):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    return response
