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
from interviews.manuscripts.store import manuscript_in
from interviews.models import Article, Expert, Interview, Picture, QuestionAnswer, Topic
from tests.browsing import PASSWORD, assert_accessible, log_in
from tests.conftest import SEED, manuscript

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORED = re.compile(r"Arbeitsfassung gesichert \d\d:\d\d")
OFFLINE = "Nicht gesichert – keine Verbindung"


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
    page.get_by_role("button", name="Fassung speichern").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Fassung speichern").click()


def texts(piece: Interview) -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in QuestionAnswer.objects.filter(interview=piece)]


def test_an_exchange_is_edited_in_place_and_saved(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(12)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    write(page, 3, "Ganz neu.")
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    save(page)
    expect(page.get_by_text("Fassung 2 gespeichert.")).to_be_visible()
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
    expect(page.locator("[data-state-text]")).to_have_text(OFFLINE)
    page.context.set_offline(False)
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=10_000)
    save(page)
    expect(page.get_by_text("Fassung 2 gespeichert.")).to_be_visible()
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
    expect(page.locator("[data-state-text]")).to_have_text(OFFLINE)
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
    expect(theirs.get_by_text("Fassung 2 gespeichert.")).to_be_visible()
    context.close()
    save(page)
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Otto")
    dialog.get_by_label(re.compile("Beides")).check()
    dialog.get_by_label("Text aus beiden Ständen").fill("Von beiden.")
    dialog.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Fassung 4 gespeichert.")).to_be_visible()
    assert [answer for _, answer in texts(piece)][1:3] == ["Von beiden.", "Auch von Otto."]
    # The editor's own version is in the history, as the dialog says.
    mine = manuscript_in(piece.revisions.get(number=3))
    assert mine.exchanges[1].answer not in (
        "Von beiden.",
        manuscript_in(piece.revisions.get(number=2)).exchanges[1].answer,
    )


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
    expect(page.get_by_text("Fassung 2 gespeichert.")).to_be_visible()
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
    expect(page.get_by_text("Fassung 2 gespeichert.")).to_be_visible()
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
    dialog.get_by_label("Aus der Bildersammlung wählen").focus()
    page.keyboard.type("red")
    page.keyboard.press("Enter")
    expect(dialog.locator(".picture")).to_have_count(1)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Bildbeschreibung")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[name=answer]")).to_have_value(re.compile(r"!\[\]\(/media/bilder/[\w.-]+\)"))
    expect(page.locator(".exchange").nth(1)).to_contain_text("keine Beschreibung")


def two_windows(page: Page, live_server: LiveServer, editor: User, piece: Interview) -> tuple[Page, Page]:
    log_in(page, live_server, editor)
    other = page.context.new_page()
    for window in (page, other):
        open_piece(window, live_server, piece)
    return page, other


def test_two_windows_of_one_editor_show_both_texts(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(4)
    one, two = two_windows(page, live_server, editor, piece)
    edit(two, 2)
    write(one, 2, "Im ersten Fenster.")
    expect(one.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    two.locator("[name=answer]").fill("Im zweiten Fenster.")
    dialog = two.get_by_role("dialog", name="in einem anderen Fenster geändert")
    expect(dialog).to_contain_text("Im ersten Fenster.")
    assert_accessible(two)
    dialog.get_by_role("button", name="Später").click()
    expect(two.locator("[data-state-text]")).to_have_text("Nicht gesichert – woanders geändert")
    expect(two.locator("[name=answer]")).to_have_value("Im zweiten Fenster.")
    two.locator("[name=answer]").press("End")
    two.keyboard.type(" Weiter.")
    expect(two.get_by_role("dialog")).to_have_count(0)
    two.get_by_role("button", name="Entscheiden").click()
    dialog.get_by_label(re.compile("Beides")).check()
    dialog.get_by_label("Text aus beiden Ständen").fill("Im ersten und im zweiten Fenster. Weiter.")
    dialog.get_by_role("button", name="Übernehmen").click()
    expect(two.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    expect(two.locator(".exchange").nth(1)).to_contain_text("Im ersten und im zweiten Fenster. Weiter.")
    # The first window learns of it as soon as somebody comes back to it.
    one.bring_to_front()
    one.evaluate("dispatchEvent(new Event('focus'))")
    expect(one.locator(".exchange").nth(1)).to_contain_text("Im ersten und im zweiten Fenster. Weiter.")


def test_what_was_typed_in_a_deleted_exchange_becomes_a_new_one(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    piece = long_piece(4)
    one, two = two_windows(page, live_server, editor, piece)
    edit(two, 2)
    one.locator(".exchange-number").nth(1).focus()
    one.keyboard.press("Delete")
    expect(one.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    two.locator("[name=answer]").fill("Hier schrieb noch jemand.")
    dialog = two.get_by_role("dialog", name="gelöscht")
    expect(dialog).to_contain_text("Hier schrieb noch jemand.")
    expect(two.locator("[data-state-text]")).to_have_text("Nicht gesichert – woanders geändert")
    # Undecided, it is still asked after the page was loaded anew.
    dialog.get_by_role("button", name="Später").click()
    two.on("dialog", lambda leaving: leaving.accept())
    two.reload()
    dialog.get_by_role("button", name="Als neue Passage einfügen").click()
    expect(two.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    expect(two.locator(".exchange").nth(1)).to_contain_text("Hier schrieb noch jemand.")
    expect(two.locator(".exchange")).to_have_count(4)


def test_the_headline_is_undone_and_redone_after_a_reload(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(3)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    undo = page.locator(".desk-bar").get_by_role("button", name="Rückgängig")
    expect(undo).to_be_disabled()
    page.locator("[name=headline]").fill("Ganz anders")
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    page.reload()
    undo.click()
    expect(page.locator("[name=headline]")).to_have_value("Viele Fragen")
    expect(undo).to_be_disabled()
    page.get_by_role("button", name="Wiederholen").click()
    expect(page.locator("[name=headline]")).to_have_value("Ganz anders")


def test_undo_takes_back_nothing_that_another_window_wrote(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(3)
    one, two = two_windows(page, live_server, editor, piece)
    write(one, 2, "Eins.")
    expect(one.locator("[data-state-text]")).to_have_text(STORED, timeout=3000)
    two.evaluate("dispatchEvent(new Event('focus'))")
    expect(two.locator(".exchange").nth(1)).to_contain_text("Eins.")
    write(two, 2, "Zwei.")
    expect(two.locator(".exchange").nth(1).locator("[data-reading]")).to_contain_text("Zwei.")
    one.locator(".desk-bar").get_by_role("button", name="Rückgängig").click()
    expect(one.get_by_text("Das lässt sich nicht mehr rückgängig machen")).to_be_visible()
    expect(one.locator(".exchange").nth(1)).to_contain_text("Zwei.")


def test_what_is_wrong_with_a_label_is_said_beside_it_until_it_is_right(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    piece = long_piece(3)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    page.get_by_text("Sprechende", exact=True).click()
    row = page.locator("[data-person]").nth(1)
    label = row.get_by_label("Kürzel")
    expect(row).to_contain_text("Leser sehen den Namen Anna")
    label.fill("FIV")
    label.press("Tab")
    expect(row).to_contain_text("Das Kürzel „FIV“ hat schon jemand anderes.")
    label.fill("")
    label.press("Tab")
    expect(row).to_contain_text("Ein Kürzel kann nicht leer sein")
    expect(row).not_to_contain_text("schon jemand anderes")
    expect(label).to_have_value("Anna")
    label.fill("A. Muster")
    label.press("Tab")
    expect(page.locator(".exchange").first).to_contain_text("A. Muster")
    expect(page.locator("[data-notice-text]")).to_be_empty()
    expect(page.locator("[data-person]").nth(1)).to_contain_text("Nur im Manuskript")


def test_a_notice_does_not_lie_on_what_has_the_focus(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(12)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    page.set_viewport_size({"width": 375, "height": 700})
    edit(page, 9)
    field = page.locator("[name=answer]")
    field.focus()
    field.evaluate("field => scrollBy(0, field.getBoundingClientRect().bottom - innerHeight + 20)")
    page.keyboard.press("Alt+Enter")
    expect(page.get_by_text("Hier gibt es nichts zu teilen")).to_be_visible()
    notice = page.locator("[data-notice]").bounding_box()
    focused = field.bounding_box()
    assert notice and focused and focused["y"] + focused["height"] <= notice["y"]


def test_the_article_stands_beside_the_text_and_keeps_step(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(40)
    log_in(page, live_server, editor)
    page.set_viewport_size({"width": 1440, "height": 900})
    open_piece(page, live_server, piece)
    expect(page.locator("iframe")).to_have_count(0)
    page.get_by_role("button", name="Vorschau daneben").click()
    article = page.frame_locator("iframe")
    edit(page, 30)
    page.locator("[name=answer]").fill("Daneben *gleich* zu sehen.")
    expect(article.locator("#frage-30 em")).to_have_text("gleich")
    expect(article.locator("#frage-30")).to_be_in_viewport()
    expect(page.locator("[name=answer]")).to_be_focused()
    assert_accessible(page)
    # The place stays while all is shown anew.
    page.get_by_role("button", name="Mit der nächsten verbinden").click()
    expect(article.locator("#frage-31")).to_have_count(0)
    expect(article.locator("#frage-30")).to_be_in_viewport()
    page.locator("[name=headline]").fill("Noch eine Überschrift")
    expect(article.get_by_role("heading", level=1)).to_have_text("Noch eine Überschrift")
    expect(article.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.locator("[name=headline]")).to_be_focused()
    page.reload()
    expect(article.get_by_role("heading", level=1)).to_have_text("Noch eine Überschrift")
    page.set_viewport_size({"width": 1200, "height": 900})
    expect(page.locator("iframe")).to_have_count(0)


def test_topics_and_experts_are_found_by_typing(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(3)
    Topic.objects.bulk_create(Topic(name=f"Thema {n}", slug=f"thema-{n}") for n in range(60))
    known = Expert.objects.create(name="Gesine Backfisch", role="Bäckermeisterin")
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    page.get_by_text("Themen, Bild, Adresse, Notizen").click()
    topics = page.get_by_role("combobox", name="Thema hinzufügen")
    topics.fill("Thema 42")
    expect(page.get_by_role("option", name="Thema 42")).to_be_visible()
    topics.press("Enter")
    expect(page.get_by_role("checkbox", name="Thema 42")).to_be_checked()
    page.get_by_text("Sprechende", exact=True).click()
    experts = page.get_by_role("combobox", name="Jemand anderes aus der Kartei")
    experts.fill("backf")
    page.get_by_role("option", name="Gesine Backfisch").click()
    expect(page.locator("[data-person]").nth(1)).to_contain_text("Leser sehen den Namen Gesine Backfisch")
    page.keyboard.press("Escape")
    assert_accessible(page)
    page.reload()
    page.locator(".desk-bar").get_by_role("button", name="Rückgängig").click()
    page.locator(".desk-bar").get_by_role("button", name="Rückgängig").click()
    page.get_by_text("Themen, Bild, Adresse, Notizen").click()
    expect(page.get_by_role("checkbox", name="Thema 42")).to_have_count(0)
    page.locator(".desk-bar").get_by_role("button", name="Wiederholen").click()
    expect(page.get_by_role("checkbox", name="Thema 42")).to_be_checked()
    expect(page.locator("[data-state-text]")).to_have_text(STORED)
    page.get_by_role("button", name="Fassung speichern").click()
    page.get_by_role("dialog").get_by_role("button", name="Fassung speichern").click()
    expect(page.get_by_text("Fassung 2 gespeichert.")).to_be_visible()

    assert [topic.name for topic in piece.topics.all()] == ["Thema 42"]
    assert not piece.participants.filter(expert=known).exists()


def test_a_piece_of_269_exchanges_is_edited_like_a_short_one(page: Page, live_server: LiveServer, editor: User) -> None:
    piece = long_piece(269)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    expect(page.locator(".exchange")).to_have_count(269)

    for number in (1, 135, 269):
        write(page, number, f"Neu an Stelle {number}.")
    page.keyboard.press("Escape")
    page.locator(".exchange-number").nth(249).focus()
    page.keyboard.press("Alt+Shift+m")
    page.get_by_role("dialog").get_by_label("An Stelle").fill("3")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange").nth(2)).to_contain_text("Frage 250?")
    before = page.evaluate("scrollY")
    save(page)
    expect(page.get_by_text("Fassung 2 gespeichert.")).to_be_visible()

    assert abs(page.evaluate("scrollY") - before) < 2
    found = texts(piece)
    assert found[0][1] == "Neu an Stelle 1." and found[2][0] == "Frage 250?"
    assert [found[n][1] for n in (135, 268)] == ["Neu an Stelle 135.", "Neu an Stelle 269."]


def test_a_click_after_the_session_has_ended_asks_to_log_in_and_a_wrong_password_is_said(
    stormy_page: Page, live_server: LiveServer, editor: User
) -> None:
    page = stormy_page
    piece = long_piece(4)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    Session.objects.all().delete()
    page.locator(".exchange-number").nth(1).click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Passwort").fill("falsch")
    dialog.get_by_role("button", name="Anmelden").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Passwort")
    dialog.get_by_label("Passwort").fill(PASSWORD)
    dialog.get_by_role("button", name="Anmelden").click()

    expect(page.locator("[data-fields]")).to_be_visible()


def test_joining_says_when_a_question_becomes_part_of_an_answer(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    piece = long_piece(4)
    log_in(page, live_server, editor)
    open_piece(page, live_server, piece)
    page.locator(".exchange-number").nth(1).focus()
    page.keyboard.press("Alt+Shift+j")

    expect(page.get_by_text("Die Frage „Frage 3?“ ist jetzt Teil der Antwort.")).to_be_visible()
    page.locator("[data-notice]").get_by_role("button", name="Rückgängig").click()
    expect(page.locator(".exchange")).to_have_count(4)
