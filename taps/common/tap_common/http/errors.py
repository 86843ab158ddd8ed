"""What can go wrong with an HTTP source; every message names source, stream, request, status, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tap_common.errors import (
    AuthenticationError,
    ConnectionFailedError,
    MalformedAnswerError,
    NotFoundError,
    PermissionDeniedError,
    TapError,
)

if TYPE_CHECKING:
    from tap_common.http.redaction import Redactor

EXCERPT_CHARACTERS = 200
# Redaction comes before the cut, so that no half secret is left; more than this is never looked at.
_LOOKED_AT = 20 * EXCERPT_CHARACTERS

# The keys under which vendors put their message, in the order in which they are asked.
_MESSAGE_KEYS = (
    "error", "title", "message", "Message", "error_description", "description", "detail", "details", "reason",
    "reasons", "errors", "errorMessage", "error_message", "faultstring", "statusMessage", "msg",
)  # fmt: skip


@dataclass(frozen=True)
class Endpoint:
    """Who asked what of whom."""

    source: str
    stream: str
    method: str
    path: str

    @classmethod
    def of_url(cls, source: str, stream: str, method: str, url: str) -> Endpoint:
        """Take the path of a URL and leave its query, which may hold secrets."""
        return cls(source, stream, method, urlsplit(url).path or "/")

    def __str__(self) -> str:
        """Give e.g. `zendesk, stream tickets: GET /api/v2/tickets.json`."""
        return f"{self.source}, stream {self.stream}: {self.method} {self.path}"


class HttpError(TapError):
    """Root of the errors of HTTP sources."""

    retriable = False

    def __init__(
        self,
        endpoint: Endpoint,
        what: str,
        advice: str,
        *,
        status: int | None = None,
        wait_seconds: float | None = None,
    ) -> None:
        """Say what happened and what to do.

        Args:
            endpoint: the request.
            what: what happened, without secrets.
            advice: what to do.
            status: of the answer, if there was one.
            wait_seconds: how long the source wants not to be asked, if it said so.
        """
        super().__init__(endpoint, what, advice)
        self.endpoint = endpoint
        self.what = what
        self.advice = advice
        self.status = status
        self.wait_seconds = wait_seconds
        self.tries = 1
        self.seconds = 0.0

    def __str__(self) -> str:
        """Give one line: source, stream, request, what happened, how often it was tried, what to do."""
        tried = f" ({self.tries} tries in {self.seconds:.0f} s)" if self.tries > 1 else ""
        asked = f"; it asks for {self.wait_seconds:.0f} s without requests" if self.wait_seconds else ""
        return f"{self.endpoint} {self.what}{tried}{asked}. {self.advice}"


class SignInRefusedError(HttpError, AuthenticationError):
    """401: the credentials are wrong or have run out."""


class ForbiddenError(HttpError, PermissionDeniedError):
    """403: the account may not read this."""


class EndpointNotFoundError(HttpError, NotFoundError):
    """404 or 410: there is no such path for this account."""


class RequestRejectedError(HttpError):
    """Any other 4xx, or a redirect that leads nowhere: the request itself is wrong."""


class RateLimitExhaustedError(HttpError):
    """429, and waiting as long as the settings allow did not help."""

    retriable = True


class ServerError(HttpError):
    """5xx or 408: the source failed."""

    retriable = True


class TransportError(HttpError, ConnectionFailedError):
    """No connection, a broken one, or no answer in time."""

    retriable = True


class TruncatedBodyError(HttpError, MalformedAnswerError):
    """The answer ends before its end."""

    retriable = True


class MalformedBodyError(HttpError, MalformedAnswerError):
    """The answer is complete and cannot be right: HTML, no JSON, or the key of the records is missing."""


def status_error(
    endpoint: Endpoint,
    status: int,
    *,
    message: str | None,
    wait_seconds: float | None = None,
    retriable: bool = False,
) -> HttpError:
    """Give the error of a status that is not a success.

    Args:
        endpoint: the request.
        status: the answer's.
        message: the vendor's, see `vendor_message`.
        wait_seconds: what the answer asks for.
        retriable: that this status may pass, beyond those that always may (408, 429, 5xx).
    """
    kind, advice = _kind_and_advice(status)
    said = f': "{message}"' if message else ", without a message"
    error = kind(
        endpoint, f"answered {status}{_phrase(status)}{said}", advice, status=status, wait_seconds=wait_seconds
    )
    error.retriable = error.retriable or retriable
    return error


def _kind_and_advice(status: int) -> tuple[type[HttpError], str]:
    if status == HTTPStatus.UNAUTHORIZED:
        return SignInRefusedError, "Check the credentials in the tap's settings; they are wrong, revoked or expired."
    if status == HTTPStatus.FORBIDDEN:
        return ForbiddenError, "Give the account the permission to read this, or deselect the stream."
    if status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return EndpointNotFoundError, "Check the address in the tap's settings; where the plan lacks it, deselect it."
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return RateLimitExhaustedError, "Lower requests_per_minute, raise max_retry_seconds, or run at a quieter hour."
    if status == HTTPStatus.REQUEST_TIMEOUT or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return (
            ServerError,
            "Run again later, the bookmark stays where it was; if it lasts, ask the vendor's status page.",
        )
    return RequestRejectedError, "Check the tap's settings (dates, filters, identifiers) against the vendor's message."


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:  # such as Cloudflare's 520
        return ""


def vendor_message(document: Any) -> str | None:
    """Give what a vendor's JSON error body says, e.g. `RecordNotFound: Not found`.

    `error` may be a text or an object, `errors` a list of either (facts: zendesk A.6).
    """
    found: list[str] = []
    _collect(document, found, depth=0)
    return ": ".join(dict.fromkeys(found)) or None


def _collect(value: Any, found: list[str], depth: int) -> None:
    if isinstance(value, str):
        if value.strip():
            found.append(" ".join(value.split()))
    elif isinstance(value, list) and depth <= _DEEPEST:
        for item in value[:3]:
            _collect(item, found, depth + 1)
    elif isinstance(value, dict) and depth <= _DEEPEST:
        for key in _MESSAGE_KEYS:
            _collect(value.get(key), found, depth + 1)


_DEEPEST = 3


def excerpt(text: str, redactor: Redactor) -> str:
    """Give the beginning of a text on one line, at most 200 characters, without secrets."""
    line = " ".join(redactor.clean(text[:_LOOKED_AT]).split())
    return line if len(line) <= EXCERPT_CHARACTERS else f"{line[: EXCERPT_CHARACTERS - 4]} ..."
