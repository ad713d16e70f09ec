"""The same interview in other file formats: what word processors, web pages, captions and speech recognition write.

Each writer's name says the format and the convention inside it; `FORMATS` gathers them.
"""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape

import pypandoc

from .conventions import clock, markdown_page, page, text_of
from .fitting import (
    Need,
    one_paragraph,
    timed,
    two_voices,
    without_headings,
    without_lists,
    without_notes,
    without_opening,
)
from .interviews import Heading, Interview, Turn

Writer = Callable[[Interview], bytes]
SPOKEN: tuple[Need, ...] = (without_lists, without_headings, without_notes, without_opening, timed)


@dataclass(frozen=True)
class Format:
    """`spoken`: cut by time, so that paragraphs of a turn do not count."""

    name: str
    suffix: str
    write: Writer
    needs: tuple[Need, ...] = ()
    labels: bool = True
    spoken: bool = False
    slow: bool = False


FORMATS: dict[str, Format] = {}


def _add(name: str, suffix: str, write: Writer, *needs: Need, labels: bool = True, spoken: bool = False) -> None:
    slow = isinstance(write, partial) and write.func is _with_pandoc
    FORMATS[name] = Format(name, suffix, write, needs, labels, spoken, slow)


# --- Word processors -----------------------------------------------------------------------------------------


def _with_pandoc(interview: Interview, *, markdown: Callable[[Interview], str], to: str) -> bytes:
    """A Markdown text, converted; straight quotes stay straight."""
    command = [pypandoc.get_pandoc_path(), "--standalone", "--from", "markdown-smart", "--to", to, "--output", "-"]
    return subprocess.run(command, input=markdown(interview).encode(), capture_output=True, check=True).stdout


def _bold_labels(interview: Interview) -> str:
    return markdown_page(interview, lambda t: f"**{t.person.label}:** {text_of(t)}")


def _bare_labels(interview: Interview) -> str:
    return markdown_page(interview, lambda t: f"{t.person.label}: {text_of(t)}")


def _bold_questions(interview: Interview) -> str:
    return markdown_page(
        interview, lambda t: "\n\n".join(f"**{p}**" for p in t.paragraphs) if t.is_question else text_of(t)
    )


def _styles(interview: Interview) -> str:
    def said(turn: Turn) -> str:
        style = "Frage" if turn.is_question else "Antwort"
        return f'::: {{custom-style="{style}"}}\n{text_of(turn)}\n:::'

    return markdown_page(interview, said)


def _table(interview: Interview) -> str:
    rows = [f"| {t.person.label} | {text_of(t)} |" for t in interview.turns]
    head = page(interview.with_items([]), text_of, "## ").rstrip()
    return head + "\n\n| Person | Text |\n|:---|:-----------|\n" + "\n".join(rows) + "\n"


_ROWS = (one_paragraph, without_headings, without_notes)
for _to in ("docx", "odt", "rtf"):
    for _name, _markdown, _needs, _labels in (
        ("bold_labels", _bold_labels, (), True),
        ("bare_labels", _bare_labels, (), True),
        ("bold_questions", _bold_questions, (two_voices,), False),
        ("table", _table, _ROWS, True),
    ):
        _add(
            f"{_to}_{_name}",
            f".{_to}",
            partial(_with_pandoc, markdown=_markdown, to=_to),
            *_needs,
            labels=_labels,
        )
_add("docx_styles", ".docx", partial(_with_pandoc, markdown=_styles, to="docx"), two_voices, labels=False)


# --- Web pages -----------------------------------------------------------------------------------------------


def _html(interview: Interview, said: Callable[[Turn], str]) -> bytes:
    parts = [f"<h1>{escape(interview.title)}</h1>"] if interview.title else []
    parts += [f'<p class="lead">{escape(p)}</p>' for p in interview.standfirst]
    for item in interview.items:
        if isinstance(item, Turn):
            parts.append(said(item))
        elif isinstance(item, Heading):
            parts.append(f"<h2>{escape(item.text)}</h2>")
        else:
            parts.append(f"<p><em>{escape(item.text)}</em></p>")
    body = "\n".join(parts)
    return f'<!doctype html>\n<html lang="{interview.language}"><body>\n{body}\n</body></html>\n'.encode()


def _p(turn: Turn, template: str = "<p>{}</p>") -> str:
    return "\n".join(template.format(escape(p)) for p in turn.paragraphs)


def html_strong_labels(interview: Interview) -> bytes:
    return _html(interview, lambda t: _p(t).replace("<p>", f"<p><strong>{escape(t.person.label)}:</strong> ", 1))


def html_strong_questions(interview: Interview) -> bytes:
    return _html(interview, lambda t: _p(t, "<p><strong>{}</strong></p>") if t.is_question else _p(t))


def html_classes(interview: Interview) -> bytes:
    return _html(interview, lambda t: f'<div class="{"frage" if t.is_question else "antwort"}">{_p(t)}</div>')


def html_breaks(interview: Interview) -> bytes:
    def said(turn: Turn) -> str:
        return f"<p><b>{escape(turn.person.label)}:</b> " + "<br>\n".join(map(escape, turn.paragraphs)) + "</p>"

    return _html(interview, said)


def html_definition_list(interview: Interview) -> bytes:
    """dt is the person, dd what the person says."""
    return _html(interview, lambda t: f"<dl><dt>{escape(t.person.label)}</dt><dd>{_p(t)}</dd></dl>")


def html_question_list(interview: Interview) -> bytes:
    """dt is the question, dd the answer."""
    parts = _html(interview, lambda t: f"<dl>{_p(t, '<dt>{}</dt>' if t.is_question else '<dd>{}</dd>')}</dl>")
    return parts.replace(b"</dl>\n<dl>", b"\n")


_add("html_strong_labels", ".html", html_strong_labels)
_add("html_strong_questions", ".html", html_strong_questions, two_voices, labels=False)
_add("html_classes", ".html", html_classes, two_voices, labels=False)
_add("html_breaks", ".html", html_breaks)
_add("html_definition_list", ".html", html_definition_list)
_add("html_question_list", ".html", html_question_list, two_voices, without_notes, labels=False)


# --- Captions ------------------------------------------------------------------------------------------------


def _cues(interview: Interview) -> list[tuple[float, float, Turn, str]]:
    """Turns cut into pieces of at most nine words: start, end, turn, text."""
    cues: list[tuple[float, float, Turn, str]] = []
    for turn in interview.turns:
        words = " ".join(turn.paragraphs).split()
        start = turn.start or 0.0
        for n in range(0, len(words), 9):
            piece = words[n : n + 9]
            end = start + len(piece) * 0.4
            cues.append((start, end, turn, " ".join(piece)))
            start = end
    return cues


def _stamp(seconds: float, point: str) -> str:
    return f"{clock(seconds, 3)}{point}{round(seconds * 1000) % 1000:03}"


def _captions(interview: Interview, head: str, point: str, line: Callable[[Turn, str, bool], str]) -> bytes:
    """`line` writes a cue's text, knowing whether it is the first of its turn."""
    parts = [head] if head else []
    last: Turn | None = None
    for n, (start, end, turn, text) in enumerate(_cues(interview), 1):
        times = f"{_stamp(start, point)} --> {_stamp(end, point)}"
        parts.append(f"{n}\n{times}\n{line(turn, text, turn is not last)}")
        last = turn
    return ("\n\n".join(parts) + "\n").encode()


def vtt_voice_tags(interview: Interview) -> bytes:
    return _captions(interview, "WEBVTT", ".", lambda t, text, new: f"<v {t.person.name}>{text}</v>")


def vtt_names(interview: Interview) -> bytes:
    return _captions(interview, "WEBVTT", ".", lambda t, text, new: f"{t.person.name}: {text}")


def vtt_names_at_change(interview: Interview) -> bytes:
    return _captions(interview, "WEBVTT", ".", lambda t, text, new: f"{t.person.name}: {text}" if new else text)


def vtt_arrows(interview: Interview) -> bytes:
    def line(turn: Turn, text: str, new: bool) -> str:
        return f">> {turn.person.surname.upper()}: {text}" if new else text

    return _captions(interview, "WEBVTT", ".", line)


def srt_names(interview: Interview) -> bytes:
    return _captions(interview, "", ",", lambda t, text, new: f"{t.person.label}: {text}")


def srt_bracketed_names(interview: Interview) -> bytes:
    return _captions(interview, "", ",", lambda t, text, new: f"[{t.person.surname.upper()}] {text}" if new else text)


_add("vtt_voice_tags", ".vtt", vtt_voice_tags, *SPOKEN, spoken=True)
_add("vtt_names", ".vtt", vtt_names, *SPOKEN, spoken=True)
_add("vtt_names_at_change", ".vtt", vtt_names_at_change, *SPOKEN, spoken=True)
_add("vtt_arrows", ".vtt", vtt_arrows, *SPOKEN, spoken=True)
_add("srt_names", ".srt", srt_names, *SPOKEN, spoken=True)
_add("srt_bracketed_names", ".srt", srt_bracketed_names, *SPOKEN, spoken=True)


# --- Data ----------------------------------------------------------------------------------------------------


def json_whisperx(interview: Interview) -> bytes:
    """Segments with anonymous speakers, as whisperX diarises them."""
    people = {p: f"SPEAKER_{n:02}" for n, p in enumerate(interview.cast)}
    segments = [
        {"start": start, "end": end, "text": " " + text, "speaker": people[turn.person]}
        for start, end, turn, text in _cues(interview)
    ]
    return json.dumps({"segments": segments, "language": interview.language}).encode()


def json_podcast(interview: Interview) -> bytes:
    """Podcasting 2.0: podcast namespace, transcripts."""
    segments = [
        {"speaker": turn.person.name, "startTime": start, "endTime": end, "body": text}
        for start, end, turn, text in _cues(interview)
    ]
    return json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False).encode()


def _rows(interview: Interview, delimiter: str) -> bytes:
    file = io.StringIO()
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerow(["start", "speaker", "text"])
    rows.writerows([clock(t.start, 3), t.person.label, " ".join(t.paragraphs)] for t in interview.turns)
    return file.getvalue().encode()


_add("json_whisperx", ".json", json_whisperx, *SPOKEN, spoken=True)
_add("json_podcast", ".json", json_podcast, *SPOKEN, spoken=True)
for _suffix, _delimiter in ((".csv", ","), (".csv", ";"), (".tsv", "\t")):
    _add(
        {",": "csv_commas", ";": "csv_semicolons", "\t": "tsv"}[_delimiter],
        _suffix,
        partial(_rows, delimiter=_delimiter),
        *SPOKEN,
        one_paragraph,
        spoken=True,
    )
