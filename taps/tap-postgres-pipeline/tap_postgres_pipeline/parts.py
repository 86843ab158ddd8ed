"""A piece of a table that one reader reads by one query after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc
from tap_common.arrow_stream import Part
from tap_common.errors import MalformedAnswerError
from typing_extensions import override

from tap_postgres_pipeline.column_types import expression
from tap_postgres_pipeline.connection import InterruptedReadError, TimedOutError
from tap_postgres_pipeline.reading import KeyRange
from tap_postgres_pipeline.retry import pause
from tap_postgres_pipeline.rows import plain, with_constants

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pyarrow as pa
    from sqlglot import exp

    from tap_postgres_pipeline.streams import TableStream


class TablePart(Part):
    """Reads a range of keys. In the order of the key, it goes on after the last row when a query is cut off."""

    def __init__(
        self,
        stream: TableStream,
        conditions: Sequence[exp.Expr],
        keys: KeyRange | None = None,
        *,
        ordered: bool = False,
        limit: int | None = None,
    ) -> None:
        """Take the conditions on the manifest's query, the range of keys, and a limit of rows."""
        self.stream = stream
        self.conditions = conditions
        self.keys = keys or KeyRange()
        self.ordered = ordered
        self.limit = limit
        self._tap = stream._pgp  # noqa: SLF001  the two are one room

    @override
    def record_batches(self) -> Iterator[pa.RecordBatch]:
        if not self.ordered:
            yield from self._read(self.keys.after, self.limit)
            return
        after, attempts = self.keys.after, 0
        # A page may end within rows that share a first key column, so such tables are read by one query.
        page = None if self._shared else int(self._tap.config["rows_per_query"])
        while True:
            rows = 0
            try:
                for batch in self._read(after, page):
                    if not batch.num_rows:
                        continue
                    self._refuse_repeated_keys(batch, after if rows else None)
                    rows += batch.num_rows
                    after, attempts = self.position_after(batch), 0
                    yield batch
            except InterruptedReadError as error:
                attempts += 1
                in_vain = isinstance(error, TimedOutError) and not rows
                if in_vain or attempts > int(self._tap.config["max_retries"]):
                    raise
                self.stream.logger.warning("%s Going on after key %s (%d).", error, after, attempts)
                pause(attempts)
            else:
                if page is None or rows < page:
                    return

    @property
    def _shared(self) -> bool:
        """Whether several rows may have the same value in the first key column."""
        return len(self.stream.query.entry.primary_keys) > 1

    def _refuse_repeated_keys(self, batch: pa.RecordBatch, before: int | None) -> None:
        """Raise when a key that should be unique is not: its rows would replace each other without a word."""
        keys = batch.column(self.stream.key)
        repeated = before is not None and keys[0].as_py() == before
        if not self._shared and (repeated or pc.any(pc.equal(keys[1:], keys[:-1])).as_py()):
            raise MalformedAnswerError(
                f"{self.stream.about}: several rows have the same {self.stream.key}, the "
                "export_table_primary_key. Name all columns of the key there, separated by commas."
            )

    def _read(self, after: int | None, limit: int | None) -> Iterator[pa.RecordBatch]:
        stream = self.stream
        columns = ", ".join(
            f"{expression(quoted(name), type_)} AS {quoted(name)}"
            for name, type_ in stream.columns.items()
            if stream.is_selected(name)
        )
        key = quoted(stream.key)
        bounds = []
        if after is not None:
            # A full copy takes rows without a key, too; a reading in the order of the key has made sure of none.
            no_key = f" OR {key} IS NULL" if self.keys.to is None and not self.ordered else ""
            bounds.append(f"({key} > {after}{no_key})")
        bounds += [f"{key} <= {self.keys.to}"] if self.keys.to is not None else []
        query = f"SELECT {columns} FROM ({stream.query.base(*self.conditions)}) AS source"
        query += f" WHERE {' AND '.join(bounds)}" if bounds else ""
        query += f" ORDER BY {key}" if self.ordered else ""
        query += f" LIMIT {limit}" if limit is not None else ""
        stream.logger.debug("%s: %s", stream.name, query)
        for batch in self._tap.source.record_batches(query, stream.name, self._tap.snapshot.id):
            yield with_constants(plain(batch, stream.about), stream.constants)

    @override
    def position_after(self, batch: pa.RecordBatch) -> int | None:
        if not self.ordered or not batch.num_rows:
            return None
        last = int(batch.column(self.stream.key)[-1].as_py())
        return last - 1 if self._shared else last

    @override
    def advance(self, position: int | None) -> None:
        if position is not None:
            self.keys.after = position
            self.stream.moved()


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'
