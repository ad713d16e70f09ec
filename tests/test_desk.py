"""The desk, through HTTP as an editor."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html
from PIL import Image

from interviews.models import Article, Expert, Interview, Revision
from tests.editing import save, send
from tests.importing import form_of, import_seed

pytestmark = pytest.mark.django_db

BASE = "/redaktion/interviews/interview/"


def test_edit_reorder_publish_diff_restore_withdraw(desk: Client, client: Client) -> None:
    interview = import_seed(desk)
    anchors = list(interview.exchanges.values_list("anchor", flat=True))
    assert save(desk, interview, publish=True).status_code == 200
    article = Article.objects.get()
    send(
        desk,
        interview,
        {"op": "move", "anchor": anchors[0], "after": anchors[1]},
        {"op": "set_text", "anchor": anchors[1], "field": "answer", "text": "Kurz und neu."},
    )
    assert "Kurz und neu." in desk.get(f"{BASE}{interview.pk}/preview/").content.decode()
    save(desk, interview)
    rows = list(interview.exchanges.all())
    assert [r.anchor for r in rows] == [anchors[1], anchors[0], *anchors[2:]]
    assert "Kurz und neu." not in client.get(article.get_absolute_url()).content.decode()
    latest = Revision.latest_of(interview)
    assert latest is not None
    diff = desk.get(f"{BASE}{interview.pk}/revisions/{latest.number}/").content.decode()
    assert "<ins>" in diff and "Kurz und neu" in diff
    send(desk, interview, {"op": "set_field", "name": "kicker", "value": "Noch nicht gespeichert"})
    desk.post(f"{BASE}{interview.pk}/revisions/1/restore/")
    assert list(interview.exchanges.values_list("anchor", flat=True)) == anchors
    # What was not saved yet is a revision of its own.
    assert interview.revisions.filter(content__kicker="Noch nicht gespeichert").exists()
    desk.post(f"{BASE}{interview.pk}/withdraw/")
    assert client.get(article.get_absolute_url()).status_code == 410


def test_changing_addresses_need_post_and_rights(desk: Client, client: Client, seed: Interview) -> None:
    assert desk.get(f"{BASE}{seed.pk}/withdraw/").status_code == 405
    reader = User.objects.create_user("liest", password="x", is_staff=True)
    client.force_login(reader)
    for name in ("preview", "revisions", "revisions/1", "revisions/1/restore", "revisions/compare", "change"):
        assert client.get(f"{BASE}{seed.pk}/{name}/").status_code == 403
    assert client.post(f"{BASE}{seed.pk}/withdraw/").status_code == 403
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
