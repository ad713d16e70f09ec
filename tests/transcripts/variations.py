"""What happens to a text on its way here, whatever its convention: changed line ends, wrapped lines, added lines.

A variation changes the interview (`fitted`: lines that somebody adds), the text, or the bytes. The first line of
each docstring says how.
"""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace

from .conventions import CONVENTIONS, Convention
from .fitting import one_paragraph, titled
from .interviews import Interview, Item, Note, Turn

LABELLED = ("label_colon", "full_name_then_initials", "name_and_time_line", "bold_label_with_colon")
ANY = (*LABELLED, "name_line", "questions_labelled", "bold_question", "question_as_heading", "numbered_questions")
PLAIN = ("label_colon", "full_name_then_initials", "name_and_time_line", "name_line", "questions_labelled")


@dataclass(frozen=True)
class Variation:
    """`extra_lines`: it adds lines that may end up as standfirst, note or discard, but never in a turn."""

    name: str
    conventions: tuple[str, ...]
    fitted: Callable[[Interview], Interview] = lambda interview: interview
    text: Callable[[str], str] = lambda text: text
    encoding: str = "utf-8"
    extra_lines: bool = False

    def bytes_of(self, convention: Convention, interview: Interview) -> bytes:
        return self.text(convention.write(interview)).encode(self.encoding)


VARIATIONS: dict[str, Variation] = {}


def _on_text(
    *conventions: str, fitted: Callable[[Interview], Interview] = lambda interview: interview, extra_lines: bool = False
) -> Callable[[Callable[[str], str]], None]:
    def register(change: Callable[[str], str]) -> None:
        VARIATIONS[change.__name__] = Variation(
            change.__name__, conventions, fitted=fitted, text=change, extra_lines=extra_lines
        )

    return register


def _on_interview(*conventions: str) -> Callable[[Callable[[Interview], Interview]], None]:
    def register(change: Callable[[Interview], Interview]) -> None:
        VARIATIONS[change.__name__] = Variation(change.__name__, conventions, fitted=change)

    return register


for _name, _encoding in (("byte_order_mark", "utf-8-sig"), ("utf_16", "utf-16"), ("windows_1252", "cp1252")):
    VARIATIONS[_name] = Variation(_name, ANY, encoding=_encoding)


@_on_text(*ANY)
def windows_line_ends(text: str) -> str:
    """\\r\\n"""
    return text.replace("\n", "\r\n")


@_on_text(*ANY)
def trailing_blanks(text: str) -> str:
    """One blank at the end of each line: two would be a line break in Markdown."""
    return text.replace("\n", " \n")


@_on_text(*ANY)
def double_blank_lines(text: str) -> str:
    """Two blank lines instead of one"""
    return text.replace("\n\n", "\n\n\n")


@_on_text("label_colon", "full_name_then_initials", "capitals_colon", "time_in_brackets_before", fitted=one_paragraph)
def no_blank_lines(text: str) -> str:
    """Each paragraph on the line below the last"""
    return text.replace("\n\n", "\n")


@_on_text(*ANY)
def hard_wrapped(text: str) -> str:
    """Lines broken at 72 columns, as in a mail"""
    return "\n".join(_wrapped(line) for line in text.split("\n"))


def _wrapped(line: str) -> str:
    if line.startswith("#"):
        return line
    return textwrap.fill(line, 72, break_long_words=False, break_on_hyphens=False)


@_on_text(*PLAIN)
def indented(text: str) -> str:
    """Four blanks before each line, as in a quoted mail"""
    return textwrap.indent(text, "    ")


@_on_text(*ANY)
def no_break_spaces(text: str) -> str:
    """A no-break space after each colon and before each number"""
    return re.sub(r"(?<=:) (?=\S)| (?=\d)", "\u00a0", text)


@_on_text(*ANY)
def decomposed_letters(text: str) -> str:
    """Umlauts as letter and dots, as a Mac writes them"""
    return unicodedata.normalize("NFD", text)


@_on_text(*ANY)
def soft_hyphens(text: str) -> str:
    """Soft hyphens in long words, as copied from a web page"""
    return re.sub(r"\b(\w{5})(?=[a-zäöüß]{4})", "\\1\u00ad", text)


@_on_text(*LABELLED, "bold_question", "name_line")
def page_numbers(text: str) -> str:
    """– 2 –, – 3 – in paragraphs of their own, as copied from a printed text"""
    parts = text.split("\n\n")
    return "\n\n".join([*parts[:7], "– 2 –", *parts[7:12], "– 3 –", *parts[12:]])


_PLAIN_LABELS = ("label_colon", "full_name_then_initials", "time_in_brackets_before", "name_line")


@_on_text(*_PLAIN_LABELS, fitted=titled, extra_lines=True)
def metadata_head(text: str) -> str:
    """Datum: …, Ort: … below the title"""
    title, rest = text.split("\n\n", 1)
    return f"{title}\n\nDatum: 12. März 2031\nOrt: Bad Quast\nDauer: 38 Minuten\n\n{rest}"


@_on_interview(*LABELLED, "bold_question", "name_line")
def stage_direction(interview: Interview) -> Interview:
    """(Lacht.) in a paragraph of its own after an answer"""
    return _after_answer(interview, "(lacht)" if interview.language == "de" else "(laughs)")


@_on_interview(*LABELLED, "bold_question", "name_line")
def editors_note(interview: Interview) -> Interview:
    """[Anm. d. Red.: …] between the paragraphs of an answer"""
    note = "[Anm. d. Red.: Das stimmt.]" if interview.language == "de" else "[Editor's note: this is true.]"
    items: list[Item] = []
    for item in interview.items:
        if isinstance(item, Turn) and len(item.paragraphs) > 1 and not item.is_question:
            first, rest = item.paragraphs[:-1], item.paragraphs[-1:]
            items += [replace(item, paragraphs=first), Note(note), replace(item, paragraphs=rest, start=None)]
        else:
            items.append(item)
    return replace(interview, items=tuple(items))


@_on_interview(*LABELLED, "bold_question", "name_line")
def byline(interview: Interview) -> Interview:
    """Interview: Vera Musterfrau in the last line"""
    return replace(interview, items=(*interview.items, Note("Interview: Karla Kolumna-Muster")))


@_on_interview(*LABELLED, "bold_question", "name_line")
def photo_credit(interview: Interview) -> Interview:
    """Foto: Vera Musterfrau between two exchanges"""
    return _after_answer(interview, "Foto: Karl Knips" if interview.language == "de" else "Photo: Karl Snapp")


def _after_answer(interview: Interview, note: str) -> Interview:
    answer = [n for n, i in enumerate(interview.items) if isinstance(i, Turn) and not i.is_question][1]
    return replace(interview, items=(*interview.items[: answer + 1], Note(note), *interview.items[answer + 1 :]))


def varied() -> list[tuple[Variation, Convention]]:
    """Each variation with each convention that it is tried on."""
    return [(v, CONVENTIONS[name]) for v in VARIATIONS.values() for name in v.conventions]
