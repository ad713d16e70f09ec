"""The desk's admin site."""

from typing import Any

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
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [path("sprache/", set_language, name="set_language"), *super().get_urls()]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """In the order in which we register them, the most needed first."""
        order = list(self._registry)
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda model: order.index(model["model"]))
        return apps

    def index(self, request: HttpRequest, extra_context: dict[str, object] | None = None):  # type: ignore[no-untyped-def]
        # Models, and with them all that uses them, are there only when the apps are ready.
        from .overview import overview_for

        user: Any = request.user
        context = {
            "may_import": user.has_perm("interviews.add_interview"),
            "overview": overview_for(user) if user.has_perm("interviews.change_interview") else None,
        }
        return super().index(request, {**context, **(extra_context or {})})
