"""Delete what has been in the trash for long enough."""

from typing import Any

from django.core.management.base import BaseCommand

from interviews.publishing.trash import empty_trash


class Command(BaseCommand):
    help = "Deletes interviews for good that have been in the trash for thirty days."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{empty_trash()} deleted")
