"""What two sequences have in common, in a time that grows with their length and hardly faster."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

# A stretch of at most so many places times places is compared exactly; a longer one needs something that is there once.
_EXACT = 20_000
# How often a stretch is divided at what it has once. Texts that people write need three or four.
_DEEPEST = 12

Pair = tuple[int, int]


def longest_rising(places: Sequence[int]) -> list[int]:
    """The indices of a longest strictly rising subsequence, in their order; in n log n steps."""
    ends: list[int] = []  # the lowest last place of a rising subsequence, by its length
    holders: list[int] = []  # the index of each of them
    before: list[int] = []
    for index, place in enumerate(places):
        length = bisect_left(ends, place)
        before.append(holders[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        holders[length : length + 1] = [index]
    found = []
    index = holders[-1] if holders else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]


def in_common(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Places in both that hold the same, rising in both.

    What is the same at both ends is paired first, then what each has once; between those it goes on (patience
    diff). A long stretch that has nothing once, such as a word said a thousand times, has nothing in common then.
    """
    found: list[Pair] = []
    stretches = [(0, len(a), 0, len(b), 0)]
    while stretches:
        a1, a2, b1, b2, depth = stretches.pop()
        while a1 < a2 and b1 < b2 and a[a1] == b[b1]:
            found.append((a1, b1))
            a1, b1 = a1 + 1, b1 + 1
        while a1 < a2 and b1 < b2 and a[a2 - 1] == b[b2 - 1]:
            a2, b2 = a2 - 1, b2 - 1
            found.append((a2, b2))
        if (a2 - a1) * (b2 - b1) <= _EXACT:
            found += [(a1 + i, b1 + j) for i, j in _exactly(a[a1:a2], b[b1:b2])]
        elif depth < _DEEPEST:
            once = [(a1 + i, b1 + j) for i, j in _once(a[a1:a2], b[b1:b2])]
            found += once
            starts = [(a1, b1), *((i + 1, j + 1) for i, j in once)]
            ends = [*once, (a2, b2)]
            if once:
                stretches += [(i, k, j, m, depth + 1) for (i, j), (k, m) in zip(starts, ends, strict=True)]
    return sorted(found)


def _once(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """Where both have what each has once, as far as it is in the same order."""
    in_a, in_b = Counter(a), Counter(b)
    places = {item: place for place, item in enumerate(b) if in_b[item] == 1}
    pairs = [(place, places[item]) for place, item in enumerate(a) if in_a[item] == 1 and item in places]
    return [pairs[index] for index in longest_rising([place for _, place in pairs])]


def _exactly(a: Sequence[str], b: Sequence[str]) -> list[Pair]:
    """A longest common subsequence, in len(a) times len(b) steps."""
    # table[r][c]: how much the last r of a and the last c of b have in common.
    table = [[0] * (len(b) + 1)]
    for item in reversed(a):
        last, row = table[-1], [0]
        for count, other in enumerate(reversed(b), 1):
            row.append(last[count - 1] + 1 if item == other else max(row[-1], last[count]))
        table.append(row)
    found = []
    i = j = 0
    while i < len(a) and j < len(b):
        rest_a, rest_b = len(a) - i, len(b) - j
        if a[i] == b[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif table[rest_a - 1][rest_b] >= table[rest_a][rest_b - 1]:
            i += 1
        else:
            j += 1
    return found
