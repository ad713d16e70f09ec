"""The data, by side: manuscript (the desk), published (the site), reference (both)."""

from .manuscript import Interview, Participant, QuestionAnswer, Revision, Source, WorkingCopy
from .published import Answer, Article, Redirect
from .reference import Expert, LegalText, Merger, Topic

__all__ = [
    "Answer",
    "Article",
    "Expert",
    "Interview",
    "LegalText",
    "Merger",
    "Participant",
    "QuestionAnswer",
    "Redirect",
    "Revision",
    "Source",
    "Topic",
    "WorkingCopy",
]
