"""Each feature of the judge decides something, and each doubt is raised where it should be and only there."""

from dataclasses import fields, replace

import pytest

from interviews.transcripts import judge, read_transcript
from interviews.transcripts.errors import DOUBTS, PROPOSALS
from interviews.transcripts.judge import Features

from .conventions import CONVENTIONS
from .interviews import SAMPLES
from .test_conventions import fitting, shape_of, shape_read

# For each feature a convention and a sample that are misread without it.
DECIDED_BY = {
    "covered": ("bare_alternation", "paper"),
    "answered": ("bare_alternation", "paper"),
    "contrast": ("bare_alternation", "paper"),
    "brevity": ("bare_questions_long_answers", "bakery"),
    "few": ("bare_alternation", "paper"),
    "fine": ("bold_question", "clocks"),
    "accounted": ("bare_label", "library"),
    "explicit": ("bold_question", "clocks"),
}


def test_every_feature_has_its_case() -> None:
    assert set(DECIDED_BY) == {feature.name for feature in fields(Features)}


@pytest.mark.parametrize("feature", DECIDED_BY)
def test_reading_is_wrong_without_the_feature(feature: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, sample = DECIDED_BY[feature]
    convention = CONVENTIONS[name]
    interview = fitting(SAMPLES[sample], convention)
    data, file = convention.write(interview).encode(), "interview" + convention.suffix
    assert shape_read(read_transcript(data, file).to_dict()) == shape_of(interview)

    monkeypatch.setattr(judge, "WEIGHTS", replace(judge.WEIGHTS, **{feature: 0.0}))

    assert shape_read(read_transcript(data, file).to_dict()) != shape_of(interview)


CLEAN = """\
Brot und Geduld

Ein Gespräch in der Backstube von Malte Krümelbach.

FIV: Wann stehen Sie auf?

Malte: Um halb zwei. Der Teig ist dann schon wach.

FIV: Und der Bäcker?

Malte: Selten, aber das merkt der Teig nicht.

FIV: Was kostet das Brot?

Malte: Sechs Euro und ein Lächeln.

FIV: Danke.
"""
VTT = "WEBVTT\n\n{}00:09.000 --> 00:12.000\n<v Malte>Gegen halb zwei.\n\n00:13.000 --> 00:15.000\n<v Eva>Danke.\n"


def changed(old: str, new: str) -> bytes:
    assert old in CLEAN
    return CLEAN.replace(old, new).encode()


# For each doubt an input that raises it, its name, and a word of the place.
RAISED_BY: dict[str, tuple[bytes, str, str]] = {
    "encoding": (changed("Selten", "Selten, fÃ¼r mich"), "a.txt", "für"),
    "encoding_guess": (changed("Selten", "Über Öfen").decode().encode("mac_roman"), "a.txt", "Gespräch"),
    "broken_character": (changed("Selten", "Selten \ufffd"), "a.txt", "Selten"),
    "overlap": (
        VTT.format("00:01.000 --> 00:11.000\n<v Eva>Wann stehen Sie auf, und warum?\n\n").encode(),
        "a.vtt",
        "halb zwei",
    ),
    "machine_caption": (
        VTT.format(
            "00:01.000 --> 00:08.000\n<v Eva>Wann stehen Sie auf?\nUntertitel im Auftrag des ZDF, 2021\n\n"
        ).encode(),
        "a.vtt",
        "Untertitel",
    ),
    "label_typo": (changed("Malte: Sechs", "Malthe: Sechs"), "a.txt", "Sechs"),
    "missing_label": (changed("Malte: Selten", "Selten"), "a.txt", "Selten"),
    "unknown_label": (changed("Malte: Sechs", "Sauerteig: Sechs"), "a.txt", "Sauerteig"),
    "word_label": (
        CLEAN.replace("in der Backstube von Malte Krümelbach", "unter Bäumen")
        .replace("Malte:", "Wald:")
        .replace("Der Teig", "Der Wald")
        .encode(),
        "a.txt",
        "halb zwei",
    ),
    "single_voice": (changed("FIV: Danke.", "Frau Sander: Darf ich probieren?\n\nMalte: Gern."), "a.txt", "probieren"),
    "no_speakers": (
        b"Ein Text\n\nDas ist nur Prosa. Niemand spricht.\n\nAuch hier nicht, sagt der Wind.\n",
        "a.txt",
        "Prosa",
    ),
    "one_speaker": (b"Titel\n\nMalte: Ich rede.\n\nMalte: Ich rede weiter.\n\nMalte: Und weiter.\n", "a.txt", "rede"),
    "open_roles": (
        b"Titel\n\nIda: Es regnet.\n\nTom: Es schneit.\n\nIda: Es hagelt.\n\nTom: Es taut.\n\nUwe: Es friert.\n\nIda: Es weht.\n\nUwe: Ja.\n",
        "a.txt",
        "regnet",
    ),
    "question_unanswered": (changed("\n\nMalte: Selten, aber das merkt der Teig nicht.", ""), "a.txt", "Bäcker"),
    "bold_answer": (
        b"# Titel\n\n**Wann stehen Sie auf?**\n\n**Nie, das ist alles.**\n\nDer Teig weckt mich.\n\n**Und sonst?**\n\nNichts.\n",
        "a.md",
        "alles",
    ),
    "weak_heading": (changed("FIV: Was kostet", "Zahlen, bitte!\n\nFIV: Was kostet"), "a.txt", "Zahlen"),
    "closing_note": (changed("FIV: Danke.", "FIV: Danke.\n\nEs war ein langer Tag im Mai."), "a.txt", "Mai"),
    "repeated_paragraph": (
        changed(
            "Malte: Sechs",
            "Heute backt er vierzig Sorten, jede nur einmal.\n\nHeute backt er vierzig Sorten, jede nur einmal.\n\nMalte: Sechs",
        ),
        "a.txt",
        "vierzig",
    ),
    "todo": (changed("Sechs Euro", "Sechs Euro [noch prüfen]"), "a.txt", "prüfen"),
    "unclear_speech": (changed("Sechs Euro", "Sechs (unv.) Euro"), "a.txt", "unv"),
    "abrupt_end": (changed("FIV: Danke.", "FIV: Danke, und dann wollte ich noch wissen, ob das"), "a.txt", "wissen"),
    "italic_note": (changed("FIV: Danke.", "*Ein Bild vom Herd*\n\nFIV: Danke."), "a.md", "Herd"),
    "seam": (
        CLEAN.encode()
        + b"\nF: Und wer sind Sie?\n\nA: Der Nachbar.\n\nF: Warum?\n\nA: Weil es so ist.\n\nF: Danke!\n\nA: Gern.\n",
        "a.txt",
        "Nachbar",
    ),
    "other_reading": (
        CONVENTIONS["question_dashes"].write(fitting(SAMPLES["clocks"], CONVENTIONS["question_dashes"])).encode(),
        "a.txt",
        "Where",
    ),
}
# Tested with the formats that raise them: comments, tracked changes and text outside the text.
OF_DOCUMENTS = {"comment", "tracked_change", "unplaced"}


def test_every_doubt_has_its_case() -> None:
    assert set(RAISED_BY) | OF_DOCUMENTS == set(DOUBTS)


@pytest.mark.parametrize("code", RAISED_BY)
def test_doubt_is_raised_at_its_place(code: str) -> None:
    data, name, word = RAISED_BY[code]

    raised = [d for d in read_transcript(data, name).doubts if d.code == code]

    assert raised, [d.code for d in read_transcript(data, name).doubts]
    assert all(d.proposal in PROPOSALS for d in raised)
    near = [d for d in raised if word in d.text]
    assert near or code == "seam", raised


def test_clean_transcript_raises_none() -> None:
    assert read_transcript(CLEAN).doubts == ()
