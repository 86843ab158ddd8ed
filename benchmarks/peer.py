"""One peer's way from PostgreSQL into a DuckDB table; run in .venv-bench as `python peer.py ROUTE DSN FILE`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TABLE = "merge_requests"


def adbc_one_process(dsn: str, file: str) -> None:
    """ADBC streams into DuckDB within one process: no tap, no target, no state."""
    import adbc_driver_postgresql.dbapi as adbc
    import duckdb

    duck = duckdb.connect(file)
    with adbc.connect(dsn) as connection, connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {TABLE}")
        reader = cursor.fetch_record_batch()
        duck.register("reader", reader)
        duck.execute("CREATE TABLE t AS SELECT * FROM reader")
    duck.close()


def duckdb_extension(dsn: str, file: str) -> None:
    """DuckDB's own postgres extension."""
    import duckdb
    import duckdb_extension_postgres_scanner as wheel

    (extension,) = Path(wheel.__path__[0]).rglob("postgres_scanner.duckdb_extension")
    duck = duckdb.connect(file)
    duck.execute(f"LOAD '{extension}'")
    duck.execute(f"ATTACH '{dsn}' AS pg (TYPE postgres, READ_ONLY)")
    duck.execute(f"CREATE TABLE t AS SELECT * FROM pg.public.{TABLE}")
    duck.close()


def connectorx(dsn: str, file: str) -> None:
    """connectorx, streaming into DuckDB."""
    import connectorx as cx
    import duckdb

    reader = cx.read_sql(dsn, f"SELECT * FROM {TABLE}", return_type="arrow_stream", batch_size=100_000)
    duck = duckdb.connect(file)
    duck.register("reader", reader)
    duck.execute("CREATE TABLE t AS SELECT * FROM reader")
    duck.close()


def dlt_connectorx(dsn: str, file: str) -> None:
    """dlt with its fastest backend."""
    _dlt(dsn, file, "connectorx")


def dlt_pyarrow(dsn: str, file: str) -> None:
    """dlt with the backend that keeps all types."""
    _dlt(dsn, file, "pyarrow")


def _dlt(dsn: str, file: str, backend: str) -> None:
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    import dlt
    from dlt.sources.sql_database import sql_table

    pipeline = dlt.pipeline(
        "bench", destination=dlt.destinations.duckdb(file), dataset_name="b", pipelines_dir=f"{file}.dlt"
    )
    pipeline.run(sql_table(dsn.replace("postgresql://", "postgresql+psycopg2://"), table=TABLE, backend=backend))


def sling(dsn: str, file: str) -> None:
    """Sling to a CSV file: for DuckDB it would download a program first."""
    environment = os.environ | {
        "PG": f"{dsn}?sslmode=disable",
        "SLING_DISABLE_TELEMETRY": "true",
        "SLING_HOME_DIR": f"{file}.sling",
    }
    command = [
        "sling",
        "run",
        "--src-conn",
        "PG",
        "--src-stream",
        f"public.{TABLE}",
        "--tgt-object",
        f"file://{file}.csv",
    ]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:4])
