"""Interview Markdown: the canonical written form of a transcript.

    ---
    interview: 1
    language: de
    asker: FIV
    expert: Stephan | Stephan M. Czaja
    ---

    # Title

    Standfirst.

    ## Section heading

    **FIV:** A question?

    **Stephan [0:01:05]:** An answer, 65 seconds into the recording.

    A further paragraph of the answer.

    > An editorial note.

Blocks are separated by blank lines and are inline Markdown. Where the file names
nobody, `**?:**` opens a question and `**!:**` an answer. A paragraph that would look
like the beginning of another block carries a leading backslash.
`parse(serialize(t)) == t` holds for every transcript.
"""

import re
from collections import defaultdict
from dataclasses import replace
from typing import get_args

from .blocks import Block, Document
from .errors import TranscriptError, gettext_noop
from .inline import runs_of
from .limits import require_few
from .model import KIND_OF, Discard, Heading, Item, Kind, Note, Role, Speaker, Transcript, Turn
from .reading import Mark, Reading, Voice
from .scrub import forbidden, without_forbidden
from .source import SourceFile
from .text import normalize, seconds, unify_line_ends

_OPENING = "---\ninterview: 1\n"
_TURN = re.compile(r"\*\*([^*\[\]|:]+?)(?: \[([\d:.]+)\])?:\*\*(?: (.*))?$")
_AMBIGUOUS = re.compile(r"\\*(?:#|>|\*\*[^*\[\]|:]+?(?: \[[\d:.]+\])?:\*\*)")
_CLOCK = re.compile(r"\d{1,9}(?::\d{1,9}){0,2}(?:\.\d{1,3})?")
_LIST_ITEM = re.compile(r"(-|\d{1,9}\.) (?=\S)")
_UNNAMED: dict[str, Kind] = {"?": "question", "!": "answer"}

REMEDIES = {
    "header": gettext_noop("The head holds “language:”, “asker:” and “expert:” lines between two lines of “---”."),
    "speaker": gettext_noop("Name every speaker in the head, as in “expert: Anna | Anna Beispiel”."),
    "block": gettext_noop("Begin each question and answer with its speaker, as in “**FIV:** …”."),
    "empty": gettext_noop("Write some text there, or delete the line."),
    "clock": gettext_noop("Write the time as hours, minutes and seconds, as in “[0:01:05]”."),
    "twice": gettext_noop("Name each speaker once."),
}


def recognises(file: SourceFile) -> bool:
    """Whether a file declares itself to be interview Markdown."""
    head = file.data[:100].lstrip(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    return head.startswith(_OPENING.encode())


def serialize(transcript: Transcript) -> str:
    """The transcript in its canonical form, ending in a newline."""
    head = [_OPENING + f"language: {transcript.language}"]
    head += [f"{s.role}: {s.label}" + (f" | {s.name}" if s.name else "") for s in transcript.speakers]
    blocks = ["\n".join([*head, "---"])]
    if transcript.title is not None:
        blocks.append(f"# {transcript.title}")
    blocks += map(_guard, transcript.standfirst)
    for item in transcript.items:
        if isinstance(item, Heading):
            blocks.append(f"## {item.text}")
        elif isinstance(item, Note):
            blocks.append(f"> {item.text}")
        else:
            blocks.append(" ".join([_turn_mark(item), *item.paragraphs[:1]]))
            blocks += map(_guard, item.paragraphs[1:])
    return "\n\n".join(blocks) + "\n"


def _turn_mark(turn: Turn) -> str:
    label = turn.speaker if turn.speaker is not None else {k: m for m, k in _UNNAMED.items()}[turn.kind]
    return f"**{label}{'' if turn.start is None else f' [{_clock(turn.start)}]'}:**"


def _clock(start: float) -> str:
    """Seconds as h:mm:ss with as many decimals as it takes to read the same number back."""
    whole = int(start)
    fraction = f"{start - whole:.3f}"[1:].rstrip("0").rstrip(".")
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}{fraction}"


def _guard(paragraph: str) -> str:
    return "\\" + paragraph if _AMBIGUOUS.match(paragraph) else paragraph


def _unguard(paragraph: str) -> str:
    return paragraph[1:] if paragraph.startswith("\\") and _AMBIGUOUS.match(paragraph) else paragraph


def parse(text: str) -> Transcript:
    """Read interview Markdown strictly. Raises TranscriptError naming line and remedy."""
    written = unify_line_ends(normalize(text)).split("\n")
    require_few(sum(map(bool, written)))
    lines = [without_forbidden(line) for line in written]
    discarded = [Discard(number, forbidden(line), "control character") for number, line in enumerate(written, 1)]
    speakers, language, body = _parse_head(lines)
    title: str | None = None
    standfirst: list[str] = []
    items: list[Item] = []
    further: defaultdict[int, list[str]] = defaultdict(list)
    roles = {s.label: s.role for s in speakers}
    for number, block in _blocks(lines, body):
        if block.startswith("# ") and title is None and not standfirst and not items:
            title = _written(number, block, 2)
        elif block.startswith("## "):
            items.append(Heading(_written(number, block, 3)))
        elif block.startswith("> "):
            items.append(Note(_written(number, block, 2)))
        elif opening := _TURN.match(block):
            items.append(_parse_turn(opening, roles, number))
        elif block.startswith(("#", ">")):
            raise _error(number, block, "block")
        elif not items:
            standfirst.append(_written(number, _unguard(block)))
        elif isinstance(items[-1], Turn):
            further[len(items) - 1].append(_written(number, _unguard(block)))
        else:
            raise _error(number, block, "block")
    for place, paragraphs in further.items():
        turn = items[place]
        if isinstance(turn, Turn):
            items[place] = replace(turn, paragraphs=(*turn.paragraphs, *paragraphs))
    return Transcript(
        title, tuple(standfirst), language, tuple(speakers), tuple(items), (), tuple(d for d in discarded if d.text)
    )


def as_reading(transcript: Transcript) -> Reading:
    """A transcript as a reading that can be corrected: each paragraph is a block. A turn without words is none."""
    blocks: list[Block] = []
    marks: list[Mark] = []

    def add(text: str, mark: Mark, heading: int = 0) -> None:
        item = _LIST_ITEM.match(text) if mark.part == "speech" else None
        runs = runs_of(text[item.end() :] if item else text)
        blocks.append(Block(len(blocks) + 1, runs, heading=heading, marker=item[1] if item else ""))
        marks.append(mark)

    if transcript.title is not None:
        add(transcript.title, Mark("title"), 1)
    for text in transcript.standfirst:
        add(text, Mark("standfirst"))
    for item in transcript.items:
        if isinstance(item, Turn):
            for place, text in enumerate(item.paragraphs):
                start = item.start if place == 0 else None
                add(text, Mark("speech", item.speaker, item.kind == "question", (), start))
        else:
            add(item.text, Mark("heading" if isinstance(item, Heading) else "note"), 2 * isinstance(item, Heading))
    voices = {s.label: Voice(s.label, s.role, s.name, s.aliases) for s in transcript.speakers}
    return Reading(Document(blocks), tuple(marks), voices, transcript.language)


def _written(number: int, block: str, mark: int = 0) -> str:
    """The text behind a block's mark; every block has one."""
    text = block[mark:].strip(" \t")
    if not text.strip():
        raise _error(number, block, "empty")
    return text


def _blocks(lines: list[str], body: int) -> list[tuple[int, str]]:
    blocks: list[tuple[int, list[str]]] = []
    open_block = False
    for number, line in enumerate(lines[body:], body + 1):
        if stripped := line.strip(" \t"):
            if not open_block:
                blocks.append((number, []))
            blocks[-1][1].append(stripped)
        open_block = bool(stripped)
    return [(number, " ".join(parts)) for number, parts in blocks]


def _parse_head(lines: list[str]) -> tuple[list[Speaker], str, int]:
    speakers: list[Speaker] = []
    language = "de"
    for number, line in enumerate(lines[2:], 3):
        key, _, value = (part.strip(" \t") for part in line.partition(":"))
        if line == "---":
            return speakers, language, number
        if key == "language" and value:
            language = value
            continue
        label, _, name = (part.strip(" \t") for part in value.partition("|"))
        try:
            role: Role = next(r for r in get_args(Role) if r == key)
            speaker = Speaker(label, role, name or None)
        except (StopIteration, ValueError) as error:
            raise _error(number, line, "header") from error
        if any(label == known.label for known in speakers):
            raise _error(number, line, "twice")
        speakers.append(speaker)
    raise _error(len(lines), lines[-1], "header")


def _parse_turn(match: re.Match[str], roles: dict[str, Role], number: int) -> Turn:
    label, clock, text = match[1], match[2], match[3]
    if label not in roles and label not in _UNNAMED:
        raise _error(number, match[0], "speaker")
    if clock and not _CLOCK.fullmatch(clock):
        raise _error(number, match[0], "clock")
    if label in _UNNAMED:
        kind, speaker = _UNNAMED[label], None
    else:
        kind, speaker = KIND_OF[roles[label]], label
    text = (text or "").strip(" \t")
    return Turn(kind, speaker, (text,) if text.strip() else (), seconds(clock) if clock else None)


def _error(line: int, found: str, remedy: str) -> TranscriptError:
    shown = found if len(found) <= 60 else found[:59] + "…"
    return TranscriptError("bad_interview_markdown", line=line, found=f"“{shown}”", remedy=REMEDIES[remedy])
