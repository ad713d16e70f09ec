"""What real files hold beside labels and text: each case is small, and stands for a general cause."""

import pytest

from interviews.transcripts import Heading, Note, Transcript, Turn, read_transcript


def outline(transcript: Transcript) -> list[str]:
    """Each item in a line: `# heading`, `> note`, `Anna? …` and `Anna! …` for questions and answers."""
    lines = []
    for item in transcript.items:
        match item:
            case Heading():
                lines.append(f"# {item.text}")
            case Note():
                lines.append(f"> {item.text}")
            case Turn():
                sign = "?" if item.kind == "question" else "!"
                lines.append(f"{item.speaker or ''}{sign} {' / '.join(item.paragraphs)}")
    return lines


CASES = {
    "names with apostrophes": (
        "a.txt",
        "LUCY HART (LH): Who is right?\n\nPADRAIG O’DEA (PO): I am.\n\nLH: Since when?\n\nPO: Since ever.",
        ["LUCY HART? Who is right?", "PADRAIG O’DEA! I am.", "LUCY HART? Since when?", "PADRAIG O’DEA! Since ever."],
    ),
    "no space behind the colon": (
        "a.txt",
        "HEFT: Woran bauen Sie?\n\nKAHN:An einem Boot.\n\nHEFT:Und wann schwimmt es?\n\nKAHN: Im Mai.",
        ["HEFT? Woran bauen Sie?", "KAHN! An einem Boot.", "HEFT? Und wann schwimmt es?", "KAHN! Im Mai."],
    ),
    "a profession behind the name, at first": (
        "a.txt",
        "Heft: Frau Holm, wann zum Arzt?\n\nDr. med. Jana Holm, Kardiologin: Wenn es bleibt.\n\n"
        "Heft: Immer?\n\nHolm: Fast.\n\nHeft: Und Sie?\n\nHolm: Ich auch.",
        [
            "Heft? Frau Holm, wann zum Arzt?",
            "Dr. med. Jana Holm, Kardiologin! Wenn es bleibt.",
            "Heft? Immer?",
            "Dr. med. Jana Holm, Kardiologin! Fast.",
            "Heft? Und Sie?",
            "Dr. med. Jana Holm, Kardiologin! Ich auch.",
        ],
    ),
    "first names once, then their letters; two labels in one paragraph": (
        "a.md",
        "**_Nora: Wer bist du?_**\n\n**Ada:** Ich bin Töpferin.\n\n**_N: Seit wann?_**\n\n**A:** Seit 2001.\n\n"
        "**_N: Warum Ton?_** **A:** Weil er warm ist.\n\n**_N: Ein Rat?_**\n\n**A:** Geduld.",
        [
            "Nora? Wer bist du?",
            "Ada! Ich bin Töpferin.",
            "Nora? Seit wann?",
            "Ada! Seit 2001.",
            "Nora? Warum Ton?",
            "Ada! Weil er warm ist.",
            "Nora? Ein Rat?",
            "Ada! Geduld.",
        ],
    ),
    "a time and a name, the text on the next line": (
        "a.md",
        "[00:00:02] Uwe\nSeit wann backen Sie?\n\n[00:00:09] Frau\nSeit zwanzig Jahren.\n\n"
        "[00:00:12] Uwe\nSo lange schon?\n\n[00:00:15] Frau\nJa.\n\n[00:00:18] Uwe\nUnd warum?\n\n[00:00:21] Frau\nDarum.",
        [
            "Uwe? Seit wann backen Sie?",
            "Frau! Seit zwanzig Jahren.",
            "Uwe? So lange schon?",
            "Frau! Ja.",
            "Uwe? Und warum?",
            "Frau! Darum.",
        ],
    ),
    "attribute lists of kramdown say which paragraph is a heading": (
        "a.md",
        "Wie kamen Sie zu den Bienen?\n{: .font-h4 }\n\nDurch meinen Opa. Wer fragt schon, warum? Ich nicht.\n\n"
        "Was war schwer?\n{: .font-h4 }\n\nDie Stiche.\n\nDanke für Ihre Zeit!\n{: .font-h4 }",
        [
            "? Wie kamen Sie zu den Bienen?",
            "! Durch meinen Opa. Wer fragt schon, warum? Ich nicht.",
            "? Was war schwer?",
            "! Die Stiche.",
            "? Danke für Ihre Zeit!",
        ],
    ),
    "follow-up questions a level below, numbered headings": (
        "a.md",
        "# Gespräch\n\n## Question 1: Was isst du gern?\n\n*„Suppe.“*\n\n### Kannst du das genauer sagen?\n\n"
        "*„Linsen.“*\n\n##Wer kocht?\n\n*„Mein Bruder hat geschrieben: Koch mal selbst.“*",
        [
            "? Question 1: Was isst du gern?",
            "! *„Suppe.“*",
            "? Kannst du das genauer sagen?",
            "! *„Linsen.“*",
            "? Wer kocht?",
            "! *„Mein Bruder hat geschrieben: Koch mal selbst.“*",
        ],
    ),
    "keys above unlabelled questions are nobody": (
        "a.md",
        "BIO: Ann Lee paints boats. She lives in Hull.\n\n- Website: https://ann.example\n\n"
        "1. __Tell us about yourself.__\n\n    I paint boats.\n\n1. __How did you start?__\n\n    With my uncle.\n\n"
        "1. __What is next?__\n\n    A ferry.",
        [
            "> Website: https://ann.example",
            "? Tell us about yourself.",
            "! I paint boats.",
            "? How did you start?",
            "! With my uncle.",
            "? What is next?",
            "! A ferry.",
        ],
    ),
    "a rule above closing words": (
        "a.md",
        "**Dan:** What do you sell?\n\n**Mia:** Tea.\n\n**Dan:** Why?\n\n**Mia:** I like it.\n\n-------\n\n"
        "We love sharing stories like this. Visit the shop.",
        [
            "Dan? What do you sell?",
            "Mia! Tea.",
            "Dan? Why?",
            "Mia! I like it.",
            "> We love sharing stories like this. Visit the shop.",
        ],
    ),
    "rules between turns are no text": (
        "a.txt",
        "Heft: Wie?\n\nKahn: So.\n\n---\n\nHeft: Was?\n\nKahn: Das.\n\n* * *\n\nHeft: Wo?\n\nKahn: Hier.",
        ["Heft? Wie?", "Kahn! So.", "Heft? Was?", "Kahn! Das.", "Heft? Wo?", "Kahn! Hier."],
    ),
    "thanks without a label": (
        "a.md",
        "*How did you start?*\n\nWith a kite.\n\n*What is next?*\n\nA balloon.\n\nThanks for the interview!",
        ["? How did you start?", "! With a kite.", "? What is next?", "! A balloon.", "? Thanks for the interview!"],
    ),
    "two hosts and a guest": (
        "a.md",
        "**Ina Holt:** I am Ina Holt.\n\n**Bo Rask:** And I am Bo Rask.\n\n"
        "**Ina Holt:** Today Bo and I talk with Kai Lund, who builds bridges.\n\n"
        "**Bo Rask:** So how did you start?\n\n**Kai Lund:** With my dad.\n\n"
        "**Bo Rask:** What was the first bridge?\n\n**Kai Lund:** A plank.\n\n"
        "**Ina Holt:** And the next one?\n\n**Kai Lund:** A longer plank.",
        [
            "Ina Holt? I am Ina Holt.",
            "Bo Rask? And I am Bo Rask.",
            "Ina Holt? Today Bo and I talk with Kai Lund, who builds bridges.",
            "Bo Rask? So how did you start?",
            "Kai Lund! With my dad.",
            "Bo Rask? What was the first bridge?",
            "Kai Lund! A plank.",
            "Ina Holt? And the next one?",
            "Kai Lund! A longer plank.",
        ],
    ),
    "page numbers that stand alone": (
        "a.txt",
        "Heft: Wie?\n\n– 2 –\n\nKahn: So.\n\nSeite 3 von 3\n\nHeft: Was?\n\nKahn: Das.",
        ["Heft? Wie?", "Kahn! So.", "Heft? Was?", "Kahn! Das."],
    ),
    "scripts of a site generator": (
        "a.md",
        "import Callout from '../callout.astro';\n\n**Mo:** Why knock?\n\n**Li:** Manners.\n\n**Mo:** And then?\n\n**Li:** Wait.",
        ["Mo? Why knock?", "Li! Manners.", "Mo? And then?", "Li! Wait."],
    ),
    "paragraphs of Markdown that are all inline HTML": (
        "a.md",
        '<p class="lead">A lead sentence.</p>\n\n<strong>Q: How many?</strong>\n\n<strong>A:</strong> Six.\n\n'
        "<strong>Q: Which one?</strong>\n\n<strong>A:</strong> English.",
        ["Q? How many?", "A! Six.", "Q? Which one?", "A! English."],
    ),
    "names alone above wrapped text": (
        "a.txt",
        "Titel der Sache\n===============\n\nFRAGE\nWie lange dauert das?\n\nKESSELRING\nEin Jahr.\n\n"
        "FRAGE\nUnd danach?\n\nKESSELRING\nRuhe.",
        ["FRAGE? Wie lange dauert das?", "KESSELRING! Ein Jahr.", "FRAGE? Und danach?", "KESSELRING! Ruhe."],
    ),
    "a messenger's export": (
        "a.txt",
        "13.05.24, 14:02 - Lena: Wann war das?\n13.05.24, 14:05 - Jan: Im Mai.\n"
        "13.05.24, 14:06 - Lena: Und dann?\n13.05.24, 14:07 - Jan: Juni.",
        ["Lena? Wann war das?", "Jan! Im Mai.", "Lena? Und dann?", "Jan! Juni."],
    ),
    "a turn in a quote that goes on in it": (
        "a.md",
        "> **Frage:** Wie?\n\n> **Antwort:** So.\n>\n> Und nicht anders.\n\n> **Frage:** Was?\n\n> **Antwort:** Das.",
        ["Frage? Wie?", "Antwort! So. / Und nicht anders.", "Frage? Was?", "Antwort! Das."],
    ),
    "numbers that count bold questions; what a site generator is told about a picture": (
        "a.md",
        "**1. Who?**\n\nMe.\n\n![a pier](p.jpg){width=80%}\n\n**2. When?**\n\nIn May.\n\n**3. Why?**\n\nThat is all.",
        ["? Who?", "! Me.", "> a pier", "? When?", "! In May.", "? Why?", "! That is all."],
    ),
    "a caption in italics": (
        "a.md",
        "**Ann:** Who?\n\n**Bo:** Me. I was there.\n\n*A page from the log of a ship*\n\n**Ann:** When?\n\n**Bo:** In May.",
        ["Ann? Who?", "Bo! Me. I was there.", "> A page from the log of a ship", "Ann? When?", "Bo! In May."],
    ),
    "somebody who speaks once, at the beginning": (
        "a.txt",
        "SPRECHERIN: Willkommen! Wer ist heute da?\n\nKarla: Wer bist du?\n\nAnna: Ich bin Anna.\n\nKarla: Woher?\n\nAnna: Aus Kiel.",
        [
            "SPRECHERIN? Willkommen! Wer ist heute da?",
            "Karla? Wer bist du?",
            "Anna! Ich bin Anna.",
            "Karla? Woher?",
            "Anna! Aus Kiel.",
        ],
    ),
    "front matter that is indented, and what to read next": (
        "a.md",
        "---\n title: Boote\n author: X\n---\n\n**Ann:** Who?\n\n**Bo:** Me.\n\n**Ann:** When?\n\n**Bo:** In May.\n\n"
        "**More on boats:** [The yard](https://yard.example)",
        ["Ann? Who?", "Bo! Me.", "Ann? When?", "Bo! In May.", "> **More on boats:** [The yard](https://yard.example)"],
    ),
    "<font> across a paragraph": (
        "a.html",
        "<html><body><font face='A'><p><b>MB</b>: Is there a </font><font face='B'>yacc</font><font face='A'>-y look?</p>"
        "<p><b>Stone</b>: Yes.</p><p><b>MB</b>: And then?</p><p><b>Stone</b>: No.</p></font></body></html>",
        ["MB? Is there a yacc-y look?", "Stone! Yes.", "MB? And then?", "Stone! No."],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_small_files_of_the_wild(name: str) -> None:
    file, text, expected = CASES[name]
    assert outline(read_transcript(text, file)) == expected


def test_times_without_brackets_are_no_text() -> None:
    transcript = read_transcript(
        "Ein Gespräch\n\n0:40 Willkommen, Ole.\n\n0:42 Danke für die Einladung.\n\n1:10 Wie fing es an?\n\n"
        "1:12 Mit einem Brot um 5:30 Uhr."
    )
    said = [text for item in transcript.items if isinstance(item, Turn) for text in item.paragraphs]
    assert said[-1] == "Mit einem Brot um 5:30 Uhr."
    assert "0:42" not in " ".join(said)


def test_a_row_without_a_name_raises_a_doubt() -> None:
    rows = "".join(f"Jo,Warum {n}?\nMay,Darum {n}.\n" for n in range(5))
    transcript = read_transcript(f"speaker,text\n{rows},Und so weiter.\n", "a.csv")
    assert [(d.code, d.text) for d in transcript.doubts] == [("missing_label", "Und so weiter.")]


def test_a_headline_may_begin_with_its_kind() -> None:
    transcript = read_transcript(
        "Transcript: Small engines, episode 41\n\nAda: Why?\n\nBo: Because.\n\nAda: And?\n\nBo: That is all."
    )
    assert transcript.title == "Transcript: Small engines, episode 41"


def test_a_quote_below_the_title_is_the_standfirst() -> None:
    transcript = read_transcript(
        "# Der Plan\n\n> Seit Jahren zeichnet er die Stadt.\n\n__Warum?__\n\nDarum.\n\n__Wie?__\n\nSo.", "a.md"
    )
    assert transcript.standfirst == ("Seit Jahren zeichnet er die Stadt.",)
