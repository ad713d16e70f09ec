"""Readers' pages, through HTTP."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver
from lxml import etree, html
from pytest_django import DjangoAssertNumQueries

from interviews.models import Answer, Article, Expert, Interview, LegalText, Revision, Topic
from interviews.publishing.publish import publish
from tests.conftest import manuscript

pytestmark = pytest.mark.django_db

PERSON = {"type": "object", "required": ["@type", "name", "url"], "properties": {"@type": {"const": "Person"}}}
TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*(Z|[+-]\d\d:\d\d)$"}
ADDRESS = {"type": "string", "pattern": "^http://127.0.0.1:8000/"}
# What https://schema.org/Article and search engines' guidelines ask of an article.
ARTICLE = {
    "type": "object",
    "required": [
        "@type",
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "publisher",
        "contributor",
        "inLanguage",
    ],
    "properties": {
        "@type": {"const": "Article"},
        "headline": TEXT,
        "url": ADDRESS,
        "mainEntityOfPage": ADDRESS,
        "datePublished": MOMENT,
        "dateModified": MOMENT,
        "inLanguage": {"enum": ["de", "en"]},
        "wordCount": {"type": "integer", "minimum": 900},
        "timeRequired": {"type": "string", "pattern": r"^PT\d+M$"},
        "contributor": {"type": "array", "items": PERSON, "minItems": 1},
        "about": {"type": "array", "items": {"required": ["@type", "name"]}, "minItems": 1},
    },
}


def structured_data(client: Client, url: str) -> Any:
    page = html.fromstring(client.get(url).content)
    return json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])


def meta(client: Client, url: str) -> dict[str, str]:
    page = html.fromstring(client.get(url).content)
    return {m.get("property") or m.get("name"): m.get("content") for m in page.xpath("//meta[@content]")}


def test_query_counts_do_not_grow(
    seed_article: Article, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    url = seed_article.get_absolute_url()
    answer = seed_article.answers.all()[0].get_absolute_url()
    limits = {url: 2, answer: 2, "/": 4, "/interviews/": 4, "/themen/": 4, "/themen/tiktok/": 4, "/experten/": 4,
              "/experten/stephan-m-czaja/": 4, "/suche/?q=Instagram": 4, "/feed/": 4}  # fmt: skip
    for total in (10, 1000):
        fill(total)
        for path, limit in limits.items():
            with django_assert_max_num_queries(limit):
                assert client.get(path).status_code == 200


def fill(total: int) -> None:
    """Raise the number of articles to `total` with few statements."""
    article, expert, topic = Article.objects.order_by("pk")[0], Expert.objects.get(), Topic.objects.get()
    missing = total - Article.objects.count()
    interviews = Interview.objects.bulk_create(Interview(working_title=f"m{n}") for n in range(missing))
    revisions = Revision.objects.bulk_create(
        Revision(interview=i, number=1, digest="x", content={}) for i in interviews
    )
    copies = []
    for n, (interview, revision) in enumerate(zip(interviews, revisions, strict=True)):
        fields = {f.attname: getattr(article, f.attname) for f in Article._meta.concrete_fields if not f.primary_key}
        copies.append(
            Article(**fields | {"interview_id": interview.pk, "revision_id": revision.pk, "slug": f"mehr-{total}-{n}"})
        )
    made = Article.objects.bulk_create(copies)
    Article.experts.through.objects.bulk_create(
        Article.experts.through(article_id=a.pk, expert_id=expert.pk) for a in made
    )
    Article.topics.through.objects.bulk_create(Article.topics.through(article_id=a.pk, topic_id=topic.pk) for a in made)


def test_no_cookies_and_strict_policy_for_readers(seed_article: Article, client: Client) -> None:
    answer = seed_article.answers.all()[0].get_absolute_url()
    for path in (
        "/",
        seed_article.get_absolute_url(),
        answer,
        "/suche/?q=Tik",
        "/themen/",
        "/experten/",
        "/gibtesnicht/",
    ):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy
        assert not response.cookies and "Cookie" not in response.get("Vary", "")
        assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert not re.search(rb"<(script|style)(?! type=\"application/ld)[^>]*>[^<]", response.content)
        assert b' style="' not in response.content and b" onclick" not in response.content


def test_a_readers_page_asks_for_one_style_sheet_with_every_value_in_it(client: Client) -> None:
    page = html.fromstring(client.get("/").content)
    sheets = page.xpath("//link[@rel='stylesheet']/@href")

    assert len(sheets) == 1
    text = (Path(settings.STATIC_ROOT) / sheets[0].removeprefix(settings.STATIC_URL)).read_text()
    assert "@import" not in text
    assert "--paper: light-dark(" in text
    faces = re.findall(r'url\("([^"]+)"\)', text)
    assert faces and all((Path(settings.STATIC_ROOT) / "site" / face).exists() for face in faces)


def test_pages_revalidate(seed_article: Article, client: Client) -> None:
    url = seed_article.get_absolute_url()
    first = client.get(url)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 304
    interview = Interview.objects.get()
    interview.headline = "Neu"
    interview.save()
    publish(interview, None)
    assert client.get(url, headers={"if-none-match": first["ETag"]}).status_code == 200


def every_route(resolver: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found += every_route(entry, route)
        elif isinstance(entry, URLPattern):
            found.append(route)
    return found


def test_draft_is_unreachable_by_every_address(seed: Interview, client: Client) -> None:
    """Every URL pattern, filled in with the draft's own slug, anchors and ids, shows nothing of it."""
    secret = "Sprungbrett"
    anchor = seed.exchanges.all()[0].anchor
    values = {"slug": seed.slug or "", "anchor": anchor, "path": "x", "key": "impressum", "pk": str(seed.pk),
              "number": "1", "object_id": str(seed.pk), "section": "interviews", "app_label": "interviews",
              "content_type_id": "1", "url": "x"}  # fmt: skip
    routes = every_route(get_resolver())
    assert len(routes) > 40
    for route in routes:
        path = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", lambda m: values.get(m[1], "x"), route)
        path = re.sub(r"<(?:\w+:)?(\w+)>", lambda m: values.get(m[1], "x"), path).replace("^", "").replace("$", "")
        for query in ("", "?q=Instagram"):
            response = client.get("/" + path + query)
            assert response.status_code < 500, path
            body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
            assert secret not in body.decode(), path


def test_structured_data_and_opengraph(seed_article: Article, client: Client) -> None:
    url = seed_article.get_absolute_url()
    article, crumbs = structured_data(client, url)["@graph"]
    jsonschema.validate(article, ARTICLE)
    assert article["contributor"][0]["name"] == "Stephan M. Czaja"
    assert [c["position"] for c in crumbs["itemListElement"]] == [1, 2]
    tags = meta(client, url)
    assert tags["og:type"] == "article" and tags["og:title"] == seed_article.headline
    assert tags["og:url"] == article["url"] and len(tags["og:description"]) <= 162
    answer = seed_article.answers.all()[0]
    quotation = structured_data(client, answer.get_absolute_url())
    assert quotation["@type"] == "Quotation" and quotation["text"] == answer.answer_text
    assert quotation["isPartOf"]["url"] == article["url"]
    page = html.fromstring(client.get(answer.get_absolute_url()).content)
    assert page.xpath("//link[@rel='canonical']/@href") == [article["url"]]


def test_feed_sitemap_robots(seed_article: Article, client: Client) -> None:
    feed = etree.fromstring(client.get("/feed/").content)
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("//a:entry/a:link/@href", namespaces=names) == [
        "http://127.0.0.1:8000" + seed_article.get_absolute_url()
    ]
    assert feed.xpath("//a:entry/a:published/text()", namespaces=names) and feed.xpath("//a:updated", namespaces=names)
    places = etree.fromstring(client.get("/sitemap.xml").content).xpath("//*[local-name()='loc']/text()")
    assert "http://127.0.0.1:8000" + seed_article.get_absolute_url() in places
    assert {"http://127.0.0.1:8000/themen/tiktok/", "http://127.0.0.1:8000/experten/stephan-m-czaja/"} <= set(places)
    assert "Disallow: /redaktion/" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("q=Greenscreen", 1), ("q=greenSCREEN+berlin", 1), ("q=Greenscreen+Kamel", 0), ("q=musikfirmen", 1),
     ("q=m%C3%BChe", 1), ("q=Muehe", 1), ("thema=tiktok", 4), ("thema=gibtsnicht", 0), ("experte=stephan-m-czaja", 4),
     ("q=Follower&experte=stephan-m-czaja&thema=tiktok", 1), ("", 0), ("q=%00%25_", 0), ("q=musical.ly", 1)],
)  # fmt: skip
def test_search(seed_article: Article, client: Client, query: str, found: int) -> None:
    response = client.get(f"/suche/?{query}")
    assert response.status_code == 200
    assert len(html.fromstring(response.content).xpath("//ol[@class='hits']/li")) == found


def test_english_piece_is_marked_and_presented_in_english(client: Client) -> None:
    article = publish(
        manuscript(
            'The light\nFIV: What is it that you do?\nAnna: I keep the light.\nFIV: And the sea?\nAnna: It is "big".'
        ),
        None,
    )
    page = client.get(article.get_absolute_url()).content.decode()
    assert '<html lang="en">' in page and "minute to read" in page and "“big”" in page
    assert '<html lang="de">' in client.get("/").content.decode()


def test_one_answer_of_several_carries_the_question(client: Client) -> None:
    article = publish(
        manuscript("Zwei\nFIV: Wer backt?\nBen: Ich.\nIda: Wir beide.\nFIV: Wann?\nIda: Nachts.\nBen: Früh."), None
    )
    answers = list(Answer.objects.filter(article=article))
    assert [a.question_text for a in answers] == ["Wer backt?", "Wer backt?", "Wann?", "Wann?"]
    assert [a.expert_name for a in answers] == ["Ben", "Ida", "Ida", "Ben"]


def test_errors_and_legal_pages(seed_article: Article, client: Client) -> None:
    assert client.get("/interviews/nie-da/").status_code == 404
    assert client.get(seed_article.get_absolute_url() + "nie-da/").status_code == 404
    assert client.get("/interviews/?seite=99").status_code == 404
    assert client.get("/interviews/?seite=quatsch").status_code == 200
    assert client.post("/").status_code == 405
    assert client.get("/impressum/").status_code == 200
    LegalText.objects.create(key="impressum", text="Wir", html="<p>Wir</p>")
    assert "<p>Wir</p>" in client.get("/impressum/").content.decode()


def test_a_fault_shows_the_error_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("interviews.site.views.articles.render", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500 and "schiefgegangen" in response.content.decode()


def test_samples_load_once(client: Client) -> None:
    call_command("load_samples", verbosity=0)
    before = (Interview.objects.count(), Article.objects.count())
    call_command("load_samples", verbosity=0)
    assert before == (6, 6) == (Interview.objects.count(), Article.objects.count())
    assert client.get("/").content.decode().count("<article") == 6
