from django.db import migrations, models


def keys_from_labels(apps, schema_editor):
    apps.get_model("interviews", "Participant").objects.update(key=models.F("label"))


class Migration(migrations.Migration):
    dependencies = [("interviews", "0005_participant_label_100")]

    operations = [
        migrations.AddField(
            "participant", "key", models.CharField(max_length=120, editable=False, default=""), preserve_default=False
        ),
        migrations.RunPython(keys_from_labels, migrations.RunPython.noop),
        migrations.AddConstraint(
            "participant",
            models.UniqueConstraint(fields=["interview", "key"], name="participant_key_once"),
        ),
    ]
