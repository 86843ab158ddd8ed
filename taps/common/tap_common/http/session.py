"""The one `requests.Session` of a tap: pooled, named, and without retries or credentials of its own."""

from __future__ import annotations

from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from typing_extensions import override

from tap_common.http.redaction import is_secret_header

# A tap reads at most a parent's next page, its own and a child's at a time; the rest is room.
_CONNECTIONS = 10


_PORTS = {"http": 80, "https": 443}


class _Session(requests.Session):
    @override
    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Take all credentials from a redirect to another place: requests leaves X-Api-Key, and asks ~/.netrc."""
        before, after = _origin(response.request.url), _origin(prepared_request.url)
        upgraded = before[0] == after[0] and (before[1:], after[1:]) == (("http", 80), ("https", 443))
        if before != after and not upgraded:
            for name in [name for name in prepared_request.headers if is_secret_header(name)]:
                del prepared_request.headers[name]


def make_session(user_agent: str) -> requests.Session:
    """Make a session whose adapters keep connections and never retry; retry.py does that, and it can be seen.

    Args:
        user_agent: value of the User-Agent header.
    """
    session = _Session()
    session.headers["User-Agent"] = user_agent
    session.headers["Accept"] = "application/json"
    # Without this a line of ~/.netrc for the source's host would replace the Authorization header.
    session.auth = _leave_as_is
    adapter = HTTPAdapter(pool_connections=_CONNECTIONS, pool_maxsize=_CONNECTIONS, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    return session


def user_agent_of(tap_name: str, version: str) -> str:
    """Give the default User-Agent, e.g. `denomas-tap-zendesk/0.1.0`."""
    # The SDK's version of a tap that is not installed is a sentence.
    return f"denomas-{tap_name}/{version if version[:1].isdigit() else 'unknown'}"


def _leave_as_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _origin(url: str | None) -> tuple[str | None, str, int | None]:
    parts = urlsplit(url or "")
    return parts.hostname, parts.scheme, parts.port or _PORTS.get(parts.scheme)
