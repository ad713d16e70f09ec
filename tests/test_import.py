"""Importing at the desk: from a paste or a file through the draft to the manuscript, over HTTP."""

import hashlib
from datetime import timedelta
from typing import Any

import pypandoc
import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.utils import timezone
from lxml import html
from pytest_django import DjangoAssertNumQueries

from interviews.desk.manuscripts import Casting, ImportChoices, create_manuscript
from interviews.models import (
    Expert,
    ImportDraft,
    Interview,
    OpenDoubt,
    Participant,
    QuestionAnswer,
    Source,
    Topic,
)
from interviews.transcripts.assemble import LostWords
from interviews.transcripts.limits import MAX_BYTES
from interviews.transcripts.model import Heading, Note, Speaker, Transcript, Turn
from tests.conftest import SEED
from tests.editing import save, send
from tests.importing import IMPORT, block, bring_in, correct, create, draft_path, form_of, import_seed

pytestmark = pytest.mark.django_db

BASE = "/redaktion/interviews/interview/"

DIALOGUE = """# Das Haus am See

**FIV:** Wie viele Zimmer hat das Haus?

**Ida:** Zwölf, und *eine* Treppe.

**FIV:** Wer wohnt darin?

**Ida:** Niemand, seit dem Sommer.
"""
RICH = pypandoc.convert_text(DIALOGUE, "html", format="markdown")
PLAIN = DIALOGUE.replace("*", "").replace("# ", "")


BREAD = """Brot und Geduld

Ein Gespräch in der Backstube von Malte Krümelbach.

FIV: Wann stehen Sie auf?

Malte: Um halb zwei. Der Teig ist dann schon wach.

Bürgerin: Darf ich etwas fragen?

Ich wohne nebenan.

FIV: Gern. Und der Bäcker?

Malte: Selten.

FIV: Was raten Sie?

Mallte: Geduld.
"""


def exchanges() -> list[tuple[str, str]]:
    return [(row.question, row.answer) for row in QuestionAnswer.objects.order_by("position")]


def test_file_is_imported_like_a_paste(desk: Client) -> None:
    page = bring_in(desk, file=SimpleUploadedFile("seed-tiktok.txt", SEED.read_bytes()))
    assert page.status_code == 200 and "5 Fragen" in page.text and "4 Antworten" in page.text
    assert "nichts zu prüfen" in page.text
    assert Interview.objects.count() == 0 and Expert.objects.count() == 0

    response = create(desk, page)

    interview = Interview.objects.get()
    assert response["Location"].endswith(f"/{interview.pk}/change/")
    assert bytes(interview.source.data) == SEED.read_bytes()
    assert [p.label for p in interview.participants.all()] == ["FIV", "Stephan"]
    assert Expert.objects.get().name == "Stephan M. Czaja"
    assert interview.revisions.count() == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": "  \n "}, "Das Transkript ist leer"),
        ({"text": "Nur eine Zeile: ohne Antwort"}, "Zeile 1: Der ganze Text steht in einer einzigen Zeile"),
        ({"file": SimpleUploadedFile("bild.txt", b"\x89PNG\r\n" + bytes(500))}, "Das ist ein Bild."),
        ({"file": SimpleUploadedFile("leer.txt", b"")}, "Das Transkript ist leer"),
        ({"file": SimpleUploadedFile("gross.txt", b"Frage: ja\n" * 1_100_000)}, "höchstens 10 MB"),
        ({"file": SimpleUploadedFile("a.docx", b"PK\x03\x04kaputt")}, "beschädigt"),
        ({"file": SimpleUploadedFile("b.docx", bytes(range(256)) * 20)}, "Word (.docx)"),
        ({"text": "---\ninterview: 1\nlanguage: de\n---\n\n**Eva:** Ja?\n"}, "Nennen Sie alle Sprechenden im Kopf"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_german_message_and_stays_in_its_field(
    desk: Client, data: dict[str, Any], message: str
) -> None:
    response = bring_in(desk, **data)

    assert response.status_code == 400
    assert message in html.fromstring(response.text).xpath("string(//*[@role='alert'])")
    assert ImportDraft.objects.count() == Interview.objects.count() == 0
    assert form_of(response.content, "//form[@data-receive]").get("text", "").strip() == data.get("text", "").strip()


@pytest.mark.parametrize(
    "data", [{"text": "x" * (MAX_BYTES - 10)}, {"text": "x" * (MAX_BYTES // 2), "html": "x" * (MAX_BYTES // 2)}]
)
def test_importer_itself_answers_the_largest_paste(desk: Client, data: dict[str, str]) -> None:
    response = bring_in(desk, **data)

    assert response.status_code == 400 and "Zeile 1" in response.text


def test_several_files_become_a_draft_each(desk: Client) -> None:
    files = [SimpleUploadedFile(f"{name}.txt", f"{name}\n\n{BREAD}".encode()) for name in ("Eins", "Zwei", "Drei")]

    page = desk.post(IMPORT, {"file": files}, follow=True)

    assert "Eins" in page.text
    assert [d.name for d in ImportDraft.objects.order_by("pk")] == ["Eins.txt", "Zwei.txt", "Drei.txt"]
    listed = desk.get(IMPORT).text
    assert all(name in listed for name in ("Eins", "Zwei", "Drei"))


def test_of_several_files_those_that_can_be_read_are_kept(desk: Client) -> None:
    files = [SimpleUploadedFile("gut.txt", BREAD.encode()), SimpleUploadedFile("schlecht.txt", b"")]

    page = desk.post(IMPORT, {"file": files})

    assert page.status_code == 400
    assert "schlecht.txt: Das Transkript ist leer" in page.text and "Brot und Geduld" in page.text
    assert ImportDraft.objects.get().name == "gut.txt"


def test_draft_is_taken_up_again_with_corrections_and_choices(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)
    correct(desk, page, {"op": "mark", "blocks": [block("Ich wohne")], "part": "heading"})
    correct(desk, page, choices={"kicker": ["Handwerk"], "malte-role": ["Bäcker"], "malte-who": ["new"]})

    again = bring_in(desk, text=BREAD)

    assert draft_path(again) == draft_path(page) and ImportDraft.objects.count() == 1
    fields = form_of(again.content)
    assert (fields["kicker"], fields["malte-role"]) == ("Handwerk", "Bäcker")
    create(desk, again)
    assert QuestionAnswer.objects.get(heading="Ich wohne nebenan.").question == "Gern. Und der Bäcker?"
    expert = Expert.objects.get()
    assert (expert.name, expert.role) == ("Malte Krümelbach", "Bäcker")
    assert Interview.objects.get().kicker == "Handwerk"


def test_draft_is_its_editors_own(desk: Client, client: Client) -> None:
    page = bring_in(desk, text=BREAD)
    other = User.objects.create_superuser("andere")
    client.force_login(other)

    for address in ("", "text/", "original/"):
        assert client.get(f"{draft_path(page)}{address}").status_code == 404
    for address in ("create/", "discard/"):
        assert client.post(f"{draft_path(page)}{address}").status_code == 404
    assert correct(client, page, {"op": "swap_roles"}).status_code == 404
    assert "Brot und Geduld" not in client.get(IMPORT).text
    client.force_login(User.objects.create_user("leserin", is_staff=True))
    assert client.get(IMPORT).status_code == client.get(draft_path(page)).status_code == 403


def test_correction_answers_with_what_it_changed_and_can_be_undone(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    answer = correct(
        desk,
        page,
        {"op": "add_voice", "label": "Bürgerin", "role": "asker"},
        {"op": "mark", "blocks": [block("Bürgerin")], "part": "speech", "voice": "Bürgerin", "reach": "turn"},
    ).json()

    assert "Darf ich etwas fragen?" in answer["rows"] and "Geduld." not in answer["rows"]
    assert answer["order"] is None and answer["undo"] and not answer["redo"]
    assert "Bürgerin" in answer["people"]
    undone = correct(desk, page, undo=True).json()
    assert "Bürgerin: Darf ich etwas fragen?" in undone["rows"] and undone["redo"]
    assert correct(desk, page, undo=True).status_code == 409
    correct(desk, page, redo=True)
    create(desk, desk.get(draft_path(page)))
    assert ("Darf ich etwas fragen?\n\nIch wohne nebenan.", "") in [(q, a) for q, a in exchanges()] or (
        "Darf ich etwas fragen?\n\nIch wohne nebenan."
    ) in [q for q, _ in exchanges()]


@pytest.mark.parametrize(
    "sent",
    [
        {"step": [{"op": "mark", "blocks": ["99"], "part": "note"}]},
        {"step": [{"op": "rename", "voice": "fiv", "label": "Malte"}]},
        {"step": [{"op": "split", "block": "3", "at": 10**9}]},
        {"step": [{"op": 3}]},
        {"undo": True},
    ],
)
def test_impossible_correction_is_refused_in_words_and_changes_nothing(desk: Client, sent: dict[str, Any]) -> None:
    page = bring_in(desk, text=BREAD)

    refused = correct(desk, page, **{"step": [], **sent}) if "step" not in sent else correct(desk, page, *sent["step"])

    assert refused.status_code == 409 and refused.json()["message"]
    assert ImportDraft.objects.get().operations == []


@pytest.mark.parametrize(
    "body", ["", "[]", "null", '{"step": 3}', '{"choices": [1]}', '{"step": [[]]}', '{"choices": {"a": 1}}']
)
def test_nonsense_changes_nothing(desk: Client, body: str) -> None:
    page = bring_in(desk, text=BREAD)

    answer = desk.post(f"{draft_path(page)}correct/", body, content_type="application/json")

    assert answer.status_code == 200
    draft = ImportDraft.objects.get()
    assert (draft.operations, draft.choices) == ([], {})


def test_session_that_is_over_is_told_to_scripts(desk: Client, client: Client) -> None:
    page = bring_in(desk, text=BREAD)

    assert correct(Client(), page, {"op": "swap_roles"}).json()["login"]


def test_open_doubts_stay_with_the_manuscript_and_settled_ones_do_not(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)
    numbers = {found["code"]: n for n, found in enumerate(ImportDraft.objects.get().understood["doubts"])}
    correct(desk, page, {"op": "settle", "doubt": numbers["label_typo"]})

    create(desk, page)

    doubt = OpenDoubt.objects.get()
    assert doubt.code == "unknown_label" and doubt.text.startswith("Bürgerin")
    assert "Bürgerin" in doubt.interview.exchanges.get(anchor=doubt.anchor).answer


def test_open_doubts_are_shown_until_they_are_settled(desk: Client) -> None:
    create(desk, bring_in(desk, text=BREAD))
    interview = Interview.objects.get()
    first = OpenDoubt.objects.get(code="unknown_label")
    assert "2 Stellen zu prüfen" in desk.get("/redaktion/").text
    page = desk.get(f"{BASE}{interview.pk}/change/").text
    assert f'href="#exchange-{first.anchor}"' in page and "Bürgerin: Darf ich" in page

    left = desk.post(f"{BASE}{interview.pk}/doubts/{first.pk}/").json()["doubts"]

    assert "Mallte" in left and "Bürgerin" not in left
    first.refresh_from_db()
    assert first.settled_by is not None and first.settled_by.username == "eva"
    other = OpenDoubt.objects.get(code="label_typo")
    send(desk, interview, {"op": "delete", "anchor": other.anchor})
    assert "Mallte" not in desk.get(f"{BASE}{interview.pk}/change/").text
    save(desk, interview)
    assert "zu prüfen" not in desk.get("/redaktion/").text


def test_doubt_of_another_piece_is_not_settled(desk: Client) -> None:
    create(desk, bring_in(desk, text=BREAD))
    other = import_seed(desk)

    assert desk.post(f"{BASE}{other.pk}/doubts/{OpenDoubt.objects.first().pk}/").status_code == 404  # type: ignore[union-attr]
    assert not OpenDoubt.objects.exclude(settled_at=None).exists()


def test_known_expert_is_chosen_and_shown(desk: Client) -> None:
    known = Expert.objects.create(name="Stephan M. Czaja", label="Stephan", role="Fachmann")
    Expert.objects.create(name="Stephan Anders", label="Stephan")

    page = bring_in(desk, text=SEED.read_text())

    assert form_of(page.content)["stephan-who"] == str(known.pk)
    assert "Fachmann" in page.text and "Stephan Anders" in page.text and "am Kürzel erkannt" in page.text
    create(desk, page)
    assert Participant.objects.get(role="expert").expert == known and Expert.objects.count() == 2


def test_namesakes_must_be_told_apart(desk: Client) -> None:
    first = Expert.objects.create(name="Malte Krümelbach", role="Bäcker")
    Expert.objects.create(name="Malte Krümelbach", role="Pianist")

    page = bring_in(desk, text=BREAD)

    assert "malte-who" not in form_of(page.content)
    refused = create(desk, page)
    assert refused.status_code == 400 and "Bitte wählen Sie, wer das ist." in refused.text
    assert Interview.objects.count() == 0
    create(desk, page, **{"malte-who": str(first.pk)})
    assert Participant.objects.get(role="expert").expert == first


def test_expert_deleted_meanwhile_is_said(desk: Client) -> None:
    known = Expert.objects.create(name="Malte Krümelbach")
    page = bring_in(desk, text=BREAD)
    known.delete()

    refused = create(desk, page)

    assert refused.status_code == 400 and "gibt es in der Kartei nicht mehr" in refused.text


def test_new_expert_is_filed_with_role_and_organisation(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    create(
        desk, page, **{"malte-name": "Malte Krümelbach", "malte-role": "Bäcker", "malte-organisation": "Backstube Nord"}
    )

    expert = Expert.objects.get()
    assert (expert.name, expert.role, expert.organisation, expert.label) == (
        "Malte Krümelbach", "Bäcker", "Backstube Nord", "Malte",
    )  # fmt: skip


def test_topics_are_chosen_suggested_and_filed_once(desk: Client) -> None:
    bread = Topic.objects.create(name="Brot")
    craft = Topic.objects.create(name="Handwerk", aliases="Gewerbe")

    page = bring_in(desk, text=BREAD)

    assert "Brot" in html.fromstring(page.text).xpath("string(//*[@data-chips])")
    create(desk, page, topics=[str(bread.pk)], new_topics=["Mehl, gewerbe", "Mehl", " "])
    assert set(Interview.objects.get().topics.all()) == {bread, craft, Topic.objects.get(name="Mehl")}
    assert Topic.objects.count() == 3


def test_roles_and_labels_are_changed_without_script_too(desk: Client) -> None:
    page = bring_in(desk, text="Titel\n\nIda: Wer fragt?\n\nTom: Ich.\n\nIda: Warum?\n\nTom: Darum.")

    create(desk, page, **{"ida-part": "expert", "ida-who": "none", "ida-label": "Ida B.", "tom-part": "asker"})

    assert exchanges() == [("", "Wer fragt?"), ("Ich.", "Warum?"), ("Darum.", "")]
    assert set(Participant.objects.values_list("label", "role")) == {("Ida B.", "expert"), ("Tom", "asker")}


def test_roles_that_nobody_knows_must_be_chosen(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)
    correct(desk, page, {"op": "set_role", "voice": "fiv", "role": "unknown"})

    refused = create(desk, desk.get(draft_path(page)))

    assert refused.status_code == 400 and "wer fragt und wer antwortet: FIV" in refused.text
    assert Interview.objects.count() == 0


def test_transcript_brought_in_before_is_recognised_in_another_format(desk: Client) -> None:
    create(desk, bring_in(desk, text=PLAIN))

    page = bring_in(desk, file=SimpleUploadedFile("haus.md", DIALOGUE.encode()))

    assert "schon einmal eingelesen" in page.text and f"/{Interview.objects.get().pk}/change/" in page.text
    assert "schon einmal eingelesen" not in bring_in(desk, text=BREAD).text


def test_manuscript_is_created_once_however_often_it_is_asked_for(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    answers = {create(desk, page)["Location"] for _ in range(3)}

    assert len(answers) == 1 and Interview.objects.count() == 1
    assert desk.get(draft_path(page))["Location"] in answers
    assert correct(desk, page, {"op": "swap_roles"}).status_code == 409
    assert "Brot und Geduld" not in desk.get(IMPORT).text


def test_address_of_a_refusal_leads_back_to_the_draft(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)
    assert create(desk, page, headline="").status_code == 400

    assert desk.get(f"{draft_path(page)}create/")["Location"] == draft_path(page)


def test_started_import_is_on_the_overview_and_says_that_it_goes_on(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)
    assert "schon angefangen" not in page.text
    ImportDraft.objects.update(created_at=timezone.now() - timedelta(days=1))

    assert "Brot und Geduld" in desk.get("/redaktion/").text
    assert "schon angefangen" in bring_in(desk, text=BREAD).text


def test_one_step_and_new_topics_are_limited(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    refused = correct(desk, page, *[{"op": "swap_roles"}] * 1000)
    create(desk, page, new_topics=[",".join(f"Thema {n}" for n in range(500))])

    assert refused.status_code == 409
    assert Topic.objects.count() == 20


def test_topic_that_no_key_can_have_is_left_out(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    assert correct(desk, page, choices={"topics": ["9" * 1900, "x", "-1"]}).status_code == 200
    assert desk.get(draft_path(page)).status_code == 200
    assert create(desk, page, topics=["9" * 30]).status_code == 302


def test_draft_can_be_discarded(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    desk.post(f"{draft_path(page)}discard/")

    assert ImportDraft.objects.count() == 0


def test_text_of_a_paste_is_changed_and_choices_stay(desk: Client) -> None:
    page = bring_in(desk, text=PLAIN, html=RICH)
    correct(desk, page, choices={"kicker": ["Häuser"]})
    assert (
        form_of(desk.get(f"{draft_path(page)}text/").content, "//form[textarea or .//textarea]")["text"].strip()
        == PLAIN.strip()
    )

    refused = desk.post(f"{draft_path(page)}text/", {"text": "Zu kurz"})
    desk.post(f"{draft_path(page)}text/", {"text": PLAIN.replace("Zwölf", "Dreizehn")})

    assert refused.status_code == 400 and "Zeile 1" in refused.text
    create(desk, desk.get(draft_path(page)))
    interview = Interview.objects.get()
    assert exchanges()[0][1].startswith("Dreizehn") and interview.kicker == "Häuser"
    assert "Dreizehn" in bytes(interview.source.data).decode()


def test_text_of_a_file_is_not_changed_here(desk: Client) -> None:
    page = bring_in(desk, file=SimpleUploadedFile("haus.txt", PLAIN.encode()))

    assert desk.get(f"{draft_path(page)}text/").status_code == 404
    assert "Text ändern" not in page.text


def test_draft_that_another_version_understood_is_read_anew_with_its_corrections(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)
    correct(desk, page, {"op": "mark", "blocks": [block("Ich wohne")], "part": "heading"})
    draft = ImportDraft.objects.get()
    draft.understood = {"schema": 0}
    draft.save()

    create(desk, desk.get(draft_path(page)))

    assert QuestionAnswer.objects.filter(heading="Ich wohne nebenan.").exists()


def test_headline_is_needed_and_what_was_chosen_stays(desk: Client) -> None:
    page = bring_in(desk, text=BREAD)

    refused = create(desk, page, headline=" ", kicker="Handwerk", new_topics=["Mehl"])

    assert refused.status_code == 400 and Interview.objects.count() == Topic.objects.count() == 0
    fields = form_of(refused.content)
    assert (fields["kicker"], fields["new_topics"]) == ("Handwerk", "Mehl")


def test_hostile_words_are_shown_as_text(desk: Client) -> None:
    attack = BREAD.replace("halb zwei", "<img src=x onerror=alert(1)>").replace("Malte:", "<b>Malte</b>:")

    page = bring_in(desk, text=attack)

    assert "<img src=x" not in page.text and "&lt;img src=x" in page.text


def test_page_costs_the_same_queries_for_many_experts_and_paragraphs(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Expert.objects.bulk_create(Expert(name=f"Person {n}", slug=f"person-{n}") for n in range(200))
    page = bring_in(desk, text=BREAD + "\nFIV: Und dann?\n\nMalte: Weiter.\n" * 100)

    with django_assert_max_num_queries(12):
        desk.get(draft_path(page))


def test_a_reading_that_cannot_prove_itself_is_refused_in_words(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object) -> None:
        raise LostWords("Wort")

    monkeypatch.setattr("interviews.desk.import_draft.understand", lose)
    response = bring_in(desk, text="FIV: Wie?\nAnna: So.")
    assert response.status_code == 400
    assert "ein Fehler dieses Programms" in response.text


def test_long_title_fits_the_headline(desk: Client) -> None:
    title = "Wie war es damals " * 20 + "am See?"
    page = bring_in(desk, text=f"# {title}\n\n**FIV:** Wie?\n\n**Ida:** So.\n\n**FIV:** Und?\n\n**Ida:** Ja.")

    create(desk, page)

    interview = Interview.objects.get()
    assert len(interview.headline) <= 300 and interview.headline.endswith("…")
    assert interview.notes == title


def test_what_was_pasted_is_kept_byte_for_byte(desk: Client) -> None:
    create(desk, bring_in(desk, text=PLAIN))

    response = download(desk, Interview.objects.get())

    assert response.content.decode() == PLAIN
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="transcript.txt"'


def word_file(tmp_path: Any, kind: str = "docx") -> bytes:
    path = tmp_path / f"haus.{kind}"
    pypandoc.convert_text(DIALOGUE, kind, format="markdown", outputfile=str(path), extra_args=["--standalone"])
    return path.read_bytes()


def download(client: Client, interview: Interview) -> Any:
    return client.get(f"{BASE}{interview.pk}/source/")


@pytest.mark.parametrize("kind", ["docx", "odt", "rtf"])
def test_word_file_is_imported_and_kept_byte_for_byte(desk: Client, tmp_path: Any, kind: str) -> None:
    data = word_file(tmp_path, kind)

    preview = bring_in(desk, file=SimpleUploadedFile(f"Haus am See.{kind}", data))
    assert preview.status_code == 200, preview.text
    create(desk, preview)

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


def test_rich_paste_is_imported_with_its_formatting(desk: Client) -> None:
    preview = bring_in(desk, text=PLAIN, html=RICH)
    create(desk, preview)

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

    preview = bring_in(desk, text=PLAIN, html=f"{claim}{RICH}</body></html>")

    assert "Zwölf" in preview.text and "ZwÃ" not in preview.text


def test_html_upload_is_never_a_page_of_the_desk(desk: Client) -> None:
    attack = f"<script>alert(1)</script>{RICH}"
    upload = SimpleUploadedFile("../böse\u202e\n.html", attack.encode())
    preview = bring_in(desk, file=upload)
    create(desk, preview)

    response = download(desk, Interview.objects.get())

    assert response.content.decode() == attack
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''b%C3%B6se")
    assert "Set-Cookie" not in response


def test_preview_lists_what_was_left_out_and_why(desk: Client) -> None:
    page = f"<html><body><nav><a href='/'>Zur Startseite</a></nav><main>{RICH}</main></body></html>"

    preview = bring_in(desk, file=SimpleUploadedFile("seite.html", page.encode()))

    assert "Zur Startseite <small>Navigation</small>" in preview.text


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

    desk.post(f"{BASE}{interview.pk}/delete/")
    assert Source.objects.count() == 1
    desk.post(f"{BASE}{interview.pk}/delete-for-good/")

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
    response = bring_in(desk, file=SimpleUploadedFile(name, data))

    message = html.fromstring(response.text).xpath("string(//*[@role='alert'])")
    assert response.status_code == 400
    assert way_out in message


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
    casting = {
        "Ida": Casting("expert", new=Expert(name="N" * 250)),
        "Ida\x00": Casting("expert", new=Expert(name="N" * 250)),
    }

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
