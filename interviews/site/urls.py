"""Readers' addresses, in German."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path, re_path

from .feeds import LatestFeed
from .sitemaps import SITEMAPS
from .views import articles, directories, pages, search

app_name = "site"

urlpatterns = [
    path("", articles.home, name="home"),
    path("interviews/", articles.archive, name="archive"),
    path("interviews/<slug:slug>/", articles.article, name="article"),
    path("interviews/<slug:slug>/<slug:anchor>/", articles.answer, name="answer"),
    path("themen/", directories.topics, name="topics"),
    path("themen/<slug:slug>/", directories.topic, name="topic"),
    path("experten/", directories.experts, name="experts"),
    path("experten/<slug:slug>/", directories.expert, name="expert"),
    path("suche/", search.search, name="search"),
    path("feed/", LatestFeed(), name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    re_path(r"^(?P<key>impressum|datenschutz)/$", pages.legal, name="legal"),
    path("media/<path:path>", pages.media, name="media"),
]
