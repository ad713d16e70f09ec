"""The list of interviews at the desk, through HTTP as an editor."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from interviews.manuscripts.store import save_revision
from interviews.models import Expert, Interview, Revision, Topic
from interviews.publishing.publish import publish, withdraw
from tests.conftest import manuscript
from tests.editing import save, send

pytestmark = pytest.mark.django_db

LIST = "/redaktion/interviews/interview/"


def piece(title: str, answer: str = "So.", expert: str = "Anna", topics: tuple[str, ...] = ()) -> Interview:
    return manuscript(f"{title}\nFIV: Wie?\n{expert}: {answer}\nFIV: Und?\n{expert}: {answer}", topics)


def rows(desk: Client, **query: str) -> list[Any]:
    return html.fromstring(desk.get(LIST, query).text).xpath("//table[@id='result_list']/tbody/tr")


def titles(desk: Client, **query: str) -> list[str]:
    return sorted(row.xpath("string(.//th)").strip() for row in rows(desk, **query))


def counted(desk: Client, **query: str) -> str:
    page = html.fromstring(desk.get(LIST, query).text)
    return " ".join(page.xpath("string(//p[@class='filter-result'])").split())


def test_a_row_tells_state_experts_topics_and_author(desk: Client, editor: User) -> None:
    colleague = User.objects.create_user("cem", first_name="Cem", last_name="Aslan")
    interview = piece("Im Moor", expert="Ida", topics=("Natur", "Wetter"))
    Revision.objects.all().delete()
    save_revision(interview, colleague)
    save_revision(interview, editor)

    text = " ".join(rows(desk)[0].text_content().split())

    for told in ("Im Moor", "Entwurf", "Ida", "Natur, Wetter", "Cem Aslan", str(timezone.localdate().year % 100)):
        assert told in text


def test_a_published_piece_with_later_changes_has_a_badge_until_it_is_published_again(desk: Client) -> None:
    interview = piece("Im Moor")
    anchor = interview.exchanges.all()[0].anchor
    publish(interview, None)
    assert "Änderungen unveröffentlicht" not in rows(desk)[0].text_content()

    send(desk, interview, {"op": "set_text", "anchor": anchor, "field": "answer", "text": "Anders."})
    assert "Änderungen unveröffentlicht" not in rows(desk)[0].text_content()
    save(desk, interview)

    assert "Änderungen unveröffentlicht" in rows(desk)[0].text_content()
    assert titles(desk, state="ahead") == ["Im Moor"]
    interview.refresh_from_db()
    publish(interview, None)
    assert "Änderungen unveröffentlicht" not in rows(desk)[0].text_content()
    assert titles(desk, state="ahead") == []


def test_a_piece_under_embargo_says_when_it_appears(desk: Client) -> None:
    interview = piece("Im Moor")
    interview.embargo_until = timezone.now() + dt.timedelta(days=2)
    interview.save()
    publish(interview, None)

    assert "Erscheint" in rows(desk)[0].text_content()


def test_states_experts_topics_authors_and_dates_narrow_the_list(desk: Client, editor: User) -> None:
    draft = piece("Entwurf", expert="Ida Moor", topics=("Natur",))
    public = piece("Öffentlich", expert="Ben", topics=("Wetter", "Natur"))
    gone = piece("Zurück", expert="Cleo")
    publish(public, None)
    publish(gone, None)
    withdraw(gone)
    Expert.objects.filter(name="Ben").update(aliases="Benjamin")
    Revision.objects.filter(interview=draft).delete()
    save_revision(draft, editor)
    Interview.objects.filter(pk=gone.pk).update(updated_at="2020-05-01T12:00Z")

    assert titles(desk, state="draft") == ["Entwurf"]
    assert titles(desk, state="published") == ["Öffentlich"]
    assert titles(desk, state="withdrawn") == ["Zurück"]
    assert titles(desk, expert="Ida Moor") == ["Entwurf"]
    assert titles(desk, expert="Benjamin") == ["Öffentlich"]
    assert titles(desk, topic="Natur") == ["Entwurf", "Öffentlich"]
    assert titles(desk, topic="Natur", state="published") == ["Öffentlich"]
    assert titles(desk, author=str(editor.pk)) == ["Entwurf"]
    assert titles(desk, until="2020-05-01") == ["Zurück"]
    assert titles(desk, since="2020-05-02") == ["Entwurf", "Öffentlich"]
    assert titles(desk, since="2020-05-01", until="2020-05-01") == ["Zurück"]


def test_a_date_that_is_none_is_told_and_narrows_nothing(desk: Client) -> None:
    piece("Im Moor")

    page = desk.get(LIST, {"since": "gestern"}).text

    assert "Im Moor" in page
    assert "errorlist" in page


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("moor", ["Im Moor"]),
        ("arbeit", ["Im Moor"]),  # the working title
        ("im-moor", ["Im Moor"]),
        ("Ida", ["Im Moor"]),
        ("Torfstecherin", ["Im Moor"]),  # another name of the expert
        ("Birken", ["Im Moor"]),
        ("birken IDA", ["Im Moor"]),
        ("birken Ben", []),
        ('"so nass"', ["Im Moor"]),
        ('"nass so"', []),
        ("ÜBERALL", ["Im Moor"]),
        ("überall", ["Im Moor"]),
        ("Wie", ["Im Moor", "See"]),
        ('"', []),
        ("%", []),
    ],
)
def test_words_are_looked_for_in_titles_address_names_and_the_whole_text(
    desk: Client, words: str, found: list[str]
) -> None:
    interview = piece("Im Moor", "Birken, Überall so nass, Birken.", expert="Ida")
    Interview.objects.filter(pk=interview.pk).update(working_title="Arbeitstitel")
    Expert.objects.filter(name="Ida").update(aliases="Torfstecherin")
    piece("See", expert="Ben")

    assert titles(desk, q=words) == found


def test_the_count_is_of_interviews_however_often_a_word_occurs(desk: Client) -> None:
    piece("Im Moor", "Birken und Birken.", topics=("Natur", "Wetter"))
    piece("See", "Wasser.")

    assert counted(desk, q="Birken") == "1 Interview von 2 · Alle anzeigen"
    assert counted(desk) == "2 Interviews"


def test_the_list_costs_the_same_for_ten_and_a_hundred(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    topic = Topic.objects.create(name="Natur")
    for total in (10, 100):
        for n in range(Interview.objects.count(), total):
            made = Interview.objects.create(headline=f"Stück {n}")
            made.topics.add(topic)
            expert = Expert.objects.create(name=f"Ida {n}", slug=f"ida-{n}")
            made.participants.create(key="i", label="Ida", role="expert", expert=expert)
            save_revision(made, None)
        with django_assert_max_num_queries(15):
            assert len(rows(desk, q="stück", all="1")) == total


def act(desk: Client, action: str, pieces: list[Interview], **more: str) -> Any:
    chosen = [str(one.pk) for one in pieces]
    return desk.post(LIST, {"action": action, "_selected_action": chosen, **more}, follow=True)


def test_a_topic_is_added_to_several_pieces_as_a_revision_of_each(desk: Client, editor: User, client: Client) -> None:
    draft, public = piece("Entwurf"), piece("Öffentlich", topics=("Natur",))
    topic = Topic.objects.create(name="Wetter", aliases="Klima")
    article = publish(public, None)

    page = act(desk, "add_topic", [draft, public])
    assert "Entwurf" in page.text and "Wetter" in page.text
    assert not draft.topics.exists()
    assert "Kein Thema" in act(desk, "add_topic", [draft], confirmed="yes", topic="Gibt es nicht").text
    done = act(desk, "add_topic", [draft, public], confirmed="yes", topic="klima")

    assert "2 Interviews" in done.text and "wieder veröffentlicht" in done.text
    assert list(draft.topics.all()) == [topic]
    latest = Revision.latest_of(public)
    assert latest is not None and latest.author == editor and "Wetter" in latest.comment
    assert "Wetter" not in client.get(article.get_absolute_url()).content.decode()
    act(desk, "add_topic", [draft], confirmed="yes", topic="Wetter")
    assert draft.revisions.count() == 2


def test_a_topic_added_meanwhile_comes_into_the_working_copy(desk: Client) -> None:
    interview = piece("Im Moor", topics=("Natur",))
    send(desk, interview, {"op": "set_field", "name": "kicker", "value": "Draußen"})
    Topic.objects.create(name="Wetter")

    act(desk, "add_topic", [interview], confirmed="yes", topic="Wetter")
    save(desk, interview)

    interview.refresh_from_db()
    assert interview.kicker == "Draußen"
    assert {topic.name for topic in interview.topics.all()} == {"Natur", "Wetter"}


def test_several_pieces_are_withdrawn_after_a_question(desk: Client, client: Client) -> None:
    first, second, draft = piece("Eins"), piece("Zwei"), piece("Drei")
    addresses = [publish(one, None).get_absolute_url() for one in (first, second)]

    page = act(desk, "withdraw_pieces", [first, second, draft])
    asked = html.fromstring(page.text).xpath("//ul[@class='desk-list']//a/text()")
    assert sorted(asked) == ["Eins", "Zwei"]
    assert client.get(addresses[0]).status_code == 200
    act(desk, "withdraw_pieces", [first, second], confirmed="yes")

    assert [client.get(address).status_code for address in addresses] == [410, 410]
    draft.refresh_from_db()
    assert draft.status == Interview.Status.DRAFT


def test_withdrawing_is_for_those_who_publish(client: Client) -> None:
    interview = piece("Eins")
    publish(interview, None)
    helper = User.objects.create_user("hilft", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_interview"))
    client.force_login(helper)

    act(client, "withdraw_pieces", [interview], confirmed="yes")

    interview.refresh_from_db()
    assert interview.status == Interview.Status.PUBLISHED


def test_a_piece_without_a_title_can_be_opened_too(desk: Client) -> None:
    Interview.objects.create()

    assert titles(desk) == ["Interview ohne Titel"]


@pytest.mark.parametrize(
    "query",
    ["status__exact=%00", f"id__in={'9' * 30}", "id__in=1,%00", "q=%00", "author=%00", f"author={'9' * 30}", "p=%00"],
)
def test_what_no_database_knows_narrows_nothing(desk: Client, query: str) -> None:
    piece("Im Moor")
    response = desk.get(f"{LIST}?{query}")
    assert response.status_code == 200 and "Im Moor" in response.text


@pytest.mark.parametrize("action", ["add_topic", "withdraw_pieces"])
@pytest.mark.parametrize("key", ["9" * 30, "\0", "abc"])
def test_nothing_is_done_to_pieces_that_cannot_be(desk: Client, action: str, key: str) -> None:
    piece("Im Moor")
    response = desk.post(LIST, {"action": action, "_selected_action": key, "index": "0"})
    assert response.status_code in (200, 302)
