"""What a request to the desk says: who asks, whether they may, and what was sent."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse


def editors_only(view: Callable[..., HttpResponse]) -> Any:
    """Anonymous people are sent to log in; others without the right get 403."""
    allowed = permission_required("interviews.change_interview", raise_exception=True)(view)
    return login_required(allowed, login_url="admin:login")


def editor_of(request: HttpRequest) -> Any:
    """The user behind a request that only editors can make."""
    return request.user


def json_of(request: HttpRequest) -> dict[str, Any]:
    """The request's JSON object; an empty one for anything else."""
    try:
        data = json.loads(request.body)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def key_in(text: str) -> int:
    """A primary key as an address or a form sends it; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
