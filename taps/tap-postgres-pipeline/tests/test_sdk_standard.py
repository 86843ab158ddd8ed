"""The SDK's own standard tap tests, against the sandbox's ops database."""

from __future__ import annotations

import atexit
import tempfile
from pathlib import Path

from denomas_sandbox.api import Sandbox
from singer_sdk.testing import SuiteConfig, get_tap_test_class
from tap_postgres_pipeline.tap import TapPostgresPipeline

# The SDK builds its tests while this module is imported, so the source must be there by then.
_FOLDER = Path(tempfile.mkdtemp(prefix="tap-standard-"))
_SANDBOX = Sandbox.start(_FOLDER, scale=1)
# Not a fixture: every worker of pytest imports this module, and one of them runs its tests.
atexit.register(_SANDBOX.purge)

StandardTapTests = get_tap_test_class(
    TapPostgresPipeline,
    config={
        "host": _SANDBOX.host,
        "port": _SANDBOX.port,
        "user": _SANDBOX.user,
        "password": _SANDBOX.password,
        "database": "ops_db",
        "manifest": str(Path(__file__).parents[1] / "manifests" / "ops-db.yml"),
    },
    suite_config=SuiteConfig(max_records_limit=20),
    include_stream_attribute_tests=False,
)


class TestTapPostgresPipeline(StandardTapTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite."""
