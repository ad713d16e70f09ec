"""Error pages for readers; the desk has its own through Django's admin."""

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template import loader


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "site/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without context processors: what has failed may fail again."""
    return HttpResponseServerError(loader.get_template("site/500.html").template.source)  # type: ignore[attr-defined]
