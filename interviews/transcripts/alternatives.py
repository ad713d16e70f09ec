"""How else the place of a doubt could be read, as corrections that lead there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .doubts import TODO
from .errors import gettext_noop
from .model import Doubt, Role
from .reading import Mark, Reading

_BRACKETS = re.compile(r"\[[^\[\]]{1,300}\]|\([^()]{1,300}\)")

# What an editor chooses, by `Alternative.name`.
ALTERNATIVES: Mapping[str, str] = {
    "question": gettext_noop("Read it as a question"),
    "answer": gettext_noop("Read it as an answer"),
    "note": gettext_noop("Read it as a note"),
    "text": gettext_noop("Read it as text, not as a speaker"),
    "somebody": gettext_noop("Read “%(label)s” as a speaker"),
    "discard": gettext_noop("Leave it out"),
    "remark": gettext_noop("Leave out “%(label)s”"),
    "swap": gettext_noop("Swap questions and answers"),
}


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another reading of a place: operations of `corrections`, but with indexes in the place of block ids."""

    name: str
    operations: tuple[Mapping[str, Any], ...]
    label: str = ""


def alternative_to(reading: Reading, place: int, doubt: Doubt) -> Alternative | None:
    """The other reading of block `place` that a doubt speaks of, or None where an editor has to find a remedy."""
    if doubt.proposal == "check_roles":
        return Alternative("swap", ({"op": "swap_roles"},))
    if doubt.proposal in ("delete", "delete_one"):
        return Alternative("discard", ({"op": "mark", "blocks": [place], "part": "discard"},))
    if doubt.code == "todo":
        return _without_remark(reading, place)
    if doubt.proposal == "or_no_speech":
        return Alternative("note", ({"op": "mark", "blocks": [place], "part": "note"},))
    if doubt.proposal in ("as_text", "use_label"):
        return _as_somebody(reading, place, doubt)
    if doubt.proposal == "as_voice":
        return _as_text(reading, place)
    if doubt.proposal in ("as_answer", "as_bold_answer", "or_question"):
        return _spoken(reading, place, "question")
    if doubt.proposal in ("as_heading", "as_note", "as_question", "or_answer"):
        return _spoken(reading, place, "answer")
    return None


def _without_remark(reading: Reading, place: int) -> Alternative | None:
    """Without the remark in brackets that was left to the editors."""
    remarks = _BRACKETS.findall(reading.document.blocks[place].text)
    found = next((remark for remark in remarks if TODO.search(remark)), None)
    if found is None:
        return None
    return Alternative("remark", ({"op": "leave_out", "block": place, "text": found},), found)


def _as_somebody(reading: Reading, place: int, doubt: Doubt) -> Alternative | None:
    """The label is that of a voice of its own."""
    label = next((cut for cut in reading.marks[place].cuts if cut.reason == "label"), None)
    text = reading.document.blocks[place].text
    written = text[label.start : label.end].strip(" \t:*_[]|–—-") if label else doubt.label
    known = {name for key, voice in reading.voices.items() for name in (key, voice.label)}
    if not written or written in known:
        return None
    role: Role = "asker" if text.rstrip(" \t\"'“”»«").endswith("?") else "expert"
    return Alternative(
        "somebody",
        (
            {"op": "add_voice", "label": written, "role": role},
            {"op": "mark", "blocks": [place], "part": "speech", "voice": written, "reach": "turn"},
        ),
        written,
    )


def _as_text(reading: Reading, place: int) -> Alternative:
    """What was taken for a label is text of whoever speaks before."""
    before = _nearest(reading, place, None)
    speech = {"op": "mark", "blocks": [place], "part": "speech", "voice": before.voice, "asks": before.asks}
    return Alternative("text", ({"op": "label_is_text", "block": place}, {**speech, "reach": "turn"}))


def _spoken(reading: Reading, place: int, kind: str) -> Alternative:
    """The block is a question or an answer of whoever spoke last in that kind."""
    voice = _nearest(reading, place, kind).voice
    speech = {"op": "mark", "blocks": [place], "part": "speech", "voice": voice, "asks": kind == "question"}
    return Alternative(kind, (speech,))


def _nearest(reading: Reading, place: int, kind: str | None) -> Mark:
    """The last mark of speech (of a kind) above a block, else the first below it."""
    above = reversed(reading.marks[:place])
    for mark in (*above, *reading.marks[place + 1 :]):
        if mark.part == "speech" and kind in (None, reading.kind(mark)):
            return mark
    return Mark("speech", asks=kind == "question")
