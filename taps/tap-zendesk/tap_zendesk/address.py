"""Where the account is, and from when on it is read."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tap_common.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

API_PATH = "/api/v2"

# 3 to 63 characters, a lower-case letter first (facts: zendesk A.2).
_SUBDOMAIN = re.compile(r"[a-z][a-z0-9-]{2,62}")

# Exports leave out the last minute and refuse a start_time within it; the second minute is for clocks that differ
# (facts: zendesk A.4).
NEWEST_START_SECONDS = 120


def host_address(config: Mapping[str, Any]) -> str:
    """Give the address that `/api/v2` and `/oauth` follow: `base_url`, or `https://<subdomain>.zendesk.com`.

    Raises:
        ConfigurationError: when a setting is wrong, or neither is set.
    """
    base_url = (config.get("base_url") or "").strip()
    if base_url:
        parts = urlsplit(base_url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise ConfigurationError(
                f"Setting base_url must be an address such as https://acme.zendesk.com, not {base_url!r}."
            )
        return parts._replace(path=parts.path.rstrip("/").removesuffix(API_PATH)).geturl()
    subdomain = (config.get("subdomain") or "").strip()
    if not _SUBDOMAIN.fullmatch(subdomain):
        raise ConfigurationError(
            "Setting subdomain must be the first part of <subdomain>.zendesk.com: 3 to 63 lower-case letters, digits "
            f"and dashes, a letter first; it is {subdomain!r}."
        )
    return f"https://{subdomain}.zendesk.com"


def start_time(config: Mapping[str, Any]) -> int:
    """Give the setting start_date in Unix seconds, 0 when unset.

    Raises:
        ConfigurationError: when it is no date, or one in the future.
    """
    text = config.get("start_date")
    if not text:
        return 0
    try:
        seconds = unix_seconds(str(text))
    except ValueError:
        raise ConfigurationError(
            f"Setting start_date must be a day or a moment such as 2012-12-30T00:00:00Z, not {text!r}."
        ) from None
    if seconds > now():
        raise ConfigurationError(f"Setting start_date is in the future ({text}), so nothing would ever be read.")
    return max(0, seconds)


def unix_seconds(text: str) -> int:
    """Give the Unix seconds of an ISO 8601 day or moment; without an offset it is UTC.

    Raises:
        ValueError: when it is neither.
    """
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def iso(seconds: int) -> str:
    """Give the moment of Unix seconds as the source spells it, e.g. `2026-03-01T12:00:00Z`."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def now() -> int:
    """Give the present in Unix seconds."""
    return int(time.time())


def accepted_start(seconds: int) -> int:
    """Give a start_time that the source takes: not negative, and not within the last minute."""
    return max(0, min(seconds, now() - NEWEST_START_SECONDS))
