"""The SDK's own standard tap tests, against a server of this folder."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from singer_sdk.testing import SuiteConfig, get_tap_test_class
from tap_zengrc.tap import TapZenGrc

from .conftest import KEY_ID, KEY_SECRET, serving

# The SDK builds its tests while this module is imported, so the source must be there by then.
_running = ExitStack()
_ZENGRC = _running.enter_context(serving())
# Objects do not have all fields; the SDK warns of that.
pytestmark = pytest.mark.filterwarnings("ignore:Fields in transformed catalog but not in records")

StandardTapTests = get_tap_test_class(
    TapZenGrc,
    config={"base_url": _ZENGRC.url, "username": KEY_ID, "password": KEY_SECRET},
    suite_config=SuiteConfig(max_records_limit=20),
    include_stream_attribute_tests=False,
)


class TestTapZenGrc(StandardTapTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite."""


@pytest.fixture(scope="module", autouse=True)
def _stop_the_server():
    yield
    _running.close()
