"""RAW in a DuckDB file: the Warehouse that target_common's sinks land in."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import msgspec
from singer_sdk.sql import SQLConnector
from target_common.errors import WarehouseUnavailableError
from target_common.loads import LAST_STATES, LOADS, LOADS_COLUMNS, TABLE_VERSIONS, TABLE_VERSIONS_COLUMNS, utc_now
from target_common.names import Table, conform
from target_common.warehouse import Batch, Column, Warehouse
from typing_extensions import override

from target_duckdb.connection import Options, OutOfMemoryError, connect, failed_write, half_of_the_memory_mb
from target_duckdb.landing import Landing
from target_duckdb.sql import column_type, create_table, literal, quoted, table_name, type_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from target_common.loads import Load
    from target_common.types import ColumnType


class DuckDBConnector(SQLConnector, Warehouse):
    """One connection to one DuckDB file; opened at the first stream, closed at the end."""

    _connection: duckdb.DuckDBPyConnection | None = None
    _memory_mb: int | None = None

    @property
    def memory_mb(self) -> int:
        """What DuckDB may use for its buffers, in MiB: the setting, until a batch needed more."""
        return self._memory_mb or int(self.config["memory_limit_mb"])

    @property
    def duck(self) -> duckdb.DuckDBPyConnection:
        """The open connection."""
        if self._connection is None:
            threads = self.config.get("threads")
            options = Options(
                path=Path(str(self.config["path"])).expanduser().absolute(),
                memory_limit_mb=self.memory_mb,
                threads=int(threads) if threads else None,
                lock_timeout_seconds=int(self.config["lock_timeout_seconds"]),
                small=self.config["compression"] == "small",
            )
            self._connection = connect(options, self.logger)
        return self._connection

    @override
    def prepare(self) -> None:
        if self._connection is not None:
            return
        with self.transaction():
            self.duck.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(LOADS.schema)}")
            for table, columns in ((LOADS, LOADS_COLUMNS), (TABLE_VERSIONS, TABLE_VERSIONS_COLUMNS)):
                body = ", ".join(f"{name} {type_}" for name, type_ in columns.items())
                self.duck.execute(f"CREATE TABLE IF NOT EXISTS {table_name(table)} ({body})")

    @override
    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @override
    def rest(self) -> None:
        # One process has the file at a time; a tap that waits for its source must not keep the others out.
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Run statements as one transaction.

        Raises:
            WarehouseUnavailableError: when the disk is full, the file fails or memory is short (OutOfMemoryError).
        """
        duck = self.duck
        duck.execute("BEGIN TRANSACTION")
        try:
            yield duck
            duck.execute("COMMIT")
        except BaseException as error:
            # After a failed write DuckDB may refuse everything until it is opened again, a rollback included.
            with suppress(duckdb.Error):
                duck.execute("ROLLBACK")
            if (failure := failed_write(error)) is None:
                raise
            kind, remedy = failure
            raise kind(
                f"target-duckdb: writing {self.config['path']} failed: {str(error).splitlines()[0]}. {remedy}, then "
                "run again; what was committed stays, no state moved past it."
            ) from error

    @override
    def column_types(self, table: Table) -> dict[str, ColumnType]:
        rows = self.duck.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = current_database() "
            "AND schema_name = ? AND table_name = ? ORDER BY column_index",
            [table.schema, table.name],
        ).fetchall()
        return {name: column_type(type_) for name, type_ in rows}

    @override
    def create_table(self, table: Table, columns: Mapping[str, ColumnType]) -> None:
        with self.transaction() as duck:
            duck.execute(f"CREATE SCHEMA IF NOT EXISTS {quoted(table.schema)}")
            duck.execute(create_table(table, columns))

    @override
    def evolve_table(self, table: Table, added: Mapping[str, ColumnType], widened: Mapping[str, ColumnType]) -> None:
        name = table_name(table)
        with self.transaction() as duck:
            for column, type_ in added.items():
                duck.execute(f"ALTER TABLE {name} ADD COLUMN {quoted(column)} {type_name(type_)}")
            for column, type_ in widened.items():
                duck.execute(f"ALTER TABLE {name} ALTER COLUMN {quoted(column)} SET DATA TYPE {type_name(type_)}")

    @override
    def land(self, batch: Batch, load: Load) -> None:
        while True:
            try:
                Landing(self, batch, load).run()
            except OutOfMemoryError:
                if not self._take_more_memory(batch.live):
                    raise
            else:
                return

    def _take_more_memory(self, table: Table) -> bool:
        """Open the file again with twice the memory, at most half of the machine's; tell whether that is more."""
        # DuckDB keeps values larger than its blocks (256 KiB) in memory until their row group is whole.
        more = min(2 * self.memory_mb, half_of_the_memory_mb())
        if more <= self.memory_mb:
            return False
        self.logger.warning("%s: large values need more than %d MiB; trying with %d", table, self.memory_mb, more)
        self._memory_mb = more
        self.close()
        return True

    @override
    def replay(self, table: Table, load: Load) -> tuple[int, int]:
        types, rejected = self.column_types(table), table.suffixed("REJECTED")
        if not types or not self.column_types(rejected):
            raise WarehouseUnavailableError(
                f"target-duckdb: there is no {rejected if types else table} in {self.config['path']}. Name a live "
                "table that has rejected rows, as SCHEMA.TABLE."
            )
        source = table_name(rejected)
        names = [
            row[0]
            for row in self.duck.execute(f"SELECT DISTINCT unnest(json_keys(_sdc_record)) FROM {source}").fetchall()
        ]
        if not names:
            return 0, 0
        values = ", ".join(
            f"json_extract_string(_sdc_record, {literal(_path(name))}) AS {quoted(name)}" for name in names
        )
        found = self.duck.execute(f"SELECT _sdc_key_properties FROM {source} LIMIT 1").fetchall()
        batch = Batch(
            live=table,
            table=table,
            rows=self.duck.sql(f"SELECT {values} FROM {source} ORDER BY _sdc_rejected_at").to_arrow_table(),
            columns=[Column(name, conform(name), types[conform(name)]) for name in names if conform(name) in types],
            keys=tuple(msgspec.json.decode(found[0][0])) if found else (),
            received_at=utc_now(),
            version=self.live_version(table),
            quarantine=True,
        )
        Landing(self, batch, load, prelude=f"DELETE FROM {source}").run()
        return load.rows_landed, load.rows_rejected

    # -- versions ------------------------------------------------------------------------------------------------

    @override
    def live_version(self, table: Table) -> int | None:
        row = self.duck.execute(
            f"SELECT version FROM {table_name(TABLE_VERSIONS)} WHERE table_schema = ? AND table_name = ?", list(table)
        ).fetchall()
        return row[0][0] if row else None

    @override
    def drop_shadows(self, table: Table, keep: Table) -> None:
        rows = self.duck.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = ? "
            "AND regexp_full_match(table_name, ?) AND table_name != ?",
            [table.schema, f"{_escaped(table.name)}__V[0-9]+", keep.name],
        ).fetchall()
        for (name,) in rows:
            self.logger.info("%s: dropping %s, left by a run that did not finish", table, name)
            self.duck.execute(f"DROP TABLE {table_name(Table(table.schema, name))}")

    @override
    def activate(self, table: Table, shadow: Table, version: int, load: Load, *, append: bool) -> None:
        with self.transaction() as duck:
            if append:
                duck.execute(f"INSERT INTO {table_name(table)} BY NAME SELECT * FROM {table_name(shadow)}")
                duck.execute(f"DROP TABLE {table_name(shadow)}")
            else:
                duck.execute(f"DROP TABLE IF EXISTS {table_name(table)}")
                duck.execute(f"ALTER TABLE {table_name(shadow)} RENAME TO {quoted(table.name)}")
            versions = table_name(TABLE_VERSIONS)
            duck.execute(f"DELETE FROM {versions} WHERE table_schema = ? AND table_name = ?", list(table))
            duck.execute(f"INSERT INTO {versions} VALUES (?, ?, ?, ?)", [*table, version, utc_now()])
            self.put_load(load)

    @override
    def mark_deleted(self, table: Table, present: Table, keys: tuple[str, ...], at: datetime, load: Load) -> None:
        same = " AND ".join(f"present.{quoted(key)} = live.{quoted(key)}" for key in keys)
        found = f"EXISTS (SELECT 1 FROM {table_name(present)} AS present WHERE {same})"
        moment = f"TIMESTAMP {literal(at.isoformat(sep=' '))}"
        older = f"(live._sdc_extracted_at IS NULL OR live._sdc_extracted_at < {moment})"
        live = f"UPDATE {table_name(table)} AS live SET _sdc_deleted_at ="
        with self.transaction() as duck:
            if self.column_types(table):
                changes = (
                    f"{live} {moment} WHERE _sdc_deleted_at IS NULL AND {older} AND NOT {found}",
                    f"{live} NULL WHERE _sdc_deleted_at IS NOT NULL AND {found}",
                )
                load.rows_landed = sum(int(duck.execute(change).fetchall()[0][0]) for change in changes)
            else:
                self.logger.warning("%s does not exist, so nothing in it can be marked as deleted", table)
            duck.execute(f"DROP TABLE {table_name(present)}")
            self.put_load(load)

    # -- accounts ------------------------------------------------------------------------------------------------

    @override
    def close_loads(self, loads: Sequence[Load]) -> None:
        with self.transaction():
            for load in loads:
                self.put_load(load, load.outcome)

    def put_load(self, load: Load, status: str | None = None) -> None:
        """Replace a load's account within the transaction at hand."""
        row = load.touch(status)
        loads = table_name(LOADS)
        self.duck.execute(
            f"DELETE FROM {loads} WHERE run_id = ? AND stream = ? AND tap = ?", [load.run_id, load.stream, load.tap]
        )
        self.duck.execute(f"INSERT INTO {loads} VALUES ({', '.join('?' * len(row))})", list(row.values()))

    @override
    def last_states(self, tap: str) -> dict[str, str]:
        return dict(self.duck.execute(LAST_STATES.format(table_name(LOADS)), [tap]).fetchall())


def _path(name: str) -> str:
    """Give the JSON path of a property."""
    return '$."' + name.replace('"', '\\"') + '"'


def _escaped(name: str) -> str:
    return "".join(char if char.isalnum() or char == "_" else f"\\{char}" for char in name)
