"""Where a block may begin with somebody's name: every way in which a label is set, read generously.

Nothing is decided here. A candidate becomes a speaker only in a reading of the whole (`schemes`, `judge`).
"""

import re
from dataclasses import dataclass

from . import remarks, stamps
from .blocks import Block
from .model import LABEL_FORBIDS
from .text import fold, words
from .wordlists import LABEL_PARTICLES, TITLES

_REACH = 130
_LONGEST = 80
_OPENING = re.compile(r"(?:>{1,3}|[-–—•·*])\s+|>>+\s?")
_STRAY_QUOTE = re.compile(r"[„“”‘’'\"«»‚]")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[’'ʼ](?=[^\W\d_])")
_DASH = re.compile(r"\s*\.?[–—]\s*|\s+-{1,2}\s+|\.\s?-\s")
_COLON = re.compile(r"\s*[:：]{1,2}")
_AFTER_COLON = re.compile(r"\s|$|[*„“\"»(\[<’‘'…]")
_PAREN = re.compile(r"\s*[(\[]([^()\[\]]{0,60})[)\]]$")
_BEFORE_CLOCK = re.compile(r"[\s,|–—-]*(?=[\[({<#]{0,2}\d{1,3}:\d{2})")
_AFTER_CLOCK = re.compile(r"[)\]}>#]*\s*[:：]?[ \t]*")
_SENTENCE_GOES_ON = re.compile(r" ?[^\s:：|\])}>-]")
_TIME_OF_DAY = re.compile(r"\s?(?:uhr|h|am|pm|a\.m|p\.m|o.clock)\b", re.IGNORECASE)
_TWO_SPACES = re.compile(r"[ \u00a0]{2,}")
_DOTTED = re.compile(r"([^\W\d_]{1,2})[.)]\s")
_BRACKETED = re.compile(r"[\[(<]([^\[\]()<>]{1,50})[\])>]\s*:?\s*")
_FULL_STOP = re.compile(r"[^\W\d_]{3,}\.\s*$")
_CLOCK_ONLY = re.compile(r"[\d:.,\s]+$")
_COUNTED = re.compile(r"[^\W\d_]{2,12} \d{1,3}(?: \([^()]{1,20}\))?\s?:")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?\s?-?){1,4}$")
_SENTENCE = re.compile(r"[?!;…/=+]|[^\W\d_]{5,}\.\s|\.\.|https?|www\.|@")


@dataclass(frozen=True, slots=True)
class Label:
    """A possible label at the beginning of a block.

    name, key   as written, and folded for comparison
    extra       what stands in brackets behind the name: initials, a role, a stage direction
    end         where the text begins: everything before is the label's
    syntax      how it is set: colon, dash, alone, stamp, look, tab, dot, bracket, cell, said
    start       the time code written with it, in seconds
    opening     a stray mark before the name
    """

    name: str
    key: str
    end: int
    syntax: str
    extra: str = ""
    start: float | None = None
    opening: str = ""

    @property
    def strong(self) -> bool:
        """Whether the setting itself says that a name stands here."""
        return self.syntax not in ("dash", "alone", "dot", "look", "spaces")

    @property
    def setting(self) -> str:
        """The settings that are as good as each other as one."""
        return "strong" if self.strong else self.syntax


def candidates(block: Block) -> tuple[Label, ...]:
    """Every label with which the block may begin, the most explicit first."""
    if block.speaker is not None:
        return _said(block)
    text = block.text[:_REACH]
    if not text.strip() or block.hint == "note" or remarks.is_legend(block.text):
        return ()
    if block.cells:
        return _cell(block)
    at, start, opening = _lead(text)
    found = [_bracketed(block.text, text, at, start)]
    for end_of_name, syntax, end, at_time in _terminators(block, text, at):
        if syntax == "alone" and start is not None:
            # A time and nothing but a name: "[00:12] Anna".
            syntax = "stamp"
        found.append(_label(text[at:end_of_name], syntax, end, start if at_time is None else at_time, opening))
    # "Question 3: …" as a heading is what somebody called the question, and part of it.
    counted = bool(block.heading and _COUNTED.match(block.text))
    return tuple(label for label in found if label and not (counted and label.syntax == "colon"))


def name_and_extra(raw: str) -> tuple[str, str]:
    """`Xing Yang (XY)` → (`Xing Yang`, `XY`)."""
    raw = raw.strip(" \t\u00a0.,–—-").replace("\u00a0", " ")
    if (paren := _PAREN.search(raw)) and paren.start() > 0:
        return raw[: paren.start()].strip(), paren[1].strip()
    return raw, ""


def _said(block: Block) -> tuple[Label, ...]:
    raw = block.speaker or ""
    name = " ".join("".join(" " if char in LABEL_FORBIDS else char for char in raw).split())[:_LONGEST].strip()
    return (Label(name, fold(name) or name, 0, "said", start=block.start),) if fold(name) and name not in "?!" else ()


def _lead(text: str) -> tuple[int, float | None, str]:
    """Past dialogue marks, time codes and a stray quotation mark: position, time, the stray mark."""
    at, start, opening = 0, None, ""
    for _ in range(3):
        at += len(text[at:]) - len(text[at:].lstrip(" \t\u00a0"))
        if mark := _OPENING.match(text, at):
            at = mark.end()
        stamp = stamps.at(text, at)
        if stamp and start is None and not _TIME_OF_DAY.match(text, stamp.end):
            at, start = stamp.end, stamp.at
            at += len(text[at:]) - len(text[at:].lstrip(" \t\u00a0-–—|,:"))
    if _STRAY_QUOTE.match(text, at) and not _STRAY_QUOTE.search(text, at + 1, at + 40):
        opening, at = text[at], at + 1
    return at, start, opening


def _terminators(block: Block, text: str, at: int) -> list[tuple[int, str, int, float | None]]:
    """(end of the name, syntax, beginning of the text, time code) for each way in which a name may end."""
    found: list[tuple[int, str, int, float | None]] = []
    if colon := _colon(text, at):
        found.append((colon[0], "colon", *_time_after(block.text, colon[1])))
    tab = text.find("\t", at)
    if tab > at:
        found.append((tab, "tab", tab + 1, None))
    if stamp := _stamp_after(text, at):
        found.append(stamp)
    spaces = _TWO_SPACES.search(text, at)
    if spaces and at < spaces.start() <= at + 40:
        found.append((spaces.start(), "spaces", spaces.end(), None))
    if dash := _DASH.search(text, at):
        found.append((dash.start(), "dash", dash.end(), None))
    if look := _end_of_look(block, at):
        found.append((look, "look", look, None))
    dot = _DOTTED.match(text, at)
    if dot and dot[1].casefold() not in TITLES:
        found.append((dot.end(1), "dot", dot.end(), None))
    if len(block.text) <= _LONGEST and block.joint != "space" and not _FULL_STOP.search(text):
        found.append((len(block.text), "alone", len(block.text), None))
    return found


def _colon(text: str, at: int) -> tuple[int, int] | None:
    for colon in _COLON.finditer(text, at):
        before, after = text[: colon.start()][-1:], text[colon.end() : colon.end() + 1]
        if before.isdigit() and after.isdigit():
            continue
        name = text[at : colon.start()]
        if not _AFTER_COLON.match(text, colon.end()) and not (name.istitle() or name.isupper()):
            return None
        return colon.start(), colon.end()
    return None


def _time_after(text: str, end: int) -> tuple[int, float | None]:
    """Past a time code without brackets that fills the rest of the line: `Anna: 00:01:02`."""
    at = end + len(text[end:]) - len(text[end:].lstrip(" \t"))
    stamp = stamps.bare_at(text, at)
    return (stamp.end, stamp.at) if stamp and not text[stamp.end :].strip() else (end, None)


def _stamp_after(text: str, at: int) -> tuple[int, str, int, float | None] | None:
    """A time code that ends a name: `Anna 00:12`, `Anna [00:12:03]`; a colon may follow it."""
    place = _BEFORE_CLOCK.search(text, at + 1)
    if not place:
        return None
    at_stamp = place.end()
    stamp = stamps.at(text, at_stamp)
    while stamp is None and text[at_stamp : at_stamp + 1] in tuple("[({<#"):
        at_stamp += 1
        stamp = stamps.bare_at(text, at_stamp)
    if stamp is None:
        return None
    bare = text[stamp.start - 1 : stamp.start] not in tuple("[({<#") and text[stamp.start] not in "[({<#"
    if bare and _SENTENCE_GOES_ON.match(text, stamp.end) and text.count(":", stamp.start, stamp.end) < 2:
        # "Um 1:45 Uhr" is no label.
        return None
    return place.start(), "stamp", _AFTER_CLOCK.match(text, stamp.end).end(), stamp.at  # type: ignore[union-attr]


def _end_of_look(block: Block, at: int) -> int | None:
    """Where a bold or italic name at the beginning ends and plain text goes on."""
    position = 0
    look: tuple[bool, bool] | None = None
    for run in block.runs:
        if look is not None and (run.bold, run.italic) != look and run.text.strip():
            return position
        if position + len(run.text) > at and run.text.strip() and look is None:
            look = (run.bold, run.italic)
            if not any(look):
                return None
        position += len(run.text)
        if position > _LONGEST:
            return None
    return None


def _label(raw: str, syntax: str, end: int, start: float | None, opening: str) -> Label | None:
    name, extra = name_and_extra(raw)
    if syntax in ("stamp", "look") and start is None and (stamp := _trailing_stamp(raw)):
        name, start = name_and_extra(raw[: stamp.start])[0], stamp.at
        extra = ""
    if extra and (clock := stamps.bare_at(extra, 0)) and clock.end == len(extra):
        start, extra = clock.at if start is None else start, ""
    name = name.strip("*_:# ")
    if not is_name_shaped(name, syntax):
        return None
    return Label(name, fold(name), end, syntax, extra, start, opening)


def _trailing_stamp(raw: str) -> stamps.Stamp | None:
    found = stamps.enclosed(raw)
    return found[-1] if found and not raw[found[-1].end :].strip(" :") else None


def _bracketed(whole: str, text: str, at: int, start: float | None) -> Label | None:
    """`[ANNA] text`, `(Anna) text`, `<Anna> text`."""
    match = _BRACKETED.match(text, at)
    if not match or not whole[match.end() :].strip():
        return None
    return _label(match[1], "bracket", match.end(), start, "")


def _cell(block: Block) -> tuple[Label, ...]:
    """A table row whose first or second cell is a name: `Anna | text`, `00:12 | Anna | text`."""
    cells, start, end = list(block.cells), None, 0
    if len(cells) > 2 and (stamp := stamps.bare_at(cells[0].strip(" []()"), 0)):
        start, end = stamp.at, len(cells[0]) + 3
        cells = cells[1:]
    if len(cells) < 2 or not cells[1].strip():
        return ()
    name, extra = name_and_extra(cells[0].strip(" :"))
    if not is_name_shaped(name, "cell"):
        return ()
    return (Label(name, fold(name), end + len(cells[0]) + 3, "cell", extra, start),)


def is_name_shaped(name: str, syntax: str) -> bool:
    """Whether a name could be a label at all: short, no sentence, has a letter."""
    if not name or len(name) > _LONGEST or "\t" in name or LABEL_FORBIDS & set(name) or not fold(name):
        return False
    if _CLOCK_ONLY.match(name) or _SENTENCE.search(name):
        return False
    if " " in name and _STRAY_QUOTE.search(_APOSTROPHE.sub("", name.strip("'’"))):
        return False
    parts = words(name)
    most = 10 if syntax in ("colon", "cell") else 5
    if len(parts) > most or not any(char.isalpha() for char in name):
        return False
    if name.endswith(",") or ("," in name and syntax in ("dash", "alone", "spaces")):
        return syntax == "alone" and name.count(",") == 1 and len(parts) <= 4
    small = [part for part in parts if part[0].islower() and part not in LABEL_PARTICLES]
    return len(small) <= len(parts) / 3 or (len(parts) <= 2 and syntax not in ("dash", "dot"))


def initials_like(extra: str) -> bool:
    """Whether brackets behind a name hold its short form: `(XY)`, `(M. K.)`."""
    return bool(_INITIALS.match(extra)) and extra.upper() == extra
