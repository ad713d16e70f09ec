"""A manuscript as data: it reads back what it wrote, and what older programs wrote."""

import pytest
from hypothesis import given

from interviews.manuscripts.value import Exchange, Manuscript, Person

from .strategies import manuscripts

SCHEMA_1 = {
    "interview": {
        "working_title": "T", "headline": "H", "kicker": "", "standfirst": "Eins\r\n\r\nZwei", "slug": "h",
        "language": "de", "lead_image": "", "lead_image_alt": "", "lead_image_credit": "", "notes": "",
        "embargo_until": None, "topics": [3, 5],
    },
    "participants": [{"label": "FIV", "role": "asker", "expert": None}, {"label": "Anna", "role": "expert", "expert": 7}],
    "exchanges": [
        {"anchor": "wie", "heading": "", "note": "", "question": "Wie?", "answer": "So.\r\nUnd so.", "start": 1.5,
         "asked_by": "FIV", "answered_by": None},
    ],
}  # fmt: skip


@given(manuscripts())
def test_json_reads_back(manuscript: Manuscript) -> None:
    assert Manuscript.from_json(manuscript.to_json()) == manuscript


def test_the_first_schema_is_still_read() -> None:
    assert Manuscript.from_json(SCHEMA_1) == Manuscript(
        working_title="T",
        headline="H",
        standfirst="Eins\n\nZwei",
        slug="h",
        topics=(3, 5),
        people=(Person("FIV", "FIV", "asker"), Person("Anna", "Anna", "expert", 7)),
        exchanges=(Exchange("wie", question="Wie?", answer="So.\nUnd so.", asked_by="FIV", start=1.5),),
    )


@pytest.mark.parametrize("data", [{}, {"schema": 99}, {"schema": 2, "people": [], "exchanges": [{"nothing": 1}]}])
def test_anything_else_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="manuscript"):
        Manuscript.from_json(data)


def test_an_exchange_is_there_once_and_knows_who_speaks() -> None:
    with pytest.raises(ValueError, match="once"):
        Manuscript(exchanges=(Exchange("a"), Exchange("a")))
    with pytest.raises(ValueError, match="nobody"):
        Manuscript(exchanges=(Exchange("a", asked_by="x"),))
