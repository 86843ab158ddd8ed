"""The SDK's own standard tap tests, against the server of this folder."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from singer_sdk.testing import SuiteConfig, get_tap_test_class
from tap_zendesk.address import iso, now
from tap_zendesk.tap import TapZendesk

from .conftest import serving, ticket

# The SDK builds its tests while this module is imported, so the source must be there by then.
_running = ExitStack()
_ZENDESK = _running.enter_context(serving())
_ZENDESK.account.exports["tickets"] = [ticket(1), ticket(2)]
_ZENDESK.account.lists |= {
    path: [{"id": 1}, {"id": 2}] for path in ("groups", "tickets/1/comments", "tickets/2/audits")
}
# Objects do not have all fields, and not every stream has rows; the SDK warns of both.
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning")

StandardTapTests = get_tap_test_class(
    TapZendesk,
    config={**_ZENDESK.config, "start_date": iso(now() - 86_400 * 900)},
    suite_config=SuiteConfig(max_records_limit=20, ignore_no_records=True),
    include_stream_attribute_tests=False,
)


class TestTapZendesk(StandardTapTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite."""


@pytest.fixture(scope="module", autouse=True)
def _stop_the_server():
    yield
    _running.close()
