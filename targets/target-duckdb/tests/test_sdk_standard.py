"""The SDK's own standard target tests."""

from __future__ import annotations

import tempfile
from pathlib import Path

from singer_sdk.testing import get_target_test_class
from target_duckdb.target import TargetDuckDB

_FOLDER = Path(tempfile.mkdtemp(prefix="target-duckdb-"))

StandardTargetTests = get_target_test_class(
    TargetDuckDB, config={"path": str(_FOLDER / "raw.duckdb"), "default_target_schema": "standard"}
)


class TestTargetDuckDB(StandardTargetTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite, as it stands."""
