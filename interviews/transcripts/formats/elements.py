"""What lxml lacks: taking an element out of a tree without the text behind it."""

from lxml import etree

type Element = etree._Element


def remove(element: Element, instead: str = "") -> None:
    """Take an element out of its parent; what stands behind it stays, after the text `instead`."""
    parent = element.getparent()
    if parent is None:
        return
    text = instead + (element.tail or "")
    previous = element.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + text
    else:
        previous.tail = (previous.tail or "") + text
    parent.remove(element)
