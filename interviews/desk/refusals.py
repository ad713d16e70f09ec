"""What could not be done to a manuscript, in words, and texts that were written at the same time, side by side."""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext, gettext_noop

from interviews.manuscripts.checks import Impossible
from interviews.manuscripts.copies import Conflicts
from interviews.manuscripts.merge import Conflict
from interviews.manuscripts.store import manuscript_in
from interviews.manuscripts.value import Manuscript

from .history import FIELD_NAMES, in_words, opening_words, word_changes

# Why an operation was refused.
REASONS = {
    "unknown_operation": gettext_noop("This page is older than the program. Please reload it."),
    "malformed": gettext_noop("This change was not understood. Please reload the page."),
    "gone": gettext_noop("The exchange is no longer there; it was deleted in another window."),
    "changed_meanwhile": gettext_noop("This text was changed in another window."),
    "changed_since": gettext_noop("This cannot be undone any more: the place has been changed again since."),
    "nothing_to_split": gettext_noop("There is nothing to split: put the cursor inside the text."),
    "nothing_below": gettext_noop("There is no exchange below to join with."),
    "too_long": gettext_noop("That is too long: at most %(limit)s characters."),
    "too_many": gettext_noop("A manuscript has at most 10,000 exchanges."),
    "bad_label": gettext_noop("A label is not empty and has none of these: * [ ] | :"),
    "label_taken": gettext_noop("Somebody else has the label “%(label)s”."),
    "speaks": gettext_noop("“%(label)s” still says something. Merge with somebody else instead."),
    "other_role": gettext_noop("Only people of the same role can be merged."),
}


def why(reason: Impossible) -> str:
    """A reason in the editor's language."""
    return gettext(REASONS[reason.code]) % reason.params


def refusal(operation: Mapping[str, Any], reason: Impossible, manuscript: Manuscript) -> dict[str, str]:
    """An operation that was refused: its id, why, and for a text that was changed meanwhile both versions.

    `theirs` is what the manuscript holds, `html` both beside each other to choose from.
    """
    told = {"id": str(operation.get("id", "")), "code": reason.code, "message": why(reason)}
    if reason.code != "changed_meanwhile":
        return told
    field = str(operation.get("field") or operation.get("name"))
    exchange = manuscript.by_anchor.get(str(operation.get("anchor", "")))
    mine, theirs = str(operation.get("text", operation.get("value"))), str(reason.params["theirs"])
    html = _side_by_side(told["id"], _where(field, opening_words(exchange)), str(operation["was"]), mine, theirs)
    return {**told, "theirs": theirs, "html": html}


def shown_conflict(conflict: Conflict, conflicts: Conflicts) -> dict[str, str]:
    """A conflict with what somebody else saved: its id, what it is about, and both versions to choose from."""
    base, theirs = conflicts.base, manuscript_in(conflicts.theirs)
    about = ""
    if conflict.kind == "exchange":
        about = opening_words(base.by_anchor.get(conflict.key))
    elif conflict.kind == "person":
        about = base.label(conflict.key)
    where = _where(conflict.field, about)
    field = conflict.field or conflict.kind
    versions = [in_words(field, value, base, theirs) for value in (conflict.base, conflict.mine, conflict.theirs)]
    html = _side_by_side(conflict.id, where, *versions, is_text=conflict.is_text)
    return {"id": conflict.id, "where": where, "html": html}


def _where(field: str, about: str) -> str:
    name = gettext(FIELD_NAMES[field])
    return f"{about} … – {name}" if about else name


def _side_by_side(name: str, where: str, was: str, mine: str, theirs: str, *, is_text: bool = True) -> str:
    shown = {
        "id": name, "where": where, "is_text": is_text, "mine": mine, "theirs": theirs,
        "mine_parts": word_changes(was, mine), "theirs_parts": word_changes(was, theirs),
    }  # fmt: skip
    return render_to_string("desk/_conflict.html", {"conflict": shown})
