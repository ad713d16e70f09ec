"""Properties that hold for any input: nothing is lost, and the canonical form reads back."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable

from hypothesis import example, given, settings
from hypothesis import strategies as st

from interviews.transcripts import (
    Heading,
    Note,
    Speaker,
    Transcript,
    TranscriptError,
    Turn,
    assemble,
    parse,
    read_transcript,
    serialize,
    understand,
)
from interviews.transcripts.inline import Run, escape, render, runs_of, unescape, visible
from interviews.transcripts.model import Role
from interviews.transcripts.reading import Reading
from interviews.transcripts.text import normalize, words

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
        "<3",
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


def tokens(text: str) -> list[str]:
    """Words without underscores, which are emphasis where a text is written in Markdown."""
    return [token for word in words(text) for token in word.split("_") if token]


def output_parts(transcript: Transcript) -> list[list[str]]:
    """The words of title and standfirst, which stand above all else, and those of the rest."""
    rest = [t for item in transcript.items for t in (item.paragraphs if isinstance(item, Turn) else [item.text])]
    parts = [transcript.title or ""], transcript.standfirst, rest
    return [[word for text in texts for word in tokens(visible(text))] for texts in parts]


def output_words(transcript: Transcript) -> list[str]:
    return [word for part in output_parts(transcript) for word in part]


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("FIV: a?\nAnna: b\nFIV: c?\nAnna: d\nAnna: e")
@example("Titel: so\nFIV: a?\nAnna: b")
@example("FIV: _x_?\nAnna: _x_ und _y_")
@example("FIV: a?\n**Ben:** b\n- 1. c\nFIV: d")
@example("a\n14:30 Merke:\nAnna: ...\nFIV: b\nFIV: c")
def test_every_word_of_a_text_is_kept_in_order_or_listed(text: str) -> None:
    try:
        transcript = read_transcript(text, "a.txt")
    except TranscriptError:
        return
    given_words = tokens(normalize(text))
    kept = output_words(transcript)

    for part in output_parts(transcript):
        assert is_subsequence(part, given_words), (part, given_words)
    labels = {word for s in transcript.speakers for name in (s.label, *s.aliases) for word in tokens(name)}
    listed = [word for discard in transcript.discarded for word in tokens(discard.text)]
    missing = Counter(given_words) - Counter(kept) - Counter(listed)
    # A time code that became a turn's start is told by the turn.
    assert set(missing) <= labels | {"14", "30"}, missing
    assert parse(serialize(transcript)) == transcript


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from(["a.md", "a.txt"]), st.data())
def test_corrections_lose_nothing(text: str, name: str, data: st.DataObject) -> None:
    try:
        reading = understand(text, name)
    except TranscriptError:
        return
    before = Counter(output_words(assemble(reading)))
    for _ in range(data.draw(st.integers(1, 4))):
        reading = corrected(reading, data)

    after = assemble(reading)

    kept = Counter(output_words(after)) + Counter(w for d in after.discarded for w in tokens(d.text))
    labels = {word for v in reading.voices.values() for name in (v.label, *v.aliases) for word in tokens(name)}
    # A label that became text again adds words; a split may cut one in two.
    assert sum(((before - kept) - Counter(dict.fromkeys(labels, 99))).values()) <= 4
    assert parse(serialize(after)) == after


def corrected(reading: Reading, data: st.DataObject) -> Reading:
    """One random correction that an editor could make."""
    index = data.draw(st.integers(0, len(reading.marks) - 1))
    voices = list(reading.voices)
    kind = data.draw(st.sampled_from(["mark", "speech", "split", "join", "swap", "merge", "rename"]))
    if kind == "mark":
        return reading.with_mark(index, data.draw(st.sampled_from(["title", "standfirst", "heading", "note"])))
    if kind == "speech":
        return reading.with_mark(index, "speech", data.draw(st.sampled_from([*voices, None])), asks=True)
    if kind == "split" and len(reading.document.blocks[index].text) > 2:
        return reading.split(index, data.draw(st.integers(1, len(reading.document.blocks[index].text) - 1)))
    if kind == "join" and index:
        return reading.join(index)
    if kind == "merge" and len(voices) > 1:
        return reading.merge(voices[0], voices[1])
    if kind == "rename" and voices:
        return reading.rename(voices[0], "Umbenannt")
    return reading.swap_roles()


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
    roles: st.SearchStrategy[Role] = st.sampled_from(["asker", "expert", "unknown"])
    speakers = tuple(Speaker(x, draw(roles), draw(st.none() | LABEL)) for x in labels)
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


@settings(max_examples=150, deadline=None)
@given(transcripts())
def test_canonical_form_reads_back(transcript: Transcript) -> None:
    assert parse(serialize(transcript)) == transcript


LOOKS = st.builds(
    Run,
    LINE | SENTENCES | st.sampled_from(["*", "_", "`", "**", "[x](y)", "a*b", " ", "\\", "1.", "-", "\\*"]),
    bold=st.booleans(),
    italic=st.booleans(),
    code=st.booleans(),
    href=st.sampled_from(["", "", "https://beispiel.example/a_(b)?c=*d*"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LOOKS, min_size=1, max_size=5))
@example([Run("_x_"), Run("a*b*c")])
@example([Run("`", code=True), Run("b`", bold=True)])
@example([Run("["), Run("0", code=True), Run("0", code=True, href="https://beispiel.example/")])
def test_what_is_written_in_markdown_is_what_was_there(runs: list[Run]) -> None:
    text = "".join(run.text for run in runs)

    written = render(runs)
    assert words(visible(written)) == words(text)
    assert words(visible(render(runs_of(written)))) == words(text)


@settings(max_examples=300, deadline=None)
@given(LINE | SENTENCES)
@example("_x_")
@example("a_ _b")
def test_escaping_is_undone_exactly(text: str) -> None:
    assert unescape(escape(text)) == text


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_transcript_or_a_clear_error(data: bytes) -> None:
    try:
        assert read_transcript(data).items is not None
    except TranscriptError as error:
        assert str(error)


CARRIERS: list[tuple[str, Callable[[str], str]]] = [
    ("a.txt", lambda odd: f"Anna: Was{odd}ist das?\n\nBen: Das {odd}Haus.{odd}\n\nAnna: Und?\n\nBen: Ja."),
    ("a.txt", lambda odd: f"Anna: FÃ¼r{odd}wen?\n\nBen: Für{odd}alle."),
    ("a.html", lambda odd: f"<html><body><p>Anna: Was{odd}?</p><p>B{odd}en: Das.</p></body></html>"),
    (
        "a.json",
        lambda odd: json.dumps([{"speaker": f"An{odd}na", "text": f"Was{odd}?"}, {"speaker": "B", "text": "c"}]),
    ),
    ("a.md", lambda odd: f"---\ninterview: 1\nexpert: Anna\n---\n\n## T{odd}on\n\n**Anna:** Ja{odd}wohl.\n"),
]
ODD = st.text(
    "\x00\x01\x0b\x0c\x1f\x7f\x85\x9f\u00ad\u200b\u200d\u2028\u2029\u0301\u0308\ue000\ufeff\ufffe\uffff a", max_size=4
)
ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(CARRIERS), ODD)
@example(CARRIERS[0], "a\u200b\u0308")
@example(CARRIERS[0], "a[00:00:01]\u0308")
@example(CARRIERS[4], "\x01\ufffe")
def test_no_odd_character_gets_through(carrier: tuple[str, Callable[[str], str]], odd: str) -> None:
    name, write = carrier
    try:
        transcript = read_transcript(write(odd), name)
    except TranscriptError as error:
        assert str(error)
        return
    written = serialize(transcript)
    doubts, discards = [d.text for d in transcript.doubts], [d.text for d in transcript.discarded]
    assert not ILLEGAL.search("".join([written, *doubts, *discards]))
    assert unicodedata.is_normalized("NFC", written)
    assert parse(written) == transcript
