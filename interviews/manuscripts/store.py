"""Manuscripts in the database: the rows that hold one, and the revisions that remember it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Q
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from interviews.models import Expert, Interview, Merger, Participant, QuestionAnswer, Revision, Topic
from interviews.slugs import make_unique_slug

from .value import SCALARS, TEXTS, Exchange, Manuscript, Person, one_kind_of_line_end

# The others have other forms in the database.
_FIELDS = tuple(name for name in SCALARS if name not in ("slug", "embargo_until"))
_EXCHANGE_FIELDS = (*TEXTS, "start")
# What an exchange is called until it is first saved with its words.
TEMPORARY = "neu-"
# Of inline Markdown: a link's target, and what makes bold, italics and code.
_MARKS = re.compile(r"\]\([^()\s]*\)|[*_`\\]")


def manuscript_of(interview: Interview) -> Manuscript:
    """The manuscript that an interview's rows hold, in four queries."""
    people = list(interview.participants.all())
    keys: dict[int | None, str] = {person.pk: person.key for person in people}
    embargo = interview.embargo_until
    texts = {name: one_kind_of_line_end(str(getattr(interview, name) or "")) for name in _FIELDS}
    return Manuscript(
        **texts,
        slug=interview.slug or "",
        embargo_until=embargo.isoformat() if embargo else None,
        topics=tuple(sorted(interview.topics.values_list("pk", flat=True))),
        people=tuple(Person(p.key, p.label, "asker" if p.role == "asker" else "expert", p.expert_id) for p in people),
        exchanges=tuple(
            Exchange(
                anchor=row.anchor,
                **{name: one_kind_of_line_end(getattr(row, name)) for name in TEXTS},
                asked_by=keys.get(row.asked_by_id, ""),
                answered_by=keys.get(row.answered_by_id, ""),
                start=row.start,
            )
            for row in interview.exchanges.all()
        ),
    )


def manuscript_in(revision: Revision) -> Manuscript:
    """The manuscript that a revision remembers, of whatever schema it was written in.

    Read once for each object, for a revision does not change and a long one takes its time.
    """
    read_all([revision])
    return revision.manuscript  # type: ignore[attr-defined]


def read_all(revisions: Iterable[Revision]) -> None:
    """Read what several revisions remember, with one query for all of them."""
    unread = [revision for revision in revisions if not hasattr(revision, "manuscript")]
    found = with_successors([Manuscript.from_json(revision.content) for revision in unread])
    for revision, manuscript in zip(unread, found, strict=True):
        revision.manuscript = manuscript  # type: ignore[attr-defined]


def read(content: Mapping[str, Any]) -> Manuscript:
    """A manuscript that was kept as JSON. Experts and topics that were merged are those they became."""
    return with_successors([Manuscript.from_json(content)])[0]


def with_successors(manuscripts: list[Manuscript]) -> list[Manuscript]:
    """The same with experts and topics that were merged as those they became."""
    named = {person.expert for one in manuscripts for person in one.people if person.expert}
    filed = {topic for one in manuscripts for topic in one.topics}
    merged = Merger.objects.filter(Q(former__in=named, expert__isnull=False) | Q(former__in=filed, topic__isnull=False))
    experts: dict[int | None, int] = {}
    topics: dict[int, int] = {}
    for merger in merged if named or filed else ():
        if merger.expert_id:
            experts[merger.former] = merger.expert_id
        elif merger.topic_id:
            topics[merger.former] = merger.topic_id
    if not experts and not topics:
        return manuscripts
    return [
        replace(
            one,
            people=tuple(replace(p, expert=experts.get(p.expert, p.expert)) for p in one.people),
            topics=tuple(sorted({topics.get(pk, pk) for pk in one.topics})),
        )
        for one in manuscripts
    ]


@transaction.atomic
def apply(manuscript: Manuscript, interview: Interview) -> None:
    """Make an interview's rows hold a manuscript; only rows that differ are written.

    Topics and experts that are gone are left out. An address that another piece has meanwhile is not taken from it:
    the interview keeps its own.
    """
    manuscript = with_successors([manuscript])[0]
    for name in _FIELDS:
        setattr(interview, name, getattr(manuscript, name))
    if not _is_taken(manuscript.slug, interview):
        interview.slug = manuscript.slug or None
    interview.embargo_until = parse_datetime(manuscript.embargo_until) if manuscript.embargo_until else None
    interview.save()
    interview.topics.set(Topic.objects.filter(pk__in=manuscript.topics))
    people = _apply_people(manuscript, interview)
    _apply_exchanges(manuscript, interview, people)


def _is_taken(slug: str, interview: Interview) -> bool:
    return bool(slug) and Interview.objects.filter(slug=slug).exclude(pk=interview.pk).exists()


def _apply_people(manuscript: Manuscript, interview: Interview) -> dict[str, Participant]:
    rows = {row.key: row for row in interview.participants.all()}
    interview.participants.exclude(key__in=manuscript.by_key).delete()
    known = set(Expert.objects.filter(pk__in=[p.expert for p in manuscript.people]).values_list("pk", flat=True))
    # Labels are unique; two that swap theirs must not meet on the way.
    changing = [rows[p.key] for p in manuscript.people if p.key in rows and rows[p.key].label != p.label]
    for number, row in enumerate(changing):
        row.label = f"\x1f{number}"
    Participant.objects.bulk_update(changing, ["label"])
    people = {}
    for position, person in enumerate(manuscript.people):
        row = rows.get(person.key) or Participant(interview=interview, key=person.key)
        expert = person.expert if person.expert in known and person.role == "expert" else None
        wanted = (person.label, person.role, expert, position)
        if row.pk is None or (row.label, row.role, row.expert_id, row.position) != wanted:
            row.label, row.role, row.expert_id, row.position = wanted
            row.save()
        people[person.key] = row
    return people


def _apply_exchanges(manuscript: Manuscript, interview: Interview, people: dict[str, Participant]) -> None:
    rows = {row.anchor: row for row in interview.exchanges.all()}
    interview.exchanges.exclude(anchor__in=manuscript.by_anchor).delete()
    new: list[QuestionAnswer] = []
    changed: list[QuestionAnswer] = []
    differing: set[str] = set()
    for position, exchange in enumerate(manuscript.exchanges, 1):
        row = rows.get(exchange.anchor)
        asked, answered = people.get(exchange.asked_by), people.get(exchange.answered_by)
        values = {name: getattr(exchange, name) for name in _EXCHANGE_FIELDS} | {
            "position": position,
            "asked_by_id": asked.pk if asked else None,
            "answered_by_id": answered.pk if answered else None,
        }
        if row is None:
            new.append(QuestionAnswer(interview=interview, anchor=exchange.anchor, **values))
        elif names := {name for name, value in values.items() if getattr(row, name) != value}:
            for name in names:
                setattr(row, name, values[name])
            changed.append(row)
            differing |= names
    # Positions are unique: those that change make way first.
    last = max((row.position for row in rows.values()), default=0) + len(manuscript.exchanges)
    interview.exchanges.filter(pk__in=[row.pk for row in changed]).update(position=F("position") + last)
    if changed:
        written = {"position", *(name.removesuffix("_id") for name in differing)}
        QuestionAnswer.objects.bulk_update(changed, sorted(written), batch_size=200)
    QuestionAnswer.objects.bulk_create(new)


def with_lasting_anchors(manuscript: Manuscript) -> tuple[Manuscript, dict[str, str]]:
    """The same with an anchor from its words for each exchange that has a temporary one, and the old by the new."""
    taken = {e.anchor for e in manuscript.exchanges if not e.anchor.startswith(TEMPORARY)}
    renamed: dict[str, str] = {}
    exchanges = []
    for exchange in manuscript.exchanges:
        if exchange.anchor.startswith(TEMPORARY):
            renamed[exchange.anchor] = anchor_for(exchange, taken)
            taken.add(renamed[exchange.anchor])
            exchange = replace(exchange, anchor=renamed[exchange.anchor])
        exchanges.append(exchange)
    return replace(manuscript, exchanges=tuple(exchanges)), renamed


def anchor_for(exchange: Exchange, taken: set[str]) -> str:
    """An anchor from an exchange's first words. Given once; later edits do not change it."""
    text = _MARKS.sub("", exchange.question or exchange.answer or exchange.heading)
    return make_unique_slug(" ".join(text.split()[:10]), taken, fallback="abschnitt", max_length=60)


@transaction.atomic
def save_revision(interview: Interview, author: User | None, comment: str = "") -> Revision:
    """Record the manuscript's present state; the latest revision is returned if nothing has changed."""
    Interview.objects.select_for_update().get(pk=interview.pk)
    return remember(interview, manuscript_of(interview), author, comment)


def remember(interview: Interview, manuscript: Manuscript, author: User | None, comment: str) -> Revision:
    """A revision that holds a manuscript; the latest if it holds just that. The interview is locked."""
    latest = Revision.latest_of(interview)
    if latest and manuscript_in(latest) == manuscript:
        return latest
    return Revision.objects.create(
        interview=interview,
        number=latest.number + 1 if latest else 1,
        digest=manuscript.digest,
        content=manuscript.to_json(),
        author=author,
        comment=comment,
    )


@transaction.atomic
def restore(revision: Revision, author: User | None, comment: str = "") -> Revision:
    """Put a manuscript back to a revision, as a new revision. Nothing in between is lost."""
    comment = comment or gettext("Revision %(n)s restored") % {"n": revision.number}
    apply(manuscript_in(revision), revision.interview)
    return save_revision(revision.interview, author, comment)
