"""What a diff says: every field that changed, moves as moves, nothing else."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.manuscripts.changes import changes
from interviews.manuscripts.value import Exchange, Manuscript, Person

from .strategies import edits, manuscripts, words_of

BASE = Manuscript(
    headline="Haus",
    people=(Person("anna", "Anna", "expert"),),
    exchanges=tuple(Exchange(a, question=f"{a}?", answer=f"{a}.") for a in "abcd"),
)


def told(old: Manuscript, new: Manuscript) -> list[tuple[str, str, str]]:
    return [(change.kind, change.anchor, change.field) for change in changes(old, new)]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_diff_is_empty_just_where_nothing_differs_and_shows_every_new_word(data: st.DataObject) -> None:
    old = data.draw(manuscripts())
    new, words = data.draw(edits(old, "neu"))
    found = changes(old, new)
    assert bool(found) == (old != new)
    shown = " ".join(repr(change.now) for change in found)
    assert all(word in shown for word in words - words_of(old))


def test_one_word_is_one_change() -> None:
    new = replace(BASE, exchanges=(*BASE.exchanges[:3], replace(BASE.exchanges[3], answer="neu.")))
    assert told(BASE, new) == [("changed", "d", "answer")]


def test_a_move_is_a_move() -> None:
    new = replace(BASE, exchanges=tuple(BASE.by_anchor[a] for a in "dabc"))
    assert told(BASE, new) == [("moved", "d", "")]


def test_what_is_gone_is_named_where_it_stood() -> None:
    new = replace(BASE, headline="Hütte", people=(), exchanges=(BASE.exchanges[0], Exchange("n"), *BASE.exchanges[2:]))
    assert told(BASE, new) == [
        ("changed", "", "headline"),
        ("deleted", "", "person"),
        ("deleted", "b", ""),
        ("added", "n", ""),
    ]
