"""Who asks and who answers, decided after it is known who says what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from . import voices
from .model import Role
from .text import fold
from .wordlists import FLOOR, TITLES

_TURNS_SEEN = 200
_SHORTEST_NAME = 3
_MOST_VOICES = 40
_MOST_ASKERS = 9
_CERTAIN = 9.0
_CLOSE = 0.35
_CLOSE_CUTS = 0.25
# Between a moderator and who only asks back.
_FAR = 5.0


@dataclass(slots=True)
class Conduct:
    """What somebody does in a conversation; each list has one entry a turn.

    sizes     words of the turn
    asking    whether it ends on a question mark
    querying  whether it has one anywhere
    heads     its first words, folded
    thanks    whether the last turn thanks
    subject   whether the text introduces or addresses the person by name
    """

    name: str
    sizes: list[int] = field(default_factory=list)
    asking: list[bool] = field(default_factory=list)
    querying: list[bool] = field(default_factory=list)
    heads: list[frozenset[str]] = field(default_factory=list)
    thanks: bool = False
    subject: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """The role of each voice; `open` if the text does not tell."""

    roles: Mapping[str, Role]
    open: bool = False


def cast(speaking: Mapping[str, Conduct], order: Sequence[str]) -> Cast:
    """Roles for voices, given in `order` of their turns (persons' keys, one entry a turn)."""
    if not speaking:
        return Cast({})
    floor = {key for key, voice in speaking.items() if set(fold(voice.name).split()) & FLOOR}
    if 0 < len(floor) < len(speaking):
        # Who asks from the floor moderates nothing.
        others = {key: voice for key, voice in speaking.items() if key not in floor}
        rest = cast(others, [key for key in order if key in others])
        return Cast({**rest.roles, **dict.fromkeys(floor, "asker")}, rest.open)
    mixed = any(not voice.name.isupper() for voice in speaking.values())
    scores = {key: _asks(voice, speaking, mixed_case=mixed) for key, voice in speaking.items()}
    if any(score >= _CERTAIN for score in scores.values()):
        # Who moderates is known, so that others need stronger signs.
        scores = {key: score if abs(score) >= _CERTAIN else score - 0.7 for key, score in scores.items()}
    scores[order[0]] += 0.3
    stray = {key for key, voice in speaking.items() if _is_stray(key, voice, len(order), len(speaking))}
    named = {key: score for key, score in scores.items() if key not in stray}
    if len(named) == 1:
        key, score = next(iter(named.items()))
        return Cast({**dict.fromkeys(stray, "unknown"), key: "asker" if score >= 0.9 else "expert"})
    if not named:
        return Cast(dict.fromkeys(stray, "unknown"))
    highest, lowest = max(named.values()), min(named.values())
    rates = [_share(speaking[key].asking) for key in named]
    if max(rates) < 0.1 and highest < _CERTAIN and lowest > -_CERTAIN and len(named) != 2:
        return Cast(dict.fromkeys(speaking, "unknown"), open=True)
    roles: dict[str, Role] = dict.fromkeys(stray, "unknown")
    askers, margin = _askers(named, speaking, order)
    roles |= {key: "asker" if key in askers else "expert" for key in named}
    if highest == lowest:
        roles |= dict.fromkeys(named, "unknown")
    least_asker = min(named[key] for key in askers)
    answering = [score for key, score in named.items() if key not in askers]
    gap = least_asker - max(answering, default=least_asker)
    return Cast(roles, open=gap < (_CLOSE if len(named) == 2 else 2 * _CLOSE) or margin < _CLOSE_CUTS)


def _askers(
    named: Mapping[str, float], speaking: Mapping[str, Conduct], order: Sequence[str]
) -> tuple[frozenset[str], float]:
    """Those who ask, and how clearly: of all cuts through the ranking the one after which the conversation reads best.

    Askers end on question marks and experts do not, questions are followed by answers and answers by questions,
    and the cut runs where the ranking has its gap.
    """
    ranking = sorted(named, key=lambda key: -named[key])
    turn = dict.fromkeys(speaking, 0)
    asking = []
    for key in order:
        asking.append(speaking[key].asking[turn[key]])
        turn[key] += 1
    found: list[tuple[float, frozenset[str]]] = []
    for place in range(1, min(len(ranking), _MOST_ASKERS)):
        askers = frozenset(ranking[:place])
        rates = [
            _share(ends for key, ends in zip(order, asking, strict=True) if (key in askers) == side)
            for side in (True, False)
        ]
        # Hosts also talk among themselves: what must be answered is a question.
        answered = _share(
            after not in askers
            for (key, after), asks in zip(pairwise(order), asking, strict=False)
            if key in askers and asks
        )
        returned = _share(after in askers for key, after in pairwise(order) if key not in askers)
        gap = min(named[ranking[place - 1]], _FAR) - max(named[ranking[place]], -1.0)
        value = 1.5 * (rates[0] - rates[1]) + answered + 0.75 * returned + 0.5 * gap
        found.append((value, askers))
    if not found:
        return frozenset(ranking[:1]), _CLOSE
    found.sort(key=lambda cut: -cut[0])
    margin = found[0][0] - found[1][0] if len(found) > 1 else _CLOSE
    return found[0][1], margin


def _share(values: Iterable[bool]) -> float:
    counted = list(values)
    return sum(counted) / len(counted) if counted else 0.0


def _is_stray(key: str, voice: Conduct, turns: int, others: int) -> bool:
    """A voice that the tool could not name, or a machine label that speaks once among many turns."""
    if voices.is_unnamed(fold(voice.name)):
        return True
    machine = voices.numbered_part(key) is not None
    return machine and len(voice.sizes) == 1 and turns >= 8 and others > 2


def _asks(voice: Conduct, speaking: Mapping[str, Conduct], *, mixed_case: bool) -> float:
    """How much a voice behaves like an interviewer: asks, is brief, addresses the others, is no subject of the text."""
    if role := voices.role_of(fold(voice.name)):
        return _CERTAIN if role == "asker" else -_CERTAIN
    if not any(voice.sizes):
        return 0.0
    ends = _share(asking for asking, size in zip(voice.asking, voice.sizes, strict=True) if size)
    within = _share(asking for asking, size in zip(voice.querying, voice.sizes, strict=True) if size)
    brevity = 1 / (1 + sum(voice.sizes) / sum(map(bool, voice.sizes)) / 25)
    letters = [char for char in voice.name if char.isalpha()]
    shouted = mixed_case and all(char.isupper() for char in letters)
    addressed = _addresses(voice, speaking)
    return 1.7 * ends + 0.4 * within + brevity + 0.4 * shouted - 0.7 * voice.subject + 0.2 * voice.thanks + addressed


def _addresses(voice: Conduct, speaking: Mapping[str, Conduct]) -> float:
    """Share of a voice's turns that name another voice; hosts do so in every second, and seldom more."""
    if len(speaking) > _MOST_VOICES:
        return 0.0
    names = {part for other in speaking.values() if other is not voice for part in fold(other.name).split()}
    names = {name for name in names if len(name) >= _SHORTEST_NAME and name not in TITLES and not voices.is_role(name)}
    heads = voice.heads[:_TURNS_SEEN]
    return 2 * min(0.5, _share(bool(names & head) for head in heads))
