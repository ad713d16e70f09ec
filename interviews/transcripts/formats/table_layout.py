"""Which text is a table, and what its columns hold.

Columns are known by their heading in German or English; without headings there must be a column that holds most of
the words beside one that names few people.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from .cues import time_of

type Kind = Literal["text", "speaker", "start", "end", "duration", "question", "answer", "number", ""]
type Quoting = Literal["strict", "literal", "lenient"]

# In the order in which they decide about a heading of several words ("end time"); better words first.
_HEADINGS: tuple[tuple[Kind, str], ...] = (
    ("question", "frage fragen question questions q interviewfrage"),
    ("answer", "antwort antworten answer answers a response"),
    ("end", "end ende endzeit endtime stop bis to out"),
    ("duration", "duration dauer länge length"),
    ("start", "start startzeit starttime begin beginn anfang zeit zeitmarke zeitstempel time timestamp timecode"),
    ("start", "uhrzeit position tc from in von"),
    ("speaker", "speaker speakers sprecher sprecherin sprechende person name wer who voice stimme rolle role"),
    ("speaker", "participant teilnehmer teilnehmerin teilnehmende redner rednerin author autor autorin label"),
    ("text", "text content transcript transcription transkript transkription inhalt beitrag redebeitrag aussage body"),
    (
        "text",
        "utterance sentence satz caption untertitel message nachricht wortlaut dialog dialogue speech rede äußerung",
    ),
    ("text", "gesagtes gesprochenes zitat quote words segment paragraph absatz"),
    ("number", "id nr no number nummer index zeile row # cue lfd"),
)
_KIND_OF: dict[str, tuple[int, Kind]] = {
    word: (100 * order + place, kind)
    for order, (kind, words) in enumerate(_HEADINGS)
    for place, word in enumerate(words.split())
}
# Headings of a table with a column for each of the two voices.
_VOICES: dict[str, Kind] = {
    **dict.fromkeys(
        ["interviewer", "interviewerin", "interviewende", "moderator", "moderatorin", "host", "redaktion"], "question"
    ),
    **dict.fromkeys(
        ["befragte", "befragter", "interviewte", "interviewter", "interviewee", "experte", "expertin", "gast", "guest"],
        "answer",
    ),
}
_SHORTEST_WORD_AMONG_OTHERS = 4  # "in" is a heading of its own, but not in "Sprecher:in"
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_HEADING = re.compile(r"[\w #()%&/*:.,+-]{0,40}$")
_HEADING_WORD = re.compile(r"#|[^\W_]+")
_SEPARATOR_LINE = re.compile(r"\"?sep=(.)\"?$")
_PIPE_TABLE = re.compile(r"\|?\s*:?-{3,}:?\s*\|")
_DELIMITERS = "\t;,"
_SAMPLE_ROWS = 60
_ROWS_ABOVE_HEADINGS = 5
_MOST_COLUMNS = 100  # rows are filled up to their number
_LONGEST_NAME = 40
_LARGEST_FIELD = 10_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row and the line of the file on which it begins, from 1."""

    line: int
    cells: list[str]

    def cell(self, column: int | None) -> str:
        return self.cells[column] if column is not None else ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What each column of a table holds, and how many rows there are above its contents."""

    delimiter: str
    quoting: Quoting
    columns: tuple[Kind, ...]
    above: int = 0
    headings: tuple[str, ...] = ()

    def column(self, kind: Kind) -> int | None:
        return self.columns.index(kind) if kind in self.columns else None

    def fitted(self, row: Row) -> Row:
        """The row with one cell a column: a text that was not quoted is put together again."""
        width, cells = len(self.columns), row.cells
        if len(cells) == 1:
            # The rest of a text that broke off, or a line across the table.
            return Row(row.line, ["" if place != self._text else cells[0] for place in range(width)])
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        if surplus := max(0, len(cells) - width):
            end = self._text + surplus + 1
            cells = [*cells[: self._text], self.delimiter.join(cells[self._text : end]), *cells[end:]]
        return Row(row.line, cells + [""] * (width - len(cells)))

    @property
    def _text(self) -> int:
        kind: Kind = "text" if "text" in self.columns else "answer"
        return self.columns.index(kind)


def rows_of(text: str, delimiter: str, quoting: Quoting) -> Iterator[Row]:
    """The rows that are not blank. Raises csv.Error."""
    csv.field_size_limit(_LARGEST_FIELD)
    reader = csv.reader(
        (line + "\n" for line in text.split("\n")),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if quoting == "literal" else csv.QUOTE_MINIMAL,
        strict=quoting == "strict",
        skipinitialspace=f'{delimiter} "' in text[:4000],
    )
    line = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield Row(line, cells)
        line = reader.line_num + 1


def layout_of(text: str) -> Layout | None:
    head = [line.strip() for line in text.lstrip("\n")[:4000].split("\n")]
    separator = _SEPARATOR_LINE.match(head[0])
    if any(map(_PIPE_TABLE.match, head[:_ROWS_ABOVE_HEADINGS])):
        return None
    quotings: tuple[Quoting, ...] = ("strict", "literal", "lenient")
    for delimiter in separator[1] if separator else _DELIMITERS:
        if not any(delimiter in line for line in text[:4000].split("\n")[: _ROWS_ABOVE_HEADINGS + 1]):
            continue
        for quoting in quotings:
            try:
                sample = list(islice(rows_of(text, delimiter, quoting), _SAMPLE_ROWS))
            except (csv.Error, TypeError, ValueError):  # the latter for a delimiter that cannot be one
                continue
            if found := _with_headings(sample, delimiter, quoting) or _without_headings(sample, delimiter, quoting):
                return found
    return None


def _with_headings(rows: Sequence[Row], delimiter: str, quoting: Quoting) -> Layout | None:
    for above, row in enumerate(rows[:_ROWS_ABOVE_HEADINGS]):
        contents = rows[above + 1 :]
        columns = _columns(row.cells, contents)
        if not columns:
            continue
        fitting = sum(len(other.cells) == len(columns) for other in contents)
        # A text that was not quoted brings more columns; one cell alone is the rest of a text.
        near = sum(len(other.cells) > 1 for other in contents)
        enough = fitting == len(contents) if quoting == "literal" else near * 2 > len(contents)
        # A sentence with the word "text" before a comma is no row of headings; in prose a space follows the comma.
        sure = len(set(columns)) > 2 or "" not in columns or not _spaced(rows, delimiter)
        if contents and enough and sure:
            return Layout(delimiter, quoting, columns, above + 1, tuple(cell.strip() for cell in row.cells))
    return None


def _spaced(rows: Sequence[Row], delimiter: str) -> bool:
    """Whether a space follows the delimiter, as in prose."""
    return delimiter != "\t" and sum(row.cells[-1].startswith(" ") for row in rows) * 2 > len(rows)


def _columns(headings: Sequence[str], contents: Sequence[Row]) -> tuple[Kind, ...]:
    """What each column holds; empty if the cells are no headings."""
    if not 2 <= len(headings) <= _MOST_COLUMNS or not all(_HEADING.match(heading.strip()) for heading in headings):
        return ()
    known = [kind_of(heading) for heading in headings]
    amounts = [sum(len(row.cells[n].split()) for row in contents if n < len(row.cells)) for n in range(len(known))]
    columns: list[Kind] = [""] * len(known)
    for kind in {kind for _, kind in known}:
        places = [place for place, (_, other) in enumerate(known) if other == kind]
        # Of several columns for texts the one with most words; of several names the most telling heading.
        columns[min(places, key=lambda n: (-amounts[n] if kind == "text" else 0, known[n][0]))] = kind
    if "text" not in columns and not ("question" in columns and "answer" in columns):
        voices = [_VOICES.get(words_of(heading)[0] if words_of(heading) else "", "") for heading in headings]
        if sorted(voice for voice in voices if voice) == ["answer", "question"]:
            columns = [voice or kind for voice, kind in zip(voices, columns, strict=True)]
    return _paired(columns)


def _paired(columns: list[Kind]) -> tuple[Kind, ...]:
    """Columns with either a text, or a question and an answer."""
    if "question" in columns and "answer" in columns:
        return tuple("" if kind == "text" else kind for kind in columns)
    if "question" in columns and "text" in columns:
        return tuple("answer" if kind == "text" else kind for kind in columns)
    if "text" not in columns:
        columns = ["text" if kind == "answer" else kind for kind in columns]
    return tuple("" if kind in ("question", "answer") else kind for kind in columns) if "text" in columns else ()


def words_of(heading: str) -> list[str]:
    return _HEADING_WORD.findall(_CAMEL.sub(" ", heading).casefold())


def kind_of(heading: str) -> tuple[int, Kind]:
    """What a heading announces, and how good a word for it it is (less is better)."""
    words = words_of(heading)
    usable = [word for word in words if len(words) == 1 or len(word) >= _SHORTEST_WORD_AMONG_OTHERS or word == "end"]
    return min((_KIND_OF[word] for word in usable if word in _KIND_OF), default=(10_000, ""))


def _without_headings(rows: Sequence[Row], delimiter: str, quoting: Quoting) -> Layout | None:
    """Rows of equal width, one column with most of the words beside one with few names, or times."""
    width = len(rows[0].cells) if rows else 0
    if not 2 <= width <= _MOST_COLUMNS or len(rows) < 2 or any(len(row.cells) != width for row in rows):
        return None
    if _spaced(rows, delimiter):
        return None
    columns = [[row.cells[place].strip() for row in rows] for place in range(width)]
    amounts = [sum(len(cell.split()) for cell in column) for column in columns]
    text = amounts.index(max(amounts))
    kinds: list[Kind] = [""] * width
    kinds[text] = "text"
    for place, column in enumerate(columns):
        if place == text:
            continue
        if all(re.search("[:.,]", cell) and time_of(cell) is not None for cell in column):
            kinds[place] = "end" if "start" in kinds else "start"
        elif "speaker" not in kinds and _names_people(column, timed="start" in kinds):
            kinds[place] = "speaker"
    if amounts[text] < 0.6 * sum(amounts) or amounts[text] < 2 * len(rows):
        return None
    if "speaker" not in kinds and "end" not in kinds:
        return None
    return Layout(delimiter, quoting, tuple(kinds))


def _names_people(column: Sequence[str], *, timed: bool) -> bool:
    names = {cell for cell in column if cell}
    short = all(len(name) <= _LONGEST_NAME and len(name.split()) <= 4 and name[-1] not in ".!?," for name in names)
    few = len(names) * 1.5 <= len(column) if not timed else len(names) <= max(3, len(column) // 2)
    return bool(names) and short and few and any(char.isalpha() for name in names for char in name)
