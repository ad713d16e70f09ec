"""The first page of the desk."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from interviews.manuscripts.store import save_revision
from interviews.models import Interview, Revision
from interviews.publishing.publish import publish
from tests.conftest import manuscript
from tests.editing import base, save, send

pytestmark = pytest.mark.django_db

KICKER = {"op": "set_field", "name": "kicker", "value": "Neu"}


def piece(title: str, author: User | None = None) -> Interview:
    made = manuscript(f"{title}\nFIV: Wie?\nAnna: So.\nFIV: Und?\nAnna: Eben.")
    Revision.objects.filter(interview=made).delete()
    save_revision(made, author, "Angelegt")
    return made


def part(desk: Client, name: str) -> list[str]:
    """The titles in one part of the page."""
    page = html.fromstring(desk.get("/redaktion/").text)
    return page.xpath(f"//section[@aria-labelledby='{name}']//a[contains(@class, 'desk-row-title')]/text()")


def test_unsaved_work_is_listed_until_it_is_saved_or_undone(desk: Client, editor: User) -> None:
    first, second = piece("Eins"), piece("Zwei")
    send(desk, first, KICKER)
    send(desk, second, KICKER, {**KICKER, "value": ""})

    assert part(desk, "copies") == ["Eins"]
    save(desk, first)
    assert part(desk, "copies") == []


def test_my_drafts_and_those_of_others_are_apart(desk: Client, editor: User) -> None:
    piece("Meiner", editor)
    piece("Fremder", User.objects.create_user("cem", first_name="Cem", last_name="Aslan"))
    publish(piece("Öffentlich", editor), None)

    assert part(desk, "drafts") == ["Meiner"]
    assert part(desk, "waiting") == ["Fremder"]
    assert "Cem Aslan" in desk.get("/redaktion/").text


def test_what_is_under_embargo_or_changed_since_it_was_published_waits(desk: Client, editor: User) -> None:
    planned, changed = piece("Geplant", editor), piece("Geändert", editor)
    planned.embargo_until = timezone.now() + dt.timedelta(days=1)
    planned.save()
    publish(planned, None)
    publish(changed, None)
    assert part(desk, "waiting") == ["Geplant"]
    send(desk, changed, KICKER)
    save(desk, changed)

    assert part(desk, "waiting") == ["Geändert", "Geplant"]
    assert "Erscheint" in desk.get("/redaktion/").text


def test_the_latest_revisions_are_listed_with_their_authors(desk: Client, editor: User) -> None:
    first = piece("Eins", editor)
    piece("Zwei")
    send(desk, first, KICKER)
    save(desk, first)

    assert part(desk, "lately") == ["Eins", "Zwei", "Eins"]
    assert f"{base(first)}revisions/2/" in desk.get("/redaktion/").text


def test_the_trash_is_not_part_of_it(desk: Client, editor: User) -> None:
    thrown = piece("Weg", editor)
    send(desk, thrown, KICKER)
    desk.post(f"{base(thrown)}delete/")

    assert [part(desk, name) for name in ("copies", "drafts", "waiting", "lately")] == [[], [], [], []]


def test_whoever_has_nothing_to_do_with_interviews_gets_the_plain_page(client: Client) -> None:
    piece("Geheim")
    client.force_login(User.objects.create_user("technik", is_staff=True))

    page = client.get("/redaktion/")

    assert page.status_code == 200 and "Geheim" not in page.content.decode()


def test_it_costs_the_same_for_few_and_many(
    desk: Client, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for total in (2, 30):
        for n in range(Interview.objects.count(), total):
            send(desk, piece(f"Stück {n}", editor if n % 2 else None), KICKER)
        with django_assert_max_num_queries(12):
            desk.get("/redaktion/")
