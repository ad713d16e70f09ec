"""Word documents (.docx): Office Open XML, ECMA-376 part 1, section 17 (WordprocessingML)."""

import re
from collections.abc import Mapping

from lxml import etree

from ..blocks import Document
from ..source import SourceFile
from .elements import Element, remove
from .marks import NO_MARK, Setting, mark, without_marks
from .package import (
    Style,
    blocks_of,
    discards_of,
    dump,
    has_member,
    lift_title,
    pack,
    parse,
    unpack,
    unwrap,
    with_bases,
)
from .pandoc import Part, read_with_pandoc
from .unreadable import check_package

NAME = "Word (.docx)"
SUFFIXES: tuple[str, ...] = (".docx", ".docm", ".dotx")

_MAIN = re.compile(r"word/document\d*\.xml")
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[^/]+\.rels"
    r"|word/(?:document|styles|numbering|footnotes|endnotes|comments|header|footer|settings)\d*\.xml"
    r"|word/diagrams/data\d*\.xml"
)
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# "Strict Open XML" differs from the usual one in the names of its namespaces only.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _NAMESPACE.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
}
_W = f"{{{_NAMESPACE}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"

_TEXTS = (f"{_W}t", f"{_W}delText")
_SPACES = (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab")
_HYPHEN = f"{_W}noBreakHyphen"
# Wrappers that pandoc does not look into, or not always.
_WRAPPERS = [_W + name for name in ("sdt", "fldSimple", "smartTag", "customXml", "dir", "bdo")]
_COMMENT_MARKS = [_W + name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")]
_HEADING = re.compile(r"heading|überschrift", re.IGNORECASE)


def recognises(file: SourceFile) -> bool:
    """Whether it is a package with a Word document in it."""
    return has_member(file, _MAIN)


def read(file: SourceFile) -> Document:
    """Its paragraphs, table rows and notes. Raises TranscriptError `broken`, `too_complex` or `too_slow`."""
    check_package(file.data)
    members = {name: _transitional(data) for name, data in unpack(file.data, _WANTED, NAME).items()}
    roots = {name: parse(data, NAME) for name, data in members.items() if name.endswith(".xml")}
    source = _Source(_styles(roots), _comments(roots))
    for name in sorted(roots, key=lambda name: (not _MAIN.fullmatch(name), name)):
        if _MAIN.fullmatch(name) or re.fullmatch(r"word/(foot|end)notes\d*\.xml", name):
            source.prepare(roots[name])
            members[name] = dump(roots[name])
    for name in roots:
        if re.fullmatch(r"word/(header|footer|comments|diagrams/data)\d*\.xml", name):
            del members[name]
    document = read_with_pandoc(pack(members), "docx", NAME, source.parts)
    lift_title(document)
    _add_other_parts(document, roots, source)
    return document


def _transitional(data: bytes) -> bytes:
    for strict, usual in _STRICT.items():
        data = data.replace(strict, usual)
    return data


def _add_other_parts(document: Document, roots: Mapping[str, Element], source: "_Source") -> None:
    """List what stands in no paragraph of the text."""
    for kind in ("header", "footer"):
        pattern = re.compile(rf"word/{kind}\d*\.xml")
        texts = [_text(p) for name in roots if pattern.fullmatch(name) for p in roots[name].iter(f"{_W}p")]
        document.discarded += discards_of(texts, f"page {kind}")
    document.discarded += discards_of(list(source.comments.values()), "comment")
    drawn = [node.text or "" for name in roots if "/diagrams/" in name for node in roots[name].iter(_DRAWN_TEXT)]
    document.discarded += discards_of([" ".join(drawn)], "outside the text")
    if not document.blocks:
        # A document that is nothing but text boxes: better its words than none.
        boxed = [text for part in source.parts for text, reason in part.asides if reason == "outside the text"]
        document.blocks = blocks_of(boxed)
        document.discarded = [d for d in document.discarded if d.reason != "outside the text"]


class _Source:
    """Prepares the parts of a package for pandoc. `parts` are the marked paragraphs."""

    def __init__(self, styles: Mapping[str, Style], comments: dict[str, str]) -> None:
        self.styles = styles
        self.comments = comments
        self.parts: list[Part] = []

    def prepare(self, root: Element) -> None:
        """Settle what pandoc would lose, and mark each paragraph."""
        for alternative in list(root.iter(f"{_MC}AlternateContent")):
            _choose(alternative)
        for wrapper in list(root.iter(*_WRAPPERS)):
            content = wrapper.find(f"{_W}sdtContent")
            if content is not None:
                _replace_by_children(wrapper, content)
            else:
                unwrap(wrapper)
        boxed = _take_boxes(root)
        for paragraph in list(root.iter(f"{_W}p")):
            self._paragraph(paragraph, boxed.get(paragraph, []))
        body = root.find(f"{_W}body")
        if body is not None:
            paragraph = etree.Element(f"{_W}p")
            _insert_mark(paragraph, NO_MARK)
            body.insert(0, paragraph)

    def _paragraph(self, paragraph: Element, boxed: list[str]) -> None:
        part = Part()
        for text in boxed:
            part.unplaced(text)
        self._take_comments(paragraph, part)
        _settle_changes(paragraph, part)
        _take_hidden(paragraph, part)
        style = self._style(paragraph)
        if style.contents:
            part.leave_out(_text(paragraph), "table of contents")
            for child in paragraph.findall(f"{_W}*"):
                if child.tag != f"{_W}pPr":
                    paragraph.remove(child)
        part.text = _text(paragraph)
        if not part.text.strip() and not part.asides:
            return
        if style.hint != "title" and not any(_HEADING.search(name) for name in style.names):
            self._spell_out(paragraph, style)
        part.setting = Setting(hint=style.hint, heading=min(style.level, 6), quote=style.quote)
        _insert_mark(paragraph, mark(len(self.parts)))
        self.parts.append(part)

    def _style(self, paragraph: Element) -> Style:
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        key = named.get(f"{_W}val", "") if named is not None else ""
        style = self.styles.get(key) or self.styles.get("", Style())
        return Style(level=_level(paragraph)).over(style)

    def _take_comments(self, paragraph: Element, part: Part) -> None:
        """Each comment belongs to the paragraph where its passage begins."""
        passages: dict[str, list[str]] = {}
        open_ones: set[str] = set()
        for node in paragraph.iter(*_TEXTS, *_SPACES, *_COMMENT_MARKS):
            key = node.get(f"{_W}id", "")
            if node.tag == f"{_W}commentRangeStart":
                passages[key] = []
                open_ones.add(key)
            elif node.tag == f"{_W}commentRangeEnd":
                open_ones.discard(key)
            elif node.tag == f"{_W}commentReference":
                passages.setdefault(key, [])
            else:
                for one in open_ones:
                    passages[one].append((node.text or "") if node.tag in _TEXTS else " ")
        for key, passage in passages.items():
            comment = self.comments.pop(key, None)
            if comment is not None:
                part.comment("".join(passage) or _text(paragraph), comment)
        for node in list(paragraph.iter(*_COMMENT_MARKS)):
            remove(node)

    def _spell_out(self, paragraph: Element, style: Style) -> None:
        """Write bold and italic of the styles into each run; pandoc knows only what a run itself says."""
        for run in paragraph.iter(f"{_W}r"):
            properties = run.find(f"{_W}rPr")
            named = properties.find(f"{_W}rStyle") if properties is not None else None
            own = self.styles.get(named.get(f"{_W}val", ""), Style()) if named is not None else Style()
            # Bold text in a bold paragraph stands out by not being bold: ECMA-376, 17.7.3, toggle properties.
            looks = {"b": bool(style.bold) ^ bool(own.bold), "i": bool(style.italic) ^ bool(own.italic)}
            for name, on in looks.items():
                spoken_of = style.bold or own.bold if name == "b" else style.italic or own.italic
                if not spoken_of:
                    continue
                if properties is None:
                    properties = etree.Element(f"{_W}rPr")
                    run.insert(0, properties)
                if properties.find(f"{_W}{name}") is None:
                    etree.SubElement(properties, f"{_W}{name}", {f"{_W}val": "1" if on else "0"})
        self._spell_out_colour(paragraph)

    def _spell_out_colour(self, paragraph: Element) -> None:
        """A paragraph whose text is all in colour or highlighted is set apart, as one in bold is."""
        runs = [run for run in paragraph.iter(f"{_W}r") if _text(run).strip()]
        looks = [run.find(f"{_W}rPr") for run in runs]
        if not runs or any(look is None or not _is_coloured(look) for look in looks):
            return
        for look in looks:
            if look is not None and look.find(f"{_W}b") is None:
                etree.SubElement(look, f"{_W}b")


def _is_coloured(look: Element) -> bool:
    colour, marker = look.find(f"{_W}color"), look.find(f"{_W}highlight")
    shown = colour is not None and colour.get(f"{_W}val", "auto") not in ("auto", "000000")
    return shown or (marker is not None and marker.get(f"{_W}val") != "none")


def _styles(roots: Mapping[str, Element]) -> dict[str, Style]:
    """The styles by their ids; under the empty id the one of paragraphs that name none."""
    found: dict[str, tuple[Style, str]] = {}
    for name, root in roots.items():
        if not re.fullmatch(r"word/styles\d*\.xml", name):
            continue
        for node in root.iter(f"{_W}style"):
            own = Style(
                names=(_value(node, "name"),),
                bold=_switch(node, "b"),
                italic=_switch(node, "i"),
                level=_level(node),
            )
            found[node.get(f"{_W}styleId", "")] = (own, _value(node, "basedOn"))
            if node.get(f"{_W}type") == "paragraph" and node.get(f"{_W}default") in ("1", "true"):
                found[""] = (Style(), node.get(f"{_W}styleId", ""))
    return with_bases(found)


def _comments(roots: Mapping[str, Element]) -> dict[str, str]:
    return {
        node.get(f"{_W}id", ""): _text(node)
        for name, root in roots.items()
        if name.startswith("word/comments")
        for node in root.iter(f"{_W}comment")
    }


def _value(node: Element, name: str) -> str:
    found = node.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _switch(style: Element, name: str) -> bool | None:
    found = style.find(f"{_W}rPr/{_W}{name}")
    return None if found is None else _is_on(found)


def _is_on(node: Element) -> bool:
    return node.get(f"{_W}val", "1") not in ("0", "false", "off")


def _level(node: Element) -> int:
    """The outline level of a style or paragraph, 1–9, or 0 for running text."""
    found = node.find(f"{_W}pPr/{_W}outlineLvl")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) + 1 if value.isascii() and value.isdigit() and int(value) < 9 else 0


def _text(node: Element) -> str:
    """The visible text below a node, on one line."""
    pieces = []
    for found in node.iter(*_TEXTS, *_SPACES, _HYPHEN, f"{_W}p"):
        pieces.append(found.text or "" if found.tag in _TEXTS else "-" if found.tag == _HYPHEN else " ")
    return without_marks("".join(pieces))


def _choose(alternative: Element) -> None:
    """Leave one of the two forms in which Word writes the same thing for new and for old programs."""
    choice, fallback = alternative.find(f"{_MC}Choice"), alternative.find(f"{_MC}Fallback")
    kept = choice
    if choice is None or next(choice.iter(f"{_W}t", f"{_W}drawing", f"{_W}pict"), None) is None:
        kept = fallback
    if kept is None:
        remove(alternative)
    else:
        _replace_by_children(alternative, kept)


def _replace_by_children(node: Element, content: Element) -> None:
    for child in list(node):
        if child is not content:
            node.remove(child)
    unwrap(content)
    unwrap(node)


def _take_boxes(root: Element) -> dict[Element, list[str]]:
    """Take the text boxes out; their texts by the paragraph that they hang on."""
    boxed: dict[Element, list[str]] = {}
    for box in list(root.iter(f"{_W}txbxContent")):
        chain = list(box.iterancestors())
        paragraphs = [node for node in chain if node.tag == f"{_W}p"]
        drawings = [node for node in chain if node.tag in (f"{_W}drawing", f"{_W}pict", f"{_W}object")]
        if not paragraphs or not drawings or chain[-1] is not root:
            # Inside a box that is already out.
            continue
        boxed.setdefault(paragraphs[-1], []).append(_text(box))
        remove(drawings[-1])
    return boxed


def _settle_changes(paragraph: Element, part: Part) -> None:
    """Insertions are text, deletions are not; either way an editor should look."""
    for deletion in list(paragraph.iter(f"{_W}del", f"{_W}moveFrom")):
        deleted = _text(deletion)
        if deleted.strip():
            part.leave_out(deleted, "tracked deletion")
            part.changed(deleted)
        remove(deletion)
    for insertion in list(paragraph.iter(f"{_W}ins", f"{_W}moveTo")):
        inserted = _text(insertion)
        if inserted.strip():
            part.changed(inserted)
        unwrap(insertion)


def _take_hidden(paragraph: Element, part: Part) -> None:
    for run in list(paragraph.iter(f"{_W}r")):
        hidden = run.find(f"{_W}rPr/{_W}vanish")
        if hidden is not None and _is_on(hidden):
            part.leave_out(_text(run), "hidden text")
            remove(run)


def _insert_mark(paragraph: Element, character: str) -> None:
    run = etree.Element(f"{_W}r")
    etree.SubElement(run, f"{_W}t").text = character
    properties = paragraph.find(f"{_W}pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)
