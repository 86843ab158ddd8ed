"""Answers in JSON, written fast: a page of a thousand records must cost the reader's time, not the stand-in's."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from starlette.requests import Request

_encode = msgspec.json.Encoder().encode


def answer(content: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """Give an answer with a JSON body."""
    return Response(_encode(content), status, headers, "application/json; charset=utf-8")


def zulu(moment: datetime) -> str:
    """Write a UTC time with seconds and a Z."""
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z"


def basic_credentials(request: Request) -> tuple[str, str] | None:
    """Give user and password of HTTP Basic authentication, None where there are none or they can't be read."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        user, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (user, password) if colon else None


def bearer_token(request: Request) -> str | None:
    """Give the token of Bearer authentication, None where there is none."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    return value.strip() if scheme.lower() == "bearer" else None
