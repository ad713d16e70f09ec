"""What an editor corrects in a reading, one small step at a time: pure functions on JSON-ready operations.

An operation is a dict with "op" and the arguments of the function of that name below. A reading and its operations,
applied in order, always give the same result; so undoing is applying all but the last.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

from .alternatives import Alternative, alternative_to
from .assemble import layout
from .model import Doubt, Role
from .reading import Cut, Part, Reading

Reach = Literal["here", "turn", "all"]

_BEHIND_LABEL = r"\s*(?::|[–—-](?=\s))\s*"


class Impossible(ValueError):
    """A correction that this reading does not allow; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Corrected:
    """A reading under correction.

    ids      a name for each block that stays when others are split
    places   the id of the block at which each of the reading's doubts was raised; "" for one of the whole file
    settled  numbers of the doubts that the editor has decided
    """

    reading: Reading
    ids: tuple[str, ...]
    places: tuple[str, ...]
    settled: frozenset[int] = frozenset()

    @cached_property
    def index(self) -> Mapping[str, int]:
        return {name: index for index, name in enumerate(self.ids)}

    @property
    def open_doubts(self) -> list[tuple[int, Doubt, str]]:
        """Number, doubt and id of its block, of those that are not settled."""
        doubts = enumerate(zip(self.reading.doubts, self.places, strict=True))
        return [(number, doubt, place) for number, (doubt, place) in doubts if number not in self.settled]

    def alternative(self, number: int) -> Alternative | None:
        """How else the place of a doubt could be read, as the reading is now."""
        place = self.index.get(self.places[number])
        return None if place is None else alternative_to(self.reading, place, self.reading.doubts[number])

    def at(self, block: str) -> int:
        """Raises Impossible for an id that there is not."""
        if block not in self.index:
            raise Impossible("block_gone")
        return self.index[block]


def begin(reading: Reading) -> Corrected:
    """A reading as it was understood, to be corrected."""
    ids = tuple(map(str, range(len(reading.marks))))
    return Corrected(reading, ids, tuple(_place(reading, doubt) for doubt in reading.doubts))


def correct(state: Corrected, operations: Iterable[Mapping[str, Any]]) -> Corrected:
    """The state after some operations. Raises Impossible."""
    for operation in operations:
        arguments = {name: value for name, value in operation.items() if name != "op"}
        function = _OPERATIONS.get(str(operation.get("op")))
        if function is None:
            raise Impossible("malformed")
        try:
            state = function(state, **arguments)
        except Impossible:
            raise
        except (TypeError, KeyError, IndexError, AttributeError, ValueError) as error:
            raise Impossible("malformed") from error
    return state


def mark(
    state: Corrected,
    blocks: Sequence[str],
    part: Part,
    voice: str | None = None,
    *,
    asks: bool = False,
    reach: Reach = "here",
) -> Corrected:
    """What some blocks are. A label of `voice` is no text.

    `reach` of speech: here; also what the same voice goes on to say in its turn; or all questions, or all answers, of
    nobody named.
    """
    if part not in get_args(Part) or reach not in get_args(Reach):
        raise Impossible("malformed")
    reading = state.reading
    places = [state.at(block) for block in blocks]
    if part == "speech" and reach == "turn":
        places += _rest_of_turn(reading, places[-1])
    elif part == "speech" and reach == "all":
        places += _unnamed_like(reading, places[0])
    for place in dict.fromkeys(places):
        reading = reading.with_mark(place, part, voice, asks=bool(asks))
        if voice is not None and part == "speech":
            reading = _without_label(reading, place, voice)
    return replace(state, reading=reading)


def leave_out(state: Corrected, block: str, text: str) -> Corrected:
    """A piece of a block that is no text, such as a remark in brackets to the editors."""
    place = state.at(block)
    old = state.reading.marks[place]
    start = state.reading.document.blocks[place].text.find(text) if text else -1
    end = start + len(text)
    if start < 0 or any(c.start < end and start < c.end for c in old.cuts):
        raise Impossible("block_gone")
    cuts = sorted((*old.cuts, Cut(start, end, "by the editor")), key=lambda c: c.start)
    return replace(state, reading=state.reading.with_cuts(place, tuple(cuts)))


def split(state: Corrected, block: str, at: int) -> Corrected:
    """Divide the paragraph that a block is part of before character `at` of its text, blanks included."""
    place = state.at(block)
    paragraph = next((p for piece in layout(state.reading) for p in piece.paragraphs if place in p.blocks), None)
    if paragraph is None:
        raise Impossible("block_gone")
    text = "".join(run.text for run in paragraph.runs)
    if not text[: max(at, 0)].strip() or not text[at:].strip():
        raise Impossible("nothing_to_split")
    for place, begins in list(paragraph.blocks.items())[1:]:
        if not text[min(at, begins) : max(at, begins)].strip():
            return replace(state, reading=state.reading.part(place))
    place, begins = next((p, start) for p, start in reversed(paragraph.blocks.items()) if start <= at)
    return _split_block(state, place, at - begins)


def join(state: Corrected, block: str) -> Corrected:
    """Let a block read on in the paragraph before."""
    place = state.at(block)
    if place == 0:
        raise Impossible("nothing_before")
    return replace(state, reading=state.reading.join(place))


def label_is_text(state: Corrected, block: str) -> Corrected:
    """What was taken for a block's label is text."""
    return replace(state, reading=state.reading.without_cut(state.at(block)))


def add_voice(state: Corrected, label: str, role: Role) -> Corrected:
    """A further voice, whose key is its label."""
    label = " ".join(label.split())
    known = {name for key, voice in state.reading.voices.items() for name in (key, voice.label)}
    if label in known:
        raise Impossible("label_taken")
    role = _role(role)
    return replace(state, reading=_labelled(lambda: state.reading.with_voice(label, label, role)))


def rename(state: Corrected, voice: str, label: str) -> Corrected:
    label = " ".join(label.split())
    if any(key != voice and other.label == label for key, other in state.reading.voices.items()):
        raise Impossible("label_taken")
    return replace(state, reading=_labelled(lambda: state.reading.rename(voice, label)))


def merge(state: Corrected, voice: str, into: str) -> Corrected:
    return replace(state, reading=state.reading.merge(voice, into))


def set_role(state: Corrected, voice: str, role: Role) -> Corrected:
    if voice not in state.reading.voices:
        raise Impossible("malformed")
    return replace(state, reading=state.reading.with_roles({voice: _role(role)}))


def swap_roles(state: Corrected) -> Corrected:
    return replace(state, reading=state.reading.swap_roles())


def settle(state: Corrected, doubt: int) -> Corrected:
    """The editor has looked at a doubt's place and leaves it as it is."""
    if not isinstance(doubt, int) or not 0 <= doubt < len(state.places):
        raise Impossible("malformed")
    return replace(state, settled=state.settled | {doubt})


def take_alternative(state: Corrected, doubt: int) -> Corrected:
    """Read the place of a doubt the other way."""
    other = state.alternative(doubt)
    if other is None:
        raise Impossible("no_alternative")
    operations = [dict(operation) for operation in other.operations]
    for operation in operations:
        if "blocks" in operation:
            operation["blocks"] = [state.ids[place] for place in operation["blocks"]]
        if "block" in operation:
            operation["block"] = state.ids[operation["block"]]
    return settle(correct(state, operations), doubt)


def _role(role: Role) -> Role:
    if role not in get_args(Role):
        raise Impossible("malformed")
    return role


def _labelled(change: Callable[[], Reading]) -> Reading:
    try:
        return change()
    except ValueError as error:
        raise Impossible("bad_label") from error


def _place(reading: Reading, doubt: Doubt) -> str:
    """The id of the block that a doubt is about: the one with its words, else the last that begins at or above it."""
    beginning = doubt.text[:40]
    here = [index for index, block in enumerate(reading.document.blocks) if block.line == doubt.line]
    for index in here:
        if reading.document.blocks[index].text.strip().startswith(beginning):
            return str(index)
    if here:
        return str(here[0])
    above = [index for index, block in enumerate(reading.document.blocks) if block.line < doubt.line]
    return str(above[-1]) if above else ""


def _rest_of_turn(reading: Reading, place: int) -> list[int]:
    """The blocks behind one in which the same voice goes on, up to where a label says anew who speaks."""
    first, rest = reading.marks[place], []
    for index in range(place + 1, len(reading.marks)):
        follower = reading.marks[index]
        same = follower.part == "speech" and (follower.voice, follower.asks) == (first.voice, first.asks)
        if not same or first.part != "speech" or any(c.reason == "label" for c in follower.cuts):
            break
        rest.append(index)
    return rest


def _unnamed_like(reading: Reading, place: int) -> list[int]:
    """Where nobody is named who asks, or answers, as at this place."""
    first = reading.marks[place]
    if first.part != "speech" or first.voice:
        return []
    same = ("speech", None, first.asks)
    return [index for index, one in enumerate(reading.marks) if (one.part, one.voice, one.asks) == same]


def _without_label(reading: Reading, place: int, voice: str) -> Reading:
    """A block whose text begins with the voice's label and a colon or dash: that is no text."""
    text, old = reading.document.blocks[place].text, reading.marks[place]
    if any(c.reason == "label" for c in old.cuts):
        return reading
    who = reading.voices[voice]
    for spelling in filter(None, (who.label, who.name, *who.aliases)):
        found = re.match(rf"\s*{re.escape(spelling)}{_BEHIND_LABEL}", text, re.IGNORECASE)
        if found and not any(c.start < found.end() for c in old.cuts):
            cuts = (Cut(0, found.end(), "label"), *old.cuts)
            return reading.with_cuts(place, cuts)
    return reading


def _split_block(state: Corrected, place: int, at: int) -> Corrected:
    """Divide a block before character `at` of what is said in it."""
    for c in state.reading.marks[place].cuts:
        if c.start <= at:
            at += c.end - c.start
    if not 0 < at < len(state.reading.document.blocks[place].text):
        raise Impossible("nothing_to_split")
    name = f"{state.ids[place]}+{at}"
    ids = (*state.ids[: place + 1], name, *state.ids[place + 1 :])
    return replace(state, reading=state.reading.split(place, at), ids=ids)


_OPERATIONS: Mapping[str, Callable[..., Corrected]] = {
    function.__name__: function
    for function in (
        mark,
        split,
        leave_out,
        join,
        label_is_text,
        add_voice,
        rename,
        merge,
        set_role,
        swap_roles,
        settle,
        take_alternative,
    )
}
