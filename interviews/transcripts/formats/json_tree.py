"""Where in a JSON tree the transcript is: of all its lists of objects, the one that best tells who said what when.

Transcription services name things differently and say the same words several times (whole text, segments, words).
So every list of objects is a candidate, lists at the same place of sibling objects are one, and exactly one wins.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from .cues import clean, time_of

_DEEPEST = 14
# All keys are folded: see `fold_key`.
_TEXT = (
    *("punctuatedword", "body", "transcript", "sentence", "content", "text", "display", "utterance", "caption"),
    *("message", "value", "word", "utf8", "transkript", "inhalt", "beitrag", "aussage", "line", "satz", "paragraphs"),
)
# Lists inside an item that hold its words, where the item has no text itself.
_PARTS = ("sentences", "words", "elements", "segs", "tokens", "alternatives", "nbest")
GUESSES = ("alternatives", "nbest")
_SPEAKER = (
    *("speakername", "voice", "speaker", "speakerlabel", "speakerid", "speakertag", "sprecher", "sprecherin"),
    *("person", "participant", "name", "author", "role"),
)
_START = (
    *("start", "starttime", "starttimeseconds", "startseconds", "begin", "from", "ts", "datastart", "startoffset"),
    *("offset", "offsetinticks", "offsetseconds", "timestamp", "timestamps", "offsets", "time", "zeit", "beginn"),
)
_END = ("end", "endtime", "endtimeseconds", "endseconds", "to", "endts", "dataend", "endoffset", "stop", "ende")
_DURATION = ("duration", "dur", "durationinticks", "dauer")
_MILLISECONDS = ("tstartms", "startms", "offsetms", "timestampms", "starttimems")
_QUESTION = ("question", "frage", "q")
_ANSWER = ("answer", "antwort", "a")
# What transcription services call lists of whole sentences, and lists of single words.
_SENTENCES = (
    "utterances",
    "segments",
    "paragraphs",
    "monologues",
    "chunks",
    "transcription",
    "transcripts",
    "captions",
)
_WORDS = ("words", "wordsegments", "items", "elements", "tokens", "segs", "results")
_PUNCTUATION = ("punctuation", "punct")


@dataclass(frozen=True, slots=True)
class Piece:
    """What one object of a list says. Times are as written, in the unit of the file; `words` are pieces inside it.

    attached    punctuation: no space before it
    milliseconds  whether the key of its start names that unit
    """

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    words: tuple["Piece", ...] = ()
    attached: bool = False
    milliseconds: bool = False


@dataclass(slots=True)
class Candidate:
    """The pieces of all lists at one place of the tree; `place` are its keys, without the numbers of list items.

    `bodies`: its texts are called so, as in the podcast namespace, where each may be a single word.
    """

    place: tuple[str, ...]
    pieces: list[Piece] = field(default_factory=list)
    questions: list[tuple[str, str]] = field(default_factory=list)
    bodies: bool = False

    @property
    def of_words(self) -> bool:
        """Whether each piece is one word, to be joined to sentences."""
        single = sum(len(piece.text.split()) <= 1 for piece in self.pieces)
        usual = self.bodies or (bool(self.place) and self.place[-1] in _WORDS) or len(self.pieces) >= 40
        return usual and single >= 0.7 * len(self.pieces)

    @property
    def amount(self) -> int:
        """How many letters it holds."""
        texts = [*(piece.text for piece in self.pieces), *(text for pair in self.questions for text in pair)]
        return sum(len(word) for text in texts for word in text.split())


@lru_cache(10_000)
def fold_key(key: str) -> str:
    """A key as this module knows it: in small letters, without underscores and hyphens."""
    return key.replace("_", "").replace("-", "").lower()


def candidates(tree: Any) -> Iterator[Candidate]:
    """Every place of a JSON tree where something is said, each list of objects once, in the order of the file."""
    found: dict[tuple[str, ...], Candidate] = {}
    stack: list[tuple[tuple[str, ...], Any]] = [((), tree)]
    while stack:
        place, node = stack.pop()
        if len(place) > _DEEPEST:
            continue
        if isinstance(node, dict):
            stack += [((*place, key), value) for key, value in reversed(node.items())]
            _add_object(found, place, node)
        elif isinstance(node, list):
            # Of several guesses at the same words the first is the best.
            items = node[:1] if place and place[-1] in GUESSES else node
            stack += [(place if isinstance(item, dict) else (*place, ""), item) for item in reversed(items)]
    yield from found.values()


def _add_object(found: dict[tuple[str, ...], Candidate], place: tuple[str, ...], node: dict[str, Any]) -> None:
    question, answer = _first(node, _QUESTION), _first(node, _ANSWER)
    if isinstance(question, str) and isinstance(answer, str):
        found.setdefault(place, Candidate(place)).questions.append((question, answer))
    elif (piece := piece_of(node)).text:
        candidate = found.setdefault(place, Candidate(place))
        candidate.pieces.append(piece)
        candidate.bodies |= "body" in node


def piece_of(node: Mapping[str, Any], depth: int = 3) -> Piece:
    """What an object says; its text is empty where it has none. `depth` levels of parts are looked into."""
    words = _parts(node, depth)
    text = _text(node) or joined(words)
    if len(words) == 1 and words[0].words:
        words = words[0].words
    speaker = speaker_of(node)
    if speaker is None and len({word.speaker for word in words}) == 1:
        speaker = words[0].speaker
    start, end, milliseconds = _times(node)
    if start is None and words:
        start, end, milliseconds = words[0].start, words[-1].end, words[0].milliseconds
    attached = node.get("type") in _PUNCTUATION or node.get("attachesto") == "previous"
    return Piece(text, speaker, start, end, words, attached, milliseconds)


def _parts(node: Mapping[str, Any], depth: int) -> tuple[Piece, ...]:
    for key in _PARTS if depth else ():
        parts = node.get(key)
        if isinstance(parts, list) and parts and all(isinstance(part, dict) for part in parts):
            parts = parts[:1] if key in GUESSES else parts
            words = tuple(piece for part in parts if (piece := piece_of(part, depth - 1)).text)
            if words:
                return words
    return ()


def joined(pieces: tuple[Piece, ...] | list[Piece]) -> str:
    """Words as a text: as they stand where some bring their own spaces, else with spaces between them."""
    own_spaces = any(piece.text[:1].isspace() or piece.text[-1:].isspace() for piece in pieces)
    text: list[str] = []
    for piece in pieces:
        if text and piece.text and not own_spaces and not piece.attached:
            text.append(" ")
        text.append(piece.text)
    return "".join(text)


def speaker_of(node: Mapping[str, Any]) -> str | None:
    """The name an object gives its speaker; a mere number becomes “Speaker 0”."""
    value = _first(node, _SPEAKER)
    if isinstance(value, dict):
        value = _first(value, ("name", "displayname", "label", "id"))
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value and abs(value) < 1e9:
        return f"Speaker {int(value)}"
    if not isinstance(value, str):
        return None
    name = clean(value).strip()
    return f"Speaker {name}" if name.isdecimal() else name or None


def _first(node: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    return next((node[key] for key in keys if node.get(key) not in (None, "", [])), None)


def _text(node: Mapping[str, Any]) -> str:
    for key in _TEXT:
        value = node.get(key)
        if isinstance(value, str) and value:
            return value
        if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
            return "\n\n".join(value)
    return ""


def _times(node: Mapping[str, Any]) -> tuple[float | None, float | None, bool]:
    """Start and end as written, and whether a key says that they are milliseconds."""
    start, end = _first(node, _START), _first(node, _END)
    if isinstance(start, dict):
        start, end = _first(start, ("from", "start", "seconds")), _first(start, ("to", "end"))
    if isinstance(start, list):
        start, end = (*start, None, None)[:2]
    begins, ends = time_of(start), time_of(end)
    if begins is None and (value := time_of(_first(node, _MILLISECONDS))) is not None:
        return value, None, True
    duration = time_of(_first(node, _DURATION))
    if ends is None and begins is not None and duration is not None:
        ends = begins + duration
    return begins, ends, False


def best(found: list[Candidate]) -> Candidate | None:
    """The candidate that holds (nearly) all words and names speakers, in whole sentences rather than single words."""
    most = max((candidate.amount for candidate in found), default=0)

    def rank(candidate: Candidate) -> tuple[bool, ...]:
        pieces = candidate.pieces
        named = sum(piece.speaker is not None or any(w.speaker for w in piece.words) for piece in pieces)
        timed = sum(piece.start is not None for piece in pieces)
        return (
            bool(candidate.questions),
            named * 2 > len(pieces),
            timed * 2 > len(pieces),
            not candidate.of_words,
            bool(candidate.place) and candidate.place[-1] in _SENTENCES,
            len(pieces) > 1,
        )

    ranked = [(rank(candidate), candidate) for candidate in found]
    # The whole text may be longer than its timed segments by labels of its own ("Speaker 0: …").
    full = [(rank, c) for rank, c in ranked if c.amount >= most * (0.4 if rank[1] and rank[2] else 0.8) > 0]
    return max(full, key=lambda pair: pair[0], default=(None, None))[1]
