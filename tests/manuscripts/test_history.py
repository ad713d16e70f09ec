"""Word by word: both texts can be read off the parts."""

from hypothesis import given
from hypothesis import strategies as st

from interviews.desk.history import Part, word_changes

TEXT = st.lists(st.sampled_from(["eins", "zwei", "drei", "vier.", "\n\n", "fünf"]), max_size=20).map(" ".join)


@given(TEXT, TEXT)
def test_both_texts_are_in_the_parts(was: str, now: str) -> None:
    parts = word_changes(was, now)
    assert "".join(part.text for part in parts if part.kind != "added") == was
    assert "".join(part.text for part in parts if part.kind != "removed") == now


def test_a_sentence_that_is_new_is_not_torn_to_pieces() -> None:
    parts = word_changes("Er kam gestern und ging heute.", "Kurz und neu.")
    assert [part.kind for part in parts] == ["removed", "added", "same"]
    assert word_changes("a b c d", "a b x d") == [
        Part("same", "a b "), Part("removed", "c"), Part("added", "x"), Part("same", " d"),
    ]  # fmt: skip
