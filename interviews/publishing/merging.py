"""Making one of two experts, or of two topics, that mean the same."""

from collections.abc import Iterable
from typing import Any, cast

from django.db import transaction

from interviews.models import Expert, Interview, Merger, Participant, Redirect, Topic

from .publish import refresh

# What the one who stays takes over where it has nothing itself. Those of one line belong together.
_TAKEN_OVER = {
    Expert: (
        ("label",),
        ("role",),
        ("organisation",),
        ("biography", "biography_html"),
        ("portrait", "portrait_credit"),
    ),
    Topic: (("description", "description_html"),),
}


class Gone(Exception):
    """One of those that were to be merged is there no longer."""


@transaction.atomic
def merge[T: Expert | Topic](kept: T, others: Iterable[T]) -> int:
    """Make `kept` of several; returns how many articles were derived again.

    Manuscripts and articles of the others become those of `kept`, their names its aliases, their addresses lead to
    its own. The revisions stay as they are: `Merger` tells who is meant by them. Raises Gone.
    """
    model = type(kept)
    keys = {kept.pk, *(other.pk for other in others)}
    # In one order, so that two who merge the same do not wait for each other.
    now = {row.pk: row for row in model.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    if now.keys() != keys:
        raise Gone
    kept = cast("T", now.pop(kept.pk))
    gone = list(now.values())
    for other in gone:
        _take_names(kept, other)
        for group in _TAKEN_OVER[model]:
            if not getattr(kept, group[0]):
                for field in group:
                    setattr(kept, field, getattr(other, field))
    kept.save()
    for other in gone:
        _follow(kept, other)
    everyone: list[Any] = [kept, *gone]
    count = refresh(experts=everyone) if model is Expert else refresh(topics=everyone)
    model.objects.filter(pk__in=[other.pk for other in gone]).delete()
    return count


def _take_names(kept: Expert | Topic, other: Expert | Topic) -> None:
    labels = [other.label] if isinstance(other, Expert) and isinstance(kept, Expert) and kept.label else []
    for name in (other.name, *other.alias_list, *labels):
        if name and name.casefold() not in kept.known_as:
            kept.aliases = "\n".join([*kept.alias_list, name])
    if isinstance(kept, Expert) and isinstance(other, Expert):
        kept.links = "\n".join(dict.fromkeys([*kept.link_list, *other.link_list]))


def _follow(kept: Expert | Topic, other: Expert | Topic) -> None:
    """Lead everything that points at the other one to the one who stays."""
    if isinstance(kept, Expert):
        Participant.objects.filter(expert=other.pk).update(expert=kept)
        target: dict[str, Expert | Topic] = {"expert": kept}
        was = {"expert": other.pk}
    else:
        filed = Interview.topics.through.objects
        there = filed.filter(topic=kept.pk).values("interview")
        filed.filter(topic=other.pk).exclude(interview__in=there).update(topic=kept)
        target, was = {"topic": kept}, {"topic": other.pk}
    Redirect.objects.filter(**was).update(**target)
    Merger.objects.filter(**was).update(**target)
    Merger.objects.create(former=other.pk, **target)
