"""Sample interviews as data: who says what, before any way of writing it down.

The people, towns and trades are invented. `composed` makes more of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal


@dataclass(frozen=True)
class Person:
    """`label` is what stands before a turn where the full name does not."""

    name: str
    label: str
    role: Literal["asker", "expert"]

    @property
    def untitled(self) -> str:
        """The name without academic titles."""
        return self.name.split(". ")[-1]

    @property
    def first_name(self) -> str:
        return self.untitled.split()[0]

    @property
    def surname(self) -> str:
        return self.name.split()[-1]

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.untitled.replace("-", " ").split()).upper()


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Note:
    text: str


@dataclass(frozen=True)
class Turn:
    """Paragraphs that begin with "- " are items of a list. `start` is in seconds."""

    person: Person
    paragraphs: tuple[str, ...]
    start: float | None = None

    @property
    def is_question(self) -> bool:
        return self.person.role == "asker"


Item = Heading | Note | Turn


@dataclass(frozen=True)
class Interview:
    title: str | None
    standfirst: tuple[str, ...]
    language: Literal["de", "en"]
    cast: tuple[Person, ...]
    items: tuple[Item, ...]

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(item for item in self.items if isinstance(item, Turn))

    def with_items(self, items: Sequence[Item]) -> "Interview":
        """The same interview with other items; neighbouring turns of one person become one."""
        merged: list[Item] = []
        for item in items:
            last = merged[-1] if merged else None
            if isinstance(item, Turn) and isinstance(last, Turn) and item.person == last.person:
                merged[-1] = replace(last, paragraphs=last.paragraphs + item.paragraphs)
            else:
                merged.append(item)
        return replace(self, items=tuple(merged))


def said(person: Person, *paragraphs: str) -> Turn:
    return Turn(person, paragraphs)


FIV = Person("Vera Musterfrau", "FIV", "asker")
MALTE = Person("Malte Krümelbach", "Malte", "expert")
BAKERY = Interview(
    "Ein Brot, das nicht warten kann",
    ("Malte Krümelbach backt seit dreißig Jahren in Bad Quast. Ein Gespräch über Teig, Schlaf und Geduld.",),
    "de",
    (FIV, MALTE),
    (
        said(FIV, "Malte, wann bist du heute aufgestanden?"),
        said(MALTE, "Um halb zwei. Der Teig war schon wach, der wartet ja nicht auf mich."),
        said(FIV, "Halb zwei ist keine Uhrzeit, das ist eine Drohung."),
        said(
            MALTE,
            "So sagt es meine Frau auch. Man gewöhnt sich daran, dass der Mond der erste Kunde ist.",
            "Merke: Wer um vier gute Laune hat, ist entweder Bäcker oder noch gar nicht im Bett.",
        ),
        Heading("Sauerteig: Ein Haustier im Glas"),
        said(FIV, "Du hast deinem Sauerteig einen Namen gegeben. Warum?"),
        said(
            MALTE,
            "Er heißt Herbert und ist älter als mein Meisterbrief. Herbert braucht drei Dinge:",
            "- Wärme, aber keine Hektik",
            "- Roggenmehl am Abend",
            "- jemanden, der nach ihm sieht",
            "Mehr brauche ich im Grunde auch nicht.",
        ),
        said(FIV, "Und wenn du in den Urlaub fährst?"),
        said(MALTE, "Dann fährt Herbert mit. Im Hotel fragte eine Dame: „Beißt der?“ Ich sagte: „Nur Weißmehl.“"),
        Heading("Was kostet ein gutes Brot?"),
        said(FIV, "Sechs Euro für ein Kilo, das ist manchen zu viel. Was antwortest du denen?"),
        said(
            MALTE,
            "Ich lade sie ein.",
            "14:30 Uhr ist Feierabend, da sitzen sie bei mir in der Backstube und kneten zehn Minuten mit der Hand. "
            "Danach hat sich noch keiner beschwert.",
            "Fazit: Erst kneten, dann rechnen.",
        ),
        said(FIV, "Danke, Malte. Ich nehme zwei."),
    ),
)

REDAKTION = Person("Hanno Zettel", "Redaktion", "asker")
MOEWENKAMP = Person("Dr. Wiebke Möwenkamp", "Möwenkamp", "expert")
TANG = Person("Enno Tangermoor", "Tangermoor", "expert")
LIGHTHOUSE = Interview(
    "„Ein Leuchtturm fragt nicht, wer da kommt“",
    ("Die eine hat ihn vermessen, der andere hat in ihm gewohnt: zwei Blicke auf den Turm von Klein Wattum.",),
    "de",
    (REDAKTION, MOEWENKAMP, TANG),
    (
        said(REDAKTION, "Frau Möwenkamp, Herr Tangermoor, wer von Ihnen war zuerst oben?"),
        said(TANG, "Ich. Ich bin dort geboren, im dritten Stock, bei Windstärke neun."),
        said(MOEWENKAMP, "Ich kam erst als Studentin. Mit Höhenangst, das habe ich niemandem gesagt."),
        said(TANG, "Doch, Sie haben es dem Geländer gesagt."),
        said(REDAKTION, "Was haben Sie damals gemessen?"),
        said(
            MOEWENKAMP,
            "Wie weit sich die Spitze im Sturm bewegt. Raten Sie mal?",
            "Es sind elf Zentimeter. Das klingt nach nichts, aber wenn die Suppe dabei aus dem Teller läuft, "
            "rechnet man anders.",
        ),
        Heading("Allein mit dem Licht"),
        said(REDAKTION, "Herr Tangermoor, war es einsam da oben?"),
        said(TANG, "Nein."),
        said(REDAKTION, "Nie?"),
        said(TANG, "Einmal. Da war das Radio kaputt, und die Möwen hatten auch nichts zu erzählen."),
        said(REDAKTION, "Heute leuchtet der Turm von allein. Fehlt da etwas?"),
        said(MOEWENKAMP, "Technisch fehlt nichts. Die Lampe hält zehn Jahre."),
        said(
            TANG,
            "Mir fehlt das Klappern auf der Treppe.",
            "Ein Turm ohne Schritte, das ist wie eine Uhr ohne Zeiger: Sie geht, aber keiner merkt es.",
        ),
        said(REDAKTION, "Ich danke Ihnen beiden für das Gespräch."),
    ),
)

FRAGE = Person("Tilda Fragnach", "Heimatblatt", "asker")
KNOPF = Person("Ottokar Knopf", "Knopf", "expert")
BUTTONS = Interview(
    "Herr Knopf sammelt Knöpfe",
    (),
    "de",
    (FRAGE, KNOPF),
    (
        said(FRAGE, "Herr Knopf, die erste Frage liegt nahe."),
        said(KNOPF, "Ja, ich heiße wirklich so."),
        said(FRAGE, "Wie viele haben Sie?"),
        said(KNOPF, "Vierundachtzigtausend. Dazu eine Schublade, die ich nicht öffne."),
        said(FRAGE, "Man sagt, Sie erkennen die Jacke am Knopf."),
        said(
            KNOPF,
            "Meistens auch den, der sie getragen hat.",
            "Erstens: Ein Knopf, der links abgewetzt ist, hat einem Geiger gehört.",
            "Zweitens: Einer mit Zahnspuren gehörte einem Kind oder einem Rechtsanwalt.",
            "Drittens: Wer Knöpfe annäht, ohne sie zu mögen, verliert sie wieder.",
        ),
        said(FRAGE, "Was war Ihr schönster Fund?"),
        said(
            KNOPF,
            "Ein Perlmuttknopf im Bauch eines Karpfens. Meine Schwester rief: „Den gibst du zurück!“ "
            "Ich habe gefragt, wem, und darauf wusste auch sie nichts.",
        ),
        said(FRAGE, "Verkaufen Sie?"),
        said(KNOPF, "Nie."),
        said(FRAGE, "Und tauschen?"),
        said(KNOPF, "Was hätten Sie denn dabei?"),
        said(FRAGE, "Einen Druckknopf, leider."),
        said(KNOPF, "Dann bleiben wir Freunde, mehr aber nicht."),
    ),
)

EVA = Person("Eva Beispiel", "Eva", "asker")
FROSCH = Person("Prof. Dr. Ruth Tümpelmann", "Tümpelmann", "expert")
POND = Interview(
    None,
    (),
    "de",
    (EVA, FROSCH),
    (
        said(EVA, "Frau Professor Tümpelmann, Sie forschen über Frösche. Hören die Ihnen zu?"),
        said(FROSCH, "Sie hören mir zu, aber sie halten nichts davon. Das kenne ich aus der Vorlesung."),
        said(EVA, "Wie zählt man Frösche?"),
        said(
            FROSCH,
            "Nachts, mit nassen Füßen und einem Strichzettel. Ein Helfer ruft, ich male.",
            "Wichtig: Man darf nicht lachen, sonst sind alle weg und man fängt von vorn an.",
        ),
        Note("[Anm. d. Red.: Der Strichzettel hängt heute im Museum von Unterschilf.]"),
        said(FROSCH, "Im letzten Frühjahr kamen wir auf 212, davon einer mit Halsweh."),
        said(EVA, "Was sagt uns ein stiller Teich?"),
        said(FROSCH, "Dass der Storch satt ist. Oder dass jemand Beton bestellt hat."),
        said(EVA, "Sie wirken dabei ganz heiter."),
        said(FROSCH, "Ich bin heiter, weil ich um 21:15 Uhr wieder am Ufer stehe. Kommen Sie mit?"),
        said(EVA, "Sehr gern. Haben Sie Stiefel in Größe 39?"),
        said(FROSCH, "Für Sie immer."),
    ),
)

JUNE = Person("June Placeholder", "June", "asker")
OSWIN = Person("Oswin Tickwell", "Oswin", "expert")
CLOCKS = Interview(
    "The man who winds the town",
    (
        "Oswin Tickwell looks after forty-one public clocks in the valley of Little Tarry. No two agree, and he is glad.",
    ),
    "en",
    (JUNE, OSWIN),
    (
        said(JUNE, "Oswin, what time is it?"),
        said(OSWIN, "Where?"),
        said(JUNE, "Here, in your kitchen."),
        said(
            OSWIN,
            "Then it is ten past nine, ten past nine or a quarter to four. The last one belonged to my aunt, "
            "and nobody corrects my aunt.",
        ),
        Heading("The ladder: a love story"),
        said(JUNE, "You met your wife on a church tower. How does that happen?"),
        said(
            OSWIN,
            "She had come to complain. The bell had struck thirteen, and she wanted the extra hour back.",
            "I offered her tea. She said: “Only if it is on time.”",
            "14:30 on a Tuesday, I have never been late since.",
        ),
        said(JUNE, "What does a clock need from you?"),
        said(
            OSWIN,
            "Three things, and none of them is clever:",
            "- oil, but less than you think",
            "- a visit every week",
            "- somebody who listens before he turns a screw",
            "Rule one: the clock is right until you have proved it wrong.",
        ),
        Heading("Who needs a town clock?"),
        said(JUNE, "Everybody has the time in a pocket now."),
        said(OSWIN, "Everybody has a time. A town needs one it can argue about."),
        said(JUNE, "Do you ever let one stop?"),
        said(OSWIN, "Once. Why do you think I still remember the name of the goat?"),
        said(JUNE, "Thank you, Oswin. I had better run."),
    ),
)

PRIYA = Person("Priya Sampleton", "Priya", "asker")
GREG = Person("Greg Dummy-Jones", "Greg", "asker")
MARGE = Person("Marge Quillfeather", "Marge", "expert")
LIBRARY = Interview(
    "Quiet, please, the ghost is reading",
    (
        "Night librarian Marge Quillfeather has shared the reading room of Nether Wobble with a ghost since 1987.",
        "Two of our reporters stayed until closing time.",
    ),
    "en",
    (PRIYA, GREG, MARGE),
    (
        said(PRIYA, "Marge, how did you first notice him?"),
        said(MARGE, "By the returns. Every morning one book lay open at the same page, and it was never a good page."),
        said(GREG, "Were you frightened?"),
        said(MARGE, "Of a reader? My dear, I have worked here for forty years. They are all a little pale."),
        said(PRIYA, "So you bought him a library card."),
        said(
            MARGE,
            "I did, and the council asked for proof of address.",
            "I wrote: third shelf, behind the atlases. They stamped it.",
        ),
        said(GREG, "Does he pay his fines?"),
        said(MARGE, "Never."),
        said(PRIYA, "And you let him?"),
        said(MARGE, "What would you do, send a letter?"),
        Heading("A taste for thrillers"),
        said(GREG, "What does he read?"),
        said(
            MARGE,
            "Thrillers, mostly. He skips to the end, I can tell by the draught.",
            "Note: he has never once put a book back where it belongs. In that he is like the living.",
        ),
        said(GREG, "We both thank you for the tea."),
    ),
)

HOST = Person("Nils Vorbild", "Nils", "asker")
ZUMI = Person("Zumi Faltenreich", "Zumi", "expert")
PAPER = Interview(
    "Gefaltete Zeit",
    (
        "Zumi Faltenreich faltet Papier, seit sie sitzen kann.",
        "Ihr größtes Werk ist ein Elefant, der in einen Bus passt.",
    ),
    "de",
    (HOST, ZUMI),
    (
        said(HOST, "Zumi, ich habe ein Blatt mitgebracht. Was siehst du?"),
        said(ZUMI, "Einen Kranich mit schlechter Haltung. Du hast es in der Hosentasche getragen, stimmt das?"),
        said(HOST, "Leider ja.", "Lässt sich da noch etwas machen?"),
        said(ZUMI, "Natürlich. Papier verzeiht alles, nur keine Ungeduld."),
        Heading("Der Elefant im Bus"),
        said(HOST, "Erzähl mir von dem Elefanten."),
        said(
            ZUMI,
            "Der Bürgermeister wollte etwas Großes für den Marktplatz. Ich fragte ihn: „Wie groß?“ Er sagte: „Ja.“",
            "Also habe ich acht Wochen gefaltet, auf dem Boden einer Turnhalle, in Socken.",
            "Am Ende stand er da, und alle wurden still. Dann kam der Regen.",
        ),
        said(HOST, "Was hast du gemacht?"),
        said(ZUMI, "Einen Bus gerufen. Linie 7, der Fahrer hieß Jupp und hat nicht eine Frage gestellt."),
        said(HOST, "Was lernt man daraus?"),
        said(ZUMI, "Zwei Sachen: immer einen Schirm dabeihaben und immer einen Jupp kennen."),
        said(HOST, "Schöner kann man nicht aufhören. Vielen Dank!"),
    ),
)

DANA = Person("Dana Specimen", "Dana", "asker")
LOU = Person("Dr. Lou Pebblethwaite", "Pebblethwaite", "expert")
STONES = Interview(
    "Stones are slow letters",
    (),
    "en",
    (DANA, LOU),
    (
        said(DANA, "Doctor Pebblethwaite, you keep a stone on your pillow."),
        said(LOU, "On my husband's pillow. He snores, and the stone does not mind."),
        said(DANA, "When did you start to collect them?"),
        said(
            LOU,
            "At four. I brought one to dinner and it was asked to leave the table.",
            "My mother said: nothing that has been licked by a cow goes next to the butter. I thought that was unfair.",
        ),
        said(DANA, "What can a pebble tell us?"),
        said(
            LOU,
            "Everything, if you have a week. First: where it was born. Second: how far it walked. Third: who stepped on it.",
            "I once followed a red one for sixty miles, up the river, in the rain, and found a garden centre.",
        ),
        said(DANA, "That sounds disappointing."),
        said(LOU, "Not at all. They gave me a discount. Would you like to see the receipt?"),
        said(DANA, "Perhaps later. Is there a stone you are afraid of?"),
        said(LOU, "Kidney."),
        said(DANA, "Thank you for your patience with me."),
        said(LOU, "I am a geologist. Patience is where I live."),
    ),
)

SAMPLES: dict[str, Interview] = {
    "bakery": BAKERY,
    "lighthouse": LIGHTHOUSE,
    "buttons": BUTTONS,
    "pond": POND,
    "clocks": CLOCKS,
    "library": LIBRARY,
    "paper": PAPER,
    "stones": STONES,
}

_NAMES = ["Anna Muster", "Ben Beispiel", "Carla Vorlage", "Doris Entwurf", "Emil Probe", "Jo Template", "Kim Mockup"]
_PARTS = {
    "de": (
        ["Wie lange", "Warum", "Seit wann", "Wo", "Für wen", "Und womit"],
        ["streichen Sie", "zählen Sie", "suchen Sie", "reparieren Sie", "verschenken Sie"],
        ["die alten Boote", "so viele Regenschirme", "den Mond über Bad Quast", "diese Treppen", "Ihre Tauben"],
        ["Wir haben", "Ich habe", "Mein Onkel hat", "Die Nachbarin hat", "Im Winter habe ich"],
        ["lange vergessen", "zweimal gewogen", "heimlich bemalt", "nie verstanden", "um 14:30 Uhr abgeholt"],
        ["Merke: ", "Kurz gesagt: ", "Erstens: ", "Fazit: "],
    ),
    "en": (
        ["How long", "Why", "Since when", "Where", "For whom", "And how often"],
        ["do you paint", "do you count", "do you look for", "do you mend", "do you give away"],
        ["the old boats", "so many umbrellas", "the moon over Little Tarry", "these stairs", "your pigeons"],
        ["We have", "I have", "My uncle has", "The neighbour has", "In winter I have"],
        ["long forgotten", "weighed twice", "secretly painted", "never understood", "collected at 2:30"],
        ["Remember: ", "In short: ", "Firstly: ", "Rule one: "],
    ),
}


def _statement(choose: Random, language: str) -> str:
    _, _, things, subjects, done, _ = _PARTS[language]
    subject, thing, verb = choose.choice(subjects), choose.choice(things), choose.choice(done)
    return f"{subject} {thing} {verb}." if language == "de" else f"{subject} {verb} {thing}."


def _question(choose: Random, language: str) -> str:
    asks, does, things, _, _, _ = _PARTS[language]
    question = f"{choose.choice(asks)} {choose.choice(does)} {choose.choice(things)}?"
    statement = _statement(choose, language)
    return choose.choice([question, question, f"{statement} {question}", statement])


def _answer(choose: Random, language: str, openers: list[str]) -> tuple[str, ...]:
    """One to three paragraphs. Each of the openers, "Merke: ", is used once: what recurs could be a speaker."""
    paragraphs = []
    for _ in range(choose.choice([1, 1, 2, 3])):
        sentences = [_statement(choose, language) for _ in range(choose.choice([1, 2, 2, 3]))]
        opener = openers.pop() if openers and choose.random() < 0.25 else ""
        paragraphs.append(opener + " ".join(sentences))
    return tuple(paragraphs)


def composed(seed: int) -> Interview:
    """An interview of 4 to 8 exchanges; some questions are statements. The same for the same seed."""
    choose = Random(seed)  # noqa: S311 - nothing secret in it
    language: Literal["de", "en"] = choose.choice(["de", "en"])
    names = choose.sample(_NAMES, k=len(_NAMES))
    askers = [Person(n, n.split()[0], "asker") for n in names[: choose.choice([1, 1, 1, 2])]]
    experts = [Person(n, n.split()[-1], "expert") for n in names[2 : choose.choice([3, 3, 4])]]
    title, *headings = [t[0].upper() + t[1:] for t in choose.sample(_PARTS[language][2], k=3)]
    openers = choose.sample(_PARTS[language][5], k=4)
    items: list[Item] = []
    for n in range(choose.randint(4, 8)):
        if n in (2, 5) and headings and choose.random() < 0.5:
            items.append(Heading(headings.pop()))
        items.append(said(askers[n % len(askers)], _question(choose, language)))
        # Everybody speaks twice at least: who speaks once could be anybody's quotation.
        items.append(said(experts[n // 2 % len(experts)], *_answer(choose, language, openers)))
    standfirst = (_statement(choose, language),) if choose.random() < 0.5 else ()
    return Interview(title, standfirst, language, (*askers, *experts), tuple(items))
