"""App configuration: the app itself and its admin site."""

from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

EDITORS = "Redaktion"


def create_editor_group(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """The editors' role: everything about interviews, nothing about accounts."""
    from django.contrib.auth.management import create_permissions
    from django.contrib.auth.models import Group, Permission

    # On a new database this runs before auth has made the permissions.
    create_permissions(sender, verbosity=0, using=using)
    group, _created = Group.objects.using(using).get_or_create(name=EDITORS)
    models = ("interview", "participant", "questionanswer", "expert", "topic", "legaltext")
    wanted = Permission.objects.using(using).filter(
        content_type__app_label="interviews", content_type__model__in=models
    )
    group.permissions.add(*wanted)


class InterviewsConfig(AppConfig):
    name = "interviews"
    verbose_name = _("Interviews")

    def ready(self) -> None:
        post_migrate.connect(create_editor_group, sender=self)


class DeskAdminConfig(AdminConfig):
    default_site = "interviews.desk.admin_site.DeskSite"
