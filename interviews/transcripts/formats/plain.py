"""Plain text: one paragraph a line, or lines wrapped at a fixed width; every character is literal."""

import re
from collections import Counter
from dataclasses import replace
from itertools import accumulate, pairwise

from ..blocks import Block, Document, Joint, Run
from ..limits import require_few
from ..model import Discard
from ..remarks import page_numbers
from ..source import SourceFile

NAME = "plain text"
SUFFIXES: tuple[str, ...] = (".txt", ".text")

_BULLET = re.compile(r"([-•·▪◦*])[ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})([.)])[ \t]+(?=\S)")
# As mail programs quote: one ">" a level. Two together are a mark for a change of speaker.
_QUOTED = re.compile(r">(?: ?>(?= ))* (?=\S)")
# A line that begins with somebody's name was not wrapped there.
_LABELLED = re.compile(r"\s*([A-ZÀ-Þ][\w.-]{0,20}(?: [\w.-]{1,20})?):\s")
_WITH_PAGE = re.compile(
    r"(?:seite|page|s\.|p\.|blatt) ?(?P<first>\d{1,4})(?:\s{2,}|\s?[|·–—-]\s?)\S.*$"
    r"|\S.*?(?:\s|[|·–—-]\s?)(?:(?:seite|page|s\.|p\.|blatt) ?|\s{3,}|\| ?)(?P<last>\d{1,4})$",
    re.IGNORECASE,
)
_RULE = re.compile(r"(?:[-–—_*=~#•·+] ?){3,}$")
_NARROWEST_WRAP = 40
# Who wraps by hand does so a few characters early.
_RAGGED = 4
_WIDEST_WRAP = 140
_WIDEST_INDENT = 8
_TAB = 4
# As messengers export: `13.05.24, 14:02 - Lena: …`, `[5/13/24, 2:02:11 PM] Lena: …`.
_CHAT_STAMP = re.compile(
    r"\u200e?\[?\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f][AaPp]\.?[Mm]\.?)?(?:\]| -|:)\s"
)
_LEAST_MESSAGES = 3


def recognises(file: SourceFile) -> bool:
    """Every text is at least plain text."""
    return True


def read(file: SourceFile) -> Document:
    """One block a line. Raises TranscriptError `empty`, `binary` or `too_long`."""
    lines = file.text.split("\n")
    require_few(sum(map(bool, lines)))
    lines, stamps = _without_chat_stamps(lines)
    furniture = _page_furniture(lines)
    width = _wrap_width(lines, furniture)
    numbers = {int(m[1]) for line in lines if (m := _NUMBER.match(line.strip()))}
    blocks: list[Block] = []
    gap, ruled, previous = True, False, ""
    for number, line in enumerate(lines, 1):
        stripped = line.strip(" \t\u00a0\u3000\x1a")
        if number in furniture:
            continue
        if not stripped or _RULE.match(stripped):
            gap, ruled = True, ruled or bool(stripped)
            continue
        block = _block(number, line, stripped, numbers, _joint(gap, previous, line.rstrip(), width))
        blocks.append(replace(block, ruled=ruled) if ruled else block)
        gap, ruled, previous = False, False, line.rstrip()
    discards = stamps + [
        Discard(number, lines[number - 1].strip(), reason) for number, reason in sorted(furniture.items())
    ]
    blocks = _over_page_breaks(blocks, furniture)
    discards.sort(key=lambda discard: discard.line)
    return Document(blocks, discarded=discards, doubts=list(file.decoded.doubts))


def _without_chat_stamps(lines: list[str]) -> tuple[list[str], list[Discard]]:
    """The lines of an exported chat, without the date and time before each message."""
    found = {number: match for number, line in enumerate(lines, 1) if (match := _CHAT_STAMP.match(line))}
    if len(found) < _LEAST_MESSAGES or len(found) * 2 < sum(map(bool, lines)):
        return lines, []
    lines = [line[found[n].end() :] if n in found else line for n, line in enumerate(lines, 1)]
    return lines, [Discard(number, match[0].strip(), "time code") for number, match in found.items()]


def _block(number: int, line: str, stripped: str, numbers: set[int], joint: Joint) -> Block:
    quoted = _QUOTED.match(stripped)
    if quoted:
        stripped = stripped[quoted.end() :]
    lead = line[: len(line) - len(line.lstrip(" \t\u00a0\u3000"))]
    indent = sum(_TAB if char == "\t" else 1 for char in lead)
    marker = ""
    if bullet := _BULLET.match(stripped):
        marker, stripped = bullet[1], stripped[bullet.end() :]
    elif (item := _NUMBER.match(stripped)) and {int(item[1]) - 1, int(item[1]) + 1} & numbers:
        # "3. Oktober" alone is a date; with a 2. or a 4. it is a list.
        marker, stripped = item[1] + item[2], stripped[item.end() :]
    if marker and joint == "space":
        joint = "line"
    return Block(number, (Run(stripped),), joint, quote=bool(quoted), marker=marker, indent=indent)


def _joint(gap: bool, previous: str, line: str, width: int) -> Joint:
    if gap:
        return "paragraph"
    return "space" if width and _was_wrapped(previous, line, width) else "line"


def _was_wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line ends where it does because the next word did not fit."""
    return len(line) <= width < len(line) + 1 + _first_word(following) + _RAGGED and not _is_centred(line, following)


def _is_centred(line: str, following: str) -> bool:
    """Whether a line stands much further in than the next, as names do in scripts."""
    return _indent(line) > _indent(following) + _WIDEST_INDENT


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _first_word(line: str) -> int:
    """The length of a line's first word, quotation marks of mails apart."""
    return len(line.lstrip("> ").split(maxsplit=1)[0]) if line.strip("> ") else 0


def _wrap_width(lines: list[str], furniture: dict[int, str]) -> int:
    """The width at which the text was wrapped; 0 if each line is a paragraph.

    Each line with another right below it tells between which widths it was wrapped, if it was: at least its own
    length, and less than with the next word. A wrapped text has a width on which most of its lines agree.
    """
    texts = ["" if n in furniture else line.rstrip() for n, line in enumerate(lines, 1)]
    inner = [(a, b) for a, b in pairwise(texts) if a and b and not _is_centred(a, b)]
    labels = _recurring_labels(texts)
    loose = sum(a != "" and b == "" for a, b in pairwise(texts)) > len(inner) * 0.1
    steps = [0] * (_WIDEST_WRAP + 2)
    for line, following in inner:
        end = len(line) + 1 + _first_word(following) + _RAGGED
        labelled = (name := _LABELLED.match(following)) and name[1] in labels
        if end >= _NARROWEST_WRAP and len(line) <= _WIDEST_WRAP and not labelled:
            steps[max(len(line), _NARROWEST_WRAP)] += 1
            steps[min(max(end, _NARROWEST_WRAP), _WIDEST_WRAP + 1)] -= 1
    agreeing = list(accumulate(steps))
    most_longer = sum(map(bool, texts)) * 0.3
    usual = sorted(map(len, texts), reverse=True)[int(most_longer)] if texts else 0
    width = max(range(len(agreeing)), key=lambda at: (agreeing[at], at >= usual))
    enough = max(2 if loose else 4, sum(len(line) > width / 2 for line, _ in inner) * 0.5)
    return width if agreeing[width] >= enough and width >= usual else 0


def _recurring_labels(lines: list[str]) -> set[str]:
    """The names with a colon that begin more than one line."""
    counts = Counter(match[1] for line in lines if (match := _LABELLED.match(line)))
    return {name for name, count in counts.items() if count > 1}


def _page_furniture(lines: list[str]) -> dict[int, str]:
    """Line numbers of page numbers that count up, and of the header or footer line that repeats beside them."""
    pages = [place + 1 for place in page_numbers([line.strip() for line in lines])]
    furniture = dict.fromkeys(pages, "page number") | _counted_headers(lines)
    everywhere = Counter(line.strip() for line in lines)
    beside: dict[str, list[int]] = {}
    for place in list(furniture):
        for near in (*range(place - 3, place), *range(place, place + 4)):
            if 0 < near <= len(lines) and near not in furniture and (text := lines[near - 1].strip()):
                beside.setdefault(text, []).append(near)
    for text, places in beside.items():
        # A speaker's name stands in other places too.
        only_there = len(set(places)) == everywhere[text]
        if only_there and len(set(places)) > 1 and len(set(places)) >= len(pages) * 0.25 and len(text) < 100:
            furniture.update(dict.fromkeys(places, "page header"))
    return furniture


def _counted_headers(lines: list[str]) -> dict[int, str]:
    """Line numbers of headers with the page in them: `Manuscript Pike          Page 2`, and the next with 3."""
    found: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines, 1):
        if match := _WITH_PAGE.match(line.strip()) if len(line) < _WIDEST_WRAP else None:
            page = next(part for part in (match["last"], match["first"]) if part)
            found.setdefault(line.replace(page, "", 1).strip(), []).append((number, int(page)))
    counting = [places for places in found.values() if len(places) > 1]
    counting = [places for places in counting if all(b[1] - a[1] == 1 for a, b in pairwise(places))]
    return {number: "page header" for places in counting for number, _ in places}


def _over_page_breaks(blocks: list[Block], furniture: dict[int, str]) -> list[Block]:
    """A sentence that a page break cut reads on."""
    joined = blocks[:1]
    for before, block in pairwise(blocks):
        broken = any(n in furniture for n in range(before.line + 1, min(block.line, before.line + 9)))
        # Inside a paragraph with a hanging indent, both lines stand as far in.
        inside = block.text[:1].islower() or (block.indent > 0 and not _LABELLED.match(block.text))
        if broken and not block.marker and inside and before.text[-1:] not in '.?!:…“”"':
            block = replace(block, joint="space")
        joined.append(block)
    return joined
