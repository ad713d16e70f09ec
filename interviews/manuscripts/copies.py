"""Working copies: where each editor's changes are kept, merged and made a revision."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from interviews.models import Interview, Revision, WorkingCopy

from .checks import Impossible
from .merge import Conflict, Merged, merge
from .operations import apply, inverse
from .store import apply as write
from .store import manuscript_in, manuscript_of, read, remember, save_revision, with_lasting_anchors
from .value import Manuscript

_IDS_KEPT = 500
_LONGEST_ID = 100
# An open page reports every thirty seconds.
_PRESENT = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Opened:
    """A manuscript as one editor has it open; `copy` is None while nothing was changed.

    `version` is another one whenever the manuscript is.
    """

    manuscript: Manuscript
    version: str
    is_changed: bool = False
    copy: WorkingCopy | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of some operations: the state before and after, and those that were refused.

    found      the version before them
    repeated   the anchors of operations that had been applied already; who sends them again may not know it
    """

    before: Manuscript
    found: str
    after: Opened
    refused: list[tuple[Mapping[str, Any], Impossible]]
    repeated: frozenset[str]

    @property
    def inverse(self) -> list[dict[str, Any]]:
        """The operations that undo all of this: one or, if nothing was changed, none."""
        after = self.after.manuscript
        return [inverse(self.before, after)] if self.before != after else []


@dataclass(frozen=True, slots=True)
class Saved:
    """A new revision, what the editor had before, and the lasting anchors of exchanges that had temporary ones.

    `found` and `version` are the versions before and after.
    """

    revision: Revision
    before: Manuscript
    found: str
    manuscript: Manuscript
    version: str
    renamed: Mapping[str, str]


class Conflicts(Exception):
    """Somebody else has meanwhile saved other versions of the same things."""

    def __init__(self, found: tuple[Conflict, ...], base: Manuscript, theirs: Revision) -> None:
        super().__init__(len(found))
        self.found = found
        self.base = base
        self.theirs = theirs


def _version(base: Revision | None, copy: WorkingCopy | None = None) -> str:
    written = copy.updated_at.timestamp() if copy and copy.updated_at else ""
    return f"{base.number if base else 0}.{written}"


def open_for(interview: Interview, editor: User) -> Opened:
    """The editor's working copy, else the manuscript as it was last saved. Reading writes nothing.

    What others saved meanwhile is merged in if it touches nothing that the editor changed.
    """
    latest = Revision.latest_of(interview)
    copy = WorkingCopy.objects.filter(interview=interview, editor=editor).select_related("base").first()
    if copy is None or latest is None:
        return Opened(manuscript_of(interview), _version(latest))
    return _opened(*_caught_up(copy, latest), copy)


def _opened(manuscript: Manuscript, base: Revision, copy: WorkingCopy) -> Opened:
    return Opened(manuscript, _version(base, copy), manuscript != manuscript_in(base), copy)


def _caught_up(copy: WorkingCopy, latest: Revision) -> tuple[Manuscript, Revision]:
    """What a copy holds with what was saved meanwhile, and the revision that it then starts from."""
    mine = read(copy.content)
    if copy.base_id == latest.pk:
        return mine, latest
    merged = merge(manuscript_in(copy.base), mine, manuscript_in(latest))
    return (mine, copy.base) if merged.conflicts else (merged.manuscript, latest)


@transaction.atomic
def change(interview: Interview, editor: User, operations: Iterable[Mapping[str, Any]], place: str = "") -> Applied:
    """Apply operations to the editor's working copy, each once; what is impossible is refused and the rest goes on."""
    copy = _locked(interview, editor)
    before, copy.base = _caught_up(copy, Revision.latest_of(interview) or copy.base)
    found = _version(copy.base, copy)
    now = before
    refused: list[tuple[Mapping[str, Any], Impossible]] = []
    known = set(copy.applied)
    repeated: set[str] = set()
    for operation in operations:
        name = str(operation.get("id", ""))[:_LONGEST_ID]
        if name and name in known:
            repeated.add(str(operation.get("anchor", "")))
            continue
        try:
            now = apply(now, operation)
        except Impossible as reason:
            refused.append((operation, reason))
            continue
        known.add(name)
        copy.applied.append(name)
    if now != before:
        copy.updated_at = timezone.now()
    copy.content = now.to_json()
    copy.applied = copy.applied[-_IDS_KEPT:]
    copy.place, copy.seen_at = place[:80], timezone.now()
    copy.save()
    return Applied(before, found, _opened(now, copy.base, copy), refused, frozenset(repeated))


def _locked(interview: Interview, editor: User) -> WorkingCopy:
    copies = WorkingCopy.objects.filter(interview=interview, editor=editor).select_related("base")
    copy = copies.select_for_update(of=("self",)).first()
    if copy is not None:
        return copy
    base = saved_elsewhere(interview)
    copies.get_or_create(
        interview=interview,
        editor=editor,
        defaults={"base": base, "content": manuscript_in(base).to_json(), "seen_at": timezone.now()},
    )
    return copies.select_for_update(of=("self",)).get()


def saved_elsewhere(interview: Interview) -> Revision:
    """The latest revision; a new one if a command or another page has changed the manuscript since."""
    return save_revision(interview, None, gettext("Changed outside of the manuscript page"))


@transaction.atomic
def save(
    interview: Interview, editor: User, comment: str = "", choices: Mapping[str, Mapping[str, str]] | None = None
) -> Saved:
    """Make the editor's working copy the manuscript, as a revision; the copy is gone then.

    `choices` settle conflicts by their ids, with a side ("mine" or "theirs") or a text of the editor's own.
    Raises Conflicts while any is left.
    """
    Interview.objects.select_for_update().get(pk=interview.pk)
    latest = saved_elsewhere(interview)
    copy = WorkingCopy.objects.select_for_update().filter(interview=interview, editor=editor).first()
    if copy is None:
        saved = manuscript_in(latest)
        return Saved(latest, saved, _version(latest), saved, _version(latest), {})
    base, mine = manuscript_in(copy.base), read(copy.content)
    merged = merge(base, mine, manuscript_in(latest))
    settled, open_ = settle(merged, choices or {})
    if open_:
        raise Conflicts(open_, base, latest)
    if merged.conflicts:
        # Whatever was chosen, the editor's own version is in the history.
        remember(interview, mine, editor, gettext("Before it was merged with what others had saved"))
    manuscript, renamed = with_lasting_anchors(settled)
    interview.refresh_from_db()
    write(manuscript, interview)
    revision = save_revision(interview, editor, comment)
    found = _version(copy.base, copy)
    copy.delete()
    return Saved(revision, mine, found, manuscript_in(revision), _version(revision), renamed)


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
