"""tap-thought-industries: settings and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from singer_sdk import typing as th
from tap_common.errors import ConfigurationError
from tap_common.http import HTTP_SETTINGS, HttpTap
from typing_extensions import override

from tap_thought_industries.client import EVENT_REQUESTS, PLAN_REQUESTS, api_address
from tap_thought_industries.moments import setting
from tap_thought_industries.streams import STREAMS
from tap_thought_industries.windows import fixed_window

if TYPE_CHECKING:
    from collections.abc import Sequence

    from singer_sdk import Stream


class TapThoughtIndustries(HttpTap):
    """Reads learning events by windows of time, and users, content and the like by cursor."""

    name = "tap-thought-industries"
    package_name = "tap-thought-industries"

    config_jsonschema = th.PropertiesList(
        th.Property(
            "base_url",
            th.StringType,
            required=True,
            description="Address of the tenant's API, e.g. https://university.gitlab.com/incoming/v2.",
        ),
        th.Property("api_key", th.StringType, required=True, secret=True, description="API key (Settings, Security)."),
        th.Property(
            "start_date",
            th.StringType,
            description="First moment of the events to read, where there is no bookmark; 2010-02-01 when unset.",
        ),
        th.Property(
            "end_date",
            th.StringType,
            description="With start_date: read the events from start_date up to, but not including, this moment, and "
            "leave the bookmark alone. Unset: read from the bookmark up to now.",
        ),
        th.Property(
            "window_days",
            th.IntegerType,
            default=30,
            description="Events are read in pieces of so many days; the bookmark moves after each that has events.",
        ),
        th.Property(
            "overlap_minutes",
            th.IntegerType,
            default=60,
            description="How far before the bookmark a run begins, for events that arrive late.",
        ),
        th.Property(
            "full_read_days",
            th.IntegerType,
            default=7,
            description="Users, content and the like are read from the first page after so many days, otherwise from "
            "the last cursor; 0 reads all of them each time.",
        ),
        th.Property(
            "plan_requests_per_minute",
            th.IntegerType,
            default=PLAN_REQUESTS,
            description="Requests a minute that the plan allows, a sixth of them at once; 120 on the standard plan.",
        ),
        th.Property(
            "event_requests_per_minute",
            th.IntegerType,
            default=EVENT_REQUESTS,
            description="Requests of events a minute, of all kinds together.",
        ),
        *HTTP_SETTINGS,
    ).to_dict()

    @override
    def discover_streams(self) -> Sequence[Stream]:
        api_address(self.config["base_url"])
        self._check_numbers()
        if fixed_window(self.config) is None and self.config.get("start_date"):
            setting("start_date", self.config["start_date"])
        return [stream(self) for stream in STREAMS]

    def _check_numbers(self) -> None:
        for name, least in (
            ("window_days", 1),
            ("overlap_minutes", 0),
            ("full_read_days", 0),
            ("plan_requests_per_minute", 1),
            ("event_requests_per_minute", 1),
        ):
            if int(self.config[name]) < least:
                raise ConfigurationError(f"Setting {name} must be at least {least}, not {self.config[name]}.")


if __name__ == "__main__":
    TapThoughtIndustries.cli()
