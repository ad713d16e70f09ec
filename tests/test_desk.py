"""The desk, through HTTP as an editor."""

import base64
import hashlib
import io
from typing import Any

import pypandoc
import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from lxml import html
from PIL import Image

from interviews.desk.manuscripts import Casting, ImportChoices, create_manuscript
from interviews.models import Article, Expert, Interview, Participant, QuestionAnswer, Revision, Source
from interviews.transcripts.assemble import LostWords
from interviews.transcripts.limits import MAX_BYTES
from interviews.transcripts.model import Heading, Note, Speaker, Transcript, Turn
from tests.conftest import SEED
from tests.editing import save, send

pytestmark = pytest.mark.django_db

BASE = "/redaktion/interviews/interview/"


def form_of(
    content: bytes, selector: str = "//form[@id='interview_form' or contains(@class,'desk-import')]"
) -> dict[str, Any]:
    """The fields of a page's form as a browser would send them."""
    form = html.fromstring(content.decode()).xpath(selector)[0]
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
    assert bytes(interview.source.data) == SEED.read_bytes()
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
        ({"file": SimpleUploadedFile("bild.txt", b"\x89PNG\r\n" + bytes(500))}, "Das ist ein Bild."),
        ({"file": SimpleUploadedFile("leer.txt", b"")}, "Das Transkript ist leer"),
        ({"file": SimpleUploadedFile("gross.txt", b"Frage: ja\n" * 1_100_000)}, "höchstens 10 MB"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04kaputt")}, "beschädigt"),
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
    for name in ("withdraw", "revisions/1/restore"):
        assert desk.get(f"{BASE}{seed.pk}/{name}/").status_code == 405
    reader = User.objects.create_user("liest", password="x", is_staff=True)
    client.force_login(reader)
    for name in ("preview", "revisions", "change"):
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


DIALOGUE = """# Das Haus am See

**FIV:** Wie viele Zimmer hat das Haus?

**Ida:** Zwölf, und *eine* Treppe.

**FIV:** Wer wohnt darin?

**Ida:** Niemand, seit dem Sommer.
"""
RICH = pypandoc.convert_text(DIALOGUE, "html", format="markdown")
PLAIN = DIALOGUE.replace("*", "").replace("# ", "")


def word_file(tmp_path: Any, kind: str = "docx") -> bytes:
    path = tmp_path / f"haus.{kind}"
    pypandoc.convert_text(DIALOGUE, kind, format="markdown", outputfile=str(path), extra_args=["--standalone"])
    return path.read_bytes()


def download(client: Client, interview: Interview) -> Any:
    return client.get(f"{BASE}{interview.pk}/source/")


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_word_file_is_imported_and_kept_byte_for_byte(desk: Client, tmp_path: Any, kind: str) -> None:
    data = word_file(tmp_path, kind)

    preview = desk.post(f"{BASE}import/", {"file": SimpleUploadedFile(f"Haus am See.{kind}", data)})
    assert preview.status_code == 200, preview.text
    desk.post(f"{BASE}import/", form_of(preview.content))

    interview = Interview.objects.get()
    assert [(e.question, e.answer) for e in interview.exchanges.all()] == [
        ("Wie viele Zimmer hat das Haus?", "Zwölf, und *eine* Treppe."),
        ("Wer wohnt darin?", "Niemand, seit dem Sommer."),
    ]
    source = interview.source
    assert source.digest == hashlib.sha256(data).hexdigest() and bytes(source.data) == data
    page = desk.get(f"{BASE}{interview.pk}/change/").text
    assert "Original herunterladen" in page and f"Haus am See.{kind}" in page
    response = download(desk, interview)
    assert response.content == data
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == f'attachment; filename="Haus am See.{kind}"'


def test_word_file_must_be_chosen_again_to_be_changed(desk: Client, tmp_path: Any) -> None:
    preview = desk.post(f"{BASE}import/", {"file": SimpleUploadedFile("haus.docx", word_file(tmp_path))})

    page = desk.post(f"{BASE}import/", form_of(preview.content) | {"back": "1"})

    assert "„haus.docx“ lässt sich hier nicht ändern" in page.text
    assert form_of(page.content)["text"].strip() == ""


def test_rich_paste_is_imported_with_its_formatting(desk: Client) -> None:
    preview = desk.post(f"{BASE}import/", {"text": PLAIN, "html": RICH})
    desk.post(f"{BASE}import/", form_of(preview.content))

    interview = Interview.objects.get()
    assert interview.headline == "Das Haus am See"
    assert interview.exchanges.all()[0].answer == "Zwölf, und *eine* Treppe."
    assert (interview.source.name, interview.source.content_type) == ("", "text/html")
    response = download(desk, interview)
    assert response.content.decode() == RICH
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="transcript.html"'


def test_what_word_claims_about_the_encoding_of_a_paste_is_not_believed(desk: Client) -> None:
    claim = '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head><body>'

    preview = desk.post(f"{BASE}import/", {"text": PLAIN, "html": f"{claim}{RICH}</body></html>"})

    assert "Zwölf" in preview.text and "ZwÃ" not in preview.text


def test_rich_paste_is_still_there_after_going_back(desk: Client) -> None:
    preview = desk.post(f"{BASE}import/", {"text": PLAIN, "html": RICH})

    page = desk.post(f"{BASE}import/", form_of(preview.content) | {"back": "1"})

    fields = form_of(page.content)
    assert fields["text"].strip().splitlines() == PLAIN.strip().splitlines()
    assert fields["html"].splitlines() == RICH.splitlines()


def test_pasted_text_is_changed_in_its_field_and_kept_as_text(desk: Client) -> None:
    preview = desk.post(f"{BASE}import/", {"text": PLAIN})
    page = desk.post(f"{BASE}import/", form_of(preview.content) | {"back": "1"})
    assert "Wer wohnt darin?" in form_of(page.content)["text"]

    desk.post(f"{BASE}import/", form_of(preview.content))

    response = download(desk, Interview.objects.get())
    assert response.content.decode() == PLAIN
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="transcript.txt"'


def test_html_upload_is_never_a_page_of_the_desk(desk: Client) -> None:
    attack = f"<script>alert(1)</script>{RICH}"
    upload = SimpleUploadedFile("../böse\u202e\n.html", attack.encode())
    preview = desk.post(f"{BASE}import/", {"file": upload})
    desk.post(f"{BASE}import/", form_of(preview.content) | {"source_name": "x/../böse\u202e\r\nSet-Cookie: a.html"})

    response = download(desk, Interview.objects.get())

    assert response.content.decode() == attack
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%B6se")
    assert "Set-Cookie" not in response


def test_preview_lists_what_was_left_out_and_why(desk: Client) -> None:
    page = f"<html><body><nav><a href='/'>Zur Startseite</a></nav><main>{RICH}</main></body></html>"

    preview = desk.post(f"{BASE}import/", {"file": SimpleUploadedFile("seite.html", page.encode())})

    assert "(Navigation): Zur Startseite" in preview.text


def test_original_is_for_those_who_may_see_the_interview(desk: Client, client: Client) -> None:
    interview = import_seed(desk)

    assert download(client, interview)["Location"].startswith("/redaktion/login/")
    colleague = User.objects.create_user("liest", password="x", is_staff=True)
    client.force_login(colleague)
    assert download(client, interview).status_code == 403
    colleague.user_permissions.add(Permission.objects.get(codename="view_interview"))
    assert download(client, interview).status_code == 200
    assert desk.post(f"{BASE}{interview.pk}/source/").status_code == 405


def test_interview_without_original_has_no_link(desk: Client, seed: Interview) -> None:
    assert "Original herunterladen" not in desk.get(f"{BASE}{seed.pk}/change/").text
    assert download(desk, seed).status_code == 404


def test_original_does_not_change(desk: Client) -> None:
    source = import_seed(desk).source

    with pytest.raises(TypeError):
        source.save()
    with pytest.raises(TypeError):
        Source.objects.update(name="anders")


def test_original_goes_with_its_interview(desk: Client) -> None:
    interview = import_seed(desk)

    desk.post(f"{BASE}{interview.pk}/delete/", {"post": "yes"})

    assert Interview.objects.count() == Source.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "way_out"),
    [
        (
            "alt.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"),
            "eine Word-Datei im alten Format (.doc). Speichern Sie die Datei als .docx",
        ),
        (
            "druck.pdf",
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n",
            "eine PDF-Datei. Öffnen Sie die Datei, kopieren Sie den Text",
        ),
    ],
)
def test_unreadable_file_gets_a_way_out_in_german(desk: Client, name: str, data: bytes, way_out: str) -> None:
    response = desk.post(f"{BASE}import/", {"file": SimpleUploadedFile(name, data)})

    message = html.fromstring(response.text).xpath("string(//ul[contains(@class,'errorlist')])")
    assert response.status_code == 400
    assert way_out in message


def test_largest_transcripts_pass_both_steps_of_the_import(desk: Client) -> None:
    text, rich = "x" * (MAX_BYTES - 10), "x" * (MAX_BYTES // 2)

    answers = [
        desk.post(f"{BASE}import/", {"text": text}),
        desk.post(f"{BASE}import/", {"text": rich, "html": rich}),
        desk.post(f"{BASE}import/", {"source": base64.b64encode(text.encode()).decode()}),
        desk.post(f"{BASE}import/", {"source": base64.b64encode(rich.encode()).decode(), "pasted_text": rich}),
    ]

    # The importer itself answers; it was not the limit for requests.
    assert [("Zeile 1" in a.text, a.status_code) for a in answers[:2]] == [(True, 400)] * 2
    assert [a.status_code for a in answers[2:]] == [302] * 2


def unclear(*items: Turn) -> Transcript:
    speakers = (Speaker("Ida", "unknown"), Speaker("Tom", "unknown"))
    return Transcript("Wer fragt hier?", (), "de", speakers, items)


def test_unknown_role_must_be_chosen(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    transcript = unclear(Turn("answer", "Ida", ("Wie war es?",)), Turn("answer", "Tom", ("Schön.",)))
    monkeypatch.setattr("interviews.desk.importing.read_transcript", lambda data, name: transcript)
    preview = desk.post(f"{BASE}import/", {"text": "Ida: Wie war es?\nTom: Schön."})
    fields = form_of(preview.content)
    assert (fields["role_0"], fields["role_1"]) == ("", "") and "bitte wählen" in preview.text

    refused = desk.post(f"{BASE}import/", fields)
    assert refused.status_code == 200 and Interview.objects.count() == 0
    desk.post(f"{BASE}import/", fields | {"role_0": "asker", "role_1": "expert"})

    assert [(e.question, e.answer) for e in QuestionAnswer.objects.all()] == [("Wie war es?", "Schön.")]
    assert [(p.label, p.role) for p in Participant.objects.all()] == [("Ida", "asker"), ("Tom", "expert")]


def test_odd_transcript_still_becomes_a_manuscript(db: None) -> None:
    long = "sehr " * 70 + "lang"
    label = "Prof. Dr. Ida von Muster-Beispiel (Institut für Beispiele & Muster, Abt. 7), Leitung"
    speakers = (
        Speaker("Ida\x00", "expert"),
        Speaker("Ida", "expert"),
        Speaker(label, "asker"),
        Speaker("x" * 100, "unknown"),
        Speaker("x" * 99 + "\x07", "unknown"),
        Speaker("x" * 99, "expert"),
    )
    items = (
        Heading(f"**{long}**"),
        Heading("Kurz"),
        Note("Notiz\x07"),
        Turn("question", label, ("Wie\ud800 war es?",), float("nan")),
        Turn("answer", "Ida\x00", ("So\x00 war es.",), -1.0),
        Turn("answer", "x" * 100, ("Anders.",)),
        Turn("answer", None, ("Niemand sagt das.",)),
    )
    casting = {"Ida": Casting("expert", None, "N" * 250), "Ida\x00": Casting("expert", None, "N" * 250)}

    interview = create_manuscript(
        Transcript(f"{long}\x00", ("Vorspann\x00",), "xx-XX", speakers, items), ImportChoices(casting), None
    )

    assert len(interview.headline) == 300 and interview.notes == long
    assert interview.language == "de"
    assert interview.standfirst == "Vorspann"
    labels = [p.label for p in interview.participants.all()]
    assert labels[:3] == ["Ida", "Ida (2)", label]
    assert len({*labels}) == 6 and max(map(len, labels)) <= 100
    assert [len(e.name) for e in Expert.objects.all()] == [200]
    assert Expert.objects.get().alias_list == ["N" * 250]
    rows = list(interview.exchanges.all())
    assert [r.heading for r in rows] == ["", "Kurz", "", ""]
    assert [r.note for r in rows] == [f"**{long}**", "Notiz", "", ""]
    assert [(r.question, r.answer) for r in rows[1:]] == [
        ("Wie war es?", "So war es."),
        ("", "Anders."),
        ("", "Niemand sagt das."),
    ]
    assert [r.start for r in rows] == [None] * 4
    for participant in interview.participants.all():
        participant.full_clean()


def test_long_title_fits_the_headline_of_the_preview(desk: Client) -> None:
    title = "Wie war es damals " * 20 + "am See?"
    preview = desk.post(
        f"{BASE}import/", {"text": f"# {title}\n\n**FIV:** Wie?\n\n**Ida:** So.\n\n**FIV:** Und?\n\n**Ida:** Ja."}
    )

    desk.post(f"{BASE}import/", form_of(preview.content))

    interview = Interview.objects.get()
    assert len(interview.headline) <= 300 and interview.headline.endswith("…")
    assert interview.notes == title


@pytest.mark.django_db(transaction=True)
def test_transcripts_kept_before_there_were_sources_are_sources_now() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate([("interviews", "0001_initial")])
    try:
        old = executor.loader.project_state([("interviews", "0001_initial")]).apps.get_model("interviews", "Interview")
        old.objects.create(slug="alt", source_name="alt.txt", source_text="Größe: ja")
        old.objects.create(slug="leer")
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())

    source = Source.objects.get()
    assert source.interview.slug == "alt"
    assert (source.name, source.content_type, bytes(source.data)) == ("alt.txt", "text/plain", "Größe: ja".encode())
    assert source.digest == Source.received("Größe: ja".encode()).digest


def test_a_reading_that_cannot_prove_itself_is_refused_in_words(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object) -> None:
        raise LostWords("Wort")

    monkeypatch.setattr("interviews.desk.importing.read_transcript", lose)
    response = desk.post(f"{BASE}import/", {"text": "FIV: Wie?\nAnna: So."})
    assert response.status_code == 400
    assert "ein Fehler dieses Programms" in response.content.decode()
