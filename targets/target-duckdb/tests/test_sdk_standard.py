"""The SDK's own standard target tests."""

from __future__ import annotations

import tempfile
from pathlib import Path

from singer_sdk.testing import get_target_test_class
from target_duckdb.target import TargetDuckDB

# Python removes it when the process ends.
_FOLDER = tempfile.TemporaryDirectory(prefix="target-duckdb-")

StandardTargetTests = get_target_test_class(
    TargetDuckDB, config={"path": str(Path(_FOLDER.name) / "raw.duckdb"), "default_target_schema": "standard"}
)


class TestTargetDuckDB(StandardTargetTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite, as it stands."""
