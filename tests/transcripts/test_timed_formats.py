"""WebVTT, SubRip and JSON of speech recognition: what the cues say, who says it and when."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.transcripts import read_transcript
from interviews.transcripts.blocks import Document
from interviews.transcripts.errors import TranscriptError
from interviews.transcripts.formats import speech_json, srt, webvtt
from interviews.transcripts.source import SourceFile

SPOKEN = st.text("abcdefg öü", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
SPEAKERS = st.sampled_from(["Vera Muster", "Otto", "Dr. Ada Beispiel"])
CUES = st.lists(st.tuples(SPEAKERS, SPOKEN), min_size=1, max_size=8)


def vtt(text: str) -> Document:
    return webvtt.read(SourceFile(text.encode()))


def of_json(data: Any) -> Document:
    return speech_json.read(SourceFile(json.dumps(data).encode()))


def said(document: Document) -> list[tuple[str | None, float | None, str]]:
    return [(block.speaker, block.start, block.text) for block in document.blocks]


def joints(document: Document) -> list[str]:
    return [block.joint for block in document.blocks]


def discarded(document: Document) -> list[tuple[int, str, str]]:
    return [(discard.line, discard.text, discard.reason) for discard in document.discarded]


def doubted(document: Document) -> list[tuple[int, str]]:
    return [(doubt.line, doubt.code) for doubt in document.doubts]


def cue(start: str, text: str, end: str = "") -> str:
    return f"{start} --> {end or start}\n{text}\n\n"


def clock(second: int, mark: str = ".") -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}{mark}000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<v Vera>Ja.</v>", [("Vera", "Ja.")]),
        ("<v.loud.far Vera Muster>Ja.", [("Vera Muster", "Ja.")]),
        ("<v Vera>Ja.\nGut.", [("Vera", "Ja."), ("Vera", "Gut.")]),
        ("<v Vera>Ja.</v> <v Otto>Nein.", [("Vera", "Ja."), ("Otto", "Nein.")]),
        ("<v Vera &amp; Otto>Ja.</v> Gut.", [("Vera & Otto", "Ja."), (None, "Gut.")]),
        ("Vera: Ja.", [(None, "Vera: Ja.")]),
        (">> VERA: Ja.", [(None, ">> VERA: Ja.")]),
        ("a &lt; b &amp;&nbsp;c&lrm;", [(None, "a < b &\u00a0c")]),
        ("<c.yellow>Der</c> <00:00:01.500><ruby>Hut<rt>hat</rt></ruby> <3", [(None, "Der Huthat <3")]),
        ('{\\an8}<font color="#fff">Ja</font>', [(None, "Ja")]),
    ],
)
def test_tags_name_the_voice_and_are_no_text(text: str, expected: list[tuple[str | None, str]]) -> None:
    document = vtt("WEBVTT\n\n" + cue("00:01.000", text))

    assert [(block.speaker, block.text) for block in document.blocks] == expected


def test_bold_and_italic_hold_on_over_line_ends() -> None:
    document = vtt("WEBVTT\n\n" + cue("00:01.000", "So <i>ist\nes</i> <b>hier</b>"))

    looks = [(run.text, run.italic, run.bold) for block in document.blocks for run in block.runs]
    assert looks == [
        ("So ", False, False),
        ("ist", True, False),
        ("es", True, False),
        (" ", False, False),
        ("hier", False, True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nHallo\n\n2\n00:03.000 --> 00:04.000\n42\n",
        "WEBVTT\n00:01.000 --> 00:02.000\nHallo\n00:03.000 --> 00:04.000\n42\n",
        "1\n00:00:01,000 --> 00:00:02,000\nHallo\n2\n00:00:03,000 --> 00:00:04,000\n42\n",
        "1\n1\n00:00:01,000 --> 00:00:02,000\nHallo\n\n1\n00:00:03,000 --> 00:00:04,000\n42",
        "\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nHallo\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n42\r\n",
        "1\n\n00:00:01,000 --> 00:00:02,000\n\nHallo\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\n42\n",
        "00:00:01 --> 00:00:02\nHallo\n\n00:00:03 --> 00:00:04\n42\n",
        "0:01.0 --> 0:02.0 align:start position:0%\nHallo\n\n0:03.0 --> 0:04.0 X1:1 X2:2\n42\n",
        "00:00:01,000 --> 00:00:02,000 Hallo\n00:00:03,000 --> 00:00:04,000 42\n",
        "0:00:01.000,0:00:02.000\nHallo\n\n0:00:03.000,0:00:04.000\n42\n",
    ],
)
def test_cues_are_found_whatever_is_wrong_around_them(text: str) -> None:
    file = SourceFile(text.encode())

    assert webvtt.recognises(file) or srt.recognises(file)
    for reader in (webvtt, srt):
        assert said(reader.read(file)) == [(None, 1.0, "Hallo"), (None, 3.0, "42")]
        assert reader.read(file).discarded == []


@pytest.mark.parametrize(
    "text",
    ["Um 00:01 --> 00:05 wird es laut.\n\nDann nicht mehr.", "WEBVTT ist ein Format.\nJa.", "Anna: Ja.", "{}", ""],
)
def test_prose_is_no_caption_file(text: str) -> None:
    assert not webvtt.recognises(SourceFile(text.encode()))
    assert not srt.recognises(SourceFile(text.encode()))


def test_what_belongs_to_no_cue_is_listed() -> None:
    document = vtt(
        "WEBVTT - Probe\nLanguage: de-AT\n\nSTYLE\n::cue { color: red }\n\nLose Worte\n\nNOTE von Otto\ngeprüft\n\n"
        "Vera Muster\n00:01.000 --> 00:02.000\nNOTE ist hier Text\n\nNOTE\nhier nicht\n\n"
        "0f-12/3\n00:03.000 --> 00:04.000\nEnde\n"
    )

    assert [block.text for block in document.blocks] == ["NOTE ist hier Text", "Ende"]
    assert discarded(document) == [
        (1, "Probe", "metadata"),
        (2, "Language: de-AT", "metadata"),
        (5, "::cue { color: red }", "style"),
        (7, "Lose Worte", "outside the cues"),
        (9, "von Otto", "comment"),
        (10, "geprüft", "comment"),
        (12, "Vera Muster", "cue identifier"),
        (17, "hier nicht", "comment"),
    ]
    assert doubted(document) == [(7, "unplaced")]
    assert document.language == "de"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wir gehen\nheute – und\n– wie immer – früh", ["paragraph", "space", "space"]),
        ("- Ja?\n- Nein.", ["paragraph", "line"]),
        ("- ja\n- nein", ["paragraph", "line"]),
        (">> Ja?\n>> Nein.", ["paragraph", "line"]),
        ("Vera: Ja?\nOtto: Nein.", ["paragraph", "line"]),
        ("<v Vera>Ja?</v>\n<v Otto>Nein.", ["paragraph", "line"]),
    ],
)
def test_a_new_voice_inside_a_cue_begins_a_line(text: str, expected: list[str]) -> None:
    assert joints(vtt("WEBVTT\n\n" + cue("00:01.000", text))) == expected


def test_a_label_repeated_on_every_cue_does_not_break_the_sentence() -> None:
    document = vtt("WEBVTT\n\n" + cue("00:01.000", "Vera: Wir gehen") + cue("00:02.000", "Vera: nach Hause."))

    assert joints(document) == ["paragraph", "space"]


@pytest.mark.parametrize(
    ("texts", "spoken"),
    [
        (
            [
                "\nhallo ihr",
                "hallo ihr\n ",
                "hallo ihr\nwie geht",
                "wie geht\n ",
                "wie geht\nes es",
                "es es\n<c>so</c>",
            ],
            ["hallo ihr", "wie geht", "es es", "so"],
        ),
        (["so war", "so war das", "so war das damals", "und nie"], ["so war", "das", "damals", "und nie"]),
        (
            ["eins zwei\ndrei vier", "drei vier\nfünf", "drei vier\nfünf\nsechs"],
            ["eins zwei", "drei vier", "fünf", "sechs"],
        ),
    ],
)
def test_rolling_captions_say_each_word_once(texts: list[str], spoken: list[str]) -> None:
    document = vtt("WEBVTT\n\n" + "".join(cue(clock(second), text) for second, text in enumerate(texts)))

    assert [block.text for block in document.blocks] == spoken
    assert {discard.reason for discard in document.discarded} == {"repeated caption"}


def test_what_somebody_says_twice_is_kept_twice() -> None:
    texts = ["Nein, nein.", "Nein, nein.", "Doch, doch.", "Doch, doch.", "Aber ja."]
    document = vtt("WEBVTT\n\n" + "".join(cue(clock(second), text) for second, text in enumerate(texts)))

    assert [block.text for block in document.blocks] == texts


@pytest.mark.parametrize(
    ("start", "speaker", "doubts"),
    [("00:04.000", "Otto", [(7, "overlap")]), ("00:04.800", "Otto", []), ("00:04.000", "Vera", [])],
)
def test_speaking_into_a_running_cue_is_an_overlap(start: str, speaker: str, doubts: list[tuple[int, str]]) -> None:
    text = "WEBVTT\n\n" + cue("00:01.000", "<v Vera>Also", "00:05.000") + cue(start, f"<v {speaker}>Nun", "00:06.000")

    assert doubted(vtt(text)) == doubts


def test_tracks_one_after_the_other_do_not_overlap() -> None:
    tracks = [cue(clock(second), f"<v {name}>Ja", clock(second + 9)) for name in ("Vera", "Otto") for second in (0, 20)]

    assert doubted(vtt("WEBVTT\n\n" + "".join(tracks))) == []


@pytest.mark.parametrize(
    ("text", "is_doubted"),
    [
        ("Untertitelung des ZDF, 2020", True),
        ("Untertitel im Auftrag des ZDF für funk, 2017", True),
        ("Untertitel der Amara.org-Community", True),
        ("Vielen Dank fürs Zuschauen!", True),
        ("Thanks for watching.", True),
        ("Copyright WDR 2021", True),
        ("Subtitles by Vera Muster", True),
        ("Untertitel der Filme liest niemand.", False),
        ("Vielen Dank für das Gespräch.", False),
    ],
)
def test_what_recognition_makes_up_in_silence_is_kept_and_doubted(text: str, is_doubted: bool) -> None:
    document = vtt("WEBVTT\n\n" + cue("00:01.000", text))

    assert [block.text for block in document.blocks] == [text]
    assert doubted(document) == ([(4, "machine_caption")] if is_doubted else [])


def word(text: str, start: float, **more: object) -> dict[str, object]:
    return {"word": text, "start": start, "end": start + 0.3, **more}


HALLO_NEIN = [("A", 0.5, "Hallo du."), ("B", 1.5, "Nein.")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            {
                "text": " Hallo du.",
                "language": "de",
                "segments": [{"start": 0.5, "end": 1.2, "text": " Hallo du."}],
            },
            [(None, 0.5, "Hallo du.")],
            id="whisper",
        ),
        pytest.param({"text": "Hallo du.", "language": "german"}, [(None, None, "Hallo du.")], id="text only"),
        pytest.param(
            {
                "segments": [
                    {
                        "start": 0.5,
                        "end": 2.0,
                        "text": " Hallo du. Nein.",
                        "speaker": "A",
                        "words": [
                            word("Hallo", 0.5, speaker="A"),
                            {"word": "du."},
                            word("Nein.", 1.5, speaker="B"),
                        ],
                    }
                ],
                "word_segments": [word("Hallo", 0.5), word("du.", 1.0), word("Nein.", 1.5)],
            },
            HALLO_NEIN,
            id="whisperx",
        ),
        pytest.param(
            {
                "text": "Hallo du. Nein.",
                "words": [{"text": "Hallo", "start": 500, "end": 700, "speaker": "A"}],
                "utterances": [
                    {"speaker": "A", "text": "Hallo du.", "start": 500, "end": 1400},
                    {"speaker": "B", "text": "Nein.", "start": 1500, "end": 1900},
                ],
            },
            HALLO_NEIN,
            id="assemblyai",
        ),
        pytest.param(
            {
                "results": {
                    "channels": [
                        {
                            "alternatives": [
                                {
                                    "transcript": "Hallo du. Nein.",
                                    "words": [
                                        word("hallo", 0.5, punctuated_word="Hallo", speaker=0),
                                        word("du", 0.9, punctuated_word="du.", speaker=0),
                                        word("nein", 1.5, punctuated_word="Nein.", speaker=1),
                                    ],
                                }
                            ]
                        }
                    ]
                }
            },
            [("Speaker 0", 0.5, "Hallo du."), ("Speaker 1", 1.5, "Nein.")],
            id="deepgram",
        ),
        pytest.param(
            {
                "version": "1.0.0",
                "segments": [
                    {"speaker": "A", "startTime": 0.5, "endTime": 0.9, "body": "Hallo"},
                    {"speaker": "A", "startTime": 0.9, "endTime": 1.2, "body": "du."},
                    {"speaker": "B", "startTime": 1.5, "endTime": 1.9, "body": "Nein."},
                ],
            },
            HALLO_NEIN,
            id="podcast namespace",
        ),
        pytest.param(
            {
                "segments": [
                    {"startTime": 0.5, "endTime": 0.7, "body": " un"},
                    {"startTime": 0.7, "endTime": 0.9, "body": "glaublich"},
                    {"startTime": 0.9, "endTime": 1.2, "body": " gut."},
                ]
            },
            [(None, 0.5, "unglaublich gut.")],
            id="parts of words",
        ),
        pytest.param(
            {
                "speech": {
                    "speakers": [{"id": 7, "speaker_name": "A"}, {"id": 8, "speaker_name": "B"}],
                    "transcripts": [
                        {"start_offset": 8000, "end_offset": 20000, "speaker_id": 7, "transcript": "Hallo du."},
                        {"start_offset": 24000, "end_offset": 32000, "speaker_id": 8, "transcript": "Nein."},
                    ],
                }
            },
            HALLO_NEIN,
            id="otter",
        ),
        pytest.param(
            {
                "results": {
                    "transcripts": [{"transcript": "Hallo du. Nein."}],
                    "speaker_labels": {
                        "segments": [
                            {"items": [{"start_time": "0.5", "speaker_label": "A"}]},
                            {"items": [{"start_time": "1.5", "speaker_label": "B"}]},
                        ]
                    },
                    "items": [
                        {"type": "pronunciation", "start_time": "0.5", "alternatives": [{"content": "Hallo"}]},
                        {"type": "pronunciation", "start_time": "0.9", "alternatives": [{"content": "du"}]},
                        {"type": "punctuation", "alternatives": [{"content": "."}]},
                        {"type": "pronunciation", "start_time": "1.5", "alternatives": [{"content": "Nein"}]},
                        {"type": "punctuation", "alternatives": [{"content": "."}]},
                    ],
                }
            },
            HALLO_NEIN,
            id="amazon",
        ),
        pytest.param(
            {"text": "Hallo du. Ja.", "chunks": [{"timestamp": [0.5, None], "text": " Hallo du."}, {"text": " Ja."}]},
            [(None, 0.5, "Hallo du."), (None, None, "Ja.")],
            id="transformers",
        ),
        pytest.param(
            ["Vera: Ja?", "Otto: Nein."], [(None, None, "Vera: Ja?"), (None, None, "Otto: Nein.")], id="lines"
        ),
    ],
)
def test_json_is_read_once_whatever_its_service_calls_things(
    data: Any, expected: list[tuple[str | None, float | None, str]]
) -> None:
    document = of_json(data)

    assert said(document) == expected
    assert document.discarded == [] or "Nein." in document.discarded[0].text


def test_json_lists_what_stands_beside_the_transcript() -> None:
    document = of_json(
        {
            "title": "Über Moore",
            "summary": "Ein Gespräch im Regen.",
            "segments": [{"start": 1.0, "text": "Moor ist nass."}],
        }
    )

    assert document.title == "Über Moore"
    assert discarded(document) == [(1, "Ein Gespräch im Regen.", "metadata")]


def test_json_with_questions_and_answers_says_so() -> None:
    document = of_json([{"Frage": "Warum?", "Antwort": "Darum.\nUnd so."}])

    assert [(block.hint, block.text) for block in document.blocks] == [
        ("question", "Warum?"),
        ("answer", "Darum."),
        ("answer", "Und so."),
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"a": [1, 2, {"b": true}]}', "no_words"),
        ("[]", "no_words"),
        ('{"segments": [{"text": "Hal', "bad_data"),
        ("[" * 100_000, "too_complex"),
        ('{"a":' * 100_000, "too_complex"),
    ],
)
def test_other_json_is_refused(text: str, code: str) -> None:
    file = SourceFile(text.encode())

    assert speech_json.recognises(file)
    with pytest.raises(TranscriptError) as caught:
        speech_json.read(file)
    assert caught.value.code == code


@pytest.mark.parametrize("text", ["[00:01] Hallo", "{Musik} Hallo", "[lacht]\nVera: Ja.", '"Hallo"', "42"])
def test_prose_with_brackets_is_no_json(text: str) -> None:
    assert not speech_json.recognises(SourceFile(text.encode()))


def test_half_characters_and_impossible_times_do_no_harm() -> None:
    data = b'[{"start": NaN, "end": Infinity, "text": "Ein \\ud800 Wort"}]'

    assert said(speech_json.read(SourceFile(data))) == [(None, None, "Ein \ufffd Wort")]
    assert (1, "broken_character") in [(d.line, d.code) for d in read_transcript(data, "a.json").doubts]


def test_a_table_without_words_is_named() -> None:
    with pytest.raises(TranscriptError, match="no spoken text"):
        read_transcript("start\tend\ttext\n0\t1000\t\n1000\t2000\t\n", "a.tsv")


@given(CUES)
def test_cues_come_back_as_they_were_written(cues: list[tuple[str, str]]) -> None:
    # The number keeps a cue from looking like the repetition of another.
    expected = [(speaker, float(n), f"{text} {n}") for n, (speaker, text) in enumerate(cues)]
    as_vtt = "WEBVTT\n\n" + "".join(cue(clock(int(start)), f"<v {who}>{text}</v>") for who, start, text in expected)
    as_srt = "".join(f"{int(start)}\n" + cue(clock(int(start), ","), text) for _, start, text in expected)
    segments = [{"start": start, "end": start + 0.5, "speaker": who, "text": f" {t}"} for who, start, t in expected]

    assert said(vtt(as_vtt)) == expected
    assert said(srt.read(SourceFile(as_srt.encode()))) == [(None, start, text) for _, start, text in expected]
    assert said(of_json({"segments": segments})) == expected


@given(st.binary(max_size=200) | st.text('<v >&;-:0123.,\n\r\t{}[]"a\\N', max_size=200).map(str.encode))
def test_anything_is_read_or_refused(data: bytes) -> None:
    for start in (b"", b"WEBVTT\n\n00:01.000 --> 00:02.000\n", b'[{"text": "'):
        file = SourceFile(start + data)
        for reader in (webvtt, srt, speech_json):
            reader.recognises(file)
            with contextlib.suppress(TranscriptError):
                assert reader.read(file).blocks
