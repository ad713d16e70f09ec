"""JSON-LD for search engines, in the vocabulary of schema.org."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from interviews.models.published import Answer, Article
from interviews.models.reference import Expert

Data = dict[str, Any]


def _absolute(path: str) -> str:
    return path if path.startswith("http") else settings.SITE_URL + path


def _publisher() -> Data:
    return {"@type": "Organization", "name": settings.SITE_NAME, "url": settings.SITE_URL + "/"}


def _person(card: dict[str, str]) -> Data:
    person: Data = {
        "@type": "Person",
        "name": card["name"],
        "url": _absolute(reverse("site:expert", args=[card["slug"]])),
    }
    if card["role"]:
        person["jobTitle"] = card["role"]
    if card["organisation"]:
        person["affiliation"] = {"@type": "Organization", "name": card["organisation"]}
    if card["portrait"]:
        person["image"] = _absolute(card["portrait"])
    return person


def _breadcrumbs(*steps: tuple[str, str]) -> Data:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": n, "name": name, "item": _absolute(path)}
            for n, (name, path) in enumerate(steps, 1)
        ],
    }


def article_data(article: Article) -> Data:
    """https://schema.org/Article with its place in the site."""
    url = _absolute(article.get_absolute_url())
    data: Data = {
        "@type": "Article",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": article.headline,
        "description": article.description,
        "inLanguage": article.language,
        "datePublished": article.published_at.isoformat(),
        "dateModified": article.modified_at.isoformat(),
        "wordCount": article.word_count,
        "timeRequired": f"PT{article.reading_minutes}M",
        "genre": "Interview",
        "isAccessibleForFree": True,
        "author": _publisher(),
        "publisher": _publisher(),
        "contributor": [_person(card) for card in article.experts_json],
        "about": [{"@type": "Thing", "name": topic["name"]} for topic in article.topics_json],
    }
    if article.lead_image:
        data["image"] = _absolute(article.lead_image["url"])
    crumbs = _breadcrumbs(("Interviews", reverse("site:archive")), (article.headline, article.get_absolute_url()))
    return {"@context": "https://schema.org", "@graph": [data, crumbs]}


def answer_data(answer: Answer) -> Data:
    """https://schema.org/Quotation, part of its article."""
    article = answer.article
    card = next((c for c in article.experts_json if c["name"] == answer.expert_name), None)
    return {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "url": _absolute(answer.get_absolute_url()),
        "text": answer.answer_text,
        "inLanguage": article.language,
        "spokenByCharacter": _person(card) if card else {"@type": "Person", "name": answer.expert_name},
        "isPartOf": {
            "@type": "Article",
            "headline": article.headline,
            "url": _absolute(article.get_absolute_url()),
        },
    }


def expert_data(expert: Expert) -> Data:
    """https://schema.org/ProfilePage of a person."""
    person = _person(
        {
            "name": expert.name,
            "slug": expert.slug,
            "role": expert.role,
            "organisation": expert.organisation,
            "portrait": expert.portrait.url if expert.portrait else "",
        }
    )
    if expert.link_list:
        person["sameAs"] = expert.link_list
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": person}
