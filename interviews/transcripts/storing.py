"""A reading as JSON, so that what was understood once can be corrected later. Fields with their default are left out."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from .blocks import Block, Document, Run
from .model import Discard, Doubt
from .reading import Cut, Mark, Reading, Voice

# Raised with every change of the classes that are stored.
SCHEMA = 1


class OtherSchema(ValueError):
    """The JSON was written by another version of this program."""


def to_json(reading: Reading) -> dict[str, Any]:
    document = reading.document
    return {
        "schema": SCHEMA,
        "language": reading.language,
        "title": reading.title,
        "standfirst": reading.standfirst,
        "spoken": document.spoken,
        "blocks": [_brief(block) | {"runs": [_brief(run) for run in block.runs]} for block in document.blocks],
        "marks": [_brief(mark) | {"cuts": [_brief(cut) for cut in mark.cuts]} for mark in reading.marks],
        "voices": {key: _brief(voice) for key, voice in reading.voices.items()},
        "discarded": [_brief(discard) for discard in document.discarded],
        "doubts": [_brief(doubt) for doubt in reading.doubts],
    }


def from_json(data: Mapping[str, Any]) -> Reading:
    """Raises OtherSchema."""
    if data.get("schema") != SCHEMA:
        raise OtherSchema(data.get("schema"))
    blocks = [
        Block(**block | {"runs": tuple(Run(**run) for run in block["runs"]), "cells": tuple(block.get("cells", ()))})
        for block in data["blocks"]
    ]
    marks = tuple(Mark(**mark | {"cuts": tuple(Cut(**cut) for cut in mark["cuts"])}) for mark in data["marks"])
    voices = {k: Voice(**voice | {"aliases": tuple(voice.get("aliases", ()))}) for k, voice in data["voices"].items()}
    document = Document(blocks, discarded=[Discard(**discard) for discard in data["discarded"]], spoken=data["spoken"])
    doubts = tuple(Doubt(**doubt) for doubt in data["doubts"])
    return Reading(document, marks, voices, data["language"], data["title"], data["standfirst"], doubts)


def _brief(value: Any) -> dict[str, Any]:
    """The fields of a dataclass that differ from their defaults, by name."""
    named = {f.name: (getattr(value, f.name), f.default) for f in fields(value)}
    return {name: held for name, (held, default) in named.items() if default is MISSING or held != default}
