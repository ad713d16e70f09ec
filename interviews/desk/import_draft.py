"""Import drafts: what an editor has brought in, corrects, and makes an interview of."""

import hashlib
import logging
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from interviews.models import Expert, ImportDraft, Interview, Source
from interviews.transcripts import Reading, Transcript, TranscriptError, assemble, understand
from interviews.transcripts.assemble import LostWords, items_of_blocks
from interviews.transcripts.corrections import Corrected, Impossible, begin, correct
from interviews.transcripts.storing import OtherSchema, from_json, to_json
from interviews.transcripts.text import words

from .casting import NEW, ArticleForm, Seat, topics_of
from .manuscripts import Casting, ImportChoices, as_plain, create_manuscript, shorten

_MOST_STEPS = 5_000
_MOST_IN_ONE_STEP = 200
# What a correction writes; what came in may have megabytes and stays.
_CORRECTED = ("understood", "operations", "undone", "updated_at")

_log = logging.getLogger(__name__)


def start(draft: ImportDraft) -> ImportDraft:
    """Understand what came in and store it. An unfinished import of the same bytes is taken up instead.

    Raises TranscriptError.
    """
    same = ImportDraft.objects.unfinished().filter(editor=draft.editor, digest=draft.digest, name=draft.name).first()
    return same or _understood(draft)


def replace_text(draft: ImportDraft, text: str) -> ImportDraft:
    """Read another text in the place of a paste. Corrections begin anew, what the article is called stays.

    Raises TranscriptError; the draft is as it was then.
    """
    fresh = ImportDraft.received(text.encode(errors="replace"))
    fresh.pk, fresh.created_at, fresh.editor, fresh.choices = draft.pk, draft.created_at, draft.editor, draft.choices
    return _understood(fresh)


def _understood(draft: ImportDraft) -> ImportDraft:
    reading, transcript = _read(draft)
    texts = (reading.title or "", reading.standfirst or "", *(block.text for block in reading.document.blocks))
    said = " ".join(word for text in texts for word in words(text.casefold()))
    draft.words = hashlib.sha256(said.encode()).hexdigest()
    draft.understood = to_json(reading)
    draft.title = shorten(as_plain(transcript.title or ""), 300)
    draft.save()
    return draft


def _read(draft: ImportDraft) -> tuple[Reading, Transcript]:
    """A name tells the reader what a paste is where the text itself is not clear. Raises TranscriptError."""
    pasted_as = "paste.html" if draft.content_type == "text/html" else ""
    try:
        reading = understand(bytes(draft.data), draft.name or pasted_as)
        return reading, assemble(reading)
    except LostWords as fault:
        _log.exception("a transcript would have lost words: %s (%s)", draft.digest, draft.name)
        raise TranscriptError("unproven") from fault


def state_of(draft: ImportDraft) -> Corrected:
    """The draft as it reads now. Corrections that another version of this program cannot follow are dropped."""
    try:
        return correct(begin(from_json(draft.understood)), chain.from_iterable(draft.operations))
    except (OtherSchema, Impossible):
        reading, _transcript = _read(draft)
        state, followed = begin(reading), []
        for step in draft.operations:
            try:
                state = correct(state, step)
                followed.append(step)
            except Impossible:
                continue
        draft.understood, draft.operations, draft.undone = to_json(reading), followed, []
        return state


def apply(draft: ImportDraft, before: Corrected, step: Sequence[Mapping[str, Any]]) -> Corrected:
    """Correct a draft by one step, which is undone as a whole. Raises Impossible; nothing is changed then."""
    if len(draft.operations) >= _MOST_STEPS or len(step) > _MOST_IN_ONE_STEP:
        raise Impossible("too_many")
    after = correct(before, step)
    try:
        assemble(after.reading)
    except LostWords as fault:
        _log.exception("a correction would have lost words: %s, %s", draft.digest, step)
        raise Impossible("unproven") from fault
    draft.operations = [*draft.operations, list(step)]
    draft.undone = []
    draft.save(update_fields=_CORRECTED)
    return after


def undo(draft: ImportDraft) -> Corrected:
    """Take the last step back. Raises Impossible if there is none."""
    return _shift(draft, draft.operations, draft.undone, "nothing_to_undo")


def redo(draft: ImportDraft) -> Corrected:
    """Do again what was taken back last. Raises Impossible if there is nothing."""
    return _shift(draft, draft.undone, draft.operations, "nothing_to_redo")


def _shift(draft: ImportDraft, of: list[Any], to: list[Any], refusal: str) -> Corrected:
    if not of:
        raise Impossible(refusal)
    to.append(of.pop())
    draft.save(update_fields=_CORRECTED)
    return state_of(draft)


def known_already(draft: ImportDraft) -> QuerySet[Interview]:
    """Interviews that were made of the same transcript, in whatever format it came."""
    same = Source.objects.filter(Q(digest=draft.digest) | Q(words=draft.words) & ~Q(words=""))
    return Interview.objects.kept().filter(pk__in=same.values("interview"))


def create(
    draft: ImportDraft, state: Corrected, article: ArticleForm, people: Iterable[Seat], author: User
) -> Interview:
    """The interview that a draft has become; all forms are valid and all roles known."""
    reading = state.reading
    items = items_of_blocks(reading)
    index = state.index
    choices = ImportChoices(
        {seat.voice.label: _casting(seat) for seat in people},
        article.cleaned_data["headline"],
        article.cleaned_data["kicker"],
        topics_of(article.cleaned_data),
        Source(
            name=draft.name,
            content_type=draft.content_type,
            digest=draft.digest,
            words=draft.words,
            data=draft.data,
        ),
        article.cleaned_data["language"],
        [(items.get(index.get(place, -1)), doubt) for _number, doubt, place in state.open_doubts],
    )
    interview = create_manuscript(assemble(reading), choices, author)
    # What is kept is where the draft went, for who sends it twice.
    draft.interview = interview
    draft.data, draft.plain_text, draft.understood = b"", "", {}
    draft.operations, draft.undone, draft.choices = [], [], {}
    draft.save()
    return interview


def _casting(seat: Seat) -> Casting:
    if seat.voice.role == "asker":
        return Casting("asker")
    data = seat.form.cleaned_data
    if data["who"] != NEW:
        return Casting("expert", data.get("expert"))
    return Casting("expert", new=Expert(name=data["name"], role=data["role"], organisation=data["organisation"]))
