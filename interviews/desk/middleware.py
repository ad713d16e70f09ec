"""Which language a page is in."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

DESK_PREFIX = "/redaktion/"


class DeskLocaleMiddleware:
    """Editors read the desk in their own language; readers get the site in German.

    Readers' pages so stay the same for everyone and can be cached as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.localized = LocaleMiddleware(get_response)
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(DESK_PREFIX):
            response = self.localized(request)
            assert isinstance(response, HttpResponse) or response.streaming
            return response  # type: ignore[return-value]
        with translation.override("de"):
            return self.get_response(request)
