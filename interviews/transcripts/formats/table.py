"""Tables as text: CSV, with semicolons as a German Excel writes it, or with tabs; one row for each contribution.

Source: RFC 4180 for quoting.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from ..blocks import Block, Document, Joint, Run
from ..errors import TranscriptError
from ..model import Discard, Doubt
from ..source import SourceFile
from .cues import Cue, Line, clean, document, plausible, shorten, ticks_per_second, tidy, time_of
from .table_layout import Layout, Row, kind_of, layout_of, rows_of, words_of

NAME = "CSV"
SUFFIXES: tuple[str, ...] = (".csv", ".tsv", ".tab")

# Of the rows. Where more are empty, a name holds until the next one.
_FEW = 0.15
_MILLISECONDS = frozenset({"ms", "msec", "milliseconds", "millisekunden"})
_SENTENCE_END = re.compile(r"[.!?…:][\"'“”»«)\]]*$")


def recognises(file: SourceFile) -> bool:
    """Whether the text is a table with known headings, or clearly one without."""
    try:
        return layout_of(file.text) is not None
    except TranscriptError:
        return False


def read(file: SourceFile) -> Document:
    """One block for each line of a text cell. Raises TranscriptError `empty`, `binary`, `bad_data` or `no_words`."""
    layout = layout_of(file.text)
    if layout is None:
        raise TranscriptError("no_words", format=NAME)
    rows = _all_rows(file.text, layout)
    contents = [layout.fitted(row) for row in rows[layout.above :]]
    is_paired = "question" in layout.columns
    result = Document(list(_pairs(contents, layout))) if is_paired else _contributions(contents, layout)
    if not result.blocks:
        raise TranscriptError("no_words", format=NAME)
    discards = [*_above(rows[: layout.above], layout), *_other_columns(contents, layout), *result.discarded]
    result.discarded = sorted(discards, key=lambda discard: discard.line)
    result.doubts[:0] = file.decoded.doubts
    return result


def _all_rows(text: str, layout: Layout) -> list[Row]:
    try:
        return list(rows_of(text, layout.delimiter, layout.quoting))
    except csv.Error:
        pass
    try:
        # A stray quotation mark further down.
        return list(rows_of(text, layout.delimiter, "lenient"))
    except csv.Error as error:
        raise TranscriptError("bad_data", line=1, format=NAME, found=str(error)) from error


def _contributions(rows: Sequence[Row], layout: Layout) -> Document:
    cues = list(_cues(rows, layout))
    texts = [cue.text for cue in cues if cue.lines]
    broken_off = sum(not _SENTENCE_END.search(text) for text in texts)
    timed = any(cue.start is not None for cue in cues)
    if timed and (layout.column("speaker") is None or broken_off > 0.3 * len(texts)):
        return document(cues)
    blocks: list[Block] = []
    for cue in cues:
        joint: Joint = "paragraph"
        start = cue.start
        for line in cue.lines:
            blocks.append(Block(line.number, line.runs, joint, speaker=line.speaker, start=start))
            joint, start = "line", None
    return Document(blocks, doubts=[*_without_speaker(cues)])


def _without_speaker(cues: Sequence[Cue]) -> Iterator[Doubt]:
    """Rows that name nobody where nearly all others name somebody."""
    spoken = [cue for cue in cues if cue.lines]
    unnamed = [cue for cue in spoken if cue.lines[0].speaker is None]
    if len(unnamed) <= len(spoken) * _FEW:
        yield from (Doubt(cue.lines[0].number, shorten(cue.text), "missing_label", "check") for cue in unnamed)


def _cues(rows: Sequence[Row], layout: Layout) -> Iterator[Cue]:
    text, speaker = layout.column("text"), layout.column("speaker")
    start, end, duration = (layout.column(kind) for kind in ("start", "end", "duration"))
    times = []
    for row in rows:
        begins, ends, lasts = (time_of(row.cell(column)) for column in (start, end, duration))
        times.append((begins, begins + lasts if begins is not None and lasts is not None else ends))
    in_milliseconds = start is not None and layout.headings and _MILLISECONDS & set(words_of(layout.headings[start]))
    spans = ((*span, len(row.cell(text).split())) for span, row in zip(times, rows, strict=True))
    ticks = 1000 if in_milliseconds else ticks_per_second(spans)
    for row, span in zip(rows, times, strict=True):
        name = _name(row.cell(speaker))
        runs = (tidy([Run(line)]) for line in row.cell(text).split("\n"))
        lines = tuple(Line(row.line, found, name) for found in runs if found)
        begins, ends = (plausible(None if time is None else time / ticks) for time in span)
        yield Cue(lines, begins, ends)


def _name(cell: str) -> str | None:
    name = clean(cell).strip(" \u00a0").removesuffix(":").rstrip()
    return f"Speaker {name}" if name.isdecimal() else name or None


def _pairs(rows: Iterable[Row], layout: Layout) -> Iterator[Block]:
    start, speaker = layout.column("start"), layout.column("speaker")
    headings = layout.headings
    for row in rows:
        begins = plausible(time_of(row.cell(start)))
        for hint in ("question", "answer"):
            column = layout.column(hint)
            is_voice = column is not None and kind_of(headings[column])[1] == ""
            name = headings[column] if column is not None and is_voice else None
            joint: Joint = "paragraph"
            for line in row.cell(column).split("\n"):
                if runs := tidy([Run(line)]):
                    named = name or (_name(row.cell(speaker)) if hint == "answer" else None)
                    yield Block(row.line, runs, joint, speaker=named, start=begins, hint=hint)
                    joint, begins = "line", None


def _above(rows: Sequence[Row], layout: Layout) -> Iterator[Discard]:
    """The headings, and what stands above them: a title of the export, Excel's word about the separator."""
    for place, row in enumerate(rows, 1):
        text = clean(" ".join(cell.strip() for cell in row.cells)).strip()
        yield Discard(row.line, text, "table header" if place == layout.above else "metadata")


def _other_columns(rows: Iterable[Row], layout: Layout) -> Iterator[Discard]:
    """What stands in columns that the transcript has no place for, one discard a row."""
    for row in rows:
        left = []
        for kind, cell in zip(layout.columns, row.cells, strict=True):
            is_time = kind in ("start", "end", "duration") and time_of(cell) is not None
            is_number = kind == "number" and cell.strip().rstrip(".").isdecimal()
            if cell.strip() and kind not in ("text", "speaker", "question", "answer") and not is_time and not is_number:
                left.append(clean(cell).strip())
        if left:
            yield Discard(row.line, " | ".join(left), "other column")
