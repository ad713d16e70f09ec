"""What everyday files hold that is easily read wrongly: a cause each, in small files of different form."""

import pytest

from interviews.transcripts import read_transcript

from .test_wild import outline

TYPOS = {
    "a.txt": "RADIO:\tWas tun Sie?\n\nKÖRBER:\tIch putze.\n\nRADIO:\tUnd nachts?\n\nKÖRBRE:\tDa auch.\n\nRADIO:\tUnd sonst?\n\nKÖRBER:\tNichts.",
    "b.txt": "Ann Lee (00:01):\nWhy?\n\nBo Pike (00:03):\nBecause.\n\nAnn Lee (00:05):\nAnd?\n\nBo Pyke (00:07):\nThat is all.\n\n"
    "Ann Lee (00:09):\nReally?\n\nBo Pike (00:11):\nYes.",
    "c.md": "**Ines:** Wie?\n\n**Mareike:** So.\n\n**Ines:** Und dann?\n\n**Marieke:** Anders.\n\n**Ines:** Warum?\n\n**Mareike:** Darum.",
    "d.csv": "speaker,text\nJo,Why is it so?\nHalloran,Because it is.\nJo,And then?\nHaloran,Then it was not.\nJo,Sure?\nHalloran,Yes I am.\n",
}


@pytest.mark.parametrize("name", TYPOS)
def test_a_label_with_a_slip_is_the_same_voice_and_raises_a_doubt(name: str) -> None:
    transcript = read_transcript(TYPOS[name], name)
    assert [(len(transcript.speakers), len(transcript.turns))] == [(2, 6)]
    assert [doubt.code for doubt in transcript.doubts] == ["label_typo"]


def test_a_first_name_in_common_makes_nobody_the_same() -> None:
    transcript = read_transcript(
        "Paul Holm: Wer fängt an?\n\nAnna Berg: Ich.\n\nPaul Holm: Und dann?\n\nAnna Maier: Dann ich.\n\n"
        "Paul Holm: Warum?\n\nAnna Berg: Darum.\n\nPaul Holm: Immer?\n\nAnna Berg: Immer."
    )
    assert "unknown_label" in {doubt.code for doubt in transcript.doubts}


ROLES = {
    "an initial is no part": (
        "a.txt",
        "F. Huber: Ich baue Boote, seit ich denken kann.\n\nA. Meier: Seit wann?\n\n"
        "F. Huber: Seit 1999, mit meinem Vater.\n\nA. Meier: Und warum?\n\nF. Huber: Weil das Wasser da ist.",
        {"F. Huber": "expert", "A. Meier": "asker"},
    ),
    "Fr. is a woman, Interview asks": (
        "a.csv",
        "Sprecher,Text\nInterview,Was tun Sie?\nFr. Tamm,Ich backe Brot.\nInterview,Und nachts?\nFr. Tamm,Nachts auch.\n"
        "Interview,Danke.\n",
        {"Interview": "asker", "Fr. Tamm": "expert"},
    ),
    "who asks from the floor does not moderate": (
        "a.txt",
        "Tamsin: Good evening. Wei, you do the switching.\n\nWei: I write the timetable, and nobody thanks me for it.\n\n"
        "Tamsin: A question from the floor?\n\nAudience member: Which street would you leave dark?\n\n"
        "Wei: The towpath, because everything that lives there likes it so.\n\nTamsin: Wei, are you sure?\n\n"
        "Wei: I am, and I have been since I first walked it at night.",
        {"Tamsin": "asker", "Wei": "expert", "Audience member": "asker"},
    ),
    "two hosts who talk among themselves": (
        "a.md",
        "**Bea:** Welcome back! Karl, did you sleep?\n\n**Karl:** Not much, Bea.\n\n"
        "**Bea:** Our guest is Nadia. Nadia, what do you build?\n\n"
        "**Nadia:** Bridges, mostly small ones, for people who would otherwise walk an hour to the school and back.\n\n"
        "**Karl:** Nadia, who pays for them?\n\n**Nadia:** The villages do, with sand and stones and a week of work.\n\n"
        "**Bea:** And who comes to help, Nadia?\n\n**Nadia:** Everybody who wants to cross, which is everybody.",
        {"Bea": "asker", "Karl": "asker", "Nadia": "expert"},
    ),
    "somebody whom the tool could not name": (
        "a.srt",
        "1\n00:00:01,000 --> 00:00:02,000\nAnn: Why is it so?\n\n2\n00:00:02,000 --> 00:00:03,000\nBo: Because it is.\n\n"
        "3\n00:00:03,000 --> 00:00:04,000\nUnknown: Hear, hear.\n\n4\n00:00:04,000 --> 00:00:05,000\nAnn: And you?\n\n"
        "5\n00:00:05,000 --> 00:00:06,000\nBo: Me too.\n",
        {"Ann": "asker", "Bo": "expert", "Unknown": "unknown"},
    ),
}


@pytest.mark.parametrize("name", ROLES)
def test_roles(name: str) -> None:
    file, text, expected = ROLES[name]
    assert {speaker.label: speaker.role for speaker in read_transcript(text, file).speakers} == expected


LABELLED = "ANN: Why?\n\nBO: Because.\n\nANN: Who?\n\nBO: Me.\n\nANN: When?\n\nBO: In May.\n\nANN: And now?\n\nBO: Now we wait.\n\n"
BOLD = "**Warum?**\n\nDarum.\n\n**Wer?**\n\nIch.\n\n**Wann?**\n\nIm Mai.\n\n**Und jetzt?**\n\nJetzt warten wir.\n\n"

ENDS = {
    "an announcement": ("a.txt", LABELLED + "The exhibition runs until 4 June.", "> The exhibition runs until 4 June."),
    "still the answer": ("a.txt", LABELLED + "And then I go home.", "BO! Now we wait. / And then I go home."),
    "an announcement of two lines": (
        "a.txt",
        LABELLED + "The exhibition runs until 4 June.\n\nIt costs nothing.",
        "> It costs nothing.",
    ),
    "a second paragraph": ("a.txt", LABELLED + "Nobody knows better.", "BO! Now we wait. / Nobody knows better."),
    "a stressed lead-in": ("a.md", BOLD + "**Zur Autorin:** Karla Holm.", "> **Zur Autorin:** Karla Holm."),
    "another lead-in": (
        "a.md",
        BOLD + "**Termin:** Die Halle öffnet im Mai.",
        "> **Termin:** Die Halle öffnet im Mai.",
    ),
    "tags": ("a.md", BOLD + "Blog tags: Mühle, Mehl", "> Blog tags: Mühle, Mehl"),
    "a byline with a day": ("a.md", BOLD + "By Ada Lind on March 3, 2025.", "> By Ada Lind on March 3, 2025."),
    "who spoke with whom": ("a.md", BOLD + "Mit Jana Holm sprach Karla Simon.", "> Mit Jana Holm sprach Karla Simon."),
    "who spoke to whom": ("a.md", BOLD + "Karla Simon spoke to Jana Holm.", "> Karla Simon spoke to Jana Holm."),
    "below a heading for it": ("a.md", BOLD + "## Zur Person\n\nJana backt.", "> Jana backt."),
    "the word for it": ("a.txt", LABELLED + "ENDE", "> ENDE"),
    "who would say it is named": (
        "a.md",
        "**Ole:** Warum?\n\n**Lena:** Darum.\n\nUnd weil es geht.\n\n**Ole:** Wer?\n\n**Lena:** Ich.\n\nMehr von Lena im Mai.",
        "> Mehr von Lena im Mai.",
    ),
}


@pytest.mark.parametrize("name", ENDS)
def test_the_end_of_a_file(name: str) -> None:
    file, text, expected = ENDS[name]
    assert outline(read_transcript(text, file))[-1] == expected


def test_what_a_tool_exported_is_left_out_with_its_byline() -> None:
    transcript = read_transcript(BOLD + "By Ada Lind on March 3, 2025.\n\nExported from Medium on May 1, 2025.", "a.md")
    assert outline(transcript)[-1] == "! Jetzt warten wir."
    assert len(transcript.discarded) == 2


LAYOUTS = {
    "an adverb with a colon names nobody": (
        "a.md",
        "1. Was machst du?\n\nIch baue Boote.\n\n2. Und warum?\n\nWeil es geht.\n\nÜbrigens: Das Holz kommt aus Polen.\n\n"
        "3. Und jetzt?\n\nÜbrigens: Ich höre auf.",
        [
            "? Was machst du?",
            "! Ich baue Boote.",
            "? Und warum?",
            "! Weil es geht. / Übrigens: Das Holz kommt aus Polen.",
            "? Und jetzt?",
            "! Übrigens: Ich höre auf.",
        ],
    ),
    "an editor's note between questions of its look": (
        "a.md",
        "*Why?*\n\nBecause of rain.\n\n*Editor's note: The river has since dried up.*\n\n*And then?*\n\nIt was dry.",
        [
            "? Why?",
            "! Because of rain.",
            "> Editor's note: The river has since dried up.",
            "? And then?",
            "! It was dry.",
        ],
    ),
    "paragraphs that a program counted": (
        "a.txt",
        "1\tI: Wie war es?\n2\tB1: Gut.\n3\tI: Und?\n4\tB2: Nein, schlecht.\n5\tI: Wirklich?\n6\tB1: Ja.",
        ["I? Wie war es?", "B1! Gut.", "I? Und?", "B2! Nein, schlecht.", "I? Wirklich?", "B1! Ja."],
    ),
    "paragraphs counted in brackets": (
        "a.txt",
        "[1] Q: Why?\n[2] A: Because.\n[3] Q: And?\n[4] A: No.",
        ["Q? Why?", "A! Because.", "Q? And?", "A! No."],
    ),
    "a script with names in the middle": (
        "a.txt",
        "               HOST\n     What is a knot, and why should I\n     learn one if I have no boat and do\n     not want any?\n\n"
        "               MS. ORTH\n     You own shoes. And because it is\n     the only tool that you always have\n     with you.\n\n"
        "               HOST\n     How many?\n\n               MS. ORTH\n     Eleven, and that is ten too many if\n     you only own shoes.\n",
        [
            "HOST? What is a knot, and why should I learn one if I have no boat and do not want any?",
            "MS. ORTH! You own shoes. And because it is the only tool that you always have with you.",
            "HOST? How many?",
            "MS. ORTH! Eleven, and that is ten too many if you only own shoes.",
        ],
    ),
    "a header with the page in it": (
        "a.txt",
        "Frage: Was machen die meisten Menschen falsch, wenn sie vor\n         Publikum sprechen?\n\n"
        "Antwort: Sie holen Luft. Das klingt nach einem Scherz, aber ich\n\nManuskript Wolken                        Seite 2\n\n"
        "         Habe es oft gesehen. Wer vor dem ersten Satz tief einatmet,\n         steht unter Druck.\n\n"
        "Frage: Und dann?\n\nAntwort: Dann wird der Ton dünn, und nach drei Minuten ist die\n\n"
        "Manuskript Wolken                        Seite 3\n\n         Stimme weg.\n",
        [
            "Frage? Was machen die meisten Menschen falsch, wenn sie vor Publikum sprechen?",
            "Antwort! Sie holen Luft. Das klingt nach einem Scherz, aber ich Habe es oft gesehen. Wer vor dem ersten Satz tief"
            " einatmet, steht unter Druck.",
            "Frage? Und dann?",
            "Antwort! Dann wird der Ton dünn, und nach drei Minuten ist die Stimme weg.",
        ],
    ),
    "marks around a line with a space too many": (
        "a.md",
        "_ Wie fing es an? _\n\nMit einem Brot.\n\n_Und dann? _\n\nDann kam der Teig.\n\n_Warum?_\n\nDarum.",
        ["? Wie fing es an?", "! Mit einem Brot.", "? Und dann?", "! Dann kam der Teig.", "? Warum?", "! Darum."],
    ),
    "where and when is a note": (
        "a.txt",
        "Der Müller\n\nKiel, im März 2020\n\nEr mahlt seit 1999.\n\nHILL: Why?\n\nROSS: Because.\n\nHILL: And?\n\nROSS: No.",
        ["> Kiel, im März 2020", "HILL? Why?", "ROSS! Because.", "HILL? And?", "ROSS! No."],
    ),
    "who interviewed is a note": (
        "a.txt",
        "The miller\n\nInterviewed by Jo Hill, 3 May 2020.\n\nHILL: Why?\n\nROSS: Because.\n\nHILL: And?\n\nROSS: No.",
        ["> Interviewed by Jo Hill, 3 May 2020.", "HILL? Why?", "ROSS! Because.", "HILL? And?", "ROSS! No."],
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    file, text, expected = LAYOUTS[name]
    assert outline(read_transcript(text, file)) == expected


def test_a_summary_for_lists_yields_to_an_introduction() -> None:
    front = "---\ntitle: Boats\nsummary: About boats.\n---\n\n"
    questions = "**Why?**\n\nBecause.\n\n**And?**\n\nNo."
    introduction = (
        "In a shed by the river, Jo Hill builds boats that nobody ordered, and sells every one of them in the end."
    )
    assert read_transcript(f"{front}{introduction}\n\n{questions}", "a.md").standfirst == (introduction,)
    assert read_transcript(front + questions, "a.md").standfirst == ("About boats.",)


DOUBTS = {
    "an asker's line that asks nothing": (
        "Jo: Why?\n\nMay: Because.\n\nJo: And who did it?\n\nJo: My brother and me.\n\nJo: When?\n\nMay: In May.",
        ("other_reading", "Jo: My brother and me."),
    ),
    "a question that does not end as one": (
        "Wie lang muss ein Rasen sein?\n\nAcht Zentimeter.\n\nUnd beim zehnten?\n\nDer hat nachgemessen.\n\n"
        "Wie sieht Ihr Jahr aus?\n\nIm Januar ruht alles.\n\nIm März wird gesät.\n\nMacht Ihnen das Wetter zu schaffen? Es heißt ja so.\n\n"
        "Für die Leute auf der Tribüne vielleicht.\n\nWas wünschen Sie sich?\n\nRegen.",
        ("other_reading", "Macht Ihnen das Wetter zu schaffen? Es heißt ja so."),
    ),
    "a paragraph that stands twice, once with its label": (
        "Jo: Why?\n\nMay: Because the boat leaked more every year.\n\nBecause the boat leaked more every year.\n\nJo: And?\n\nMay: No.",
        ("repeated_paragraph", "Because the boat leaked more every year."),
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_doubts(name: str) -> None:
    text, expected = DOUBTS[name]
    assert expected in [(doubt.code, doubt.text) for doubt in read_transcript(text).doubts]
