"""Two windows of one editor on the same piece: no word goes without somebody who saw it wanting it gone."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.manuscripts.checks import Impossible
from interviews.manuscripts.operations import apply, inverse
from interviews.manuscripts.value import Exchange, Manuscript

from .strategies import WORD

ANCHORS = ("a", "b")
PIECE = Manuscript(exchanges=tuple(Exchange(anchor, answer=f"anfang{anchor}") for anchor in ANCHORS))


@dataclass
class Server:
    copy: Manuscript = PIECE
    deliberately_gone: set[str] = field(default_factory=set)

    def answer(self, anchor: str) -> str:
        exchange = self.copy.by_anchor.get(anchor)
        return exchange.answer if exchange else ""

    def apply(self, operation: dict[str, Any]) -> dict[str, Any]:
        """Returns what undoes it. Raises Impossible."""
        before = self.copy
        self.copy = apply(before, operation)
        return inverse(before, self.copy)


@dataclass
class Window:
    """What a window shows of each answer, what it knows the server to hold there, and what it could not store."""

    server: Server
    shows: dict[str, str] = field(default_factory=dict)
    knows: dict[str, str] = field(default_factory=dict)
    unsettled: dict[str, str] = field(default_factory=dict)
    undoing: list[dict[str, Any]] = field(default_factory=list)

    def refresh(self) -> None:
        for exchange in self.server.copy.exchanges:
            if exchange.anchor not in self.unsettled:
                self.shows[exchange.anchor] = self.knows[exchange.anchor] = exchange.answer

    def write(self, anchor: str, text: str) -> None:
        """Type a text in place of the one that is shown; the words left out are gone on purpose."""
        self.server.deliberately_gone |= words(self.shows[anchor]) - words(text)
        self.shows[anchor] = text
        self.store(anchor)

    def store(self, anchor: str) -> None:
        text = self.shows[anchor]
        operation = {"op": "set_text", "anchor": anchor, "field": "answer", "text": text, "was": self.knows[anchor]}
        try:
            self.undoing.append(self.server.apply(operation))
        except Impossible as reason:
            assert reason.code in ("changed_meanwhile", "gone")
            self.unsettled[anchor] = str(reason.params.get("theirs", ""))
        else:
            self.knows[anchor] = text
            self.unsettled.pop(anchor, None)

    def settle(self, anchor: str, how: str) -> None:
        """Choose between what this window shows and what it was told that the other one had stored."""
        theirs, mine = self.unsettled[anchor], self.shows[anchor]
        text = {"theirs": theirs, "mine": mine, "both": f"{mine} {theirs}"}[how]
        self.server.deliberately_gone |= (words(mine) | words(theirs)) - words(text)
        self.shows[anchor], self.knows[anchor] = text, theirs
        self.store(anchor)

    def rescue(self, anchor: str, name: str) -> None:
        """Insert as a new exchange what was written in one that is gone."""
        self.server.apply({"op": "insert", "anchor": name, "after": ""})
        self.shows[name], self.knows[name] = self.shows[anchor], ""
        del self.unsettled[anchor]
        self.store(name)

    def delete(self, anchor: str) -> None:
        self.server.deliberately_gone |= words(self.server.answer(anchor))
        self.undoing.append(self.server.apply({"op": "delete", "anchor": anchor}))

    def undo(self) -> None:
        before = self.server.copy
        try:
            self.server.apply(self.undoing.pop())
        except Impossible as reason:
            assert reason.code == "changed_since"
        # Undoing takes back what this window did, which it shows; it must take nothing else.
        gone = words_of(before) - words_of(self.server.copy)
        assert gone <= self.server.deliberately_gone | {w for text in self.shows.values() for w in words(text)}
        self.server.deliberately_gone |= gone
        self.refresh()


def words(text: str) -> set[str]:
    return set(WORD.findall(text))


def words_of(piece: Manuscript) -> set[str]:
    return {word for exchange in piece.exchanges for word in words(exchange.answer)}


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_every_word_typed_is_stored_or_shown_or_deleted_on_purpose(data: st.DataObject) -> None:
    server = Server()
    windows = [Window(server), Window(server)]
    for window in windows:
        window.refresh()
    typed: set[str] = set()
    for number in range(data.draw(st.integers(1, 14))):
        window = data.draw(st.sampled_from(windows))
        anchor = data.draw(st.sampled_from(sorted(window.shows)))
        do = data.draw(st.sampled_from(["write", "write", "replace", "delete", "undo", "refresh", "settle"]))
        if do in ("write", "replace"):
            typed.add(word := f"wort{number}")
            window.write(anchor, f"{window.shows[anchor] if do == 'write' else ''} {word}".strip())
        elif do == "settle" and anchor in window.unsettled:
            if anchor not in server.copy.by_anchor:
                window.rescue(anchor, f"neu-{number}")
            else:
                window.settle(anchor, data.draw(st.sampled_from(["mine", "theirs", "both"])))
        elif do == "delete" and anchor in server.copy.by_anchor:
            window.delete(anchor)
        elif do == "undo" and window.undoing:
            window.undo()
        elif do == "refresh":
            window.refresh()
    shown = {word for window in windows for anchor in window.unsettled for word in words(window.shows[anchor])}
    assert typed <= words_of(server.copy) | shown | server.deliberately_gone


def test_what_another_window_wrote_is_not_replaced_unseen() -> None:
    first = apply(PIECE, {"op": "set_text", "anchor": "a", "field": "answer", "text": "Eins.", "was": "anfanga"})
    with pytest.raises(Impossible) as caught:
        apply(first, {"op": "set_text", "anchor": "a", "field": "answer", "text": "Zwei.", "was": "anfanga"})
    assert (caught.value.code, caught.value.params) == ("changed_meanwhile", {"theirs": "Eins."})
    same = {"op": "set_text", "anchor": "a", "field": "answer", "text": "Eins.", "was": "anfanga"}
    assert apply(first, same) == first


def test_undoing_a_step_leaves_alone_what_was_written_since() -> None:
    mine = apply(PIECE, {"op": "set_text", "anchor": "a", "field": "answer", "text": "Eins."})
    back = inverse(PIECE, mine)
    beside = apply(mine, {"op": "set_text", "anchor": "a", "field": "question", "text": "Daneben?"})
    assert apply(beside, back).by_anchor["a"] == Exchange("a", question="Daneben?", answer="anfanga")
    over = apply(mine, {"op": "set_text", "anchor": "a", "field": "answer", "text": "Zwei."})
    with pytest.raises(Impossible, match="changed_since"):
        apply(over, back)
