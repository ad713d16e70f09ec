"""By which signs a text without a name is Markdown and not plain text, where every line is a paragraph."""

import re

_ENOUGH = 2
_LOOKED_AT = 5_000  # lines
_LINE = 2_000  # characters of each

# Bullets, numbers, single stars, rules and `>` are written in plain text and mail as well and prove nothing.
_PROOFS = (
    re.compile(r"#{1,6}[ \t]+\S"),
    re.compile(r"\*\*[^\s*:][^*\n:]{0,60}(?::\*\*|\*\*[ \t]?[:–—])"),  # a bold label
    re.compile(r"\*\*\*?[^\s*][^*\n]*\*\*\*?[ \t]*$"),
    re.compile(
        r"(?<![!\w])!?\[[^\]\[\n]{0,300}\]\((?:https?://|mailto:|/|#|\.{0,2}/|[\w-]{1,60}[./])[^()\s]{0,500}[\s)]"
    ),
    re.compile(r"[ ]{0,3}\[[^\]\[\n]{1,200}\]:[ \t]*(?:https?://|/|#|<)\S"),
    re.compile(r"[ ]{0,3}\[\^[\w-]{1,60}\]:[ \t]"),
    re.compile(r"[ ]{0,3}\|?[ \t]*:?-{3,}:?[ \t]*\|[-:|\s]*$"),
    re.compile(r"[ ]{0,3}(?:```|~~~)[\w+-]*$"),
)
_HINTS = (
    re.compile(r"\*\*[^\s*][^*\n]*\*\*"),
    re.compile(r"__[^\W_](?:[^_\n]|_(?!_))*__"),
)
_ONCE = (
    re.compile(r"([*_])[^\s*_][^*_\n]{20,}\1[ \t]*$"),
    re.compile(r"[ ]{0,3}>[ ][^\s>]"),
)
_LINK = 3  # the proof that may stand anywhere in a line


def looks_like_markdown(lines: list[str]) -> bool:
    """Whether there is enough to prove it. Linear, and never raises."""
    points = 0
    once: set[int] = set()
    for index, line in enumerate(lines[:_LOOKED_AT]):
        line = line[:_LINE].rstrip()
        if any(p.search(line) if i == _LINK else p.match(line) for i, p in enumerate(_PROOFS)):
            return True
        if _is_underlined(lines, index, line):
            return True
        points += any(pattern.match(line) for pattern in _HINTS)
        once |= {i for i, pattern in enumerate(_ONCE) if pattern.match(line)}
        if points + len(once) >= _ENOUGH and points:
            return True
    return False


def _is_underlined(lines: list[str], index: int, line: str) -> bool:
    """A line of its own, as long as the dashes below it, and nothing directly after."""
    if index + 1 >= len(lines) or (index and lines[index - 1].strip()) or not re.search(r"\w", line):
        return False
    underline = lines[index + 1].rstrip()
    follows = lines[index + 2].strip() if index + 2 < len(lines) else ""
    same = bool(re.fullmatch(r"={4,}|-{4,}", underline)) and abs(len(underline) - len(line)) <= 2
    return same and not follows
