"""Bringing in a transcript as an editor, for tests without a browser."""

from typing import Any

from django.test import Client
from lxml import html

from interviews.models import ImportDraft, Interview
from tests.conftest import SEED

IMPORT = "/redaktion/interviews/interview/import/"


def bring_in(desk: Client, **data: Any) -> Any:
    """The page of the draft that a paste (`text`, `html`) or a `file` becomes, or the page that refuses it."""
    return desk.post(IMPORT, data, follow=True)


def form_of(content: bytes, selector: str = "//form[@id='create']") -> dict[str, Any]:
    """The fields of a page's form as a browser would send them; several values of one name are a list."""
    fields: dict[str, Any] = {}
    for name, value in html.fromstring(content.decode()).xpath(selector)[0].form_values():
        if not name.startswith("_"):
            fields[name] = [*fields[name], value] if name in fields else [value]
    return {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def create(desk: Client, page: Any, **changes: Any) -> Any:
    """Send the draft's form, with some fields changed; names may have hyphens: `{"ida-who": …}`."""
    return desk.post(f"{draft_path(page)}create/", form_of(page.content) | changes)


def draft_path(page: Any) -> str:
    return str(page.wsgi_request.path)


def correct(desk: Client, page: Any, *step: dict[str, Any], **more: Any) -> Any:
    data = {"step": list(step), **more}
    return desk.post(f"{draft_path(page)}correct/", data, content_type="application/json")


def block(beginning: str) -> str:
    """The id of the block of the latest draft that begins like this."""
    draft = ImportDraft.objects.latest("pk")
    texts = ["".join(run["text"] for run in one["runs"]) for one in draft.understood["blocks"]]
    return str(next(index for index, text in enumerate(texts) if text.startswith(beginning)))


def import_seed(desk: Client) -> Interview:
    create(desk, bring_in(desk, text=SEED.read_text()))
    return Interview.objects.latest("pk")
