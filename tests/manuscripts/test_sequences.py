"""What two sequences have in common: true, ordered, and found in a bounded number of steps."""

import random
from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.manuscripts.sequences import in_common, longest_rising

LETTERS = st.lists(st.sampled_from("abcde"), max_size=12)


class Counted(str):
    """A word that counts how often words are looked at."""

    steps = 0
    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        Counted.steps += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.steps += 1
        return str.__hash__(self)


@given(LETTERS, LETTERS)
def test_what_is_in_common_is_the_same_and_in_order(a: list[str], b: list[str]) -> None:
    found = in_common(a, b)
    assert all(a[i] == b[j] for i, j in found)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(found))


@given(st.lists(st.integers(0, 20), max_size=8))
def test_nothing_longer_rises(places: list[int]) -> None:
    found = longest_rising(places)
    chosen = [places[index] for index in found]
    assert all(a < b for a, b in pairwise(chosen)) and found == sorted(found)
    for longer in combinations(places, len(found) + 1):
        assert not all(a < b for a, b in pairwise(longer))


def sentences(count: int) -> list[str]:
    return [f"w{number}" for number in range(count)]


def chance(count: int, words: list[str]) -> list[str]:
    return random.Random(count).choices(words, k=count)  # noqa: S311 - a test's own dice


HOSTILE: dict[str, Callable[[int], tuple[list[str], list[str]]]] = {
    "one word again and again": lambda n: (["ja"] * n, ["ja", "nein"] * (n // 2)),
    "two words by chance": lambda n: (chance(n, ["ja", "nein"]), chance(n + 1, ["ja", "nein"])),
    "backwards": lambda n: (sentences(n), sentences(n)[::-1]),
    "pairs swapped": lambda n: (sentences(n), [w for a in range(0, n, 2) for w in (f"w{a + 1}", f"w{a}")]),
    "nothing the same": lambda n: (sentences(n), [f"v{number}" for number in range(n)]),
    "short stretches without anything once": lambda n: (
        [w for k in range(n // 100) for w in (f"u{k}", *chance(99 + k % 2, ["ja", "nein"]))],
        [w for k in range(n // 100) for w in (f"u{k}", *chance(98 + k % 3, ["ja", "nein"]))],
    ),
    "each time one step deeper": lambda n: (
        [w for k in range(n // 2) for w in (f"x{k}", f"x{k + 1}")],
        [w for k in range(n // 2) for w in (f"x{k + 1}", f"x{k}")],
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_paragraph_of_15_000_words_is_compared_in_bounded_steps(name: str) -> None:
    steps = []
    for size in (15_000, 30_000):
        a, b = ([Counted(word) for word in side] for side in HOSTILE[name](size))
        Counted.steps = 0
        in_common(a, b)
        steps.append(Counted.steps)
    assert steps[0] < 150 * 15_000
    assert steps[1] < 2.5 * steps[0]
