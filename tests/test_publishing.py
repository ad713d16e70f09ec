"""Manuscript → revision → article, seen through what is stored and what readers get."""

import datetime as dt
import re
import time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from interviews.manuscripts.store import restore, save_revision
from interviews.models import Answer, Article, Expert, Interview, QuestionAnswer, Revision
from interviews.publishing.publish import publish, refresh, republish, withdraw
from interviews.publishing.rendering import html_to_text, render_markdown
from interviews.transcripts import read_transcript
from tests.conftest import SEED, manuscript

pytestmark = pytest.mark.django_db


def test_seed_becomes_a_manuscript_with_every_paragraph(seed: Interview) -> None:
    transcript = read_transcript(SEED.read_bytes())
    rows = list(seed.exchanges.all())
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    assert [bool(row.heading) for row in rows] == [True, True, True, True, False]
    assert rows[3].heading == "Zukunft: Wohin steuert Tik Tok?"
    assert rows[4].question == "Vielen Dank für die Antworten Stephan!" and rows[4].answer == ""
    paragraphs = [p for row in rows for text in (row.question, row.answer) for p in text.split("\n\n") if p]
    assert paragraphs == [p for turn in transcript.turns for p in turn.paragraphs]
    assert seed.exchanges.filter(answered_by__expert__name="Stephan M. Czaja").count() == 4


def test_published_seed_shows_every_word(seed_article: Article, client: Client) -> None:
    response = client.get(seed_article.get_absolute_url())
    assert response.status_code == 200
    shown = html_to_text(response.content.decode())
    for turn in read_transcript(SEED.read_bytes()).turns:
        for paragraph in turn.paragraphs:
            # Readers get a dash where the transcript has a spaced hyphen.
            assert paragraph.replace(" - ", " – ") in shown
    assert Answer.objects.filter(article=seed_article).count() == 4


def test_edit_is_invisible_until_published_again(seed: Interview, seed_article: Article, client: Client) -> None:
    url = seed_article.get_absolute_url()
    before = client.get(url).content
    seed.exchanges.filter(position=1).update(answer="Ganz neu.")
    assert client.get(url).content == before
    publish(seed, None)
    assert "Ganz neu." in client.get(url).content.decode()
    assert Article.objects.count() == 1


def test_republish_gives_the_same_bytes(seed_article: Article, client: Client) -> None:
    urls = [
        seed_article.get_absolute_url(),
        *(a.get_absolute_url() for a in seed_article.answers.all()),
        "/",
        "/feed/",
    ]
    before = [client.get(url).content for url in urls]
    Article.objects.all().delete()
    call_command("republish", "--all", verbosity=0)
    assert [client.get(url).content for url in urls] == before


def test_withdrawn_is_410_and_can_come_back(seed: Interview, seed_article: Article, client: Client) -> None:
    url = seed_article.get_absolute_url()
    answer_url = seed_article.answers.all()[0].get_absolute_url()
    withdraw(seed)
    assert client.get(url).status_code == 410
    assert client.get(answer_url).status_code == 410
    seed.refresh_from_db()
    publish(seed, None)
    assert client.get(url).status_code == 200


def test_changed_slug_redirects(seed: Interview, seed_article: Article, client: Client) -> None:
    old = seed_article.get_absolute_url()
    seed.slug = "neuer-name"
    seed.save()
    assert client.get(old).status_code == 200
    publish(seed, None)
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, "/interviews/neuer-name/")
    anchor = seed.exchanges.all()[0].anchor
    assert client.get(f"{old}{anchor}/")["Location"] == f"/interviews/neuer-name/#{anchor}"
    assert client.get(response["Location"]).status_code == 200


def test_embargo_holds_the_article_back(seed: Interview, client: Client) -> None:
    seed.embargo_until = timezone.now() + dt.timedelta(hours=2)
    seed.save()
    article = publish(seed, None)
    for url in (article.get_absolute_url(), article.answers.all()[0].get_absolute_url()):
        assert client.get(url).status_code == 404
    assert article.headline not in client.get("/").content.decode()
    assert client.get("/suche/?q=Follower").content.decode().count("<mark>") == 0
    assert article.slug not in client.get("/sitemap.xml").content.decode()
    Article.objects.update(published_at=timezone.now())
    assert client.get(article.get_absolute_url()).status_code == 200


def test_unready_manuscript_is_refused_with_all_reasons(db: None) -> None:
    interview = Interview.objects.create(working_title="Leer")
    with pytest.raises(ValidationError) as caught:
        publish(interview, None)
    assert len(caught.value.messages) == 3


def test_slug_of_another_once_public_interview_is_refused(seed: Interview, seed_article: Article) -> None:
    taken = seed_article.slug
    seed.slug = "anders"
    seed.save()
    publish(seed, None)
    other = manuscript("Titel\nFIV: Wie?\nAnna: So.\nFIV: Und?\nAnna: Eben.")
    other.slug = taken
    other.save()
    with pytest.raises(ValidationError):
        publish(other, None)


def test_restore_brings_everything_back(seed: Interview) -> None:
    first = save_revision(seed, None)
    anchors = list(seed.exchanges.values_list("anchor", flat=True))
    seed.headline = "Anders"
    seed.topics.clear()
    seed.save()
    seed.exchanges.filter(position__gt=2).delete()
    second = save_revision(seed, None)
    third = restore(first, None, "zurück")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert third.digest == first.digest != second.digest
    assert list(seed.exchanges.values_list("anchor", flat=True)) == anchors


def test_revisions_are_immutable_and_only_made_for_changes(seed: Interview) -> None:
    first = save_revision(seed, None)
    assert save_revision(seed, None).pk == first.pk
    with pytest.raises(TypeError):
        first.save()
    with pytest.raises(TypeError):
        Revision.objects.filter(pk=first.pk).update(comment="anders")


def test_database_refuses_double_positions_anchors_and_slugs(seed: Interview) -> None:
    row = seed.exchanges.all()[0]
    for fields in ({"position": 1, "anchor": "neu"}, {"position": 99, "anchor": row.anchor}):
        with pytest.raises(IntegrityError), transaction.atomic():
            QuestionAnswer.objects.create(interview=seed, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.create(working_title="x", slug=seed.slug)


def test_changed_expert_changes_articles(seed_article: Article, client: Client) -> None:
    Expert.objects.update(role="Taucher")
    assert refresh(experts=Expert.objects.all()) == 1
    assert "Taucher" in client.get(seed_article.get_absolute_url()).content.decode()


def test_republish_needs_a_published_interview(seed: Interview) -> None:
    with pytest.raises(ValueError, match="not published"):
        republish(seed)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("<script>alert(1)</script>gut", "&lt;script&gt;alert(1)&lt;/script&gt;gut"),
        ("<b>x</b> und a < b", "&lt;b&gt;x&lt;/b&gt; und a &lt; b"),
        ("<!-- weg? -->", "&lt;!-- weg? --&gt;"),
        ("<https://x.example>", "&lt;https://x.example&gt;"),
        ("[lacht]: Nein", "[lacht]: Nein"),
        ("[x](javascript:alert(1))", "<p><a>x</a></p>"),
        ("![a](https://elsewhere.example/x.png)", '<p><img alt="a"></p>'),
        ('"Na" - ja...', "<p>„Na“ – ja…</p>"),
        ('`a - "b"`', '<p><code>a - "b"</code></p>'),
    ],
)
def test_markdown_is_sanitised_and_typeset(markdown: str, html: str) -> None:
    assert re.sub(r' rel="[^"]*"', "", render_markdown(markdown)) in (html, f"<p>{html}</p>")


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Er sagte\n- ja\n- nein", "<p>Er sagte\n- ja\n- nein</p>"),
        ("- a\n    - b", "<ul>\n<li>a\n<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("1986.", "<p>1986.</p>"),
        ("1) a\n2) b", "<p>1) a\n2) b</p>"),
        ("snake_case_name", "<p>snake_case_name</p>"),
        ("a  \nb\nc", "<p>a<br>\nb\nc</p>"),
        ("[a](https://x.example/ü?a=b)", '<p><a href="https://x.example/ü?a=b" rel="noopener">a</a></p>'),
    ],
)
def test_markdown_reads_as_editors_know_it(markdown: str, html: str) -> None:
    assert render_markdown(markdown) == html


@pytest.mark.parametrize(
    "part", ["[", "![", "[a][", "[noch x ", "[a](b ", "[a](", '[a](b "c) ', "1. ", "> ", "- 1. > "]
)
def test_hostile_markdown_is_rendered_soon_with_all_its_words(part: str) -> None:
    """At the size that took seconds to minutes as long as the time grew with its square or cube."""
    text = part * (50_000 // len(part)) + "Ende"
    start = time.process_time()
    assert html_to_text(render_markdown(text)).endswith("Ende")
    assert time.process_time() - start < 2
