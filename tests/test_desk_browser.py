"""The desk around the manuscript in a browser: lists on small screens, merging, Markdown fields, portraits."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from interviews.models import Expert, Interview
from interviews.publishing.publish import publish
from tests.browsing import assert_accessible, log_in
from tests.conftest import manuscript

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/redaktion/interviews/interview/"
EXPERTS = "/redaktion/interviews/expert/"


def piece(title: str, expert: str = "Anna", topics: tuple[str, ...] = ()) -> Interview:
    return manuscript(f"{title}\nFIV: Wie?\n{expert}: So.\nFIV: Und?\n{expert}: Eben.", topics)


def test_pages_of_the_desk_are_accessible_and_fit_small_screens(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    interview = piece("Ein-ganz-langes-Wort-das-nirgends-umbrechen-mag im Moor", "Jörg Müller", ("Natur", "Wetter"))
    twin = Expert.objects.create(name="Joerg Mueller", slug="zwilling", organisation="Institut")
    one = Expert.objects.get(name="Jörg Müller")
    publish(interview, None)
    interview.headline = "Anders"
    interview.save()
    thrown = piece("Weg", "Ida")
    Interview.objects.filter(pk=thrown.pk).update(deleted_at=timezone.now())
    log_in(page, live_server, editor)
    for path in (
        "/redaktion/",
        f"{LIST}?expert=J%C3%B6rg",
        f"{LIST}{interview.pk}/delete/",
        f"{LIST}trash/",
        f"{LIST}{thrown.pk}/change/",
        f"{LIST}{thrown.pk}/delete-for-good/",
        EXPERTS,
        f"{EXPERTS}{one.pk}/change/",
        f"{EXPERTS}{one.pk}/delete/",
        f"{EXPERTS}merge/?who={one.pk}",
        f"{EXPERTS}merge/?who={one.pk}&who={twin.pk}",
        "/redaktion/interviews/topic/",
        "/redaktion/interviews/legaltext/add/",
    ):
        page.goto(live_server.url + path)
        for width in (375, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert_accessible(page)
        page.set_viewport_size({"width": 1440, "height": 900})
        assert_accessible(page)


def test_tab_leaves_every_markdown_field_both_ways(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    for path, name in (("expert", "biography"), ("topic", "description"), ("legaltext", "text")):
        page.goto(f"{live_server.url}/redaktion/interviews/{path}/add/")
        field = page.locator(f"textarea[name={name}]")
        field.focus()
        field.press_sequentially("Ein *Wort*")
        expect(page.locator(".markdownx-preview em")).to_have_text("Wort")
        page.keyboard.press("Tab")
        expect(field).not_to_be_focused()
        field.focus()
        page.keyboard.press("Shift+Tab")
        expect(field).not_to_be_focused()
        expect(field).to_have_value("Ein *Wort*")


def drop_picture(page: Page, selector: str) -> None:
    out = BytesIO()
    Image.new("RGB", (40, 40), "teal").save(out, "PNG")
    transfer = page.evaluate_handle(
        """(bytes) => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array(bytes)], "bild.png", {type: "image/png"}));
            return transfer;
        }""",
        list(out.getvalue()),
    )
    page.dispatch_event(selector, "drop", {"dataTransfer": transfer})


def test_a_picture_dropped_on_a_markdown_field_is_uploaded(page: Page, live_server: LiveServer, editor: User) -> None:
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{EXPERTS}add/")
    field = page.locator("#id_biography")
    field.focus()
    expect(field).to_have_attribute("data-markdownx-init", "")

    drop_picture(page, "#id_biography")

    expect(page.locator(".markdownx-preview img")).to_be_visible()


def test_a_portrait_is_shown_when_chosen_and_refused_in_words(
    page: Page, live_server: LiveServer, editor: User
) -> None:
    out = BytesIO()
    Image.new("RGB", (300, 200), "teal").save(out, "PNG")
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{EXPERTS}add/")
    page.locator("#id_name").fill("Ida")
    field, shown = page.locator("#id_portrait"), page.get_by_alt_text("So wird das Porträt gezeigt")
    refusal = page.get_by_text("Das ist kein Bild im Format JPEG, PNG oder WebP.")
    expect(shown).to_be_hidden()

    field.set_input_files({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    expect(refusal).to_be_visible()
    field.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"kein Bild"})
    expect(refusal).to_be_visible()
    assert field.evaluate("field => field.files.length") == 0
    field.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()})
    expect(shown).to_be_visible()
    expect(refusal).to_be_hidden()
    page.get_by_role("button", name="Speichern und weiter bearbeiten").click()

    expect(shown).to_be_visible()
    assert shown.evaluate("picture => picture.naturalWidth") == 300
    page.get_by_label("Bild entfernen").check()
    page.get_by_role("button", name="Speichern", exact=True).click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert not Expert.objects.get().portrait


def test_two_entries_become_one_by_the_keyboard(page: Page, live_server: LiveServer, editor: User) -> None:
    piece("Eins", "Jörg Müller")
    piece("Zwei", "Joerg Mueller")
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{EXPERTS}")
    for name in ("Jörg Müller", "Joerg Mueller"):
        page.get_by_role("checkbox", name=name).focus()
        page.keyboard.press("Space")
    page.get_by_role("combobox", name="Aktion").select_option(label="Zusammenführen …")
    page.get_by_role("button", name="Ausführen").press("Enter")
    page.get_by_role("radio", name="„Jörg Müller“ bleibt").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Zusammenführen").press("Enter")

    expect(page.locator(".messagelist")).to_contain_text("steht nun auch für Joerg Mueller")
    expect(page.get_by_role("link", name="Eins")).to_be_visible()
    expect(page.get_by_role("link", name="Zwei")).to_be_visible()


def test_an_open_page_tells_that_its_piece_is_in_the_trash(page: Page, live_server: LiveServer, editor: User) -> None:
    interview = piece("Im Moor")
    log_in(page, live_server, editor)
    page.goto(f"{live_server.url}{LIST}{interview.pk}/change/")
    page.locator(".exchange-number").first.click()
    expect(page.locator("[name=answer]")).to_be_visible()
    Interview.objects.update(deleted_at=timezone.now())

    page.locator("[name=answer]").fill("Auf dem Weg.")

    expect(page.get_by_text("liegt seit")).to_be_visible()
    page.get_by_role("button", name="Wiederherstellen").click()
    expect(page.get_by_text("Auf dem Weg.")).to_be_visible()
