"""Revision → article: a pure derivation, used for publishing and for the preview alike."""

import datetime as dt
import math
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.translation import override

from interviews.manuscripts.store import manuscript_in
from interviews.manuscripts.value import Manuscript
from interviews.models import Answer, Article, Expert, Revision, Topic
from interviews.search.analysis import index_text
from interviews.slugs import make_unique_slug
from interviews.typography import typeset

from .rendering import html_to_text, render_markdown

# Silent reading of non-fiction: 238 words a minute in English, fewer of the longer German
# ones (Brysbaert 2019, Journal of Memory and Language 109).
_WORDS_PER_MINUTE = {"de": 200, "en": 238}
_DESCRIPTION_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Derived:
    """An article and its answers, not yet saved, with what its relations will be."""

    article: Article
    answers: list[Answer]
    experts: list[Expert]
    topics: list[Topic]


def reading_minutes(words: int, language: str) -> int:
    """How long a text of so many words takes to read, at least 1."""
    return max(1, math.ceil(words / _WORDS_PER_MINUTE.get(language, 200)))


def derive(revision: Revision, published_at: dt.datetime, modified_at: dt.datetime) -> Derived:
    """Derive everything readers see of a revision. The same input gives the same bytes."""
    manuscript = manuscript_in(revision)
    language = manuscript.language
    experts = _experts(manuscript)
    topics = list(Topic.objects.filter(pk__in=manuscript.topics).order_by("name", "pk"))
    exchanges = [_render_exchange(place, manuscript, experts) for place in range(len(manuscript.exchanges))]
    toc = _number_headings(exchanges)
    slug = _slug(manuscript, revision.interview_id)
    speakers = list(dict.fromkeys(experts.values()))
    standfirst = render_markdown(manuscript.standfirst, language)
    article = Article(
        interview_id=revision.interview_id,
        revision=revision,
        digest=revision.digest,
        slug=slug,
        language=language,
        kicker=typeset(manuscript.kicker, language),
        headline=typeset(manuscript.headline, language),
        standfirst_html=standfirst,
        description=_shorten(html_to_text(standfirst) or manuscript.headline),
        body_html=_render_body("site/article_body.html", language, {"exchanges": exchanges, "slug": slug}),
        plain_text="\n\n".join(t for e in exchanges for t in (e["heading"], e["question_text"], e["answer_text"]) if t),
        toc=toc,
        experts_json=[_expert_card(e) for e in speakers],
        topics_json=[{"name": t.name, "slug": t.slug} for t in topics],
        lead_image=_lead_image(manuscript),
        published_at=published_at,
        modified_at=modified_at,
    )
    article.word_count = len(article.plain_text.split())
    article.reading_minutes = reading_minutes(article.word_count, language)
    return Derived(article, _answers(article, exchanges, topics), speakers, topics)


def render_exchange(manuscript: Manuscript, anchor: str, interview_id: int) -> str:
    """One exchange just as it stands in the body of the article that would be derived."""
    place = [exchange.anchor for exchange in manuscript.exchanges].index(anchor)
    context = {
        "e": _render_exchange(place, manuscript, _experts(manuscript)),
        "slug": _slug(manuscript, interview_id),
    }
    return _render_body("site/article_body.html#exchange", manuscript.language, context)


def _slug(manuscript: Manuscript, interview_id: int) -> str:
    return manuscript.slug or f"entwurf-{interview_id}"


def _experts(manuscript: Manuscript) -> dict[str, Expert]:
    """Experts by their key in the manuscript."""
    ids = {person.key: person.expert for person in manuscript.people if person.expert}
    found = Expert.objects.in_bulk(ids.values())
    return {key: found[pk] for key, pk in ids.items() if pk in found}


def _expert_card(expert: Expert) -> dict[str, str]:
    return {
        "name": expert.name,
        "slug": expert.slug,
        "role": expert.role,
        "organisation": expert.organisation,
        "initials": expert.initials,
        "portrait": expert.portrait.url if expert.portrait else "",
        "portrait_credit": expert.portrait_credit,
    }


def _lead_image(manuscript: Manuscript) -> dict[str, str] | None:
    if not manuscript.lead_image:
        return None
    return {
        "url": default_storage.url(manuscript.lead_image),
        "alt": manuscript.lead_image_alt,
        "credit": manuscript.lead_image_credit,
    }


def _render_exchange(place: int, manuscript: Manuscript, experts: dict[str, Expert]) -> dict[str, Any]:
    exchange, language = manuscript.exchanges[place], manuscript.language
    question = render_markdown(exchange.question, language)
    answer = render_markdown(exchange.answer, language)
    expert = experts.get(exchange.answered_by)
    return {
        "anchor": exchange.anchor,
        "heading": typeset(exchange.heading, language),
        "note_html": render_markdown(exchange.note, language),
        "question_html": question,
        "question_text": html_to_text(question),
        "asker": manuscript.label(exchange.asked_by),
        "answer_html": answer,
        "answer_text": html_to_text(answer),
        "expert": expert,
        "names_expert": len(set(experts.values())) > 1 or place == 0 or not question,
        "expert_name": expert.name if expert else manuscript.label(exchange.answered_by),
    }


def _number_headings(exchanges: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Give every heading an id that no exchange has; returns the table of contents."""
    taken = {e["anchor"] for e in exchanges}
    toc = []
    for exchange in exchanges:
        if exchange["heading"]:
            exchange["heading_id"] = make_unique_slug(exchange["heading"], taken, fallback="abschnitt")
            taken.add(exchange["heading_id"])
            toc.append({"id": exchange["heading_id"], "text": exchange["heading"]})
    return toc


def _render_body(template: str, language: str, context: dict[str, Any]) -> str:
    with override(language):
        return render_to_string(template, context)


def _answers(article: Article, exchanges: list[dict[str, Any]], topics: list[Topic]) -> list[Answer]:
    """One row an answered exchange; a further answer to the same question carries the question along."""
    answers = []
    question_html = question_text = heading = ""
    subjects = [name for topic in topics for name in (topic.name, *topic.alias_list)]
    for position, exchange in enumerate(exchanges, 1):
        heading = exchange["heading"] or heading
        if exchange["question_html"] or exchange["heading"]:
            question_html, question_text = exchange["question_html"], exchange["question_text"]
        if not exchange["answer_html"]:
            continue
        expert = exchange["expert"]
        names = [exchange["expert_name"], *(expert.alias_list if expert else [])]
        answers.append(
            Answer(
                article=article,
                position=position,
                anchor=exchange["anchor"],
                heading=heading,
                question_html=question_html,
                question_text=question_text,
                answer_html=exchange["answer_html"],
                answer_text=exchange["answer_text"],
                expert=expert,
                expert_name=exchange["expert_name"],
                search_text=index_text(
                    article.headline, heading, question_text, exchange["answer_text"], *names, *subjects
                ),
            )
        )
    return answers


def _shorten(text: str) -> str:
    """At most 160 characters, what search engines show, cut after a whole word."""
    text = " ".join(text.split())
    if len(text) <= _DESCRIPTION_LENGTH:
        return text
    return text[:_DESCRIPTION_LENGTH].rpartition(" ")[0].rstrip(",;:–-") + " …"
