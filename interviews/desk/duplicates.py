"""Experts and topics that may be the same."""

from collections.abc import Iterable
from typing import Any

from interviews.models.reference import Named
from interviews.search.analysis import tokens


def duplicates_of(model: type[Named], names: Iterable[str], pk: int | None) -> list[Any]:
    """All others of a model that go by one of the names, however it is spelt: `Müller` is `Mueller`."""
    wanted = {_folded(name) for name in names} - {""}
    others = model._default_manager.exclude(pk=pk).only("name", "aliases")
    return [other for other in others if wanted & {_folded(name) for name in (other.name, *other.alias_list)}]


def _folded(name: str) -> str:
    return " ".join(tokens(name))
