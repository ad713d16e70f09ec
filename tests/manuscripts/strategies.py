"""Random manuscripts, and what an editor may make of one."""

import re
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from interviews.manuscripts.value import TEXTS, Exchange, Manuscript, Person

WORD = re.compile(r"\w+")


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    people = tuple(
        Person(f"p{n}", f"Person {n}", draw(st.sampled_from(["asker", "expert"])))
        for n in range(draw(st.integers(0, 3)))
    )
    keys = st.sampled_from(["", *(person.key for person in people)])
    exchanges = tuple(
        Exchange(f"a{n}", f"kopf{n}", "", f"frage{n} weiter{n}", f"antwort{n} ende{n}", draw(keys), draw(keys))
        for n in range(draw(st.integers(0, 6)))
    )
    return Manuscript(headline="titel", people=people, exchanges=exchanges, topics=(1, 2))


@st.composite
def edits(draw: st.DrawFn, base: Manuscript, editor: str) -> tuple[Manuscript, set[str]]:
    """What one editor makes of a manuscript in a few steps, and the words that he or she wrote and left standing."""
    now = base
    for number in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(["field", "text", "insert", "delete", "move", "person", "voice", "topics"]))
        written = f"{editor}{number}"
        at = draw(st.integers(0, len(now.exchanges)))
        exchanges = list(now.exchanges)
        if kind == "field":
            field: dict[str, Any] = {draw(st.sampled_from(["headline", "kicker", "notes"])): written}
            now = replace(now, **field)
        elif kind == "insert":
            exchanges.insert(at, Exchange(f"neu-{written}", question=written))
        elif kind == "person":
            now = replace(now, people=(*now.people, Person(written, written, "expert")))
        elif kind == "topics":
            now = replace(now, topics=tuple(sorted(draw(st.sets(st.integers(1, 4))))))
        elif exchanges:
            at = min(at, len(exchanges) - 1)
            if kind == "text":
                name = draw(st.sampled_from(TEXTS))
                old = getattr(exchanges[at], name) if draw(st.booleans()) else ""
                text: dict[str, Any] = {name: f"{old} {written}".strip()}
                exchanges[at] = replace(exchanges[at], **text)
            elif kind == "delete":
                del exchanges[at]
            elif kind == "move":
                exchanges.insert(draw(st.integers(0, len(exchanges) - 1)), exchanges.pop(at))
            elif now.people:
                exchanges[at] = replace(exchanges[at], asked_by=draw(st.sampled_from(now.people)).key)
        now = replace(now, exchanges=tuple(exchanges))
    return now, words_of(now)


def words_of(manuscript: Manuscript) -> set[str]:
    """Every word that somebody wrote in a manuscript."""
    texts = [manuscript.headline, manuscript.kicker, manuscript.standfirst, manuscript.notes]
    texts += [getattr(e, name) for e in manuscript.exchanges for name in TEXTS]
    texts += [person.label for person in manuscript.people]
    return {word for text in texts for word in WORD.findall(text)}
