"""Landing one batch in one transaction: judge, replace, insert, account."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec
import pyarrow as pa
from target_common.errors import BadValueError
from target_common.loads import utc_now
from target_common.types import Kind

from target_duckdb.sql import as_json, cast_expression, literal, misfit, quoted, rounding, table_name

if TYPE_CHECKING:
    from target_common.loads import Load
    from target_common.names import Table
    from target_common.warehouse import Batch, Column

    from target_duckdb.connector import DuckDBConnector

# What DuckDB raises for a value that a cast refuses.
_CAST_ERRORS = (duckdb.ConversionException, duckdb.InvalidInputException, duckdb.OutOfRangeException)
_SHAPE_LENGTH = 40
# The name under which DuckDB reads the batch's Arrow columns, where they lie.
STAGED = "staged_rows"
REJECTED_COLUMNS = (
    "_sdc_rejected_at TIMESTAMP, _sdc_run_id VARCHAR, _sdc_reason VARCHAR, _sdc_column VARCHAR, "
    "_sdc_key_properties JSON, _sdc_record JSON"
)


def create_rejected(table: Table) -> str:
    """Give the statement that makes a table of rejected rows."""
    return f"CREATE TABLE IF NOT EXISTS {table_name(table)} ({REJECTED_COLUMNS})"


class Landing:
    """One batch on its way into its table."""

    def __init__(self, warehouse: DuckDBConnector, batch: Batch, load: Load, prelude: str = "") -> None:
        """Match the staged columns with the table's; `prelude` is a statement that runs first in the transaction."""
        self.warehouse = warehouse
        self.duck = warehouse.duck
        self.batch = batch
        self.load = load
        self.prelude = prelude
        self.staged = {name: batch.rows.schema.field(name).type for name in batch.rows.schema.names}
        self.columns = [column for column in batch.columns if column.source in self.staged]
        self.keys = [column for column in self.columns if column.name in batch.keys]

    def run(self) -> None:
        """Land the batch.

        Raises:
            BadValueError: when a value does not fit and rows are not quarantined.
        """
        self._stage(self.batch.rows)
        try:
            self._run()
        finally:
            with suppress(duckdb.Error):  # after a failed write the connection takes nothing any more
                self.duck.unregister(STAGED)

    def _stage(self, rows: pa.Table) -> None:
        self.duck.register(STAGED, rows)

    def _run(self) -> None:
        rows = self.batch.rows
        duplicates, bad = self._judge() if rows.num_rows else (False, False)
        if duplicates:
            # Last write wins, so the order of arrival must be known to SQL.
            self._stage(rows.append_column("_sdc_row", pa.array(range(rows.num_rows), pa.int64())))
        cause: Exception | None = None
        if not bad:
            try:
                self._land(duplicates=duplicates, where="")
            except _CAST_ERRORS as error:
                cause = error
            else:
                return
        if not self.batch.quarantine or not self._misfits():
            raise BadValueError(self._explain()) from cause
        misfits = " OR ".join(f"coalesce({condition}, false)" for _, condition in self._misfits())
        self._land(duplicates=duplicates, where=f"WHERE NOT ({misfits})")

    def _judge(self) -> tuple[bool, bool]:
        """Look once over keys and decimals: are there rows with the same key, and values that a cast would maim?"""
        checks = [condition for column in self.columns if (condition := rounding(column, self.staged[column.source]))]
        bad = [f"count(*) FILTER (WHERE {condition})" for condition in checks]
        keys = ", ".join(self._value(column, lenient=True) for column in self.keys)
        nulls = [f"count(*) FILTER (WHERE {quoted(column.source)} IS NULL)" for column in self.keys]
        distinct = f"count(DISTINCT ({keys}))" if keys else "count(*)"
        (row,) = self.duck.execute(f"SELECT count(*), {', '.join([distinct, *nulls, *bad])} FROM {STAGED}").fetchall()
        for column, count in zip(self.keys, row[2 : 2 + len(nulls)], strict=True):
            if count:
                raise BadValueError(
                    f"{self.batch.live}: {count} rows have no value in their key column {column.name}. Rows are "
                    "replaced by key, so every row needs one: mend the source, or set load_method: append-only."
                )
        return row[0] != row[1], any(row[2 + len(nulls) :])

    def _value(self, column: Column, *, lenient: bool = False) -> str:
        return cast_expression(column, self.staged[column.source], lenient=lenient)

    # -- the transaction -----------------------------------------------------------------------------------------

    def _land(self, *, duplicates: bool, where: str) -> None:
        before = (self.load.rows_landed, self.load.rows_rejected, self.load.max_replication_key)
        try:
            with self.warehouse.transaction():
                if self.prelude:
                    self.duck.execute(self.prelude)
                rejected = len(self.batch.rejected)
                if rejected:
                    self._reject_records()
                if where and (count := self._reject_misfits()):
                    rejected += count
                landed = self._replace_and_insert(duplicates=duplicates, where=where) if self.batch.rows.num_rows else 0
                self.load.rows_landed += landed
                self.load.rows_rejected += rejected
                self.load.max_replication_key = self._largest_key()
                self.warehouse.put_load(self.load)
        except BaseException:
            self.load.rows_landed, self.load.rows_rejected, self.load.max_replication_key = before
            raise

    def _replace_and_insert(self, *, duplicates: bool, where: str) -> int:
        table = table_name(self.batch.table)
        if self.keys:
            keys = ", ".join(f"{self._value(column, lenient=True)} AS {quoted(column.name)}" for column in self.keys)
            same = " AND ".join(f"present.{quoted(key.name)} = incoming.{quoted(key.name)}" for key in self.keys)
            self.duck.execute(
                f"DELETE FROM {table} AS present "
                f"USING (SELECT DISTINCT {keys} FROM {STAGED} {where}) AS incoming WHERE {same}"
            )
        last = ""
        if duplicates:
            partition = ", ".join(self._value(column, lenient=True) for column in self.keys)
            last = f"QUALIFY row_number() OVER (PARTITION BY {partition} ORDER BY _sdc_row DESC) = 1"
        values = {column.name: self._value(column, lenient=bool(where)) for column in self.columns} | self._metadata()
        names = ", ".join(quoted(name) for name in values)
        ((count,),) = self.duck.execute(
            f"INSERT INTO {table} ({names}) SELECT {', '.join(values.values())} FROM {STAGED} {where} {last}"
        ).fetchall()
        return int(count)

    def _metadata(self) -> dict[str, str]:
        """Give the `_sdc_` columns as constants of the batch; only the row lane brings some a row."""
        batch = self.batch
        now = utc_now()

        def instant(name: str, constant: str | None) -> str:
            text = quoted(name) if name in self.staged else "NULL" if constant is None else literal(constant)
            return f"CAST(CAST({text} AS TIMESTAMPTZ) AS TIMESTAMP)"

        return {
            "_sdc_extracted_at": instant("_sdc_extracted_at", batch.extracted_at),
            "_sdc_received_at": f"TIMESTAMP {literal(batch.received_at.isoformat(sep=' '))}",
            "_sdc_batched_at": f"TIMESTAMP {literal(now.isoformat(sep=' '))}",
            "_sdc_sequence": str(int(batch.received_at.timestamp() * 1000)),
            "_sdc_table_version": "NULL" if batch.version is None else str(batch.version),
            "_sdc_deleted_at": instant("_sdc_deleted_at", None),
        }

    def _largest_key(self) -> str | None:
        key = next((column for column in self.columns if column.name == self.batch.replication_key), None)
        if key is None or not self.batch.rows.num_rows:
            return self.load.max_replication_key
        ((found,),) = self.duck.execute(
            f"SELECT CAST(max({self._value(key, lenient=True)}) AS VARCHAR) FROM {STAGED}"
        ).fetchall()
        return max(filter(None, (found, self.load.max_replication_key)), default=None)

    # -- rows that do not fit ------------------------------------------------------------------------------------

    def _misfits(self) -> list[tuple[Column, str]]:
        found = [(column, misfit(column, self.staged[column.source])) for column in self.columns]
        return [(column, condition) for column, condition in found if condition]

    def _explain(self) -> str:
        """Name column, key and shape of the first value that does not fit."""
        for column, condition in self._misfits():
            keys = ", ".join(f"CAST({quoted(key.source)} AS VARCHAR)" for key in self.keys) or "'(no key)'"
            found = self.duck.execute(
                f"SELECT CAST({quoted(column.source)} AS VARCHAR), {keys} FROM {STAGED} WHERE {condition} LIMIT 1"
            ).fetchall()
            if found:
                row = found[0]
                key = dict(zip((key.name for key in self.keys), row[1:], strict=False)) or "(the stream has no key)"
                return (
                    f"{self.batch.live}: column {column.name} ({column.type}) cannot hold the value of the row with "
                    f"key {key}: {shape(row[0])}. Nothing of this batch landed. Mend the source or the schema, or "
                    f"set on_bad_value: quarantine to land the other rows and keep such rows in "
                    f"{self.batch.live.suffixed('REJECTED')}."
                )
        return f"{self.batch.live}: a value does not fit its column."

    def _reject_misfits(self) -> int:
        table = self._rejected_table()
        misfits = self._misfits()
        reason = " ".join(
            f"WHEN {condition} THEN {literal(f'{column.name}: the value does not fit {column.type}')}"
            for column, condition in misfits
        )
        which = " ".join(f"WHEN {condition} THEN {literal(column.name)}" for column, condition in misfits)
        json_columns = {column.source for column in self.columns if column.type.kind is Kind.JSON}
        record = ", ".join(
            f"{literal(name)}, {as_json(name) if name in json_columns else quoted(name)}"
            for name in self.staged
            if name != "_sdc_row"
        )
        ((count,),) = self.duck.execute(
            f"INSERT INTO {table} SELECT now(), {literal(self.load.run_id)}, CASE {reason} END, CASE {which} END, "
            f"{self._key_list()}, json_object({record}) FROM {STAGED} "
            f"WHERE {' OR '.join(condition for _, condition in misfits)}"
        ).fetchall()
        return int(count)

    def _reject_records(self) -> None:
        """Keep the rows that validation refused."""
        table = self._rejected_table()
        values: list[list[Any]] = [
            [utc_now(), self.load.run_id, row.reason, row.column, msgspec.json.encode(row.record).decode()]
            for row in self.batch.rejected
        ]
        self.duck.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, {self._key_list()}, ?)", values)

    def _rejected_table(self) -> str:
        table = self.batch.live.suffixed("REJECTED")
        self.duck.execute(create_rejected(table))
        return table_name(table)

    def _key_list(self) -> str:
        return literal(msgspec.json.encode(list(self.batch.keys)).decode())


def shape(value: str | None) -> str:
    """Describe a value without showing it: its length, and its pattern with letters as `a` and digits as `9`."""
    if value is None:
        return "an empty value"
    pattern = "".join("9" if char.isdigit() else "a" if char.isalpha() else char for char in value[:_SHAPE_LENGTH])
    return f"text of {len(value)} characters like {pattern!r}"
