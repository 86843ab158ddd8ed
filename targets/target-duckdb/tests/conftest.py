"""The harness that runs the landing contract against DuckDB files."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from target_common.contract import Harness
from target_common.contract.harness import SCHEMA
from target_duckdb.sql import column_type
from target_duckdb.target import TargetDuckDB
from typing_extensions import override

if TYPE_CHECKING:
    from pathlib import Path


class DuckDBHarness(Harness):
    """Lands in a file in the test's folder, whose name has a space."""

    @property
    def config(self) -> dict[str, Any]:
        return {"path": str(self.folder / "my warehouse" / "raw.duckdb"), "default_target_schema": SCHEMA.lower()}

    @override
    def target(self, settings: dict[str, Any]) -> TargetDuckDB:
        return TargetDuckDB(config=self.config | settings)

    @override
    def command(self) -> list[str]:
        path = self.folder / "config.json"
        path.write_text(json.dumps(self.config | {"batch_size_rows": 700}))
        return [sys.executable, "-m", "target_duckdb.target", "--config", str(path)]

    @override
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(self.config["path"], read_only=True) as connection:
            return connection.execute(sql).fetchall()

    @override
    def columns(self, table: str) -> dict[str, str]:
        rows = self.query(
            "SELECT column_name, data_type FROM duckdb_columns() "
            f"WHERE schema_name = '{SCHEMA}' AND table_name = '{table}'"
        )
        mine = {
            "_sdc_extracted_at",
            "_sdc_received_at",
            "_sdc_batched_at",
            "_sdc_sequence",
            "_sdc_table_version",
            "_sdc_deleted_at",
        }
        return {name: str(column_type(type_)) for name, type_ in rows if name not in mine}

    @override
    def tables(self) -> set[str]:
        return {
            name for (name,) in self.query(f"SELECT table_name FROM duckdb_tables() WHERE schema_name = '{SCHEMA}'")
        }


@pytest.fixture
def harness(tmp_path: Path) -> DuckDBHarness:
    return DuckDBHarness(tmp_path)
