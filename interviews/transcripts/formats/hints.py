"""Words by which classes, styles and front matter say what a paragraph is. German and English, in lower case."""

from collections.abc import Mapping

from ..blocks import Hint

# The better words first.
STANDFIRST = (
    "standfirst",
    "vorspann",
    "lead",
    "dek",
    "teaser",
    "summary",
    "subtitle",
    "untertitel",
    "abstract",
)
HINTS: Mapping[str, Hint] = {
    **dict.fromkeys((*STANDFIRST, "intro"), "standfirst"),
    **dict.fromkeys(("frage", "question", "interviewer", "interviewfrage"), "question"),
    **dict.fromkeys(("antwort", "answer", "interviewantwort"), "answer"),
    **dict.fromkeys(("caption", "bildunterschrift", "legende"), "note"),
}
