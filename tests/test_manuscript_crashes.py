"""The manuscript page while its server or its browser dies: a site in a process of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import CHROMIUM, PASSWORD

pytestmark = pytest.mark.browser

STORED = re.compile(r"Arbeitsfassung gesichert \d\d:\d\d")
OFFLINE = "Nicht gesichert – keine Verbindung"


class Site:
    """A site with a database of its own, served by gunicorn at an address that stays."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.bind = f"127.0.0.1:{probe.getsockname()[1]}"
        self.url = f"http://{self.bind}"
        self.piece = f"{self.url}/redaktion/interviews/interview/1/change/"
        self.env = {
            **os.environ,
            "SECRET_KEY": "test",
            "SITE_URL": self.url,
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "STATIC_ROOT": str(settings.STATIC_ROOT),
            "MEDIA_ROOT": str(folder),
            "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
        }
        self._manage("migrate")
        self._manage("load_samples")
        self._manage("createsuperuser", "--no-input", "--username=eva", "--email=eva@magazin.example")
        self._server: subprocess.Popen[bytes] | None = None

    def _manage(self, *command: str) -> None:
        subprocess.run(
            [sys.executable, "manage.py", *command], check=True, env=self.env, stdout=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
        )  # fmt: skip

    def start(self) -> None:
        command = [sys.executable, "-m", "gunicorn", "fiv_site.wsgi", "--bind", self.bind, "--no-control-socket"]
        self._server = subprocess.Popen(
            [*command, "--threads=4", "--log-level=error"], env=self.env, cwd=settings.BASE_DIR, start_new_session=True
        )
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", int(self.bind.rpartition(":")[2]))) == 0:
                    return
            time.sleep(0.1)
        raise TimeoutError(self.url)

    def kill(self) -> None:
        """Without any farewell, its workers too."""
        if self._server:
            os.killpg(self._server.pid, signal.SIGKILL)
            self._server.wait()
            self._server = None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    site = Site(tmp_path_factory.mktemp("site"))
    site.start()
    yield site
    site.kill()


def profile(browser: Browser, folder: Path) -> BrowserContext:
    """A browser of its own that remembers what it is given."""
    return browser.browser_type.launch_persistent_context(folder, **CHROMIUM, locale="de-DE")


def log_in(page: Page, site: Site) -> None:
    page.goto(site.piece)
    page.get_by_label("Benutzername").fill("eva")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()


def write(page: Page, text: str) -> None:
    page.locator(".exchange-number").nth(1).click()
    page.locator("[name=answer]").fill("")
    page.locator("[name=answer]").press_sequentially(text)


def test_a_server_that_dies_while_somebody_types_loses_nothing(stormy_page: Page, site: Site) -> None:
    page = stormy_page
    log_in(page, site)
    write(page, "Vor dem Absturz. ")
    site.kill()
    page.keyboard.type("Während des Absturzes. ")
    expect(page.locator("[data-state-text]")).to_have_text(OFFLINE)
    page.keyboard.type("Weiter getippt. ")
    site.start()
    expect(page.locator("[data-state-text]")).to_have_text(STORED, timeout=15_000)
    page.keyboard.type("Danach.")
    typed = "Vor dem Absturz. Während des Absturzes. Weiter getippt. Danach."
    expect(page.locator(".exchange").nth(1).locator("[data-reading]")).to_contain_text(typed)
    page.reload()
    expect(page.locator(".exchange").nth(1)).to_contain_text(typed)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_browser_that_ends_without_farewell_sends_at_its_next_visit_what_it_could_not_send(
    browser: Browser, site: Site, tmp_path: Path
) -> None:
    first = profile(browser, tmp_path)
    page = first.pages[0]
    log_in(page, site)
    page.locator(".exchange-number").nth(1).click()
    page.locator("[name=answer]").press("End")
    site.kill()
    page.keyboard.type(" Kurz bevor der Rechner ausging.")
    expect(page.locator("[data-state-text]")).to_have_text(OFFLINE)
    first.close()
    site.start()
    again = profile(browser, tmp_path)
    page = again.pages[0]
    # Cookies are written so seldom that this one may or may not have been.
    again.clear_cookies()
    log_in(page, site)
    expect(page.locator(".exchange").nth(1)).to_contain_text("Kurz bevor der Rechner ausging.")
    expect(page.locator("[data-state-text]")).to_have_text(STORED)
    again.close()
