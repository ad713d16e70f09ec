"""Who speaks: finding speaker labels and roles from the whole text, not line by line."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from .blocks import Block
from .model import LABEL_FORBIDS, Role
from .text import unescape

_CLOCK = r"[(\[]?(?P<time>\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[)\]]?"
_NAME = r"(?P<label>[^\W\d_][^:*\n]{0,39}?)"
_PATTERNS = (
    # **Anna:** text, **Anna**: text
    re.compile(rf"\*\*{_NAME}\s*(?::\s*\*\*|\*\*\s*:)(?:\s+{_CLOCK}$|\s+(?P<text>.*))?$"),
    # Anna: 00:01:02 (text may follow on the next line)
    re.compile(rf"{_NAME}\s*:\s+{_CLOCK}$"),
    # Anna (00:01:02): text
    re.compile(rf"{_NAME}\s*[(\[](?P<time>\d{{1,2}}:\d{{2}}(?::\d{{2}})?)[)\]]\s*:\s*(?P<text>.*)$"),
    # Anna: text
    re.compile(rf"{_NAME}\s*:\s+(?P<text>\S.*)$"),
)
# Anna on a line of its own, the next line opening with (00:01:02)
_LONE = re.compile(r"[^\W\d_][\w.'’ -]{1,39}$")
LEADING_CLOCK = re.compile(r"[(\[](\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?)[)\]]\s*")

_ASKERS = frozenset(
    [
        "f",
        "frage",
        "fragen",
        "q",
        "question",
        "interviewer",
        "interviewerin",
        "interview",
        "moderator",
        "moderatorin",
        "moderation",
        "redaktion",
        "reporter",
        "host",
        "i",
    ]
)
_EXPERTS = frozenset(
    ["a", "antwort", "answer", "expert", "experte", "expertin", "guest", "gast", "befragte", "befragter", "b"]
)
_NEVER = frozenset(
    [
        "merke",
        "fazit",
        "achtung",
        "tipp",
        "tip",
        "hinweis",
        "wichtig",
        "notiz",
        "anmerkung",
        "beispiel",
        "note",
        "edit",
        "ps",
        "p.s.",
        "pps",
        "update",
        "erstens",
        "zweitens",
        "drittens",
        "viertens",
        "vorher",
        "nachher",
        "kurz",
        "grundsatz",
        "warning",
        "example",
        "rule",
        "regel",
        "fußnote",
        "z.b.",
        "d.h.",
        "zusammenfassung",
        "ergebnis",
        "quelle",
        "link",
        "foto",
        "bild",
        "text",
        "autor",
        "autorin",
    ]
)


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label at the start of a block: the name, the clock time given with it, and the rest."""

    name: str
    clock: str | None
    text: str


@dataclass(slots=True)
class Voices:
    """Who speaks where: `by_label` leads from a folded label to the canonical one.

    `unclear` are folded labels that come back but were not taken for speakers.
    """

    by_label: dict[str, str]
    roles: dict[str, Role]
    typos: dict[str, str]
    unclear: frozenset[str] = frozenset()

    def speaker(self, name: str) -> str | None:
        key = fold(name)
        return self.by_label.get(key) or self.typos.get(key)


def fold(name: str) -> str:
    return " ".join(unescape(name).casefold().split())


def candidate(block: Block, following: Block | None) -> Label | None:
    """What at the start of a block could be a label, by its form alone."""
    if block.heading or block.note or (block.bold and not block.text.endswith(":")):
        return None
    for pattern in _PATTERNS:
        if match := pattern.match(block.text):
            groups = match.groupdict()
            name = unescape(match["label"]).strip()
            if not _plausible(name):
                return None
            return Label(name, groups.get("time"), (groups.get("text") or "").strip())
    if following and _LONE.match(block.text) and LEADING_CLOCK.match(following.text):
        return Label(unescape(block.text), None, "")
    return None


def _plausible(name: str) -> bool:
    if not name[0].isupper() or len(name.split()) > 5 or LABEL_FORBIDS & set(name):
        return False
    if name.casefold() in _NEVER or name.split()[0].casefold() in _NEVER:
        return False
    # A full stop belongs to an abbreviated name or title; other punctuation to a sentence.
    return not re.search(r"[,;?!„“”\"»«…–]|\w{4,}\.\s", name)


def find_voices(labels: list[Label | None], blocks: list[Block], prelude: str) -> Voices:
    """Decide which candidate labels are speakers, and which of them ask.

    A label is a speaker if it is a usual one (Frage, Q), or comes back and alternates
    with others, or names a person of the introduction.
    """
    seen = _without_title([label for label in labels if label])
    counts = Counter(fold(label.name) for label in seen)
    order = list(dict.fromkeys(fold(label.name) for label in seen))
    first_spelling = {fold(label.name): label.name for label in reversed(seen)}
    typos = _typos(order, counts)
    accepted = [k for k in order if k not in typos and _is_speaker(k, counts, seen, prelude, first_spelling)]
    by_label = _merge_names(accepted, first_spelling)
    roles = _roles(_spoken(labels, blocks, by_label), prelude)
    known_typos = {k: by_label[v] for k, v in typos.items() if v in by_label}
    unclear = frozenset(k for k in order if counts[k] > 1 and k not in by_label)
    return Voices(by_label, roles, known_typos, unclear)


def _without_title(seen: list[Label]) -> list[Label]:
    """A first line with a colon that nobody repeats is a title: `Solarstrom: Wer zahlt?`."""
    counts = Counter(fold(label.name) for label in seen)
    if not seen or max(counts.values()) < 2:
        return seen
    name = seen[0].name
    alone = counts[fold(name)] == 1 and fold(name) not in _ASKERS | _EXPERTS
    return seen[1:] if alone and not _is_long_form(name, counts) else seen


def _spoken(labels: list[Label | None], blocks: list[Block], by_label: dict[str, str]) -> dict[str, list[str]]:
    """What each speaker says, one text a turn, in order of first appearance."""
    turns: list[tuple[str, str]] = []
    for label, block in zip(labels, blocks, strict=True):
        name = by_label.get(fold(label.name)) if label else None
        if name and label:
            turns.append((name, label.text))
        elif turns and not block.heading and not block.note:
            turns[-1] = (turns[-1][0], f"{turns[-1][1]} {block.text}".strip())
    spoken: dict[str, list[str]] = {}
    for name, text in turns:
        spoken.setdefault(name, []).append(text)
    return spoken


def _typos(order: list[str], counts: Counter[str]) -> dict[str, str]:
    """Rare labels that differ from a frequent one by a letter or two."""
    found = {}
    for key in order:
        for other in order:
            rare = counts[key] == 1 and counts[other] >= 2 and min(len(key), len(other)) >= 3
            if rare and not key[-1].isdigit() and SequenceMatcher(None, key, other).ratio() >= 0.85:
                found[key] = other
    return found


def _is_speaker(key: str, counts: Counter[str], seen: list[Label], prelude: str, spelling: dict[str, str]) -> bool:
    if key in _ASKERS | _EXPERTS:
        return True
    name = spelling[key]
    if counts[key] == 1:
        return names_person(name, prelude) or _is_long_form(name, counts) or _is_only_pair(counts)
    rank = [k for k, _ in counts.most_common()].index(key)
    if rank < 2 or name.isupper() or names_person(name, prelude):
        return True
    # "Regel eins:" comes back too, but always inside the same person's answer.
    keys = [fold(label.name) for label in seen]
    before = {keys[i - 1] for i, k in enumerate(keys) if k == key and i and keys[i - 1] != key}
    return len(before) > 1


def _is_only_pair(counts: Counter[str]) -> bool:
    return len(counts) == 2 and set(counts.values()) == {1}


def _is_long_form(name: str, counts: Counter[str]) -> bool:
    """A full name once, its surname or initials afterwards."""
    return any(k != fold(name) and n > 1 and _abbreviates(k, name) for k, n in counts.items())


def _abbreviates(key: str, name: str) -> bool:
    tokens = fold(name).split()
    if key in tokens[1:] or key in tokens[:1]:
        return len(tokens) > 1
    initials = {"".join(t[0] for t in tokens), "".join(t[0] for t in re.split(r"[\s-]+", fold(name)))}
    return (len(tokens) > 1 and key in initials) or f"({key})" in tokens


def names_person(name: str, prelude: str) -> bool:
    """Whether the introduction has this name as part of a person's full name."""
    return full_name(name, prelude) is not None


def full_name(label: str, prelude: str) -> str | None:
    """The full name in the introduction that a label belongs to: `Stephan` → `Stephan M. Czaja`."""
    part = r"(?:[A-ZÄÖÜÇŞÉ][\w’'-]+|[A-ZÄÖÜ]\.)"
    word = re.escape(label)
    if " " in label:
        return label if re.search(rf"\b{word}\b", prelude, re.IGNORECASE) else None
    forward = re.search(rf"\b({word}(?: {part}){{1,3}})(?!\w)", prelude)
    if forward:
        return forward[1].rstrip(".")
    pieces = re.search(rf"\b((?:{part} ){{1,3}}{word})(?!\w)", prelude, re.IGNORECASE)
    if not pieces:
        return None
    # In German every noun is capitalised: two words before a surname are enough of a name.
    words = [w for w in pieces[1].split() if w[0].isupper()]
    return " ".join(words[-2:]) if len(words) > 1 else None


def _merge_names(accepted: list[str], spelling: dict[str, str]) -> dict[str, str]:
    """`Tjarks` and `HT` are the `Hauke Tjarks` of the first answer; the first spelling counts."""
    canonical: dict[str, str] = {}
    for key in accepted:
        known = next((k for k in canonical if _abbreviates(key, spelling[k]) or _abbreviates(k, spelling[key])), None)
        canonical[key] = canonical[known] if known else spelling[key]
    return canonical


def _roles(spoken: dict[str, list[str]], prelude: str) -> dict[str, Role]:
    names = list(spoken)
    scores = {name: _asks(name, texts, prelude) for name, texts in spoken.items()}
    if names:
        scores[names[0]] += 0.3
    if not names:
        return {}
    if len(names) == 1:
        return {names[0]: "asker" if scores[names[0]] >= 0.5 else "expert"}
    highest, lowest = max(scores.values()), min(scores.values())
    middle = (highest + lowest) / 2
    return {
        name: "asker" if score > middle or score == highest > lowest else "expert" for name, score in scores.items()
    }


def _asks(name: str, texts: list[str], prelude: str) -> float:
    """How much a voice behaves like an interviewer: asks, is brief, is no person of the introduction."""
    if fold(name) in _ASKERS:
        return 9.0
    if fold(name) in _EXPERTS:
        return -9.0
    spoken = [t for t in texts if t]
    asking = sum("?" in t[-80:] for t in spoken) / len(spoken) if spoken else 0.0
    brevity = 1 / (1 + sum(len(t.split()) for t in spoken) / max(1, len(spoken)) / 25)
    return 2 * asking + brevity + (0.5 if name.isupper() else 0) - (1 if names_person(name, prelude) else 0)
