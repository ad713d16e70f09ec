"""What the manuscript page sends, for tests that edit without a browser."""

from itertools import count
from typing import Any

from django.test import Client

from interviews.models import Interview

_numbers = count()


def base(piece: Interview) -> str:
    return f"/redaktion/interviews/interview/{piece.pk}/"


def send(client: Client, piece: Interview, *operations: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Operations to the working copy; each gets an id of its own unless it has one."""
    numbered = [{"id": f"op-{next(_numbers)}", **operation} for operation in operations]
    data = {"place": "", "operations": numbered, **more}
    response = client.post(base(piece) + "copy/", data, content_type="application/json")
    assert response.status_code == 200, response.content
    return response.json()


def save(client: Client, piece: Interview, **data: Any) -> Any:
    """The response to saving the working copy."""
    return client.post(base(piece) + "save/", data, content_type="application/json")
