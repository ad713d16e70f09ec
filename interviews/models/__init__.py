"""The data, by side: imports and manuscript (the desk), published (the site), reference (both)."""

from .imports import ImportDraft, OpenDoubt, Source
from .manuscript import Interview, Participant, Picture, QuestionAnswer, Revision, WorkingCopy
from .publication import Publication
from .published import Answer, Article, Redirect
from .reference import Expert, LegalText, Merger, Topic

__all__ = [
    "Answer",
    "Article",
    "Expert",
    "ImportDraft",
    "Interview",
    "LegalText",
    "Merger",
    "OpenDoubt",
    "Participant",
    "Picture",
    "Publication",
    "QuestionAnswer",
    "Redirect",
    "Revision",
    "Source",
    "Topic",
    "WorkingCopy",
]
