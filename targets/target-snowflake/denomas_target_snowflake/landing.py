"""One flush: upload, one COPY, then one MERGE or INSERT and the account in one transaction."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from target_common.errors import LandingError
from target_common.types import ColumnType, Kind

from denomas_target_snowflake import sql
from denomas_target_snowflake.transaction import transact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from denomas_target_snowflake.connector import SnowflakeConnector
    from denomas_target_snowflake.waiting import Waiting

REJECTED_COLUMNS = {
    "_sdc_rejected_at": ColumnType(Kind.TIMESTAMP),
    "_sdc_run_id": ColumnType(Kind.TEXT),
    "_sdc_reason": ColumnType(Kind.TEXT),
    "_sdc_column": ColumnType(Kind.TEXT),
    "_sdc_key_properties": ColumnType(Kind.JSON),
    "_sdc_record": ColumnType(Kind.JSON),
}


class Landing:
    """The rows of one table that waited, on their way into it.

    Until the transaction commits the files stay on the disk: whatever is lost on the way (an upload, a session with
    its temporary tables, an answer), all of it can be done again from there.
    """

    def __init__(self, warehouse: SnowflakeConnector, waiting: Waiting, prelude: Sequence[str] = ()) -> None:
        """Take the rows; `prelude` are statements that run first in the transaction."""
        self._warehouse = warehouse
        self._waiting = waiting
        self._shape = waiting.shape
        self._load = waiting.load
        self._prelude = prelude
        self._place = self._staging = ""

    def run(self) -> None:
        """Land the rows, and remove their files.

        Raises:
            LandingError: when Snowflake refuses, or goes on failing.
        """
        transact(self._warehouse, self._load, self._inside, self._before)
        self._waiting.discard()

    def _run(self, statement: str) -> list[tuple[object, ...]]:
        return self._warehouse.run(statement, stream=self._load.stream)

    def _before(self) -> None:
        """Bring the rows into a temporary table."""
        waiting, warehouse = self._waiting, self._warehouse
        # A folder of its own for each try: what an earlier one uploaded is not loaded with it.
        self._place = f"{warehouse.stage()}/{uuid.uuid4().hex[:12]}"
        if waiting.rejected:
            rejected = self._shape.live.suffixed("REJECTED")
            self._run(sql.create_table(rejected, REJECTED_COLUMNS, warehouse.timestamp_type))
            self._run(sql.put(str(waiting.rejected_folder), f"{self._place}/rejected/"))
        if not waiting.rows:
            return
        self._staging = warehouse.staging_table(self._shape.table)
        self._run(sql.create_staging(self._staging, self._shape.columns))
        self._run(sql.put(str(waiting.folder), f"{self._place}/rows/"))
        copied = sum(int(str(row[3])) for row in self._run(sql.copy(self._staging, f"{self._place}/rows/")))
        if copied != waiting.rows:
            raise LandingError(
                f"{self._shape.table}: Snowflake copied {copied} rows of {waiting.rows} that were uploaded. Nothing "
                "was changed. Run it again; if it stays so, look into COPY_HISTORY."
            )
        warehouse.files_staged += waiting.files
        warehouse.bytes_staged += waiting.bytes

    def _inside(self) -> None:
        for statement in self._prelude:
            self._run(statement)
        if self._waiting.rejected:
            self._run(sql.copy_rejected(self._shape.live.suffixed("REJECTED"), f"{self._place}/rejected/"))
            self._load.rows_rejected += self._waiting.rejected
        if self._waiting.rows:
            shape = self._shape
            self._load.rows_landed += self._warehouse.replace_and_insert(
                shape.table, self._staging, shape.columns, shape.keys, self._load.stream
            )
        keys = (self._load.max_replication_key, self._waiting.largest_key)
        self._load.max_replication_key = max(filter(None, keys), default=None)
