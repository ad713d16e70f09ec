"""Markdown to the HTML that readers see: rendered and sanitised once, when published or previewed."""

import html
import re
from collections.abc import Callable
from functools import lru_cache

import nh3
from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_inline import StateInline, escape, image, link

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
_ESCAPED = re.compile(r"\\[\\`*_{}\[\]()>#+.!-]")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}\.)[ \t]+\S")
# Brackets that are closed and a target: to look for the end of others takes the square of the text's length.
_LINK = re.compile(r"!?\[(?:[^\[\]\\]++|\\.|\[(?:[^\[\]\\]++|\\.)*+\])*+\]\(", re.DOTALL)
# What is nested more deeply is text: lists (two levels each) and quotes, and brackets.
_DEEPEST = 24
_MOST_NESTED = 40

_InlineRule = Callable[[StateInline, bool], bool]


def _own_images_only(tag: str, attribute: str, value: str) -> str | None:
    """Readers load nothing from third parties: an image must be one of ours."""
    if tag == "img" and attribute == "src" and not value.startswith(settings.MEDIA_URL):
        return None
    return value


def _where(pattern: re.Pattern[str], rule: _InlineRule) -> _InlineRule:
    """The rule, tried only where the pattern matches."""

    def tried(state: StateInline, silent: bool) -> bool:
        return pattern.match(state.src, state.pos, state.posMax) is not None and rule(state, silent)

    return tried


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A list. Within a paragraph "- " is a dash, and a number alone is no item."""
    first = state.bMarks[start] + state.tShift[start]
    # While it is silent it is asked whether a paragraph ends here; in a list, a list within it may follow at once.
    is_in_paragraph = silent and state.listIndent < 0
    if is_in_paragraph or state.level >= _DEEPEST or not _ITEM.match(state.src, first, state.eMarks[start]):
        return False
    return list_block(state, start, end, silent)


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    return state.level < _DEEPEST and blockquote(state, start, end, silent)


def _as_written(url: str) -> str:
    return url


def _markdown() -> MarkdownIt:
    """Markdown without what makes words vanish: tags, addresses in angle brackets and definitions read as typed."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MOST_NESTED})
    parser.disable(["html_block", "html_inline", "autolink", "reference", "fence"])
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    parser.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
    parser.inline.ruler.at("escape", _where(_ESCAPED, escape))
    parser.inline.ruler.at("link", _where(_LINK, link))
    parser.inline.ruler.at("image", _where(_LINK, image))
    # Which targets are safe is decided where the HTML is cleaned: a link to nowhere still has its words.
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    parser.validateLink = bool  # type: ignore[method-assign, assignment]
    return parser


_MARKDOWN = _markdown()


@lru_cache(maxsize=20_000)
def render_markdown(text: str, language: str = "de") -> str:
    """Block Markdown as sanitised HTML with the typography of `language`.

    Remembered, for of a manuscript that is being edited nearly all texts are rendered again and again.
    """
    if not text:
        return ""
    unsafe = _MARKDOWN.render(text)
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
