"""What an editor corrects before a manuscript is made: every step keeps every word, and a draft can be stored."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.transcripts import Heading, assemble, understand
from interviews.transcripts.assemble import layout
from interviews.transcripts.corrections import Corrected, Impossible, begin, correct
from interviews.transcripts.storing import OtherSchema, from_json, to_json

TEXT = """\
Brot und Geduld

Ein Gespräch in der Backstube von Malte Krümelbach.

FIV: Wann stehen Sie auf?

Malte: Um halb zwei. Der Teig ist dann
schon wach. Und die Katze auch.

Bürgerin: Darf ich etwas fragen?

Ich wohne nebenan.

FIV: Gern. Und der Bäcker?

Malte: Selten.

FIV: Was raten Sie?

Mallte: Geduld.
"""


READING = understand(TEXT)


@pytest.fixture
def state() -> Corrected:
    return begin(READING)


def block(state: Corrected, beginning: str) -> str:
    return next(
        name for name, b in zip(state.ids, state.reading.document.blocks, strict=True) if b.text.startswith(beginning)
    )


def turns(state: Corrected) -> list[tuple[str, str | None, tuple[str, ...]]]:
    return [(turn.kind, turn.speaker, turn.paragraphs) for turn in assemble(state.reading).turns]


def doubt(state: Corrected, code: str) -> int:
    return next(number for number, found, _ in state.open_doubts if found.code == code)


def test_voice_that_was_missed_takes_what_follows_and_its_label_is_no_text(state: Corrected) -> None:
    changed = correct(
        state,
        [
            {"op": "add_voice", "label": "Bürgerin", "role": "asker"},
            {
                "op": "mark",
                "blocks": [block(state, "Bürgerin")],
                "part": "speech",
                "voice": "Bürgerin",
                "reach": "turn",
            },
        ],
    )

    assert ("question", "Bürgerin", ("Darf ich etwas fragen?", "Ich wohne nebenan.")) in turns(changed)


def test_alternative_of_a_doubt_is_read_instead(state: Corrected) -> None:
    number = doubt(state, "unknown_label")
    other = state.alternative(number)
    assert other is not None and other.name == "somebody" and other.label == "Bürgerin"

    changed = correct(state, [{"op": "take_alternative", "doubt": number}])

    assert ("question", "Bürgerin", ("Darf ich etwas fragen?", "Ich wohne nebenan.")) in turns(changed)
    assert number not in [n for n, _, _ in changed.open_doubts]


def test_misspelt_label_can_be_somebody_else(state: Corrected) -> None:
    changed = correct(state, [{"op": "take_alternative", "doubt": doubt(state, "label_typo")}])

    assert turns(changed)[-1] == ("answer", "Mallte", ("Geduld.",))


def test_remark_to_the_editors_is_left_out_and_listed() -> None:
    state = begin(understand(TEXT.replace("Selten.", "Selten. [Anm. d. Red.: prüfen] Oder nie.")))
    number = doubt(state, "todo")
    other = state.alternative(number)
    assert other is not None and (other.name, other.label) == ("remark", "[Anm. d. Red.: prüfen]")

    changed = assemble(correct(state, [{"op": "take_alternative", "doubt": number}]).reading)

    assert "Selten. Oder nie." in [paragraph for turn in changed.turns for paragraph in turn.paragraphs]
    assert "[Anm. d. Red.: prüfen]" in [discard.text for discard in changed.discarded]


def test_everybody_who_is_not_named_is_named_at_once() -> None:
    text = (
        "# Brot\n\n**Wann stehen Sie auf?**\n\nUm zwei.\n\n**Und dann?**\n\nKneten.\n\n**Und danach?**\n\nSchlafen.\n"
    )
    state = begin(understand(text))

    changed = correct(
        state,
        [
            {"op": "add_voice", "label": "Malte", "role": "expert"},
            {"op": "mark", "blocks": [block(state, "Um zwei")], "part": "speech", "voice": "Malte", "reach": "all"},
        ],
    )

    assert [speaker for kind, speaker, _ in turns(changed) if kind == "answer"] == ["Malte"] * 3
    assert [speaker for kind, speaker, _ in turns(changed) if kind == "question"] == [None] * 3


def test_settled_doubt_changes_no_text(state: Corrected) -> None:
    changed = correct(state, [{"op": "settle", "doubt": number} for number, _, _ in state.open_doubts])

    assert changed.open_doubts == []
    assert assemble(changed.reading) == assemble(state.reading)


@pytest.mark.parametrize("at", [15, 32, 33, 45])
def test_paragraph_is_split_where_it_reads(state: Corrected, at: int) -> None:
    whole = " Um halb zwei. Der Teig ist dann schon wach. Und die Katze auch."

    joined = correct(state, [{"op": "join", "block": block(state, "schon wach")}])
    assert turns(joined)[1][2][0] == whole.strip()
    changed = correct(joined, [{"op": "split", "block": block(state, "Malte: Um"), "at": at}])

    assert turns(changed)[1][2][:2] == (whole[:at].strip(), whole[at:].strip())


def test_split_half_can_be_another_part_and_join_again(state: Corrected) -> None:
    parted = correct(state, [{"op": "split", "block": block(state, "Malte: Um"), "at": 14}])
    second = next(name for name in parted.ids if name not in state.ids)

    headed = correct(parted, [{"op": "mark", "blocks": [second], "part": "heading"}])
    joined = correct(parted, [{"op": "join", "block": second}])

    assert Heading("Der Teig ist dann") in assemble(headed.reading).items
    assert turns(joined) == turns(state)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "fly"}, "malformed"),
        ({"op": "mark", "blocks": ["99"], "part": "note"}, "block_gone"),
        ({"op": "mark", "blocks": ["3"], "part": "poem"}, "malformed"),
        ({"op": "mark", "blocks": ["3"], "part": "speech", "voice": "Niemand"}, "malformed"),
        ({"op": "join", "block": "0"}, "nothing_before"),
        ({"op": "split", "block": "3", "at": 5000}, "nothing_to_split"),
        ({"op": "split", "block": "3", "at": 0}, "nothing_to_split"),
        ({"op": "split", "block": "3", "at": -1}, "nothing_to_split"),
        ({"op": "rename", "voice": "FIV", "label": "Malte"}, "label_taken"),
        ({"op": "rename", "voice": "FIV", "label": "a:b"}, "bad_label"),
        ({"op": "add_voice", "label": "", "role": "asker"}, "bad_label"),
        ({"op": "add_voice", "label": "Neu", "role": "king"}, "malformed"),
        ({"op": "settle", "doubt": 99}, "malformed"),
        ({"op": "settle", "doubt": "x"}, "malformed"),
    ],
)
def test_impossible_correction_is_refused(state: Corrected, operation: dict[str, Any], code: str) -> None:
    with pytest.raises(Impossible) as refused:
        correct(state, [operation])

    assert refused.value.code == code


@st.composite
def _operation(draw: st.DrawFn, state: Corrected) -> dict[str, Any]:
    voices = list(state.reading.voices)
    some = draw(st.sampled_from(state.ids))
    kind = draw(st.sampled_from(("mark", "split", "join", "text", "voice", "rename", "merge", "swap", "other")))
    if kind == "mark":
        part = draw(st.sampled_from(("title", "standfirst", "heading", "note", "speech", "discard")))
        voice = draw(st.sampled_from([*voices, None]))
        return {
            "op": "mark",
            "blocks": [some],
            "part": part,
            "voice": voice,
            "reach": draw(st.sampled_from(("here", "turn", "all"))),
        }
    if kind == "split":
        return {"op": "split", "block": some, "at": draw(st.integers(-2, 90))}
    if kind in ("rename", "merge") and voices:
        into = {"into": draw(st.sampled_from(voices))} if kind == "merge" else {"label": draw(st.text(max_size=9))}
        return {"op": kind, "voice": draw(st.sampled_from(voices)), **into}
    if kind == "voice":
        return {"op": "add_voice", "label": draw(st.text("abcÄ ", max_size=5)), "role": "expert"}
    if kind == "other" and state.places:
        return {"op": "take_alternative", "doubt": draw(st.integers(0, len(state.places) - 1))}
    return {"op": "join", "block": some} if kind == "join" else {"op": "swap_roles"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_corrections_keep_every_word_and_can_be_stored(data: st.DataObject) -> None:
    state = begin(from_json(json.loads(json.dumps(to_json(READING)))))
    done: list[dict[str, Any]] = []
    for _ in range(data.draw(st.integers(1, 8))):
        operation = data.draw(_operation(state))
        try:
            state = correct(state, [operation])
        except Impossible:
            continue
        done.append(operation)
        # Assembling proves that each word is in the transcript or listed.
        assemble(state.reading)
        assert len(set(state.ids)) == len(state.ids) == len(state.reading.marks)

    assert correct(begin(READING), json.loads(json.dumps(done))) == state
    assert from_json(json.loads(json.dumps(to_json(state.reading)))) == state.reading


def test_layout_is_what_is_assembled(state: Corrected) -> None:
    spoken = [
        (piece.kind, state.reading.voices[piece.voice or ""].label, tuple(p.text() for p in piece.paragraphs))
        for piece in layout(state.reading)
        if piece.part == "speech"
    ]

    assert spoken == turns(state)


def test_reading_of_another_version_is_refused() -> None:
    with pytest.raises(OtherSchema):
        from_json(to_json(READING) | {"schema": 0})
