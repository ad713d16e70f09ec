"""Working copies: where each editor's changes are kept, merged and made a revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from interviews.models import Interview, Revision, WorkingCopy

from .merge import Conflict, Merged, merge
from .operations import Impossible, apply, inverse
from .store import apply as write
from .store import manuscript_in, read, save_revision, with_lasting_anchors
from .value import Manuscript

_IDS_KEPT = 500
# An open page reports every thirty seconds.
_PRESENT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Opened:
    """A manuscript as one editor has it open; `copy` is None while nothing was changed."""

    manuscript: Manuscript
    base: Revision
    copy: WorkingCopy | None

    @property
    def is_changed(self) -> bool:
        return self.copy is not None and self.manuscript != manuscript_in(self.base)


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of some operations: the state before and after, how to undo them, and those that were refused.

    `repeated` are the anchors of operations that had been applied already; who sends them again may not know it.
    """

    before: Manuscript
    after: Manuscript
    copy: WorkingCopy
    inverse: list[dict[str, Any]]
    refused: list[tuple[str, Impossible]]
    repeated: frozenset[str]


@dataclass(frozen=True, slots=True)
class Saved:
    """A new revision, what the editor had before, and the lasting anchors of exchanges that had temporary ones."""

    revision: Revision
    before: Manuscript
    manuscript: Manuscript
    renamed: Mapping[str, str]


class Conflicts(Exception):
    """Somebody else has meanwhile saved other versions of the same things."""

    def __init__(self, found: tuple[Conflict, ...], base: Manuscript, theirs: Revision) -> None:
        super().__init__(len(found))
        self.found = found
        self.base = base
        self.theirs = theirs


@transaction.atomic
def open_for(interview: Interview, editor: User) -> Opened:
    """The editor's working copy, else the manuscript as it was last saved.

    What others saved meanwhile is merged into the copy if it touches nothing that the editor changed.
    """
    latest = save_revision(interview, None)
    copy = WorkingCopy.objects.filter(interview=interview, editor=editor).select_related("base").first()
    if copy is None:
        return Opened(manuscript_in(latest), latest, None)
    mine = read(copy.content)
    if copy.base_id != latest.pk:
        merged = merge(manuscript_in(copy.base), mine, manuscript_in(latest))
        if not merged.conflicts:
            mine = merged.manuscript
            copy.base, copy.content = latest, mine.to_json()
            copy.save()
    return Opened(mine, copy.base, copy)


@transaction.atomic
def change(interview: Interview, editor: User, operations: Iterable[Mapping[str, Any]], place: str = "") -> Applied:
    """Apply operations to the editor's working copy, each once; what is impossible is refused and the rest goes on."""
    copy = _locked(interview, editor)
    before = now = read(copy.content)
    back: list[dict[str, Any]] = []
    refused: list[tuple[str, Impossible]] = []
    known = set(copy.applied)
    repeated: set[str] = set()
    for operation in operations:
        name = str(operation.get("id", ""))
        if name and name in known:
            repeated.add(str(operation.get("anchor", "")))
            continue
        try:
            after = apply(now, operation)
        except Impossible as reason:
            refused.append((name, reason))
            continue
        if after != now:
            back.insert(0, inverse(now, after))
        now = after
        known.add(name)
        copy.applied.append(name)
    if now != before:
        copy.content, copy.updated_at = now.to_json(), timezone.now()
    copy.applied = copy.applied[-_IDS_KEPT:]
    copy.place, copy.seen_at = place[:80], timezone.now()
    copy.save()
    return Applied(before, now, copy, back, refused, frozenset(repeated))


def _locked(interview: Interview, editor: User) -> WorkingCopy:
    copies = WorkingCopy.objects.select_for_update(of=("self",)).select_related("base")
    copy = copies.filter(interview=interview, editor=editor).first()
    if copy is not None:
        return copy
    base = save_revision(interview, None)
    copy, _ = WorkingCopy.objects.get_or_create(
        interview=interview,
        editor=editor,
        defaults={"base": base, "content": manuscript_in(base).to_json(), "seen_at": timezone.now()},
    )
    return copies.get(pk=copy.pk)


@transaction.atomic
def save(
    interview: Interview, editor: User, comment: str = "", choices: Mapping[str, Mapping[str, str]] | None = None
) -> Saved:
    """Make the editor's working copy the manuscript, as a revision; the copy is gone then.

    `choices` settle conflicts by their ids, with a side ("mine" or "theirs") or a text of the editor's own.
    Raises Conflicts while any is left.
    """
    Interview.objects.select_for_update().get(pk=interview.pk)
    latest = save_revision(interview, None)
    copy = WorkingCopy.objects.select_for_update().filter(interview=interview, editor=editor).first()
    if copy is None:
        saved = manuscript_in(latest)
        return Saved(latest, saved, saved, {})
    base, mine = manuscript_in(copy.base), read(copy.content)
    merged = merge(base, mine, manuscript_in(latest))
    settled, open_ = settle(merged, choices or {})
    if open_:
        raise Conflicts(open_, base, latest)
    manuscript, renamed = with_lasting_anchors(settled)
    interview.refresh_from_db()
    write(manuscript, interview)
    revision = save_revision(interview, editor, comment)
    copy.delete()
    return Saved(revision, mine, manuscript_in(revision), renamed)


def settle(merged: Merged, choices: Mapping[str, Mapping[str, str]]) -> tuple[Manuscript, tuple[Conflict, ...]]:
    """The merged manuscript with conflicts settled as chosen, and those that are left."""
    manuscript = merged.manuscript
    left = []
    for conflict in merged.conflicts:
        choice = choices.get(conflict.id)
        if not choice:
            left.append(conflict)
        elif "text" in choice:
            written = _with_text(manuscript, conflict, choice["text"])
            manuscript = written or manuscript
            left += [] if written else [conflict]
        else:
            manuscript = _with(
                manuscript, conflict, conflict.theirs if choice.get("side") == "theirs" else conflict.mine
            )
    return manuscript, tuple(left)


def _with_text(manuscript: Manuscript, conflict: Conflict, text: str) -> Manuscript | None:
    """The manuscript with a text of the editor's own; None where it is not allowed."""
    if not conflict.is_text:
        return None
    if conflict.kind == "piece":
        operation = {"op": "set_field", "name": conflict.field, "value": text}
    else:
        operation = {"op": "set_text", "anchor": conflict.key, "field": conflict.field, "text": text}
    try:
        return apply(manuscript, operation)
    except Impossible:
        return None


def _with(manuscript: Manuscript, conflict: Conflict, value: Any) -> Manuscript:
    values: dict[str, Any] = {conflict.field: value}
    if conflict.kind == "piece":
        return replace(manuscript, **values)
    if conflict.kind == "exchange":
        if not conflict.field:
            rows = tuple(value or e if e.anchor == conflict.key else e for e in manuscript.exchanges)
            kept = rows if value else tuple(e for e in rows if e.anchor != conflict.key)
            return replace(manuscript, exchanges=kept)
        return manuscript.with_exchange(replace(manuscript.by_anchor[conflict.key], **values))
    if conflict.field:
        people = tuple(replace(p, **values) if p.key == conflict.key else p for p in manuscript.people)
        return replace(manuscript, people=people)
    speaks = any(conflict.key in (e.asked_by, e.answered_by) for e in manuscript.exchanges)
    if value or speaks:
        return manuscript
    return replace(manuscript, people=tuple(p for p in manuscript.people if p.key != conflict.key))


def discard(interview: Interview, editor: User) -> None:
    """Throw the editor's working copy away."""
    WorkingCopy.objects.filter(interview=interview, editor=editor).delete()


def others_at(interview: Interview, editor: User) -> list[WorkingCopy]:
    """The copies of the other editors who have the manuscript open now."""
    present = timezone.now() - _PRESENT
    return list(
        WorkingCopy.objects.filter(interview=interview, seen_at__gte=present)
        .exclude(editor=editor)
        .select_related("editor")
        .only("editor", "place", "seen_at")
    )
