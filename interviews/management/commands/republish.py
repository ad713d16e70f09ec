"""Derive the readers' side again from the published revisions."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interviews.models import Article, Interview
from interviews.publishing.publish import republish


class Command(BaseCommand):
    help = "Derives articles and answers again; texts, dates and addresses stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slugs", nargs="*", help="slugs of interviews")
        parser.add_argument("--all", action="store_true", help="every published interview")

    def handle(self, *args: Any, slugs: list[str], **options: Any) -> None:
        if bool(slugs) == options["all"]:
            raise CommandError("Name interviews by their slugs, or give --all.")
        published = Interview.objects.exclude(published_revision=None)
        chosen = published if options["all"] else published.filter(slug__in=slugs)
        if missing := set(slugs) - set(chosen.values_list("slug", flat=True)):
            raise CommandError(f"Not published: {', '.join(sorted(missing))}")
        if options["all"]:
            Article.objects.exclude(interview__in=published).delete()
        for interview in chosen.order_by("pk"):
            republish(interview)
        self.stdout.write(f"{chosen.count()} republished")
