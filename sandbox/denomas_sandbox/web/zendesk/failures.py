"""Zendesk's errors; `error` is sometimes a text and sometimes an object (facts: zendesk A.6)."""

from __future__ import annotations

from typing import Any

from starlette.responses import PlainTextResponse, Response

from denomas_sandbox.web.answers import answer

_FORBIDDEN = "You do not have access to this page. Please contact the account owner of this help desk for further help."
_RESTRICTED = "Access to this resource is restricted. Please contact the account administrator for assistance."
_EXPIRED = "The access token provided is expired, revoked, malformed or invalid for other reasons."
_BODIES: dict[int, Any] = {
    400: {"error": {"title": "Invalid attribute", "message": "You passed an invalid value for a parameter."}},
    401: {"error": "Couldn't authenticate you"},
    403: {"error": {"title": "Forbidden", "message": _FORBIDDEN}},
    404: {"error": "RecordNotFound", "description": "Not found"},
    409: {"error": "DatabaseConflict", "description": "Database collision"},
    422: {"error": "InvalidValue", "description": "Invalid value", "details": {}},
    429: {"error": "APIRateLimitExceeded", "description": "Number of allowed API requests per minute exceeded"},
    500: {"error": "InternalError", "description": "Something went wrong"},
    502: {"error": "BadGateway"},
    503: {"error": "DatabaseUnavailable", "description": "Down for maintenance"},
}


def failure(status: int) -> Response:
    """Give the usual answer with that status."""
    if status == 504:  # noqa: PLR2004
        return PlainTextResponse("upstream request timeout", status)
    return answer(_BODIES.get(status, {"error": "InternalError"}), status)


def too_many(seconds: str, *, exports: bool = False) -> Response:
    """Give the answer to too many requests."""
    what = "incremental export API" if exports else "API"
    body = {"error": "APIRateLimitExceeded", "description": f"Number of allowed {what} requests per minute exceeded"}
    return answer(body, 429, {"retry-after": seconds})


def bad_token() -> Response:
    """Give the answer to a Bearer token that is wrong or too old."""
    return answer({"error": "invalid_token", "error_description": _EXPIRED}, 401)


def too_recent() -> Response:
    """Give the answer to a start_time in the last minute."""
    text = "Too recent start_time. Use a start_time older than 60 seconds."
    return answer({"error": "StartTimeTooRecent", "description": text}, 400)


def invalid(field: str, text: str) -> Response:
    """Give the answer to a parameter that can't be read."""
    details = {field: [{"error": "InvalidValue", "description": text}]}
    return answer({"error": "InvalidValue", "description": "Invalid value", "details": details}, 422)


def deep_offset(status: int) -> Response:
    """Give the answer to a page beyond the first 10,000 records."""
    if status == 429:  # noqa: PLR2004
        return answer({"error": "PaginationLimit", "description": "Pagination limit reached for offset model"}, status)
    return failure(status)


def lacking(path: str) -> Response:
    """Give the answer for what the plan has not; newer accounts word it otherwise."""
    if path.startswith("routing"):
        return answer({"error": {"title": "Forbidden", "message": _RESTRICTED}}, 403)
    return failure(403)


def no_page() -> Response:
    """Give the answer for what the account has not switched on."""
    text = "The page you were looking for doesn't exist. You may have mistyped the address or the page may have moved"
    return answer({"error": {"title": "Invalid page", "message": text}}, 404)


def scope_missing() -> Response:
    """Give the answer to a token that may not read."""
    return answer({"error": "Forbidden", "description": "Missing the following required scopes: read"}, 403)
