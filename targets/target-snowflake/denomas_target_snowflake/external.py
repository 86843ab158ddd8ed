"""Batch files that lie in a bucket: loaded where they are, through a storage integration, and left there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from target_common.errors import MessageOrderError
from target_common.loads import utc_now
from target_common.types import Kind
from target_common.warehouse import METADATA

from denomas_target_snowflake import sql
from denomas_target_snowflake.transaction import transact

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from target_common.loads import Load
    from target_common.names import Table
    from target_common.warehouse import Column

    from denomas_target_snowflake.connector import SnowflakeConnector

_SCHEMES = ("gs://", "gcs://", "s3://")


def is_external(uri: str) -> bool:
    """Tell whether a batch file lies in a bucket."""
    return uri.lower().startswith(_SCHEMES)


def by_folder(stream: str, files: Sequence[str]) -> dict[str, list[str]]:
    """Sort files by their folders, each with the names below it.

    Raises:
        MessageOrderError: when local files are among them.
    """
    folders: dict[str, list[str]] = {}
    for uri in files:
        if not is_external(uri):
            raise MessageOrderError(
                f"{stream}: a BATCH names files of a bucket and local ones; it takes one or the other."
            )
        folder, _, name = uri.rpartition("/")
        folders.setdefault(f"{folder}/", []).append(name)
    return folders


class ExternalFiles:
    """The files of a BATCH message that lie in a bucket."""

    def __init__(
        self, warehouse: SnowflakeConnector, live: Table, table: Table, columns: Sequence[Column], keys: tuple[str, ...]
    ) -> None:
        """Take where the rows go."""
        self._warehouse = warehouse
        self._live = live
        self._table = table
        self._columns = columns
        self._keys = keys

    def land(
        self, format_: str, files: Sequence[str], load: Load, version: int | None, extracted_at: str | None
    ) -> int:
        """Land the files, all in one transaction.

        Returns:
            How many rows they had.

        Raises:
            MessageOrderError: when the format is none that Snowflake reads there, or no integration is configured.
            LandingError: when Snowflake refuses; a value that does not fit fails the load here, it is not quarantined.
        """
        integration = self._warehouse.config.get("storage_integration")
        if format_ != "parquet" or not integration:
            raise MessageOrderError(
                f"{load.stream}: a BATCH in format {format_!r} names files in a bucket. Snowflake reads `parquet` "
                "there, through the storage integration that the setting storage_integration names "
                f"({integration or 'it is not set'})."
            )
        warehouse, rows = self._warehouse, 0
        warehouse.settle_table(self._table)
        columns = {**{column.name: column.type for column in self._columns}, **METADATA}
        values = self.values(version, extracted_at)
        staging = warehouse.staging_table(self._table)

        def copy() -> None:
            nonlocal rows
            warehouse.run(sql.create_staging(staging, columns), stream=load.stream)
            rows = 0
            for location, names in by_folder(load.stream, files).items():
                stage = warehouse.external_stage()
                warehouse.run(create_external_stage(stage, location, integration), stream=load.stream)
                copied = warehouse.run(copy_external(staging, stage, names, values), stream=load.stream)
                rows += sum(int(row[3]) for row in copied)

        def land() -> None:
            load.rows_landed += warehouse.replace_and_insert(self._table, staging, columns, self._keys, load.stream)

        transact(warehouse, load, land, copy)
        warehouse.files_staged += len(files)
        return rows

    def values(self, version: int | None, extracted_at: str | None) -> dict[str, str]:
        """Give the expression of each staged column, read from the files' columns by the stream's names."""
        values = {}
        for column in self._columns:
            type_ = "VARCHAR" if column.type.kind is Kind.JSON else sql.type_name(column.type)
            values[column.name] = f"$1:{sql.quoted(column.source)}::{type_}"
        now = sql.literal(utc_now().isoformat(sep=" "))
        sequence = int(utc_now().timestamp() * 1000)
        values |= {
            "_sdc_received_at": f"{now}::TIMESTAMP_NTZ",
            "_sdc_batched_at": f"{now}::TIMESTAMP_NTZ",
            "_sdc_sequence": f"{sequence}::NUMBER(38,0)",
        }
        if extracted_at:
            values["_sdc_extracted_at"] = f"{sql.literal(extracted_at)}::TIMESTAMP_TZ::TIMESTAMP_NTZ"
        if version is not None:
            values["_sdc_table_version"] = f"{version}::NUMBER(38,0)"
        staged = sql.staged_columns({**{column.name: None for column in self._columns}, **METADATA})
        numbered = {staged[name]: value for name, value in values.items()}
        return numbered | ({sql.ROW: "METADATA$FILE_ROW_NUMBER"} if self._keys else {})


def create_external_stage(stage: str, location: str, integration: str) -> str:
    """Make a stage of the session that shows a bucket's folder.

    Args:
        stage: its name, quoted.
        location: the folder's address; Snowflake writes gcs:// where others write gs://.
        integration: the storage integration that may read it.
    """
    url = re.sub(r"^gs://", "gcs://", location)
    return (
        f"CREATE OR REPLACE TEMPORARY STAGE {stage} URL = {sql.literal(url)} "
        f"STORAGE_INTEGRATION = {sql.quoted(integration.upper())}"
    )


def copy_external(staging: str, stage: str, files: Sequence[str], values: Mapping[str, str]) -> str:
    """Copy Parquet files from where they lie.

    Args:
        staging: the staging table.
        stage: the external stage, quoted.
        files: names below it.
        values: the expression of each column of the staging table.
    """
    names = ", ".join(sql.quoted(name) for name in values)
    listed = ", ".join(sql.literal(file) for file in files)
    return (
        f"COPY INTO {staging} ({names}) FROM (SELECT {', '.join(values.values())} FROM @{stage}) "
        f"FILES = ({listed}) FILE_FORMAT = (TYPE = PARQUET)"
    )
