"""Small steps of editing: what they do, that each can be undone, and that none loses a word."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.manuscripts.checks import Impossible
from interviews.manuscripts.operations import apply, inverse
from interviews.manuscripts.value import Exchange, Manuscript, Person

from .strategies import manuscripts

PIECE = Manuscript(
    people=(Person("fiv", "FIV", "asker"), Person("anna", "Anna", "expert"), Person("ben", "Ben", "expert")),
    exchanges=(
        Exchange("a", "Kopf", "Notiz", "Wie alt?", "Sehr alt. Uralt.", "fiv", "anna"),
        Exchange("b", question="Und dann?", answer="Dann nichts.", asked_by="fiv", answered_by="ben"),
        Exchange("c", answer="Noch etwas.", answered_by="anna"),
    ),
)


def texts(manuscript: Manuscript) -> list[tuple[str, str]]:
    return [(e.question, e.answer) for e in manuscript.exchanges]


def letters(manuscript: Manuscript) -> Counter[str]:
    return Counter(c for e in manuscript.exchanges for text in e.texts.values() for c in text if not c.isspace())


@st.composite
def operations(draw: st.DrawFn, piece: Manuscript) -> dict[str, Any]:
    anchors = st.sampled_from([e.anchor for e in piece.exchanges] or ["none"])
    keys = st.sampled_from([p.key for p in piece.people] or ["none"])
    anchor, key = draw(anchors), draw(keys)
    number = draw(st.integers(0, 20))
    return draw(
        st.sampled_from(
            [
                {"op": "set_field", "name": "headline", "value": f"Titel {number}"},
                {"op": "set_topics", "topics": [number]},
                {"op": "set_text", "anchor": anchor, "field": "answer", "text": f"Text {number}"},
                {"op": "set_voice", "anchor": anchor, "field": "answered_by", "key": key},
                {"op": "set_start", "anchor": anchor, "start": number},
                {"op": "insert", "anchor": f"neu-{number}", "after": anchor},
                {"op": "delete", "anchor": anchor},
                {"op": "move", "anchor": anchor, "after": draw(anchors)},
                {"op": "move", "anchor": anchor, "after": ""},
                {"op": "split", "anchor": anchor, "field": "answer", "at": number, "new": f"neu-{number}"},
                {"op": "split", "anchor": anchor, "field": "question", "at": number, "new": f"neu-{number}"},
                {"op": "join", "anchor": anchor},
                {"op": "swap", "anchor": anchor},
                {"op": "add_person", "key": f"x{number}", "label": f"Neu {number}", "role": "expert"},
                {"op": "set_person", "key": key, "label": f"Anders {number}", "role": "asker", "expert": None},
                {"op": "set_person", "key": key, "label": f"Anders {number}", "role": "expert", "expert": number},
                {"op": "remove_person", "key": key},
                {"op": "merge_people", "key": key, "into": draw(keys)},
            ]
        )
    )


KEEP_EVERY_LETTER = {"move", "split", "join", "swap", "set_voice", "insert", "set_person", "add_person", "merge_people"}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_each_step_is_undone_and_redone_exactly_and_loses_no_letter(data: st.DataObject) -> None:
    now = data.draw(manuscripts())
    for _ in range(data.draw(st.integers(1, 6))):
        operation = data.draw(operations(now))
        try:
            after = apply(now, operation)
        except Impossible:
            continue
        back = inverse(now, after)
        undone = apply(after, back)
        assert undone == now
        assert apply(undone, inverse(after, undone)) == after
        if operation["op"] in KEEP_EVERY_LETTER:
            assert letters(after) == letters(now)
        now = after


def test_an_undo_is_as_small_as_the_step() -> None:
    long = replace(PIECE, exchanges=tuple(Exchange(f"a{n}", answer="Wort " * 200) for n in range(300)))
    after = apply(long, {"op": "set_text", "anchor": "a7", "field": "answer", "text": "Neu."})
    assert len(repr(inverse(long, after))) < 2_000


def test_split_and_join() -> None:
    after = apply(PIECE, {"op": "split", "anchor": "a", "field": "answer", "at": 10, "new": "neu-1"})
    assert texts(after)[:2] == [("Wie alt?", "Sehr alt."), ("", "Uralt.")]
    assert after.exchanges[1].answered_by == "anna"
    assert texts(apply(after, {"op": "join", "anchor": "a"}))[0] == ("Wie alt?", "Sehr alt.\n\nUralt.")
    joined = apply(PIECE, {"op": "join", "anchor": "a"})
    assert texts(joined)[0] == ("Wie alt?", "Sehr alt. Uralt.\n\nUnd dann?\n\nDann nichts.")


def test_a_split_question_takes_its_answer_along() -> None:
    after = apply(PIECE, {"op": "split", "anchor": "b", "field": "question", "at": 4, "new": "neu-1"})
    assert texts(after)[1:3] == [("Und", ""), ("dann?", "Dann nichts.")]


def test_roles_turn_what_somebody_says() -> None:
    after = apply(PIECE, {"op": "set_person", "key": "anna", "label": "Anna", "role": "asker", "expert": None})
    assert texts(after)[2] == ("Noch etwas.", "")
    assert after.exchanges[2].asked_by == "anna"
    # The place of the question is taken: the words stay where they are, and somebody has to say who speaks.
    assert (after.exchanges[0].answer, after.exchanges[0].answered_by) == ("Sehr alt. Uralt.", "")


def test_merged_people_speak_with_one_voice() -> None:
    after = apply(PIECE, {"op": "merge_people", "key": "ben", "into": "anna"})
    assert [e.answered_by for e in after.exchanges] == ["anna", "anna", "anna"]
    assert [p.key for p in after.people] == ["fiv", "anna"]


def test_a_time_is_kept_in_one_way() -> None:
    for value in ("2026-12-24T17:00:00Z", "2026-12-24T18:00:00+01:00"):
        after = apply(PIECE, {"op": "set_field", "name": "embargo_until", "value": value})
        assert after.embargo_until == "2026-12-24T17:00:00+00:00"


def person(key: str, label: str = "L", role: str = "expert", expert: Any = None) -> dict[str, Any]:
    return {"key": key, "label": label, "role": role, "expert": expert}


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "explode"}, "unknown_operation"),
        ({"op": "delete"}, "malformed"),
        ({"op": "delete", "anchor": "nirgends"}, "gone"),
        ({"op": "split", "anchor": "a", "field": "answer", "at": 0, "new": "neu-1"}, "nothing_to_split"),
        ({"op": "join", "anchor": "c"}, "nothing_below"),
        ({"op": "insert", "anchor": "a", "after": ""}, "malformed"),
        ({"op": "set_field", "name": "headline", "value": "x" * 301}, "too_long"),
        ({"op": "set_field", "name": "embargo_until", "value": "Heiligabend"}, "malformed"),
        ({"op": "set_field", "name": "lead_image", "value": "../../etc"}, "malformed"),
        ({"op": "set_person", "key": "anna", "label": "Ben", "role": "expert", "expert": None}, "label_taken"),
        ({"op": "set_person", "key": "anna", "label": "A:b", "role": "expert", "expert": None}, "bad_label"),
        ({"op": "remove_person", "key": "anna"}, "speaks"),
        ({"op": "merge_people", "key": "anna", "into": "fiv"}, "other_role"),
        ({"op": "set_topics", "topics": [10**30]}, "malformed"),
        ({"op": "set_topics", "topics": [float("inf")]}, "malformed"),
        ({"op": "set_start", "anchor": "a", "start": 10**400}, "malformed"),
        ({"op": "set_person", "key": "anna", "label": "A", "role": "expert", "expert": 10**30}, "malformed"),
        ({"op": "insert", "anchor": "neu-ä b", "after": ""}, "malformed"),
        ({"op": "split", "anchor": "a", "field": "answer", "at": 10, "new": "../x"}, "malformed"),
        ({"op": "set_field", "name": "slug", "value": "a/b"}, "malformed"),
        ({"op": "set_field", "name": "embargo_until", "value": "0001-01-01T00:00:00+14:00"}, "malformed"),
        ({"op": "set_field", "name": "embargo_until", "value": "9999-12-31T23:59:59+00:00"}, "malformed"),
        ({"op": "set_picture", "name": "bilder/" + "x" * 100 + ".png"}, "too_long"),
        ({"op": "restore", "fields": {"pk": 1}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"headline": ["x"]}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"headline": "x" * 301}, "exchanges": {}}, "too_long"),
        ({"op": "restore", "fields": {"notes": "\0"}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"language": "xx"}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"embargo_until": "morgen"}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"embargo_until": 5}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"lead_image": "../../etc"}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"topics": ["1"]}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {"topics": [2**63]}, "exchanges": {}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"start": -1}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"start": float("nan")}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"answer": None}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"answer": "\ud800"}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"heading": "x" * 301}}}, "too_long"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"anchor": "z"}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"ä": {"anchor": "ä"}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": {"pk": 1}}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {"a": 5}}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {}, "people": [person("")]}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {}, "people": [person("x", role="king")]}, "malformed"),
        ({"op": "restore", "fields": {}, "exchanges": {}, "people": [person("x", expert="1")]}, "malformed"),
        (
            {"op": "restore", "fields": {}, "exchanges": {}, "people": [person("x", role="asker", expert=1)]},
            "malformed",
        ),
        ({"op": "restore", "fields": {}, "exchanges": {}, "people": [person("x", label="x" * 101)]}, "too_long"),
        ({"op": "restore", "fields": {}, "exchanges": {}, "people": [person("x"), person("y")]}, "label_taken"),
    ],
)
def test_what_cannot_be_done_is_refused_with_its_reason(operation: dict[str, Any], code: str) -> None:
    with pytest.raises(Impossible) as caught:
        apply(PIECE, operation)
    assert caught.value.code == code
