"""The trash: pieces that are gone from the site and the desk's lists, and can be restored for a while."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from interviews.models import Interview
from interviews.models.manuscript import TRASH_DAYS

from .publish import lock, withdraw


@transaction.atomic
def move_to_trash(interview: Interview) -> None:
    """Withdraw a piece if it is published, and put it away. Its address stays its own."""
    lock(interview)
    if interview.status == Interview.Status.PUBLISHED:
        withdraw(interview)
    interview.deleted_at = timezone.now()
    interview.save(update_fields=["deleted_at"])


@transaction.atomic
def restore_from_trash(interview: Interview) -> None:
    """Put a piece back as it was, but for its publication."""
    lock(interview)
    interview.deleted_at = None
    interview.save(update_fields=["deleted_at", "updated_at"])


def empty_trash() -> int:
    """Delete for good what has been in the trash for thirty days; returns how many pieces."""
    expired = Interview.objects.filter(deleted_at__lt=timezone.now() - timedelta(days=TRASH_DAYS))
    with transaction.atomic():
        _, deleted = expired.delete()
    return deleted.get(Interview._meta.label, 0)
