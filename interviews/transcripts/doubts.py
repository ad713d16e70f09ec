"""Places where an editor should look: near ties, strays, and what the text itself says is unfinished."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from .inline import cut
from .judge import Judged, kinds
from .marking import Unsure
from .model import Doubt
from .reading import Reading
from .repairs import Stray
from .schemes import ANSWERER, ASKER
from .segments import Facts
from .text import words
from .wordlists import ADDRESSING

TODO = re.compile(
    r"\[[^\[\]]{0,200}(?:noch|prüfen|klären|belegen|nachfragen|ergänzen|check|confirm|verify|\?\?)[^\[\]]{0,200}\]"
    r"|\b(?:TODO|FIXME|XXX|TBD|TK)\b|[\[(](?:anm\.|anmerkung)(?: d\.)? ?(?:red|der red)",
    re.IGNORECASE,
)
_UNCLEAR = re.compile(
    r"[(\[](?:unv\.?|unverst\w{0,12}|unclear|inaudible|unintelligible|crosstalk|akustisch unv\w{0,12}|\?{1,3})(?:[ ,;:][^()\[\]]{0,80})?[)\]]"
    r"|[(\[][^()\[\]]{1,40}\?\)|(?-i:\b(?:UNVERSTÄNDLICH|INAUDIBLE|UNINTELLIGIBLE|CROSSTALK)\b)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…:][\s„“”\"'’»«)\]*_]*$|[)\]]\s*$")
_CLOSE = 0.35
_PLAINER = 0.5
_MOST_OF_A_KIND = 25
_LONG = 30
_LONGEST_QUESTION = 60
_MANY_IN_A_ROW = 3


def raise_all(
    reading: Reading,
    facts: Facts,
    best: Judged,
    ranked: Sequence[Judged],
    stray: Iterable[Stray],
    unsure: Iterable[Unsure],
) -> Reading:
    """The reading with every doubt, at most 25 of a kind."""
    found = list(reading.document.doubts)
    found += [_at(reading, index, code, proposal, label) for index, code, proposal, label in unsure]
    found += _of_strays(reading, stray)
    found += _of_cast(reading, best)
    found += _of_other_readings(reading, best, ranked, {doubt.line for doubt in found})
    found += _of_text(reading)
    found += _of_questions(reading, facts, best)
    kept: list[Doubt] = []
    counts: dict[str, int] = {}
    for doubt in dict.fromkeys(found):
        counts[doubt.code] = counts.get(doubt.code, 0) + 1
        if counts[doubt.code] <= _MOST_OF_A_KIND:
            kept.append(doubt)
    return replace(reading, doubts=tuple(kept))


def _at(reading: Reading, index: int, code: str, proposal: str, label: str = "") -> Doubt:
    block = reading.document.blocks[index]
    return Doubt(block.line, block.text.strip()[:300], code, proposal, label)


def _of_strays(reading: Reading, stray: Iterable[Stray]) -> list[Doubt]:
    proposals = {
        "label_typo": "use_label",
        "single_voice": "as_voice",
        "unknown_label": "as_text",
        "word_label": "as_voice",
    }
    found = []
    for one in stray:
        if one.code == "unknown_label" and reading.marks[one.index].part != "speech":
            continue
        voice = reading.voices.get(one.person or "")
        label = voice.label if voice else one.name
        found.append(_at(reading, one.index, one.code, proposals[one.code], label))
    return found


def _of_cast(reading: Reading, best: Judged) -> list[Doubt]:
    speech = [i for i, mark in enumerate(reading.marks) if mark.part == "speech"]
    if not speech:
        return [_at(reading, 0, "no_speakers", "add_labels")] if reading.marks else []
    if not best.segments:
        return [_at(reading, speech[0], "no_speakers", "add_labels")]
    found = []
    if len({(mark.voice, mark.asks) for mark in reading.marks if mark.part == "speech"}) == 1:
        found.append(_at(reading, speech[0], "one_speaker", "add_labels"))
    if best.cast.open and best.proposal.cues:
        found.append(_at(reading, speech[0], "open_roles", "check_roles"))
    if not best.cast.open:
        found += _of_quiet_voices(reading, best)
    return found


def _of_quiet_voices(reading: Reading, best: Judged) -> list[Doubt]:
    """Voices that the file does not name, and those that hardly speak while others do."""
    turns: dict[str, list[int]] = {}
    for segment in best.segments:
        turns.setdefault(segment.voice, []).append(segment.blocks[0])
    most = max(len(places) for places in turns.values())
    return [
        _at(reading, places[0], "single_voice", "as_voice", reading.voices[voice].label)
        for voice, places in turns.items()
        if voice in reading.voices and (reading.voices[voice].role == "unknown" or len(places) * 8 <= most)
    ]


def _of_other_readings(reading: Reading, best: Judged, ranked: Sequence[Judged], told: Set[int]) -> list[Doubt]:
    """Where the next best reading differs and was close; not in the lines that are `told` of already."""
    other = next((j for j in ranked if j.proposal.name != best.proposal.name), None)
    if other is None or best.score - other.score > _CLOSE:
        return []
    if best.proposal.explicit - other.proposal.explicit > _PLAINER:
        # What rests on nothing that the text itself says is no other way to read it.
        return []
    mine, theirs = _asking(best), _asking(other)
    # Who was taken in after the readings were compared has a doubt already.
    late = {s.voice for s in best.segments} - {s.voice for s in other.segments} - {ASKER, ANSWERER}
    doubted = {i for segment in best.segments if segment.voice in late for i in segment.blocks}
    blocks = reading.document.blocks
    doubted |= {i for i, block in enumerate(blocks) if block.line in told}
    doubted |= {i + 1 for i in doubted if best.proposal.is_bare(i, blocks)}
    places = (mine.keys() | theirs.keys()) - doubted
    different = sorted(i for i in places if mine.get(i) != theirs.get(i))
    instead = {True: "or_question", False: "or_answer", None: "or_no_speech"}
    return [_at(reading, i, "other_reading", instead[theirs.get(i)]) for i in different[:5]]


def _asking(judged: Judged) -> dict[int, bool]:
    ask = kinds(judged.segments, judged.cast)
    return {i: asking for s, asking in zip(judged.segments, ask, strict=True) for i in s.blocks}


def _of_text(reading: Reading) -> list[Doubt]:
    """Doubts that need no understanding of who speaks."""
    found = []
    previous = ""
    last = None
    for index, (block, mark) in enumerate(zip(reading.document.blocks, reading.marks, strict=True)):
        text = block.text
        if mark.part == "discard":
            continue
        if ("[" in text or "(" in text or text.upper() != text.lower()) and TODO.search(text):
            found.append(_at(reading, index, "todo", "resolve"))
        if _UNCLEAR.search(text):
            found.append(_at(reading, index, "unclear_speech", "resolve"))
        if "\ufffd" in text:
            found.append(_at(reading, index, "broken_character", "resolve"))
        said = " ".join(_said(reading, index).split())
        if said == previous and len(said) > _LONG:
            found.append(_at(reading, index, "repeated_paragraph", "delete_one"))
        previous = said
        if mark.part == "speech":
            last = index
    if last is not None and _breaks_off(_said(reading, last)):
        found.append(_at(reading, last, "abrupt_end", "check"))
    return found


def _said(reading: Reading, index: int) -> str:
    spans = [(c.start, c.end) for c in reading.marks[index].cuts]
    return "".join(run.text for run in cut(reading.document.blocks[index].runs, spans)).strip()


def _breaks_off(text: str) -> bool:
    """Whether the last words are no sentence: an editor's copy may have been cut."""
    return len(text.split()) > 6 and not _SENTENCE_END.search(text[-30:])


def _of_questions(reading: Reading, facts: Facts, best: Judged) -> list[Doubt]:
    """A question right after a question of the same voice; a stressed line that might be one."""
    found = []
    opening = None
    for index, mark in enumerate(reading.marks):
        if mark.part != "speech":
            opening = None if mark.part == "heading" else opening
            continue
        asks = reading.voices[mark.voice].role == "asker" if mark.voice else mark.asks
        cue = index in best.proposal.cues
        again = asks and cue and opening is not None and reading.marks[opening].voice == mark.voice
        if again and facts.asks[index - 1] and facts.asks[index] and not reading.document.spoken:
            found.append(_at(reading, index - 1, "question_unanswered", "check_answer"))
        opening = index if asks else None
    return found + _of_swallowed_questions(reading, facts, best) + _of_long_askings(reading, facts, best)


def _of_swallowed_questions(reading: Reading, facts: Facts, best: Judged) -> list[Doubt]:
    """Where questions are known by their question mark alone: paragraphs of an answer that address somebody with one."""
    found = []
    for index in range(1, len(reading.marks)):
        here, before = reading.marks[index], reading.marks[index - 1]
        within = here.part == before.part == "speech" and not here.asks and not before.asks
        asking = facts.querying[index] and not facts.asks[index] and facts.words[index] <= _LONGEST_QUESTION
        if (
            best.proposal.circular
            and within
            and asking
            and ADDRESSING & set(words(reading.document.blocks[index].text))
        ):
            found.append(_at(reading, index, "other_reading", "or_question"))
    return found


def _of_long_askings(reading: Reading, facts: Facts, best: Judged) -> list[Doubt]:
    """Paragraphs between two questions of one asker that ask nothing: one may be an answer that lost its label."""
    if reading.document.spoken:
        return []
    found = []
    for one in best.segments:
        voice = reading.voices.get(one.voice)
        labelled = [i for i in one.blocks if i in best.proposal.cues]
        if voice is None or voice.role != "asker" or len(labelled) < _MANY_IN_A_ROW:
            continue
        ends = [*labelled[2:], one.blocks[-1] + 1]
        found += [
            _at(reading, start, "other_reading", "or_answer")
            for start, end in zip(labelled[1:], ends, strict=True)
            if not any(facts.asks[start:end])
        ]
    return found
