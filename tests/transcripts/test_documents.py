"""Word-processor and web formats: made on the fly, read, and held against their words."""

import io
import re
import zipfile
from html import escape
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.transcripts.blocks import Block, Document
from interviews.transcripts.errors import TranscriptError
from interviews.transcripts.formats import docx, html, odt, rtf
from interviews.transcripts.source import SourceFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
OPEN = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        *(("office", "office"), ("text", "text"), ("style", "style"), ("table", "table")),
        *(("draw", "drawing"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible")),
    )
)


def packed(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return data.getvalue()


def word_file(body: str, styles: str = "", **parts: str) -> bytes:
    types = f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>'
    members = {
        "[Content_Types].xml": types,
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s" '
        f'Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f"<w:styles {WORD}>{styles}</w:styles>",
        "word/document.xml": f"<w:document {WORD}><w:body>{body}</w:body></w:document>",
    }
    members |= {f"word/{name}.xml": f"<w:{name[:3]} {WORD}>{text}</w:{name[:3]}>" for name, text in parts.items()}
    return packed(**members)


def word_style(key: str, name: str, inside: str = "") -> str:
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{inside}</w:style>'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(inside: str, style: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p>'


def open_file(body: str, automatic: str = "", pages: str = "", styles: str = "") -> bytes:
    return packed(
        mimetype="application/vnd.oasis.opendocument.text",
        **{
            "content.xml": f"<office:document-content {OPEN}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {OPEN}><office:styles>{styles}</office:styles>"
            f"<office:master-styles>{pages}</office:master-styles></office:document-styles>",
        },
    )


def rich_text(body: str) -> bytes:
    return (r"{\rtf1\ansi\ansicpg1252\uc1 " + body + "}").encode("latin-1")


def read(form: ModuleType, data: bytes | str) -> Document:
    file = SourceFile(data.encode() if isinstance(data, str) else data)
    assert form.recognises(file)
    document: Document = form.read(file)
    return document


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def block(document: Document, beginning: str) -> Block:
    return next(block for block in document.blocks if block.text.startswith(beginning))


def discards(document: Document) -> list[tuple[str, str]]:
    return [(discard.text, discard.reason) for discard in document.discarded]


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


# -- Word


def test_word_title_and_subtitle_are_fields_of_the_document() -> None:
    styles = word_style("T", "Title") + word_style("S", "Subtitle")

    document = read(
        docx,
        word_file(
            paragraph(run("Wie Steine"), "T")
            + paragraph(run("wandern"), "T")
            + paragraph(run("Ein Gespräch"), "S")
            + paragraph(run("FIV: Guten Tag")),
            styles,
        ),
    )

    assert (document.title, document.standfirst) == ("Wie Steine wandern", "Ein Gespräch")
    assert texts(document) == ["FIV: Guten Tag"]


def test_bold_of_a_word_style_reaches_the_runs_and_may_be_switched_off() -> None:
    styles = word_style("F", "Frage", "<w:rPr><w:b/></w:rPr>")
    switched_off = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve"> leise</w:t></w:r>'

    document = read(docx, word_file(paragraph(run("Warum?"), "F") + paragraph(run("Laut") + switched_off, "F"), styles))

    assert [(run.text, run.bold) for block in document.blocks for run in block.runs] == [
        ("Warum?", True),
        ("Laut", True),
        (" leise", False),
    ]
    assert {block.hint for block in document.blocks} == {"question"}


def test_text_around_a_text_box_stays_and_the_box_is_listed_once() -> None:
    box = "<w:txbxContent>" + paragraph(run("Kasten")) + "</w:txbxContent>"
    twice = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )

    document = read(docx, word_file(paragraph(run("davor ") + f"<w:r>{twice}</w:r>" + run("danach"))))

    assert texts(document) == ["davor danach"]
    assert discards(document) == [("Kasten", "outside the text")]
    assert codes(document) == ["unplaced"]


def test_a_word_file_of_text_boxes_only_keeps_their_words() -> None:
    box = "<w:r><w:pict><w:txbxContent>" + paragraph(run("FIV: Hallo")) + "</w:txbxContent></w:pict></w:r>"

    document = read(docx, word_file(paragraph(box)))

    assert texts(document) == ["FIV: Hallo"]


def test_tracked_changes_without_a_date_keep_insertions_and_list_deletions() -> None:
    changed = (
        f'{run("Das ist ")}<w:del w:author="L"><w:r><w:delText>schlecht</w:delText></w:r></w:del>'
        f'<w:ins w:author="L">{run("gut")}</w:ins>'
    )

    document = read(docx, word_file(paragraph(run("Vorher")) + paragraph(changed)))

    assert texts(document) == ["Vorher", "Das ist gut"]
    assert discards(document) == [("schlecht", "tracked deletion")]
    assert [(doubt.code, doubt.line) for doubt in document.doubts] == [("tracked_change", 2)]


def test_a_word_comment_is_no_text_and_names_its_passage() -> None:
    marked = (
        f'{run("Es waren ")}<w:commentRangeStart w:id="1"/>{run("elf Schichten")}<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    comments = f'<w:comment w:id="1">{paragraph(run("Zahl prüfen"))}</w:comment>'

    document = read(docx, word_file(paragraph(marked), comments=comments))

    assert texts(document) == ["Es waren elf Schichten"]
    assert discards(document) == [("Zahl prüfen", "comment")]
    assert [(doubt.code, doubt.text) for doubt in document.doubts] == [("comment", "elf Schichten – Zahl prüfen")]


def test_words_in_fields_controls_and_symbols_of_word_are_text() -> None:
    inside = (
        f'<w:fldSimple w:instr="DATE">{run("am 3. Mai")}</w:fldSimple>'
        f"<w:sdt><w:sdtContent>{run(' kam')}</w:sdtContent></w:sdt>"
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se"/><mc:Fallback><w:t>🙂</w:t></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>"

    document = read(docx, word_file(paragraph(inside + hidden)))

    assert texts(document) == ["am 3. Mai kam🙂"]
    assert discards(document) == [("geheim", "hidden text")]


def test_page_headers_and_contents_of_word_are_listed() -> None:
    styles = word_style("C", "toc 1")

    document = read(
        docx,
        word_file(
            paragraph(run("Kapitel 3"), "C") + paragraph(run("FIV: Ja")),
            styles,
            header1=paragraph(run("Heft 4")),
            header2=paragraph(run("Heft 4")),
        ),
    )

    assert texts(document) == ["FIV: Ja"]
    assert discards(document) == [("Kapitel 3", "table of contents"), ("Heft 4", "page header")]


def test_a_table_row_is_one_block_with_cells_and_a_lone_column_is_text() -> None:
    def table(*rows: tuple[str, ...]) -> str:
        cells = ["".join(f"<w:tc>{cell}</w:tc>" for cell in row) for row in rows]
        return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"

    two = paragraph(run("erst")) + paragraph(run("dann"))

    document = read(
        docx,
        word_file(
            table((paragraph(run("Ida")), two), (paragraph(run("Udo")), paragraph(run("nein"))))
            + paragraph("")
            + table((two,))
        ),
    )

    assert [(block.text, block.cells, block.joint) for block in document.blocks] == [
        ("Ida | erst", ("Ida", "erst"), "paragraph"),
        ("dann", (), "line"),
        ("Udo | nein", ("Udo", "nein"), "paragraph"),
        ("erst", (), "paragraph"),
        ("dann", (), "paragraph"),
    ]


def test_line_breaks_of_word_are_lines_and_two_of_them_a_paragraph() -> None:
    lines = run("eins") + "<w:r><w:br/></w:r>" + run("zwei") + "<w:r><w:br/><w:br/></w:r>" + run("drei")

    document = read(docx, word_file(paragraph(lines)))

    assert [(block.line, block.joint, block.text) for block in document.blocks] == [
        (1, "paragraph", "eins"),
        (1, "line", "zwei"),
        (2, "paragraph", "drei"),
    ]


# -- OpenDocument


def test_bold_paragraph_styles_of_opendocument_are_bold_text() -> None:
    automatic = (
        '<style:style style:name="P1" style:family="paragraph"><style:text-properties fo:font-weight="bold"/>'
        '</style:style><style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-weight="normal"/></style:style>'
    )

    document = read(
        odt,
        open_file(
            '<text:p text:style-name="P1">Warum <text:span text:style-name="T1">eigentlich</text:span>?</text:p>'
            "<text:p>Darum.</text:p>",
            automatic,
        ),
    )

    assert [(run.text, run.bold) for block in document.blocks for run in block.runs] == [
        ("Warum ", True),
        ("eigentlich", False),
        ("?", True),
        ("Darum.", False),
    ]


def test_what_opendocument_keeps_beside_the_text_is_listed() -> None:
    deletion = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>weg</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
    )
    pages = '<style:master-page style:name="S"><style:header><text:p>Heft 4</text:p></style:header></style:master-page>'

    document = read(
        odt,
        open_file(
            f'{deletion}<text:p>Ja<text:change text:change-id="c"/>.<text:tab/>Seite <text:page-number>7</text:page-number>'
            "<office:annotation><text:p>stimmt das?</text:p></office:annotation></text:p>"
            "<text:p>Bild<draw:frame><draw:text-box><text:p>Abb. 1<draw:frame><draw:image/></draw:frame></text:p>"
            "</draw:text-box></draw:frame></text:p>"
            "<text:p>Text<draw:frame><draw:text-box><text:p>Kasten</text:p></draw:text-box></draw:frame></text:p>",
            pages=pages,
        ),
    )

    assert [(block.text, block.hint) for block in document.blocks] == [
        ("Ja. Seite 7", ""),
        ("Bild", ""),
        ("Abb. 1", "note"),
        ("Text", ""),
    ]
    assert sorted(discards(document)) == [
        ("Heft 4", "page header"),
        ("Kasten", "outside the text"),
        ("stimmt das?", "comment"),
        ("weg", "tracked deletion"),
    ]
    assert sorted(codes(document)) == ["comment", "tracked_change", "unplaced"]


def test_lists_of_opendocument_may_be_nested_without_end() -> None:
    deep = "<text:list><text:list-item>" * 40 + "<text:p>tief</text:p>" + "</text:list-item></text:list>" * 40

    assert texts(read(odt, open_file(deep))) == ["tief"]


# -- Rich Text


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"\u8722?38 Grad", "−38 Grad"),
        (r"\u8722\'3f38", "−38"),
        (r"{\uc0\u8364 5}", "€5"),
        (r"{\uc2\u8364\'80\'805}", "€5"),
        (r"\u-10179?\u-8704?12", "😀12"),
        (r"\'93Ja\'94\emdash\'e4\~x\_y", "“Ja”—ä\u00a0x-y"),
        (r"{\fonttbl{\f1\fcharset204 A;}}{\f1\'cf\'f0}\'e9", "Прé"),
        (r"{\ansicpg1250\'9a}", "š"),
        (r"\bin4 }{\'xy", "xy"),
        (r"a\{b\}\\c", r"a{b}\c"),
    ],
)
def test_letters_of_rich_text(written: str, shown: str) -> None:
    assert texts(read(rtf, rich_text(rf"\pard {written}\par"))) == [shown]


def test_what_rich_text_keeps_beside_the_text_is_listed() -> None:
    document = read(
        rtf,
        rich_text(
            r"{\header Heft 4\par}{\info{\title X}}\pard Das {\deleted war}{\revised ist} so{\*\annotation sicher?}"
            r"{\v geheim}.{\footnote Eine Fu\'dfnote}\par{\pntext\'b7\tab}{\*\pn{\pntxtb\'b7}}Punkt\par"
        ),
    )

    assert [(block.text, block.hint, block.marker) for block in document.blocks] == [
        ("Das ist so.", "", ""),
        ("Eine Fußnote", "note", ""),
        ("Punkt", "", "-"),
    ]
    assert sorted(discards(document)) == [
        ("Heft 4", "page header"),
        ("geheim", "hidden text"),
        ("sicher?", "comment"),
        ("war", "tracked deletion"),
    ]
    assert sorted(codes(document)) == ["comment", "tracked_change"]


# -- HTML


def test_the_article_is_kept_and_the_site_around_it_is_listed() -> None:
    document = read(
        html,
        "<!DOCTYPE html><html lang=de-AT><head><title>Moor – Blatt</title></head><body class='has-sidebar'>"
        "<header><a href=/>Blatt</a><nav>Politik</nav></header><div id=cookie-banner>Kekse <button>Ja</button></div>"
        "<article><header><h1>Moor</h1><p class=article__lead>Vorspann</p></header>"
        "<div class=share-buttons>Teilen</div><p>FIV: Warum?</p><p>Ida: Weil<sup><a href='#fn1'>1</a></sup>.</p>"
        "<figure><img src=m.jpg alt=m.jpg><figcaption>Ein Moor</figcaption></figure></article>"
        "<div>Mehr davon</div><footer>Impressum</footer><script>x()</script></body></html>",
    )

    assert [(block.text, block.heading, block.hint) for block in document.blocks] == [
        ("Moor", 1, ""),
        ("Vorspann", 0, "standfirst"),
        ("FIV: Warum?", 0, ""),
        ("Ida: Weil.", 0, ""),
        ("Ein Moor", 0, "note"),
    ]
    assert document.language == "de"
    assert set(discards(document)) == {
        ("Moor – Blatt", "page title"),
        ("Blatt Politik", "page header"),
        ("Kekse Ja", "cookie banner"),
        ("Teilen", "sharing"),
        ("1", "footnote mark"),
        ("m.jpg", "image"),
        ("Mehr davon", "navigation"),
        ("Impressum", "page footer"),
    }


def test_a_conversation_is_kept_whatever_its_element_is_called() -> None:
    document = read(html, "<html><form class=sidebar><p>FIV: Warum?</p><p>Ida: Darum eben.</p></form></html>")

    assert texts(document) == ["FIV: Warum?", "Ida: Darum eben."]


def test_bold_is_what_the_styles_say() -> None:
    document = read(
        html,
        "<html><style>.c1{font-weight:700}</style><b style='font-weight:normal'><p class=c1>Frage?</p>"
        "<p>Antwort <span style='font-style:italic'>leise</span></p><p style='font-weight:600'>Und"
        " <span style='font-weight:400'>dann</span>?</p></b></html>",
    )

    assert [[(run.text, run.bold, run.italic) for run in block.runs] for block in document.blocks] == [
        [("Frage?", True, False)],
        [("Antwort ", False, False), ("leise", False, True)],
        [("Und", True, False), (" dann", False, False), ("?", True, False)],
    ]


def test_classes_say_who_speaks_and_what_a_paragraph_is() -> None:
    document = read(
        html,
        "<html><div class=interview__question><p>Und?</p><p>Dann?</p></div><p class=antwort>So.</p>"
        "<p><time>0:12</time> <span class=speaker>Ida Moll:</span> Ja.</p><div class=speaker>Udo</div><p>Nein, sagt"
        " <span class=speaker>Ida Moll</span>.</p></html>",
    )

    assert [(block.text, block.hint, block.speaker) for block in document.blocks] == [
        ("Und?", "question", None),
        ("Dann?", "question", None),
        ("So.", "answer", None),
        ("0:12 Ja.", "", "Ida Moll"),
        ("Nein, sagt Ida Moll.", "", "Udo"),
    ]


def test_bare_lines_quotes_and_elements_before_a_paragraph() -> None:
    document = read(
        html,
        "<body lang=de>FIV: Hallo<br>Ida: Er sagte <q>nein, <q>nie</q></q>.<br><br>FIV: So?"
        "<cite>Udo:</cite><time>0:10</time><p>Ja</p><pre>FIV: eins\nIda: zwei</pre></body>",
    )

    assert [(block.text, block.joint) for block in document.blocks] == [
        ("FIV: Hallo", "paragraph"),
        ("Ida: Er sagte „nein, ‚nie‘“.", "line"),
        ("FIV: So?Udo: 0:10", "paragraph"),
        ("Ja", "paragraph"),
        ("FIV: eins", "paragraph"),
        ("Ida: zwei", "line"),
    ]


def test_bullets_that_word_pastes_are_markers() -> None:
    item = (
        "<p class=MsoListParagraph><![if !supportLists]><span style='mso-list:Ignore'>{}<span>&nbsp; </span></span>"
        "<![endif]>{}<o:p></o:p></p>"
    )

    document = read(html, "<html><!--StartFragment-->" + item.format("·", "Punkt") + item.format("2.", "Zweitens"))

    assert [(block.marker, block.text) for block in document.blocks] == [("-", "Punkt"), ("2.", "Zweitens")]


def test_front_matter_and_declared_encodings_of_pages() -> None:
    jekyll = read(html, "---\nlayout: page\ntitle: Stra&szlig;e\nlang: de\n---\n<p>FIV: Ja</p>\n<p>Ida: Nein</p>\n")
    old = read(html, "<meta charset=iso-8859-1><p>Frau „Müller“</p>".encode("cp1252"))

    assert (jekyll.title, jekyll.language) == ("Straße", "de")
    assert texts(jekyll) == ["FIV: Ja", "Ida: Nein"]
    assert texts(old) == ["Frau „Müller“"]


@pytest.mark.parametrize(
    ("text", "is_html"),
    [
        ("<p>FIV: Ja</p>\n<p>Ida: Nein</p>\n", True),
        ("<cite>Ida:</cite>\n<time>0:00</time>\n<p>Ja</p>\n", True),
        ("<b style='font-weight:normal'><p>x</p></b>", True),
        ("FIV: Hallo<br>\nIda: Tag<br>\n", True),
        (
            "# Titel\n\n**FIV:** Warum das?\n\n<figure>\n<img src=a.png>\n</figure>\n\nIda: Darum, sagte ich doch.\n",
            False,
        ),
        ("<div class=interview>\n\n**FIV:** Warum das?\n\nIda: Darum, sagte ich doch.\n\n</div>\n", False),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ida>Ja\n", False),
        ("FIV: Ist 3 < 5?\n\nIda: <lacht> Ja.\n", False),
    ],
)
def test_html_is_told_from_text_with_some_html_in_it(text: str, is_html: bool) -> None:
    assert html.recognises(SourceFile(text.encode())) is is_html


# -- Hard cases


@pytest.mark.parametrize(
    ("form", "data", "code"),
    [
        (docx, word_file(paragraph(run("Ja")) + "<w:p>"), "broken"),
        (docx, word_file("<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000), "too_complex"),
        (odt, open_file("<text:p>Ja"), "broken"),
        (rtf, b"{\\rtf1" + b"{" * 10_000, "too_complex"),
        (html, b"<html>" + b"<div>" * 10_000 + b"x", "too_complex"),
    ],
)
def test_what_cannot_be_read_says_so(form: ModuleType, data: bytes, code: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(form, data)

    assert caught.value.code == code


_PIECES = st.text(alphabet="abÄß„“*_<>&\\{}[]#-.:1😀", min_size=1, max_size=12)
_PARAGRAPHS = st.lists(st.lists(_PIECES, min_size=1, max_size=3), min_size=1, max_size=5)


def _rich(text: str) -> str:
    escaped = re.sub(r"([\\{}])", r"\\\1", text)
    units = (escaped.encode("utf-16-le")[n : n + 2] for n in range(0, len(escaped.encode("utf-16-le")), 2))
    return "".join(chr(n) if n < 128 else f"\\u{n}?" for n in (int.from_bytes(unit, "little") for unit in units))


@settings(max_examples=15, deadline=None)
@given(_PARAGRAPHS)
def test_no_word_is_lost_or_made_up(paragraphs: list[list[str]]) -> None:
    written = words(" ".join("".join(pieces) for pieces in paragraphs))
    files = (
        (docx, word_file("".join(paragraph("".join(map(run, pieces))) for pieces in paragraphs))),
        (
            odt,
            open_file(
                "".join(
                    "<text:p>" + "".join(f"<text:span>{escape(piece)}</text:span>" for piece in pieces) + "</text:p>"
                    for pieces in paragraphs
                )
            ),
        ),
        (
            rtf,
            rich_text(
                "".join("\\pard " + "".join(f"{{\\b {_rich(p)}}}" for p in pieces) + "\\par " for pieces in paragraphs)
            ),
        ),
        (
            html,
            "<html>"
            + "".join("<p>" + "".join(f"<b>{escape(piece)}</b>" for piece in pieces) + "</p>" for pieces in paragraphs),
        ),
    )
    for form, data in files:
        document = read(form, data)

        assert words(" ".join(texts(document))) == written
        assert not document.discarded
