"""From a document to a reading: proposals, judgement, repairs, parts and doubts, in this order."""

from collections.abc import Sequence
from dataclasses import replace

from . import doubts, labels, parts, remarks, repairs, seams
from .blocks import Document
from .judge import Judged, judge, weigh
from .reading import Reading
from .schemes import Proposal
from .segments import Facts
from .text import detect_language
from .voices import Lexicon

_PRELUDE = 12
# Without labels a text must read like a conversation before it is taken for one.
_LEAST_CONTRAST = 0.2
_LEAST_CONTRAST_UNMARKED = 0.35
_STYLED = 0.5
_MARKED = 0.9


def interpret(document: Document) -> Reading:
    """The best reading of a document, with doubts wherever an editor should look."""
    blocks = document.blocks
    facts = Facts.of(document)
    found = _without_metadata(document, [labels.candidates(block) for block in blocks])
    lexicon = Lexicon.of(blocks, _prelude(document, found), found)
    ranked = judge(document, facts, lexicon, found)
    best = next((j for j in ranked if _is_conversation(j)), None)
    if best is None:
        best = weigh(document, facts, Proposal("no speakers"), lexicon)
    best, seam = seams.with_rest(document, facts, best, lexicon, found)
    stray: list[repairs.Stray] = []
    if best.proposal.cues:
        proposal, stray = repairs.with_stray_labels(document, best.proposal, found, lexicon)
        best = weigh(document, facts, proposal, lexicon)
    reading, unsure = parts.mark(document, facts, best, lexicon)
    if seam is not None:
        unsure.append((seam, "seam", "check", ""))
    text = " ".join(block.text for block in blocks[:2000])
    reading = replace(reading, language=document.language or detect_language(text))
    return doubts.raise_all(reading, facts, best, ranked, stray, unsure)


def _without_metadata(document: Document, found: list[tuple[labels.Label, ...]]) -> list[tuple[labels.Label, ...]]:
    """`Interviewer: Paul Brinkmann` above a conversation names somebody, but nobody speaks there yet."""
    if document.spoken:
        return found
    for index, block in enumerate(document.blocks[:_PRELUDE]):
        label = next((label for label in found[index] if label.syntax == "colon"), None)
        if label is None:
            continue
        value = block.text[label.end :].strip()
        if not remarks.is_metadata(block.text) or remarks.has_ending(value) or not 0 < len(value.split()) <= 12:
            break
        found[index] = ()
    return found


def _is_conversation(judged: Judged) -> bool:
    if judged.proposal.cues or judged.proposal.explicit >= _MARKED:
        return True
    least = _LEAST_CONTRAST if judged.proposal.explicit >= _STYLED else _LEAST_CONTRAST_UNMARKED
    return len(judged.segments) > 1 and judged.features.contrast >= least


def _prelude(document: Document, found: Sequence[tuple[labels.Label, ...]]) -> str:
    """Title, standfirst and the first paragraphs that have no label with a colon: where people are introduced."""
    told = [document.title or "", document.standfirst or ""]
    for block, options in zip(document.blocks[:_PRELUDE], found, strict=False):
        if any(label.strong for label in options):
            break
        told.append(block.text)
    return " ".join(told)
