"""Searching published answers."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from interviews.models.published import Answer
from interviews.search.analysis import tokens

PAGE_SIZE = 10
_MAX_WORDS = 12
# Shorter words are found at the beginning of a word only, longer ones within compounds too.
_INFIX_LENGTH = 4
_PASSAGE_WORDS = 40


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a passage; `hit` marks words that were asked for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """An answer with the passage that matches best."""

    answer: Answer
    passage: list[Fragment]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of a result."""

    page: Page[Answer]
    hits: list[Hit]


def search_answers(query: str, *, topic: str = "", expert: str = "", page: int = 1) -> Results:
    """Answers that contain every word of the query, newest first, those found in the question leading.

    `topic` and `expert` are slugs that narrow the result. With no query and no filter
    the page is empty.
    """
    words = tokens(query)[:_MAX_WORDS]
    found = _matching(words, topic, expert)
    paginator = Paginator(found, PAGE_SIZE)
    found_page = paginator.get_page(page)
    return Results(found_page, [Hit(answer, passage(answer.answer_text, words)) for answer in found_page])


def _matching(words: list[str], topic: str, expert: str) -> QuerySet[Answer]:
    if not (words or topic or expert):
        return Answer.objects.none()
    found = Answer.objects.filter(article__published_at__lte=timezone.now())
    if topic:
        found = found.filter(article__topics__slug=topic)
    if expert:
        found = found.filter(expert__slug=expert)
    in_question = Q()
    for word in words:
        needle = word if len(word) >= _INFIX_LENGTH else f" {word}"
        found = found.filter(search_text__contains=needle)
        in_question |= Q(question_text__icontains=word)
    if words:
        rank = Case(When(in_question, then=Value(1)), default=Value(0), output_field=IntegerField())
        found = found.annotate(rank=rank).order_by("-rank", "-article__published_at", "article_id", "position")
    else:
        found = found.order_by("-article__published_at", "article_id", "position")
    return found.select_related("article").defer("article__body_html", "article__plain_text")


def passage(text: str, words: list[str]) -> list[Fragment]:
    """Some forty words of a text around the first hit, hits marked."""
    pieces = text.split()
    hits = [any(_is_hit(piece, word) for word in words) for piece in pieces]
    first = hits.index(True) if True in hits else 0
    start = max(0, min(first - _PASSAGE_WORDS // 3, len(pieces) - _PASSAGE_WORDS))
    end = start + _PASSAGE_WORDS
    fragments = [Fragment(piece, hit) for piece, hit in zip(pieces[start:end], hits[start:end], strict=True)]
    if start:
        fragments.insert(0, Fragment("…", False))
    if end < len(pieces):
        fragments.append(Fragment("…", False))
    return fragments


def _is_hit(piece: str, word: str) -> bool:
    return any(word in part if len(word) >= _INFIX_LENGTH else part.startswith(word) for part in tokens(piece))
