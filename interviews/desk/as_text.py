"""A whole manuscript as one text in interview Markdown, and back without giving exchanges other anchors."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from uuid import uuid4

from django.utils.translation import gettext, gettext_noop

from interviews.manuscripts.store import TEMPORARY
from interviews.manuscripts.value import Exchange, Manuscript, Person, Role, free_label, one_kind_of_line_end
from interviews.transcripts import Transcript, TranscriptError, parse, serialize
from interviews.transcripts.interview_markdown import REMEDIES

from .importing import told
from .manuscripts import exchanges_of, shorten, to_transcript

# What is wrong where a remedy is offered.
_CAUSES = {
    "header": gettext_noop("this line of the head is not understood."),
    "speaker": gettext_noop("this speaker is not named in the head."),
    "block": gettext_noop("it is not clear who says this."),
    "empty": gettext_noop("there is no text behind the mark."),
    "clock": gettext_noop("this is no time."),
    "twice": gettext_noop("this speaker is named a second time."),
}
_MOST_MISTAKES = 20
_LABEL = re.compile(r"\*\*[^*]+:\*\*")
# Of the words; below that two exchanges have nothing to do with each other.
_ALIKE = 0.4
# A word that more exchanges have says nothing about which one it is.
_COMMON = 50


def as_text(manuscript: Manuscript) -> str:
    """The manuscript's headline, standfirst, people and exchanges in interview Markdown."""
    return serialize(to_transcript(manuscript))


def with_text(manuscript: Manuscript, text: str) -> Manuscript:
    """The manuscript with what the text says; all that interview Markdown does not hold stays. Raises TranscriptError."""
    transcript = parse(text)
    if transcript == to_transcript(manuscript):
        return manuscript
    people = _people(manuscript, transcript)
    new, _places = exchanges_of(transcript, {person.label: person.key for person in people})
    return replace(
        manuscript,
        headline=transcript.title or "",
        standfirst="\n\n".join(transcript.standfirst),
        language=transcript.language if transcript.language in ("de", "en") else manuscript.language,
        people=people,
        exchanges=aligned(manuscript.exchanges, new),
    )


def mistakes(text: str) -> list[str]:
    """What keeps a text from being read, by line, cause first; none if it can be. After 20 the rest is left out."""
    lines = one_kind_of_line_end(text).split("\n")
    found: list[str] = []
    seen: set[int] = set()
    while len(found) < _MOST_MISTAKES:
        try:
            parse("\n".join(lines))
        except TranscriptError as error:
            if error.code != "bad_interview_markdown" or error.line is None:
                return [*found, told(error)]
            if error.line in seen:
                break
            seen.add(error.line)
            kind = next(name for name, remedy in REMEDIES.items() if remedy == error.params["remedy"])
            found.append(_in_words(error.line, kind, lines[error.line - 1]))
            _leave_out(lines, error.line - 1, kind)
        else:
            return found
    return [*found, gettext("There may be more mistakes further down.")]


def _in_words(line: int, kind: str, written: str) -> str:
    return gettext("Line %(line)s: %(cause)s %(remedy)s It says: “%(written)s”") % {
        "line": line,
        "cause": gettext(_CAUSES[kind]),
        "remedy": gettext(REMEDIES[kind]),
        "written": shorten(written.strip(), 60),
    }


def _leave_out(lines: list[str], place: int, kind: str) -> None:
    """Change a line such that what follows is read as if the mistake were mended."""
    if kind == "speaker":
        lines[place] = _LABEL.sub("**?:**", lines[place], count=1)
    elif kind in ("header", "twice"):
        lines[place] = "language: de"
    else:
        while place < len(lines) and lines[place].strip():
            lines[place] = ""
            place += 1


def _people(manuscript: Manuscript, transcript: Transcript) -> tuple[Person, ...]:
    """Who the text's head names: by label who is known, in its order; others are new."""
    known = {person.label: person for person in manuscript.people}
    taken = set(manuscript.by_key)
    people = []
    for speaker in transcript.speakers:
        person = known.get(speaker.label)
        if person is None:
            key = free_label(speaker.label, taken)
            taken.add(key)
            person = Person(key, speaker.label, "expert")
        role: Role = "asker" if speaker.role == "asker" else "expert"
        people.append(replace(person, role=role, expert=person.expert if role == "expert" else None))
    return tuple(people)


def aligned(old: Sequence[Exchange], new: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """The new exchanges with the anchors of the old ones that they were, also where they moved or were reworded;
    others get temporary ones."""
    before, after = [_words(e) for e in old], [_words(e) for e in new]
    origin: dict[int, int] = {}
    blocks = SequenceMatcher(None, [" ".join(w) for w in before], [" ".join(w) for w in after], autojunk=False)
    for block in blocks.get_matching_blocks():
        origin.update((block.b + n, block.a + n) for n in range(block.size))
    free = set(range(len(old))) - set(origin.values())
    index = _by_word({i: before[i] for i in free})
    for j in (j for j in range(len(new)) if j not in origin):
        alike = Counter(i for word in set(after[j]) for i in index.get(word, ()) if i in free)
        best = max(alike, key=lambda i: _likeness(before[i], after[j]), default=None)
        if best is not None and _likeness(before[best], after[j]) >= _ALIKE:
            origin[j] = best
            free.discard(best)
    return tuple(
        replace(e, anchor=old[origin[n]].anchor, start=old[origin[n]].start if e.start is None else e.start)
        if n in origin
        else replace(e, anchor=f"{TEMPORARY}{uuid4().hex[:8]}")
        for n, e in enumerate(new)
    )


def _by_word(texts: Mapping[int, Sequence[str]]) -> dict[str, list[int]]:
    """Where each word stands, without those that stand nearly everywhere."""
    index: defaultdict[str, list[int]] = defaultdict(list)
    for place, found in texts.items():
        for word in set(found):
            index[word].append(place)
    return {word: places for word, places in index.items() if len(places) <= _COMMON}


def _words(exchange: Exchange) -> list[str]:
    return " ".join((exchange.question, exchange.answer, exchange.heading, exchange.note)).split()


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Share of the words that two texts have in common, from 0 to 1."""
    if not one or not other:
        return 0.0
    common = len(set(one) & set(other))
    return 2 * common / (len(set(one)) + len(set(other)))
