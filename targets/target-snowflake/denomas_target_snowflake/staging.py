"""A batch on its way to the disk: judged, completed with metadata columns, its bad rows set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
from target_common.errors import BadValueError
from target_common.loads import utc_now
from target_common.types import Kind
from target_common.warehouse import METADATA, Rejected

from denomas_target_snowflake.fitting import arrow_type, fit
from denomas_target_snowflake.waiting import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from target_common.warehouse import Batch, Column

_SHAPE_LENGTH = 40
_BY_ROW = ("_sdc_extracted_at", "_sdc_deleted_at")


class Staged:
    """What became of a batch.

    Attributes:
        rows: those that fit, with the table's column names and types; columns that are null throughout may lack.
        rejected: the others.
        largest_key: the largest replication key among the rows that fit, spelled.
    """

    def __init__(self, batch: Batch) -> None:
        """Judge a batch.

        Raises:
            BadValueError: when a value does not fit and rows are not quarantined, or a row has no key.
        """
        self._batch = batch
        self._values = dict(zip(batch.rows.column_names, batch.rows.columns, strict=True))
        self._columns = [column for column in batch.columns if column.source in self._values]
        self._check_keys()
        fitted, misfits = self._fit()
        rejected: list[Rejected] = list(batch.rejected)
        rows = pa.table(fitted) if fitted else pa.table({})
        if misfits:
            if not batch.quarantine:
                raise BadValueError(self._explain(misfits))
            kept, refused = self._split(misfits)
            rows = rows.take(kept)
            rejected += refused
        largest = rows.column(batch.replication_key) if batch.replication_key in rows.column_names else None
        self.largest_key = spelled(pc.max(largest).as_py()) if largest is not None and rows.num_rows else None
        self.rows = rows
        self.rejected = rejected

    def _fit(self) -> tuple[dict[str, pa.ChunkedArray], dict[str, pa.BooleanArray]]:
        fitted: dict[str, pa.ChunkedArray] = {}
        misfits: dict[str, pa.BooleanArray] = {}
        for column in self._columns:
            fitted[column.name], bad = fit(self._values[column.source], column.type)
            if bad is not None:
                misfits[column.name] = bad
        for name in _BY_ROW:
            if name in self._values:
                fitted[name], _ = fit(self._values[name], METADATA[name])
        return fitted | self._constants(), misfits

    def _constants(self) -> dict[str, pa.ChunkedArray]:
        """Give the metadata columns that are the same for the whole batch; what is null is left out of the file."""
        batch = self._batch
        values: dict[str, Any] = {
            "_sdc_received_at": batch.received_at,
            "_sdc_batched_at": utc_now(),
            "_sdc_sequence": int(batch.received_at.timestamp() * 1000),
            "_sdc_table_version": batch.version,
        }
        if "_sdc_extracted_at" not in self._values:
            values["_sdc_extracted_at"] = _instant(batch.extracted_at)
        return {
            name: pa.chunked_array([pa.repeat(pa.scalar(value, arrow_type(METADATA[name])), batch.rows.num_rows)])
            for name, value in values.items()
            if value is not None
        }

    def _check_keys(self) -> None:
        batch, sources = self._batch, {column.name: column.source for column in self._columns}
        for key in batch.keys:
            count = self._values[sources[key]].null_count if key in sources else batch.rows.num_rows
            if count:
                raise BadValueError(
                    f"{batch.live}: {count} rows have no value in their key column {key}. Rows are replaced by key, so "
                    "every row needs one: mend the source, or set load_method: append-only."
                )

    # -- rows that do not fit ------------------------------------------------------------------------------------

    def _key_of(self, row: int) -> dict[str, str] | str:
        keys = [column for column in self._columns if column.name in self._batch.keys]
        return {key.name: str(plain(self._values[key.source][row])) for key in keys} or "(the stream has no key)"

    def _explain(self, misfits: dict[str, pa.BooleanArray]) -> str:
        """Name column, key and shape of the first value that does not fit."""
        batch = self._batch
        column = next(column for column in self._columns if column.name in misfits)
        row = pc.index(misfits[column.name], True).as_py()
        return (
            f"{batch.live}: column {column.name} ({column.type}) cannot hold the value of the row with key "
            f"{self._key_of(row)}: {shape(self._values[column.source][row])}. Nothing of this batch landed. Mend "
            "the source or the schema, or set on_bad_value: quarantine to land the other rows and keep such rows in "
            f"{batch.live.suffixed('REJECTED')}."
        )

    def _split(self, misfits: dict[str, pa.BooleanArray]) -> tuple[pa.Array, list[Rejected]]:
        """Give the positions of the rows to keep, and the others as records."""
        names = [column for column in self._columns if column.name in misfits]
        first: dict[int, Column] = {}
        for column in names:
            for row in pc.indices_nonzero(misfits[column.name]).to_pylist():
                first.setdefault(row, column)
        bad = pa.array(sorted(first), pa.int64())
        kept = pa.array([row for row in range(self._batch.rows.num_rows) if row not in first], pa.int64())
        json_columns = {column.source for column in self._columns if column.type.kind is Kind.JSON}
        records = [
            {name: plain(value) for name, value in zip(self._values, values, strict=True)}
            for values in zip(*self._batch.rows.take(bad).columns, strict=True)
        ]
        return kept, [
            Rejected(
                f"{first[row].name}: the value does not fit {first[row].type}",
                first[row].name,
                _record(record, json_columns),
            )
            for row, record in zip(sorted(first), records, strict=True)
        ]


def _record(record: dict[str, Any], json_columns: Sequence[str] | set[str]) -> dict[str, Any]:
    """Give a row as the tap sent it, JSON columns as values."""
    return {name: _json(value) if name in json_columns else value for name, value in record.items()}


def _json(value: Any) -> Any:
    try:
        return msgspec.json.decode(value) if isinstance(value, str) else value
    except msgspec.DecodeError:
        return value


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    values, _ = fit(pa.chunked_array([[text]]), METADATA["_sdc_extracted_at"])
    found: datetime | None = values[0].as_py()
    return found


def plain(value: pa.Scalar) -> Any:
    """Give a value as Python has it; what Python has not, as text that loses nothing.

    That is text that is not UTF-8 (its bad bytes escaped), and days and moments beyond the year 9999.
    """
    try:
        return value.as_py()
    except UnicodeDecodeError:
        return value.as_buffer().to_pybytes().decode(errors="backslashreplace")
    except OverflowError:
        unit = "days" if pa.types.is_date32(value.type) else value.type.unit
        return f"{value.value} {unit} after 1970-01-01"


def shape(value: pa.Scalar) -> str:
    """Describe a value without showing it: its length, and its pattern with letters as `a` and digits as `9`."""
    text = str(plain(value))
    pattern = "".join("9" if char.isdigit() else "a" if char.isalpha() else char for char in text[:_SHAPE_LENGTH])
    return f"text of {len(text)} characters like {pattern!r}"
