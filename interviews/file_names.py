"""Names of files as they come in."""

import re
from pathlib import PurePath


def clean_file_name(name: str) -> str:
    """The last part of a path, without anything invisible (line ends, changes of direction), at most 255 long."""
    name = re.split(r"[/\\]", name)[-1]
    name = "".join(c for c in name if c.isprintable()).strip(" .")
    suffix = PurePath(name).suffix
    return name if len(name) <= 255 else name[: 255 - len(suffix[:20])] + suffix[:20]
