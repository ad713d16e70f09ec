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
    page.get_by_role("button", name="Transkript einlesen").click()
    expect(page.get_by_text("nichts zu prüfen")).to_be_visible()
    expect(page.locator("[data-row]").filter(has_text="Zukunft: Wohin steuert Tik Tok?")).to_contain_text("21")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Stephan M. Czaja")
    page.get_by_label("Dachzeile").fill("Social Media")
    page.get_by_role("combobox", name="Thema hinzufügen").fill("TikTok")
    page.get_by_role("option", name="Neues Thema „TikTok“").click()
    page.get_by_role("button", name="Manuskript anlegen").click()
    expect(page.locator(".messagelist")).to_contain_text("Das Manuskript ist angelegt")
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
