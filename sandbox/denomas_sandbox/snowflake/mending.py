"""What is mended in fakesnow from outside, once for the process."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

import duckdb
from fakesnow import info_schema
from fakesnow.transforms import stage, transforms
from sqlglot.dialects.duckdb import DuckDB

from denomas_sandbox.snowflake.comments import table_comment

if TYPE_CHECKING:
    from pathlib import Path

_DESCRIBE_TABLE = Template(
    transforms.SQL_DESCRIBE_TABLE.template.replace(
        "FROM _fs_information_schema.", 'FROM "${catalog}"._fs_information_schema.'
    )
)


def mend(stages: Path) -> None:
    """Mend fakesnow.

    Args:
        stages: where staged files are kept; fakesnow's own choice is a new temporary folder a process.
    """
    stage.LOCAL_BUCKET_PATH = str(stages.resolve())
    # It stumbles over apostrophes, and writes None for none.
    info_schema.insert_table_comment_sql = lambda *parts: table_comment(parts[:3], parts[3])
    # It describes a table by the columns of the current database, whichever it is in.
    transforms.SQL_DESCRIBE_TABLE = _DESCRIBE_TABLE
    # It leaves names bare that are reserved in DuckDB and not in Snowflake, such as AT.
    DuckDB.Generator.RESERVED_KEYWORDS = DuckDB.Generator.RESERVED_KEYWORDS | _reserved()


def _reserved() -> set[str]:
    with duckdb.connect() as connection:
        sql = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        rows = connection.execute(sql).fetchall()
    return {name for (name,) in rows} - {"default"} | {"at"}
