"""How the time to read and to render grows with hostile input: `python bench/hostile.py`, exit status 1 if too fast.

Each pattern is read, or rendered for readers, at three sizes, each twice the one before; the exponent is that of
size in time (1 is linear).
"""

import math
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

import contextlib

from django.conf import settings

from interviews.publishing.rendering import render_markdown
from interviews.transcripts import TranscriptError, read_transcript

SIZES = (20_000, 40_000, 80_000)
LIMIT = 1.25
# Shorter times are noise.
LEAST_SECONDS = 0.5

# What an editor may type into a field, at most 200,000 characters.
RENDERED: dict[str, Callable[[int], str]] = {
    "brackets": lambda n: "[" * n,
    "image brackets": lambda n: "![" * (n // 2),
    "references": lambda n: "[a][" * (n // 4),
    "noted brackets": lambda n: "[noch x " * (n // 8),
    "open targets": lambda n: "[a](b " * (n // 6),
    "no targets": lambda n: "[a](" * (n // 4),
    "open titles": lambda n: '[a](b "c) ' * (n // 10),
    "nested numbers": lambda n: "1. " * (n // 3) + "x",
    "nested quotes": lambda n: "> " * (n // 2) + "x",
    "emphasis": lambda n: "_*" * (n // 2),
}

PATTERNS: dict[str, Callable[[int], str]] = {
    "labels": lambda n: "A: " * (n // 3),
    "many labels": lambda n: "\n".join(f"Name{i}: x" for i in range(n // 10)),
    "labels twice": lambda n: "\n".join(f"N{i // 2}: x?" for i in range(n // 8)),
    "short lines": lambda n: "a\n" * (n // 2),
    "open brackets": lambda n: "[noch " * (n // 6) + "\nA: x?\nB: y",
    "unclear speech": lambda n: "(unv." * (n // 5) + "\nA: x?\nB: y",
    "hashes": lambda n: "##" * (n // 2) + "\n\nx",
    "asterisks": lambda n: "*" * n + "\n\nx",
    "underscores": lambda n: "_" * n + "\n\nx",
    "backslashes": lambda n: "\\" * n + "\n\nx",
    "apostrophes": lambda n: "'" * n + "\n\nx",
    "colons": lambda n: ":" * n + "\n\nx",
    "backticks": lambda n: "A: x\n\nB: " + "` a " * (n // 4),
    "time codes": lambda n: "A: x\n\nB: " + "[00:00:01]" * (n // 10),
    "long lines": lambda n: "A: " + "wort " * (n // 5) + "?\n\nB: y",
    "links": lambda n: "# A\n\n" + "[a](b " * (n // 6) + "\n\nx",
}


def read(text: str) -> None:
    with contextlib.suppress(TranscriptError):
        read_transcript(text)


def seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start


def main() -> int:
    settings.configure()
    failed = False
    for work, patterns in ((read, PATTERNS), (render_markdown, RENDERED)):
        for name, pattern in patterns.items():
            times = [seconds(work, pattern(size)) for size in SIZES]
            exponent = math.log(max(times[-1], 1e-4) / max(times[0], 1e-4)) / math.log(SIZES[-1] / SIZES[0])
            bad = exponent > LIMIT and times[-1] > LEAST_SECONDS
            failed = failed or bad
            print(f"{name:16}", *(f"{t:7.3f}" for t in times), f"{exponent:6.2f}", "grows too fast" if bad else "")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
