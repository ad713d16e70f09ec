"""A change made to many manuscripts, to each as an editor would make it."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.manuscripts.operations import apply
from interviews.manuscripts.store import apply as write
from interviews.manuscripts.store import manuscript_in, save_revision
from interviews.models import Interview, Topic


class TopicForm(forms.Form):
    """Chooses a topic by one of its names."""

    topic = forms.CharField(label=_("Topic"), widget=forms.TextInput(attrs={"list": "topics", "autofocus": True}))

    def clean_topic(self) -> Topic:
        if topic := Topic.called(self.cleaned_data["topic"].strip(), Topic.objects.all()):
            return topic
        raise forms.ValidationError(_("There is no topic of this name."))


@transaction.atomic
def add_topic(interview: Interview, topic: Topic, author: Any) -> bool:
    """File a piece under a topic, as a revision; False if it is there already. Working copies merge it later."""
    interview = Interview.objects.select_for_update().get(pk=interview.pk)
    manuscript = manuscript_in(save_revision(interview, None))
    if topic.pk in manuscript.topics:
        return False
    write(apply(manuscript, {"op": "set_topics", "topics": [*manuscript.topics, topic.pk]}), interview)
    save_revision(interview, author, gettext("Topic “%(topic)s” added") % {"topic": topic})
    return True
