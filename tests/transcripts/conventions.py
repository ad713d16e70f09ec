"""Schreibweisen, die verstanden werden: how people write interviews down, one function each.

The first line of each docstring shows the convention. A convention declares in `needs` what an interview must
be like for a reader to understand it without guessing (see fitting.py). Blank lines divide paragraphs.
"""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from .fitting import (
    Need,
    alternating,
    answered,
    brief_questions,
    capital_questions,
    one_paragraph,
    plain_headings,
    real_questions,
    settled_opening,
    timed,
    titled,
    two_voices,
    without_headings,
    without_lists,
    without_notes,
)
from .interviews import Heading, Interview, Note, Person, Turn

Writer = Callable[[Interview], str]
Said = Callable[[Turn], str]


@dataclass(frozen=True)
class Convention:
    """`labels`: every turn names its speaker. `times`: every turn has its start."""

    write: Writer
    suffix: str
    needs: tuple[Need, ...] = ()
    labels: bool = True
    times: bool = False

    @property
    def name(self) -> str:
        return self.write.__name__


CONVENTIONS: dict[str, Convention] = {}


def plain(*needs: Need, labels: bool = True, times: bool = False) -> Callable[[Writer], Writer]:
    """Register a convention of plain text."""
    return _register(".txt", (settled_opening, *needs), labels, times)


def markdown(*needs: Need, labels: bool = True, times: bool = False) -> Callable[[Writer], Writer]:
    """Register a convention of Markdown."""
    return _register(".md", needs, labels, times)


def _register(suffix: str, needs: tuple[Need, ...], labels: bool, times: bool) -> Callable[[Writer], Writer]:
    def register(write: Writer) -> Writer:
        timing = (timed,) if times else ()
        CONVENTIONS[write.__name__] = Convention(write, suffix, (*needs, *timing), labels, times)
        return write

    return register


# --- Parts ---------------------------------------------------------------------------------------------------


def page(interview: Interview, said: Said, heading: str = "", between: str = "") -> str:
    """Title, standfirst and items, divided by blank lines. `heading` is the mark before headings, "## " or none.

    After a note the same person reads on without a new label. `between` stands between exchanges.
    """
    parts = [heading.replace("##", "#") + interview.title] if interview.title else []
    parts += interview.standfirst
    speaking: Person | None = None
    for n, item in enumerate(interview.items):
        resumed = isinstance(interview.items[n - 1], Note) if n else False
        if isinstance(item, Turn):
            if between and item.is_question and speaking:
                parts.append(between)
            parts.append(text_of(item) if resumed and item.person == speaking else said(item))
            speaking = item.person
        else:
            parts.append(heading + item.text if isinstance(item, Heading) else item.text)
    return "\n\n".join(parts) + "\n"


def markdown_page(interview: Interview, said: Said, between: str = "") -> str:
    """As `page`, with a `#` title and `##` headings."""
    return page(interview, said, "## ", between)


def text_of(turn: Turn) -> str:
    return "\n\n".join(turn.paragraphs)


def after(label: Callable[[Person], str], mark: str) -> Said:
    """The label and a mark before the first paragraph."""
    return lambda turn: label(turn.person) + mark + text_of(turn)


def short(person: Person) -> str:
    return person.label


def full(person: Person) -> str:
    return person.name


def surname(person: Person) -> str:
    return person.surname


def first_then(first: Callable[[Person], str], later: Callable[[Person], str]) -> Callable[[Person], str]:
    """One label where a person speaks first, another from then on."""
    known: set[Person] = set()

    def label(person: Person) -> str:
        if person in known:
            return later(person)
        known.add(person)
        return first(person)

    return label


def role_word(interview: Interview, german: tuple[str, str], english: tuple[str, str]) -> Callable[[Person], str]:
    asker, expert = german if interview.language == "de" else english
    return lambda person: asker if person.role == "asker" else expert


def letter(interview: Interview) -> Callable[[Person], str]:
    return role_word(interview, ("F", "A"), ("Q", "A"))


def number(interview: Interview) -> Callable[[Person], int]:
    return lambda person: interview.cast.index(person) + 1


def counting(label: Callable[[Person], str], mark: str) -> Said:
    """The label with the number of the exchange: "Frage 1: ", "Antwort 1: "."""
    asked = 0

    def said(turn: Turn) -> str:
        nonlocal asked
        asked += turn.is_question
        return f"{label(turn.person)}{asked}{mark}{text_of(turn)}"

    return said


def clock(seconds: float | None, parts: int = 2) -> str:
    """`00:12`, or `00:00:12` in three parts."""
    minutes, rest = divmod(int(seconds or 0), 60)
    if parts == 2:
        return f"{minutes:02}:{rest:02}"
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest:02}"


def each(turn: Turn, template: str) -> str:
    """Every paragraph put into a template."""
    return "\n\n".join(template.format(p) for p in turn.paragraphs)


# --- Labels with a colon -------------------------------------------------------------------------------------


@plain()
def label_colon(interview: Interview) -> str:
    """FIV: Was ist gutes Brot?"""
    return page(interview, after(short, ": "))


@plain()
def full_name_colon(interview: Interview) -> str:
    """Vera Musterfrau: Was ist gutes Brot?"""
    return page(interview, after(full, ": "))


@plain()
def surname_colon(interview: Interview) -> str:
    """Musterfrau: Was ist gutes Brot?"""
    return page(interview, after(surname, ": "))


@plain()
def capitals_colon(interview: Interview) -> str:
    """MUSTERFRAU: Was ist gutes Brot?"""
    return page(interview, after(lambda p: p.surname.upper(), ": "))


@plain()
def label_space_colon(interview: Interview) -> str:
    """FIV : Was ist gutes Brot?"""
    return page(interview, after(short, " : "))


@plain(two_voices)
def role_words_in_capitals(interview: Interview) -> str:
    """FRAGE: Was ist gutes Brot? / ANTWORT: Geduld."""
    return page(interview, after(role_word(interview, ("FRAGE", "ANTWORT"), ("QUESTION", "ANSWER")), ": "))


@plain(two_voices)
def role_words(interview: Interview) -> str:
    """Frage: Was ist gutes Brot? / Antwort: Geduld."""
    return page(interview, after(role_word(interview, ("Frage", "Antwort"), ("Question", "Answer")), ": "))


@plain(two_voices)
def role_letters(interview: Interview) -> str:
    """F: Was ist gutes Brot? / A: Geduld."""
    return page(interview, after(letter(interview), ": "))


@plain(two_voices)
def research_letters(interview: Interview) -> str:
    """I: Was ist gutes Brot? / B: Geduld."""
    return page(interview, after(role_word(interview, ("I", "B"), ("I", "P")), ": "))


@plain(two_voices)
def research_words(interview: Interview) -> str:
    """Interviewer: Was ist gutes Brot? / Befragte: Geduld."""
    words = role_word(interview, ("Interviewer", "Befragte"), ("Interviewer", "Interviewee"))
    return page(interview, after(words, ": "))


@plain(two_voices)
def host_and_guest(interview: Interview) -> str:
    """Moderation: Was ist gutes Brot? / Gast: Geduld."""
    return page(interview, after(role_word(interview, ("Moderation", "Gast"), ("Host", "Guest")), ": "))


@plain()
def numbered_roles(interview: Interview) -> str:
    """Interviewer 1: Was ist gutes Brot? / Speaker 2: Geduld."""
    place = number(interview)
    return page(interview, after(lambda p: f"{'Interviewer' if p.role == 'asker' else 'Speaker'} {place(p)}", ": "))


@plain()
def numbered_speakers(interview: Interview) -> str:
    """Sprecher 1: Was ist gutes Brot? / Sprecher 2: Geduld."""
    place, word = number(interview), "Sprecher" if interview.language == "de" else "Speaker"
    return page(interview, after(lambda p: f"{word} {place(p)}", ": "))


@plain()
def short_numbered_speakers(interview: Interview) -> str:
    """S1: Was ist gutes Brot? / S2: Geduld."""
    place = number(interview)
    return page(interview, after(lambda p: f"S{place(p)}", ": "))


@plain(alternating)
def numbered_exchanges(interview: Interview) -> str:
    """Frage 1: Was ist gutes Brot? / Antwort 1: Geduld. / Frage 2: …"""
    return page(interview, counting(role_word(interview, ("Frage ", "Antwort "), ("Question ", "Answer ")), ": "))


@plain(alternating)
def numbered_letters(interview: Interview) -> str:
    """F1: Was ist gutes Brot? / A1: Geduld. / F2: …"""
    return page(interview, counting(letter(interview), ": "))


@plain()
def academic_title_and_house(interview: Interview) -> str:
    """Redaktion: Was ist gutes Brot? / Prof. Dr. Malte Krümelbach, Universität Bad Quast: Geduld."""
    house = "Universität Bad Quast" if interview.language == "de" else "University of Little Tarry"
    return page(interview, after(lambda p: p.label if p.role == "asker" else f"Prof. Dr. {p.untitled}, {house}", ": "))


@plain()
def academic_title_then_surname(interview: Interview) -> str:
    """Prof. Dr. Malte Krümelbach: Geduld. / … / Krümelbach: Und Salz."""
    label = first_then(lambda p: f"Prof. Dr. {p.untitled}", surname)
    return page(interview, after(lambda p: p.label if p.role == "asker" else label(p), ": "))


@plain()
def trade_in_brackets(interview: Interview) -> str:
    """FIV: Was ist gutes Brot? / Malte Krümelbach (Fachkraft): Geduld."""
    trade = "Fachkraft" if interview.language == "de" else "expert"
    return page(interview, after(lambda p: p.label if p.role == "asker" else f"{p.name} ({trade})", ": "))


@plain()
def full_name_then_initials(interview: Interview) -> str:
    """Vera Musterfrau (VM): Was ist gutes Brot? / … / VM: Und Salz?"""
    return page(interview, after(first_then(lambda p: f"{p.name} ({p.initials})", lambda p: p.initials), ": "))


@plain()
def full_name_then_surname(interview: Interview) -> str:
    """Vera Musterfrau: Was ist gutes Brot? / … / Musterfrau: Und Salz?"""
    return page(interview, after(first_then(full, surname), ": "))


@plain()
def full_name_then_first_name(interview: Interview) -> str:
    """Vera Musterfrau: Was ist gutes Brot? / … / Vera: Und Salz?"""
    return page(interview, after(first_then(lambda p: p.untitled, lambda p: p.first_name), ": "))


# --- Labels set off by space or brackets, or on a line of their own ------------------------------------------


@plain()
def label_colon_tab(interview: Interview) -> str:
    """FIV:<tab>Was ist gutes Brot?"""
    return page(interview, after(short, ":\t"))


@plain()
def capitals_tab(interview: Interview) -> str:
    """MUSTERFRAU<tab>Was ist gutes Brot?"""
    return page(interview, after(lambda p: p.surname.upper(), "\t"))


@plain()
def label_colon_two_blanks(interview: Interview) -> str:
    """FIV:  Was ist gutes Brot?"""
    return page(interview, after(short, ":  "))


@plain()
def capitals_two_blanks(interview: Interview) -> str:
    """MUSTERFRAU  Was ist gutes Brot?"""
    return page(interview, after(lambda p: p.surname.upper(), "  "))


@plain()
def label_in_square_brackets(interview: Interview) -> str:
    """[FIV] Was ist gutes Brot?"""
    return page(interview, lambda turn: f"[{turn.person.label}] {text_of(turn)}")


@plain()
def label_in_angle_brackets(interview: Interview) -> str:
    """<FIV> Was ist gutes Brot?"""
    return page(interview, lambda turn: f"<{turn.person.label}> {text_of(turn)}")


@plain()
def indented_continuation(interview: Interview) -> str:
    """FIV: Was ist gutes Brot? (further paragraphs are indented by four blanks)"""
    return page(interview, lambda turn: f"{turn.person.label}: " + "\n\n    ".join(turn.paragraphs))


@plain(without_lists)
def hanging_indent(interview: Interview) -> str:
    """FIV:      Was ist (the next lines of the turn begin below the text)"""
    width = max(len(p.label) for p in interview.cast) + 3

    def said(turn: Turn) -> str:
        wrapped = [
            textwrap.fill(p, 72, initial_indent=" " * width, subsequent_indent=" " * width, break_long_words=False)
            for p in turn.paragraphs
        ]
        return f"{turn.person.label}:".ljust(width) + "\n\n".join(wrapped)[width:]

    return page(interview, said)


@plain()
def label_line_with_colon(interview: Interview) -> str:
    """FIV:<line break>Was ist gutes Brot?"""
    return page(interview, after(short, ":\n"))


@plain()
def name_line(interview: Interview) -> str:
    """Vera Musterfrau<line break>Was ist gutes Brot?"""
    return page(interview, after(full, "\n"))


@plain()
def name_paragraph(interview: Interview) -> str:
    """Vera Musterfrau<blank line>Was ist gutes Brot?"""
    return page(interview, after(full, "\n\n"))


@plain()
def label_paragraph_with_colon(interview: Interview) -> str:
    """FIV:<blank line>Was ist gutes Brot?"""
    return page(interview, after(short, ":\n\n"))


@plain()
def label_at_each_paragraph(interview: Interview) -> str:
    """Malte: Geduld. / Malte: Und Salz. (one turn of two paragraphs)"""
    return page(interview, lambda turn: each(turn, turn.person.label + ": {}"))


@plain(alternating, one_paragraph)
def exchange_as_block(interview: Interview) -> str:
    """FIV: Was ist gutes Brot?<line break>Malte: Geduld. (a blank line before the next question)"""
    answers = [f"\n{p.label}: " for p in interview.cast if p.role == "expert"]
    return page(interview, after(short, ": ")).replace("\n" + answers[0], answers[0])


@plain(alternating, brief_questions)
def first_answer_labelled(interview: Interview) -> str:
    """FIV: Was ist gutes Brot? / Malte: Geduld. / FIV: Und Salz? / Auch. (answers have a label only once)"""
    label = first_then(lambda p: f"{p.label}: ", lambda p: "")
    return page(interview, lambda t: (f"{t.person.label}: " if t.is_question else label(t.person)) + text_of(t))


@plain(alternating, brief_questions, labels=False)
def questions_labelled(interview: Interview) -> str:
    """FIV: Was ist gutes Brot? / Geduld. (answers have no label)"""
    return page(interview, lambda t: (f"{t.person.label}: " if t.is_question else "") + text_of(t))


@plain(alternating, brief_questions, labels=False)
def questions_with_role_word(interview: Interview) -> str:
    """Frage: Was ist gutes Brot? / Geduld. (answers have no label)"""
    word = "Frage: " if interview.language == "de" else "Question: "
    return page(interview, lambda t: (word if t.is_question else "") + text_of(t))


@plain(titled, real_questions, one_paragraph, answered, plain_headings, labels=False)
def answers_labelled(interview: Interview) -> str:
    """Was ist gutes Brot? / Malte: Geduld. (questions have no label)"""
    return page(interview, lambda t: ("" if t.is_question else f"{t.person.label}: ") + text_of(t))


# --- Dashes and dots -----------------------------------------------------------------------------------------


@plain()
def name_dash(interview: Interview) -> str:
    """Musterfrau – Was ist gutes Brot?"""
    return page(interview, after(surname, " – "))


@plain()
def name_long_dash(interview: Interview) -> str:
    """Musterfrau — Was ist gutes Brot?"""
    return page(interview, after(surname, " — "))


@plain()
def name_hyphen(interview: Interview) -> str:
    """Musterfrau - Was ist gutes Brot?"""
    return page(interview, after(surname, " - "))


@plain()
def stage_play(interview: Interview) -> str:
    """MUSTERFRAU.– Was ist gutes Brot?"""
    return page(interview, after(lambda p: p.surname.upper(), ".– "))


@plain(two_voices)
def letters_with_dot(interview: Interview) -> str:
    """F. Was ist gutes Brot? / A. Geduld."""
    return page(interview, after(letter(interview), ". "))


# --- Times ---------------------------------------------------------------------------------------------------


@plain(times=True)
def time_in_brackets_before(interview: Interview) -> str:
    """[00:12] FIV: Was ist gutes Brot?"""
    return page(interview, lambda t: f"[{clock(t.start)}] {t.person.label}: {text_of(t)}")


@plain(times=True)
def time_before(interview: Interview) -> str:
    """00:00:12 FIV: Was ist gutes Brot?"""
    return page(interview, lambda t: f"{clock(t.start, 3)} {t.person.label}: {text_of(t)}")


@plain(times=True)
def time_with_fraction(interview: Interview) -> str:
    """[00:00:12.340] FIV: Was ist gutes Brot?"""
    return page(interview, lambda t: f"[{clock(t.start, 3)}.340] {t.person.label}: {text_of(t)}")


@plain(times=True)
def time_after_name(interview: Interview) -> str:
    """FIV (00:12): Was ist gutes Brot?"""
    return page(interview, lambda t: f"{t.person.label} ({clock(t.start)}): {text_of(t)}")


@plain(times=True)
def time_in_square_brackets_after_name(interview: Interview) -> str:
    """FIV [00:00:12]: Was ist gutes Brot?"""
    return page(interview, lambda t: f"{t.person.label} [{clock(t.start, 3)}]: {text_of(t)}")


@plain(times=True)
def time_after_colon(interview: Interview) -> str:
    """FIV: [00:12] Was ist gutes Brot?"""
    return page(interview, lambda t: f"{t.person.label}: [{clock(t.start)}] {text_of(t)}")


@plain(times=True)
def name_and_time_line(interview: Interview) -> str:
    """Vera Musterfrau  0:12<line break>Was ist gutes Brot? (Otter)"""
    return page(interview, lambda t: f"{t.person.name}  {clock(t.start).removeprefix('0')}\n{text_of(t)}")


@plain(times=True)
def name_and_bracketed_time_line(interview: Interview) -> str:
    """Vera Musterfrau (0:12)<line break>Was ist gutes Brot? (Rev)"""
    return page(interview, lambda t: f"{t.person.name} ({clock(t.start).removeprefix('0')})\n{text_of(t)}")


@plain(times=True)
def bracketed_time_and_name_line(interview: Interview) -> str:
    """[00:00:12] Vera Musterfrau<line break>Was ist gutes Brot? (Trint)"""
    return page(interview, lambda t: f"[{clock(t.start, 3)}] {t.person.name}\n{text_of(t)}")


@plain(times=True)
def time_below_name(interview: Interview) -> str:
    """Vera Musterfrau<line break>(00:12) Was ist gutes Brot?"""
    return page(interview, lambda t: f"{t.person.name}\n({clock(t.start)}) {text_of(t)}")


@plain(times=True)
def time_line_above_name(interview: Interview) -> str:
    """00:00:12<line break>Vera Musterfrau<line break>Was ist gutes Brot?"""
    return page(interview, lambda t: f"{clock(t.start, 3)}\n{t.person.name}\n{text_of(t)}")


@plain(times=True)
def time_line_above_label(interview: Interview) -> str:
    """[00:12]<line break>FIV: Was ist gutes Brot?"""
    return page(interview, lambda t: f"[{clock(t.start)}]\n{t.person.label}: {text_of(t)}")


@plain(times=True)
def name_colon_time_line(interview: Interview) -> str:
    """FIV: 00:00:12<line break>Was ist gutes Brot?"""
    return page(interview, lambda t: f"{t.person.label}: {clock(t.start, 3)}\n{text_of(t)}")


@plain(times=True)
def time_tab_name_tab(interview: Interview) -> str:
    """00:12<tab>FIV<tab>Was ist gutes Brot?"""
    return page(interview, lambda t: f"{clock(t.start)}\t{t.person.label}\t{text_of(t)}")


@plain(two_voices)
def end_times(interview: Interview) -> str:
    """I: Was ist gutes Brot? #00:00:12-3# (f4: the time is that of the turn's end)"""
    word = role_word(interview, ("I", "B"), ("I", "B"))
    ends = [turn.start for turn in timed(interview).turns[1:]] + [900.0]
    following = iter(ends)
    return page(timed(interview), lambda t: f"{word(t.person)}: {text_of(t)} #{clock(next(following), 3)}-3#")


@markdown(times=True)
def bold_time_and_name_line(interview: Interview) -> str:
    """**[00:12] FIV**<blank line>Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"**[{clock(t.start)}] {t.person.label}**\n\n{text_of(t)}")


@markdown(times=True)
def time_and_bold_name(interview: Interview) -> str:
    """[00:12] **FIV**: Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"[{clock(t.start)}] **{t.person.label}**: {text_of(t)}")


# --- Markdown: labels ----------------------------------------------------------------------------------------


@markdown()
def bare_label(interview: Interview) -> str:
    """FIV: Was ist gutes Brot? (headings have ##)"""
    return markdown_page(interview, after(short, ": "))


@markdown()
def bold_label_with_colon(interview: Interview) -> str:
    """**FIV:** Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"**{t.person.label}:** {text_of(t)}")


@markdown()
def bold_label_then_colon(interview: Interview) -> str:
    """**FIV**: Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"**{t.person.label}**: {text_of(t)}")


@markdown()
def underscored_label(interview: Interview) -> str:
    """__FIV:__ Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"__{t.person.label}:__ {text_of(t)}")


@markdown()
def italic_label_with_colon(interview: Interview) -> str:
    """*FIV:* Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"*{t.person.label}:* {text_of(t)}")


@markdown()
def italic_label_then_colon(interview: Interview) -> str:
    """_FIV_: Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"_{t.person.label}_: {text_of(t)}")


@markdown()
def bold_capitals_without_colon(interview: Interview) -> str:
    """**MUSTERFRAU** Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"**{t.person.surname.upper()}** {text_of(t)}")


@markdown()
def html_bold_label(interview: Interview) -> str:
    """<b>FIV:</b> Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"<b>{t.person.label}:</b> {text_of(t)}")


@markdown()
def bold_full_name_then_initials(interview: Interview) -> str:
    """**Vera Musterfrau (VM)**: Was ist gutes Brot? / … / **VM**: Und Salz?"""
    label = first_then(lambda p: f"{p.name} ({p.initials})", lambda p: p.initials)
    return markdown_page(interview, lambda t: f"**{label(t.person)}**: {text_of(t)}")


@markdown(two_voices)
def bold_letters_with_dot(interview: Interview) -> str:
    """**F.** Was ist gutes Brot? / **A.** Geduld."""
    label = letter(interview)
    return markdown_page(interview, lambda t: f"**{label(t.person)}.** {text_of(t)}")


@markdown()
def bold_label_line(interview: Interview) -> str:
    """**FIV**<line break>Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"**{t.person.label}**\\\n{text_of(t)}")


@markdown()
def bold_label_paragraph(interview: Interview) -> str:
    """**FIV**<blank line>Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"**{t.person.label}**\n\n{text_of(t)}")


@markdown()
def heading_as_label(interview: Interview) -> str:
    """### FIV<blank line>Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"### {t.person.label}\n\n{text_of(t)}")


@markdown(two_voices)
def heading_as_role_word(interview: Interview) -> str:
    """### Frage<blank line>Was ist gutes Brot?"""
    word = role_word(interview, ("Frage", "Antwort"), ("Question", "Answer"))
    return markdown_page(interview, lambda t: f"### {word(t.person)}\n\n{text_of(t)}")


@markdown(one_paragraph, without_headings, without_notes)
def table_of_turns(interview: Interview) -> str:
    """| FIV | Was ist gutes Brot? |"""
    head = "| Person | Text |\n| --- | --- |\n"
    rows = [f"| {t.person.label} | {text_of(t)} |" for t in interview.turns]
    return page(interview.with_items([]), text_of, "## ").rstrip() + "\n\n" + head + "\n".join(rows) + "\n"


@markdown()
def rules_between_exchanges(interview: Interview) -> str:
    """**FIV:** Was ist gutes Brot? / **Malte:** Geduld. / ---"""
    return markdown_page(interview, lambda t: f"**{t.person.label}:** {text_of(t)}", between="---")


@markdown(without_lists)
def turns_as_list(interview: Interview) -> str:
    """- **FIV:** Was ist gutes Brot?"""
    return markdown_page(interview, lambda t: f"- **{t.person.label}:** " + "\n\n  ".join(t.paragraphs))


# --- Markdown: questions set off -----------------------------------------------------------------------------


@markdown(two_voices, brief_questions)
def bold_italic_label_italic_question(interview: Interview) -> str:
    """***FIV**: Was ist gutes Brot?* / **Malte**: Geduld."""
    return markdown_page(
        interview,
        lambda t: f"***{t.person.label}**: {text_of(t)}*" if t.is_question else f"**{t.person.label}**: {text_of(t)}",
    )


@markdown(brief_questions)
def bold_question_with_label(interview: Interview) -> str:
    """**FIV: Was ist gutes Brot?** / **Malte:** Geduld."""
    return markdown_page(
        interview,
        lambda t: f"**{t.person.label}: {text_of(t)}**" if t.is_question else f"**{t.person.label}:** {text_of(t)}",
    )


@markdown(alternating, brief_questions, labels=False)
def bold_labelled_question_bare_answer(interview: Interview) -> str:
    """**FIV: Was ist gutes Brot?** / Geduld."""
    return markdown_page(interview, lambda t: f"**{t.person.label}: {text_of(t)}**" if t.is_question else text_of(t))


@markdown(two_voices, labels=False)
def bold_question(interview: Interview) -> str:
    """**Was ist gutes Brot?** / Geduld."""
    return markdown_page(interview, lambda t: each(t, "**{}**") if t.is_question else text_of(t))


@markdown(two_voices, labels=False)
def underscored_question(interview: Interview) -> str:
    """__Was ist gutes Brot?__ / Geduld."""
    return markdown_page(interview, lambda t: each(t, "__{}__") if t.is_question else text_of(t))


@markdown(two_voices, labels=False)
def italic_question(interview: Interview) -> str:
    """*Was ist gutes Brot?* / Geduld."""
    return markdown_page(interview, lambda t: each(t, "*{}*") if t.is_question else text_of(t))


@markdown(two_voices, labels=False)
def html_bold_question(interview: Interview) -> str:
    """<strong>Was ist gutes Brot?</strong> / Geduld."""
    return markdown_page(interview, lambda t: each(t, "<strong>{}</strong>") if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, capital_questions, labels=False)
def capital_question(interview: Interview) -> str:
    """WAS IST GUTES BROT? / Geduld. (in Markdown)"""
    return markdown_page(interview, text_of)


@markdown(titled, alternating, brief_questions, without_headings, labels=False)
def question_as_heading(interview: Interview) -> str:
    """## Was ist gutes Brot? / Geduld."""
    return markdown_page(interview, lambda t: f"## {text_of(t)}" if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, labels=False)
def question_as_heading_below_sections(interview: Interview) -> str:
    """## Der Teig / ### Was ist gutes Brot? / Geduld."""
    return markdown_page(interview, lambda t: f"### {text_of(t)}" if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, without_headings, labels=False)
def question_as_small_heading(interview: Interview) -> str:
    """#### Was ist gutes Brot? / Geduld."""
    return markdown_page(interview, lambda t: f"#### {text_of(t)}" if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, without_headings, labels=False)
def question_as_numbered_heading(interview: Interview) -> str:
    """## 1. Was ist gutes Brot? / Geduld."""
    number_it = counting(lambda person: "## ", ". ")
    return markdown_page(interview, lambda t: number_it(t) if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, labels=False)
def question_as_block_quote(interview: Interview) -> str:
    """> Was ist gutes Brot? / Geduld."""
    return markdown_page(interview, lambda t: f"> {text_of(t)}" if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, without_lists, without_headings, labels=False)
def question_as_list_item(interview: Interview) -> str:
    """- Was ist gutes Brot? / Geduld. (a normal paragraph)"""
    return markdown_page(interview, lambda t: f"- {text_of(t)}" if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, without_lists, without_headings, labels=False)
def answer_inside_list_item(interview: Interview) -> str:
    """- Was ist gutes Brot? / (two blanks) Geduld."""
    return markdown_page(
        interview, lambda t: f"- {text_of(t)}" if t.is_question else "  " + "\n\n  ".join(t.paragraphs)
    )


@markdown(titled, alternating, brief_questions, without_headings, labels=False)
def numbered_question(interview: Interview) -> str:
    """1. Was ist gutes Brot? / Geduld."""
    number_it = counting(lambda person: "", ". ")
    return markdown_page(interview, lambda t: number_it(t) if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, labels=False)
def bold_numbered_question(interview: Interview) -> str:
    """**1. Was ist gutes Brot?** / Geduld."""
    number_it = counting(lambda person: "**", ". ")
    return markdown_page(interview, lambda t: number_it(t) + "**" if t.is_question else text_of(t))


@markdown(titled, alternating, brief_questions, without_headings, labels=False)
def heading_numbers_question(interview: Interview) -> str:
    """### Frage 1<blank line>Was ist gutes Brot?<blank line>### Antwort 1<blank line>Geduld."""
    word = role_word(interview, ("### Frage ", "### Antwort "), ("### Question ", "### Answer "))
    return markdown_page(interview, counting(word, "\n\n"))


# --- Plain text without labels -------------------------------------------------------------------------------


@plain(titled, alternating, one_paragraph, without_headings, labels=False)
def dialogue_dashes(interview: Interview) -> str:
    """– Was ist gutes Brot? / – Geduld."""
    return page(interview, lambda t: "– " + text_of(t))


@plain(titled, alternating, brief_questions, without_lists, without_headings, labels=False)
def question_dashes(interview: Interview) -> str:
    """– Was ist gutes Brot? / Geduld."""
    return page(interview, lambda t: ("– " if t.is_question else "") + text_of(t))


@plain(titled, real_questions, one_paragraph, answered, without_headings, labels=False)
def bare_alternation(interview: Interview) -> str:
    """Was ist gutes Brot? / Geduld. (each one paragraph)"""
    return page(interview, text_of)


@plain(titled, real_questions, brief_questions, answered, without_headings, labels=False)
def bare_questions_long_answers(interview: Interview) -> str:
    """Was ist gutes Brot? / Geduld. / Und Salz. (answers in several paragraphs)"""
    return page(interview, text_of)


@plain(titled, alternating, brief_questions, capital_questions, without_headings, labels=False)
def questions_in_capitals(interview: Interview) -> str:
    """WAS IST GUTES BROT? / Geduld."""
    return page(interview, text_of)


@plain(titled, alternating, brief_questions, without_headings, labels=False)
def numbered_questions(interview: Interview) -> str:
    """1. Was ist gutes Brot? / Geduld."""
    number_it = counting(lambda person: "", ". ")
    return page(interview, lambda t: number_it(t) if t.is_question else text_of(t))


@plain(titled, alternating, brief_questions, without_headings, labels=False)
def numbered_questions_with_bracket(interview: Interview) -> str:
    """1) Was ist gutes Brot? / Geduld."""
    number_it = counting(lambda person: "", ") ")
    return page(interview, lambda t: number_it(t) if t.is_question else text_of(t))
