"""Sample transcripts of every format come out exactly as a careful editor would make them."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from interviews.transcripts import read_transcript

FILES = Path(__file__).parent / "files"
SAMPLES = sorted(
    path
    for path in FILES.iterdir()
    if path.with_suffix(".expected.json").exists() and not path.name.endswith(".expected.json")
)

_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]*)\)")
_BULLET = re.compile(r"^\s*(?:[-*•·–]|\d{1,2}[.)]|[a-z]\))\s+")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")


def bare(text: str | None) -> str:
    """A paragraph as it is compared: without emphasis, link targets, table bars and list markers."""
    shown = _INVISIBLE.sub("", unicodedata.normalize("NFC", text or ""))
    shown = _LINK.sub(r"\1", shown).replace("**", "").replace("`", "").replace("|", " ")
    return " ".join(_BULLET.sub("", shown).split())


def shape(turns: list[dict[str, Any]], *, joined: bool) -> list[tuple[str, ...]]:
    found = []
    for turn in turns:
        texts = [bare(p) for p in turn.get("paragraphs") or [turn.get("text")]]
        found.append((turn["kind"], " ".join(texts)) if joined else (turn["kind"], *texts))
    return found


def all_words(document: dict[str, Any]) -> list[str]:
    texts = [document.get("title"), document.get("standfirst")]
    for turn in document["turns"]:
        texts += turn.get("paragraphs") or [turn.get("text")]
    return [word for text in texts for word in bare(text).split()]


@pytest.fixture(scope="module", params=SAMPLES, ids=lambda path: path.name)
def sample(request: pytest.FixtureRequest) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is expected of a sample, and what was read."""
    path: Path = request.param
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    return expected, read_transcript(path.read_bytes(), path.name).to_dict()


def test_samples_are_there() -> None:
    assert len(SAMPLES) >= 26


def test_sample_is_understood_exactly(sample: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, got = sample

    assert got["language"] == expected["language"]
    assert bare(got["title"]) == bare(expected["title"])
    assert bare(got["standfirst"]) == bare(expected["standfirst"])
    if expected["compare"] == "words":
        assert all_words(got) == all_words(expected)
    else:
        joined = expected["compare"] == "joined"
        right = [expected["turns"], *(expected.get("alternatives") or [])]
        assert shape(got["turns"], joined=joined) in [shape(turns, joined=joined) for turns in right]


def test_no_word_of_a_sample_is_lost(sample: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, got = sample

    listed = Counter(word for text in got["discards"] for word in bare(text).split())
    missing = Counter(all_words(expected)) - Counter(all_words(got)) - listed
    unlisted = Counter(w for text in expected["discards"] for w in bare(text).split()) - listed

    assert not missing
    assert sum(unlisted.values()) <= len(expected["discards"])


def test_one_person_stays_one_person(sample: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, got = sample
    mine = [t for t in got["turns"] if t["kind"] in ("question", "answer")]
    theirs = [t for t in expected["turns"] if t["kind"] in ("question", "answer")]
    if len(mine) != len(theirs):
        assert expected.get("alternatives") or expected["compare"] == "words"
        return

    pairs = {(a["speaker"], b["speaker"]) for a, b in zip(theirs, mine, strict=True) if a["speaker"] and b["speaker"]}

    assert len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def test_every_expected_doubt_is_raised(sample: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, got = sample
    raised = [(doubt["line"], " ".join(re.findall(r"\w+", doubt["text"].casefold()))) for doubt in got["doubts"]]

    for place in expected["must_flag"]:
        text = " ".join(re.findall(r"\w+", bare(place["text"]).casefold()))
        near = [line for line, _ in raised if place["line"] and abs(line - place["line"]) <= 2]
        assert near or any(text and text in doubt for _, doubt in raised), place


def test_links_and_times_survive(sample: tuple[dict[str, Any], dict[str, Any]]) -> None:
    expected, got = sample
    raw = json.dumps(got, ensure_ascii=False)

    assert all(link["href"] in raw for link in expected["links"])
    mine = [t["start"] for t in got["turns"] if t["kind"] in ("question", "answer")]
    theirs = [t["start"] for t in expected["turns"] if t["kind"] in ("question", "answer")]
    if len(mine) == len(theirs):
        assert all(a is None or b == pytest.approx(a, abs=1) for a, b in zip(theirs, mine, strict=True))
