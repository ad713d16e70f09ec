"""What is published today, as far as it is known."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def record(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    interviews = apps.get_model("interviews", "Interview").objects.exclude(published_revision=None)
    publications = apps.get_model("interviews", "Publication").objects
    for interview in interviews.exclude(last_published_at=None).iterator():
        publications.create(
            interview=interview, revision_id=interview.published_revision_id, from_at=interview.last_published_at
        )


class Migration(migrations.Migration):
    dependencies = [("interviews", "0013_publication")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop, elidable=True)]
