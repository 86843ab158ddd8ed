"""The sink of target-duckdb: target_common's, with DuckDB as the warehouse."""

from __future__ import annotations

from target_common.sink import LandingSink

from target_duckdb.connector import DuckDBConnector


class DuckDBSink(LandingSink):
    """Lands one stream in DuckDB."""

    connector_class = DuckDBConnector
