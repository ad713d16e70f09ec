"""The importer, judged by what it makes of whole inputs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from interviews.transcripts import Heading, Note, TranscriptError, Turn, parse, read_transcript, serialize

SAMPLES = Path(__file__).parents[2] / "interviews" / "samples"
SEED = SAMPLES / "seed-tiktok.txt"
EXPECTED = json.loads((Path(__file__).parent / "files" / "seed-tiktok.expected.json").read_text())


def test_seed_is_understood_exactly() -> None:
    transcript = read_transcript(SEED.read_bytes(), SEED.name)
    got = transcript.to_dict()
    assert got["title"] == EXPECTED["title"]
    assert got["standfirst"] == EXPECTED["standfirst"]
    assert got["language"] == EXPECTED["language"]
    assert got["turns"] == EXPECTED["turns"]
    assert [(s["label"], s["role"]) for s in got["speakers"]] == [("FIV", "asker"), ("Stephan", "expert")]
    assert [s.name for s in transcript.speakers] == [None, "Stephan M. Czaja"]
    assert got["discards"] == []
    assert got["doubts"] == []


def test_seed_pasted_with_other_line_ends_is_the_same() -> None:
    text = SEED.read_text()
    assert read_transcript(text.replace("\n", "\r\n")) == read_transcript(text)
    assert read_transcript(text.encode("utf-16")) == read_transcript(text)


def test_seed_survives_its_canonical_form() -> None:
    transcript = read_transcript(SEED.read_bytes())
    written = serialize(transcript)
    assert parse(written) == transcript
    assert read_transcript(written, "seed.md") == transcript


def test_colon_in_text_is_no_speaker() -> None:
    transcript = read_transcript(
        "Über Dächer\n\n"
        "F: Was ist wichtig?\nA: Geduld.\nMerke: Ein Dach ist nie fertig.\n14:30 Uhr war Feierabend.\n"
        "Kosten: Wer zahlt?\n"
        "F: Und das Geld?\nA: Kommt später."
    )
    kinds = [(type(item).__name__, getattr(item, "paragraphs", None)) for item in transcript.items]
    assert kinds[1] == ("Turn", ("Geduld.", "Merke: Ein Dach ist nie fertig.", "14:30 Uhr war Feierabend."))
    assert transcript.items[2] == Heading("Kosten: Wer zahlt?")


def test_doubts_name_line_and_proposal() -> None:
    transcript = read_transcript(
        "Titel\n\nBERG: Wie geht es?\n\nTalmann: Gut.\n\nBERG: Wirklich?\n\nJa, doch.\n\n"
        "BERG: Und morgen?\n\nTalmnan: Auch. [Datum noch prüfen]\n\nBERG: Warum?\n\nTalmann: Darum."
    )
    found = {(d.line, d.code): (d.proposal, d.label) for d in transcript.doubts}
    assert found == {
        (9, "missing_label"): ("as_answer", "Talmann"),
        (13, "label_typo"): ("use_label", "Talmann"),
        (13, "todo"): ("resolve", ""),
    }
    assert [t.speaker for t in transcript.turns] == ["BERG", "Talmann"] * 4


def test_roles_follow_behaviour_not_order() -> None:
    transcript = read_transcript(
        "Ines Kolb: Schön, dass Sie da sind, ich erzähle gern von der Mühle und allem, was dazugehört.\n"
        "Tim: Wie alt ist sie?\n"
        "Ines Kolb: Sie steht seit 1790 am Bach und mahlt bis heute jeden Tag.\n"
        "Tim: Was mahlen Sie?\nInes Kolb: Roggen, Dinkel und manchmal Pfeffer, wenn jemand lieb fragt."
    )
    assert {s.label: s.role for s in transcript.speakers} == {"Ines Kolb": "expert", "Tim": "asker"}
    assert transcript.turns[0].kind == "answer"


def test_markdown_with_bold_questions_and_notes() -> None:
    transcript = read_transcript(
        "# Titel\n\n*Ein Vorspann.*\n\n**Warum Moor?**\n\nWeil es *lebt*.\nUnd atmet.\n\n"
        "> Das Gespräch fand im Regen statt.\n\n## Zweiter Teil\n\n**Danke.**\n",
        "moor.md",
    )
    assert (transcript.title, transcript.standfirst) == ("Titel", ("Ein Vorspann.",))
    assert transcript.items == (
        Turn("question", None, ("Warum Moor?",)),
        Turn("answer", None, ("Weil es *lebt*. Und atmet.",)),
        Note("Das Gespräch fand im Regen statt."),
        Heading("Zweiter Teil"),
        Turn("question", None, ("Danke.",)),
    )


def test_hard_wrapped_lines_are_joined() -> None:
    transcript = read_transcript(
        "A letter from the yard\n\nQ: How long does a hull take to dry when the winter is\nas wet as this one?\n\n"
        "A: Nine months at the very least, and that is with\nthe doors open every single day of the year.\n"
    )
    assert transcript.turns[0].paragraphs == (
        "How long does a hull take to dry when the winter is as wet as this one?",
    )
    assert transcript.turns[1].paragraphs == (
        "Nine months at the very least, and that is with the doors open every single day of the year.",
    )


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"\xef\xbb\xbf \n\t\r\n", "a.txt", "empty"),
        (bytes(range(256)) * 20, "a.txt", "binary"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "", "unreadable"),
        ("Frage: ä\n".encode() * 1_200_000, "a.txt", "too_large"),
        (b"FIV: Wie?\nAnna: So.\n" * 16_000, "a.txt", "too_long"),
        (b"<p>FIV: Wie?</p><p>Anna: So.</p>" * 60_000, "a.html", "too_long"),
        (b"speaker,text\n" + b"FIV,Wie?\n" * 200_000, "a.csv", "too_long"),
        (b"---\ninterview: 1\n---\n\n" + b"Wort\n\n" * 31_000, "a.md", "too_long"),
        (b"FIV: Wie geht es? Anna: Gut.", "a.txt", "single_line"),
        (b"PK\x03\x04" + b"\x01" * 400, "a.docx", "broken"),
        (b"{\\rtf1\\ansi {\\b ", "a.rtf", "single_line"),
        (b'{"results": [1, 2, 3]}', "a.json", "no_words"),
        (b"---\ninterview: 1\nlanguage: de\n---\n\n**Eva:** Ja?\n", "a.md", "bad_interview_markdown"),
    ],
)
def test_bad_input_gets_a_clear_message(data: bytes, name: str, code: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read_transcript(data, name)
    assert caught.value.code == code
    assert len(str(caught.value)) > 30
    assert "%(" not in str(caught.value)


HEAD = "---\ninterview: 1\nlanguage: de\nasker: FIV\n---\n\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (HEAD + "**FIV:** Ja?\n\n**Eva:** Nein.\n", 9),
        (HEAD + "**FIV [1.2.3]:** Ja?\n", 7),
        (HEAD + "## \u00a0\n", 7),
        (HEAD + "> \u00a0\n", 7),
        (HEAD.replace("asker: FIV", "asker: FIV\nexpert: FIV"), 5),
        (HEAD.replace("asker: FIV", "asker: " + "x" * 200), 4),
    ],
)
def test_errors_in_interview_markdown_name_the_line(text: str, line: int) -> None:
    with pytest.raises(TranscriptError) as caught:
        parse(text)
    assert caught.value.line == line


def test_command_line_prints_the_same_without_django() -> None:
    code = "import sys; sys.modules['django'] = None; import runpy; runpy.run_module('interviews.transcripts', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", code, str(SEED)], capture_output=True, check=True)
    assert json.loads(done.stdout) == read_transcript(SEED.read_bytes(), SEED.name).to_dict()


def test_forbidden_characters_become_listed_discards() -> None:
    transcript = read_transcript("Titel\n\nFIV: Wie\x07 geht es?\n\nAnna: Gut\ufffe.\n\nFIV: Schön.\n\nAnna: Ja.")
    assert [turn.paragraphs for turn in transcript.turns][:2] == [("Wie geht es?",), ("Gut.",)]
    assert [(d.line, d.text) for d in transcript.discarded] == [(3, "U+0007"), (5, "U+FFFE")]
