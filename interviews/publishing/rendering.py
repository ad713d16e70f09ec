"""Markdown to the HTML that readers see: rendered and sanitised once, when published or previewed."""

import html
import re
from functools import lru_cache

import nh3
from django.conf import settings
from markdown import Markdown

from interviews.typography import typeset_html

_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "img",
    "hr",
    "sup",
    "sub",
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt"}, "ol": {"start"}}
_BLOCK_END = re.compile(r"</(?:p|li|blockquote|pre)>|<br>")


def _own_images_only(tag: str, attribute: str, value: str) -> str | None:
    """Readers load nothing from third parties: an image must be one of ours."""
    if tag == "img" and attribute == "src" and not value.startswith(settings.MEDIA_URL):
        return None
    return value


def _markdown() -> Markdown:
    """Markdown without what makes words vanish: tags, addresses in angle brackets and definitions read as typed."""
    markdown = Markdown(extensions=["sane_lists"], output_format="html")
    markdown.preprocessors.deregister("html_block")
    markdown.parser.blockprocessors.deregister("reference")
    for name in ("html", "autolink", "automail"):
        markdown.inlinePatterns.deregister(name)
    return markdown


@lru_cache(maxsize=20_000)
def render_markdown(text: str, language: str = "de") -> str:
    """Block Markdown as sanitised HTML with the typography of `language`.

    Remembered, for of a manuscript that is being edited nearly all texts are rendered again and again.
    """
    if not text:
        return ""
    unsafe = _markdown().convert(text)
    safe = nh3.clean(
        unsafe,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_own_images_only,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return typeset_html(safe.strip(), language)


def html_to_text(rendered: str) -> str:
    """Rendered HTML as plain text, one line a paragraph."""
    spaced = _BLOCK_END.sub("\n", rendered)
    text = html.unescape(nh3.clean(spaced, tags=set()))
    return "\n".join(line for line in (" ".join(part.split(" ")).strip() for part in text.split("\n")) if line)
