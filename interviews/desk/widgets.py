"""The Markdown field of the desk."""

from django.forms import Media, Script
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    """markdownx, started when a field is first focused."""

    @property
    def media(self) -> Media:
        return Media(
            css={"all": ["markdownx/admin/css/markdownx.min.css", "desk/desk.css"]},
            js=[Script("desk/markdown.js", type="module")],  # type: ignore[list-item]
        )
