"""Snowflake's spelling of RAW: names, types and statements, as functions of values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from target_common.types import ColumnType, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from target_common.names import Table

ROW = "_SDC_ROW"
"""Column of staged rows that tells which came last."""

_TYPES = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "NUMBER(38,0)",
    Kind.HUGE_INTEGER: "NUMBER(38,0)",
    Kind.DOUBLE: "FLOAT",
    Kind.TIMESTAMP: "TIMESTAMP_NTZ",
    Kind.DATE: "DATE",
    Kind.TIME: "TIME",
    Kind.JSON: "VARIANT",
    Kind.TEXT: "VARCHAR",
}
_KINDS = {
    "BOOLEAN": Kind.BOOLEAN,
    "FLOAT": Kind.DOUBLE,
    "DOUBLE": Kind.DOUBLE,
    "REAL": Kind.DOUBLE,
    "TIMESTAMP_NTZ": Kind.TIMESTAMP,
    "TIMESTAMP_LTZ": Kind.TIMESTAMP,
    "TIMESTAMP_TZ": Kind.TIMESTAMP,
    "DATE": Kind.DATE,
    "TIME": Kind.TIME,
    "VARIANT": Kind.JSON,
    "OBJECT": Kind.JSON,
    "ARRAY": Kind.JSON,
}
_INTEGER_DIGITS = 38
# The vectorised scanner reads true types, and is the fast one (facts: performance).
PARQUET = "FILE_FORMAT = (TYPE = PARQUET USE_VECTORIZED_SCANNER = TRUE USE_LOGICAL_TYPE = TRUE BINARY_AS_TEXT = FALSE)"


# -- names ---------------------------------------------------------------------------------------------------------


def stored_name(column: str) -> str:
    """Give a column's name as Snowflake keeps it: in upper case, so that SQL without quotes finds it.

    Letters whose upper case does not lead back (the German sharp s) stay as they are.
    """
    return "".join(char.upper() if char.upper().lower() == char else char for char in column)


def column_name(stored: str) -> str:
    """Give the name that a stored one was made of."""
    return "".join(char.lower() if char.lower().upper() == char else char for char in stored)


def quoted(name: str) -> str:
    """Quote an identifier."""
    return '"' + name.replace('"', '""') + '"'


def column(name: str) -> str:
    """Quote a column by the name that the stream has for it."""
    return quoted(stored_name(name))


def literal(value: str) -> str:
    """Quote a text value; Snowflake reads backslashes in it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def staged_columns(columns: Iterable[str]) -> dict[str, str]:
    """Give the names that columns have in files and in the staging table: numbers, whatever the columns are called."""
    return {name: f"C{number}" for number, name in enumerate(columns)}


def table_name(table: Table) -> str:
    """Quote a table with its schema."""
    return f"{quoted(table.schema)}.{quoted(table.name)}"


# -- types ---------------------------------------------------------------------------------------------------------


def type_name(type_: ColumnType, timestamp: str = "TIMESTAMP_NTZ") -> str:
    """Spell a column type.

    Args:
        type_: the type.
        timestamp: the type of timestamps (setting `timestamp_type`).
    """
    if type_.kind is Kind.DECIMAL:
        return f"NUMBER({type_.precision},{type_.scale})"
    return timestamp if type_.kind is Kind.TIMESTAMP else _TYPES[type_.kind]


def column_type(described: str) -> ColumnType:
    """Read a column type as DESCRIBE TABLE spells it; types that this target never makes count as text."""
    name = described.upper().split("(")[0].strip()
    if name == "NUMBER":
        digits = re.findall(r"\d+", described) or ["38", "0"]
        precision, scale = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
        whole = precision == _INTEGER_DIGITS and scale == 0
        return ColumnType(Kind.INTEGER) if whole else ColumnType(Kind.DECIMAL, precision, scale)
    return ColumnType(_KINDS.get(name, Kind.TEXT))


# -- tables --------------------------------------------------------------------------------------------------------


def create_table(table: Table, columns: Mapping[str, ColumnType], timestamp: str) -> str:
    """Make a table."""
    body = ", ".join(f"{column(name)} {type_name(type_, timestamp)}" for name, type_ in columns.items())
    return f"CREATE TABLE IF NOT EXISTS {table_name(table)} ({body})"


def create_staging(name: str, columns: Mapping[str, ColumnType]) -> str:
    """Make the temporary table that files are copied into: times in UTC, JSON as text, and the order of arrival."""
    staged = staged_columns(columns)
    body = ", ".join(
        f"{quoted(staged[name])} {'VARCHAR' if type_.kind is Kind.JSON else type_name(type_)}"
        for name, type_ in columns.items()
    )
    return f"CREATE OR REPLACE TEMPORARY TABLE {name} ({body}, {quoted(ROW)} NUMBER(38,0))"


def rebuild(table: Table, columns: Mapping[str, tuple[ColumnType, bool]], timestamp: str, cluster_by: str) -> str:
    """Give a table other columns in one atomic statement, its rows, grants and clustering kept.

    Snowflake can only lengthen text and numbers in place; every other widening needs a new table.

    Args:
        table: the table.
        columns: each column's type, and whether the table has it already.
        timestamp: the type of timestamps.
        cluster_by: the table's clustering key, or an empty text.
    """
    body = ", ".join(
        f"CAST({column(name) if there else 'NULL'} AS {type_name(type_, timestamp)}) AS {column(name)}"
        for name, (type_, there) in columns.items()
    )
    clustering = f" CLUSTER BY {cluster_by}" if cluster_by else ""
    return (
        f"CREATE OR REPLACE TABLE {table_name(table)}{clustering} COPY GRANTS AS SELECT {body} FROM {table_name(table)}"
    )


def add_columns(table: Table, columns: Mapping[str, ColumnType], timestamp: str) -> str:
    """Add columns."""
    body = ", ".join(f"{column(name)} {type_name(type_, timestamp)}" for name, type_ in columns.items())
    return f"ALTER TABLE {table_name(table)} ADD COLUMN {body}"


# -- rows ----------------------------------------------------------------------------------------------------------


def put(folder: str, stage: str) -> str:
    """Upload all Parquet files of a folder."""
    path = folder.replace("\\", "\\\\").replace("'", "\\'")
    return f"PUT 'file://{path}/*.parquet' {stage} AUTO_COMPRESS = FALSE SOURCE_COMPRESSION = NONE PARALLEL = 4"


def copy(staging: str, stage: str) -> str:
    """Copy all files of a stage's folder into the staging table; a column that a file lacks is null."""
    return f"COPY INTO {staging} FROM {stage} {PARQUET} MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE PURGE = TRUE"


def _incoming(staging: str, columns: Mapping[str, ColumnType], timestamp: str) -> str:
    """Select staged rows with the types of the table."""
    staged = staged_columns(columns)

    def value(name: str, type_: ColumnType) -> str:
        raw = quoted(staged[name])
        if type_.kind is Kind.JSON:
            return f"PARSE_JSON({raw}) AS {raw}"
        zoned = type_.kind is Kind.TIMESTAMP and timestamp != _TYPES[Kind.TIMESTAMP]
        return f"CAST({raw} AS {timestamp}) AS {raw}" if zoned else raw

    return f"SELECT {', '.join(value(name, type_) for name, type_ in columns.items())} FROM {staging}"


def insert(table: Table, staging: str, columns: Mapping[str, ColumnType], timestamp: str) -> str:
    """Append the staged rows."""
    names = ", ".join(column(name) for name in columns)
    return f"INSERT INTO {table_name(table)} ({names}) {_incoming(staging, columns, timestamp)}"


def merge(
    table: Table,
    staging: str,
    columns: Mapping[str, ColumnType],
    keys: Sequence[str],
    timestamp: str,
    cleared: Iterable[str] = (),
) -> str:
    """Replace rows by key: last write wins.

    Args:
        table: where the rows go.
        staging: the staging table.
        columns: of the staging table, with their types in the table.
        keys: the key's columns.
        timestamp: the type of timestamps.
        cleared: columns of the table that the stream no longer has; a row that is replaced loses them.
    """
    staged = {name: quoted(number) for name, number in staged_columns(columns).items()}
    partition = ", ".join(staged[key] for key in keys)
    source = (
        f"{_incoming(staging, columns, timestamp)} "
        f"QUALIFY ROW_NUMBER() OVER (PARTITION BY {partition} ORDER BY {quoted(ROW)} DESC) = 1"
    )
    same = " AND ".join(f"present.{column(key)} = incoming.{staged[key]}" for key in keys)
    changed = [f"present.{column(name)} = incoming.{staged[name]}" for name in columns if name not in keys]
    changed += [f"present.{column(name)} = NULL" for name in cleared]
    names = ", ".join(column(name) for name in columns)
    values = ", ".join(f"incoming.{staged[name]}" for name in columns)
    return (
        f"MERGE INTO {table_name(table)} AS present USING ({source}) AS incoming ON {same} "
        f"WHEN MATCHED THEN UPDATE SET {', '.join(changed)} "
        f"WHEN NOT MATCHED THEN INSERT ({names}) VALUES ({values})"
    )


def copy_rejected(table: Table, stage: str) -> str:
    """Append rejected rows from their files."""
    texts = ("_SDC_RUN_ID", "_SDC_REASON", "_SDC_COLUMN")
    values = [f"$1:{quoted('_SDC_REJECTED_AT')}::TIMESTAMP_NTZ", *(f"$1:{quoted(name)}::VARCHAR" for name in texts)]
    jsons = ("_SDC_KEY_PROPERTIES", "_SDC_RECORD")
    values += [f"PARSE_JSON($1:{quoted(name)}::VARCHAR)" for name in jsons]
    names = ", ".join(quoted(name) for name in ("_SDC_REJECTED_AT", *texts, *jsons))
    return (
        f"COPY INTO {table_name(table)} ({names}) FROM (SELECT {', '.join(values)} FROM {stage}) "
        "FILE_FORMAT = (TYPE = PARQUET USE_LOGICAL_TYPE = TRUE) PURGE = TRUE"
    )


# -- versions and marks ----------------------------------------------------------------------------------------------


def append_table(table: Table, source: Table, columns: Iterable[str]) -> str:
    """Append all rows of a table to another."""
    names = ", ".join(column(name) for name in columns)
    return f"INSERT INTO {table_name(table)} ({names}) SELECT {names} FROM {table_name(source)}"


def mark_deleted(table: Table, present: Table, keys: Sequence[str], at: str) -> tuple[str, str]:
    """Mark the rows whose key is gone, and take the mark off those whose key came back.

    Args:
        table: the live table.
        present: the keys that the source has.
        keys: the key's columns.
        at: when the source was asked, as ISO text in UTC.
    """
    name, mark, extracted = quoted(table.name), column("_sdc_deleted_at"), column("_sdc_extracted_at")
    same = " AND ".join(f"present.{column(key)} = {name}.{column(key)}" for key in keys)
    found = f"EXISTS (SELECT 1 FROM {table_name(present)} AS present WHERE {same})"
    moment = f"CAST({literal(at)} AS TIMESTAMP_NTZ)"
    update = f"UPDATE {table_name(table)} SET {mark} ="
    return (
        f"{update} {moment} WHERE {mark} IS NULL AND ({extracted} IS NULL OR {extracted} < {moment}) AND NOT {found}",
        f"{update} NULL WHERE {mark} IS NOT NULL AND {found}",
    )
