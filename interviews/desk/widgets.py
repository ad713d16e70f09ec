"""Fields of the desk: Markdown, and a portrait."""

from django.contrib.admin.widgets import AdminFileWidget
from django.forms import Media, Script
from markdownx.widgets import AdminMarkdownxWidget


class MarkdownWidget(AdminMarkdownxWidget):
    """markdownx, started when a field is first focused."""

    @property
    def media(self) -> Media:
        return Media(
            css={"all": ["markdownx/admin/css/markdownx.min.css"]},
            js=[Script("desk/markdown.js", type="module")],  # type: ignore[list-item]
        )


class PortraitWidget(AdminFileWidget):
    """Shows the picture, also one that is chosen and not yet saved."""

    template_name = "desk/portrait.html"

    def __init__(self) -> None:
        super().__init__({"accept": "image/jpeg,image/png,image/webp"})

    @property
    def media(self) -> Media:
        return Media(js=[Script("desk/portrait.js", type="module")])  # type: ignore[list-item]
