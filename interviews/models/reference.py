"""What the desk and the site share: experts, topics, legal texts."""

from collections.abc import Iterable
from typing import Any, Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField

from interviews.slugs import make_unique_slug


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def validate_links(value: str) -> None:
    """Every line is an http(s) address."""
    validate = URLValidator(schemes=["http", "https"])
    for line in _lines(value):
        validate(line)


class Named(models.Model):
    """Something with a name, an address on the site, and other names people use for it."""

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Part of the address; made from the name."),
    )
    aliases = models.TextField(
        _("aliases"), blank=True, help_text=_("Other spellings, one a line. Search and import know them too.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            taken = set(type(self)._default_manager.values_list("slug", flat=True))
            self.slug = make_unique_slug(self.name, taken, fallback=self._meta.model_name or "")
        super().save(*args, **kwargs)

    @property
    def alias_list(self) -> list[str]:
        return _lines(self.aliases)

    @classmethod
    def called(cls, name: str, among: Iterable[Self]) -> Self | None:
        """The first that goes by a name."""
        return next((one for one in among if name.casefold() in one.known_as), None)

    @property
    def known_as(self) -> set[str]:
        """Every name this goes by, folded for comparison."""
        return {name.casefold() for name in (self.name, *self.alias_list)}


class Expert(Named):
    """A person who answers."""

    label = models.CharField(
        _("label in transcripts"),
        max_length=60,
        blank=True,
        help_text=_("As in “Stephan: …”, to find the expert again."),
    )
    role = models.CharField(_("role"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    biography = MarkdownxField(_("biography"), blank=True)
    biography_html = models.TextField(editable=False, blank=True)
    portrait = models.ImageField(_("portrait"), upload_to="portraits/", blank=True)
    portrait_credit = models.CharField(_("portrait credit"), max_length=200, blank=True)
    links = models.TextField(
        _("links"), blank=True, validators=[validate_links], help_text=_("Web addresses, one a line.")
    )

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("site:expert", args=[self.slug])

    @property
    def initials(self) -> str:
        """First letters of the first and the last name, shown where there is no portrait."""
        parts = [part for part in self.name.split() if part[0].isalpha() and not part.endswith(".")]
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()

    @property
    def link_list(self) -> list[str]:
        return _lines(self.links)

    @property
    def known_as(self) -> set[str]:
        """Every name and label this expert goes by, folded for comparison."""
        return super().known_as | ({self.label.casefold()} if self.label else set())


class Topic(Named):
    """A subject that interviews are filed under."""

    description = MarkdownxField(_("description"), blank=True)
    description_html = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("site:topic", args=[self.slug])


class Merger(models.Model):
    """An expert or a topic that became one with another. What old revisions know as `former` is its target now."""

    former = models.PositiveBigIntegerField(_("former primary key"))
    expert = models.ForeignKey(Expert, models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("merger")
        verbose_name_plural = _("mergers")
        constraints = [
            models.CheckConstraint(condition=Q(expert=None) ^ Q(topic=None), name="merger_one_target"),
            models.UniqueConstraint(fields=["former"], condition=~Q(expert=None), name="merger_expert_once"),
            models.UniqueConstraint(fields=["former"], condition=~Q(topic=None), name="merger_topic_once"),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.expert or self.topic}"


class LegalText(models.Model):
    """Impressum and privacy notice, written by the office."""

    class Key(models.TextChoices):
        IMPRINT = "impressum", _("Imprint")
        PRIVACY = "datenschutz", _("Privacy")

    key = models.CharField(_("page"), max_length=20, choices=Key.choices, unique=True)
    text = MarkdownxField(_("text"))
    html = models.TextField(editable=False, blank=True)

    class Meta:
        verbose_name = _("legal text")
        verbose_name_plural = _("legal texts")

    def __str__(self) -> str:
        return self.get_key_display()

    def get_absolute_url(self) -> str:
        return reverse("site:legal", args=[self.key])
