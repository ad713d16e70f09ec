"""The sitemap (sitemaps.org protocol 0.9): every page worth finding."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from interviews.models.published import Article
from interviews.models.reference import Expert, Topic


class SiteSitemap(Sitemap):
    """Absolute addresses come from SITE_URL."""

    def get_domain(self, site: Any = None) -> str:
        return settings.SITE_URL.partition("://")[2]

    def get_protocol(self, protocol: str | None = None) -> str:
        return settings.SITE_URL.partition("://")[0]


class ArticleSitemap(SiteSitemap):
    def items(self) -> QuerySet[Article]:
        return Article.objects.visible().newest_first().only("slug", "modified_at")

    def lastmod(self, item: Article) -> dt.datetime:
        return item.modified_at


class ListSitemap(SiteSitemap):
    def items(self) -> list[str]:
        return ["site:home", "site:archive", "site:topics", "site:experts"]

    def location(self, item: Any) -> str:
        return reverse(item)


class DirectorySitemap(SiteSitemap):
    """Pages of one directory; each changed when its newest article did."""

    def __init__(self, model: type[Topic] | type[Expert]) -> None:
        self.model = model

    def items(self) -> Any:
        visible = self.model.objects.filter(articles__published_at__lte=timezone.now())
        return visible.annotate(changed=Max("articles__modified_at")).order_by("slug")

    def lastmod(self, item: Any) -> dt.datetime:
        return item.changed


SITEMAPS: dict[str, Any] = {
    "seiten": ListSitemap(),
    "interviews": ArticleSitemap(),
    "themen": DirectorySitemap(Topic),
    "experten": DirectorySitemap(Expert),
}
