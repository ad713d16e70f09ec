"""From possible labels to voices: which names come back, which are one person, which read like a word."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .blocks import Block
from .labels import Label, initials_like
from .model import LONGEST_LABEL, Role
from .text import fold, words
from .wordlists import ARTICLES, ASKERS, EXPERTS, NAME_PARTICLES, OPENERS, TITLES

_LONG_ROLES = frozenset(word for word in ASKERS | EXPERTS if len(word) > 3)
# Not who is interviewed: Interviewte, Interviewpartner, Interviewgast, interviewee.
_INTERVIEWING = re.compile(r"interview(?![pteg])\w*")
_UNNAMED = ("unknown", "unbekannt", "unidentified", "speaker unknown", "sprecher unbekannt")
_NUMBERED_PART = re.compile(r"(.*[^\W\d_])\s?(\d{1,3})$")


_MOST = 40
_TEXT_SEEN = 400_000
_SHORTEST_MISSPELT = 3
_SHORTEST_PART = 3
# From this length on a name may have two misspelt letters.
_TWO_SLIPS = 9


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the running text tells about a word: whether it also occurs in small letters, with an article, or
    behind Frau, Herr and the like."""

    small: frozenset[str]
    with_article: frozenset[str]
    honoured: frozenset[str]
    prelude: str
    recurring: frozenset[int] = frozenset()

    @classmethod
    def of(cls, blocks: Sequence[Block], prelude: str, found: Sequence[tuple[Label, ...]]) -> "Lexicon":
        small: set[str] = set()
        with_article: set[str] = set()
        honoured: set[str] = set()
        seen = 0
        for block in blocks:
            before = ""
            for word in words(block.text):
                if word[0].islower():
                    small.add(word)
                elif before in ARTICLES:
                    with_article.add(word.casefold())
                if before in TITLES:
                    honoured.add(word.casefold())
                before = word.casefold()
            seen += len(block.text)
            if seen > _TEXT_SEEN:
                break
        lexicon = cls(frozenset(small), frozenset(with_article), frozenset(honoured), prelude[:20_000])
        return replace(lexicon, recurring=lexicon._recurring(found))

    def is_subject(self, name: str) -> bool:
        """Whether the text introduces somebody by this name, or addresses him or her with it."""
        return bool(set(fold(name).split()[-1:]) & self.honoured) or full_name(name, self.prelude) is not None

    def _recurring(self, found: Sequence[tuple[Label, ...]]) -> frozenset[int]:
        """The blocks that begin with a label which comes back and looks like a person's, or comes back very often."""
        counts = Counter((label.key, label.syntax) for options in found for label in options)
        most = max(counts.values(), default=0)
        likely: dict[str, float] = {}
        for options in found:
            for label in options:
                if counts[label.key, label.syntax] > 1 and label.key not in likely:
                    likely[label.key] = self.plausibility(label.name)

        def recurs(label: Label) -> bool:
            count, chance = counts[label.key, label.syntax], likely.get(label.key, 0.0)
            return count > 1 and (chance >= 0.5 or (chance >= 0.1 and count > 2 and count >= most * 0.4))

        return frozenset(i for i, options in enumerate(found) if any(map(recurs, options)))

    def within(self, start: int, stop: int) -> "Lexicon":
        """The same for the blocks start:stop alone."""
        return replace(self, recurring=frozenset(i - start for i in self.recurring if start <= i < stop))

    def accounted(self, cues: Collection[int]) -> float:
        """Share of the recurring labels that a reading uses; 1 where there are none."""
        return sum(i in cues for i in self.recurring) / len(self.recurring) if self.recurring else 1.0

    def plausibility(self, name: str) -> float:
        """How much a label looks like a person or a part in the conversation, from 0 to 1."""
        key = fold(name)
        parts = key.split()
        stem = numbered_part(key)
        if not parts:
            return 0.0
        if names_part(key) or (stem and is_role(stem[0])):
            return 0.95
        if key in OPENERS or parts[0] in OPENERS:
            return 0.05
        if parts[0] in TITLES or full_name(name, self.prelude) or parts[-1] in self.honoured:
            return 0.95
        letters = [char for char in name if char.isalpha()]
        if len(letters) <= 3 and name[0].isupper():
            return 0.8
        if stem or all(char.isupper() for char in letters):
            return 0.8
        known = [len(part) > 1 and (part in self.small or part in self.with_article) for part in parts]
        if len(parts) > 1:
            # "A. Meier" has an initial, no article.
            begins_as_word = known[0] or (parts[0] in ARTICLES and len(parts[0]) > 1)
            capital = sum(word[0].isupper() or word[0].isdigit() for word in words(name)) / len(parts)
            # "Mein Tipp" begins with a word, "Anna Berg" does not.
            return capital * (0.3 if begins_as_word else 0.5 if any(known) else 0.7)
        if not name[0].isupper():
            return 0.3
        return 0.2 if known[0] else 0.6


def is_role(key: str) -> bool:
    return key in ASKERS or key in EXPERTS


def role_of(key: str) -> Role | None:
    """What a label says of the part of who bears it: `Moderator`, `Frage 3`, `Host Anna`, `Interviewführung`."""
    stem = numbered_part(key)
    first = key.partition(" ")[0]
    # "F. Huber" and "Fr. Tamm" ask nothing by their first letters.
    for word in (key, stem[0] if stem else key, first if len(first) >= _SHORTEST_PART else key):
        if word in ASKERS:
            return "asker"
        if word in EXPERTS:
            return "expert"
    return "asker" if _INTERVIEWING.match(key) else None


def names_part(key: str) -> bool:
    """Whether a label names a part in the conversation: `Frage`, `Frage aus dem Publikum`."""
    parts = key.split()
    return is_role(key) or is_unnamed(key) or (len(parts) > 1 and bool({parts[0], parts[-1]} & _LONG_ROLES))


def is_unnamed(key: str) -> bool:
    """Whether a tool or a transcriber did not know who speaks: `Unknown Speaker`, `unbekannt`."""
    return key.startswith(_UNNAMED)


def numbered_part(key: str) -> tuple[str, int] | None:
    """`speaker 2` → (`speaker`, 2); `q1` → (`q`, 1)."""
    match = _NUMBERED_PART.match(key)
    return (match[1], int(match[2])) if match else None


def counted_parts(keys: Iterable[str]) -> dict[str, str]:
    """`frage 1`, `frage 2`, … that only count the questions, as `frage`. `Speaker 1` that comes back is a person."""
    order = list(keys)
    numbers: dict[str, list[int]] = defaultdict(list)
    for key in order:
        if part := numbered_part(key):
            numbers[part[0]].append(part[1])
    counting = {
        stem
        for stem, found in numbers.items()
        if len(found) > 2 and len(set(found)) == len(found) and found == sorted(found)
    }
    # "Frage 1" and "Antwort 1" of a short conversation
    pairs = [stem for stem, found in numbers.items() if is_role(stem) and len(set(found)) == len(found)]
    if len(pairs) > 1:
        counting.update(pairs)
    return {key: part[0] for key in order if (part := numbered_part(key)) and part[0] in counting}


def people(found: Sequence[tuple[Label, ...]]) -> dict[str, str]:
    """For each key the key of the same person's fullest label: `bo` → `beatrix okonjo lund`.

    Nobody answers himself: names in labels that follow each other are two people, however alike.
    """
    labels = [label for options in found for label in options]
    spoken = [
        next(label.key for label in options if label.strong) for options in found if any(x.strong for x in options)
    ]
    apart = set(pairwise(spoken))
    counts = Counter(label.key for label in labels)
    common = [key for key, _ in counts.most_common(400)]
    by_part: dict[str, set[str]] = defaultdict(set)
    names = {label.key: label.name for label in reversed(labels)}
    explicit = {fold(label.extra): label.key for label in reversed(labels) if initials_like(label.extra)}
    for key in common:
        for short in short_forms(names[key]):
            if short != key:
                by_part[short].add(key)
    same = _first_letters(spoken)
    for key in (key for key in common if key not in same):
        longer = {explicit[key]} if explicit.get(key, key) != key else by_part.get(key, set())
        longer = {k for k in longer if len(k) > len(key) and not is_role(key) and not {(k, key), (key, k)} & apart}
        if len(longer) > 1:
            # `Dr. Anna Berg` and `Anna Berg` are both longer than `Berg`, and one person.
            fullest = max(longer, key=len)
            longer = {fullest} if all(set(k.split()) <= set(fullest.split()) for k in longer) else set()
        if len(longer) == 1:
            same[key] = longer.pop()
    return {key: _end_of_chain(same, key) for key in counts}


def _first_letters(spoken: Sequence[str]) -> dict[str, str]:
    """`C:` after `Christina:`, where one name alone begins with that letter and stands before it, once or twice."""
    counts = Counter(spoken)
    places: dict[str, int] = {}
    for place, key in enumerate(spoken):
        places.setdefault(key, place)
    found: dict[str, str] = {}
    # "A" alone is an answer, but not beside "N" for Nora.
    for letter in sorted((key for key in counts if len(key) == 1 and key.isalpha()), key=is_role):
        if is_role(letter) and not found:
            break
        named = [key for key in counts if len(key) > 2 and key.startswith(letter)]
        if len(named) == 1 and counts[named[0]] <= 2 and places[named[0]] < places[letter]:
            found[letter] = named[0]
    return found


def _end_of_chain(same: dict[str, str], key: str) -> str:
    for _ in range(5):
        key = same.get(key, key)
    return key


def short_forms(name: str) -> set[str]:
    """The ways in which a full name is shortened: surname, first name, with or without title, initials."""
    parts = [part for part in fold(name.split(",")[0] if name.count(",") == 1 else name).split()]
    bare = [part for part in parts if part not in TITLES and not (part.isdigit())]
    capital = all(word[0].isupper() or word in NAME_PARTICLES | TITLES for word in words(name))
    if not bare or len(parts) < 2 or len(bare) > 5 or not capital:
        return set()
    forms = {*bare, f"{bare[0]} {bare[-1]}", *(" ".join(bare[place:]) for place in range(len(bare)))}
    forms |= {f"{title} {bare[-1]}" for title in ("frau", "herr", "mr", "mrs", "ms", "dr", "prof", "prof dr")}
    if len(bare) > 1:
        letters = "".join(part[0] for part in bare)
        forms |= {letters, bare[0][0] + bare[-1][0], " ".join(letters), f"{bare[0][0]} {bare[-1]}"}
        outer = "".join(part[0] for part in fold(name.replace("-", "")).split() if part not in TITLES)
        forms.add(outer)
        hyphenated = [w for w in name.split() if fold(w) and fold(w).split()[0] not in TITLES]
        forms.add("".join(w[0].casefold() for w in hyphenated if w[0].isupper()))
        forms.add("".join(w[0].casefold() for w in hyphenated))
        forms |= {fold(w) for w in hyphenated}
    return {form for form in forms if len(form) > 1 and form != " ".join(parts) and not is_role(form)}


def typos(rare: Iterable[str], known: Iterable[str]) -> dict[str, str]:
    """Rare keys that differ from a known voice by a slip of the pen."""
    voices = list(known)[:_MOST]
    return {key: voice for key in list(rare)[:200] if (voice := next((v for v in voices if is_slip(key, v)), None))}


def is_slip(key: str, voice: str) -> bool:
    """Whether two keys differ by one letter that is other, missing or swapped with its neighbour; long ones by two."""
    longest = max(len(key), len(voice))
    if key == voice or min(len(key), len(voice)) < _SHORTEST_MISSPELT or key[-1:].isdigit() or longest > LONGEST_LABEL:
        return False
    return _slips(key, voice) <= (1 if longest < _TWO_SLIPS else 2)


def _slips(one: str, other: str) -> int:
    """How many letters must be changed, added, left out or swapped with a neighbour to get from one to the other.

    Source: "optimal string alignment distance", row by row.
    """
    before, row = list[int](), list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, target in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != target)))
            if i > 1 and j > 1 and (char, one[i - 2]) == (other[j - 2], target):
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]


def full_name(label: str, prelude: str) -> str | None:
    """The full name in the introduction that a label belongs to: `Stephan` → `Stephan M. Czaja`."""
    part = r"(?:[A-ZÄÖÜÇŞÉ]\.|[A-ZÄÖÜÇŞÉ][\w’'-]{1,40}|von|van|de|der|zu)"
    if len(label) < 3 or label.casefold() not in prelude.casefold():
        return None
    word = re.escape(label)
    if " " in label:
        return label if re.search(rf"\b{word}\b", prelude, re.IGNORECASE) else None
    forward = re.search(rf"\b({word}(?: {part}){{1,3}})(?!\w)", prelude)
    if forward and forward[1].split()[-1][0].isupper():
        return forward[1].rstrip(".")
    pieces = re.search(rf"\b((?:{part} ){{1,3}}{word})(?!\w)", prelude, re.IGNORECASE)
    if not pieces:
        return None
    # In German every noun is capitalised: two words before a surname are enough of a name.
    capital = [w for w in pieces[1].split() if w[0].isupper()]
    return " ".join(capital[-2:]) if len(capital) > 1 else None
