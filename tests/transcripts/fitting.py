"""What a convention needs of an interview, so that a reader can understand it without guessing.

Each function makes an interview fit by taking away what the convention cannot show. What is left may be too
little to be an interview: `fit` says so with None.
"""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from .interviews import Heading, Interview, Item, Note, Person, Turn

Need = Callable[[Interview], Interview]

_MARKER = re.compile(r"^(?:- |\d+\. )")


def fit(interview: Interview, needs: Iterable[Need]) -> Interview | None:
    """The interview as the needs leave it, or None if fewer than three questions are answered."""
    for need in needs:
        interview = need(interview)
    kinds = [turn.is_question for turn in interview.turns]
    return interview if kinds.count(True) > 2 and kinds.count(False) > 2 else None


def _turns(interview: Interview, change: Callable[[Turn], Turn]) -> Interview:
    return interview.with_items([change(i) if isinstance(i, Turn) else i for i in interview.items])


def two_voices(interview: Interview) -> Interview:
    """All questions by one person and all answers by one other."""
    chief: dict[str, Person] = {}
    for person in interview.cast:
        chief.setdefault(person.role, person)
    fitted = _turns(interview, lambda turn: replace(turn, person=chief[turn.person.role]))
    return replace(fitted, cast=tuple(chief.values()))


def without_headings(interview: Interview) -> Interview:
    return interview.with_items([i for i in interview.items if not isinstance(i, Heading)])


def without_notes(interview: Interview) -> Interview:
    return interview.with_items([i for i in interview.items if not isinstance(i, Note)])


def plain_headings(interview: Interview) -> Interview:
    """No heading could be taken for a question."""
    return interview.with_items([i for i in interview.items if not isinstance(i, Heading) or "?" not in i.text])


def settled_opening(interview: Interview) -> Interview:
    """Before the first turn stand only title and standfirst: in a plain text a heading would look like either."""
    first = next((n for n, i in enumerate(interview.items) if isinstance(i, Turn)), 0)
    return interview.with_items(interview.items[first:])


def without_opening(interview: Interview) -> Interview:
    """No title and no standfirst, where the format has no place for them."""
    return replace(settled_opening(interview), title=None, standfirst=())


def titled(interview: Interview) -> Interview:
    """A title, without which the first lines would be one."""
    invented = {"de": "Ein Gespräch am Küchentisch", "en": "A talk at the kitchen table"}
    return replace(interview, title=interview.title or invented[interview.language])


def without_lists(interview: Interview) -> Interview:
    return _turns(interview, lambda t: replace(t, paragraphs=tuple(_MARKER.sub("", p) for p in t.paragraphs)))


def one_paragraph(interview: Interview) -> Interview:
    """Every turn is a single paragraph."""
    return _turns(without_lists(interview), lambda t: replace(t, paragraphs=(" ".join(t.paragraphs),)))


def brief_questions(interview: Interview) -> Interview:
    """Every question is a single paragraph."""
    return _turns(interview, lambda t: replace(t, paragraphs=(" ".join(t.paragraphs),)) if t.is_question else t)


def alternating(interview: Interview) -> Interview:
    """Two voices in strict alternation from the first question on; headings only before a question, no notes."""
    interview = settled_opening(without_notes(two_voices(interview)))
    items: list[Item] = []
    for n, item in enumerate(interview.items):
        following = next((i for i in interview.items[n + 1 :] if isinstance(i, Turn)), None)
        if isinstance(item, Turn):
            if items or item.is_question:
                items.append(item)
        elif items and following and following.is_question:
            items.append(item)
    return interview.with_items(items)


def _exchanges(interview: Interview) -> list[list[Item]]:
    """Each question with all that follows it, the heading before it included."""
    found: list[list[Item]] = []
    for item in interview.items:
        if isinstance(item, Turn) and item.is_question:
            before = [found[-1].pop()] if found and isinstance(found[-1][-1], Heading) else []
            found.append([*before, item])
        elif found:
            found[-1].append(item)
        else:
            found.append([item])
    return found


def answered(interview: Interview) -> Interview:
    """The last word is an answer."""
    items = list(interview.items)
    while items and not (isinstance(items[-1], Turn) and not items[-1].is_question):
        items.pop()
    return interview.with_items(items)


def real_questions(interview: Interview) -> Interview:
    """All questions end with a question mark, and no paragraph of an answer does."""

    def clear(item: Item) -> bool:
        if not isinstance(item, Turn):
            return True
        ends = [p.rstrip("“”\"' ").endswith("?") for p in item.paragraphs]
        return ends[-1] if item.is_question else not any(ends)

    kept = [item for exchange in _exchanges(interview) if all(map(clear, exchange)) for item in exchange]
    return alternating(interview.with_items(kept))


def capital_questions(interview: Interview) -> Interview:
    """Questions are in capitals, and stay so when they are read."""
    return _turns(
        interview, lambda t: replace(t, paragraphs=tuple(p.upper() for p in t.paragraphs)) if t.is_question else t
    )


def timed(interview: Interview) -> Interview:
    """Every turn has a start in whole seconds, at the pace of speech: five words in two seconds."""
    now = 3
    items: list[Item] = []
    for item in interview.items:
        if isinstance(item, Turn):
            items.append(replace(item, start=float(now)))
            now += max(2, math.ceil(sum(len(p.split()) for p in item.paragraphs) * 0.4))
        else:
            items.append(item)
    return replace(interview, items=tuple(items))
