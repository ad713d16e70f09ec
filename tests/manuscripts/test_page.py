"""The manuscript page through HTTP: working copies, saving, two editors, and what must never be lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from lxml import html

from interviews.apps import EDITORS
from interviews.manuscripts.store import manuscript_of
from interviews.models import Article, Interview, Revision, WorkingCopy
from tests.conftest import manuscript
from tests.editing import base, save, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def piece(db: None) -> Interview:
    return manuscript("Haus am See\n\nFIV: Wie alt?\n\nAnna: Sehr alt.\n\nFIV: Und groß?\n\nAnna: Riesig.")


@pytest.fixture
def other(db: None) -> Iterator[Client]:
    user = User.objects.create_user("otto", "otto@magazin.example", "nur-im-test", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    client = Client(headers={"accept-language": "de"})
    client.force_login(user)
    yield client


def texts(piece: Interview) -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in piece.exchanges.all()]


def test_a_change_is_in_the_working_copy_until_it_is_saved(desk: Client, piece: Interview) -> None:
    first = piece.exchanges.all()[0].anchor
    answer = send(desk, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Uralt."})
    assert answer["state"] == "changed" and "Uralt." in answer["exchanges"][first]
    assert list(answer["exchanges"]) == [first]
    assert texts(piece)[0] == ("Wie alt?", "Sehr alt.")
    assert "Uralt." in desk.get(base(piece) + "change/").content.decode()
    assert save(desk, piece, comment="Alter").status_code == 200
    assert texts(piece)[0] == ("Wie alt?", "Uralt.")
    latest = Revision.latest_of(piece)
    assert latest and (latest.number, latest.comment) == (2, "Alter")
    assert not WorkingCopy.objects.exists()


def test_what_is_sent_twice_is_applied_once(desk: Client, piece: Interview) -> None:
    operation = {"id": "x1", "op": "insert", "anchor": "neu-aaaaaaaa", "after": ""}
    send(desk, piece, operation)
    again = send(
        desk,
        piece,
        operation,
        {"id": "x2", "op": "set_text", "anchor": "neu-aaaaaaaa", "field": "question", "text": "Ja?"},
    )
    assert again["errors"] == []
    assert save(desk, piece).json()["renamed"] == {"neu-aaaaaaaa": "ja"}
    assert texts(piece)[0] == ("Ja?", "")


def test_undo_is_what_the_answer_says(desk: Client, piece: Interview) -> None:
    before = manuscript_of(piece)
    first, second = (row.anchor for row in piece.exchanges.all())
    answer = send(desk, piece, {"op": "join", "anchor": first}, {"op": "set_field", "name": "headline", "value": "Neu"})
    assert answer["gone"] == [second] and answer["order"] == [first]
    undone = send(desk, piece, *answer["inverse"])
    assert undone["state"] == "clean"
    save(desk, piece)
    assert manuscript_of(piece) == before


def test_two_editors_in_different_places_merge(desk: Client, other: Client, piece: Interview) -> None:
    first, second = (row.anchor for row in piece.exchanges.all())
    send(desk, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Von Eva."})
    send(other, piece, {"op": "set_text", "anchor": second, "field": "answer", "text": "Von Otto."})
    assert save(other, piece).status_code == 200
    assert save(desk, piece).status_code == 200
    assert texts(piece) == [("Wie alt?", "Von Eva."), ("Und groß?", "Von Otto.")]


def test_the_same_place_shows_both_versions_and_the_editor_chooses(
    desk: Client, other: Client, piece: Interview
) -> None:
    first = piece.exchanges.all()[0].anchor
    send(desk, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Von Eva."})
    send(other, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Von Otto."})
    assert save(other, piece).status_code == 200
    refused = save(desk, piece)
    assert refused.status_code == 409
    [conflict] = refused.json()["conflicts"]
    assert "Eva" in conflict["html"] and "Otto" in conflict["html"]
    assert texts(piece)[0][1] == "Von Otto."
    # A third version comes in between: what was chosen between two says nothing about it.
    send(other, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Nochmals Otto."})
    save(other, piece)
    assert save(desk, piece, choices={conflict["id"]: {"side": "mine"}}).status_code == 409
    [conflict] = save(desk, piece).json()["conflicts"]
    assert save(desk, piece, choices={conflict["id"]: {"text": "Von beiden."}}).status_code == 200
    assert texts(piece)[0][1] == "Von beiden."


def test_a_stale_page_saved_without_a_change_reverts_nothing(desk: Client, other: Client, piece: Interview) -> None:
    desk.get(base(piece) + "change/")
    send(other, piece, {"op": "set_field", "name": "headline", "value": "Neuer Titel"})
    save(other, piece)
    assert save(desk, piece, publish=True).status_code == 200
    piece.refresh_from_db()
    assert piece.headline == "Neuer Titel"


def test_who_else_is_there_is_shown(desk: Client, other: Client, piece: Interview) -> None:
    second = piece.exchanges.all()[1].anchor
    send(other, piece, place=second)
    assert send(desk, piece)["others"] == [{"name": "otto", "place": second}]


def test_roles_are_swapped_without_losing_who_speaks(desk: Client, piece: Interview) -> None:
    people = {p.label: p.key for p in manuscript_of(piece).people}
    send(
        desk,
        piece,
        {"op": "set_person", "key": people["FIV"], "label": "FIV", "role": "expert", "expert": None},
        {"op": "set_person", "key": people["Anna"], "label": "Anna", "role": "asker", "expert": None},
    )
    assert save(desk, piece).status_code == 200
    words = " ".join(text for row in texts(piece) for text in row).split()
    assert sorted(words) == sorted(["Wie", "alt?", "Sehr", "alt.", "Und", "groß?", "Riesig."])


def test_a_person_who_speaks_is_not_removed(desk: Client, piece: Interview) -> None:
    key = manuscript_of(piece).people[1].key
    answer = send(desk, piece, {"id": "a", "op": "remove_person", "key": key})
    assert [e["id"] for e in answer["errors"]] == ["a"]
    assert "Anna" in answer["errors"][0]["message"]


def test_publishing_from_the_page(desk: Client, piece: Interview) -> None:
    answer = save(desk, piece, publish=True).json()
    assert answer["published"] == Article.objects.get().get_absolute_url()
    send(desk, piece, {"op": "set_field", "name": "headline", "value": ""})
    refused = save(desk, piece, publish=True).json()
    assert refused["published"] is None and refused["problems"]
    assert Article.objects.get().headline == "Haus am See"


def test_restoring_a_revision_whose_address_is_taken_keeps_the_present_one(desk: Client, piece: Interview) -> None:
    old = piece.slug
    send(desk, piece, {"op": "set_field", "name": "slug", "value": "anders"})
    save(desk, piece)
    Interview.objects.create(headline="X", slug=old)
    assert desk.post(f"{base(piece)}revisions/1/restore/").status_code == 302
    piece.refresh_from_db()
    assert piece.slug == "anders"


def test_an_expired_session_is_told_to_log_in(client: Client, piece: Interview) -> None:
    response = client.post(base(piece) + "copy/", {"operations": []}, content_type="application/json")
    assert response.status_code == 403
    assert response.json() == {"login": "/redaktion/login/"}


@pytest.mark.parametrize(
    "body", [b"", b"[1]", b"{", b'{"operations": [{"op": "set_text"}, 7, null]}', b'{"operations": 5}']
)
def test_rubbish_changes_nothing(desk: Client, piece: Interview, body: bytes) -> None:
    before = manuscript_of(piece)
    assert desk.post(base(piece) + "copy/", body, content_type="application/json").status_code == 200
    assert save(desk, piece).status_code == 200
    assert manuscript_of(piece) == before


def test_one_exchange_of_many_costs_what_one_of_few_costs(
    desk: Client, django_assert_max_num_queries: Any, db: None
) -> None:
    lines = "\n".join(f"FIV: Frage {n}?\nAnna: Antwort {n}." for n in range(300))
    piece = manuscript(f"Viel\n{lines}")
    with django_assert_max_num_queries(26):
        answer = send(desk, piece, {"op": "set_text", "anchor": "frage-7", "field": "answer", "text": "Neu."})
    assert len(answer["exchanges"]) == 1 and answer["outline"] is None


def test_the_whole_piece_is_changed_as_one_text_and_keeps_its_anchors(desk: Client, piece: Interview) -> None:
    first, second = (row.anchor for row in piece.exchanges.all())
    page = desk.get(base(piece) + "text/").content.decode()
    assert "**FIV:** Wie alt?" in page
    text = (
        "---\ninterview: 1\nlanguage: de\nasker: FIV\nexpert: Anna\n---\n\n# Haus\n\n## Anfang\n\n**FIV:** Ganz neu?\n\n"
        "**Anna:** Eben.\n\n**FIV:** Und wirklich groß?\n\n**Anna:** Riesig.\n\n**FIV:** Wie alt?\n\n**Anna:** Sehr alt.\n"
    )
    data = {"text": text.replace("\n", "\r\n"), "digest": manuscript_of(piece).digest}
    assert desk.post(base(piece) + "text/", data).status_code == 302
    assert texts(piece)[0] == ("Wie alt?", "Sehr alt.")
    save(desk, piece)
    assert [row.anchor for row in piece.exchanges.all()] == ["ganz-neu", second, first]
    assert texts(piece) == [("Ganz neu?", "Eben."), ("Und wirklich groß?", "Riesig."), ("Wie alt?", "Sehr alt.")]


def test_a_text_with_mistakes_is_shown_again_with_all_their_lines(desk: Client, piece: Interview) -> None:
    text = "---\ninterview: 1\nfrager: X\n---\n\n## Kopf\n\nWer\nspricht?\n\n**Eva:** Ja?\n\n> \n\n**Otto:** Nein.\n"
    response = desk.post(base(piece) + "text/", {"text": text, "digest": manuscript_of(piece).digest})
    assert response.status_code == 400
    page = html.fromstring(response.content.decode())
    told = [item.text_content() for item in page.cssselect("#text-errors li")]
    assert [line.partition(":")[0] for line in told] == ["Zeile 3", "Zeile 8", "Zeile 11", "Zeile 13", "Zeile 15"]
    assert told[2].startswith("Zeile 11: Diese Person ist im Kopf nicht genannt.") and "„**Eva:** Ja?“" in told[2]
    assert text.strip() in page.text_content()


def test_a_text_that_was_opened_before_another_change_overwrites_nothing_unasked(
    desk: Client, piece: Interview
) -> None:
    first = piece.exchanges.all()[0].anchor
    data = {"text": "---\ninterview: 1\n---\n\n# Alt\n", "digest": manuscript_of(piece).digest}
    send(desk, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Im anderen Fenster."})
    response = desk.post(base(piece) + "text/", data)
    assert response.status_code == 400 and "# Alt" in response.content.decode()
    assert "Im anderen Fenster." in desk.get(base(piece) + "change/").content.decode()


def test_who_sends_something_again_is_shown_what_came_of_it(desk: Client, piece: Interview) -> None:
    first = piece.exchanges.all()[0].anchor
    operation = {"id": "once", "op": "set_text", "anchor": first, "field": "answer", "text": "Beim Neuladen."}
    send(desk, piece, operation)
    assert "Beim Neuladen." in send(desk, piece, operation)["exchanges"][first]


def test_a_conflict_is_settled_only_by_what_its_field_can_hold(desk: Client, other: Client, piece: Interview) -> None:
    first = piece.exchanges.all()[0].anchor
    for client, headline in ((desk, "Von Eva"), (other, "Von Otto")):
        send(
            client,
            piece,
            {"op": "set_field", "name": "headline", "value": headline},
            {"op": "add_person", "key": headline, "label": headline, "role": "expert"},
            {"op": "set_voice", "anchor": first, "field": "answered_by", "key": headline},
        )
    save(other, piece)
    found = {c["id"]: c for c in save(desk, piece).json()["conflicts"]}
    voice = next(name for name in found if "answered_by" in name)
    title = next(name for name in found if "headline" in name)
    assert 'value="text"' in found[title]["html"] and 'value="text"' not in found[voice]["html"]
    tries = {voice: {"text": "Niemand"}, title: {"text": "x" * 301}}
    refused = save(desk, piece, choices=tries)
    assert refused.status_code == 409 and {c["id"] for c in refused.json()["conflicts"]} == {voice, title}
    assert save(desk, piece, choices={voice: {"side": "mine"}, title: {"text": "Von beiden"}}).status_code == 200
    piece.refresh_from_db()
    assert piece.headline == "Von beiden"


def test_two_windows_of_one_editor_do_not_overwrite_each_other(desk: Client, piece: Interview) -> None:
    first = piece.exchanges.all()[0].anchor
    operation = {"op": "set_text", "anchor": first, "field": "answer", "was": "Sehr alt."}
    send(desk, piece, {**operation, "text": "Aus dem ersten Fenster."})
    answer = send(desk, piece, {**operation, "id": "second", "text": "Aus dem zweiten Fenster."})
    [error] = answer["errors"]
    assert (error["id"], error["code"], error["theirs"]) == ("second", "changed_meanwhile", "Aus dem ersten Fenster.")
    assert "ersten" in error["html"] and "zweiten" in error["html"]
    assert "Aus dem ersten Fenster." in desk.get(base(piece) + "change/").content.decode()


def test_a_window_learns_that_another_one_has_changed_the_piece(desk: Client, piece: Interview) -> None:
    known = send(desk, piece)["version"]
    changed = send(desk, piece, {"op": "set_field", "name": "headline", "value": "Anders"})
    assert changed["found"] == known != changed["version"]
    assert send(desk, piece)["found"] == changed["version"]
    saved = save(desk, piece).json()
    assert saved["found"] == changed["version"] != saved["version"]


def test_reading_writes_nothing(desk: Client, other: Client, piece: Interview) -> None:
    first, second = (row.anchor for row in piece.exchanges.all())
    send(desk, piece, {"op": "set_text", "anchor": first, "field": "answer", "text": "Von Eva."})
    send(other, piece, {"op": "set_text", "anchor": second, "field": "answer", "text": "Von Otto."})
    save(other, piece)
    piece.exchanges.filter(anchor=second).update(question="Von einem Befehl geändert?")
    before = WorkingCopy.objects.values().get()
    for name in ("change", "preview", "text", "picture", f"copy/{first}"):
        page = desk.get(f"{base(piece)}{name}/").content.decode()
        if name in ("change", "preview"):
            assert "Von Eva." in page and "Von Otto." in page
    assert WorkingCopy.objects.values().get() == before
    assert piece.revisions.count() == 2
    save(desk, piece)
    assert texts(piece) == [("Wie alt?", "Von Eva."), ("Von einem Befehl geändert?", "Von Otto.")]
    assert piece.revisions.get(number=3).comment


def test_signs_of_html_read_as_they_were_typed_everywhere(desk: Client) -> None:
    piece = manuscript("Titel\n\nFIV: Was heißt <b>?\n\nAnna: <b>fett</b> und a < b &amp; <!-- nichts -->.")
    first = piece.exchanges.all()[0].anchor
    typed = "Aus <i>Versehen</i> getippt, 1 < 2."
    send(desk, piece, {"op": "set_text", "anchor": first, "field": "note", "text": typed})

    def shown(name: str) -> str:
        return html.fromstring(desk.get(f"{base(piece)}{name}/").content.decode()).text_content()

    for text in ("<b>fett</b> und a < b", "Was heißt <b>?", typed):
        for name in ("change", "preview", f"copy/{first}", "text"):
            assert text in shown(name), (text, name)
    save(desk, piece, publish=True)
    article = Article.objects.get()
    assert "<b>fett</b> und a < b &amp; <!-- nichts -->." in article.plain_text
    assert "&lt;b&gt;fett&lt;/b&gt; und a &lt; b" in article.body_html


def test_only_the_manuscript_page_may_frame_the_preview(desk: Client, client: Client, piece: Interview) -> None:
    preview, page = (desk.get(f"{base(piece)}{name}/") for name in ("preview", "change"))
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == client.get("/")["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_section_of_the_preview_is_what_the_whole_preview_shows(desk: Client, piece: Interview) -> None:
    first, second = (row.anchor for row in piece.exchanges.all())
    send(desk, piece, {"op": "set_text", "anchor": second, "field": "answer", "text": "*Anders* als zuvor."})
    whole = desk.get(f"{base(piece)}preview/").content.decode()
    for anchor in (first, second):
        section = desk.get(f"{base(piece)}preview/{anchor}/").content.decode()
        assert section.startswith("<section") and section in whole
    assert "<em>Anders</em>" in section
    assert desk.get(f"{base(piece)}preview/nirgends/").status_code == 404


@pytest.mark.parametrize(
    "body", ["[" * 100_000, '{"place": ' + "[" * 100_000, '{"place": NaN}', '{"place": 1' + "0" * 5_000 + "}", "\xff"]
)
def test_what_is_no_json_is_answered_and_changes_nothing(desk: Client, piece: Interview, body: str) -> None:
    response = desk.post(base(piece) + "copy/", body.encode("latin-1"), content_type="application/json")
    assert response.status_code == 200 and response.json()["state"] == "clean"


def test_what_no_database_can_hold_is_replaced_before_it_is_kept(desk: Client, piece: Interview) -> None:
    first = piece.exchanges.all()[0].anchor
    body = (
        rb'{"place": "\u0000\ud800", "operations": [{"id": "\udfff\u0000", "op": "set_text", "anchor": "ANCHOR",'
        rb' "field": "answer", "text": "Uralt\ud83d \u0000\ud83d\ude00."},'
        rb' {"id": "x\u0000", "op": "add_person", "key": "k\ud800", "label": "Ida\u0000", "role": "expert"},'
        rb' {"id": "y", "op": "set_voice", "anchor": "\ud800", "field": "answered_by", "key": "\u0000"}]}'
    ).replace(b"ANCHOR", first.encode())
    response = desk.post(base(piece) + "copy/", body, content_type="application/json")
    assert [error["id"] for error in response.json()["errors"]] == ["y"]
    comment = rb'{"comment": "Alt\ud800\u0000"}'
    assert desk.post(base(piece) + "save/", comment, content_type="application/json").status_code == 200
    assert texts(piece)[0] == ("Wie alt?", "Uralt\ufffd \ufffd\N{GRINNING FACE}.")
    latest = Revision.latest_of(piece)
    assert latest and latest.comment == "Alt\ufffd\ufffd"


def test_a_text_that_no_field_can_hold_is_refused_in_words(desk: Client, piece: Interview) -> None:
    page = html.fromstring(desk.get(base(piece) + "text/").text)
    text = page.xpath("string(//textarea[@name='text'])").lstrip().replace("Haus am See", "Haus " * 80)
    form = {"text": text, "digest": page.xpath("string(//input[@name='digest']/@value)")}
    response = desk.post(base(piece) + "text/", form)
    assert response.status_code == 400 and "höchstens 300 Zeichen" in response.text
    assert WorkingCopy.objects.get().content["headline"] == "Haus am See"
