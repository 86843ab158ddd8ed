"""COPY INTO a table: files of a stage or a bucket, loaded once, whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import literal, quoted
from denomas_sandbox.snowflake.results import Outcome, of_rows
from denomas_sandbox.snowflake.selections import Column, Selection, selection
from denomas_sandbox.snowflake.statement_types import COPY

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from fakesnow.cursor import FakeSnowflakeCursor
    from sqlglot import exp

    from denomas_sandbox.snowflake.copy_statement import CopyStatement
    from denomas_sandbox.snowflake.file_readers import Reader
    from denomas_sandbox.snowflake.staged_files import StagedFile

_COLUMNS = (
    "file",
    "status",
    "rows_parsed",
    "rows_loaded",
    "error_limit",
    "errors_seen",
    "first_error",
    "first_error_line",
    "first_error_character",
    "first_error_column_name",
)
_LARGEST_TEXT_BYTES = 16_777_216


@dataclass(frozen=True)
class _Loaded:
    """What became of a file."""

    file: str
    status: str
    parsed: int
    loaded: int
    errors: int = 0
    first_error: str | None = None
    limit: int | None = 1

    def row(self) -> tuple[Any, ...]:
        """Give it as the connector gets it; where the first error was is not known."""
        where = (None, None, None)
        return (self.file, self.status, self.parsed, self.loaded, self.limit, self.errors, self.first_error, *where)


class Loader:
    """Loads files into one table, on the connection of the user's transaction."""

    def __init__(self, duck: DuckDBPyConnection, cursor: FakeSnowflakeCursor, table: tuple[str, ...]) -> None:
        """Take the connection, and the full name of the table."""
        self._duck = duck
        self._cursor = cursor
        self._table = table
        self._history = f"{quoted(table[:1])}._fs_information_schema._fs_load_history"

    def load(self, said: CopyStatement, reader: Reader, files: list[StagedFile]) -> Outcome:
        """Load files.

        Raises:
            SnowflakeError: when one does not fit, unless ON_ERROR says otherwise.
        """
        columns = self._columns(said)
        done = [self._file(said, reader, columns, file) for file in files]
        now = datetime.now(UTC)
        history = [
            (*self._table[1:], one.file, now, one.status, one.loaded, one.parsed, one.first_error, one.errors)
            for one in done
            if one.status != "LOAD_SKIPPED"
        ]
        if history:
            self._duck.executemany(
                f"INSERT INTO {self._history} (schema_name, table_name, file_name, last_load_time, status, row_count, "
                "row_parsed, first_error_message, error_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                history,
            )
        if said.is_on("PURGE"):
            for file, one in zip(files, done, strict=True):
                if one.status == "LOADED":
                    file.path.unlink()
        if not done:
            return Outcome.status("Copy executed with 0 files processed.", COPY)
        return Outcome(*of_rows(_COLUMNS, [one.row() for one in done]), COPY)

    def _columns(self, said: CopyStatement) -> list[Column]:
        rows = self._duck.execute(
            "SELECT column_name, data_type FROM duckdb_columns() "
            "WHERE (database_name, schema_name, table_name) = (?, ?, ?) ORDER BY column_index",
            list(self._table),
        ).fetchall()
        if not rows:
            raise errors.does_not_exist("Table", ".".join(self._table))
        types = dict(rows)
        if not said.columns:
            return [Column(name, type_) for name, type_ in rows]
        names = [one.name if one.quoted else one.name.upper() for one in said.columns]
        for name in names:
            if name not in types:
                raise errors.compilation(f"invalid identifier '{name}'", "000904", "42000")
        return [Column(name, types[name]) for name in names]

    def _file(self, said: CopyStatement, reader: Reader, columns: list[Column], file: StagedFile) -> _Loaded:
        if not said.is_on("FORCE") and self._is_loaded(file):
            return _Loaded(file.name, "LOAD_SKIPPED", 0, 0, 1, "File was loaded before.", None)
        relation = reader.relation(file.path)
        if reader.kind == "PARQUET":
            self._refuse_large_texts(file)
        chosen = selection(said, reader, columns, file, self._cursor, self._described(reader, relation))
        names = ", ".join(quoted((column.name,)) for column in chosen.columns)
        into = f"INSERT INTO {quoted(self._table)} ({names})"
        if said.on_error == "ABORT_STATEMENT":
            count = self._count(f"{into} {chosen.sql(relation)}")
            return _Loaded(file.name, "LOADED", count, count)
        return self._tolerant(said.on_error, into, chosen, relation, file)

    def _tolerant(self, on_error: str, into: str, chosen: Selection, relation: str, file: StagedFile) -> _Loaded:
        """Load what fits; a value that does not makes a row, or the whole file, stay away."""
        rows, bad = self._row(f"SELECT count(*), count(*) FILTER ({chosen.misfit()}) FROM {relation}")
        first = "Value is not recognized" if bad else None
        if bad and on_error == "SKIP_FILE":
            return _Loaded(file.name, "LOAD_FAILED", rows, 0, bad, first)
        count = self._count(f"{into} {chosen.tolerant_sql(relation)}")
        status = "LOADED" if not bad else "PARTIALLY_LOADED" if count else "LOAD_FAILED"
        return _Loaded(file.name, status, rows, count, bad, first, rows)

    def _is_loaded(self, file: StagedFile) -> bool:
        """Tell whether the table remembers a file as it is now; one that was written since is another file."""
        row = self._duck.execute(
            f"SELECT max(epoch(last_load_time)) FROM {self._history} "
            "WHERE (schema_name, table_name, file_name) = (?, ?, ?) AND status IN ('LOADED', 'PARTIALLY_LOADED')",
            [*self._table[1:], file.name],
        ).fetchone()
        return bool(row and row[0] is not None and row[0] >= file.path.stat().st_mtime)

    def _refuse_large_texts(self, file: StagedFile) -> None:
        path = literal(str(file.path))
        large = self._duck.execute(
            f"SELECT DISTINCT path_in_schema FROM parquet_metadata({path}) "
            f"WHERE type = 'BYTE_ARRAY' AND total_uncompressed_size > {_LARGEST_TEXT_BYTES}"
        ).fetchall()
        for (column,) in large:
            (size,) = self._row(f"SELECT max(strlen({quoted((column,))})) FROM read_parquet({path})")
            if size and size > _LARGEST_TEXT_BYTES:
                raise errors.too_large(size, file.name, column)

    def _described(self, reader: Reader, relation: str) -> dict[str, str]:
        """Give the columns of a file by name, with their types; of JSON its keys."""
        if reader.kind == "JSON":
            keys = self._duck.execute(f"SELECT DISTINCT unnest(json_keys(json)) FROM {relation}").fetchall()
            return {key: "JSON" for (key,) in keys}
        rows = self._duck.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
        return {row[0]: row[1] for row in rows if row[0] != "file_row_number"}

    def _count(self, sql: str) -> int:
        return int(self._row(sql)[0])

    def _row(self, sql: str) -> tuple[Any, ...]:
        row: tuple[Any, ...] | None = self._duck.execute(sql).fetchone()
        return row or (0,)


def written_name(table: exp.Table) -> str:
    """Give a table's name as it is written."""
    return ".".join(part.sql(dialect="snowflake") for part in table.parts)
