"""What captions, diarised JSON and timed tables share: cues on a clock, and how they become blocks."""

import html
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..blocks import Block, Document, Joint, Run
from ..model import Discard, Doubt
from ..text import normalize, seconds

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\n\r\v\f\x1c-\x1f\x85\u2028\u2029]+")
_OUTER_SPACE = " \u00a0\u3000"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")

_CLOCK = re.compile(r"(?:(?:\d{1,4}:)?\d{1,4}:\d{1,2}(?:[.,]\d{1,9})?|\d{1,12}[.,]\d{1,9}|\d{1,12})$")
_ISO_DURATION = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8}(?:\.\d{1,9})?)S)?$", re.IGNORECASE)
_LONGEST_RECORDING = 1_000_000.0  # seconds; more is no time of an interview

# An overlap below this many seconds is how transcription services cut, not how people talk.
_TOLERATED_OVERLAP = 0.3
_LONGEST_SHOWN = 200

_DASH_OF_A_VOICE = re.compile(r"[-–—‐‑]\s*[\[(„“\"'»«¿¡]?[^\W\d_]")
_ARROWS_OF_A_VOICE = re.compile(r">>|»\s")
_LABEL_OF_A_VOICE = re.compile(
    r"\[[A-ZÄÖÜ][A-ZÄÖÜ0-9 _.-]{1,30}\]\s|(?:\[[^\[\]]{1,40}\]|\([^()]{1,40}\)|[^\W\d_][\w.'’-]{0,30}(?: [\w.'’()-]{1,30}){0,3}):\s"
)

# Speech recognition was trained on films; in silence it writes what stood under their last pictures.
_MACHINE_CAPTION = re.compile(
    r"""
      untertitel(?:ung)?(?:\ erstellt)?[.:]?\ (?:von|durch)\ \S+(?:\ \S+){0,2}
    | untertitel(?:ung)?[.:]?\ (?:(?:im\ auftrag|aufgrund)\ \S+\ \S+|(?:des|der|vom)\ (?:zdf|ard|[a-z]{2,3}\b|amara)\S*
          |(?:zdf|ard|wdr|ndr|swr|br|mdr|hr|rbb|orf|srf|srg)\b\S*)(?:\ \S+){0,3}
    | (?:copyright|©)\s*(?:\(c\)\s*)?(?:zdf|ard|wdr|ndr|swr|br|mdr|hr|rbb|orf|srf)\b.{0,40}
    | (?:zdf|ard|wdr|ndr|swr|br|mdr|hr|rbb|orf|srf)(?:\ mediagroup.{0,60}|,?\s+(?:19|20)\d\d)
    | (?:vielen\ dank|danke|danke\ schön|dankeschön)\ (?:für[’']?s|für\ (?:das|ihr|euer))\ (?:zuschauen|zusehen|anschauen|ansehen)
    | (?:thanks|thank\ you)(?:\ (?:so|very)\ much)?(?:\ (?:all|everyone|guys))?\ for\ watching.{0,40}
    | (?:please\ )?(?:don[’']?t\ forget\ to\ )?(?:like\ (?:and|&)\ )?(?:please\ )?subscribe(?:\ (?:to|and|for)\ .{1,60})?
    | (?:bitte\ )?(?:abonniert|abonnieren\ sie)\ (?:(?:unseren|meinen|den|diesen)\ )?kanal.{0,40}
    | (?:subtitles|captions|subtitled|captioned|closed\ captioning|transcribed|translated)(?:\ (?:provided|created))?\ by\ \S+(?:\ \S+){0,4}
    | (?:sous-titres|sous-titrage)\ .{2,80}
    | amara\.org.{0,40} | www\.[\w.-]{3,60}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AROUND_A_CAPTION = ' \t\u00a0.!…*♪[]()"“”„-–'


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cue: its number in the file, its text, and its speaker where the format names one."""

    number: int
    runs: tuple[Run, ...]
    speaker: str | None = None

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said from `start` to `end`, in seconds of the recording, each None where the file does not say."""

    lines: tuple[Line, ...]
    start: float | None = None
    end: float | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def document(cues: Sequence[Cue], discards: Sequence[Discard] = (), doubts: Sequence[Doubt] = ()) -> Document:
    """Cues in the order of the file as a spoken document; repetitions of rolling captions become discards."""
    spoken = [replace(cue, lines=tuple(line for line in cue.lines if line.runs)) for cue in cues]
    cues, repeated = _without_repetitions([cue for cue in spoken if cue.lines])
    blocks = list(_blocks(cues))
    found = [*_overlaps(cues), *_machine_captions(cues)]
    return Document(
        blocks,
        discarded=sorted([*discards, *repeated], key=lambda discard: discard.line),
        doubts=[*doubts, *sorted(found, key=lambda doubt: doubt.line)],
        spoken=True,
    )


def clean(text: str) -> str:
    """Text from inside a data format, in one line: entities resolved, control characters and half characters out."""
    if text.isascii() and text.isprintable() and "&" not in text and "  " not in text:
        return text
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    text = _SURROGATE.sub("\ufffd", _CONTROL.sub("", text))
    return _SPACE.sub(" ", normalize(text))


def tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs of one line with single spaces, none at the ends, and neighbours of the same look joined."""
    groups: list[tuple[Run, list[str]]] = []
    for run in runs:
        text = clean(run.text)
        if not groups:
            text = text.lstrip(_OUTER_SPACE)
        elif groups[-1][1][-1].endswith(" "):
            text = text.removeprefix(" ")
        if not text:
            continue
        if groups and _look(groups[-1][0]) == _look(run):
            groups[-1][1].append(text)
        else:
            groups.append((run, [text]))
    merged = [Run("".join(texts), *_look(run)) for run, texts in groups]
    while merged and (last := merged[-1].text.rstrip(_OUTER_SPACE)) != merged[-1].text:
        merged[-1:] = [replace(merged[-1], text=last)] if last else []
    return tuple(merged)


def _look(run: Run) -> tuple[bool, bool, bool, str]:
    return run.bold, run.italic, run.code, run.href


def time_of(value: object) -> float | None:
    """Seconds, from a number, “1:02:03,5”, “62.5”, “62.5s”, “PT1M2.5S” or “#00:01:02-5#”; None if it is no time."""
    if isinstance(value, str):
        text = value.strip(" \t[]()#").replace(" ", "")
        if iso := _ISO_DURATION.match(text):
            return float(iso[1] or 0) * 3600 + float(iso[2] or 0) * 60 + float(iso[3] or 0)
        text = text.replace("-", ".") if ":" in text else text.removesuffix("s")
        return seconds(text) if _CLOCK.match(text) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e18 and math.isfinite(value) else None


def plausible(value: float | None) -> float | None:
    """The time to the millisecond, or None if no recording is that long."""
    return round(value, 3) if value is not None and 0 <= value <= _LONGEST_RECORDING else None


def ticks_per_second(spans: Iterable[tuple[float | None, float | None, int]]) -> int:
    """The unit of whole-number times, from (start, end, words): people say two or three words a second.

    Formats count in seconds, milliseconds, samples (16 000 a second) or 100-nanosecond ticks and do not say so.
    """
    duration, words, numbers = 0.0, 0, 0
    for start, end, count in spans:
        for value in (start, end):
            if value is not None and value != int(value):
                return 1
        if start is not None and end is not None and end > start:
            duration, words, numbers = duration + end - start, words + count, numbers + 1
    if not numbers or not words or words / duration > 0.03:
        return 1
    return min((1000, 16_000, 10_000_000), key=lambda ticks: abs(math.log(words * ticks / duration / 2.5)))


def shorten(text: str) -> str:
    """As much of a text as a doubt shows."""
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def _blocks(cues: Iterable[Cue]) -> Iterator[Block]:
    speaker: str | None = None
    first = True
    for cue in cues:
        start = cue.start
        dashed = sum(line.text.startswith(("-", "–", "—")) for line in cue.lines) > 1
        for place, line in enumerate(cue.lines):
            joint: Joint = "space"
            if first:
                joint = "paragraph"
            elif line.speaker != speaker or _opens_a_voice(line.text, dashed=dashed, inside=place > 0):
                joint = "line"
            yield Block(line.number, line.runs, joint, speaker=line.speaker, start=start)
            speaker, start, first = line.speaker, None, False


def _opens_a_voice(text: str, *, dashed: bool, inside: bool) -> bool:
    """Whether a line begins with a mark that somebody else speaks; a dash before a small letter reads on.

    Captions repeat a label on every cue of a speaker: it says something new only `inside` a cue.
    """
    if dash := _DASH_OF_A_VOICE.match(text):
        return dashed or not dash[0][-1].islower()
    labelled = inside and not text[0].islower() and _LABEL_OF_A_VOICE.match(text)
    return bool(_ARROWS_OF_A_VOICE.match(text) or labelled)


def _overlaps(cues: Iterable[Cue]) -> Iterator[Doubt]:
    """A doubt for each cue that starts while somebody else is still in the middle of theirs."""
    running: Cue | None = None
    for cue in cues:
        if cue.start is None or cue.end is None or cue.lines[0].speaker is None:
            continue
        if running and running.start is not None and running.end is not None:
            inside = running.start <= cue.start and running.end - cue.start > _TOLERATED_OVERLAP
            if inside and cue.lines[0].speaker != running.lines[-1].speaker:
                yield Doubt(cue.lines[0].number, shorten(cue.text), "overlap", "check")
            if inside and cue.end < running.end:
                continue
        running = cue


def _machine_captions(cues: Iterable[Cue]) -> Iterator[Doubt]:
    for cue in cues:
        for number, text in [(cue.lines[0].number, cue.text), *((line.number, line.text) for line in cue.lines)]:
            if len(text) <= _LONGEST_SHOWN and _MACHINE_CAPTION.fullmatch(text.strip(_AROUND_A_CAPTION)):
                yield Doubt(number, text, "machine_caption", "delete")
                break


def _without_repetitions(cues: list[Cue]) -> tuple[list[Cue], list[Discard]]:
    """Rolling captions show a line again while the next one grows below it: each word once, the rest as discards."""
    if not cues:
        return [], []
    words = [cue.text.split() for cue in cues]
    repeated = [0, *(_repeated_words(before, now) for before, now in pairwise(words))]
    growing = sum(1 < count < len(now) for count, now in zip(repeated, words, strict=True))
    if growing < 2 or growing < 0.3 * (len(cues) - 1):
        return cues, []
    kept: list[Cue] = []
    discards: list[Discard] = []
    for number, (cue, count) in enumerate(zip(cues, repeated, strict=True)):
        # A single word may well be said twice, unless it is a whole line that is shown twice.
        if count == 1 and count not in (len(words[number - 1]), len(cue.lines[0].text.split())):
            count = 0
        if count:
            discards.append(Discard(cue.lines[0].number, " ".join(words[number][:count]), "repeated caption"))
        if lines := _after_words(cue.lines, count):
            kept.append(replace(cue, lines=lines))
    return kept, discards


def _repeated_words(before: list[str], now: list[str]) -> int:
    """With how many words `now` repeats the end of `before`: the prefix function of Knuth, Morris and Pratt."""
    sequence: list[str | None] = [*now, None, *before]
    borders = [0] * len(sequence)
    for place in range(1, len(sequence)):
        border = borders[place - 1]
        while border and sequence[place] != sequence[border]:
            border = borders[border - 1]
        borders[place] = border + (sequence[place] == sequence[border])
    return borders[-1]


def _after_words(lines: tuple[Line, ...], count: int) -> tuple[Line, ...]:
    """The lines without their first `count` words."""
    rest: list[Line] = []
    for line in lines:
        here = len(line.text.split())
        if count >= here:
            count -= here
            continue
        if count:
            line = replace(line, runs=_runs_after(line.runs, _end_of_words(line.text, count)))
            count = 0
        rest.append(line)
    return tuple(rest)


def _end_of_words(text: str, count: int) -> int:
    ends = (match.end() for match in re.finditer(r"\S+", text))
    return next(end for number, end in enumerate(ends, 1) if number == count)


def _runs_after(runs: tuple[Run, ...], place: int) -> tuple[Run, ...]:
    rest: list[Run] = []
    for run in runs:
        rest.append(replace(run, text=run.text[place:]))
        place = max(0, place - len(run.text))
    return tidy(rest)
