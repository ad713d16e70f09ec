"""The trash of interviews, through HTTP as an editor and as a reader."""

import datetime as dt

import pytest
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from lxml import html

from interviews.models import Article, Interview, WorkingCopy
from interviews.publishing.publish import free_slug, publish
from interviews.publishing.trash import move_to_trash
from tests.conftest import manuscript
from tests.editing import base, save, send

pytestmark = pytest.mark.django_db

LIST = "/redaktion/interviews/interview/"
TRASH = f"{LIST}trash/"


@pytest.fixture
def moor(db: None) -> Interview:
    return manuscript("Im Moor\nFIV: Wie?\nAnna: So.\nFIV: Und?\nAnna: Eben.")


def throw_away(desk: Client, piece: Interview) -> None:
    assert desk.post(f"{base(piece)}delete/").status_code == 302


def test_a_deleted_piece_is_gone_from_site_and_list_and_lies_in_the_trash(
    desk: Client, client: Client, moor: Interview
) -> None:
    article = publish(moor, None)
    addresses = [article.get_absolute_url(), article.answers.all()[0].get_absolute_url()]

    asked = desk.get(f"{base(moor)}delete/").text
    assert "Papierkorb" in asked and client.get(addresses[0]).status_code == 200
    throw_away(desk, moor)

    assert [client.get(address).status_code for address in addresses] == [410, 410]
    assert "Im Moor" not in client.get("/interviews/").content.decode()
    assert "Im Moor" not in desk.get(LIST).text
    assert "0 Interviews" in desk.get(LIST).text
    assert "Im Moor" in desk.get(TRASH).text


def test_several_are_moved_by_the_list(desk: Client, moor: Interview) -> None:
    chosen = {"action": "move_to_trash", "_selected_action": [str(moor.pk)]}

    page = desk.post(LIST, chosen)
    assert html.fromstring(page.text).xpath("//ul[@class='desk-list']//a/text()") == ["Im Moor"]
    assert "delete_selected" not in desk.get(LIST).text
    done = desk.post(LIST, {**chosen, "confirmed": "yes"}, follow=True)

    assert "1 Interview liegt im Papierkorb" in done.text
    assert "Im Moor" in desk.get(TRASH).text


def test_a_restored_piece_has_all_revisions_and_its_address(desk: Client, client: Client, moor: Interview) -> None:
    url = publish(moor, None).get_absolute_url()
    send(desk, moor, {"op": "set_field", "name": "kicker", "value": "Noch nicht gespeichert"})
    throw_away(desk, moor)
    assert free_slug("Im Moor") != moor.slug

    back = desk.post(f"{base(moor)}put-back/", follow=True)

    assert "Noch nicht gespeichert" in back.text
    moor.refresh_from_db()
    assert moor.status == Interview.Status.WITHDRAWN
    assert moor.revisions.count() == 1
    assert client.get(url).status_code == 410
    assert "Im Moor" in desk.get(LIST).text and "Im Moor" not in desk.get(TRASH).text
    publish(moor, None)
    assert client.get(url).status_code == 200


def test_a_draft_comes_back_as_a_draft(desk: Client, moor: Interview) -> None:
    throw_away(desk, moor)
    desk.post(f"{base(moor)}put-back/")

    moor.refresh_from_db()
    assert moor.status == Interview.Status.DRAFT


def test_the_manuscript_page_says_that_it_is_in_the_trash(desk: Client, moor: Interview) -> None:
    throw_away(desk, moor)

    page = desk.get(f"{base(moor)}change/").text

    assert "data-manuscript" not in page
    assert "Papierkorb" in page and f"{base(moor)}put-back/" in page
    for name in ("text", "picture", "preview", "revisions", "revisions/1"):
        assert desk.get(f"{base(moor)}{name}/")["Location"] == f"{base(moor)}change/"
    desk.post(f"{base(moor)}publish/")
    assert not Article.objects.exists()
    assert save(desk, moor, publish=True).status_code == 410


def test_an_open_page_loses_nothing_when_its_piece_is_thrown_away(desk: Client, moor: Interview) -> None:
    throw_away(desk, moor)

    answer = send(desk, moor, {"op": "set_field", "name": "kicker", "value": "Auf dem Weg"})

    assert answer["trashed"]
    assert WorkingCopy.objects.get().content["kicker"] == "Auf dem Weg"


def test_what_is_deleted_for_good_still_answers_410(desk: Client, client: Client, moor: Interview) -> None:
    article = publish(moor, None)
    addresses = [article.get_absolute_url(), article.answers.all()[0].get_absolute_url()]
    assert desk.post(f"{base(moor)}delete-for-good/").status_code == 404
    throw_away(desk, moor)

    assert "nicht rückgängig" in desk.get(f"{base(moor)}delete-for-good/").text
    desk.post(f"{base(moor)}delete-for-good/")

    assert not Interview.objects.exists()
    assert [client.get(address).status_code for address in addresses] == [410, 410]


def test_the_trash_is_emptied_of_what_is_older_than_thirty_days(desk: Client, client: Client, moor: Interview) -> None:
    url = publish(moor, None).get_absolute_url()
    throw_away(desk, moor)
    for days, left in ((29, 1), (31, 0)):
        Interview.objects.update(deleted_at=timezone.now() - dt.timedelta(days=days))
        desk.get(TRASH)
        assert Interview.objects.count() == left
    assert client.get(url).status_code == 410


def test_a_command_empties_the_trash_too(desk: Client, moor: Interview, capsys: pytest.CaptureFixture[str]) -> None:
    throw_away(desk, moor)
    call_command("empty_trash")
    assert Interview.objects.count() == 1
    Interview.objects.update(deleted_at=timezone.now() - dt.timedelta(days=31))

    call_command("empty_trash")

    assert not Interview.objects.exists()
    assert capsys.readouterr().out == "0 deleted\n1 deleted\n"


def test_who_may_not_withdraw_or_delete_is_refused(client: Client, moor: Interview) -> None:
    publish(moor, None)
    helper = User.objects.create_user("hilft", is_staff=True)
    helper.user_permissions.add(Permission.objects.get(codename="change_interview"))
    client.force_login(helper)
    assert (
        "nur, wer sie zurückziehen darf, in den Papierkorb"
        in client.post(f"{base(moor)}delete/", follow=True).content.decode()
    )
    moor.refresh_from_db()
    assert moor.deleted_at is None

    Interview.objects.update(deleted_at=timezone.now())
    assert "delete-for-good" not in client.get(TRASH).content.decode()
    assert client.post(f"{base(moor)}delete-for-good/").status_code == 403
    helper.user_permissions.clear()
    assert client.get(TRASH).status_code == 403
    assert client.post(f"{base(moor)}put-back/").status_code == 403
    Interview.objects.update(deleted_at=None)
    assert client.post(f"{base(moor)}delete/").status_code == 403


def test_piece_published_meanwhile_is_withdrawn_when_it_is_put_away(seed: Interview) -> None:
    stale = Interview.objects.get(pk=seed.pk)
    publish(seed, None)

    move_to_trash(stale)

    assert not Article.objects.exists()
    with pytest.raises(ValidationError):
        publish(seed, None)
