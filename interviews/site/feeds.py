"""The Atom feed of new articles (RFC 4287)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from interviews.models.published import Article

_ENTRIES = 20


class SiteAtomFeed(Atom1Feed):
    """Absolute addresses come from SITE_URL, not from the request's host."""

    content_type = "application/atom+xml; charset=utf-8"


class LatestFeed(Feed):
    feed_type = SiteAtomFeed
    language = "de"

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        patch_cache_control(response, public=True, no_cache=True)
        return response

    def title(self) -> str:
        return settings.SITE_NAME

    def subtitle(self) -> str:
        return _("Conversations with experts")

    def link(self) -> str:
        return settings.SITE_URL + "/"

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse("site:feed")

    def items(self) -> list[Article]:
        return list(Article.objects.visible().newest_first().defer("plain_text", "toc")[:_ENTRIES])

    def item_title(self, item: Any) -> str:
        return item.headline

    def item_description(self, item: Article) -> str:
        return item.standfirst_html + item.body_html

    def item_link(self, item: Article) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_pubdate(self, item: Article) -> dt.datetime:
        return item.published_at

    def item_updateddate(self, item: Article) -> dt.datetime:
        return item.modified_at

    def item_categories(self, item: Article) -> list[str]:
        return [topic["name"] for topic in item.topics_json]

    def item_author_name(self, item: Article) -> str:
        return settings.SITE_NAME
