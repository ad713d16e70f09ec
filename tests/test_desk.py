"""The desk, through HTTP as an editor."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

from interviews.models import Article, Expert, Interview, QuestionAnswer, Revision
from tests.conftest import SEED, manuscript

pytestmark = pytest.mark.django_db

BASE = "/redaktion/interviews/interview/"


def form_of(
    content: bytes, selector: str = "//form[@id='interview_form' or contains(@class,'desk-import')]"
) -> dict[str, Any]:
    """The fields of a page's form as a browser would send them."""
    form = html.fromstring(content).xpath(selector)[0]
    return {k: v for k, v in form.form_values() if not k.startswith("_")}


def import_seed(desk: Client) -> Interview:
    preview = desk.post(f"{BASE}import/", {"text": SEED.read_text()})
    desk.post(f"{BASE}import/", form_of(preview.content))
    return Interview.objects.latest("pk")


def test_file_is_imported_like_a_paste(desk: Client) -> None:
    upload = SimpleUploadedFile("seed-tiktok.txt", SEED.read_bytes())
    preview = desk.post(f"{BASE}import/", {"file": upload})
    assert (
        preview.status_code == 200
        and "5 Fragen" in preview.content.decode()
        and "4 Antworten" in preview.content.decode()
    )
    assert Interview.objects.count() == 0 and Expert.objects.count() == 0
    response = desk.post(f"{BASE}import/", form_of(preview.content))
    interview = Interview.objects.get()
    assert response["Location"].endswith(f"/{interview.pk}/change/")
    assert interview.source_text == SEED.read_text()
    assert [p.label for p in interview.participants.all()] == ["FIV", "Stephan"]
    assert Expert.objects.get().name == "Stephan M. Czaja"
    assert interview.revisions.count() == 1


def test_known_expert_is_found_again(desk: Client) -> None:
    known = Expert.objects.create(name="Stephan M. Czaja", label="Stephan")
    Expert.objects.create(name="Stephan Anders", label="Stephan")
    interview = import_seed(desk)
    assert interview.participants.get(role="expert").expert == known
    assert Expert.objects.count() == 2


def test_changed_role_turns_answers_into_questions(desk: Client) -> None:
    preview = desk.post(f"{BASE}import/", {"text": "Titel\nIda: Wer fragt?\nTom: Ich.\nIda: Warum?\nTom: Darum."})
    data = form_of(preview.content) | {"role_0": "expert", "expert_0": "new", "role_1": "asker", "expert_1": ""}
    desk.post(f"{BASE}import/", data)
    rows = QuestionAnswer.objects.order_by("position")
    assert [(r.question, r.answer) for r in rows] == [("", "Wer fragt?"), ("Ich.", "Warum?"), ("Darum.", "")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": "  \n "}, "Das Transkript ist leer"),
        ({"text": "Nur eine Zeile: ohne Antwort"}, "Zeile 1: Der ganze Text steht in einer einzigen Zeile"),
        ({"file": SimpleUploadedFile("bild.txt", b"\x89PNG\r\n" + bytes(500))}, "Das ist keine Textdatei"),
        ({"file": SimpleUploadedFile("leer.txt", b"")}, "Das Transkript ist leer"),
        ({"file": SimpleUploadedFile("gross.txt", b"Frage: ja\n" * 1_100_000)}, "höchstens 5 MB"),
        ({"file": SimpleUploadedFile("a.docx", b"PK")}, ".docx"),
        ({"text": "---\ninterview: 1\nlanguage: de\n---\n\n**Eva:** Ja?\n"}, "Nennen Sie alle Sprechenden im Kopf"),
    ],
)
def test_bad_input_gets_a_german_message(desk: Client, data: dict[str, object], message: str) -> None:
    response = desk.post(f"{BASE}import/", data)
    assert response.status_code == 400
    assert message in html.fromstring(response.content.decode()).text_content()
    assert Interview.objects.count() == 0


def test_tampered_source_is_no_crash(desk: Client) -> None:
    response = desk.post(f"{BASE}import/", {"source": "%%%", "headline": "x"}, follow=True)
    assert response.status_code == 200 and "nicht vollständig" in response.content.decode()


def test_edit_reorder_publish_diff_restore_withdraw(desk: Client, client: Client) -> None:
    interview = import_seed(desk)
    change = f"{BASE}{interview.pk}/change/"
    anchors = list(interview.exchanges.values_list("anchor", flat=True))
    data = form_of(desk.get(change).content)
    assert desk.post(change, data | {"_publish": "1"}).status_code == 302
    article = Article.objects.get()
    data = form_of(desk.get(change).content)
    data |= {"exchanges-0-ORDER": "2", "exchanges-1-ORDER": "1", "exchanges-1-answer": "Kurz und neu."}
    assert desk.post(change, data).status_code == 302
    rows = list(interview.exchanges.all())
    assert [r.anchor for r in rows] == [anchors[1], anchors[0], *anchors[2:]]
    assert "Kurz und neu." not in client.get(article.get_absolute_url()).content.decode()
    latest = Revision.latest_of(interview)
    assert latest is not None
    diff = desk.get(f"{BASE}{interview.pk}/revisions/{latest.number}/").content.decode()
    assert "<ins>" in diff and "Kurz und neu" in diff
    assert "Kurz und neu." in desk.get(f"{BASE}{interview.pk}/preview/").content.decode()
    desk.post(f"{BASE}{interview.pk}/revisions/1/restore/")
    assert list(interview.exchanges.values_list("anchor", flat=True)) == anchors
    desk.post(f"{BASE}{interview.pk}/withdraw/")
    assert client.get(article.get_absolute_url()).status_code == 410


def test_changing_addresses_need_post_and_rights(desk: Client, client: Client, seed: Interview) -> None:
    for name in ("publish", "withdraw", "revisions/1/restore"):
        assert desk.get(f"{BASE}{seed.pk}/{name}/").status_code == 405
    reader = User.objects.create_user("liest", password="x", is_staff=True)
    client.force_login(reader)
    for name in ("preview", "revisions", "change"):
        assert client.get(f"{BASE}{seed.pk}/{name}/").status_code == 403
    for name in ("publish", "withdraw"):
        assert client.post(f"{BASE}{seed.pk}/{name}/").status_code == 403
    assert client.get(f"{BASE}import/").status_code == 403


def test_editor_has_no_accounts_and_desk_speaks_english_too(desk: Client) -> None:
    assert desk.get("/redaktion/auth/user/").status_code == 403
    assert (
        "New interview from a transcript" in desk.get("/redaktion/", headers={"accept-language": "en"}).content.decode()
    )
    desk.post("/redaktion/sprache/", {"language": "en", "next": "/redaktion/"})
    assert "Editorial desk" in desk.get("/redaktion/").content.decode()


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", (60, 40), "teal")
    exif = Image.Exif()
    exif[0x010E] = "Geheimer Ort"
    image.save(out, kind, exif=exif)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind", "status"),
    [
        ("geheim.jpg", picture("JPEG"), "image/jpeg", 200),
        ("a.png", picture("PNG"), "image/svg+xml", 200),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png", 400),
        ("a.html", b"<script>alert(1)</script>", "image/jpeg", 400),
        ("a.jpg", bytes(9 * 1024 * 1024), "image/jpeg", 400),
        ("a.gif", b"GIF89a" + bytes(50), "image/gif", 400),
    ],
)
def test_uploads_are_judged_by_content(desk: Client, name: str, content: bytes, kind: str, status: int) -> None:
    upload = SimpleUploadedFile(name, content, kind)
    response = desk.post(
        "/redaktion/markdownx/upload/", {"image": upload}, headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.status_code == status
    if status == 200:
        url = response.json()["image_code"][4:-1]
        stored = desk.get(url)
        assert stored["Cache-Control"].endswith("immutable") and stored["X-Content-Type-Options"] == "nosniff"
        assert b"Geheimer Ort" not in b"".join(stored.streaming_content)  # type: ignore[attr-defined]
        assert "geheim" not in url


def test_markdownx_is_for_editors_only(client: Client, desk: Client) -> None:
    for path in ("/redaktion/markdownx/upload/", "/redaktion/markdownx/markdownify/"):
        assert client.post(path, {"content": "x"})["Location"].startswith("/redaktion/login/")
    assert client.post("/markdownx/markdownify/", {"content": "x"}).status_code == 404
    assert desk.post("/redaktion/markdownx/markdownify/", {"content": "*x*"}).content == b"<p><em>x</em></p>"


def test_more_fields_than_django_allows_by_default_are_saved(desk: Client) -> None:
    lines = "\n".join(f"FIV: Frage {n}?\nAnna: Antwort {n}." for n in range(1, 131))
    interview = manuscript(f"Sehr viele Fragen\n{lines}")
    change = f"{BASE}{interview.pk}/change/"
    data = form_of(desk.get(change).content)
    assert len(data) > 1000
    assert desk.post(change, data | {"exchanges-129-answer": "Schluss."}).status_code == 302
    assert interview.exchanges.count() == 130
    assert interview.exchanges.get(position=130).answer == "Schluss."


def test_new_portrait_appears_on_published_articles(desk: Client, client: Client, seed_article: Article) -> None:
    expert = Expert.objects.get()
    change = f"/redaktion/interviews/expert/{expert.pk}/change/"
    data = form_of(desk.get(change).content, "//form[@id='expert_form']")
    assert "SC" in client.get(seed_article.get_absolute_url()).content.decode()
    data |= {"role": "Fachmann", "portrait": SimpleUploadedFile("p.jpg", picture("JPEG"), "image/jpeg")}
    assert desk.post(change, data).status_code == 302
    page = html.fromstring(client.get(seed_article.get_absolute_url()).content)
    source = page.xpath("//img[@class='portrait']/@src")[0]
    assert client.get(source).status_code == 200
    assert "Fachmann" in page.text_content()
