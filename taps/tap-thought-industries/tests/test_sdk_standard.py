"""The SDK's own standard tap tests, against a server of this folder."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from singer_sdk.testing import SuiteConfig, get_tap_test_class
from tap_thought_industries.tap import TapThoughtIndustries

from .conftest import EVENTS, LISTS, NOON, event, serving

# The SDK builds its tests while this module is imported, so the source must be there by then.
_running = ExitStack()
_SERVER = _running.enter_context(serving())
_SERVER.tenant.events = {name: [event(number, NOON + number) for number in range(3)] for name in EVENTS.values()}
_SERVER.tenant.lists = {name: [{"id": f"i{number}"} for number in range(3)] for name in LISTS}

# Records do not have all fields; the SDK warns of that.
pytestmark = pytest.mark.filterwarnings("ignore:Fields in transformed catalog but not in records")

StandardTapTests = get_tap_test_class(
    TapThoughtIndustries,
    config={**_SERVER.config, "start_date": "2024-03-01", "end_date": "2024-03-02"},
    suite_config=SuiteConfig(max_records_limit=20),
    include_stream_attribute_tests=False,
)


class TestTapThoughtIndustries(StandardTapTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite."""


@pytest.fixture(scope="module", autouse=True)
def _stop_the_server():
    yield
    _running.close()
