"""Experts and topics at the desk: found, listed, merged, kept from being doubled or deleted."""

from typing import Any

import pytest
from django.test import Client
from lxml import html
from pytest_django import DjangoAssertNumQueries

from interviews.manuscripts.store import manuscript_in, restore
from interviews.models import Article, Expert, Interview, Revision, Topic, WorkingCopy
from interviews.publishing.merging import Gone
from interviews.publishing.merging import merge as make_one
from interviews.publishing.publish import publish
from tests.conftest import manuscript
from tests.editing import base, save, send
from tests.test_desk import form_of

pytestmark = pytest.mark.django_db

EXPERTS = "/redaktion/interviews/expert/"
TOPICS = "/redaktion/interviews/topic/"


def piece(title: str, expert: str = "Anna", topics: tuple[str, ...] = ()) -> Interview:
    return manuscript(f"{title}\nFIV: Wie?\n{expert}: So.\nFIV: Und?\n{expert}: Eben.", topics)


def merge(desk: Client, folder: str, keep: Any, *others: Any) -> Any:
    return desk.post(f"{folder}merge/", {"who": [one.pk for one in (keep, *others)], "keep": keep.pk}, follow=True)


def listed(desk: Client, folder: str, **query: str) -> list[list[str]]:
    """The rows as texts; an interview count stands there twice, for tables and for cards."""
    rows = html.fromstring(desk.get(folder, query).text).xpath("//table[@id='result_list']/tbody/tr")
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th | ./td")][1:] for row in rows
    ]  # the first is the box to choose it


# Merging


def test_merged_experts_are_one_in_manuscripts_articles_and_addresses(desk: Client, client: Client) -> None:
    first, second = piece("Eins", "Anna Muster"), piece("Zwei", "Anna Mustermann")
    old = publish(first, None)
    draft = piece("Drei", "Anna Muster")
    publish(second, None)
    gone, kept = Expert.objects.get(name="Anna Muster"), Expert.objects.get(name="Anna Mustermann")
    Expert.objects.filter(pk=gone.pk).update(role="Taucherin", aliases="A. Muster", links="https://example.org/")
    address = gone.get_absolute_url()
    assert client.get(address).status_code == 200

    done = merge(desk, EXPERTS, kept, gone)

    assert "Mustermann“ steht nun auch für Anna Muster" in done.text
    kept.refresh_from_db()
    assert not Expert.objects.filter(pk=gone.pk).exists()
    assert kept.alias_list == ["Anna Muster", "A. Muster"]
    assert (kept.role, kept.links) == ("Taucherin", "https://example.org/")
    assert {p.expert for i in (first, second, draft) for p in i.participants.filter(role="expert")} == {kept}
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, kept.get_absolute_url())
    shown = client.get(kept.get_absolute_url()).content.decode()
    assert "Eins" in shown and "Zwei" in shown
    assert "Anna Mustermann" in client.get(old.get_absolute_url()).content.decode()
    assert "Eins" in client.get("/suche/?q=Muster").content.decode()
    assert Article.objects.filter(experts=kept).count() == 2


def test_merging_makes_no_revision_and_no_unpublished_change(desk: Client) -> None:
    interview = piece("Eins", "Anna", ("Wetter",))
    publish(interview, None)
    revisions = interview.revisions.count()

    merge(desk, EXPERTS, Expert.objects.create(name="Anna Muster"), Expert.objects.get(name="Anna"))
    merge(desk, TOPICS, Topic.objects.create(name="Klima"), Topic.objects.get(name="Wetter"))

    assert "Änderungen unveröffentlicht" not in desk.get("/redaktion/interviews/interview/").text.split("<tbody>")[1]
    desk.get(f"{base(interview)}change/")
    assert interview.revisions.count() == revisions
    publish(interview, None)
    assert interview.revisions.count() == revisions


def test_old_revisions_are_restored_with_those_who_stayed(desk: Client) -> None:
    interview = piece("Eins", "Anna", ("Wetter", "Klima"))
    first = Revision.latest_of(interview)
    assert first is not None
    other = Expert.objects.create(name="Ben")
    send(
        desk,
        interview,
        {"op": "set_topics", "topics": []},
        {"op": "set_person", "key": "Anna", "label": "Anna", "role": "expert", "expert": other.pk},
    )
    save(desk, interview)
    last = Expert.objects.create(name="Anna Muster-Beispiel")
    middle = Expert.objects.create(name="Anna Muster")
    merge(desk, EXPERTS, middle, Expert.objects.get(name="Anna"))
    merge(desk, EXPERTS, last, middle)
    merge(desk, TOPICS, Topic.objects.get(name="Klima"), Topic.objects.get(name="Wetter"))

    assert "Anna Muster-Beispiel" in desk.get(f"{base(interview)}revisions/2/").text
    restore(first, None)

    assert interview.participants.get(role="expert").expert == last
    assert [topic.name for topic in interview.topics.all()] == ["Klima"]


def test_what_is_not_saved_yet_follows_a_merger(desk: Client) -> None:
    interview = piece("Eins", "Anna")
    ben, benno = Expert.objects.create(name="Ben"), Expert.objects.create(name="Benno")
    chosen = {"op": "set_person", "key": "Anna", "label": "Anna", "role": "expert", "expert": ben.pk}
    send(desk, interview, chosen)
    merge(desk, EXPERTS, benno, ben)

    page = desk.get(f"{base(interview)}change/").text
    assert "Benno" in page
    # A page that was opened before still names the one who is gone.
    send(desk, interview, {"op": "set_field", "name": "kicker", "value": "x"}, chosen)
    assert save(desk, interview).status_code == 200

    assert interview.participants.get(role="expert").expert == benno
    assert not WorkingCopy.objects.exists()


def test_merged_topics_are_one(desk: Client, client: Client) -> None:
    both, one = piece("Beide", topics=("Klima", "Wetter")), piece("Eines", topics=("Wetter",))
    publish(both, None)
    publish(one, None)
    kept, gone = Topic.objects.get(name="Klima"), Topic.objects.get(name="Wetter")

    merge(desk, TOPICS, kept, gone)

    assert [[t.name for t in i.topics.all()] for i in (both, one)] == [["Klima"], ["Klima"]]
    assert client.get("/themen/wetter/")["Location"] == "/themen/klima/"
    shown = client.get("/themen/klima/").content.decode()
    assert "Beide" in shown and "Eines" in shown
    latest = Revision.latest_of(both)
    assert latest is not None and manuscript_in(latest).topics == (kept.pk,)


def test_the_list_leads_to_a_page_that_compares(desk: Client) -> None:
    first, second = Expert.objects.create(name="Anna", role="Taucherin"), Expert.objects.create(name="Anne")
    act = {"action": "merge_chosen", "_selected_action": [first.pk, second.pk]}

    page = desk.post(EXPERTS, act, follow=True)

    assert "Taucherin" in page.text and Expert.objects.count() == 2
    assert html.fromstring(page.text).xpath("//input[@name='keep']/@value") == [str(first.pk), str(second.pk)]
    assert "zwei bis zehn" in desk.post(EXPERTS, {**act, "_selected_action": [first.pk]}, follow=True).text
    # Nothing happens until somebody says who stays.
    desk.post(f"{EXPERTS}merge/", {"who": [first.pk, second.pk]})
    assert Expert.objects.count() == 2


def test_another_is_searched_for_from_the_page_of_one(desk: Client) -> None:
    one = Expert.objects.create(name="Jörg Müller")
    twin = Expert.objects.create(name="Joerg Mueller", slug="zwilling")
    other = Expert.objects.create(name="Ida", aliases="Jo")
    Expert.objects.create(name="Ben")

    assert f"merge/?who={one.pk}" in desk.get(f"{EXPERTS}{one.pk}/change/").text
    suggested = html.fromstring(desk.get(f"{EXPERTS}merge/?who={one.pk}").text)
    assert suggested.xpath("//ul[@class='desk-list']//a/@href") == [f"{EXPERTS}merge/?who={one.pk}&who={twin.pk}"]
    found = html.fromstring(desk.get(f"{EXPERTS}merge/?who={one.pk}&q=jo").text)
    addresses = found.xpath("//ul[@class='desk-list']//a/@href")
    assert f"{EXPERTS}merge/?who={one.pk}&who={other.pk}" in addresses and len(addresses) == 2


# Duplicates


def test_a_name_that_is_there_already_is_saved_only_on_request(desk: Client) -> None:
    known = Expert.objects.create(name="Jörg Müller")
    data = form_of(desk.get(f"{EXPERTS}add/").content, "//form[@id='expert_form']") | {"name": "joerg  MUELLER"}

    asked = desk.post(f"{EXPERTS}add/", data)

    assert asked.status_code == 200 and Expert.objects.count() == 1
    assert f'<a href="{EXPERTS}{known.pk}/change/">Jörg Müller</a>' in asked.text
    assert "Trotzdem speichern" in asked.text
    desk.post(f"{EXPERTS}add/", data | {"nevertheless": "on"})
    assert Expert.objects.count() == 2


def test_an_alias_counts_too_and_is_told_on_the_page(desk: Client) -> None:
    topic = Topic.objects.create(name="Klima")
    other = Topic.objects.create(name="Wetter")
    change = f"{TOPICS}{other.pk}/change/"
    data = form_of(desk.get(change).content, "//form[@id='topic_form']")

    assert "Trotzdem speichern" in desk.post(change, data | {"aliases": "Himmel\nKLIMA"}).text
    assert desk.post(change, data | {"aliases": "Himmel\nKLIMA", "nevertheless": "on"}).status_code == 302

    assert f"merge/?who={topic.pk}&amp;who={other.pk}" in desk.get(f"{TOPICS}{topic.pk}/change/").text
    # Whoever changes something else is not asked again.
    data = form_of(desk.get(change).content, "//form[@id='topic_form']")
    assert desk.post(change, data | {"description": "Neu"}).status_code == 302


# Lists and pages


def test_lists_are_searched_by_names_and_organisation_and_count_interviews(desk: Client) -> None:
    piece("Eins", "Anna")
    piece("Zwei", "Anna")
    thrown = piece("Drei", "Anna")
    desk.post(f"{base(thrown)}delete/")
    Expert.objects.filter(name="Anna").update(aliases="Annette", organisation="Institut für Übungen")
    Expert.objects.create(name="Ben")

    assert listed(desk, EXPERTS, q="annette") == [["Anna", "", "Institut für Übungen", "Annette", "22 Interviews"]]
    assert [row[0] for row in listed(desk, EXPERTS, q="übungen")] == ["Anna"]
    assert [row[-1] for row in listed(desk, EXPERTS)] == ["22 Interviews", "00 Interviews"]


@pytest.mark.parametrize("folder", [EXPERTS, TOPICS])
def test_lists_and_pages_cost_the_same_for_few_and_many(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, folder: str
) -> None:
    topic, expert = Topic.objects.create(name="Klima"), Expert.objects.create(name="Anna")
    for total in (2, 60):
        for n in range(Interview.objects.count(), total):
            made = Interview.objects.create(headline=f"Stück {n}")
            made.topics.add(topic)
            made.participants.create(key="a", label="A", role="expert", expert=expert)
            Expert.objects.create(name=f"Ida {n}", slug=f"ida-{n}")
            Topic.objects.create(name=f"Thema {n}", slug=f"thema-{n}")
        with django_assert_max_num_queries(9):
            assert len(listed(desk, folder)) == total + 1
        pk = topic.pk if folder == TOPICS else expert.pk
        with django_assert_max_num_queries(10):
            assert desk.get(f"{folder}{pk}/change/").text.count("Stück ") == total


def test_a_page_lists_interviews_with_their_state(desk: Client) -> None:
    draft, public = piece("Entwurf", "Anna"), piece("Öffentlich", "Anna")
    article = publish(public, None)
    expert = Expert.objects.get()

    page = desk.get(f"{EXPERTS}{expert.pk}/change/").text

    assert f"{base(draft)}change/" in page and f"{base(public)}change/" in page
    assert "Veröffentlicht" in page and article.get_absolute_url() in page


# Deleting


def test_what_an_interview_needs_is_not_deleted(desk: Client) -> None:
    interview = piece("Eins", "Anna", ("Klima",))
    expert, topic = Expert.objects.get(), Topic.objects.get()
    for folder, one in ((EXPERTS, expert), (TOPICS, topic)):
        page = desk.post(f"{folder}{one.pk}/delete/", {"post": "yes"})
        assert "lässt sich nicht löschen" in page.text and f"{base(interview)}change/" in page.text
        chosen = {"action": "delete_selected", "_selected_action": [one.pk], "post": "yes"}
        assert "lässt sich nicht löschen" in desk.post(folder, chosen).text
    assert (Expert.objects.count(), Topic.objects.count()) == (1, 1)


def test_what_readers_still_see_is_not_deleted_though_the_manuscript_names_it_no_more(desk: Client) -> None:
    interview = piece("Eins", "Anna", ("Klima",))
    publish(interview, None)
    interview.topics.clear()

    page = desk.post(f"{TOPICS}{Topic.objects.get().pk}/delete/", {"post": "yes"})

    assert "lässt sich nicht löschen" in page.text


def test_what_only_the_trash_needs_is_deleted_and_its_piece_restored_without(desk: Client, client: Client) -> None:
    interview = piece("Eins", "Anna", ("Klima",))
    publish(interview, None)
    expert, topic = Expert.objects.get(), Topic.objects.get()
    desk.post(f"{base(interview)}delete/")

    assert "Kein Interview" in desk.get(f"{EXPERTS}{expert.pk}/delete/").text
    desk.post(f"{EXPERTS}{expert.pk}/delete/", {"post": "yes"})
    desk.post(TOPICS, {"action": "delete_selected", "_selected_action": [topic.pk], "post": "yes"})

    assert not Expert.objects.exists() and not Topic.objects.exists()
    assert client.get("/experten/anna/").status_code == 410
    desk.post(f"{base(interview)}put-back/")
    assert "Eins" in desk.get(f"{base(interview)}change/").text
    assert interview.participants.get(role="expert").expert is None


def test_stale_form_overwrites_nothing_unasked(desk: Client) -> None:
    expert = Expert.objects.create(name="Ida Beispiel", biography="Alt.")
    change = f"/redaktion/interviews/expert/{expert.pk}/change/"
    opened = form_of(desk.get(change).content, "//form[@id='expert_form']") | {"role": "Fachfrau"}
    Expert.objects.filter(pk=expert.pk).update(biography="Neu und länger.")

    refused = desk.post(change, opened)

    expert.refresh_from_db()
    assert "seit Sie ihn geöffnet haben" in refused.text
    assert (expert.biography, expert.role) == ("Neu und länger.", "")
    # Whoever saves once more has seen it.
    desk.post(change, form_of(refused.content, "//form[@id='expert_form']"))
    expert.refresh_from_db()
    assert (expert.biography, expert.role) == ("Alt.", "Fachfrau")


def test_merging_what_is_gone_changes_nothing(desk: Client) -> None:
    kept, other = Expert.objects.create(name="Ida"), Expert.objects.create(name="Ida B.")
    stale = Expert.objects.get(pk=other.pk)
    make_one(kept, [other])

    with pytest.raises(Gone):
        make_one(stale, [kept])

    assert list(Expert.objects.all()) == [kept]
