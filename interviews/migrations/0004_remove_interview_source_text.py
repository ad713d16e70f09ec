from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0003_sources_of_interviews'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='interview',
            name='source_name',
        ),
        migrations.RemoveField(
            model_name='interview',
            name='source_text',
        ),
    ]
