"""The import desk in a browser: a transcript is taken in, corrected and made a manuscript."""

import time
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Article, Expert, ImportDraft, Interview, Participant, QuestionAnswer
from tests.browsing import PASSWORD, assert_accessible, log_in
from tests.conftest import SEED
from tests.importing import IMPORT
from tests.test_import import BREAD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RICH = (
    "<h1>Das Haus am See</h1><p><b>FIV:</b> Wie groß ist es?</p><p><b>Ida:</b> <i>Sehr</i> groß.</p>"
    "<p><b>FIV:</b> Und alt?</p><p><b>Ida:</b> Uralt.</p>"
)
TEXT = "Das Haus am See\n\nFIV: Wie groß ist es?\n\nIda: Sehr groß.\n\nFIV: Und alt?\n\nIda: Uralt.\n"


def copy(page: Page, text: str, html: str = "") -> None:
    """Put a text on the clipboard; with its formatting, as a word processor does."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """([text, html]) => navigator.clipboard.write([new ClipboardItem({
            "text/plain": new Blob([text], {type: "text/plain"}),
            ...(html && {"text/html": new Blob([html], {type: "text/html"})}),
        })])""",
        [text, html],
    )


def paste(page: Page, live_server: LiveServer, text: str, html: str = "") -> None:
    page.goto(f"{live_server.url}{IMPORT}")
    copy(page, text, html)
    page.get_by_label("Transkript einfügen").press("Control+v")


def draft(page: Page, live_server: LiveServer, editor: User, text: str = BREAD) -> None:
    log_in(page, live_server, editor)
    paste(page, live_server, text)
    listening(page)


def listening(page: Page) -> None:
    """Wait until the draft's script is there; it adds this field."""
    expect(page.get_by_role("combobox", name="Thema hinzufügen")).to_be_visible()


def stored(page: Page) -> None:
    expect(page.locator("[data-state-text]")).to_have_text("Als angefangener Import gesichert")


def test_seed_is_published_with_the_mouse_in_three_clicks(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    began = time.monotonic()
    paste(page, live_server, SEED.read_text())

    page.get_by_role("button", name="Manuskript anlegen").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    page.get_by_role("dialog").get_by_role("button", name="Veröffentlichen").click()

    expect(page.get_by_role("dialog")).to_contain_text("veröffentlicht")
    assert time.monotonic() - began < 60
    assert Article.objects.get().headline.startswith("Lisa und Lena verlassen Tik Tok!")


def test_seed_is_published_by_keyboard_alone(page: Page, live_server: LiveServer, editor: User) -> None:
    page.goto(f"{live_server.url}/redaktion/")
    page.keyboard.type(editor.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Neues Interview aus Transkript")).to_be_visible()
    tab_to(page, "Neues Interview aus Transkript")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{IMPORT}")
    copy(page, SEED.read_text())
    tab_to(page, "Transkript einfügen")
    page.keyboard.press("Control+v")
    listening(page)
    tab_to(page, "Dachzeile")
    page.keyboard.type("Social Media")
    tab_to(page, "Thema hinzufügen")
    page.keyboard.type("TikTok")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="TikTok")).to_be_checked()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/change/")
    tab_to(page, "Veröffentlichen")
    page.keyboard.press("Enter")
    tab_to(page, "Veröffentlichen", within="dialog[open]")
    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog")).to_contain_text("veröffentlicht")
    article = Article.objects.get()
    assert (article.kicker, [topic.name for topic in article.topics.all()]) == ("Social Media", ["TikTok"])


def tab_to(page: Page, name: str, within: str = "body") -> None:
    """Press Tab until what is called *name* has the focus."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate(
            """([name, within]) => {
                const e = document.activeElement;
                const names = [e.innerText, ...[...(e.labels ?? [])].map((label) => label.innerText)];
                return Boolean(e.closest(within)) && names.some((text) => text?.trim().startsWith(name));
            }""",
            [name, within],
        ):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_misread_transcript_is_corrected_with_doubts_and_keys(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    draft(page, live_server, editor)
    expect(page.get_by_text("2 Stellen zu prüfen")).to_be_visible()

    page.keyboard.press("d")
    expect(page.locator("[data-row]:has([data-doubt] :focus)")).to_contain_text("Bürgerin")
    page.keyboard.press("b")
    expect(page.locator("[data-doubt] :focus")).to_be_visible()
    expect(page.locator("[data-row]:has([data-doubt] :focus)")).to_contain_text("Mallte")
    page.keyboard.press("a")
    expect(page.get_by_text("nichts zu prüfen", exact=False).first).to_be_visible()
    expect(page.locator("[data-row]").filter(has_text="Ich wohne nebenan.")).to_have_class("row is-question")
    stored(page)

    page.get_by_role("button", name="Manuskript anlegen").click()
    page.wait_for_url("**/change/")
    rows = [(r.question, r.answer) for r in QuestionAnswer.objects.order_by("position")]
    assert ("Darf ich etwas fragen?\n\nIch wohne nebenan.\n", "")[0].strip() in rows[1][0]
    assert set(Participant.objects.values_list("label", flat=True)) == {"FIV", "Malte", "Bürgerin"}


def test_paragraph_is_divided_renamed_left_out_and_undone(page: Page, live_server: LiveServer, editor: User) -> None:
    draft(page, live_server, editor)
    answer = page.locator("[data-row]").filter(has_text="Um halb zwei").locator(".row-text")

    answer.locator("xpath=..").get_by_role("button").first.click()
    whole = page.get_by_label("Setzen Sie den Cursor")
    whole.press("Control+Home")
    for _ in range(15):
        whole.press("ArrowRight")
    whole.press("x")
    whole.press("Enter")
    expect(answer).to_have_text("Um halb zwei.")
    second = page.locator("[data-row]").filter(has_text="Der Teig ist dann schon wach.")
    expect(second).to_have_count(1)

    second.locator(".row-kind").focus()
    page.keyboard.press("h")
    expect(second).to_have_class("row is-heading")
    expect(second.locator(".row-kind")).to_be_focused()
    page.keyboard.press("1")
    expect(second).to_contain_text("FIV")
    page.keyboard.press("Control+z")
    expect(second).to_have_class("row is-heading")
    page.keyboard.press("x")
    expect(second).to_have_class("row is-discard")

    page.get_by_label("Kürzel").first.fill("Die Redaktion")
    page.keyboard.press("Tab")
    expect(page.locator("[data-row]").filter(has_text="Wann stehen Sie auf?")).to_contain_text("Die Redaktion")
    page.get_by_text("Zwei Personen zusammenführen").click()
    page.get_by_label("Diese Person").select_option("Malte")
    page.get_by_label("ist dieselbe wie").select_option("Die Redaktion")
    page.get_by_role("button", name="Zusammenführen").click()
    expect(page.locator("[data-seat]")).to_have_count(1)
    page.get_by_role("button", name="Rückgängig").first.click()
    expect(page.locator("[data-seat]")).to_have_count(2)
    stored(page)
    page.reload()
    expect(page.locator("[data-row]").filter(has_text="Der Teig")).to_have_class("row is-discard")
    assert Interview.objects.count() == 0


def test_expert_on_file_is_found_by_typing(page: Page, live_server: LiveServer, editor: User) -> None:
    known = Expert.objects.create(name="Gesine Backfisch", role="Bäckermeisterin")
    draft(page, live_server, editor)

    field = page.get_by_role("combobox", name="Jemand anderes aus der Kartei")
    field.fill("backf")
    expect(page.get_by_role("option", name="Gesine Backfisch")).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.get_by_role("radio", name="Gesine Backfisch")).to_be_checked()
    stored(page)
    page.reload()
    expect(page.get_by_role("radio", name="Gesine Backfisch")).to_be_checked()
    page.get_by_role("button", name="Manuskript anlegen").click()
    page.wait_for_url("**/change/")

    assert Participant.objects.get(role="expert").expert == known


@pytest.mark.parametrize("width", [375, 768, 1440])
def test_import_pages_are_accessible_and_fit(page: Page, live_server: LiveServer, editor: User, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    draft(page, live_server, editor)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    page.locator(".row-kind").nth(3).click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.goto(f"{live_server.url}{IMPORT}")
    expect(page.get_by_role("heading", name="Angefangene Importe")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_formatting_of_a_whole_paste_is_read(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    paste(page, live_server, TEXT, RICH)
    page.get_by_role("button", name="Manuskript anlegen").click()
    page.get_by_role("button", name="Mehr").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Original herunterladen").click()

    assert download.value.suggested_filename == "transcript.html"
    assert "<i" in download.value.path().read_text()
    assert Interview.objects.get().exchanges.all()[0].answer == "*Sehr* groß."


def test_formatting_does_not_stand_for_a_text_that_is_typed(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{IMPORT}")
    field, hidden = page.get_by_label("Transkript einfügen"), page.locator("#id_html")
    note = page.get_by_text("Die Formatierung aus der Zwischenablage wird mitgelesen.")
    short = ("FIV: Wie groß?", "<b>FIV:</b> Wie groß?")

    copy(page, *short)
    field.press("Control+v")
    expect(note).to_be_visible()
    field.press("x")
    expect(note).to_be_hidden()
    expect(hidden).to_have_value("")

    field.press("Control+v")
    expect(note).to_be_hidden()  # the formatting would stand for the last part alone

    field.press("Control+a")
    field.press("Control+v")
    expect(note).to_be_visible()
    page.get_by_role("button", name="Nur Text").click()
    expect(hidden).to_have_value("")
    expect(field).to_be_focused()


def test_dropped_files_are_read_at_once(page: Page, live_server: LiveServer, editor: User, tmp_path: Path) -> None:
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{IMPORT}")
    page.evaluate(
        """(text) => {
            const files = new DataTransfer();
            for (const name of ["eins.txt", "zwei.txt"]) files.items.add(new File([name + text], name));
            document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", {dataTransfer: files, bubbles: true, cancelable: true}));
        }""",
        f"\n\n{BREAD}",
    )
    expect(page.get_by_role("button", name="Manuskript anlegen")).to_be_visible()

    assert set(ImportDraft.objects.values_list("name", flat=True)) == {"eins.txt", "zwei.txt"}


def test_paste_survives_a_session_that_is_over(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{IMPORT}")
    copy(page, BREAD)
    Session.objects.all().delete()

    page.get_by_label("Transkript einfügen").press("Control+v")
    page.get_by_label("Benutzername").fill(editor.username)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()

    expect(page.get_by_label("Transkript einfügen")).to_have_value(BREAD)
    page.get_by_role("button", name="Transkript einlesen").click()
    expect(page.get_by_role("button", name="Manuskript anlegen")).to_be_visible()


def test_correction_survives_a_session_that_is_over_and_a_lost_connection(
    stormy_page: Page, live_server: LiveServer, editor: User
) -> None:
    page = stormy_page
    draft(page, live_server, editor)
    row = page.locator("[data-row]").filter(has_text="Ich wohne nebenan.")
    Session.objects.all().delete()
    row.locator(".row-kind").focus()
    page.keyboard.press("h")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Passwort").fill(PASSWORD)
    dialog.get_by_role("button", name="Anmelden").click()
    expect(row).to_have_class("row is-heading")
    stored(page)

    page.context.set_offline(True)
    row.locator(".row-kind").focus()
    page.keyboard.press("n")
    expect(page.locator("[data-state-text]")).to_have_text("Nicht gesichert – keine Verbindung")
    page.context.set_offline(False)
    expect(row).to_have_class("row is-note")
    stored(page)


def test_paragraph_is_split_at_the_cursor_whatever_stands_before(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    draft(page, live_server, editor, BREAD.replace("Um halb zwei.", "😀😀😀😀 Um halb zwei."))
    answer = page.locator("[data-row]").filter(has_text="Um halb zwei").locator(".row-text")
    answer.locator("xpath=..").get_by_role("button").first.click()
    whole = page.get_by_label("Setzen Sie den Cursor")
    whole.evaluate("field => field.setSelectionRange(...Array(2).fill(field.value.indexOf('Der Teig')))")
    whole.press("Enter")

    expect(answer).to_have_text("😀😀😀😀 Um halb zwei.")


def test_next_import_remembers_nothing_of_the_last(page: Page, live_server: LiveServer, editor: User) -> None:
    draft(page, live_server, editor)
    page.goto(f"{live_server.url}{IMPORT}")

    expect(page.get_by_label("Transkript einfügen")).to_have_value("")
