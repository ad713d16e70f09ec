"""The inline Markdown of transcripts, as markdown-it's tokens.

Source: CommonMark 0.31.2, "Inlines"; footnotes as pandoc and wiki links as Obsidian write them. Besides its own,
tokens are of the types `footnote_mark`, `footnote_inline`, `wiki_link` and `wiki_image`. Where one token spans
several lines, its `meta["lines"]` says how many line breaks are in it.
"""

import re
from collections.abc import Callable, MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, image, link
from markdown_it.token import Token

from .markdown_masks import STAR

_LOOSE_LABEL = re.compile(r"^\*\*(?!\*)([ \t]*)([^*\n]*[^*\s])([ \t]*)\*\*(?!\*)([^\n]*)", re.MULTILINE)
# "Kolleg*innen und Leser*innen" is not italic in the middle.
_INNER_STAR = re.compile(r"(?<=[^\W\d_])\*(?=innen|in(?!\w))|(?<![\w*])[^\W\d_]+\*(?=[^\W\d_]+(?![\w*]))")
_FOOTNOTE = re.compile(r"\[\^[^\]\[\s]{1,80}\](?!\()")
_WIKI_LINK = re.compile(r"(!?)\[\[([^\[\]|\n]{1,200})(?:\|([^\[\]\n]{1,200}))?\]\](?!\()")

Environment = MutableMapping[str, Any]
_Rule = Callable[[StateInline, bool], bool]


def tokens_of(content: str, parser: MarkdownIt, environment: Environment) -> list[Token]:
    """The flat stream of tokens of one paragraph; links are resolved with the environment's references.

    Asterisks that mark nothing are `STAR`.
    """
    tokens: list[Token] = []
    content = _tight_end(_LOOSE_LABEL.sub(_tight_label, content))
    content = _INNER_STAR.sub(lambda found: found[0][:-1] + STAR, content)
    parser.inline.parse(content, parser, environment, tokens)
    return tokens


def plain(tokens: list[Token]) -> str:
    """The words of tokens, in one line."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "image":
            parts.append(plain(token.children or []))
        elif token.type in ("text", "text_special", "code_inline", "wiki_link", "footnote_inline"):
            parts.append(token.content)
    return " ".join("".join(parts).replace(STAR, "*").split())


def _tight_label(found: re.Match[str]) -> str:
    """`**Name: **Text` with its marks where CommonMark knows them, if they are a pair."""
    before, label, after, rest = found.groups()
    return found[0] if not (before or after) or rest.count("**") % 2 else f"**{label}**{after}{rest}"


def _tight_end(content: str) -> str:
    """`*A paragraph in italics. *` with its last mark where CommonMark knows it."""
    text = content.rstrip("*")
    marks = content[len(text) :]
    is_loose = content[:1] == "*" and 1 <= len(marks) <= 3 and text[-1:] in (" ", "\t", "\n")
    return text.rstrip() + marks if is_loose and content.count("*") % 2 == 0 else content


def add_rules(parser: MarkdownIt) -> None:
    """Make a parser understand footnotes and wiki links, count lines, and leave link targets as they are."""
    rules = parser.inline.ruler
    rules.at("backticks", _counting_lines(backtick))
    rules.at("link", _counting_lines(link))
    rules.at("image", _counting_lines(image))
    rules.before("link", "wiki_link", _wiki_link)
    rules.before("link", "footnote_mark", _footnote_mark)
    rules.before("link", "footnote_inline", _counting_lines(_footnote_inline))
    # Which targets are safe is decided where runs are made: a link to nowhere still has its words.
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    parser.normalizeLinkText = _as_written  # type: ignore[method-assign, assignment]
    parser.validateLink = _accepted  # type: ignore[method-assign]


def _accepted(url: str) -> bool:
    return True


def _as_written(url: str) -> str:
    return url


def _counting_lines(rule: _Rule) -> _Rule:
    def counting(state: StateInline, silent: bool) -> bool:
        start, before = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent and (breaks := state.src.count("\n", start, state.pos)):
            new = state.tokens[before:]
            breaks -= sum(t.type in ("softbreak", "hardbreak") or t.meta.get("lines", 0) for t in new)
            breaks -= sum(t.content.count("\n") for t in new if t.type == "html_inline")
            state.tokens[-1].meta["lines"] = breaks
        return True

    return counting


def _push(state: StateInline, silent: bool, kind: str, content: str, end: int) -> bool:
    if not silent:
        state.push(kind, "", 0).content = content
    state.pos = end
    return True


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    return found is not None and _push(state, silent, "footnote_mark", found[0], found.end())


def _footnote_inline(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("^[", start, state.posMax):
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    return end >= 0 and _push(state, silent, "footnote_inline", state.src[start + 2 : end], end + 1)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    found = _WIKI_LINK.match(state.src, state.pos, state.posMax)
    # [[lacht]] is somebody laughing; names of pages begin with a capital or have a label beside them.
    if not found or not (found[1] or found[3] or found[2][:1].isupper()):
        return False
    if not silent:
        token = state.push("wiki_image" if found[1] else "wiki_link", "", 0)
        token.content = found[3] or found[2]
        token.meta["target"] = found[2] if found[3] else ""
    state.pos = found.end()
    return True
