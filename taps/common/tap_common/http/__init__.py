"""The manners of taps over HTTP; HTTP.md beside this package says how a tap uses them."""

from __future__ import annotations

from tap_common.http.client import HttpClient
from tap_common.http.errors import HttpError
from tap_common.http.extra import with_extra
from tap_common.http.paginators import CursorPaginator, NextUrlPaginator
from tap_common.http.rate_limit import Budget
from tap_common.http.settings import HTTP_SETTINGS
from tap_common.http.stream import HttpStream
from tap_common.http.tap import HttpTap

__all__ = [
    "HTTP_SETTINGS",
    "Budget",
    "CursorPaginator",
    "HttpClient",
    "HttpError",
    "HttpStream",
    "HttpTap",
    "NextUrlPaginator",
    "with_extra",
]
