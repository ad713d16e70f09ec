"""Until here an interview kept the text of its transcript, read from text files only."""

import hashlib

from django.db import migrations


def copy_sources(apps, schema_editor):
    alias = schema_editor.connection.alias
    Interview = apps.get_model('interviews', 'Interview')
    Source = apps.get_model('interviews', 'Source')
    for interview in Interview.objects.using(alias).exclude(source_text='').iterator(chunk_size=20):
        data = interview.source_text.encode()
        Source.objects.using(alias).create(
            interview_id=interview.pk,
            name=interview.source_name,
            content_type='text/plain',
            digest=hashlib.sha256(data).hexdigest(),
            data=data,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0002_source'),
    ]

    operations = [
        migrations.RunPython(copy_sources, migrations.RunPython.noop, elidable=True),
    ]
