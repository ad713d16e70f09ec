"""What all tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.staticfiles import handlers
from django.core.management import call_command
from django.test import Client
from django.test.testcases import _StaticFilesHandler
from playwright.sync_api import Browser, Page, sync_playwright

from interviews.apps import EDITORS
from interviews.desk.manuscripts import Casting, ImportChoices, create_manuscript
from interviews.models import Article, Expert, Interview, Topic
from interviews.publishing.publish import publish
from interviews.transcripts import read_transcript
from tests.browsing import CHROMIUM, PASSWORD, watched_page

# Playwright's synchronous API runs an event loop in the thread that uses the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

SEED = Path(__file__).parent.parent / "interviews" / "samples" / "seed-tiktok.txt"


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Static files as in production, in a folder of this run's own; passwords that cost nothing to check."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT = tmp_path_factory.mktemp("static")
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("media")
    call_command("collectstatic", verbosity=0, interactive=False)
    # The live server would look for files by their names without the hash; let it serve what was collected.
    handlers.StaticFilesHandler = _StaticFilesHandler  # type: ignore[misc, assignment]


@pytest.fixture
def editor(db: None) -> User:
    user = User.objects.create_user("eva", password=PASSWORD, is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=EDITORS)[0])
    return user


@pytest.fixture
def desk(editor: User) -> Iterator[Client]:
    client = Client(headers={"accept-language": "de"})
    client.force_login(editor)
    yield client


def manuscript(text: str, topics: tuple[str, ...] = (), kicker: str = "") -> Interview:
    """An interview imported from a transcript; its experts are new and named as their labels."""
    transcript = read_transcript(text)
    casting = {}
    for speaker in transcript.speakers:
        name = speaker.name or speaker.label
        expert = Expert.objects.get_or_create(name=name)[0] if speaker.role == "expert" else None
        casting[speaker.label] = Casting(speaker.role, expert)
    found = [Topic.objects.get_or_create(name=name)[0] for name in topics]
    return create_manuscript(transcript, ImportChoices(casting, kicker=kicker, topics=found), None)


@pytest.fixture
def seed(db: None) -> Interview:
    """The seed interview as a manuscript."""
    return manuscript(SEED.read_text(), ("TikTok",), "Social Media")


@pytest.fixture
def seed_article(seed: Interview) -> Article:
    """The seed interview, published."""
    return publish(seed, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(**CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from watched_page(browser)


@pytest.fixture
def stormy_page(browser: Browser) -> Iterator[Page]:
    """A page that may meet failing requests, which the browser logs itself."""
    yield from watched_page(browser, ignored=("Failed to load resource",))
