"""Which language a page is in."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

DESK_PREFIX = "/redaktion/"


class DeskLocaleMiddleware:
    """Editors read the desk in their own language; readers get the site in German.

    Readers' pages so stay the same for everyone and can be cached as they are.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.localized = LocaleMiddleware(get_response)
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path.startswith(DESK_PREFIX):
            return self.localized(request)  # type: ignore[return-value]
        with translation.override("de"):
            return self.get_response(request)
