"""Deletions: all keys that the source has now; the target marks the rows whose key is not among them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tap_common.readers import output_lock
from typing_extensions import override

from tap_postgres_pipeline.column_types import json_schema
from tap_postgres_pipeline.parts import TablePart
from tap_postgres_pipeline.reading import KeyRange, Mode
from tap_postgres_pipeline.streams import TableStream

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pyarrow as pa
    from tap_common.arrow_stream import Part


class DeletesStream(TableStream):
    """Reads only the key of a table, whole, as a version whose activation marks what is gone (facts: 1.5, deletes)."""

    @override
    def properties(self) -> dict[str, Any]:
        return {key: json_schema(self.columns[key]) for key in self.query.entry.primary_keys}

    @property
    @override
    def load_method(self) -> str | None:
        return "deletes"

    @property
    @override
    def constants(self) -> Mapping[str, pa.Scalar[Any]]:
        return {}

    @override
    def is_selected(self, name: str) -> bool:
        return name in self.query.entry.primary_keys

    @override
    def parts(self) -> Sequence[Part]:
        self.mode = Mode.DELETES
        if not self.query.entry.load_by_id:  # its bookmark is a key, and keys at the end may be deleted
            with output_lock:
                bookmark = self.stream_state.get("replication_key_value")
            self._questions.refuse_an_older_copy(bookmark, timedelta(), self._pgp.replica_time)
        # The version is the time of the snapshot: rows that were loaded after it are not judged by it.
        self._stream_version = int(self._pgp.snapshot.taken_at * 1000)
        return [TablePart(self, [], keys, ordered=self.orderable) for keys in self.ranges() or [KeyRange()]]

    @override
    def complete(self) -> None:
        """Deletions have no bookmark."""
