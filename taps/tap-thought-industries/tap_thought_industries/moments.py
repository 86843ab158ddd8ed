"""Moments as the API has them: milliseconds in queries, ISO 8601 in bodies (facts: thought-industries C.1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tap_common.errors import ConfigurationError

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(text: str) -> int:
    """Give the milliseconds since 1970 of an ISO 8601 moment, rounded down; without an offset it is UTC.

    Raises:
        ValueError: when it is no moment.
    """
    moment = datetime.fromisoformat(text)
    return ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _EPOCH) // _MILLISECOND


def iso(moment_ms: int) -> str:
    """Give milliseconds since 1970 as ISO 8601, e.g. `2023-02-10T16:44:45.084Z`."""
    return (_EPOCH + moment_ms * _MILLISECOND).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def setting(name: str, value: str) -> int:
    """Give the milliseconds of a setting.

    Raises:
        ConfigurationError: naming the setting, when it is no moment.
    """
    try:
        return milliseconds(value)
    except ValueError:
        raise ConfigurationError(
            f"Setting {name} must be a day or a moment such as 2024-03-01T00:00:00Z, not {value!r}."
        ) from None
