"""The whole job in a browser: an editor imports and publishes, a reader finds, reads and quotes."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Article, Expert, Interview
from interviews.publishing.publish import publish, withdraw
from tests.browsing import assert_accessible, log_in
from tests.conftest import SEED, manuscript

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_from_pasted_transcript_to_quoted_answer(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    page.get_by_role("link", name="Neues Interview aus Transkript").click()
    page.get_by_label("Transkript einfügen").fill(SEED.read_text())
    page.get_by_role("button", name="Vorschau zeigen").click()
    preview = page.locator(".desk-trace")
    expect(preview.get_by_role("row", name="21 Zwischenüberschrift Zukunft: Wohin steuert Tik Tok?")).to_be_visible()
    expect(page.get_by_label("Voller Name von Stephan")).to_have_value("Stephan M. Czaja")
    page.get_by_label("Dachzeile").fill("Social Media")
    page.get_by_label("Neue Themen").fill("TikTok")
    page.get_by_role("button", name="Manuskript anlegen").click()
    expect(page.locator(".messagelist")).to_contain_text("Das Manuskript ist fertig")
    page.get_by_role("button", name="Veröffentlichen").click()
    page.get_by_role("dialog").get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_role("dialog")).to_contain_text("veröffentlicht")
    page.context.clear_cookies()

    page.goto(live_server.url)
    page.get_by_role("link", name="Themen", exact=True).click()
    page.get_by_role("link", name="TikTok").click()
    expect(page.get_by_role("heading", name="Lisa und Lena verlassen Tik Tok!")).to_be_visible()
    page.get_by_role("link", name="Experten", exact=True).click()
    page.get_by_role("link", name="Stephan M. Czaja").click()
    page.get_by_role("link", name="Lisa und Lena").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lisa und Lena verlassen Tik Tok!")
    page.get_by_role("link", name="Suche").click()
    page.get_by_label("Alle Antworten durchsuchen").fill("Greenscreen")
    page.get_by_role("button", name="Suche").click()
    expect(page.locator("mark")).to_have_text("Greenscreen")
    page.locator(".hits a").click()
    expect(page.locator(".exchange:target")).to_contain_text("Womit verdienen die sozialen Netzwerke ihr Geld?")
    page.locator(".exchange:target").get_by_role("link", name="Diese Antwort zitieren").click()
    expect(page.locator("blockquote")).to_contain_text("Greenscreen")
    page.get_by_role("link", name="Das ganze Interview lesen").click()
    assert page.url.endswith("#was-macht-tik-tok-so-anders-wenn-es-um-die")
    assert page.context.cookies() == []


def test_readers_pages_are_accessible_and_fit_small_screens(page: Page, live_server: LiveServer) -> None:
    article = publish(manuscript(SEED.read_text(), ("TikTok", "Medien"), "Social Media"), None)
    publish(manuscript("Zweites\nFIV: Wie?\nAnna: So.\nFIV: Und?\nAnna: Eben.", ("Medien",)), None)
    answer = article.answers.all()[0]
    expert = Expert.objects.get(name="Stephan M. Czaja")
    paths = ["/", "/interviews/", article.get_absolute_url(), answer.get_absolute_url(), "/themen/", "/themen/medien/",
             "/experten/", expert.get_absolute_url(), "/suche/", "/suche/?q=Instagram", "/impressum/", "/datenschutz/"]  # fmt: skip
    for path in paths:
        page.set_viewport_size({"width": 320, "height": 800})
        page.goto(live_server.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.set_viewport_size({"width": 1440, "height": 900})
        assert_accessible(page)


def test_error_pages_are_accessible(page: Page, live_server: LiveServer) -> None:
    interview = manuscript(SEED.read_text())
    address = publish(interview, None).get_absolute_url()
    withdraw(interview)
    # Loaded as plain pages: the browser would log the status itself as an error.
    for path in ("/gibt-es-nicht/", address):
        shown = page.request.get(live_server.url + path).text()
        page.goto(live_server.url + "/impressum/")
        page.evaluate("html => { document.body.innerHTML = html }", shown.partition("<body")[2].partition(">")[2])
        assert_accessible(page)


def test_desk_pages_are_accessible(page: Page, live_server: LiveServer, editor: User) -> None:
    interview = manuscript(SEED.read_text(), ("TikTok",))
    page.goto(f"{live_server.url}/redaktion/login/")
    assert_accessible(page)
    log_in(page, live_server, editor)
    base = "/redaktion/interviews/interview/"
    for path in (
        "/redaktion/",
        base,
        f"{base}import/",
        f"{base}{interview.pk}/revisions/",
        f"{base}{interview.pk}/revisions/1/",
        "/redaktion/interviews/expert/add/",
        f"{base}{interview.pk}/preview/",
    ):
        page.goto(live_server.url + path)
        assert_accessible(page)
    page.goto(f"{live_server.url}{base}import/")
    page.get_by_label("Transkript einfügen").fill(SEED.read_text())
    page.get_by_role("button", name="Vorschau zeigen").click()
    assert_accessible(page)
    page.goto(f"{live_server.url}{base}{interview.pk}/change/")
    assert_accessible(page)


def test_image_is_uploaded_from_the_editor(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}/redaktion/interviews/expert/add/")
    page.locator("#id_name").fill("Ida Beispiel")
    picture = BytesIO()
    Image.new("RGB", (300, 300), "teal").save(picture, "PNG")
    upload = {"name": "x.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    page.locator("#id_portrait").set_input_files(upload)  # type: ignore[arg-type]
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    portrait = Expert.objects.get(name="Ida Beispiel").portrait
    response = page.request.get(live_server.url + portrait.url)
    assert response.status == 200 and response.headers["content-type"] == "image/png"
    assert Article.objects.count() == 0 and Interview.objects.count() == 0


def copy(page: Page, html: str, text: str) -> None:
    """Put a formatted text on the clipboard, as a word processor does."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate(
        """([html, text]) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], {type: "text/html"}),
            "text/plain": new Blob([text], {type: "text/plain"}),
        })])""",
        [html, text],
    )


def test_formatting_of_a_paste_is_read_until_the_text_is_changed(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    rich = (
        "<h1>Das Haus am See</h1><p><b>FIV:</b> Wie groß ist es?</p><p><b>Ida:</b> <i>Sehr</i> groß.</p>"
        "<p><b>FIV:</b> Und alt?</p><p><b>Ida:</b> Uralt.</p>"
    )
    text = "Das Haus am See\n\nFIV: Wie groß ist es?\n\nIda: Sehr groß.\n\nFIV: Und alt?\n\nIda: Uralt.\n"
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}/redaktion/interviews/interview/import/")
    field, hidden = page.get_by_label("Transkript einfügen"), page.locator("#id_html")
    note = page.get_by_text("Die Formatierung aus der Zwischenablage wird mitgelesen.")
    text_only = page.get_by_role("button", name="Nur Text")

    copy(page, f"<span>{text}</span>", text)
    field.press("Control+v")
    expect(field).to_have_value(text)
    expect(note).to_be_hidden()

    copy(page, rich, text)
    field.press("End")
    field.press("Control+v")
    expect(field).to_have_value(text * 2)
    expect(note).to_be_hidden()  # the formatting would stand for the last half alone

    field.press("Control+a")
    field.press("Control+v")
    expect(note).to_be_visible()
    assert_accessible(page)
    field.press("x")
    expect(note).to_be_hidden()
    expect(hidden).to_have_value("")

    field.press("Control+a")
    field.press("Control+v")
    expect(note).to_be_visible()
    page.keyboard.press("Tab")
    expect(text_only).to_be_focused()
    page.keyboard.press("Enter")
    expect(note).to_be_hidden()
    expect(hidden).to_have_value("")
    expect(field).to_be_focused()

    page.keyboard.press("Control+a")
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="Vorschau zeigen").click()
    page.get_by_role("button", name="Text ändern").click()
    expect(field).to_have_value(text)
    expect(note).to_be_visible()
    page.get_by_role("button", name="Vorschau zeigen").click()
    page.get_by_role("button", name="Manuskript anlegen").click()
    expect(page.locator(".messagelist")).to_contain_text("Das Manuskript ist fertig")
    page.get_by_role("button", name="Mehr").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Original herunterladen").click()
    assert download.value.suggested_filename == "transcript.html"
    assert "<i" in download.value.path().read_text()
    assert Interview.objects.get().exchanges.all()[0].answer == "*Sehr* groß."
