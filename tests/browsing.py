"""What tests in a browser share."""

from collections.abc import Iterator
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

PASSWORD = "nur-im-test"
CHROMIUM: dict[str, Any] = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
}

AXE_TAGS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def watched_page(browser: Browser, ignored: tuple[str, ...] = ()) -> Iterator[Page]:
    """A page whose console must stay clean: errors and policy violations fail the test, but for `ignored` beginnings."""
    context = browser.new_context(locale="de-DE")
    tab = context.new_page()
    tab.set_default_timeout(10_000)
    problems: list[str] = []
    tab.on("console", lambda m: problems.append(m.text) if m.type in ("error", "warning") else None)
    tab.on("pageerror", lambda e: problems.append(str(e)))
    yield tab
    context.close()
    assert [text for text in problems if not text.startswith(ignored or ("\0",))] == []


def log_in(page: Page, live_server: LiveServer, user: User) -> None:
    page.goto(f"{live_server.url}/redaktion/")
    page.get_by_label("Benutzername").fill(user.username)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()


def assert_accessible(page: Page, schemes: tuple[str, ...] = ("light", "dark")) -> None:
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.wait_for_timeout(300)  # the admin fades from one colour scheme to the other
        result = Axe().run(page, options=AXE_TAGS)
        found = [(v["id"], [n["html"][:200] for n in v["nodes"]]) for v in result.response["violations"]]
        assert found == [], (page.url, scheme, found)
