"""What of each interview was public, from when until when, and who decided so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .manuscript import Interview, Revision


class Publication(models.Model):
    """A revision that readers saw from a time on; `until_at` is empty while they see it, or will when its time comes."""

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="publications")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="publications")
    from_at = models.DateTimeField(_("from"))
    until_at = models.DateTimeField(_("until"), null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["from_at", "pk"]

    def __str__(self) -> str:
        return f"{self.interview_id} · {self.from_at:%Y-%m-%d %H:%M}"
