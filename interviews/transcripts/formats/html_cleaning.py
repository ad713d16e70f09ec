"""Leaves of a web page what its author wrote: without menus, banners, forms, hidden text and footnote marks."""

import re
from collections.abc import Callable

from .elements import Element, remove
from .html_tree import HEADINGS, UNSEEN, class_rules, classes, declarations, shown_text

# Says that an element is to go, and why.
type TakeOut = Callable[[Element, str], None]

_SECTIONS = frozenset(("article", "main", "section", "blockquote", "figure", "li", "td"))
_TAGS = {
    **{"nav": "navigation", "menu": "navigation", "aside": "aside", "dialog": "navigation", "search": "form"},
    **dict.fromkeys(("form", "button", "select", "input", "textarea", "datalist", "option", "optgroup"), "form"),
    **dict.fromkeys(("noscript", "iframe", "object", "video", "audio", "applet"), "hidden text"),
}
_ROLES = {
    **dict.fromkeys(("navigation", "menu", "menubar", "search", "dialog", "alertdialog", "toolbar"), "navigation"),
    **{"banner": "page header", "contentinfo": "page footer", "complementary": "aside", "doc-toc": "navigation"},
}
_FURNITURE = (
    (
        "navigation",
        r"(?:[a-z]+-)?(?:nav|navbar|navigation|menu|topbar|breadcrumbs?|pagination|pager|pagenav)(?:-[a-z]+)?"
        r"|skip|skip-?(?:to|link)[a-z-]*|back-to-top|toc|table-of-contents|inhaltsverzeichnis|post-links|prev-next",
    ),
    ("cookie banner", r"cookies?(?:-[a-z]+){0,3}|cookie[a-z]+|gdpr(?:-[a-z]+)*|consent(?:-[a-z]+)*|cmp-[a-z-]+"),
    (
        "sharing",
        r"(?:[a-z]+-)?(?:share|sharing|sharedaddy)(?:-[a-z]+)*"
        r"|social-(?:share|sharing|media|links|icons|buttons|bar|nav)[a-z-]*",
    ),
    (
        "related",
        r"related(?:-[a-z]+)*|read-(?:more|next)|weiterlesen|mehr-zum-thema|recommend(?:ed|ations)(?:-[a-z]+)*",
    ),
    ("newsletter", r"(?:[a-z]+-)?newsletter(?:-[a-z]+)*|subscribe(?:-[a-z]+)*|signup(?:-[a-z]+)*"),
    ("comments", r"comments|comments?-(?:area|section|list|form|respond|thread)|disqus[a-z-]*|kommentare"),
    (
        "advertisement",
        r"ad|ads|advert[a-z]*(?:-[a-z]+)*|ad-(?:slot|container|banner|unit|wrapper)|anzeige|werbung|sponsor(?:ed)?",
    ),
    ("aside", r"(?:[a-z]+-)?side-?bar(?:-[a-z]+)*|widget(?:-[a-z]+)*|tag-?cloud"),
    ("page header", r"(?:site|page|global|main)-(?:header|banner|branding)|masthead"),
    ("page footer", r"(?:site|page|global|main)-footer|colophon|impressum"),
)
_FURNITURE_PATTERNS = [(reason, re.compile(pattern)) for reason, pattern in _FURNITURE]

_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§]{1,3})\W{0,2}", re.IGNORECASE)
_NOTE_TARGET = re.compile(r"#_?(?:fn|ftn|edn|footnote|endnote|note|cite|ref|anm|sdfootnote|sdendnote)", re.IGNORECASE)
_NOTE_CLASS = re.compile(r"foot-?note|endnote|note-?ref|reference|mso(?:footnote|endnote)reference|sdfootnote")


class Cleaning:
    """Walks a page once and hands each element that is no text to `take_out`."""

    def __init__(self, root: Element, take_out: TakeOut) -> None:
        self.take_out = take_out
        self.rules = class_rules(root)
        found = root.find("body")
        self.body = root if found is None else found
        self.weights = _weights(self.body)
        self.kept = self._kept()
        self.around = {ancestor for kept in self.kept for ancestor in kept.iterancestors()}

    def run(self) -> None:
        waiting = [(self.body, False, not self.kept)]
        while waiting:
            parent, in_section, in_main = waiting.pop()
            for child in list(parent):
                inside = in_main or child in self.kept
                reason = self._reason(child, in_section)
                if reason is None and not inside and child not in self.around:
                    reason = "navigation"
                if reason is not None and (child.tag in UNSEEN or not self._is_conversation(child)):
                    self.take_out(child, reason)
                else:
                    waiting.append((child, in_section or child.tag in _SECTIONS, inside))
        for link in list(self.body.iter("a")):
            _take_mark(link, self.take_out)

    def _kept(self) -> set[Element]:
        """The one element that says it is the contents of the page, and the page's title, if that is elsewhere."""
        for tag in ("main", "article"):
            found = list(self.body.iter(tag))
            if len(found) == 1 and self._is_conversation(found[0]):
                titles = list(self.body.iter("h1"))
                if titles and not any(title in titles for title in found[0].iter("h1")) and len(titles) == 1:
                    return {found[0], titles[0]}
                return {found[0]}
        return set()

    def _is_conversation(self, element: Element) -> bool:
        """Whether it holds most of the page: then it is kept, whatever it is called."""
        return self.weights.get(element, 0) * 2 > self.weights[self.body]

    def _reason(self, element: Element, in_section: bool) -> str | None:
        tag, role = str(element.tag), element.get("role", "").lower()
        if tag in UNSEEN:
            return ""
        if self._is_hidden(element):
            return "hidden text"
        if tag in _TAGS or role in _ROLES:
            return _TAGS.get(tag) or (None if in_section and role == "banner" else _ROLES[role])
        if tag in ("header", "footer") and not in_section and not (tag == "header" and self._has_only_title(element)):
            return f"page {tag}"
        if tag in ("body", "main", "article", *HEADINGS):
            return None
        for name in classes(element):
            for reason, pattern in _FURNITURE_PATTERNS:
                if pattern.fullmatch(name):
                    return reason
        return None

    def _has_only_title(self, header: Element) -> bool:
        inside = len(list(header.iter("h1")))
        return 0 < inside == len(list(self.body.iter("h1")))

    def _is_hidden(self, element: Element) -> bool:
        if element.get("hidden") is not None or element.get("aria-hidden", "").lower() == "true":
            return True
        said: dict[str, str] = {}
        for name in classes(element):
            said.update(self.rules.get(name, {}))
        said.update(declarations(element.get("style", "")))
        return said.get("display") == "none" or said.get("visibility") == "hidden" or said.get("mso-hide") == "all"


def _weights(body: Element) -> dict[Element, int]:
    """How many letters stand in each element."""
    weights: dict[Element, int] = {}
    for element in reversed(list(body.iter())):
        own = 0 if element.tag in UNSEEN else len((element.text or "").strip())
        weights[element] = own + sum(weights[child] + len((child.tail or "").strip()) for child in element)
    return weights


def _take_mark(link: Element, take_out: TakeOut) -> None:
    """Take out the mark of a footnote or comment, the way back from one, and the sign that links a heading to itself."""
    target = link.get("href", "")
    if not target.startswith("#") and "#_ftn" not in target:
        return
    text = shown_text(link)
    if target.startswith("#cmnt_ref"):
        # Google Docs exports comments as paragraphs at the end, each with a link back to its passage.
        take_out(next(link.iterancestors("p"), link), "comment")
        return
    parent = link.getparent()
    raised = (parent is not None and parent.tag == "sup") or link.find(".//sup") is not None
    named = _NOTE_CLASS.search(" ".join((*classes(link), link.get("role", ""))))
    if not any(map(str.isalnum, text)):
        if text:
            remove(link)
    elif _MARK.fullmatch(text) and (raised or named or _NOTE_TARGET.match(target[target.index("#") :])):
        take_out(link, "footnote mark")
