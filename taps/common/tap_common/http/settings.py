"""The settings that every HTTP tap has, for its `config_jsonschema`, and the same as a typed object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from singer_sdk import typing as th

from tap_common.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Mapping

CONNECT_TIMEOUT_SECONDS = 10.0
READ_TIMEOUT_SECONDS = 300.0
MAX_TRIES = 8
MAX_RETRY_SECONDS = 900.0

# A fraction is fine in a file; without `integer` beside it, Meltano could not pass it from an environment variable.
_SECONDS = th.CustomType({"type": ["integer", "number", "null"]})

HTTP_SETTINGS: tuple[th.Property[Any], ...] = (
    th.Property(
        "connect_timeout_seconds",
        _SECONDS,
        default=CONNECT_TIMEOUT_SECONDS,
        description="How long to wait for a connection.",
    ),
    th.Property(
        "read_timeout_seconds",
        _SECONDS,
        default=READ_TIMEOUT_SECONDS,
        description="How long the source may be silent within an answer; an answer that drips in more slowly than "
        "1 KiB/s is given up after the same time.",
    ),
    th.Property(
        "max_tries",
        th.IntegerType,
        default=MAX_TRIES,
        description="How often one request is sent at most, while it fails in a way that may pass.",
    ),
    th.Property(
        "max_retry_seconds",
        _SECONDS,
        default=MAX_RETRY_SECONDS,
        description="How long one request is tried at most, waits included. A longer wait that the source asks for "
        "ends the run.",
    ),
    th.Property(
        "requests_per_minute",
        th.IntegerType,
        description="Send no more requests a minute than this, where less than the source's own limit is wanted.",
    ),
    th.Property(
        "user_agent",
        th.StringType,
        description="User-Agent of all requests; denomas-<tap>/<version> when unset.",
    ),
)


@dataclass(frozen=True)
class HttpSettings:
    """The values of HTTP_SETTINGS; times in seconds."""

    connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS
    read_timeout_seconds: float = READ_TIMEOUT_SECONDS
    max_tries: int = MAX_TRIES
    max_retry_seconds: float = MAX_RETRY_SECONDS
    requests_per_minute: int | None = None
    user_agent: str | None = None

    @classmethod
    def from_config(cls, config: Mapping[str, Any]) -> Self:
        """Take the values from a tap's config; what is unset has its default.

        Raises:
            ConfigurationError: when a number is not above zero, naming the setting.
        """
        given = {name: config[name] for name in cls.__dataclass_fields__ if config.get(name) is not None}
        for name, value in given.items():
            if name != "user_agent" and not value > 0:
                raise ConfigurationError(f"Setting {name} must be above zero, not {value!r}.")
        return cls(**given)
