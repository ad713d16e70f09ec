"""Until here a picture was a file and what the pieces that showed it said about it."""

import hashlib
import re

from django.core.files.storage import default_storage
from django.db import migrations
from PIL import Image, UnidentifiedImageError

FOLDER = 'bilder'
IN_TEXT = re.compile(r'!\[([^\]]*)\]\(/media/(bilder/[\w.-]+)')


def take_over(apps, schema_editor):
    alias = schema_editor.connection.alias
    Picture = apps.get_model('interviews', 'Picture')
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except FileNotFoundError:
        return
    about = said(apps, alias)
    for name in sorted(f'{FOLDER}/{file}' for file in files):
        with default_storage.open(name) as file:
            data = file.read()
            try:
                width, height = Image.open(file).size
            except UnidentifiedImageError:
                continue
        digest = hashlib.sha256(data).hexdigest()
        alt, credit = about.get(name, ('', ''))
        Picture.objects.using(alias).get_or_create(digest=digest, defaults={
            'file': name, 'width': width, 'height': height, 'alt': alt[:300], 'credit': credit[:200],
            'uploaded_at': default_storage.get_modified_time(name),
        })


def said(apps, alias):
    """What is said about each picture now, by its name in the storage."""
    about = {}
    Exchange = apps.get_model('interviews', 'QuestionAnswer')
    for texts in Exchange.objects.using(alias).values_list('note', 'question', 'answer').iterator(chunk_size=500):
        for text in texts:
            for alt, name in IN_TEXT.findall(text):
                if alt or name not in about:
                    about[name] = (alt, '')
    Interview = apps.get_model('interviews', 'Interview')
    leads = Interview.objects.using(alias).exclude(lead_image='')
    about.update({
        name: (alt, credit)
        for name, alt, credit in leads.values_list('lead_image', 'lead_image_alt', 'lead_image_credit')
    })
    return about


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0010_pictures'),
    ]

    operations = [
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
    ]
