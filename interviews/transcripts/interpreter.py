"""From blocks with hints to a transcript. One interpreter for all formats."""

import re
from dataclasses import dataclass, field

from . import labels
from .blocks import Block, Document
from .labels import Label, Voices
from .model import Discard, Doubt, Heading, Item, Kind, Note, Speaker, Trace, Transcript, Turn
from .prelude import Prelude, read_prelude
from .text import detect_language, seconds, unescape

_STAGE = re.compile(r"\(.*\)$|\[.*\]$")
_CREDIT = re.compile(
    r"(?:(?:das|dieses) (?:gespräch|interview) führte|die fragen stellte|(?:interview|text|aufgezeichnet)(?:ed)? "
    r"(?:von|by)\b|interview:|best wishes|kind regards|best regards|mit freundlichen grüßen|viele grüße|p\.\s?s\.)",
    re.IGNORECASE,
)
_TODO = re.compile(
    r"\[[^\]]*(?:noch|prüfen|klären|belegen|nachfragen|check|confirm|verify|\?\?)[^\]]*\]|\b(?:TODO|FIXME|XXX|TBD)\b",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(
    r"\((?:unv\.|unverständlich|unclear|inaudible)[^)]*\)|\[(?:inaudible|unverständlich|unclear)[^\]]*\]",
    re.IGNORECASE,
)
_LIST_ITEM = re.compile(r"(?:[-*+]|\d{1,3}\\?[.)])\s")
_THANKS = re.compile(r"\b(?:dank\w*|thanks?|thank you)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Draft:
    """The transcript while it grows."""

    voices: Voices
    items: list[Item] = field(default_factory=list)
    trace: list[Trace] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    discarded: list[Discard] = field(default_factory=list)
    last_paragraph: str = ""

    @property
    def turn(self) -> Turn | None:
        """The turn that an unlabelled paragraph continues."""
        return self.items[-1] if self.items and isinstance(self.items[-1], Turn) else None

    @property
    def last_turn(self) -> Turn | None:
        return next((item for item in reversed(self.items) if isinstance(item, Turn)), None)

    def doubt(self, block: Block, code: str, proposal: str, label: str = "") -> None:
        self.doubts.append(Doubt(block.line, block.text, code, proposal, label))

    def heading(self, block: Block) -> None:
        self.items.append(Heading(block.text))
        self.trace.append(Trace(block.line, "heading", block.text))

    def note(self, block: Block) -> None:
        self.items.append(Note(block.text))
        self.trace.append(Trace(block.line, "note", block.text))

    def say(self, line: int, kind: Kind, speaker: str | None, text: str, start: float | None = None) -> None:
        """Add a paragraph to the open turn if it is the same person's, else open a turn."""
        paragraphs = (text,) if text else ()
        last = self.turn
        if last and (last.kind, last.speaker) == (kind, speaker):
            first_start = last.start if last.start is not None or last.paragraphs else start
            self.items[-1] = Turn(kind, speaker, last.paragraphs + paragraphs, first_start)
        else:
            self.items.append(Turn(kind, speaker, paragraphs, start))
        if text:
            self.trace.append(Trace(line, kind, text, speaker))


def interpret(document: Document) -> Transcript:
    """Understand a document as an interview: every word is kept in order or listed as discarded."""
    blocks = document.blocks
    following = [*blocks[1:], None]
    found = [labels.candidate(b, n) for b, n in zip(blocks, following, strict=True)]
    opening = _opening(document, blocks, found, Voices({}, {}, {}))
    voices = labels.find_voices(found, blocks, opening.text)
    if any(label and voices.speaker(label.name) for label in found):
        opening = _opening(document, blocks, found, voices)
    draft = _Draft(voices, discarded=list(document.discarded))
    draft.trace += opening.trace
    for note in opening.notes:
        draft.note(note)
    if voices.roles:
        _labelled(draft, blocks, found, opening)
    elif any(b.bold for b in blocks[opening.end :]):
        _bold_questions(draft, blocks[opening.end :], opening)
    else:
        _unlabelled(draft, blocks[opening.end :])
    _look_closer(draft, blocks)
    speakers = tuple(_speaker(name, draft, opening.text) for name in dict.fromkeys(voices.roles))
    text = " ".join(b.text for b in blocks)
    return Transcript(
        opening.title,
        opening.standfirst,
        document.language or detect_language(text),
        speakers,
        tuple(draft.items),
        tuple(sorted(draft.doubts, key=lambda d: d.line)),
        tuple(draft.discarded),
        tuple(draft.trace),
    )


def _opening(document: Document, blocks: list[Block], found: list[Label | None], voices: Voices) -> Prelude:
    known = any(label and voices.speaker(label.name) for label in found)
    starts = [
        i
        for i, (b, x) in enumerate(zip(blocks, found, strict=True))
        if (x and voices.speaker(x.name) if known else x is not None and i > 0) or (b.bold and not known)
    ]
    return read_prelude(document, blocks[: starts[0] if starts else min(len(blocks), 2)])


def _speaker(name: str, draft: _Draft, prelude: str) -> Speaker:
    role = draft.voices.roles[name]
    return Speaker(name, role, labels.full_name(name, prelude) if role == "expert" else None)


def _labelled(draft: _Draft, blocks: list[Block], found: list[Label | None], opening: Prelude) -> None:
    """Interviews with labels: an unlabelled block is a heading, a note, or belongs to who spoke last."""
    voices = draft.voices
    speaker_of = [voices.speaker(x.name) if x else None for x in found]
    last_labelled = max(i for i, s in enumerate(speaker_of) if s)
    for i in range(opening.end, len(blocks)):
        block, label, speaker = blocks[i], found[i], speaker_of[i]
        following = speaker_of[i + 1] if i + 1 < len(blocks) else None
        if speaker and label:
            _speak(draft, block, label, speaker)
        elif block.heading:
            draft.heading(block)
        elif block.note or _STAGE.match(block.text):
            draft.note(block)
        elif _is_heading(block, following, draft):
            draft.heading(block)
        elif i > last_labelled and _closes(draft, block):
            draft.note(block)
        else:
            if label and _unsure(label, draft):
                draft.doubt(block, "unknown_label", "as_text", label.name)
            _continue(draft, block, following)
    if len(voices.roles) == 1:
        draft.doubt(blocks[opening.end], "one_speaker", "add_labels")


def _speak(draft: _Draft, block: Block, label: Label, speaker: str) -> None:
    kind: Kind = "question" if draft.voices.roles[speaker] == "asker" else "answer"
    if labels.fold(label.name) in draft.voices.typos:
        draft.doubt(block, "label_typo", "use_label", speaker)
    last = draft.turn
    same = last is not None and last.speaker == speaker
    if same and kind == "question" and last and last.paragraphs and last.paragraphs[-1].endswith("?"):
        draft.doubt(block, "question_unanswered", "check_answer")
    if same:
        draft.discarded.append(Discard(block.line, label.name, "repeated label"))
    elif label.name != speaker:
        draft.discarded.append(Discard(block.line, label.name, "other spelling of the label"))
    text, time = _strip_clock(draft, block.line, label.text)
    if label.clock:
        draft.discarded.append(Discard(block.line, label.clock, "time code"))
        time = seconds(label.clock)
    draft.say(block.line, kind, speaker, text, time)


def _strip_clock(draft: _Draft, line: int, text: str) -> tuple[str, float | None]:
    clock = labels.LEADING_CLOCK.match(text)
    if not clock:
        return text, None
    draft.discarded.append(Discard(line, clock[0].strip(), "time code"))
    return text[clock.end() :], seconds(clock[1])


def _is_heading(block: Block, following: str | None, draft: _Draft) -> bool:
    """A short line without a sentence's end, just before somebody is named again."""
    if not following or _LIST_ITEM.match(block.text):
        return False
    short = len(block.text) <= 90 and len(block.text.split()) <= 12
    if not short or block.text[-1] in '.,;:…“”"«)':
        return False
    if draft.turn is None:
        return not draft.items
    if not draft.turn.paragraphs or (draft.voices.roles[following] != "asker" and draft.turn.kind != "answer"):
        return False
    unanswered = draft.turn.kind == "question" and draft.turn.paragraphs[-1].endswith("?")
    if (block.text[-1] == "!" and len(block.text.split()) <= 4) or unanswered:
        draft.doubt(block, "weak_heading", "as_heading")
    return True


def _closes(draft: _Draft, block: Block) -> bool:
    """Whether a block after the last named turn is a credit or a biography."""
    if _CREDIT.match(block.text):
        return True
    last = draft.last_turn
    if last and last.kind == "question" and last.paragraphs:
        draft.doubt(block, "closing_note", "as_note")
        return True
    return False


def _unsure(label: Label, draft: _Draft) -> bool:
    """Unknown, and worth a look: it comes back, or has the form of a name rather than a noun with a colon."""
    if labels.fold(label.name) in draft.voices.unclear:
        return True
    return label.name.isupper() or (len(label.name.split()) == 2 and label.name.istitle())


def _continue(draft: _Draft, block: Block, following: str | None) -> None:
    roles = draft.voices.roles
    last = draft.last_turn
    text, time = _strip_clock(draft, block.line, block.text)
    experts = [name for name, role in roles.items() if role == "expert"]
    forgotten = (
        draft.turn is not None
        and draft.turn.kind == "question"
        and bool(draft.turn.paragraphs)
        and draft.turn.paragraphs[-1].endswith("?")
        and not block.text.endswith("?")
        and len(experts) == 1
        and following is not None
        and roles[following] == "asker"
    )
    if forgotten:
        draft.doubt(block, "missing_label", "as_answer", experts[0])
        draft.say(block.line, "answer", experts[0], text, time)
    elif last:
        draft.say(block.line, last.kind, last.speaker, text, time)
    elif text:
        draft.note(Block(block.line, text))


def _bold_questions(draft: _Draft, blocks: list[Block], opening: Prelude) -> None:
    """Magazine style: questions bold, answers plain, nobody named."""
    for i, block in enumerate(blocks):
        next_bold = i + 1 < len(blocks) and blocks[i + 1].bold
        last = draft.turn
        if block.heading:
            draft.heading(block)
        elif block.note or _STAGE.match(block.text):
            draft.note(block)
        elif block.bold:
            asked = last is not None and last.kind == "question" and last.paragraphs[-1].endswith("?")
            answer = asked and not block.text.endswith("?") and not next_bold
            if answer:
                draft.doubt(block, "bold_answer", "as_bold_answer")
            draft.say(
                block.line,
                "answer" if answer else "question",
                None,
                f"**{block.text}**" if answer else block.text,
            )
        elif i == len(blocks) - 1 and _is_biography(block, last, opening):
            draft.note(block)
        else:
            draft.say(block.line, "answer", None, block.text)


def _is_biography(block: Block, last: Turn | None, opening: Prelude) -> bool:
    if _CREDIT.match(block.text):
        return True
    thanked = last is not None and last.kind == "question" and bool(_THANKS.search(" ".join(last.paragraphs)))
    name = re.match(r"[^\W\d_]\w+ [^\W\d_][\w-]+", block.text)
    return thanked and name is not None and name[0] in opening.text


def _unlabelled(draft: _Draft, blocks: list[Block]) -> None:
    for block in blocks:
        if block.heading:
            draft.heading(block)
        elif block.note:
            draft.note(block)
        else:
            draft.say(block.line, "answer", None, block.text)
    if blocks:
        draft.doubt(blocks[0], "no_speakers", "add_labels")


def _look_closer(draft: _Draft, blocks: list[Block]) -> None:
    """Doubts that need no understanding of who speaks."""
    previous = ""
    for block in blocks:
        if _TODO.search(unescape(block.text)):
            draft.doubt(block, "todo", "resolve")
        if _UNCLEAR.search(unescape(block.text)):
            draft.doubt(block, "unclear_speech", "resolve")
        if "\ufffd" in block.text:
            draft.doubt(block, "broken_character", "resolve")
        words = " ".join(block.text.split())
        if words == previous and len(words) > 30:
            draft.doubt(block, "repeated_paragraph", "delete_one")
        previous = words
