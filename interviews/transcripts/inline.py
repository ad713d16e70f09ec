"""Runs ⇄ inline Markdown, the form in which a transcript's texts are kept.

Written are `**bold**`, `*italic*`, `` `code` `` and `[links](https://…)`; literal marks get a backslash
where they could be mistaken, and only there: German texts are full of gender asterisks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .text import composed

_PUNCTUATION = re.escape(r"\`*_{}[]()>#+-.!")
_ESCAPE = re.compile(rf"\\([{_PUNCTUATION}])|&(lt|amp);")
_TOKEN = re.compile(rf"\\[{_PUNCTUATION}]|&(?:lt|amp);|\*\*|\*")
_VISIBLE = re.compile(
    rf"(?P<escape>\\[{_PUNCTUATION}]|&(?:lt|amp);)|(?P<ticks>`+)(?!`)(?P<pad> ?)(?P<code>.+?)(?P=pad)(?<!`)(?P=ticks)(?!`)|"
    r"\[(?P<label>(?:\\.|(?>(?P<fence>`+)(?!`).+?(?<!`)(?P=fence)(?!`))|[^\[\]\\`])*)\]\((?P<href>[^()\s]*)\)|(?P<strong>\*\*)|(?P<star>\*)"
)
_AT_START = re.compile(r"(#{1,6}(?=\s|$|[^\s#])|>|\+(?=\s)|[-=]{3,}\s*$|[-*](?=\s|$))")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_IN_LABEL = re.compile(r"(?<!\\)[\[\]`]")
_BOUNDARY_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
_SPACE = re.compile(r"[ \t\n]+")


# Where a published link may lead.
LINK_SCHEMES = frozenset(("http", "https", "mailto"))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. `text` is what a reader sees, without any markup."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


def escape(text: str) -> str:
    """Literal text as inline Markdown that renders to just that text, escaping no more than it must.

    >>> escape("2 * 3 [lacht] 1. <b>")
    '2 * 3 [lacht] 1. <b>'
    """
    return render((Run(text),))


def render(runs: Sequence[Run], marker: str = "") -> str:
    """Runs as one line of inline Markdown; a list marker becomes `- ` or `1. ` before it."""
    runs = _tidy(runs)
    literal = "".join(run.text for run in runs if not run.code)
    looks = any(run.bold or run.italic for run in runs)
    stars = literal.count("*") > (0 if looks else 1)
    ticks = literal.count("`") > (0 if any(run.code for run in runs) else 1)
    underscores = len(_BOUNDARY_UNDERSCORE.findall(literal)) > 1
    parts: list[str] = []
    bold = italic = False
    for run in runs:
        text = _code(run.text) if run.code else _escape_text(run.text, stars, ticks, underscores)
        if run.href:
            text = text if run.code else _IN_LABEL.sub(r"\\\g<0>", text)
            text = f"[{text}]({run.href.replace('(', '%28').replace(')', '%29').replace(' ', '%20')})"
        if (italic and not run.italic) or (bold != run.bold and italic):
            parts.append("*")
            italic = False
        if bold != run.bold:
            parts.append("**")
            bold = run.bold
        if run.italic and not italic:
            parts.append("*")
            italic = True
        parts.append(text)
    parts += ["*"] * italic + ["**"] * bold
    line = "".join(parts)
    if marker:
        ordered = re.match(r"\d+", marker)
        return f"{ordered[0]}. {line}" if ordered else f"- {line}"
    return _guard_start(line)


def plain(text: str) -> str:
    """Inline Markdown as a reader sees it, but for links, bold and code: escapes resolved, emphasis unmarked."""
    stars = sum(mark == "*" for mark in _TOKEN.findall(text))

    def show(match: re.Match[str]) -> str:
        mark = match[0]
        if mark == "*":
            return "" if stars > 1 else mark
        return mark if mark == "**" else _unescape_token(mark)

    return _TOKEN.sub(show, text)


def visible(text: str) -> str:
    """What a reader sees of inline Markdown as `render` writes it."""
    return "".join(run.text for run in runs_of(text))


def runs_of(text: str) -> tuple[Run, ...]:
    """The inverse of `render`: inline Markdown, as it writes it, as runs."""
    found = list(_VISIBLE.finditer(text))
    lone = sum(match.lastgroup == "star" for match in found) == 1
    runs: list[Run] = []
    look = Run("")
    at = 0
    for match in found:
        runs.append(replace(look, text=text[at : match.start()]))
        at = match.end()
        match match.lastgroup:
            case "strong":
                look = replace(look, bold=not look.bold)
            case "star" if not lone:
                look = replace(look, italic=not look.italic)
            case "code":
                runs.append(replace(look, text=match["code"], code=True))
            case "star" | "escape":
                runs.append(replace(look, text=_unescape_token(match[0]) if match.lastgroup == "escape" else "*"))
            case _:
                href = match["href"]
                runs += [
                    replace(run, bold=run.bold or look.bold, italic=run.italic or look.italic, href=href)
                    for run in runs_of(match["label"])
                ]
    return tuple(run for run in (*runs, replace(look, text=text[at:])) if run.text)


def unescape(text: str) -> str:
    """The inverse of `escape`: Markdown escapes and the two entities it writes or once wrote, as plain characters."""
    return _ESCAPE.sub(lambda m: _unescape_token(m[0]), text)


def cut(runs: Iterable[Run], spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """Runs without the characters in `spans` (start, end; in order, not overlapping)."""
    kept: list[Run] = []
    position = 0
    for run in runs:
        end = position + len(run.text)
        text, at = "", position
        for start, stop in spans:
            if stop <= position or start >= end:
                continue
            text += run.text[at - position : max(start, position) - position]
            at = min(stop, end)
        text += run.text[at - position :]
        if text:
            kept.append(replace(run, text=text))
        position = end
    return tuple(kept)


def without_look(runs: Iterable[Run], *, bold: bool = False, italic: bool = False) -> tuple[Run, ...]:
    """Runs whose bold or italic is taken away, because it only said who speaks."""
    return tuple(replace(run, bold=run.bold and not bold, italic=run.italic and not italic) for run in runs)


def _tidy(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one look joined, white space collapsed and moved outside of marks, outer space gone."""
    spaced: list[Run] = []
    for run in runs:
        text = _SPACE.sub(" ", run.text)
        core = text.strip(" ")
        if not core:
            spaced.append(Run(" ") if text else run)
            continue
        before, _, after = text.partition(core)
        spaced += [Run(before), replace(run, text=core), Run(after)]
    tidy: list[Run] = []
    for run in spaced:
        if not run.text or (run.text == " " and (not tidy or tidy[-1].text.endswith(" "))):
            continue
        if run.text[0] == " " and tidy and tidy[-1].text.endswith(" "):
            run = replace(run, text=run.text[1:])
        if tidy and _look(tidy[-1]) == _look(run):
            tidy[-1] = replace(run, text=tidy[-1].text + run.text)
        elif len(tidy) > 1 and tidy[-1].text == " " and _look(tidy[-2]) == _look(run) and not run.code:
            tidy[-2:] = [replace(run, text=f"{tidy[-2].text} {run.text}")]
        else:
            tidy.append(run)
    if tidy and tidy[-1].text.endswith(" "):
        tidy[-1] = replace(tidy[-1], text=tidy[-1].text.rstrip(" "))
    # What was cut out may have stood between a letter and its accent.
    return [replace(run, text=composed(run.text)) for run in tidy if run.text]


def _look(run: Run) -> tuple[bool, bool, bool, str]:
    return run.bold, run.italic, run.code, run.href


def _code(text: str) -> str:
    longest = max((len(ticks) for ticks in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escape_text(text: str, stars: bool, ticks: bool, underscores: bool) -> str:
    text = re.sub(rf"\\(?=[{_PUNCTUATION}]|$)", r"\\\\", text)
    text = re.sub(r"&(?=#?\w{1,32};)", "&amp;", text)
    text = re.sub(r"\](?=\s*[(\[:])", r"\\]", text)
    if stars:
        text = text.replace("*", r"\*")
    if ticks:
        text = text.replace("`", r"\`")
    return text.replace("_", r"\_") if underscores else text


def _guard_start(line: str) -> str:
    if number := _NUMBER.match(line):
        return f"{number[1]}\\{line[len(number[1]) :]}"
    return "\\" + line if _AT_START.match(line) and not line.startswith("**") else line


def _unescape_token(mark: str) -> str:
    return {"&lt;": "<", "&amp;": "&"}.get(mark, mark[1:])
