"""Properties that hold for any input: nothing is lost, and the canonical form reads back."""

import re
from collections import Counter

from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.transcripts import (
    Heading,
    Note,
    Speaker,
    Transcript,
    TranscriptError,
    Turn,
    parse,
    read_transcript,
    serialize,
)
from interviews.transcripts.text import escape, normalize, unescape

WORDS = st.sampled_from(
    [
        "Haus",
        "Merke:",
        "FIV:",
        "Anna",
        "Beispiel",
        "läuft",
        "14:30",
        "Uhr?",
        "z.B.",
        "und",
        "–",
        "„Ja“",
        "(lacht)",
        "[unv.]",
        "*",
        "**",
        "_x_",
        "#",
        "1.",
        "-",
        ">",
        "!",
        "Wohin",
        "Zukunft:",
        "Ende.",
        "https://a.example/x_y_z",
        "`c`",
        "\\*",
        "&amp;",
        "<b>",
        "...",
        "Ben:",
        "Q:",
        "F:",
        "\xadTeil",
    ]
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
LABELLED = st.tuples(
    st.sampled_from(["FIV: ", "Anna: ", "Anna Beispiel: ", "**Ben:** ", "Q: ", "A: ", "", ""]), SENTENCES
)
TEXTS = st.lists(LABELLED.map("".join), min_size=2, max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\n\n", "\r\n"]).map(lambda end: end.join(lines))
)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", unescape(normalize(text)))


def output_words(transcript: Transcript) -> list[str]:
    texts = [transcript.title or "", *transcript.standfirst]
    for item in transcript.items:
        if isinstance(item, Turn):
            texts += item.paragraphs
        else:
            texts.append(item.text)
    return [word for text in texts for word in words(text)]


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def read_words(text: str, markdown: bool) -> list[str]:
    """The words of an input: in Markdown escapes and entities stand for what they show."""
    return words(text) if markdown else re.findall(r"\w+", normalize(text))


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from(["a.txt", "a.md"]))
@example("FIV: a?\nAnna: b\nFIV: c?\nAnna: d\nAnna: e", "a.txt")
@example("Titel: so\nFIV: a?\nAnna: b", "a.txt")
def test_every_word_is_kept_in_order_or_listed(text: str, name: str) -> None:
    try:
        transcript = read_transcript(text, name)
    except TranscriptError:
        return
    given_words = read_words(text, name.endswith(".md"))
    kept = output_words(transcript)
    dropped = [word for discard in transcript.discarded for word in words(discard.text)]
    assert is_subsequence(kept, given_words), (kept, given_words)
    speakers = [word for turn in transcript.turns for word in words(turn.speaker or "")]
    missing = Counter(given_words) - Counter(kept) - Counter(dropped)
    assert missing <= Counter(speakers), missing
    assert parse(serialize(transcript)) == transcript


LINE = (
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn", "Co"]),
        min_size=1,
    )
    .map(lambda s: " ".join(normalize(s).split()))
    .filter(bool)
)
TRICKY = st.sampled_from(["# x", "## x", "> x", "**FIV:** x", "\\# x", "\\\\> x", "---", "**a:** b", "**?:**", "!"])
TEXT = LINE | TRICKY | st.builds("{} {}".format, TRICKY, LINE)
LABEL = (
    st.from_regex(r"[A-Za-zÄÖÜß][\w.&()-]{0,8}( [\w.&()-]{1,8})?", fullmatch=True)
    .map(normalize)
    .filter(lambda s: s == s.strip() and s.isprintable())
)


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    labels = draw(st.lists(LABEL, max_size=3, unique=True))
    speakers = tuple(Speaker(x, draw(st.sampled_from(["asker", "expert"])), draw(st.none() | LABEL)) for x in labels)
    kinds = {s.label: "question" if s.role == "asker" else "answer" for s in speakers}
    items: list[Heading | Note | Turn] = []
    for _ in range(draw(st.integers(0, 8))):
        label = draw(st.sampled_from([*labels, None]))
        kind = kinds[label] if label else draw(st.sampled_from(["question", "answer"]))
        start = draw(st.none() | st.integers(0, 20_000_000).map(lambda ms: ms / 1000))
        turn = Turn(kind, label, tuple(draw(st.lists(TEXT, max_size=3))), start)  # type: ignore[arg-type]
        choices: list[Heading | Note | Turn] = [turn, turn, Heading(draw(TEXT)), Note(draw(TEXT))]
        items.append(draw(st.sampled_from(choices)))
    return Transcript(
        draw(st.none() | TEXT),
        tuple(draw(st.lists(TEXT, max_size=2))),
        draw(st.sampled_from(["de", "en"])),
        speakers,
        tuple(items),
    )


@settings(max_examples=400, deadline=None)
@given(transcripts())
def test_canonical_form_reads_back(transcript: Transcript) -> None:
    assert parse(serialize(transcript)) == transcript


@settings(max_examples=300, deadline=None)
@given(LINE | SENTENCES)
def test_escaping_is_undone_exactly(text: str) -> None:
    assert unescape(escape(text)) == text


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_transcript_or_a_clear_error(data: bytes) -> None:
    try:
        assert read_transcript(data).items is not None
    except TranscriptError as error:
        assert str(error)
