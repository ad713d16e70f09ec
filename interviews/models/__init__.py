"""The data, by side: manuscript (the desk), published (the site), reference (both)."""

from .manuscript import Interview, Participant, Picture, QuestionAnswer, Revision, Source, WorkingCopy
from .published import Answer, Article, Redirect
from .reference import Expert, LegalText, Topic

__all__ = [
    "Answer",
    "Article",
    "Expert",
    "Interview",
    "LegalText",
    "Participant",
    "Picture",
    "QuestionAnswer",
    "Redirect",
    "Revision",
    "Source",
    "Topic",
    "WorkingCopy",
]
