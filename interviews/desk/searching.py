"""Finding rows of the desk by words, without joins that would multiply them."""

from django.db.models import Q, QuerySet
from django.utils.text import smart_split, unescape_string_literal

from interviews.models import Expert, Participant, QuestionAnswer
from interviews.models.manuscript import InterviewQuerySet

_MOST_WORDS = 8


def find_interviews(interviews: InterviewQuerySet, term: str) -> InterviewQuerySet:
    """Those that have every word of a term somewhere: in titles, address, names or texts."""
    for word in _words(term):
        experts = Expert.objects.filter(_contains(word, "name", "aliases"))
        people = Participant.objects.filter(_contains(word, "label") | Q(expert__in=experts))
        texts = QuestionAnswer.objects.filter(_contains(word, "question", "answer", "heading", "note"))
        interviews = interviews.filter(
            _contains(word, "headline", "working_title", "kicker", "standfirst", "slug")
            | Q(pk__in=people.values("interview"))
            | Q(pk__in=texts.values("interview"))
        )
    return interviews


def find_rows[T: QuerySet](rows: T, term: str, *fields: str) -> T:
    """Those that have every word of a term in one of the fields."""
    for word in _words(term):
        rows = rows.filter(_contains(word, *fields))
    return rows


def _words(term: str) -> list[str]:
    """Words, and phrases in quotation marks."""
    quoted = ('"', "'")
    bits = list(smart_split(term.replace("\0", "")))[:_MOST_WORDS]
    return [unescape_string_literal(b) if b[0] in quoted and b[0] == b[-1] and len(b) > 1 else b for b in bits]


def _contains(word: str, *fields: str) -> Q:
    # SQLite knows upper and lower case of ASCII letters only.
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.capitalize()}
    found = Q()
    for field in fields:
        for spelling in spellings:
            found |= Q(**{f"{field}__icontains": spelling})
    return found
