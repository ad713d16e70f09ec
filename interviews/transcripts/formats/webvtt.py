"""WebVTT captions, and the captions parser that SubRip shares.

Source: W3C, "WebVTT: The Web Video Text Tracks Format". Exports break its rules (missing blank lines, no header,
commas in times), so cues are found by their timing lines alone, and whatever belongs to none is listed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..blocks import Document, Run
from ..errors import TranscriptError
from ..model import Discard, Doubt
from ..source import SourceFile
from ..text import language_of, seconds
from .cues import Cue, Line, clean, document, plausible, shorten, tidy

NAME = "WebVTT"
SUFFIXES: tuple[str, ...] = (".vtt", ".webvtt")

_HEADER = re.compile(r"WEBVTT(?:[ \t].*)?$")
_TIME = r"(?:\d{1,4}:)?\d{1,4}:\d{1,2}(?:[.,:]\d{1,6})?"
_TIMING = re.compile(rf"[ \t]*({_TIME})[ \t]*(?:-{{1,3}} ?[>›]|[–—] ?>|→|,)[ \t]*({_TIME})(?![\d:])(.*)$")
_CLOCK = re.compile(r"((?:\d+:)?\d+:\d+)(?:[.,:](\d+))?$")
_STRICT_TIMING = re.compile(r"[ \t]*(?:\d{1,4}:)?\d{1,4}:\d\d([.,:]?)\d{0,6}[ \t]*-->[ \t]*(?:\d{1,4}:)?\d{1,4}:\d\d")
_SETTING = re.compile(r"(?:vertical|line|position|size|align|region|[LSTADXY][12]?):\S+", re.IGNORECASE)
_ASIDE = re.compile(r"(NOTE|STYLE|REGION|WEBVTT)(?:[ \t:]|$)")
_FIELD = re.compile(r"(Language|Kind|Region|X-TIMESTAMP-MAP)[:=] *(.*)$", re.IGNORECASE)
_UNIQUE_IDENTIFIER = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[\w/.-]*$")
_POSITION = re.compile(r"[\da-fA-F{}/_.:#-]+$")
# Of the tags that a reader never sees; other angle brackets ("<3", "<laughs>") are text.
_TAG = re.compile(
    r"<(/?)(v|c|i|b|u|s|em|strong|ruby|rt|lang|font|span|br|p)((?:[.\s][^<>]*)?)/?>|<\d[\d:.,]*>|\{\\[^{}\n]*\}",
    re.IGNORECASE,
)
_MOST_LINES_OF_A_CUE = 25
_MOST_CUES_MISSING = 5


@dataclass(slots=True)
class _Captions:
    """A caption file divided by its timing lines; the lines of a cue are numbered from 1 in the file."""

    cues: list[tuple[float, float, list[tuple[int, str]]]] = field(default_factory=list)
    identifiers: list[tuple[int, str]] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    language: str | None = None


def recognises(file: SourceFile) -> bool:
    """Whether it begins with WEBVTT or is made of cues whose times have dots."""
    try:
        lines = file.text.lstrip().split("\n")
    except TranscriptError:
        return False
    if _HEADER.match(lines[0]):
        return lines[0].rstrip() == "WEBVTT" or any(map(_STRICT_TIMING.match, lines))
    return separator_of_times(lines) == "."


def separator_of_times(lines: list[str]) -> str | None:
    """What stands before the milliseconds in the times of a caption file (may be empty); None if it is none."""
    timings = [match for match in map(_STRICT_TIMING.match, lines) if match]
    if len(timings) * _MOST_LINES_OF_A_CUE < sum(not line.isspace() for line in lines if line):
        return None
    return timings[0][1] if timings else None


def read(file: SourceFile) -> Document:
    """One block for each line of a cue. Raises TranscriptError `empty`, `binary` or `no_words`."""
    return read_captions(file, NAME)


def read_captions(file: SourceFile, name: str) -> Document:
    """A caption file of either kind, called `name` in errors."""
    captions = _divide(file.text.split("\n"))
    cues = [Cue(tuple(_lines(numbered)), plausible(start), plausible(end)) for start, end, numbered in captions.cues]
    if not any(cue.text.strip() for cue in cues):
        raise TranscriptError("no_words", format=name)
    discards = [*captions.discards, *_telling_identifiers(captions.identifiers)]
    result = document(cues, discards, [*file.decoded.doubts, *captions.doubts])
    result.language = captions.language
    return result


def _divide(lines: list[str]) -> _Captions:
    captions = _Captions()
    timings = [(place, match) for place, line in enumerate(lines) if (match := _timing(line))]
    begins: list[int] = []
    numeral = None
    after = 0
    for place, _ in timings:
        begin, numeral = _identifier(lines, place, after, numeral)
        after = place + 1
        captions.identifiers += [(n + 1, lines[n].strip()) for n in range(begin, place) if lines[n].strip()]
        begins.append(begin)
    _outside(captions, lines[: begins[0] if begins else len(lines)])
    for (place, match), end in zip(timings, [*begins, len(lines)][1:], strict=True):
        text = [(n + 1, lines[n]) for n in range(place + 1, end)]
        if words := " ".join(word for word in match[3].split() if not _SETTING.match(word)):
            text.insert(0, (place + 1, words))
        start, stop = map(_seconds, match.group(1, 2))
        captions.cues.append((start, stop, _without_asides(captions, text)))
    return captions


def _seconds(clock: str) -> float:
    parts = _CLOCK.match(clock)
    return seconds(f"{parts[1]}.{parts[2] or 0}") if parts else 0.0


def _timing(line: str) -> re.Match[str] | None:
    if ":" not in line or not line.lstrip(" \t")[:1].isdigit():
        return None
    match = _TIMING.match(line)
    return match if match and (match[3][:1] in ("", " ", "\t") or not match[3].strip()) else None


def _identifier(lines: list[str], timing: int, first: int, before: int | None) -> tuple[int, int | None]:
    """Where the identifier above a timing line begins (the timing line itself if it has none), and its number.

    `first` is the earliest line it may stand on, `before` the number of the cue before.
    """
    place = timing - 1
    while place >= first and not lines[place].strip():
        place -= 1
    if place < first or _timing(lines[place]):
        return timing, before
    text = lines[place].strip()
    adjacent, alone = place == timing - 1, not place or not lines[place - 1].strip()
    if text.isdecimal() and len(text) < 10:
        number = int(text)
        doubled = place > first and lines[place - 1].strip() == text
        # Where blank lines are missing, a number may also be the last line of the text above: "2003".
        follows = before is not None and before <= number <= before + _MOST_CUES_MISSING
        if number == (before or 0) + 1 or (adjacent and (alone or doubled or follows)):
            return place - doubled, number
        return timing, before
    is_aside = text.startswith(("NOTE", "STYLE", "REGION", "WEBVTT")) or _FIELD.match(text)
    is_identifier = (alone and not is_aside) or _UNIQUE_IDENTIFIER.match(text)
    return (place if adjacent and is_identifier else timing), before


def _outside(captions: _Captions, lines: list[str]) -> None:
    """What stands before the first cue: the header, comments, style, and whatever should not be there."""
    in_header = False
    reason = ""
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text:
            in_header, reason = False, ""
        elif _HEADER.match(text):
            in_header = True
            _discard(captions, number, text.removeprefix("WEBVTT").strip(" \t-–—"), "metadata")
        elif (setting := _FIELD.match(text)) and not reason:
            if setting[1].lower() == "language":
                captions.language = language_of(setting[2])
            _discard(captions, number, text, "metadata")
        elif in_header and not _ASIDE.match(text):
            _discard(captions, number, text, "metadata")
        elif (aside := _ASIDE.match(text)) and not reason:
            in_header, reason = False, _reason(aside[1])
            _discard(captions, number, text.removeprefix("NOTE").lstrip(" \t:"), reason)
        elif reason:
            _discard(captions, number, text, reason)
        else:
            _discard(captions, number, text, "outside the cues")
            captions.doubts.append(Doubt(number, shorten(text), "unplaced", "left_out"))


def _without_asides(captions: _Captions, numbered: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines of a cue without the comments and styles that follow it; those become discards."""
    text: list[tuple[int, str]] = []
    reason, after_blank = "", False
    for number, line in numbered:
        aside = _ASIDE.match(line) if after_blank else None
        if aside:
            reason = _reason(aside[1])
            line = line.removeprefix("NOTE").removeprefix("WEBVTT").lstrip(" \t:-")
        after_blank = not line.strip() and not aside
        if after_blank:
            reason = ""
        elif reason:
            _discard(captions, number, line.strip(), reason)
        else:
            text.append((number, line))
    return text


def _reason(keyword: str) -> str:
    return {"NOTE": "comment", "WEBVTT": "metadata"}.get(keyword, "style")


def _discard(captions: _Captions, line: int, text: str, reason: str) -> None:
    # Keywords of a style or a comment of one bare word "NOTE" are no words of anybody.
    if text and text not in ("STYLE", "REGION"):
        captions.discards.append(Discard(line, clean(text).strip(), reason))


def _telling_identifiers(identifiers: Iterable[tuple[int, str]]) -> Iterator[Discard]:
    """Identifiers that are more than a number: names, chapters. Numbered ones occur once each and say nothing."""
    identifiers = list(identifiers)
    times = Counter(text for _, text in identifiers)
    for number, text in identifiers:
        counts_cues = times[text] == 1 and " " not in text and any(char.isdigit() for char in text)
        if not (counts_cues or text.isdecimal() or _POSITION.match(text)):
            yield Discard(number, clean(text), "cue identifier")


def _lines(numbered: Iterable[tuple[int, str]]) -> Iterator[Line]:
    """The lines of one cue, divided where its voice changes. Voice, bold and italic hold on over line ends."""
    speaker: str | None = None
    bold = italic = False
    for number, line in numbered:
        runs: list[Run] = []
        place = 0
        for tag in _TAG.finditer(line):
            runs.append(Run(line[place : tag.start()], bold, italic))
            place = tag.end()
            closing, name = bool(tag[1]), (tag[2] or "").lower()
            if name in ("v", "br", "p"):
                if found := tidy(runs):
                    yield Line(number, found, speaker)
                    runs = []
                speaker = _voice(tag[3], closing) if name == "v" else speaker
            elif name in ("b", "strong"):
                bold = not closing
            elif name in ("i", "em"):
                italic = not closing
        runs.append(Run(line[place:], bold, italic))
        if found := tidy(runs):
            yield Line(number, found, speaker)


def _voice(annotation: str, closing: bool) -> str | None:
    """The name in `<v.loud Name>`; None at the end of a voice."""
    if closing:
        return None
    _, _, name = annotation.partition(" ") if annotation.startswith(".") else ("", "", annotation)
    return clean(name).strip() or None
