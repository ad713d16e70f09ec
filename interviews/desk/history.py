"""What changed between two revisions, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from interviews.manuscripts.store import manuscript_in
from interviews.models import Revision
from interviews.transcripts import serialize

from .manuscripts import to_transcript

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text: `same`, `added` or `removed`."""

    kind: Literal["same", "added", "removed"]
    text: str


def revision_text(revision: Revision) -> list[str]:
    """The revision in interview Markdown, one paragraph an item; what that form leaves out comes first."""
    manuscript = manuscript_in(revision)
    fields = {name: getattr(manuscript, name) for name in ("kicker", "slug", "lead_image_alt", "notes")}
    head = [f"{name}: {value}" for name, value in fields.items() if value]
    return head + serialize(to_transcript(manuscript)).split("\n\n")


def compare(old: Revision, new: Revision) -> list[list[Part]]:
    """Paragraphs that differ, each as its parts. Unchanged paragraphs are left out."""
    before, after = revision_text(old), revision_text(new)
    changes: list[list[Part]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        pairs = max(i2 - i1, j2 - j1)
        for n in range(pairs):
            was = before[i1 + n] if i1 + n < i2 else ""
            now = after[j1 + n] if j1 + n < j2 else ""
            changes.append(_words(was, now))
    return changes


def _words(was: str, now: str) -> list[Part]:
    a, b = _WORD.findall(was), _WORD.findall(now)
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append(Part("same", "".join(a[i1:i2])))
            continue
        if i2 > i1:
            parts.append(Part("removed", "".join(a[i1:i2])))
        if j2 > j1:
            parts.append(Part("added", "".join(b[j1:j2])))
    return parts
