"""One stream on its way into its table: buffering, versions, schema changes. Shared by all targets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar, cast

from singer_sdk.exceptions import InvalidRecord
from singer_sdk.sql import SQLSink
from typing_extensions import override

from target_common.batch_files import open_batch_file, remove_batch_file
from target_common.errors import MessageOrderError
from target_common.evolution import fit_table
from target_common.loads import Load, schema_hash, utc_now
from target_common.names import Table, conform, conform_all
from target_common.records import Buffer
from target_common.types import from_json_schema
from target_common.validation import CompiledValidator, bad_record, missing_key
from target_common.warehouse import METADATA, Batch, Column, LoadMethod, Rejected, Warehouse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa
    from singer_sdk.helpers._batch import BaseBatchFileEncoding

    from target_common.target import LandingTarget


class LandingSink(SQLSink[Any]):
    """Lands one stream. The connector is the target's Warehouse."""

    max_buffer_bytes: ClassVar[int] = 64 * 1024 * 1024
    """JSON bytes that may wait in memory before the sink counts as full."""

    def __init__(self, target: LandingTarget, stream_name: str, schema: dict[str, Any], **kwargs: Any) -> None:
        """Read the stream's shape off its schema."""
        super().__init__(target, stream_name, schema, **kwargs)
        self.table = self.landing_table()
        self.method = LoadMethod(schema.get("x-load-method") or self.config.get("load_method") or LoadMethod.UPSERT)
        names = self.column_names(name for name in schema["properties"] if name not in METADATA)
        self.properties = {name: from_json_schema(schema["properties"][name]) for name in names}
        self.columns = [Column(name, names[name], self.properties[name]) for name in names]
        keyed = self.method is not LoadMethod.APPEND
        self.keys = tuple(names[key] for key in self._key_properties if key in names) if keyed else ()
        self.policy = self.config.get("stream_schema_policies", {}).get(stream_name) or self.config["schema_policy"]
        self.quarantine = self.config["on_bad_value"] == "quarantine"
        self.replication_key = names.get(target.bookmark_properties.get(stream_name, ""))
        self.load = target.loads.get(stream_name) or Load(
            *target.run_identity, stream_name, str(self.table), self.method.value, schema_hash(self.original_schema)
        )
        target.loads[stream_name] = self.load
        self.state_seen_since_rows = False
        self._validate = cast("CompiledValidator", self._validator).validate
        self._max_rows = self.max_size
        self._resumes: int | None = schema.get("x-resumes-version")
        self._overwrite_version = int(target.started_at * 1000) if self.method is LoadMethod.OVERWRITE else None
        self._prepared: dict[Table, list[Column]] = {}
        self._buffer = Buffer()

    def landing_table(self) -> Table:
        """Give the table that the stream lands in."""
        return Table((self.default_target_schema or "PUBLIC").upper(), conform(self.stream_name).upper())

    def column_names(self, properties: Iterable[str]) -> dict[str, str]:
        """Give the column of each property."""
        return conform_all(properties, self.table)

    @property
    @override
    def include_sdc_metadata_properties(self) -> bool:
        # They are not the stream's: the warehouse adds them to both lanes' rows.
        return False

    @property
    def warehouse(self) -> Warehouse:
        """The warehouse that the rows go to."""
        return cast("Warehouse", self.connector)

    @override
    def get_validator(self) -> CompiledValidator:
        return CompiledValidator(self.original_schema)

    @override
    def setup(self) -> None:
        self.warehouse.prepare()
        if self.load.state_before is None:
            self.load.state_before = self.warehouse.last_state(self.load.tap, self.stream_name)

    # -- row lane ------------------------------------------------------------------------------------------------

    @property
    @override
    def is_full(self) -> bool:
        return self.current_size >= self.max_size or self._buffer.bytes >= self.max_buffer_bytes

    def accept(self, record: dict[str, Any], extracted_at: str | None, version: int | None, size: int) -> bool:
        """Take one record of the row lane into the buffer.

        Args:
            record: the record's properties.
            extracted_at: the message's `time_extracted`.
            version: the message's `version`.
            size: bytes of the message.

        Returns:
            Whether the buffer is full.

        Raises:
            BadValueError: when the record does not match the schema and bad values are not quarantined.
            MissingKeyPropertiesError: when a key property is missing.
        """
        if version != self._buffer.version and self._buffer.rows:
            self.flush()
        buffer = self._buffer
        if buffer.received_at is None:
            buffer.received_at = utc_now()
        buffer.version = version
        buffer.bytes += size
        self.tally_record_read()
        self.state_seen_since_rows = False
        try:
            self._validate(record)
        except InvalidRecord as error:
            missing = [key for key in self._key_properties if key not in record]
            if missing:
                raise missing_key(self.stream_name, missing) from error
            reason = str(error.error_message)
            if not self.quarantine:
                raise bad_record(self.table, self._key_properties, record, reason) from error
            buffer.rejected.append(Rejected(reason, reason.partition(":")[0], record))
            return self.is_full
        for key in self._key_properties:
            if key not in record:
                raise missing_key(self.stream_name, [key])
        buffer.rows.append(record)
        buffer.extracted.append(extracted_at)
        return self._batch_records_read >= self._max_rows or buffer.bytes >= self.max_buffer_bytes

    @override
    def process_record(self, record: dict[str, Any], context: dict[str, Any]) -> None:
        self.accept(record, None, None, 0)

    @override
    def process_batch(self, context: dict[str, Any]) -> int | None:
        self.flush()
        return None

    def flush(self) -> None:
        """Land what waits in the buffer."""
        if not self._buffer.rows and not self._buffer.rejected:
            return
        full, self._buffer = self._buffer, Buffer()
        rows, at = full.table(self.properties), full.received_at or utc_now()
        self._land(rows, full.version, received_at=at, rejected=full.rejected, size=full.bytes)

    # -- column lane ---------------------------------------------------------------------------------------------

    @override
    def process_batch_files(self, encoding: BaseBatchFileEncoding, files: Sequence[str]) -> None:
        self.land_files(encoding.format, files, None, None)

    def land_files(self, format_: str, files: Sequence[str], version: int | None, extracted_at: str | None) -> None:
        """Land the files of a BATCH message, one after the other, and delete each once the warehouse has its rows."""
        self.flush()
        self.state_seen_since_rows = False
        for uri in files:
            with open_batch_file(self.stream_name, format_, uri) as (rows, size):
                self._land(rows, version, received_at=utc_now(), extracted_at=extracted_at, size=size)
            self.tally_record_written(rows.num_rows)
            self.discard_batch_file(uri)

    def discard_batch_file(self, uri: str) -> None:
        """Let go of a file whose rows the warehouse has; the tap's spool waits for that."""
        remove_batch_file(uri)

    # -- landing -------------------------------------------------------------------------------------------------

    def _land(
        self,
        rows: pa.Table,
        version: int | None,
        *,
        received_at: datetime,
        size: int,
        extracted_at: str | None = None,
        rejected: Sequence[Rejected] = (),
    ) -> None:
        version = self._overwrite_version if version is None else version
        table, columns = self.destination(version)
        self.load.rows_read += rows.num_rows + len(rejected)
        self.load.bytes += size
        self.load.table_version = version
        batch = Batch(
            live=self.table,
            table=table,
            rows=rows,
            columns=columns,
            keys=self.keys,
            extracted_at=extracted_at,
            received_at=received_at,
            version=version,
            quarantine=self.quarantine,
            rejected=rejected,
            replication_key=self.replication_key,
        )
        self.warehouse.land(batch, self.load)

    def destination(self, version: int | None) -> tuple[Table, list[Column]]:
        """Find where rows of a version go, and make that table ready for them."""
        table = self._table_of(version)
        if table not in self._prepared:
            if version is not None and table != self.table:
                if version == self._resumes and not self.warehouse.column_types(table):
                    raise MessageOrderError(
                        f"{self.stream_name}: the tap goes on with version {version}, but {table}, which has the rows "
                        "before, is gone. Run again with --full-refresh; the live table stays as it was."
                    )
                self.warehouse.drop_shadows(self._shadowed, keep=table)
            self._prepared[table] = self._fit(table)
        return table, self._prepared[table]

    def _fit(self, table: Table) -> list[Column]:
        return fit_table(self.warehouse, table, self.columns, self.table, self.policy, self.logger)

    @property
    def _shadowed(self) -> Table:
        """The table by whose name shadows go: key dumps and trials have shadows of their own, beside a backfill's."""
        special = {LoadMethod.DELETES: "DELETES", LoadMethod.THROW_AWAY: "TRIAL"}.get(self.method)
        return self.table.suffixed(special) if special else self.table

    def _table_of(self, version: int | None) -> Table:
        if self._shadowed != self.table and version is None:
            raise MessageOrderError(
                f"{self.stream_name}: rows of a stream with x-load-method {self.method.value} must carry a version."
            )
        if version is None:
            return self.table
        live = self.warehouse.live_version(self.table) if self._shadowed == self.table else None
        return self.table if live is not None and version <= live else self._shadowed.suffixed(f"V{version}")

    # -- versions ------------------------------------------------------------------------------------------------

    @override
    def activate_version(self, new_version: int) -> None:
        self.flush()
        if self.method is LoadMethod.DELETES:
            self._mark_deleted(new_version)
            return
        live = self.warehouse.live_version(self.table)
        if live is not None and new_version <= live:
            if new_version < live:
                self.logger.warning("%s: version %d is older than the live one, %d", self.table, new_version, live)
            return
        shadow, _ = self.destination(new_version)
        self.load.table_version = new_version
        append = self.method is LoadMethod.APPEND and bool(self.warehouse.column_types(self.table))
        if append:
            self._fit(self.table)
        self.warehouse.activate(self.table, shadow, new_version, self.load, append=append)
        self._prepared.clear()

    def _mark_deleted(self, version: int) -> None:
        present, _ = self.destination(version)
        at = datetime.fromtimestamp(version / 1000, UTC).replace(tzinfo=None)
        if self.keys:
            self.warehouse.mark_deleted(self.table, present, self.keys, at, self.load)
        self._prepared.clear()

    def finish(self) -> None:
        """End the stream: throw a trial away, activate an overwrite, and leave a table even when there were no rows.

        Raises:
            MessageOrderError: when an overwrite's input ended in the middle.
        """
        if self._shadowed != self.table:
            self.warehouse.drop_shadows(self._shadowed, keep=self._shadowed)
        elif self._overwrite_version is not None:
            if self.load.rows_read and not self.state_seen_since_rows:
                raise MessageOrderError(
                    f"{self.stream_name}: the input ended without a STATE after the stream's last row, so the tap may "
                    f"have died; {self.table} stays as it was. Run it again."
                )
            self.activate_version(self._overwrite_version)
        elif not self._prepared and not self.load.rows_read and self.load.table_version is None:
            self.destination(None)

    @override
    def clean_up(self) -> None:
        """Nothing is left to clean: `finish` is called by the target, and only when the input ended well."""
