"""Word-processor and web formats by way of pandoc, which runs as a process of its own, without files or network.

A reader marks each paragraph of its source with one private character (`mark`), hands the source to pandoc and finds
the marks again in the tree. So what pandoc does not know of (styles, comments, tracked changes) gets back to its
paragraph, and a paragraph that pandoc drops is noticed.
"""

import json
import re
import subprocess
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pypandoc

from ..blocks import Document
from ..errors import TranscriptError
from ..limits import require_few
from ..model import Discard, Doubt
from ..text import detect_language, language_of, normalize
from .marks import Setting, without_marks
from .pandoc_tree import Walk

SECONDS = 20
MEMORY = "512M"
MAX_OUTPUT = 64 * 1024 * 1024

_OUT_OF_MEMORY = 251  # GHC's exit code for an exhausted heap
_WORD = re.compile(r"\w+")

_LONGEST_PASSAGE = 60


@dataclass(slots=True)
class Part:
    """A paragraph of the source, as its reader marked it.

    text      its visible words; compared with what pandoc made of it, unless empty
    setting   what the source says of it and pandoc does not
    asides    what stands at this place but is no text, each with its reason
    doubts    passages of it to look at, each with its code and its proposal
    """

    text: str = ""
    setting: Setting = field(default_factory=Setting)
    asides: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[tuple[str, str, str]] = field(default_factory=list)

    def leave_out(self, text: str, reason: str) -> None:
        text = squeeze(text)
        if text:
            self.asides.append((text, reason))

    def comment(self, passage: str, comment: str) -> None:
        """Somebody's remark on a passage of this paragraph: no text, but a reason to look, which the doubt tells."""
        self.leave_out(comment, "comment")
        told = [squeeze(passage)[:_LONGEST_PASSAGE], squeeze(comment)]
        self.doubts.append((" – ".join(part for part in told if part), "comment", "check"))

    def changed(self, passage: str) -> None:
        """A tracked change; one doubt a paragraph is enough."""
        if all(code != "tracked_change" for _, code, _ in self.doubts):
            self.doubts.append((squeeze(passage), "tracked_change", "check"))

    def unplaced(self, text: str) -> None:
        """Words that stand here outside the running text, as those of a text box do."""
        text = squeeze(text)
        if text:
            self.asides.append((text, "outside the text"))
            self.doubts.append((text, "unplaced", "left_out"))


def squeeze(text: str) -> str:
    """The text on one line, as blocks hold it."""
    return " ".join(without_marks(normalize(text)).split())


def read_with_pandoc(
    data: bytes, reader: str, name: str, parts: list[Part], *, language: str | None = None, whole: str = ""
) -> Document:
    """The document that pandoc's *reader* sees in *data*; *parts* belong to the marks that are set in it.

    *whole* is all text of the source, where its parts do not hold it: what pandoc loses of it is listed.

    Raises TranscriptError `broken`, `too_slow`, `too_long` or `too_complex`.
    """
    output = _run(data, reader, name)
    try:
        tree = json.loads(output)
        language = language or _language(tree["meta"])
        walk = Walk([part.setting for part in parts], language or detect_language(" ".join(_words(tree["blocks"]))))
        walk.read_meta(tree["meta"])
        walk.read_blocks(tree["blocks"])
        require_few(len(walk.blocks))
    except RecursionError:
        raise TranscriptError("too_complex") from None
    except (ValueError, KeyError) as error:
        raise TranscriptError("broken", format=name) from error
    document = Document(
        blocks=walk.blocks,
        title=walk.title or None,
        standfirst="\n\n".join(walk.standfirst) or None,
        language=language,
        discarded=walk.discards,
    )
    heard = {number: "".join(pieces) for number, pieces in walk.heard.items()}
    if whole:
        rest = Part()
        rest.unplaced(_lost(normalize(whole), "".join(heard.values()), Counter()))
        parts = [*parts, rest]
    _add_asides(document, parts, walk.lines, heard)
    return document


def _add_asides(document: Document, parts: list[Part], lines: dict[int, int], heard: dict[int, str]) -> None:
    """List what stands beside the paragraphs, and the words that pandoc lost, where they belong."""
    # A word that only moved to another paragraph is not lost.
    spare = Counter(_folded_words("".join(heard.values())))
    spare.subtract(Counter(word for part in parts for word in _folded_words(part.text)))
    line = 1
    for number, part in enumerate(parts):
        line = lines.get(number, line)
        lost = _lost(normalize(part.text), heard.get(number, ""), spare)
        if lost:
            part.unplaced(lost)
        document.discarded.extend(Discard(line, text, reason) for text, reason in part.asides)
        document.doubts.extend(Doubt(line, text, code, proposal) for text, code, proposal in part.doubts)


def _folded_words(text: str) -> list[str]:
    """Its words for comparison; pandoc writes capitals out."""
    return _WORD.findall(normalize(text).casefold())


def _lost(text: str, heard: str, spare: Counter[str]) -> str:
    """The words of *text* that are neither in *heard* nor spare elsewhere, in their order."""
    words = _WORD.findall(text)
    missing = Counter(map(str.casefold, words))
    missing.subtract(_folded_words(heard))
    lost = []
    for shown in words:
        word = shown.casefold()
        if missing[word] > 0:
            missing[word] -= 1
            if spare[word] > 0:
                spare[word] -= 1
            else:
                lost.append(shown)
    return text if lost and len(lost) == len(words) else " ".join(lost)


def _language(meta: dict[str, Any]) -> str | None:
    value = meta.get("lang", {})
    return language_of(" ".join(_words([value])))


def _words(nodes: list[Any], limit: int = 5_000) -> list[str]:
    """The first words of a tree, in order."""
    words: list[str] = []
    waiting = list(reversed(nodes))
    while waiting and len(words) < limit:
        node = waiting.pop()
        if isinstance(node, dict):
            if node.get("t") in ("Str", "MetaString"):
                words.append(str(node["c"]))
            elif isinstance(node.get("c"), list):
                waiting.extend(reversed(node["c"]))
        elif isinstance(node, list):
            waiting.extend(reversed(node))
    return words


def _run(data: bytes, reader: str, name: str) -> bytes:
    """Pandoc's JSON for *data*. Time, memory and output are bounded; nothing but standard input is read."""
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", reader, "-t", "json", "--track-changes=all"]
    command += ["+RTS", f"-M{MEMORY}", "-RTS"]
    process = subprocess.Popen(  # noqa: S603 (a fixed command, the data come by standard input)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"LANG": "C.UTF-8"},
    )
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(SECONDS, stop)
    feeder = threading.Thread(target=_feed, args=(process, data), daemon=True)
    clock.start()
    feeder.start()
    try:
        assert process.stdout is not None  # noqa: S101 (for mypy: it is a pipe)
        output = process.stdout.read(MAX_OUTPUT + 1)
        if len(output) > MAX_OUTPUT:
            raise TranscriptError("too_complex")
        code = process.wait()
    finally:
        clock.cancel()
        process.kill()
        process.wait()
        feeder.join()
        if process.stdout is not None:
            process.stdout.close()
    if late.is_set():
        raise TranscriptError("too_slow")
    if code == _OUT_OF_MEMORY:
        raise TranscriptError("too_complex")
    if code != 0:
        raise TranscriptError("broken", format=name)
    return output


def _feed(process: "subprocess.Popen[bytes]", data: bytes) -> None:
    assert process.stdin is not None  # noqa: S101 (for mypy: it is a pipe)
    try:
        with process.stdin as pipe:
            pipe.write(data)
    except OSError:
        # Pandoc gave up before it had read all; its exit code says so.
        return
