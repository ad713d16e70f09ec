"""The style sheet of a Rich Text file: names that say what a paragraph is, and the looks that pandoc should know."""

from dataclasses import dataclass, field

# Looks of styles that matter here; all others stay behind.
_LOOKS = frozenset(("b", "i", "outlinelevel"))


@dataclass(slots=True)
class _Style:
    number: int = 0
    base: int | None = None
    name: list[str] = field(default_factory=list)
    looks: list[str] = field(default_factory=list)


class StyleSheet:
    """Takes the words and texts of the `\\stylesheet` group one after the other."""

    def __init__(self) -> None:
        self._styles: dict[int, _Style] = {}
        self._style = _Style()

    def word(self, word: str, value: int, number: str) -> None:
        if word == "s":
            self._style.number = value
        elif word == "sbasedon":
            self._style.base = value
        elif word in _LOOKS:
            self._style.looks.append(f"\\{word}{number} ")

    def text(self, text: str) -> None:
        self._style.name.append(text)

    def end_style(self) -> None:
        style, self._style = self._style, _Style()
        self._styles[style.number] = style

    def name(self, number: int) -> str:
        """What a style is called; empty if there is none of that number."""
        style = self._styles.get(number)
        return "".join(style.name).strip("; ") if style else ""

    def written(self) -> str:
        """The style sheet for pandoc, which never returns from a style that is based on itself."""
        groups = []
        for number, style in self._styles.items():
            base = f"\\sbasedon{style.base} " if style.base is not None and not self._leads_back(style) else ""
            groups.append(f"{{\\s{number} {base}{''.join(style.looks)}Style {number};}}")
        return "\\stylesheet " + "".join(groups)

    def _leads_back(self, style: _Style) -> bool:
        seen = {style.number}
        base = style.base
        while base is not None and base in self._styles:
            if base in seen:
                return True
            seen.add(base)
            base = self._styles[base].base
        return False
