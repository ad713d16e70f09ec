"""The desk's admin site."""

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from django.views.i18n import set_language

# Django's own words: for the same thing as ours one word in German, "Speichern", and what Django has not translated yet.
DJANGOS_WORDS = (
    gettext_noop("Run"),
    gettext_noop("- Select an option -"),
    gettext_noop("Pagination %(name)s"),
    gettext_noop("Search %(name)s"),
    gettext_noop("Save"),
    gettext_noop("Save and continue editing"),
    gettext_noop("Save and add another"),
    gettext_noop("Save and view"),
    gettext_noop("Save as new"),
)


class DeskSite(admin.AdminSite):
    """Django's admin under the name of the editorial office."""

    site_header = _("Editorial desk")
    site_title = _("Editorial desk")
    index_title = _("Overview")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [path("sprache/", set_language, name="set_language"), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, object] | None = None):  # type: ignore[no-untyped-def]
        return super().index(
            request,
            {"may_import": request.user.has_perm("interviews.add_interview"), **(extra_context or {})},
        )
