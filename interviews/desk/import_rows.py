"""An import draft as its page shows it: one row a paragraph, as it reads, beside what it was read from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, gettext_noop

from interviews.transcripts.alternatives import ALTERNATIVES
from interviews.transcripts.assemble import Paragraph, Piece, layout
from interviews.transcripts.blocks import Block
from interviews.transcripts.corrections import Corrected
from interviews.transcripts.errors import DOUBTS, PROPOSALS
from interviews.transcripts.inline import LINK_SCHEMES, Run
from interviews.transcripts.reading import Mark

# What a paragraph can be besides something that somebody says.
PARTS = {
    "title": gettext_noop("Title"),
    "standfirst": gettext_noop("Standfirst"),
    "heading": gettext_noop("Heading"),
    "note": gettext_noop("Note"),
    "discard": gettext_noop("Left out"),
}


@dataclass(frozen=True, slots=True)
class Origin:
    """One block of the file: its place there, and its text with what is no text of the article set apart."""

    line: int
    html: SafeString


@dataclass(frozen=True, slots=True)
class ShownDoubt:
    """`other` says what its alternative would be; empty if there is none."""

    number: int
    why: str
    proposal: str
    other: str
    text: str
    row: str


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph, or a block that is left out.

    blocks  ids of the blocks that it is made of, the first of which names the row
    part    title, standfirst, heading, note, question, answer or discard
    opens   whether somebody begins to speak here
    """

    blocks: tuple[str, ...]
    part: str
    voice: str
    label: str
    opens: bool
    html: SafeString
    marker: str
    origins: tuple[Origin, ...]
    doubts: tuple[ShownDoubt, ...]

    @property
    def name(self) -> str:
        return self.blocks[0]

    @property
    def lines(self) -> str:
        """Where in the file it stands."""
        first, last = self.origins[0].line, self.origins[-1].line
        return str(first) if first == last else f"{first}–{last}"

    @property
    def kind(self) -> str:
        """What it is, in words, if nobody says it."""
        return gettext(PARTS[self.part]) if self.part in PARTS else ""


def rows(state: Corrected, doubts: Sequence[ShownDoubt]) -> list[Row]:
    """Every block of a draft, in the order of the file, with the doubts that are shown at it."""
    paragraphs = {
        min(paragraph.blocks): (piece, paragraph) for piece in layout(state.reading) for paragraph in piece.paragraphs
    }
    found = []
    unnamed: list[int] = []
    inside: set[int] = set()
    for place, mark in enumerate(state.reading.marks):
        if place in inside:
            continue
        if place in paragraphs:
            piece, paragraph = paragraphs[place]
            inside.update(paragraph.blocks)
            found.append(_row(state, piece, paragraph, (*unnamed, *paragraph.blocks), doubts))
            unnamed = []
        elif mark.part == "discard":
            found.append(_left_out(state, place, doubts))
        else:
            # A label or a time on a line of its own says something about what comes next.
            unnamed.append(place)
    return found


def shown_doubts(state: Corrected) -> list[ShownDoubt]:
    """What is still open, each with the id of the block at which it is shown."""
    shown = []
    for number, doubt, place in state.open_doubts:
        other = state.alternative(number)
        shown.append(
            ShownDoubt(
                number,
                gettext(DOUBTS[doubt.code]),
                gettext(PROPOSALS[doubt.proposal]) % {"label": doubt.label},
                gettext(ALTERNATIVES[other.name]) % {"label": other.label} if other else "",
                doubt.text,
                place,
            )
        )
    return shown


def _row(
    state: Corrected, piece: Piece, paragraph: Paragraph, places: Sequence[int], doubts: Sequence[ShownDoubt]
) -> Row:
    names = tuple(state.ids[place] for place in places)
    voice = state.reading.voices.get(piece.voice or "")
    return Row(
        names,
        piece.kind if piece.part == "speech" else piece.part,
        piece.voice or "",
        voice.label if voice else "",
        piece.part == "speech" and paragraph is piece.paragraphs[0],
        runs_html(paragraph.runs),
        paragraph.marker,
        tuple(_origin(state, place) for place in places),
        tuple(doubt for doubt in doubts if doubt.row in names),
    )


def _left_out(state: Corrected, place: int, doubts: Sequence[ShownDoubt]) -> Row:
    name, block = state.ids[place], state.reading.document.blocks[place]
    here = tuple(doubt for doubt in doubts if doubt.row == name)
    return Row((name,), "discard", "", "", False, runs_html(block.runs), "", (_origin(state, place),), here)


def _origin(state: Corrected, place: int) -> Origin:
    block, mark = state.reading.document.blocks[place], state.reading.marks[place]
    return Origin(block.line, mark_safe("".join(_pieces(block, mark))))  # noqa: S308 - each piece is escaped


def _pieces(block: Block, mark: Mark) -> Iterator[str]:
    if block.marker:
        yield format_html("<i>{}</i> ", block.marker)
    at = 0
    for c in mark.cuts:
        yield conditional_escape(block.text[at : c.start])
        yield format_html("<i>{}</i>", block.text[c.start : c.end])
        at = c.end
    yield conditional_escape(block.text[at:])


def runs_html(runs: Sequence[Run]) -> SafeString:
    """Runs as HTML whose text is theirs, character by character."""
    parts = []
    for run in runs:
        part = conditional_escape(run.text)
        if run.code:
            part = format_html("<code>{}</code>", part)
        if run.italic:
            part = format_html("<em>{}</em>", part)
        if run.bold:
            part = format_html("<strong>{}</strong>", part)
        if run.href.partition(":")[0] in LINK_SCHEMES:
            part = format_html('<a href="{}" rel="noreferrer" target="_blank">{}</a>', run.href, part)
        parts.append(part)
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped
