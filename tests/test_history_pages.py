"""The history of a manuscript, through HTTP as an editor."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from interviews.manuscripts.store import manuscript_of, save_revision
from interviews.models import Expert, Interview, QuestionAnswer
from interviews.publishing.publish import publish
from tests.conftest import manuscript
from tests.editing import base, save, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(db: None) -> Interview:
    """Four exchanges; revision 1 is published, revision 2 has another answer and another order."""
    lines = "\n".join(f"FIV: Frage {n}?\nAnna: Antwort {n}, die bleibt." for n in range(1, 5))
    piece = manuscript(f"Viele Fragen\n{lines}", ("Fragen",))
    publish(piece, None)
    return piece


def anchors(piece: Interview) -> list[str]:
    return list(piece.exchanges.values_list("anchor", flat=True))


def changed(desk: Client, piece: Interview, number: int, text: str, comment: str = "") -> None:
    row = piece.exchanges.all()[number - 1]
    send(desk, piece, {"op": "set_text", "anchor": row.anchor, "field": "answer", "text": text})
    save(desk, piece, comment=comment)


def page(desk: Client, piece: Interview, path: str = "", **query: Any) -> html.HtmlElement:
    response = desk.get(f"{base(piece)}revisions/{path}", query)
    assert response.status_code == 200
    return html.fromstring(response.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_list_says_who_when_why_what_and_what_is_live(desk: Client, piece: Interview) -> None:
    first, *rest = anchors(piece)
    send(desk, piece, {"op": "move", "anchor": first, "after": rest[-1]})
    changed(desk, piece, 2, "Antwort 2, die sich sehr ändert.", "Nach Rückfrage")

    newest, oldest = page(desk, piece).xpath("//li[@class='revision']")

    for said in (
        "Fassung 2",
        "eva",
        "Nach Rückfrage",
        "1 geändert",
        "1 verschoben",
        "Wörter: 3 neu, 1 gelöscht",
    ):
        assert said in words(newest)
    assert "veröffentlicht" not in words(newest)
    assert "Fassung 1" in words(oldest) and "veröffentlicht" in words(oldest.xpath(".//strong")[0])


def test_any_two_revisions_are_compared_the_older_first(desk: Client, piece: Interview) -> None:
    changed(desk, piece, 1, "Antwort 1, die sich ändert.")
    changed(desk, piece, 2, "Antwort 2, die sich ändert.")
    form = page(desk, piece).xpath("//form[contains(@action, 'compare')]")[0]
    chosen = {select.name: select.value_options for select in form.xpath(".//select")}
    assert chosen == {"old": ["3", "2", "1"], "new": ["3", "2", "1"]}

    found = page(desk, piece, "compare/", old="3", new="1")

    assert [words(place) for place in found.xpath("//section//h3")] == ["1 Frage 1? …", "2 Frage 2? …"]
    assert [words(new) for new in found.xpath("//ins")] == ["sich ändert"] * 2
    assert [words(gone) for gone in found.xpath("//del")] == ["bleibt"] * 2
    assert [words(side) for side in found.xpath("//dl/div/dt")] == ["Vorher", "Nachher"]
    assert "Fassung 1" in words(found.xpath("//dl/div/dd")[0])
    assert words(page(desk, piece, "compare/", old="2", new="2").xpath("//ul[@class='summary']")[0]).endswith(
        "derselbe."
    )


def test_what_is_not_saved_is_compared_with_what_is_live(desk: Client, piece: Interview) -> None:
    send(desk, piece, {"op": "set_field", "name": "headline", "value": "Viele neue Fragen"})
    listed = page(desk, piece)
    assert "Ihre Arbeitsfassung" in words(listed.xpath("//li[@class='revision']")[0])
    form = listed.xpath("//form[contains(@action, 'compare')]")[0]
    assert dict(form.form_values()) == {"old": "1", "new": "copy"}
    link = listed.xpath("//form[contains(@action, 'compare')]//a/@href")[0]

    found = html.fromstring(desk.get(link).text)

    assert [words(new) for new in found.xpath("//ins")] == ["neue"]
    assert piece.revisions.count() == 1


def test_another_lead_image_is_seen(desk: Client, piece: Interview) -> None:
    send(desk, piece, {"op": "set_picture", "name": "bilder/a.png"})
    save(desk, piece)
    send(desk, piece, {"op": "set_picture", "name": "bilder/b.png"})

    found = page(desk, piece, "compare/", old="2", new="copy")

    assert found.xpath("//del/img/@src") == ["/media/bilder/a.png"]
    assert found.xpath("//ins/img/@src") == ["/media/bilder/b.png"]


def test_what_waits_for_its_embargo_is_not_called_live(desk: Client, piece: Interview) -> None:
    piece.embargo_until = timezone.now() + timedelta(days=1)
    piece.save()
    publish(piece, None)

    newest, *_ = page(desk, piece).xpath("//li[@class='revision']")

    assert words(newest.xpath(".//strong")[0]) == "erscheint nach der Sperrfrist"


@pytest.mark.parametrize("query", [{}, {"old": "1"}, {"old": "1", "new": "99"}, {"old": "1", "new": "٣"}])
def test_what_is_not_there_is_not_compared(desk: Client, piece: Interview, query: dict[str, str]) -> None:
    assert desk.get(f"{base(piece)}revisions/compare/", query).status_code == 404


def test_a_revision_is_restored_when_that_is_confirmed(desk: Client, piece: Interview) -> None:
    changed(desk, piece, 1, "Ganz anders.")
    send(desk, piece, {"op": "set_field", "name": "kicker", "value": "Noch nicht gespeichert"})
    url = f"{base(piece)}revisions/1/restore/"

    asked = html.fromstring(desk.get(url).text)

    assert "als eigene Fassung" in words(asked) and "1 geändert" in words(asked)
    assert QuestionAnswer.objects.filter(interview=piece, answer="Ganz anders.").exists()
    assert asked.xpath("//div[@class='beside']//form/@method") == ["post"]
    desk.post(url)
    assert not QuestionAnswer.objects.filter(interview=piece, answer="Ganz anders.").exists()
    assert piece.revisions.filter(content__kicker="Noch nicht gespeichert").exists()


def test_a_long_paragraph_shows_what_is_around_a_change(desk: Client, piece: Interview) -> None:
    long = " ".join(f"Wort{n}" for n in range(2000))
    changed(desk, piece, 1, f"{long} alt {long}")
    changed(desk, piece, 1, f"{long} neu {long}")

    shown = words(page(desk, piece, "3/").xpath("//div[@class='change-words']")[0])

    assert "Wort1999 altneu Wort0" in shown
    assert len(shown) < 600


def test_history_costs_the_same_however_long_it_is(
    desk: Client, editor: User, piece: Interview, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with CaptureQueriesContext(connection) as few:
        page(desk, piece)
    for number in range(45):
        piece.headline = f"Titel {number}"
        piece.save()
        save_revision(piece, editor)
    assert manuscript_of(piece).headline == "Titel 44"
    with django_assert_num_queries(len(few)):
        listed = page(desk, piece)
    assert len(listed.xpath("//li[@class='revision']")) == 20
    assert "Seite 1 von 3" in words(listed)
    assert len(page(desk, piece, page="3").xpath("//li[@class='revision']")) == 6


def test_a_comparison_costs_the_same_however_many_people_changed(
    desk: Client, piece: Interview, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def joined(count: int) -> None:
        for number in range(count):
            expert = Expert.objects.create(name=f"Ida {count} {number}")
            label = f"I{count}-{number}"
            piece.participants.create(key=label, label=label, role="expert", expert=expert)
        save_revision(piece, None)

    joined(1)
    joined(20)
    with CaptureQueriesContext(connection) as few:
        page(desk, piece, "compare/", old="1", new="2")
    with django_assert_num_queries(len(few)):
        assert "Ida 20 19" in words(page(desk, piece, "compare/", old="2", new="3"))


def test_history_tells_what_was_live_and_when(desk: Client, seed: Interview) -> None:
    publish(seed, None)
    send(desk, seed, {"op": "set_field", "name": "kicker", "value": "Neu"})
    save(desk, seed, publish=True)
    page = desk.get(base(seed) + "revisions/").text
    assert page.count('<strong class="revision-state">veröffentlicht vom') == 1

    desk.post(base(seed) + "withdraw/")

    page = desk.get(base(seed) + "revisions/").text
    assert page.count('<strong class="revision-state">veröffentlicht vom') == 2
    assert [one.revision.number for one in seed.publications.all()] == [1, 2]


def test_what_never_was_live_leaves_no_trace(desk: Client, seed: Interview) -> None:
    send(desk, seed, {"op": "set_field", "name": "embargo_until", "value": "2099-12-24T08:00:00Z"})
    save(desk, seed, publish=True)
    assert "Sperrfrist" in desk.get(base(seed) + "revisions/").text

    desk.post(base(seed) + "withdraw/")

    assert not seed.publications.exists()
