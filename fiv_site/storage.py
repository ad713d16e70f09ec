"""How static files are stored."""

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath, relpath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = re.compile(r'@import url\("([^":]+)"\) layer\(([\w-]+)\);')
_OWN_FILE = re.compile(r'url\("(?![a-z]+:|/)([^"]+)"\)')


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Compressed, with a hash of the content in every name, also in what ES modules import.

    A style sheet holds what it imports into a layer, so that a page asks for one file however many it is written in.
    """

    support_js_module_import_aggregation = True

    def post_process(self, paths: dict[str, tuple[Storage, str]], *args: Any, **options: Any) -> Iterator[Any]:
        whole = InMemoryStorage()
        for name in [name for name in paths if name.endswith(".css")]:
            text = _text(paths, name)
            if _IMPORT.search(text):
                whole.save(name, ContentFile(_with_imports(text, name, paths).encode()))
                paths[name] = (whole, name)
        yield from super().post_process(paths, *args, **options)


def _text(paths: dict[str, tuple[Storage, str]], name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()


def _with_imports(text: str, name: str, paths: dict[str, tuple[Storage, str]]) -> str:
    folder = dirname(name)

    def imported(found: re.Match[str]) -> str:
        target = normpath(join(folder, found[1]))
        moved = _OWN_FILE.sub(
            lambda own: f'url("{relpath(join(dirname(target), own[1]), folder)}")', _text(paths, target)
        )
        return f"@layer {found[2]} {{\n{moved}}}"

    return _IMPORT.sub(imported, text)
