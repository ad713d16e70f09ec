"""Tables as text: which they are, and what their columns say."""

import contextlib
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts.blocks import Document
from interviews.transcripts.errors import TranscriptError
from interviews.transcripts.formats import table
from interviews.transcripts.source import SourceFile

TEXTS = st.text("abc öü,;\t\"'", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
SPEAKERS = st.sampled_from(["Vera Muster", "Otto", "Muster, Ada"])


def read(text: str) -> Document:
    return table.read(SourceFile(text.encode()))


def said(document: Document) -> list[tuple[str | None, float | None, str]]:
    return [(block.speaker, block.start, block.text) for block in document.blocks]


@pytest.mark.parametrize(
    "text",
    [
        "start,end,speaker,text\n0:01,0:02,Vera,Ja.\n0:03,0:04,Otto,Nein.\n",
        "Zeit;Sprecher:in;Beitrag\n00:00:01;Vera;Ja.\n00:00:03;Otto;Nein.\n",
        "sep=;\nName;Anfang (s);Inhalt\nVera;1,0;Ja.\nOtto;3,0;Nein.\n",
        "Speaker Name\tStart Time\tEnd Time\tTranscript\nVera\t00:01\t00:02\tJa.\nOtto\t00:03\t00:04\tNein.\n",
        "speaker,start_ms,text\nVera,1000,Ja.\nOtto,3000,Nein.\n",
        "\ufeffAussage;Wer;von;bis\r\nJa.;Vera:;0:01;0:02\r\nNein.;Otto:;0:03;0:04\r\n",
    ],
)
def test_columns_are_known_by_their_headings(text: str) -> None:
    assert table.recognises(SourceFile(text.encode()))
    assert said(read(text)) == [("Vera", 1.0, "Ja."), ("Otto", 3.0, "Nein.")]
    assert "table header" in [discard.reason for discard in read(text).discarded]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Nr.;Frage;Antwort\n1;Warum?;Darum.\n", [None, None]),
        ("Question,Speaker,Answer\nWarum?,Vera,Darum.\n", [None, "Vera"]),
        ("Interviewerin\tBefragte\nWarum?\tDarum.\n", ["Interviewerin", "Befragte"]),
    ],
)
def test_a_column_of_questions_and_one_of_answers(text: str, speakers: list[str | None]) -> None:
    blocks = read(text).blocks

    assert [(block.hint, block.text) for block in blocks] == [("question", "Warum?"), ("answer", "Darum.")]
    assert [block.speaker for block in blocks] == speakers


def test_each_line_of_a_cell_is_a_line_of_its_own() -> None:
    document = read('Name,Text\nVera,"Ja,\nund ""wie""."\n\nOtto,Nein.\n')

    assert [(block.line, block.joint, block.text) for block in document.blocks] == [
        (2, "paragraph", "Ja,"),
        (2, "line", 'und "wie".'),
        (5, "paragraph", "Nein."),
    ]


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("name,text\nVera,Well, I think, so\nOtto,No\n", ["Well, I think, so", "No"]),
        ('Name\tText\nVera\t"Nein", sagte er\nOtto\tDoch\n', ['"Nein", sagte er', "Doch"]),
        ('Name,Text\nVera,"Offen\nOtto,Ja\n', ['"Offen', "Ja"]),
        ("Name;Text\nVera;Anfang\nund Rest\nOtto;Ja\n", ["Anfang", "und Rest", "Ja"]),
    ],
)
def test_texts_that_are_not_quoted_lose_nothing(text: str, texts: list[str]) -> None:
    assert [block.text for block in read(text).blocks] == texts


@pytest.mark.parametrize(
    "text",
    [
        'Vera,"Guten Tag, wie geht es Ihnen?"\nOtto,"Gut, danke sehr."\nVera,Das freut mich.\n',
        "00:01;Vera;Guten Tag, wie geht es?\n00:05;Otto;Sehr gut, danke.\n",
    ],
)
def test_a_table_without_headings_has_names_beside_texts(text: str) -> None:
    assert table.recognises(SourceFile(text.encode()))
    assert [block.speaker for block in read(text).blocks][:2] == ["Vera", "Otto"]


@pytest.mark.parametrize(
    "text",
    [
        "Ja, das ist gut so.\nNein, das ist es nicht.\nJa, das kann man sagen.\n",
        "Text, Bild und Ton\nDas ist ein Text, der Kommas hat.\nNoch einer, der Kommas hat.\n",
        "Vera: Warum, sagen Sie?\nOtto: Darum, sage ich.\nVera: Warum, sagen Sie?\n",
        "| Name | Text |\n|------|------|\n| Vera | Ja, gut |\n",
        "Name, Text\n",
        '[\n {"speaker": "Vera", "text": "Ja"},\n {"speaker": "Otto", "text": "Nein"}\n]',
        "",
    ],
)
def test_prose_and_markdown_are_no_tables(text: str) -> None:
    assert not table.recognises(SourceFile(text.encode()))


def test_other_columns_and_the_rows_above_the_headings_are_listed() -> None:
    document = read("Gespräch mit Vera,,,\nNr,Name,Text,Notizen\n1,Vera,Ja.,leise\n2,Otto,Nein.,\n")

    assert [(discard.line, discard.text, discard.reason) for discard in document.discarded] == [
        (1, "Gespräch mit Vera", "metadata"),
        (2, "Nr Name Text Notizen", "table header"),
        (3, "leise", "other column"),
    ]


def test_rows_that_are_cut_by_time_read_on() -> None:
    document = read("start\tend\ttext\n0\t4200\tGuten Tag und willkommen\n4200\t7000\tzu unserem Gespräch.\n")

    assert document.spoken
    assert [(block.joint, block.start) for block in document.blocks] == [("paragraph", 0.0), ("space", 4.2)]


@pytest.mark.parametrize("text", ["start,end,text\n", "Name,Text\nVera,\n"])
def test_a_table_without_texts_is_refused(text: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(text)

    assert caught.value.code == "no_words"


@given(st.lists(st.tuples(SPEAKERS, TEXTS), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_a_table_comes_back_as_it_was_written(rows: list[tuple[str, str]], delimiter: str) -> None:
    written = io.StringIO()
    writer = csv.writer(written, delimiter=delimiter)
    writer.writerow(["Sprecher", "Zeit", "Text"])
    writer.writerows([speaker, f"0:00:{n:02}", f"{text} Ende."] for n, (speaker, text) in enumerate(rows))

    expected = [(speaker, float(n), f"{text} Ende.") for n, (speaker, text) in enumerate(rows)]
    assert said(read(written.getvalue())) == expected


@given(st.binary(max_size=100) | st.text('Text;Name,"\n\t1: ', max_size=200).map(str.encode))
def test_anything_is_read_or_refused(data: bytes) -> None:
    for start in (b"", b"Name;Text\n", b'Zeit,Name,Text\n1,"'):
        table.recognises(SourceFile(start + data))
        with contextlib.suppress(TranscriptError):
            assert table.read(SourceFile(start + data)).blocks
