"""What the exceptions of `requests` and `urllib3` mean: an HttpError without URL, query or object addresses in it."""

from __future__ import annotations

import http.client
from typing import TYPE_CHECKING, Any

import requests.exceptions as r
import urllib3.exceptions as u

from tap_common.http.errors import HttpError, RequestRejectedError, TransportError, TruncatedBodyError, excerpt

if TYPE_CHECKING:
    from tap_common.http.errors import Endpoint
    from tap_common.http.redaction import Redactor
    from tap_common.http.settings import HttpSettings

_CHECK = "Check the address in the tap's settings, the network and the proxy"
_AGAIN = "Run again; if it lasts, ask the vendor. The bookmark stays where it was."


def transport_error(  # noqa: PLR0911  one return a meaning
    error: Exception, endpoint: Endpoint, settings: HttpSettings, redactor: Redactor
) -> HttpError:
    """Give the error to raise; the caller does not chain it, for the text of the cause may hold the query's secrets.

    Args:
        error: raised while a request was sent or its body read.
        endpoint: the request.
        settings: the time-outs that held.
        redactor: cleans the reason.
    """
    reason = excerpt(_reason(error), redactor)
    if isinstance(error, r.ConnectTimeout):
        what = f"was not sent: no connection within connect_timeout_seconds ({settings.connect_timeout_seconds:g})"
        return TransportError(endpoint, what, f"{_CHECK}.")
    if isinstance(error, (r.ReadTimeout, u.ReadTimeoutError, TimeoutError)):
        what = f"was not answered within read_timeout_seconds ({settings.read_timeout_seconds:g}): {reason}"
        return TransportError(endpoint, what, "Raise the setting, or run at a quieter hour.")
    if isinstance(error, (r.ContentDecodingError, u.DecodeError)):
        return TruncatedBodyError(endpoint, f"answered with a body that cannot be decompressed: {reason}", _AGAIN)
    if any(isinstance(cause, (r.ChunkedEncodingError, http.client.IncompleteRead)) for cause in _causes(error)):
        return TruncatedBodyError(endpoint, f"answered with a body that is cut off: {reason}", _AGAIN)
    if isinstance(error, r.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        advice = "If the authority is your proxy's, add it to the file that REQUESTS_CA_BUNDLE names."
        return RequestRejectedError(endpoint, f"was not sent: the certificate is not trusted: {reason}", advice)
    if isinstance(error, (ValueError, r.TooManyRedirects, u.LocationValueError)):
        return RequestRejectedError(endpoint, f"cannot be sent: {reason}", f"{_CHECK}.")
    return TransportError(endpoint, f"failed: {reason}", f"{_CHECK}; run again.")


def _reason(error: Exception) -> str:
    """Give the text of the innermost cause that says something: the outer ones repeat the URL and object addresses."""
    for cause in reversed(_causes(error)):
        if isinstance(cause, u.ReadTimeoutError):
            return str(cause.args[-1]).rpartition(": ")[2] or "no data"
        if isinstance(cause, (OSError, http.client.HTTPException)) and not isinstance(cause, r.RequestException):
            return (
                f"{type(cause).__name__}: {cause.strerror if isinstance(cause, OSError) and cause.strerror else cause}"
            )
    # Errors of requests itself may quote the URL; their type says enough.
    return type(error).__name__


def _causes(error: BaseException) -> list[BaseException]:
    """Give an error and what it wraps, outermost first."""
    found: list[BaseException] = []
    inner: Any = error
    while isinstance(inner, BaseException) and inner not in found:
        found.append(inner)
        wrapped = [item for item in (getattr(inner, "reason", None), *inner.args) if isinstance(item, BaseException)]
        inner = wrapped[-1] if wrapped else inner.__cause__ or inner.__context__
    return found
