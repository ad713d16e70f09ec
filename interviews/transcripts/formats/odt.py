"""OpenDocument texts (.odt): OASIS OpenDocument 1.3, part 3, sections 4–8 (text) and 16 (styles)."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from ..blocks import Document
from ..errors import TranscriptError
from ..source import SourceFile
from .elements import Element, remove
from .marks import Setting, mark, without_marks
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
from .pandoc import Part, read_with_pandoc, squeeze
from .unreadable import check_package

NAME = "OpenDocument (.odt)"
SUFFIXES: tuple[str, ...] = (".odt", ".ott")

_CONTENT = re.compile(r"content\.xml")
_WANTED = re.compile(r"mimetype|content\.xml|styles\.xml")
_TYPE = b"application/vnd.oasis.opendocument.text"

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _OFFICE, _STYLE, _DRAW = (f"{{{_OASIS}{name}:1.0}}" for name in ("text", "office", "style", "drawing"))
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_SVG = f"{{{_OASIS}svg-compatible:1.0}}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")

_SPACES = (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break")
_NOT_HERE = (f"{_TEXT}note", f"{_OFFICE}annotation", f"{_SVG}title", f"{_SVG}desc")
# What pandoc understands inside a paragraph; anything else of the text namespace is a field that shows its text.
_UNDERSTOOD = frozenset(
    _TEXT + name
    for name in (
        *("span", "a", "s", "tab", "line-break", "note", "note-citation", "note-body", "p", "h"),
        *("list", "list-item", "section"),
    )
)
_PLACES = frozenset(
    _TEXT + name
    for name in (
        *("soft-page-break", "bookmark", "bookmark-start", "bookmark-end", "reference-mark", "reference-mark-start"),
        *("reference-mark-end", "toc-mark", "toc-mark-start", "toc-mark-end", "user-index-mark"),
        *("user-index-mark-start", "user-index-mark-end", "alphabetical-index-mark"),
        *("alphabetical-index-mark-start", "alphabetical-index-mark-end"),
    )
) | {f"{_OFFICE}annotation-end"}
_SHAPES = frozenset(
    _DRAW + name for name in ("frame", "custom-shape", "g", "rect", "ellipse", "line", "polyline", "connector", "a")
)
_CHANGES = frozenset(_TEXT + name for name in ("change", "change-start", "change-end"))
_INDEXES = frozenset(
    _TEXT + name
    for name in (
        *("table-of-content", "illustration-index", "table-index", "object-index", "user-index"),
        *("alphabetical-index", "bibliography"),
    )
)
_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
# Levels of a numbering that office programs know; pandoc takes twice as long for each further one.
_MAX_LIST_LEVEL = 10
# Names of styles that are added for pandoc to see.
_BOLD, _ITALIC, _CAPTION = "SeenBold", "SeenItalic", "SeenCaption"
_BOLD_VALUES = ("bold", "600", "700", "800", "900")


def recognises(file: SourceFile) -> bool:
    """Whether it is a package that holds an OpenDocument text."""
    return _TYPE in file.data[:200] and has_member(file, _CONTENT)


def read(file: SourceFile) -> Document:
    """Its paragraphs, table rows and notes. Raises TranscriptError `broken`, `too_complex` or `too_slow`."""
    check_package(file.data)
    members = unpack(file.data, _WANTED, NAME)
    roots = {name: parse(members[name], NAME) for name in ("content.xml", "styles.xml") if name in members}
    if "content.xml" not in roots:
        raise TranscriptError("broken", format=NAME)
    content = roots["content.xml"]
    source = _Source(_styles(root for _, root in sorted(roots.items(), reverse=True)))
    source.prepare(content)
    members["content.xml"] = dump(content)
    document = read_with_pandoc(pack(members), "odt", NAME, source.parts)
    lift_title(document)
    pages = list(roots["styles.xml"].iter(f"{_STYLE}master-page")) if "styles.xml" in roots else []
    for page in pages:
        for child in page:
            kind = "footer" if "footer" in str(child.tag) else "header"
            document.discarded += discards_of([_shown(p) for p in child.iter(*_PARAGRAPHS)], f"page {kind}")
    document.discarded = list(dict.fromkeys(document.discarded))
    if not document.blocks:
        # A document that is nothing but text boxes: better its words than none.
        document.blocks = blocks_of([d.text for d in document.discarded if d.reason == "outside the text"])
        document.discarded = [d for d in document.discarded if d.reason != "outside the text"]
    return document


class _Source:
    """Prepares the content of a package for pandoc. `parts` are the marked paragraphs."""

    def __init__(self, styles: Mapping[str, Style]) -> None:
        self.styles = styles
        self.parts: list[Part] = []
        self.deletions: dict[str, str] = {}

    def prepare(self, root: Element) -> None:
        """Settle what pandoc would lose, and mark each paragraph."""
        _add_styles(root)
        for changes in list(root.iter(f"{_TEXT}tracked-changes")):
            self._take_deletions(changes)
        for header in root.iter(f"{_TEXT}list-header"):
            header.tag = f"{_TEXT}list-item"
        for node in list(root.iter(f"{_TEXT}list")):
            if sum(1 for _ in node.iterancestors(f"{_TEXT}list")) >= _MAX_LIST_LEVEL:
                _flatten(node)
        apart = Part()
        beside: dict[Element, Part] = {}
        for shape in list(root.iter(*_SHAPES)):
            if next(shape.iterancestors(*_SHAPES), None) is None:
                owner = next(shape.iterancestors(*_PARAGRAPHS), None)
                _take_shape(shape, owner, apart if owner is None else beside.setdefault(owner, Part()))
        for index in list(root.iter(*_INDEXES)):
            apart.leave_out(_shown(index), "table of contents")
            remove(index)
        self.parts.append(apart)
        for paragraph in list(root.iter(*_PARAGRAPHS)):
            if next(paragraph.iterancestors(f"{_OFFICE}annotation"), None) is None:
                self._paragraph(paragraph, beside.get(paragraph, Part()))
        rest = Part()
        for deleted in self.deletions.values():
            rest.leave_out(deleted, "tracked deletion")
            rest.changed(deleted)
        self.parts.append(rest)

    def _take_deletions(self, changes: Element) -> None:
        for region in changes.iter(f"{_TEXT}changed-region"):
            deletion = region.find(f"{_TEXT}deletion")
            if deletion is not None:
                key = region.get(f"{_TEXT}id") or region.get(_XML_ID) or ""
                self.deletions[key] = " ".join(_shown(p) for p in deletion.iter(*_PARAGRAPHS))
        remove(changes)

    def _paragraph(self, paragraph: Element, part: Part) -> None:
        for note in list(paragraph.iter(f"{_OFFICE}annotation")):
            words = " ".join(_shown(p) for p in note.iter(*_PARAGRAPHS))
            remove(note)
            part.comment(_shown(paragraph), words)
        for change in list(paragraph.iter(*_CHANGES)):
            deleted = self.deletions.pop(change.get(f"{_TEXT}change-id", ""), "")
            part.leave_out(deleted, "tracked deletion")
            part.changed(deleted or _shown(paragraph))
            remove(change)
        for node in list(paragraph.iter()):
            _settle_field(node)
        style = self._style(paragraph, "paragraph")
        part.text = _shown(paragraph)
        if not part.text.strip() and not part.asides:
            return
        if paragraph.tag == f"{_TEXT}p" and style.hint != "title" and (style.bold or style.italic):
            self._spell_out(paragraph, style)
        part.setting = Setting(hint=style.hint, heading=min(style.level, 6), quote=style.quote)
        paragraph.text = mark(len(self.parts)) + (paragraph.text or "")
        self.parts.append(part)

    def _style(self, node: Element, family: str) -> Style:
        return self.styles.get(f"{family}:{node.get(f'{_TEXT}style-name', '')}", Style())

    def _spell_out(self, paragraph: Element, style: Style) -> None:
        """Put the words into spans with the look of the paragraph's style; pandoc knows only that of spans."""
        name = (_BOLD if style.bold else "") + (_ITALIC if style.italic else "")

        def new_span() -> Element:
            return etree.SubElement(paragraph, f"{_TEXT}span", {f"{_TEXT}style-name": name})

        children, text = list(paragraph), paragraph.text
        for child in children:
            paragraph.remove(child)
        paragraph.text = None
        span = new_span()
        span.text = text
        for child in children:
            own = self._style(child, "text")
            if own.bold is False or own.italic is False:
                # Words that are set back to normal stay outside.
                tail, child.tail = child.tail, None
                paragraph.append(child)
                span = new_span()
                span.text = tail
            else:
                span.append(child)


def _styles(roots: Iterable[Element]) -> dict[str, Style]:
    """All styles by family and name; those of later roots win."""
    found: dict[str, tuple[Style, str]] = {}
    for node in (node for root in roots for node in root.iter(f"{_STYLE}style")):
        family, name = node.get(f"{_STYLE}family", ""), node.get(f"{_STYLE}name", "")
        look = node.find(f"{_STYLE}text-properties")
        level = node.get(f"{_STYLE}default-outline-level", "")
        own = Style(
            names=(node.get(f"{_STYLE}display-name") or name.replace("_20_", " "),),
            bold=_is(look, f"{_FO}font-weight", _BOLD_VALUES),
            italic=_is(look, f"{_FO}font-style", ("italic", "oblique")),
            level=int(level) if level.isascii() and level.isdigit() else 0,
        )
        found[f"{family}:{name}"] = (own, f"{family}:{node.get(f'{_STYLE}parent-style-name', '')}")
    found[f"paragraph:{_CAPTION}"] = (Style(names=("caption",)), "")
    return with_bases(found)


def _is(look: Element | None, name: str, values: Iterable[str]) -> bool | None:
    value = look.get(name) if look is not None else None
    return None if value is None else value in values


def _add_styles(root: Element) -> None:
    styles = root.find(f"{_OFFICE}automatic-styles")
    if styles is None:
        styles = etree.Element(f"{_OFFICE}automatic-styles")
        root.insert(0, styles)
    for name in (_BOLD, _ITALIC, _BOLD + _ITALIC):
        style = etree.SubElement(styles, f"{_STYLE}style", {f"{_STYLE}name": name, f"{_STYLE}family": "text"})
        look = etree.SubElement(style, f"{_STYLE}text-properties")
        if _BOLD in name:
            look.set(f"{_FO}font-weight", "bold")
        if _ITALIC in name:
            look.set(f"{_FO}font-style", "italic")


def _flatten(deep_list: Element) -> None:
    """Leave the contents of a list in the item where it stands."""
    for item in list(deep_list):
        unwrap(item)
    unwrap(deep_list)


def _take_shape(shape: Element, owner: Element | None, part: Part) -> None:
    """Take a frame or drawing out. With a picture in it its words are a caption, else they stand apart."""
    words = [text for p in shape.iter(*_PARAGRAPHS) if (text := squeeze(_shown(p)))]
    described = [text for node in shape.iter(f"{_SVG}title", f"{_SVG}desc") if (text := squeeze(_shown(node)))]
    if next(shape.iter(f"{_DRAW}image"), None) is None:
        part.unplaced("\n".join(words))
        captions = []
    else:
        captions = words or described[-1:]
    for text in described:
        if text not in captions:
            part.leave_out(text, "image")
    place = shape if owner is None else owner
    for text in reversed(captions):
        caption = etree.Element(f"{_TEXT}p", {f"{_TEXT}style-name": _CAPTION})
        caption.text = text
        caption.tail, place.tail = (place.tail, None) if place is owner else (None, place.tail)
        place.addnext(caption)
    remove(shape)


def _settle_field(node: Element) -> None:
    """Fields become their text; soft page breaks and marks of places become nothing."""
    tag = str(node.tag)
    if tag in _PLACES:
        remove(node)
    elif tag == f"{_TEXT}ruby-text":
        remove(node, f" ({_shown(node)})")
    elif tag in (f"{_TEXT}ruby", f"{_TEXT}ruby-base", f"{_TEXT}meta"):
        node.tag = f"{_TEXT}span"
    elif tag.startswith(_TEXT) and tag not in _UNDERSTOOD and len(node) == 0:
        remove(node, node.text or "")


def _shown(node: Element) -> str:
    """The visible text of a node itself, without that of its notes."""
    return without_marks("".join(_pieces(node)))


def _pieces(node: Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in _SPACES:
            yield " "
        elif child.tag not in _NOT_HERE:
            yield from _pieces(child)
            if child.tag in _PARAGRAPHS:
                yield " "
        yield child.tail or ""
