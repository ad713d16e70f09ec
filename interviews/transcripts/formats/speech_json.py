"""JSON of speech recognition and podcast players: Whisper, WhisperX, AssemblyAI, Deepgram, Otter, Podcasting 2.0.

Sources: the services' API references and the podcast namespace's "JSON transcripts" (segments of speaker,
startTime, endTime, body). Any other JSON with a list of objects that say something is read in the same way.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..blocks import Block, Document, Joint, Run
from ..errors import TranscriptError
from ..model import Discard
from ..source import SourceFile
from ..text import language_of, words
from .cues import Cue, Line, clean, document, plausible, ticks_per_second, tidy, time_of
from .json_tree import GUESSES, Candidate, Piece, best, candidates, fold_key, joined, speaker_of

NAME = "JSON"
SUFFIXES: tuple[str, ...] = (".json", ".jsonl", ".json3")

# No prose begins like this: a truncated export is to be named as such, not to be printed as text.
_UNMISTAKABLE = re.compile(r"[\[\s]{0,20}\{\s{0,200}\"[^\"\n]{1,40}\"\s{0,5}:\s{0,5}[\[{\"\d\-ntf]")
_SENTENCE_END = re.compile(r"[.!?…][\"'“”»«)]*$")
_FILE_NAME = re.compile(r"[^\n]*\.\w{2,4}$")
_LANGUAGE_KEYS = ("language", "languagecode", "lang", "detectedlanguage", "sprache")
_LONGEST_SENTENCE = 60  # words without any punctuation


def recognises(file: SourceFile) -> bool:
    """Whether it is a JSON object or array, or begins unmistakably like one."""
    try:
        text = file.text.strip()
        return text[:1] in ("{", "[") and (bool(_UNMISTAKABLE.match(text)) or _parse(text) is not None)
    except TranscriptError as error:
        return error.code == "too_complex"


def read(file: SourceFile) -> Document:
    """One block for each segment, or more where its speaker changes.

    Raises TranscriptError `empty`, `binary`, `bad_data`, `too_complex`, or `no_words` for JSON of another kind.
    """
    tree = _parse(file.text.strip())
    if isinstance(tree, list) and all(isinstance(line, str) for line in tree):
        tree = {"text": tree}
    found = best(list(candidates(tree)))
    if found is None:
        raise TranscriptError("no_words", format=NAME)
    if found.questions:
        blocks = list(_pairs(found))
        result = Document(blocks, doubts=[*file.decoded.doubts])
    else:
        result = _spoken(found, tree, file)
    if not result.blocks:
        raise TranscriptError("no_words", format=NAME)
    result.language, result.title = _language(tree), _title(tree)
    result.discarded += _metadata(tree, result)
    return result


def _parse(text: str) -> Any:
    """The JSON tree, its keys folded; of JSON lines, the list of them."""

    def folded(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        return {fold_key(key): value for key, value in pairs}

    try:
        return json.loads(text, object_pairs_hook=folded)
    except RecursionError as error:
        raise TranscriptError("too_complex") from error
    except ValueError as error:
        lines = text.split("\n")
        if len(lines) > 1 and all(line.strip()[:1] in ("", "{") for line in lines):
            try:
                return [json.loads(line, object_pairs_hook=folded) for line in lines if line.strip()]
            except (ValueError, RecursionError):
                pass
        line, place = (error.lineno, error.pos) if isinstance(error, json.JSONDecodeError) else (1, 0)
        found = " ".join(text[max(0, place - 20) : place + 20].split())
        raise TranscriptError("bad_data", line=line, format=NAME, found=f"“{found}”") from error


def _spoken(found: Candidate, tree: Any, file: SourceFile) -> Document:
    names = _names(tree)
    pieces = _in_time(_labelled(_without_echo(found.pieces), tree), found.place)
    ticks = ticks_per_second((piece.start, piece.end, len(piece.text.split())) for piece in pieces)
    segments = list(_sentences(pieces)) if found.of_words else pieces
    parts = [
        (number, replace(part, speaker=names.get(fold_key(part.speaker or ""), part.speaker)))
        for number, segment in enumerate(segments, 1)
        for part in _by_speaker(segment)
    ]
    # Without times, line breaks are not where captions were wrapped: people set them.
    if all(part.start is None for _, part in parts) and any("\n" in part.text.strip() for _, part in parts):
        blocks = [
            replace(block, line=number, speaker=part.speaker)
            for number, part in parts
            for block in _paragraphs(part.text)
        ]
        return Document(blocks, doubts=[*file.decoded.doubts])
    return document([_cue(number, part, ticks) for number, part in parts], doubts=file.decoded.doubts)


def _cue(number: int, part: Piece, ticks: int) -> Cue:
    unit = 1000 if part.milliseconds else ticks
    start, end = (plausible(None if time is None else time / unit) for time in (part.start, part.end))
    runs = (tidy([Run(line)]) for line in part.text.split("\n"))
    return Cue(tuple(Line(number, found, part.speaker) for found in runs if found), start, end)


def _in_time(pieces: list[Piece], place: tuple[str, ...]) -> list[Piece]:
    """Of a recording with a channel for each person, what was said in the order of the clock."""
    if "channels" not in place or any(piece.start is None for piece in pieces):
        return pieces
    return sorted(pieces, key=lambda piece: piece.start or 0)


def _labelled(pieces: list[Piece], tree: Any) -> list[Piece]:
    """Amazon Transcribe wrote speakers in a list apart, to be found by the start of each word."""
    labels = next((node["speakerlabels"] for node in _walk(tree, 3) if "speakerlabels" in node), None)
    if not isinstance(labels, dict) or any(piece.speaker for piece in pieces):
        return pieces
    items = [item for segment in _objects(labels.get("segments")) for item in _objects(segment.get("items"))]
    by_start = {time_of(item.get("starttime")): speaker_of(item) for item in items}
    return [replace(piece, speaker=by_start.get(piece.start) if piece.start is not None else None) for piece in pieces]


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _without_echo(pieces: list[Piece]) -> list[Piece]:
    """Google says everything once more in the last result, there with speakers: then that alone is the text."""
    if len(pieces) > 1 and any(word.speaker for word in pieces[-1].words):
        before = " ".join(piece.text for piece in pieces[:-1]).split()
        if before == pieces[-1].text.split() and not any(piece.speaker for piece in pieces[:-1]):
            return pieces[-1:]
    return pieces


def _sentences(words: Iterable[Piece]) -> Iterator[Piece]:
    """Single words joined to sentences, each of one speaker. Words without a speaker belong to the one before."""
    sentence: list[Piece] = []
    ended = False
    for word in words:
        speaker = sentence[-1].speaker if sentence else None
        changed = word.speaker is not None and speaker is not None and word.speaker != speaker
        if sentence and not word.attached and word.text.strip() and (ended or changed):
            yield _whole(sentence)
            sentence = []
        elif sentence and word.speaker is None:
            word = replace(word, speaker=speaker)
        sentence.append(word)
        # Punctuation may be a piece of its own, and spaces too.
        if word.text.strip():
            ended = bool(_SENTENCE_END.search(word.text.rstrip()[-4:])) or len(sentence) > _LONGEST_SENTENCE * 2
    if sentence:
        yield _whole(sentence)


def _whole(words: list[Piece]) -> Piece:
    speaker = next((word.speaker for word in words if word.speaker), None)
    start = next((word.start for word in words if word.start is not None), None)
    end = next((word.end for word in reversed(words) if word.end is not None), None)
    return Piece(joined(words), speaker, start, end, milliseconds=words[0].milliseconds)


def _by_speaker(segment: Piece) -> Iterator[Piece]:
    """A segment divided where the speaker of its words changes; whole if its words are not those of its text."""
    voices = {word.speaker for word in segment.words if word.speaker}
    if len(voices) < 2:
        yield replace(segment, speaker=segment.speaker or next(iter(voices), None))
        return
    begin = place = 0
    parts: list[Piece] = []
    opening, start = next(word for word in segment.words if word.speaker), segment.start
    for word in segment.words:
        text = word.text.strip()
        found = segment.text.find(text, place, place + len(text) + 40)
        if found < 0:
            # The words are written otherwise than the text: they stand for it if there are enough of them.
            spelt = sum(len(word.text.strip()) for word in segment.words)
            yield from _sentences(segment.words) if spelt > 0.9 * len(segment.text.replace(" ", "")) else [segment]
            return
        if word.speaker and word.speaker != opening.speaker:
            part = segment.text[begin:found]
            parts.append(replace(segment, text=part, speaker=opening.speaker, start=start, end=word.start))
            begin, opening, start = found, word, word.start
        place = found + len(text)
    yield from parts
    yield replace(segment, text=segment.text[begin:], speaker=opening.speaker, start=start)


def _paragraphs(text: str) -> Iterator[Block]:
    """A text without times, which may hold a whole transcript with line breaks."""
    joint: Joint = "paragraph"
    for line in text.split("\n"):
        if runs := tidy([Run(line)]):
            yield Block(1, runs, joint)
            joint = "line"
        else:
            joint = "paragraph"


def _pairs(found: Candidate) -> Iterator[Block]:
    for number, (question, answer) in enumerate(found.questions, 1):
        for block in _paragraphs(question):
            yield replace(block, line=number, hint="question")
        for block in _paragraphs(answer):
            yield replace(block, line=number, hint="answer")


def _names(tree: Any) -> dict[str, str]:
    """Names by (folded) identifier, where a list of speakers stands beside the text."""
    names: dict[str, str] = {}
    for node in _walk(tree, 3):
        speakers = next((node[key] for key in ("speakers", "participants") if key in node), None)
        if isinstance(speakers, dict):
            names |= {key: clean(name).strip() for key, name in speakers.items() if isinstance(name, str)}
        for speaker in _objects(speakers):
            name = next((speaker[key] for key in ("name", "speakername", "displayname") if speaker.get(key)), None)
            key = next((speaker[key] for key in ("id", "speakerid", "speaker", "label") if key in speaker), None)
            if isinstance(name, str) and isinstance(key, str | int):
                names[fold_key(f"Speaker {key}" if str(key).isdecimal() else str(key))] = clean(name).strip()
    return {key: name for key, name in names.items() if name}


def _language(tree: Any) -> str | None:
    for node in _walk(tree, 4):
        for key in _LANGUAGE_KEYS:
            if isinstance(value := node.get(key), str) and value:
                return language_of(value)
    return None


def _title(tree: Any) -> str | None:
    for node in _walk(tree, 2):
        for key in ("title", "titel"):
            title = clean(value).strip() if isinstance(value := node.get(key), str) else ""
            if title and not _FILE_NAME.match(title):
                return title
    return None


def _walk(tree: Any, deepest: int) -> Iterator[dict[str, Any]]:
    """Objects down to the depth `deepest`, outer ones first."""
    level = [tree]
    for _ in range(deepest):
        nodes = [node for node in level if isinstance(node, dict)]
        yield from nodes
        level = [value for node in nodes for value in node.values()]


def _metadata(tree: Any, result: Document) -> Iterator[Discard]:
    """Texts of other fields that say something else than the transcript: summaries, chapters, settings."""
    texts = [text for block in result.blocks for text in (block.text, block.speaker or "")]
    said = {word for text in (*texts, result.title or "") for word in words(text.casefold())}
    stack, seen = [tree], set[str]()
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            values = [v[:1] if k in GUESSES and isinstance(v, list) else v for k, v in node.items()]
            stack += reversed(values)
        elif isinstance(node, list):
            stack += reversed(node)
        elif isinstance(node, str) and " " in node.strip():
            text = clean(node).strip()
            if text not in seen and not said.issuperset(words(text.casefold())):
                seen.add(text)
                yield Discard(1, text, "metadata")
