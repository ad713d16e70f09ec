"""Transcripts on their way into the desk: what came in, what an editor makes of it, what is still open."""

import hashlib
from pathlib import PurePath
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from interviews.file_names import clean_file_name

from .manuscript import ImmutableQuerySet, Interview

_OCTETS = "application/octet-stream"
_CONTENT_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".rtf": "application/rtf",
    ".htm": "text/html",
    ".html": "text/html",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
}


class Received(models.Model):
    """A transcript as it came in: the bytes of a file, or of what was pasted.

    name    of the file; empty for a paste
    digest  the SHA-256 of `data`, in hex
    words   the SHA-256 of its words alone, so that it is known again in another format; empty if never read
    """

    name = models.CharField(max_length=255, blank=True)
    content_type = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, db_index=True)
    words = models.CharField(max_length=64, blank=True, db_index=True)
    data = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.download_name

    @classmethod
    def received(cls, data: bytes, name: str = "", *, pasted_as: str = "text/plain") -> Self:
        """One that is not saved. `pasted_as` is the content type of what has no name."""
        name = clean_file_name(name)
        content_type = _CONTENT_TYPES.get(PurePath(name).suffix.lower(), _OCTETS) if name else pasted_as
        return cls(name=name, content_type=content_type, digest=hashlib.sha256(data).hexdigest(), data=data)

    @property
    def is_paste(self) -> bool:
        return not self.name

    @property
    def download_name(self) -> str:
        """Its name; a paste is named after what it is."""
        return clean_file_name(self.name) or (
            "transcript.html" if self.content_type == "text/html" else "transcript.txt"
        )


class SourceQuerySet(ImmutableQuerySet):
    def measured(self) -> Self:
        """Without the bytes, but with their number as `size`."""
        return self.defer("data").annotate(size=Length("data"))


class Source(Received):
    """What an interview was made of. Immutable."""

    interview = models.OneToOneField(Interview, models.CASCADE, related_name="source")

    objects = models.Manager.from_queryset(SourceQuerySet)()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("sources are immutable")
        super().save(*args, **kwargs)


class ImportDraftQuerySet(models.QuerySet["ImportDraft"]):
    def unfinished(self) -> Self:
        """Those that no interview was made of, without what is heavy."""
        return self.filter(interview=None).defer("data", "understood", "plain_text")


class ImportDraft(Received):
    """A transcript that an editor has brought in and may still correct; it is nobody else's.

    plain_text   of a paste with formatting: the text beside it, as the editor sees it
    understood   the reading as it was first understood (`transcripts.storing`)
    operations   the editor's corrections in steps (`transcripts.corrections`); `undone` were taken back, the latest last
    choices      what the article is to be called and who is who, where the editor has said so: {name: value}
    interview    what was made of it
    """

    editor = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    plain_text = models.TextField(blank=True)
    understood = models.JSONField()
    operations = models.JSONField(default=list)
    undone = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    title = models.CharField(max_length=300, blank=True)
    interview = models.ForeignKey(Interview, models.CASCADE, null=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)

    objects = models.Manager.from_queryset(ImportDraftQuerySet)()

    class Meta:
        verbose_name = _("started import")
        verbose_name_plural = _("started imports")
        ordering = ["-updated_at", "-pk"]


class OpenDoubt(models.Model):
    """A place of a manuscript at which the import was not sure, until somebody has settled it.

    anchor            of the exchange; empty for what stands above all exchanges
    code, proposal    keys of `transcripts.errors.DOUBTS` and `PROPOSALS`; `label` fills the latter
    text              what stood there when it was imported
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="doubts")
    anchor = models.CharField(max_length=80, blank=True)
    code = models.CharField(max_length=40)
    proposal = models.CharField(max_length=40)
    label = models.CharField(max_length=100, blank=True)
    text = models.CharField(max_length=300)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("open doubt")
        verbose_name_plural = _("open doubts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"
