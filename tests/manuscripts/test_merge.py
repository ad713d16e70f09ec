"""Two editors at once: nothing that either wrote is lost silently."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.manuscripts.merge import Conflict, merge
from interviews.manuscripts.value import Exchange, Manuscript, Person

from .strategies import WORD, edits, manuscripts, words_of

BASE = Manuscript(
    headline="Haus",
    topics=(1, 2),
    people=(Person("fiv", "FIV", "asker"), Person("anna", "Anna", "expert")),
    exchanges=tuple(Exchange(a, question=f"{a}?", answer=f"{a}.", asked_by="fiv", answered_by="anna") for a in "abcd"),
)


def anchors(manuscript: Manuscript) -> str:
    return "".join(exchange.anchor for exchange in manuscript.exchanges)


def changed(base: Manuscript, anchor: str, **values: object) -> Manuscript:
    return base.with_exchange(replace(base.by_anchor[anchor], **values))  # type: ignore[arg-type]


def words_in(conflict: Conflict) -> set[str]:
    return {word for value in (conflict.mine, conflict.theirs) for word in WORD.findall(repr(value))}


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_every_word_is_in_the_result_or_in_a_conflict_or_was_deleted_by_its_author(data: st.DataObject) -> None:
    base = data.draw(manuscripts())
    mine, my_words = data.draw(edits(base, "ich"))
    theirs, their_words = data.draw(edits(base, "sie"))

    merged = merge(base, mine, theirs)

    shown = words_of(merged.manuscript).union(*map(words_in, merged.conflicts))
    written = (my_words | their_words) - words_of(base)
    assert written <= shown
    untouched = words_of(base) & my_words & their_words
    assert untouched <= shown


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_who_is_alone_loses_nothing_and_meets_no_conflict(data: st.DataObject) -> None:
    base = data.draw(manuscripts())
    mine, _ = data.draw(edits(base, "ich"))

    for merged in (merge(base, mine, base), merge(base, base, mine), merge(base, mine, mine)):
        assert merged.manuscript == mine
        assert merged.conflicts == ()


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_both_sides_meet_the_same_conflicts(data: st.DataObject) -> None:
    base = data.draw(manuscripts())
    mine, _ = data.draw(edits(base, "ich"))
    theirs, _ = data.draw(edits(base, "sie"))

    one, other = merge(base, mine, theirs).conflicts, merge(base, theirs, mine).conflicts

    assert {(c.key, c.field, repr((c.mine, c.theirs))) for c in one} == {
        (c.key, c.field, repr((c.theirs, c.mine))) for c in other
    }


def test_different_fields_merge() -> None:
    mine = replace(changed(BASE, "b", answer="Neu."), headline="Hütte")
    theirs = replace(changed(BASE, "b", question="Wie neu?"), kicker="Bauen", topics=(1, 2, 9))
    merged = merge(BASE, mine, theirs)
    assert merged.conflicts == ()
    assert (merged.manuscript.headline, merged.manuscript.kicker, merged.manuscript.topics) == (
        "Hütte",
        "Bauen",
        (1, 2, 9),
    )
    assert (merged.manuscript.by_anchor["b"].question, merged.manuscript.by_anchor["b"].answer) == ("Wie neu?", "Neu.")


def test_the_same_field_is_a_conflict() -> None:
    merged = merge(BASE, changed(BASE, "a", answer="Meins."), changed(BASE, "a", answer="Ihrs."))
    assert merged.conflicts == (Conflict("exchange", "a", "answer", "a.", "Meins.", "Ihrs."),)
    assert merged.manuscript.by_anchor["a"].answer == "Meins."


def test_what_one_deleted_and_the_other_changed_stays_and_is_a_conflict() -> None:
    deleted = replace(BASE, exchanges=BASE.exchanges[1:])
    edited = changed(BASE, "a", answer="Neu.")
    for merged in (merge(BASE, deleted, edited), merge(BASE, edited, deleted)):
        assert [(c.kind, c.key, c.field) for c in merged.conflicts] == [("exchange", "a", "")]
        assert merged.manuscript.by_anchor["a"].answer == "Neu."


def test_moves_and_insertions_meet() -> None:
    moved = replace(BASE, exchanges=tuple(BASE.by_anchor[a] for a in "cabd"))
    longer = replace(BASE, exchanges=(*BASE.exchanges[:2], Exchange("n"), *BASE.exchanges[2:]))
    assert anchors(merge(BASE, moved, longer).manuscript) == "cabnd"
    assert anchors(merge(BASE, longer, moved).manuscript) == "cabnd"


def test_who_was_taken_out_but_speaks_stays() -> None:
    without = replace(BASE, people=BASE.people[:1], exchanges=())
    speaking = changed(BASE, "a", answer="Noch da.")
    merged = merge(BASE, without, speaking)
    assert merged.manuscript.label("anna") == "Anna"
