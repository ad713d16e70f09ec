"""An interview is the same interview in whatever convention, format or encoding somebody wrote it down."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from interviews.transcripts import read_transcript

from .conventions import CONVENTIONS, Convention
from .fitting import fit, real_questions
from .interviews import SAMPLES, Interview, Turn, composed
from .variations import Variation, varied
from .writers import FORMATS, Format

_MARKS = re.compile(r"\*\*|__|`|^(?:[-–•*]|\d{1,2}[.)])\s+")
Shape = list[tuple[str, ...]]


def bare(text: str) -> str:
    """A paragraph without list marker and emphasis, its white space collapsed."""
    return " ".join(_MARKS.sub("", text.strip()).split())


def shape_of(interview: Interview) -> Shape:
    """Who says what, as (kind, paragraph, …)."""
    return [
        ("question" if item.is_question else "answer", *map(bare, item.paragraphs))
        if isinstance(item, Turn)
        else (type(item).__name__.lower(), bare(item.text))
        for item in interview.items
    ]


def shape_read(got: dict[str, Any]) -> Shape:
    return [(turn["kind"], *map(bare, turn.get("paragraphs") or [turn.get("text", "")])) for turn in got["turns"]]


def joined(shape: Shape) -> Shape:
    return [(kind, " ".join(paragraphs)) for kind, *paragraphs in shape]


def people_read(got: dict[str, Any]) -> list[str | None]:
    return [turn["speaker"] for turn in got["turns"] if "speaker" in turn]


def one_person_stays_one(interview: Interview, labels: list[str | None]) -> bool:
    pairs = {(t.person, label) for t, label in zip(interview.turns, labels, strict=True) if label is not None}
    return len(pairs) == len({person for person, _ in pairs}) == len({label for _, label in pairs})


def assert_understood(interview: Interview, data: bytes, name: str, *, labels: bool, spoken: bool = False) -> None:
    got = read_transcript(data, name).to_dict()

    want, read = shape_of(interview), shape_read(got)
    assert (joined(read) if spoken else read) == (joined(want) if spoken else want)
    if not spoken:
        assert bare(got["title"] or "") == bare(interview.title or "")
        assert bare(got["standfirst"] or "") == bare(" ".join(interview.standfirst))
    assert one_person_stays_one(interview, people_read(got))
    assert not labels or None not in people_read(got)


def fitting(interview: Interview, how: Convention | Format) -> Interview:
    fitted = fit(interview, how.needs)
    assert fitted is not None
    return fitted


def cases(hows: Sequence[Convention | Format], samples: Mapping[str, Interview], *, share: int = 1) -> list[Any]:
    """Everything with every sample that fits, or with each `share`th one, in turn: a file takes 12 ms to read."""
    return [
        pytest.param(how, sample, id=f"{how.name}-{name}")
        for n, how in enumerate(hows)
        for m, (name, sample) in enumerate(samples.items())
        if (n + m) % share == 0 and fit(sample, how.needs)
    ]


EVERY = list(CONVENTIONS.values())
QUICK, SLOW = ([f for f in FORMATS.values() if f.slow is slow] for slow in (False, True))


@pytest.mark.parametrize(("convention", "sample"), cases(EVERY, SAMPLES, share=2))
def test_convention_is_understood(convention: Convention, sample: Interview) -> None:
    interview = fitting(sample, convention)
    data = convention.write(interview).encode()
    if convention.name == "question_dashes" and sample is SAMPLES["clocks"]:
        # Half of the answers ask back: nobody can tell from the dashes alone, and the editor is asked.
        assert "other_reading" in [d.code for d in read_transcript(data, "interview.txt").doubts]
        return

    assert_understood(interview, data, "interview" + convention.suffix, labels=convention.labels)


@pytest.mark.parametrize(("convention", "sample"), cases([c for c in EVERY if c.times], {"clocks": SAMPLES["clocks"]}))
def test_time_stamp_of_a_turn_is_its_start(convention: Convention, sample: Interview) -> None:
    interview = fitting(sample, convention)

    got = read_transcript(convention.write(interview).encode(), "interview" + convention.suffix).to_dict()

    starts = [turn["start"] for turn in got["turns"] if "start" in turn]
    assert starts == pytest.approx([turn.start for turn in interview.turns], abs=1)


@pytest.mark.parametrize(
    ("variation", "convention", "sample"),
    [
        pytest.param(v, c, ["bakery", "library", "pond"][n % 3], id=f"{v.name}-{c.name}")
        for n, (v, c) in enumerate(varied())
    ],
)
def test_variation_changes_nothing(variation: Variation, convention: Convention, sample: str) -> None:
    interview = variation.fitted(fitting(SAMPLES[sample], convention))
    data, name = variation.bytes_of(convention, interview), "interview" + convention.suffix

    if variation.extra_lines:
        read = shape_read(read_transcript(data, name).to_dict())
        want = shape_of(interview)
        assert [item for item in read if item[0] != "note"] == [item for item in want if item[0] != "note"]
    else:
        assert_understood(interview, data, name, labels=convention.labels)


@pytest.mark.parametrize(("convention", "sample"), cases(EVERY, SAMPLES, share=16))
def test_pasted_text_needs_no_name(convention: Convention, sample: Interview) -> None:
    interview = fitting(sample, convention)

    assert_understood(interview, convention.write(interview).encode(), "", labels=convention.labels)


@pytest.mark.parametrize(
    ("how", "sample"), [*cases(QUICK, SAMPLES, share=4), *cases(SLOW, {"bakery": SAMPLES["bakery"]})]
)
def test_format_is_understood(how: Format, sample: Interview) -> None:
    interview = fitting(sample, how)

    assert_understood(interview, how.write(interview), "interview" + how.suffix, labels=how.labels, spoken=how.spoken)


def test_composed_interviews_are_understood_in_almost_any_convention() -> None:
    """Sentences of random words leave a few that can be read in two ways; more than a few would be a fault."""
    names = sorted(CONVENTIONS)
    right = total = 0
    for seed in range(2 * len(names)):
        convention = CONVENTIONS[names[seed % len(names)]]
        # Of random words nobody can tell a statement that asks from one that answers.
        interview = fit(composed(seed * 7 + 3), (real_questions, *convention.needs))
        if interview is None:
            continue
        read = read_transcript(convention.write(interview).encode(), "interview" + convention.suffix)
        right += shape_read(read.to_dict()) == shape_of(interview)
        total += 1

    assert total > 150
    assert right >= total * 0.9
