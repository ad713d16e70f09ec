import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('interviews', '0004_remove_interview_source_text'),
    ]

    operations = [
        migrations.AlterField(
            model_name='participant',
            name='label',
            field=models.CharField(max_length=100, validators=[django.core.validators.RegexValidator('^(?!\\?!?$|!$)[^*\\[\\]|:\\n]+$', 'A label has none of these: * [ ] | :')], verbose_name='label'),
        ),
    ]
