"""The sink of target-snowflake: target_common's, with MeltanoLabs' settings of names and forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import humps
import pyarrow.compute as pc
from target_common.batch_files import local_path
from target_common.names import Table, conform, conform_all
from target_common.sink import LandingSink
from typing_extensions import override

from denomas_target_snowflake.connector import SnowflakeConnector
from denomas_target_snowflake.external import ExternalFiles, is_external

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pyarrow as pa


class SnowflakeSink(LandingSink):
    """Lands one stream in Snowflake."""

    connector_class = SnowflakeConnector

    @override
    def landing_table(self) -> Table:
        parts = self.stream_name.split("-")
        raw = bool(self.config.get("use_raw_stream_names")) or len(parts) == 1
        from_name = parts[-2] if len(parts) > 1 and not raw else None
        schema = self.default_target_schema or from_name or self.config.get("schema") or "PUBLIC"
        return Table(schema.upper(), conform(self.stream_name if raw else parts[-1]).upper())

    @override
    def column_names(self, properties: Iterable[str]) -> dict[str, str]:
        if not self.config.get("normalise_casing"):
            return super().column_names(properties)
        snake = {name: humps.decamelize(name) for name in properties}
        conformed = conform_all(snake.values(), self.table)
        return {name: conformed[spelled] for name, spelled in snake.items()}

    @override
    def _land(self, rows: pa.Table, *args: Any, **kwargs: Any) -> None:
        if self.config.get("uuid_format") == "native":
            properties = self.original_schema["properties"]
            for index, name in enumerate(rows.column_names):
                if properties.get(name, {}).get("format") == "uuid":
                    rows = rows.set_column(index, name, pc.replace_substring(rows.column(index), "-", ""))
        super()._land(rows, *args, **kwargs)

    @override
    def discard_batch_file(self, uri: str) -> None:
        if self.config.get("clean_up_batch_files", True):
            super().discard_batch_file(uri)
        else:
            # Out of the spool's folder: the tap counts the file as taken, so nobody waits for it.
            path = local_path(uri)
            kept = path.parent.with_name(f"landed-{path.parent.name}")
            kept.mkdir(exist_ok=True)
            path.rename(kept / path.name)

    @override
    def land_files(self, format_: str, files: Sequence[str], version: int | None, extracted_at: str | None) -> None:
        if not any(is_external(uri) for uri in files):
            super().land_files(format_, files, version, extracted_at)
            return
        self.flush()
        self.state_seen_since_rows = False
        table, columns = self.destination(version)
        self.load.table_version = version
        external = ExternalFiles(cast("SnowflakeConnector", self.warehouse), self.table, table, columns, self.keys)
        self.load.rows_read += external.land(format_, files, self.load, version, extracted_at)
