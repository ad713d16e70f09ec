"""Markdown as people write interviews in it: blocks, looks, discards, and nothing lost."""

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interviews.transcripts.blocks import Block, Document
from interviews.transcripts.errors import TranscriptError
from interviews.transcripts.formats import markdown
from interviews.transcripts.source import SourceFile


def read(text: str) -> Document:
    return markdown.read(SourceFile(text.encode(), "gespräch.md"))


def blocks(text: str) -> list[Block]:
    return read(text).blocks


def texts(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


def looks(block: Block) -> list[tuple[str, str]]:
    return [(run.text, "b" * run.bold + "i" * run.italic + "c" * run.code) for run in block.runs]


def discards(text: str) -> list[tuple[int, str, str]]:
    return [(d.line, d.reason, d.text) for d in read(text).discarded]


# Paragraphs and lines


def test_every_source_line_is_a_block() -> None:
    found = blocks("Erste Zeile\nweiter im Satz  \nneue Zeile\\\nnoch eine<br>und eine<br><br>Absatz\n\nNächster")

    assert [(b.line, b.joint, b.text) for b in found] == [
        (1, "paragraph", "Erste Zeile"),
        (2, "space", "weiter im Satz"),
        (3, "line", "neue Zeile"),
        (4, "line", "noch eine"),
        (4, "line", "und eine"),
        (4, "paragraph", "Absatz"),
        (6, "paragraph", "Nächster"),
    ]


def test_looks_reach_over_lines() -> None:
    found = blocks(
        "**Eine Frage\nüber zwei Zeilen?**\n\n***Berta**: Wie „so“\nund weiter?*\n\n__fett _beides\nnoch_ aus__ Text"
    )

    assert [looks(b) for b in found] == [
        [("Eine Frage", "b")],
        [("über zwei Zeilen?", "b")],
        [("Berta", "bi"), (": Wie „so“", "i")],
        [("und weiter?", "i")],
        [("fett ", "b"), ("beides", "bi")],
        [("noch", "bi"), (" aus", "b"), (" Text", "")],
    ]


def test_links_and_code_over_lines_keep_the_line_numbers() -> None:
    found = blocks('Im [großen\nBuch](https://buch.example/a\n"Titel") steht `viel\nCode` und\nEnde')

    assert [(b.line, b.text) for b in found] == [
        (1, "Im großen"),
        (2, "Buch steht viel Code und"),
        (5, "Ende"),
    ]
    assert found[0].runs[1].href == found[1].runs[0].href == "https://buch.example/a"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("**Frage: **Wie geht es?", [("Frage:", "b"), (" Wie geht es?", "")]),
        ("** Berta:** Gut.", [("Berta:", "b"), (" Gut.", "")]),
        ("**Berta:**Gut.", [("Berta:", "b"), ("Gut.", "")]),
        ("**„Nie“**sagte sie **laut** und **„Doch“**er", None),
        ("Er sagte**: nie**mals", [("Er sagte", ""), (": nie", "b"), ("mals", "")]),
        (r"\*\*kein\*\* Fett", [("**kein** Fett", "")]),
        ("2 ** 3 ** 4", [("2 ** 3 ** 4", "")]),
        ("***FIV**: Wie geht *das*? *", [("FIV", "bi"), (": Wie geht das?", "i")]),
        ("*Was denn nun? *", [("Was denn nun?", "i")]),
        ("ein ** allein", [("ein ** allein", "")]),
        ("Kolleg*innen und jede*r Leser*in", [("Kolleg*innen und jede*r Leser*in", "")]),
        ("**Leser*innen und Autor*innen:** Ja", [("Leser*innen und Autor*innen:", "b"), (" Ja", "")]),
        (
            "ein *kursives*r, `a*b` und *Leser*innen auch*",
            [("ein ", ""), ("kursives", "i"), ("r, ", ""), ("a*b", "c"), (" und ", ""), ("Leser*innen auch", "i")],
        ),
    ],
)
def test_marks_that_commonmark_leaves_are_mended(line: str, expected: list[tuple[str, str]] | None) -> None:
    (block,) = blocks(line)

    if expected is None:
        assert "*" not in block.text
        assert [text for text, look in looks(block) if look] == ["„Nie“", "laut", "„Doch“"]
    else:
        assert looks(block) == expected


def test_malformed_label_does_not_make_the_next_lines_bold() -> None:
    found = blocks("**FIV: **Was nun?\n** Berta:** Nichts.\n**FIV:**Gut.")

    assert [looks(b)[0] for b in found] == [("FIV:", "b"), ("Berta:", "b"), ("FIV:", "b")]
    assert not any(run.bold for b in found for run in b.runs[1:])


def test_escapes_and_entities_are_characters() -> None:
    assert texts(r"\[04:10\] Kolleg\*innen &amp; M&uuml;tter&nbsp;da \# &lt;b&gt;") == [
        "[04:10] Kolleg*innen & Mütter\u00a0da # <b>"
    ]


def test_indented_lines_are_text() -> None:
    found = blocks("FIV: Text\n\n    eingerückt **fett**\n\n\tmit Tabulator")

    assert [(b.text, b.indent) for b in found] == [("FIV: Text", 0), ("eingerückt fett", 4), ("mit Tabulator", 4)]


def test_without_blank_lines_every_line_stands_alone() -> None:
    lines = [
        "# Titel",
        "",
        *(f"**{name}:** Das ist der Satz Nummer {n}." for n in range(4) for name in ("FIV", "Berta")),
    ]

    assert {b.joint for b in blocks("\n".join(lines))[2:]} == {"line"}
    assert {b.joint for b in blocks("\n".join([*lines, "", "Nachtrag."]))[2:-1]} == {"space"}


# Headings and rules


def test_headings() -> None:
    found = blocks(
        "# Titel {#oben .x} #\n\n## Zwei ##\n{: .klasse}\n\nUnterstrichen\n=============\n\nKurz\n---\n\n#1 ist kein Titel"
    )

    assert [(b.heading, b.text) for b in found] == [
        (1, "Titel"),
        (2, "Zwei"),
        (1, "Unterstrichen"),
        (2, "Kurz"),
        (0, "#1 ist kein Titel"),
    ]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Das war der letzte Satz.",
        "zwei Zeilen\nText",
        "**Berta:** Danke!",
        "Berta: Danke!",
        "lang " * 30,
        "„So ist es.“",
    ],
)
def test_rule_directly_below_a_paragraph_makes_no_heading(paragraph: str) -> None:
    found = blocks(f"Vorher\n\n{paragraph}\n---\nNachher")

    assert not any(b.heading for b in found)
    assert found[-1].text == "Nachher"


@pytest.mark.parametrize("rule", ["---", "***", "* * *", "___", "-----"])
def test_rules_are_nothing(rule: str) -> None:
    assert texts(f"Vorher\n\n{rule}\n\nNachher") == ["Vorher", "Nachher"]


# Lists, quotes, tables, code


def test_lists_keep_their_markers_as_written() -> None:
    found = blocks("- eins\n  weiter\n\n  Absatz\n  * tief\n    1) drei\n+ plus\n\n10. zehn\n11. elf")

    assert [(b.marker, b.text, b.joint) for b in found] == [
        ("-", "eins", "paragraph"),
        ("", "weiter", "space"),
        ("", "Absatz", "paragraph"),
        ("*", "tief", "paragraph"),
        ("1)", "drei", "paragraph"),
        ("+", "plus", "paragraph"),
        ("10.", "zehn", "paragraph"),
        ("11.", "elf", "paragraph"),
    ]


def test_numbers_at_the_beginning_are_not_lost() -> None:
    found = blocks("1986. Das war das Jahr.\n\n1986.\n\n3. 10. 1990 war ein Mittwoch.\n\n5. 6.")

    assert [(b.marker, b.text) for b in found] == [
        ("1986.", "Das war das Jahr."),
        ("", "1986."),
        ("", "3. 10. 1990 war ein Mittwoch."),
        ("", "5. 6."),
    ]


def test_dashes_of_speech_are_text() -> None:
    assert [(b.marker, b.text) for b in blocks("– Wie?\n\n— So.\n\n\\- Nein")] == [
        ("", "– Wie?"),
        ("", "— So."),
        ("", "- Nein"),
    ]


def test_quotes() -> None:
    found = blocks("> Zitat\nfaul weiter\n>\n> > tief\n\nText")

    assert [(b.quote, b.text) for b in found] == [
        (True, "Zitat"),
        (True, "faul weiter"),
        (True, "tief"),
        (False, "Text"),
    ]


def test_tables_are_a_block_per_row_with_all_their_cells() -> None:
    found = blocks("| Wer | Was |\n|---|:-:|\n| FIV | **Wie?** | mehr |\n| Berta |\n\nText")

    assert [(b.line, b.cells, b.text) for b in found] == [
        (1, ("Wer", "Was"), "Wer | Was"),
        (3, ("FIV", "Wie?", "mehr"), "FIV | Wie? | mehr"),
        (4, ("Berta", ""), "Berta | "),
        (6, (), "Text"),
    ]
    assert found[1].runs[2].bold


def test_fenced_code_is_literal() -> None:
    found = blocks("```python\nx = {{ y }} # **z**\n\nnoch\n```\nText `{% raw %}`")

    assert [(b.line, b.joint, looks(b)[-1]) for b in found] == [
        (2, "paragraph", ("x = {{ y }} # **z**", "c")),
        (4, "paragraph", ("noch", "c")),
        (6, "paragraph", ("{% raw %}", "c")),
    ]


# Images, links, footnotes


def test_images_are_notes() -> None:
    found = blocks(
        '![Ein Boot](a.jpg)\n*Bildzeile*\n\nText ![am Kai](b.jpg) geht\nweiter\n\n[![Knopf](c.png)](https://k.example)\n\n![](d.jpg "Nur Titel")'
    )

    assert [(b.line, b.hint, b.joint, b.text) for b in found] == [
        (1, "note", "paragraph", "Ein Boot"),
        (2, "", "paragraph", "Bildzeile"),
        (4, "", "paragraph", "Text geht"),
        (5, "", "space", "weiter"),
        (4, "note", "paragraph", "am Kai"),
        (7, "note", "paragraph", "Knopf"),
        (9, "note", "paragraph", "Nur Titel"),
    ]


def test_image_without_words_is_listed() -> None:
    assert discards("Text\n\n![](bild.jpg)") == [(3, "image", "bild.jpg")]


def test_links() -> None:
    text = "[a](https://a.example) [b][ziel] [ziel] [Ziel][] <https://auto.example> [weg][nirgends] [js](javascript:x)\n\n[ziel]: https://z.example"
    (block,) = blocks(text)

    assert [(run.text, run.href) for run in block.runs if run.href] == [
        ("a", "https://a.example"),
        ("b", "https://z.example"),
        ("ziel", "https://z.example"),
        ("Ziel", "https://z.example"),
        ("https://auto.example", "https://auto.example"),
    ]
    assert block.text.endswith("[weg][nirgends] js")
    assert discards(text) == [(1, "link target", "javascript:x"), (3, "link target", "[ziel]: https://z.example")]


def test_bracketed_speaker_is_no_link_definition() -> None:
    assert texts("[Berta]: Danke.\n\n[00:10]: Ja.") == ["[Berta]: Danke.", "[00:10]: Ja."]


def test_footnotes_are_notes_where_they_stand() -> None:
    text = "Satz[^1] und^[gleich *hier*] weiter[^fehlt].\n\n[^1]: Erklärung\n    geht weiter\n\n    Absatz\n\nDanach"

    assert [(b.line, b.hint, b.text) for b in blocks(text)] == [
        (1, "", "Satz und weiter."),
        (1, "note", "gleich hier"),
        (3, "note", "Erklärung"),
        (4, "note", "geht weiter"),
        (6, "note", "Absatz"),
        (8, "", "Danach"),
    ]
    assert {reason for _, reason, _ in discards(text)} == {"footnote mark"}


def test_wiki_links_show_their_label() -> None:
    assert texts("Die [[Hebamme|Frau]] und [[Kiel]] [[lacht]] ![[foto.png]]") == ["Die Frau und Kiel [[lacht]]"]


# HTML


def test_inline_html() -> None:
    (block,) = blocks(
        "<b>fett</b> <i>kursiv</i> <u>Wort</u> H<sub>2</sub>O <a href='https://a.example'>da</a> <lacht> 2 < 3"
    )

    assert looks(block)[:3] == [("fett", "b"), (" ", ""), ("kursiv", "i")]
    assert block.text == "fett kursiv Wort H2O da <lacht> 2 < 3"


def test_html_blocks_become_blocks() -> None:
    text = (
        "<aside style='x'>\n  <p>Kasten **fett**</p>\n</aside>\n\n<details><summary>Mehr</summary>\n\nDrin\n\n</details>\n\n"
        "<h2>Kapitel</h2>\n<ul><li>eins</li><li>zwei</li></ul>\n<blockquote>\n\nZitat\n\n</blockquote>\n\n<hr style='a: b' />\n\nEnde"
    )

    assert [(b.text, b.heading, b.marker, b.quote) for b in blocks(text)] == [
        ("Kasten fett", 0, "", False),
        ("Mehr", 0, "", False),
        ("Drin", 0, "", False),
        ("Kapitel", 2, "", False),
        ("eins", 0, "-", False),
        ("zwei", 0, "-", False),
        ("Zitat", 0, "", True),
        ("Ende", 0, "", False),
    ]


def test_caption_goes_before_description() -> None:
    text = '<figure>\n<img src="a.jpg" alt="Ein Boot">\n<figcaption>Das *Boot* im Hafen</figcaption>\n</figure>\n\n<img alt="Nur so" src="b.jpg">'

    assert [(b.line, b.hint, b.text) for b in blocks(text)] == [(3, "note", "Das Boot im Hafen"), (6, "note", "Nur so")]
    assert discards(text) == [(2, "image", "Ein Boot")]


def test_html_tables() -> None:
    found = blocks("<table><tr><th>Wer</th><th>Was</th></tr>\n<tr><td>FIV</td>\n<td>Wie?</td></tr></table>\n\nText")

    assert [(b.cells, b.text) for b in found] == [
        (("Wer", "Was"), "Wer | Was"),
        (("FIV", "Wie?"), "FIV | Wie?"),
        ((), "Text"),
    ]


def test_comments_and_scripts_are_listed() -> None:
    text = "A<!-- weg -->b\n\n<!--- über\n\nAbsätze --->\nText\n\n<script>\nvar x\n\ny\n</script>\n\nEnde %%notiz%% da"

    assert texts(text) == ["Ab", "Text", "Ende da"]
    assert [(line, reason) for line, reason, _ in discards(text)] == [
        (1, "comment"),
        (3, "comment"),
        (8, "script"),
        (14, "comment"),
    ]
    assert blocks(text)[1].line == 6


def test_unclosed_comment_is_text() -> None:
    assert texts("Vorher\n\n<!-- offen\n\nNachher")[-1] == "Nachher"


# Template tags


def test_template_tags_are_listed() -> None:
    text = 'Ein [Team]({{ "/a b" | url }}) hier {% if x %}da{% endif %}.\n{: .lead}\n\n{% include ad.html %}\n\n:::note Hinweis\nText\n:::\n{:toc}'

    assert texts(text) == ["Ein Team hier da.", "Text"]
    assert [(line, reason) for line, reason, _ in discards(text)] == [
        (line, "template tag") for line in (1, 1, 1, 2, 4, 6, 9)
    ]


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ('{% image "img/a.jpg" "float-left" "Zwei Leute am Kai" %}', "Zwei Leute am Kai"),
        ('{{< figure src="x.jpg" class="links schmal" caption="Am Hafen von Kiel" >}}', "Am Hafen von Kiel"),
        ('{{ image("x.jpg", "Frau am Tisch") }}', "Frau am Tisch"),
        ('{% image "assets/my photos/a.jpg" "img-left wide-2" %}', None),
        ('{% include newsletter.html title="Jetzt anmelden bitte" %}', None),
    ],
)
def test_words_of_image_tags_are_notes(tag: str, words: str | None) -> None:
    found = blocks(f"Vorher\n{tag}\nNachher")

    assert [b.text for b in found if b.hint == "note"] == ([words] if words else [])
    assert [b.line for b in found if not b.hint] == [1, 3]
    assert discards(f"Vorher\n{tag}\nNachher") == [(2, "template tag", tag)]


def test_tags_over_lines_keep_the_line_numbers() -> None:
    assert [b.line for b in blocks("Eins\n\n{{< figure\n  src='a.jpg'\n>}}\n\nSieben {% x\n y %} da\nNeun")] == [
        1,
        7,
        9,
    ]


# Front matter


def test_yaml_front_matter() -> None:
    document = read(
        '---\ntitle: "Ein *Gespräch* &amp; mehr"  # Arbeitstitel\nsummary: >\n  Erster Absatz\n  geht weiter.\n\n  Zweiter.\n'
        "lang: de-AT\ntags:\n  - see\ndescription: Nur für Suchmaschinen\n---\n\nText"
    )

    assert document.title == "Ein Gespräch & mehr"
    assert document.standfirst == "Erster Absatz geht weiter.\n\nZweiter."
    assert document.language == "de"
    assert [(b.line, b.text) for b in document.blocks] == [(14, "Text")]
    listed = " ".join(d.text for d in document.discarded)
    assert all(word in listed for word in ("Arbeitstitel", "tags:", "see", "Suchmaschinen"))
    assert "Zweiter" not in listed


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: Wind: eine Liebe\nteaser: 'Kurz'\n---\n",
        '+++\ntitle = "Wind: eine Liebe"\nteaser = "Kurz"\n[extra]\ntitle = "x"\n+++\n',
        '{\n "title": "Wind: eine Liebe",\n "teaser": "Kurz"\n}\n',
        '\n---\nTitle: "Wind: eine Liebe"\ndate: 2021-13-45\nTeaser: |\n  Kurz\n...\n',
    ],
)
def test_other_front_matter(matter: str) -> None:
    document = read(matter + "\nText")

    assert (document.title, document.standfirst) == ("Wind: eine Liebe", "Kurz")
    assert [b.text for b in document.blocks] == ["Text"]


def test_summary_that_repeats_the_body_is_no_standfirst() -> None:
    document = read(
        "---\ntitle: T\nsummary: Sie fährt seit Jahren zur…\n---\n\n# T\n\nSie fährt seit [Jahren](x.html) zur See."
    )

    assert document.standfirst is None
    assert any("summary" in d.text for d in document.discarded)


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nText nach einer Linie",
        "---\nFIV: Wie?\n\nBerta: So.\n\nFIV: Ach!\n---\nEnde",
        "---\nnur Text\n---\nmehr",
    ],
)
def test_rule_at_the_beginning_is_no_front_matter(text: str) -> None:
    document = read(text)

    assert not document.discarded
    assert re.findall(r"\w+", " ".join(b.text for b in document.blocks)) == re.findall(r"\w+", text)


def test_file_without_words_is_an_error() -> None:
    with pytest.raises(TranscriptError) as raised:
        read("---\ntitle: x\n---\n\n<!-- nichts -->\n")

    assert raised.value.code == "no_words"


# Recognition


@pytest.mark.parametrize(
    "text",
    [
        "# Titel\n\nText",
        "**FIV:** Wie?\nBerta: So.",
        "**Wie geht es Ihnen heute?**\n\nGut.",
        "Siehe [hier](https://a.example/x).",
        "---\ntitle: T\n---\nText",
        "Wer | Was\n--- | ---\na | b",
        "Ein Titel\n=========\n\nText",
        "Text\n\n[a]: https://a.example",
        "```\nText\n```",
        "__FIV__ Wie?\n\n__Berta__ So.",
    ],
)
def test_markdown_is_recognised_without_its_suffix(text: str) -> None:
    assert markdown.recognises(SourceFile(text.encode(), "gespräch.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "FIV: Wie?\nBerta: So.\n- eins\n- zwei\n* drei\n1. vier",
        "#1 Wie?\n#2 So.",
        ">> FIV: Wie?\n>> BERTA: So.",
        "Am Montag schrieb Berta:\n> Wie geht es?\n> Gut?\n>> Ja",
        "FIV: *lacht*\n*Musik*\n***\nEnde",
        "FIV: Wie?\n---\nBerta: So.\n----------\nFIV: Ach.",
        "FIV: [lacht](leise) [00:10] 2 * 3 * 4",
        "*****\nStern\n____\nName: ______",
        "[Berta]: Danke.",
    ],
)
def test_plain_text_is_not_taken_for_markdown(text: str) -> None:
    assert not markdown.recognises(SourceFile(text.encode(), "gespräch.txt"))
    assert markdown.recognises(SourceFile(text.encode(), "gespräch.md"))


# Laws

_MARKS = r"""
    ** * _ __ ` ``` ~~~ [ ] ( ) ![ ]( [^ ]: [[ ]] | |---| > - 1. 10. # ## --- === +++ <b> </b> <br> <div> </div> <figure>
    </figure> <figcaption> <td> <tr> <table> </table> <!-- --> {% %} {{ }} {: } {#a %% ::: \ & &amp; <script> </script>
    {::comment} {:/} : :: title: <lacht> <img <ol> <li> </li> https://a.example/ javascript: ^[
"""
_PIECES = st.sampled_from([*_MARKS.split(), "\t", ""])
_TEXTS = st.lists(
    st.one_of(_PIECES, st.sampled_from(["\n", "\n\n", "\n    ", " ", "  \n", "w"])), min_size=1, max_size=60
)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_TEXTS)
def test_no_word_is_lost(parts: list[str]) -> None:
    text = "".join(f"wort{n}x" if part == "w" else part for n, part in enumerate(parts)) + "\n\nwortende"

    document = read(text)

    found = [document.title or "", document.standfirst or "", *(d.text for d in document.discarded)]
    for block in document.blocks:
        found += [block.marker, *(f"{run.text} {run.href}" for run in block.runs)]
        assert "\n" not in block.text
        assert not re.search("[\U0010ffe0-\U0010ffff]", block.text)
        assert block.text.strip() == block.text or block.cells
        assert 1 <= block.line <= text.count("\n") + 1
    assert set(re.findall(r"wort(?:\d+x|ende)", text)) <= set(re.findall(r"wort(?:\d+x|ende)", " ".join(found)))


@pytest.mark.parametrize("depth", [5, 40, 300])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", ">", "* - "])
def test_deep_nesting_loses_nothing(mark: str, depth: int) -> None:
    assert "Wort" in " ".join(texts(f"Vorher\n\n{mark * depth}Wort\n\nNachher"))


@pytest.mark.parametrize(
    "pattern",
    [
        "[",
        "*",
        "_",
        "`",
        "<",
        "#",
        ">",
        "> ",
        "- ",
        "](",
        "![",
        "*a_",
        "<a b='",
        "&",
        "<!--",
        "{{",
        "{%x%}",
        "^[",
        "- a\n",
        "a\n",
        "> a\n",
        "<p>a",
    ],
)
def test_hostile_text_takes_linear_time(pattern: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        read((pattern * size)[:size] + "\n\nEnde")
        return time.process_time() - started

    assert seconds(40_000) < 1 + 6 * seconds(10_000)
