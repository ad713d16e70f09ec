"""Fill an empty site with the sample interviews, through the importer that editors use."""

import secrets
import tomllib
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand
from django.db import transaction

from interviews.apps import EDITORS
from interviews.desk.manuscripts import Casting, ImportChoices, create_manuscript
from interviews.models import Expert, LegalText, Source, Topic
from interviews.publishing.publish import publish
from interviews.publishing.rendering import render_markdown
from interviews.transcripts import read_transcript

SAMPLES = Path(settings.BASE_DIR) / "interviews" / "samples"
DEMO_USER = "redaktion"


class Command(BaseCommand):
    help = "Imports and publishes the sample interviews; what is there already is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--demo-editor", action="store_true", help="also create a demo editor and print the password"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        catalogue = tomllib.loads((SAMPLES / "catalogue.toml").read_text())
        for entry in catalogue["interview"]:
            if Source.objects.filter(name=entry["file"]).exists():
                continue
            self._load(entry)
            self.stdout.write(f"published: {entry['file']}")
        for key, text in catalogue["legal"].items():
            LegalText.objects.get_or_create(key=key, defaults={"text": text, "html": render_markdown(text)})
        if options["demo_editor"]:
            self._demo_editor()

    def _load(self, entry: dict[str, Any]) -> None:
        source = (SAMPLES / entry["file"]).read_bytes()
        transcript = read_transcript(source, entry["file"])
        casting = {s.label: Casting(s.role) for s in transcript.speakers}
        for label, person in entry["experts"].items():
            biography = person.get("biography", "")
            expert, _created = Expert.objects.get_or_create(
                name=person["name"],
                defaults={
                    "label": label,
                    "role": person.get("role", ""),
                    "organisation": person.get("organisation", ""),
                    "biography": biography,
                    "biography_html": render_markdown(biography, transcript.language),
                },
            )
            casting[label] = Casting("expert", expert)
        topics = [
            Topic.objects.get_or_create(name=name, defaults={"aliases": catalogue_aliases(name)})[0]
            for name in entry["topics"]
        ]
        choices = ImportChoices(casting, "", entry["kicker"], topics, Source.received(source, entry["file"]))
        publish(create_manuscript(transcript, choices, None), None)

    def _demo_editor(self) -> None:
        user, created = get_user_model().objects.get_or_create(username=DEMO_USER, defaults={"is_staff": True})
        note = SAMPLES.parent.parent / "var" / "demo-password.txt"
        if created or not note.exists():
            note.parent.mkdir(exist_ok=True)
            note.write_text(secrets.token_urlsafe(9))
            note.chmod(0o600)
            user.set_password(note.read_text())
            user.save()
            user.groups.add(Group.objects.get(name=EDITORS))
        self.stdout.write(f"demo editor: {DEMO_USER} / {note.read_text()}")


def catalogue_aliases(name: str) -> str:
    """Other spellings of the samples' topics."""
    return {"TikTok": "Tik Tok\nmusical.ly"}.get(name, "")
