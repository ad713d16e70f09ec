"""What a request to the desk says: who asks, whether they may, and what was sent."""

import json
import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse

# What JSON can say and no database holds: NUL, and halves of surrogate pairs.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def editors_only(view: Callable[..., HttpResponse]) -> Any:
    """Anonymous people are sent to log in; others without the right get 403."""
    allowed = permission_required("interviews.change_interview", raise_exception=True)(view)
    return login_required(allowed, login_url="admin:login")


def editor_of(request: HttpRequest) -> Any:
    """The user behind a request that only editors can make."""
    return request.user


def json_of(request: HttpRequest) -> dict[str, Any]:
    """The request's JSON object, all its strings such that they can be stored; an empty one for anything else."""
    try:
        data = _storable(json.loads(request.body, parse_constant=_refused))
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _storable(data: Any) -> Any:
    if isinstance(data, str):
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", data)
    if isinstance(data, list):
        return [_storable(one) for one in data]
    if isinstance(data, dict):
        return {_storable(name): _storable(value) for name, value in data.items()}
    return data


def _refused(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def key_in(text: str) -> int:
    """A primary key as an address or a form sends it; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
