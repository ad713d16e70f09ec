"""What an editor says about an import: what the article is called, and who the voices are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interviews.models import Expert, Topic
from interviews.models.manuscript import Language
from interviews.transcripts.corrections import Corrected
from interviews.transcripts.reading import Voice

from .manuscripts import as_plain, shorten
from .requests import key_in

NEW = "new"
NOBODY = "none"
_SUGGESTED_TOPICS = 6
_MOST_NEW_TOPICS = 20


class NewTopics(forms.Field):
    """Names, in as many values as there are, also divided by commas."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        names = (" ".join(name.split())[:200] for one in value or [] for name in str(one).split(","))
        return list(dict.fromkeys(filter(None, names)))[:_MOST_NEW_TOPICS]


class ArticleForm(forms.Form):
    """What the article is called and filed under."""

    headline = forms.CharField(label=_("Headline"), max_length=300)
    kicker = forms.CharField(label=_("Kicker"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)
    topics = forms.ModelMultipleChoiceField(Topic.objects.all(), label=_("Topics"), required=False)
    new_topics = NewTopics(label=_("New topics"), required=False)


class WhoForm(forms.Form):
    """Who one voice is: an expert on file, a new one, or nobody whom readers get a page of."""

    who = forms.CharField(error_messages={"required": _("Please choose who this is.")})
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    role = forms.CharField(label=_("Role"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("who") == NEW and not data.get("name"):
            self.add_error("name", _("Please give the name."))
        if data.get("who", NEW) not in (NEW, NOBODY):
            data["expert"] = Expert.objects.filter(pk=key_in(data["who"])).first()
            if data["expert"] is None:
                self.add_error("who", _("This expert is no longer on file. Please choose again."))
        return data


@dataclass(frozen=True, slots=True)
class Candidate:
    """An expert on file who may be meant, and by what: name or label."""

    expert: Expert
    by_label: bool
    interviews: int


@dataclass(frozen=True, slots=True)
class Seat:
    """A voice with all that can be chosen for it. `candidates` are those on file who may be meant, best first."""

    key: str
    voice: Voice
    turns: int
    form: WhoForm
    candidates: tuple[Candidate, ...]

    @property
    def has_namesakes(self) -> bool:
        return len(self.candidates) > 1


def seats(state: Corrected, choices: Mapping[str, list[str]]) -> list[Seat]:
    """Every voice that speaks, most important things chosen already where they can be known."""
    turns: dict[str, int] = {}
    before = None
    for mark in state.reading.marks:
        if mark.part == "speech" and mark.voice and mark.voice != before:
            turns[mark.voice] = turns.get(mark.voice, 0) + 1
        before = mark.voice if mark.part == "speech" else before
    voices = {key: voice for key, voice in state.reading.voices.items() if key in turns}
    found = _candidates(voices, {key: (choices.get(f"{key}-who") or [""])[0] for key in voices})
    return [
        Seat(key, voice, turns[key], _who_form(key, voice, found[key], choices), found[key])
        for key, voice in voices.items()
    ]


def _who_form(key: str, voice: Voice, found: tuple[Candidate, ...], choices: Mapping[str, list[str]]) -> WhoForm:
    given = {name: values for name, values in choices.items() if name.startswith(f"{key}-") and values}
    data = {f"{key}-name": [shorten(voice.name or voice.label, 200)], f"{key}-who": [_known(voice, found)], **given}
    return WhoForm(MultiValueDict(data), prefix=key)


def _known(voice: Voice, found: tuple[Candidate, ...]) -> str:
    """What is chosen before anybody has chosen: nothing where several could be meant."""
    named = [candidate for candidate in found if not candidate.by_label]
    likely = named or list(found)
    if voice.role == "asker":
        return NOBODY
    if not likely:
        return NEW
    # "Stephan" alone may be another Stephan than the one whom the text names in full.
    is_sure = len(likely) == 1 and (bool(named) or not voice.name or voice.name == voice.label)
    return str(likely[0].expert.pk) if is_sure else ""


def _candidates(voices: Mapping[str, Voice], chosen: Mapping[str, str]) -> dict[str, tuple[Candidate, ...]]:
    """For each voice the experts on file who go by its name or label, and whoever was chosen."""
    names = {key: {voice.name.casefold()} if voice.name else set() for key, voice in voices.items()}
    labels = {key: {label.casefold() for label in (voice.label, *voice.aliases)} for key, voice in voices.items()}
    wanted = {name for group in (*names.values(), *labels.values()) for name in group}
    picked = {key_in(pk) for pk in chosen.values()}
    on_file = Expert.objects.only("name", "label", "aliases")
    meant = {expert.pk: expert.known_as for expert in on_file if expert.known_as & wanted}
    full = Expert.objects.filter(pk__in={*meant, *picked}).annotate(total=Count("articles"))
    found: dict[str, tuple[Candidate, ...]] = {}
    for key in voices:
        here = [
            Candidate(expert, bool(expert.known_as & labels[key]) and not expert.known_as & names[key], expert.total)
            for expert in full
            if expert.known_as & (names[key] | labels[key]) or str(expert.pk) == chosen[key]
        ]
        found[key] = tuple(sorted(here, key=lambda candidate: candidate.by_label))
    return found


def defaults(state: Corrected, title: str) -> dict[str, list[str]]:
    """What the article's fields hold before anybody has chosen."""
    return {"headline": [shorten(as_plain(title), 300)], "language": [state.reading.language]}


def suggested_topics(state: Corrected, chosen: Iterable[str]) -> list[Topic]:
    """Topics on file that the text names, those it names most first."""
    text = " ".join(block.text for block in state.reading.document.blocks).casefold()
    taken = set(chosen)
    counted = [
        (sum(text.count(name) for name in topic.known_as if len(name) > 2), topic)
        for topic in Topic.objects.only("name", "aliases")
        if str(topic.pk) not in taken
    ]
    named = sorted((one for one in counted if one[0]), key=lambda one: (-one[0], one[1].name))
    return [topic for _count, topic in named[:_SUGGESTED_TOPICS]]


def topics_of(cleaned: Mapping[str, Any]) -> list[Topic]:
    """The topics chosen; new names are filed, unless a topic on file goes by one."""
    topics = list(cleaned["topics"])
    if cleaned["new_topics"]:
        on_file = list(Topic.objects.only("name", "aliases"))
        for name in cleaned["new_topics"]:
            known = Topic.called(name, on_file)
            if known is None:
                known = Topic.objects.create(name=name)
                on_file.append(known)
            topics.append(known)
    return list({topic.pk: topic for topic in topics}.values())


def missing_roles(people: Iterable[Seat]) -> str:
    """What to say while it is not known of everybody whether they ask or answer; empty if it is."""
    unknown = ", ".join(seat.voice.label for seat in people if seat.voice.role == "unknown")
    return gettext("Please choose who asks and who answers: %(labels)s.") % {"labels": unknown} if unknown else ""
