"""The manuscript page in a browser: edited by mouse and keyboard, by two editors, and through every kind of failure."""

import re
from io import BytesIO
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from playwright.sync_api import Browser, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from interviews.apps import EDITORS
from interviews.models import Article, Interview, Picture, QuestionAnswer
from tests.browsing import PASSWORD, assert_accessible, log_in
from tests.conftest import SEED, manuscript

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORED = re.compile(r"Gespeichert \d\d:\d\d")


def long_piece(count: int) -> Interview:
    lines = "\n".join(f"FIV: Frage {n}?\nAnna: Antwort {n}, die etwas länger ist." for n in range(1, count + 1))
    return manuscript(f"Viele Fragen\n{lines}")


def open_piece(page: Page, live_server: LiveServer, piece: Interview) -> None:
    page.goto(f"{live_server.url}/redaktion/interviews/interview/{piece.pk}/change/")


def edit(page: Page, number: int) -> None:
    page.locator(".exchange-number").nth(number - 1).click()
    expect(page.locator("[data-fields]")).to_be_visible()


def write(page: Page, number: int, text: str) -> None:
    edit(page, number)
    page.locator("[name=answer]").fill(text)


def save(page: Page) -> None:
    page.get_by_role("button", name="Speichern").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Speichern").click()


def texts(piece: Interview) -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in QuestionAnswer.objects.filter(interview=piece)]


def test_an_exchange_is_edited_in_place_and_saved(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(12)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    write(page, 3, "Ganz neu.")
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    save(page)
    expect(page.get_by_text("Als Fassung 2 gespeichert.")).to_be_visible()
    assert texts(piece)[2] == ("Frage 3?", "Ganz neu.")


def test_the_keyboard_alone_moves_splits_joins_and_undoes(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(5)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    page.locator(".exchange-number").nth(0).focus()
    page.keyboard.press("Enter")
    question = page.locator("[name=question]")
    expect(question).to_be_focused()
    # Tab leaves every field.
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.name || document.activeElement.dataset.do || ''"))
        if "close" in seen:
            break
    assert {"answer", "answered_by", "split", "delete", "close"} <= seen
    page.get_by_role("button", name="Mit der nächsten verbinden").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".exchange")).to_have_count(4)
    page.get_by_role("button", name="Rückgängig").first.click()
    expect(page.locator(".exchange")).to_have_count(5)
    expect(page.locator("[data-state]").first).to_have_attribute("data-state", "clean", timeout=5000)


def test_what_could_not_be_sent_is_sent_when_the_connection_is_back(
    stormy_page: Page, live_server: LiveServer, editor: User
) -> None:
    page = stormy_page
    piece = long_piece(4)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    edit(page, 2)
    page.context.set_offline(True)
    page.locator("[name=answer]").fill("Im Tunnel geschrieben.")
    expect(page.locator("[data-state-text]")).to_have_text("Nicht gespeichert – Verbindung fehlt")
    page.context.set_offline(False)
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=10_000)
    save(page)
    expect(page.get_by_text("Als Fassung 2 gespeichert.")).to_be_visible()
    assert texts(piece)[1][1] == "Im Tunnel geschrieben."


def test_what_a_closed_tab_could_not_send_is_there_at_the_next_visit(
    stormy_page: Page, live_server: LiveServer, editor: User
) -> None:
    page = stormy_page
    piece = long_piece(4)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    edit(page, 1)

    def refuse(route: Route) -> None:
        route.abort()

    page.route("**/copy/", refuse)
    page.locator("[name=answer]").fill("Kurz vor dem Absturz.")
    expect(page.locator("[data-state-text]")).to_have_text("Nicht gespeichert – Verbindung fehlt")
    page.close(run_before_unload=False)
    again = page.context.new_page()
    open_piece(again, live_server, piece)
    expect(again.locator(".exchange").first).to_contain_text("Kurz vor dem Absturz.")
    expect(again.locator("[data-state-text]")).to_have_text(STORED, timeout=5000)


def test_an_expired_session_is_renewed_in_place(stormy_page: Page, live_server: LiveServer, editor: User) -> None:
    page = stormy_page
    piece = long_piece(4)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    edit(page, 1)
    Session.objects.all().delete()
    page.locator("[name=answer]").fill("Nach Feierabend.")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Passwort").fill(PASSWORD)
    dialog.get_by_role("button", name="Anmelden").click()
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=10_000)
    expect(page.locator("[name=answer]")).to_have_value("Nach Feierabend.")


def test_two_editors_in_conflict_choose(
    stormy_page: Page, browser: Browser, live_server: LiveServer, editor: User
) -> None:
    page = stormy_page
    piece = long_piece(4)
    other = User.objects.create_user("otto", password=PASSWORD, is_staff=True)
    other.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    context = browser.new_context(locale="de-DE")
    theirs = context.new_page()
    log_in(theirs, live_server, other)
    open_piece(theirs, live_server, piece)
    write(page, 2, "Von Eva.")
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    write(theirs, 2, "Von Otto.")
    write(theirs, 3, "Auch von Otto.")
    save(theirs)
    expect(theirs.get_by_text("Als Fassung 2 gespeichert.")).to_be_visible()
    context.close()
    save(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Otto")
    dialog.get_by_label(re.compile("Beides")).check()
    dialog.get_by_label("Text aus beiden Fassungen").fill("Von beiden.")
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Als Fassung 3 gespeichert.")).to_be_visible()
    assert [answer for _, answer in texts(piece)][1:3] == ["Von beiden.", "Auch von Otto."]


def test_the_page_is_accessible_and_fits(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = manuscript(SEED.read_text(), ("TikTok",))
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    for width in (375, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible(page)
    write(page, 2, "Das ist neu.")
    assert_accessible(page)
    save(page)
    expect(page.get_by_text("Als Fassung 2 gespeichert.")).to_be_visible()
    for name in ("text", "picture", "revisions", "revisions/1", "revisions/1/restore", "revisions/compare"):
        page.goto(f"{live_server.url}/redaktion/interviews/interview/{piece.pk}/{name}/?old=1&new=2")
        for width in (375, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert_accessible(page)


def test_publishing_from_the_page(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = manuscript(SEED.read_text(), ("TikTok",))
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    page.get_by_role("button", name="Veröffentlichen").click()
    page.get_by_role("dialog").get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("dialog")).to_contain_text("veröffentlicht")
    assert Article.objects.filter(interview=piece).exists()


def picture(colour: str) -> dict[str, Any]:
    out = BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "PNG")
    return {"name": f"{colour}.png", "mimeType": "image/png", "buffer": out.getvalue()}


def test_a_picture_goes_into_an_answer_with_its_description_and_credit(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    piece = long_piece(3)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    edit(page, 2)
    page.get_by_role("button", name="Bild", exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Noch ist nichts hochgeladen.")).to_be_visible()
    dialog.get_by_label("Bild hochladen").set_input_files(picture("teal"))  # type: ignore[arg-type]
    expect(dialog.get_by_label("Bildbeschreibung")).to_be_focused()
    assert_accessible(page)
    page.keyboard.type("Ein [kleiner] Teich")
    dialog.get_by_label("Bildnachweis").fill("Foto: Eva")
    page.keyboard.press("Enter")
    expect(page.locator("[name=answer]")).to_have_value(
        re.compile(r"!\[Ein \\\[kleiner\\\] Teich\]\(/media/bilder/[\w.-]+\)\n\n\*Foto: Eva\*")
    )
    expect(page.locator(".exchange").nth(1).get_by_alt_text("Ein [kleiner] Teich")).to_be_visible()
    save(page)
    expect(page.get_by_text("Als Fassung 2 gespeichert.")).to_be_visible()
    assert "Teich](/media/bilder/" in texts(piece)[1][1]
    kept = Picture.objects.get()
    assert (kept.alt, kept.credit) == ("Ein [kleiner] Teich", "Foto: Eva")


def test_the_keyboard_finds_a_picture_in_the_library(
    stormy_page: Page, live_server: LiveServer, editor: User, desk: Client
) -> None:
    page = stormy_page
    for colour in ("teal", "red"):
        file = SimpleUploadedFile(f"{colour}.png", picture(colour)["buffer"])
        desk.post("/redaktion/markdownx/upload/", {"image": file})
    piece = long_piece(3)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    edit(page, 2)
    page.get_by_role("button", name="Bild", exact=True).focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator(".picture")).to_have_count(2)
    not_one = {"name": "x.png", "mimeType": "image/png", "buffer": b"GIF89a"}
    dialog.get_by_label("Bild hochladen").set_input_files(not_one)  # type: ignore[arg-type]
    expect(dialog.get_by_role("alert")).to_have_text("Das ist kein Bild im Format JPEG, PNG oder WebP.")
    dialog.get_by_label("Aus der Sammlung wählen").focus()
    page.keyboard.type("red")
    page.keyboard.press("Enter")
    expect(dialog.locator(".picture")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Bildbeschreibung")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=answer]")).to_have_value(re.compile(r"!\[\]\(/media/bilder/[\w.-]+\)"))
    expect(page.locator(".exchange").nth(1)).to_contain_text("keine Beschreibung")
