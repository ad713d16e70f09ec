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
from typing import get_args

from .errors import TranscriptError, gettext_noop
from .model import Heading, Item, Kind, Note, Role, Speaker, Transcript, Turn
from .text import normalize, seconds

_OPENING = "---\ninterview: 1\n"
_TURN = re.compile(r"\*\*([^*\[\]|:]+?)(?: \[([\d:.]+)\])?:\*\*(?: (.*))?$")
_AMBIGUOUS = re.compile(r"\\*(?:#|>|\*\*[^*\[\]|:]+?(?: \[[\d:.]+\])?:\*\*)")
_UNNAMED: dict[str, Kind] = {"?": "question", "!": "answer"}

REMEDIES = {
    "header": gettext_noop("The head holds “language:”, “asker:” and “expert:” lines between two lines of “---”."),
    "speaker": gettext_noop("Name every speaker in the head, as in “expert: Anna | Anna Beispiel”."),
    "block": gettext_noop("Begin each question and answer with its speaker, as in “**FIV:** …”."),
}


def recognises(text: str) -> bool:
    """Whether a text declares itself to be interview Markdown."""
    return re.sub(r"\r\n?", "\n", text.lstrip("\ufeff")).startswith(_OPENING)


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
    lines = re.sub(r"\r\n?", "\n", normalize(text)).split("\n")
    speakers, language, body = _parse_head(lines)
    title: str | None = None
    standfirst: list[str] = []
    items: list[Item] = []
    roles = {s.label: s.role for s in speakers}
    for number, block in _blocks(lines, body):
        if block.startswith("# ") and title is None and not standfirst and not items:
            title = block[2:].strip()
        elif block.startswith("## "):
            items.append(Heading(block[3:].strip()))
        elif block.startswith("> "):
            items.append(Note(block[2:].strip()))
        elif turn := _TURN.match(block):
            items.append(_parse_turn(turn, roles, number))
        elif block.startswith(("#", ">")):
            raise _error(number, block, "block")
        elif not items:
            standfirst.append(_unguard(block))
        elif isinstance(last := items[-1], Turn):
            items[-1] = Turn(last.kind, last.speaker, (*last.paragraphs, _unguard(block)), last.start)
        else:
            raise _error(number, block, "block")
    return Transcript(title, tuple(standfirst), language, tuple(speakers), tuple(items))


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
            speakers.append(Speaker(label, role, name or None))
        except (StopIteration, ValueError) as error:
            raise _error(number, line, "header") from error
    raise _error(len(lines), lines[-1], "header")


def _parse_turn(match: re.Match[str], roles: dict[str, Role], number: int) -> Turn:
    label, clock, text = match[1], match[2], match[3]
    if label not in roles and label not in _UNNAMED:
        raise _error(number, match[0], "speaker")
    if label in _UNNAMED:
        kind, speaker = _UNNAMED[label], None
    else:
        kind, speaker = "question" if roles[label] == "asker" else "answer", label
    return Turn(kind, speaker, (text,) if text else (), seconds(clock) if clock else None)


def _error(line: int, found: str, remedy: str) -> TranscriptError:
    shown = found if len(found) <= 60 else found[:59] + "…"
    return TranscriptError("bad_interview_markdown", line=line, found=f"“{shown}”", remedy=REMEDIES[remedy])
