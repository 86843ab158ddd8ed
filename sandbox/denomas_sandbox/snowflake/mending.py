"""What is mended in fakesnow from outside, once for the process."""

from __future__ import annotations

from functools import partial
from string import Template
from typing import TYPE_CHECKING

import duckdb
from fakesnow import info_schema
from fakesnow import transforms as applied
from fakesnow.transforms import stage, transforms
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB

from denomas_sandbox.snowflake.comments import table_comment

if TYPE_CHECKING:
    from collections.abc import Callable
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
    # It refuses TO_NUMBER with a format.
    applied.to_decimal = partial(_to_decimal, applied.to_decimal)
    # It leaves names bare that are reserved in DuckDB and not in Snowflake, such as AT.
    DuckDB.Generator.RESERVED_KEYWORDS = DuckDB.Generator.RESERVED_KEYWORDS | _reserved()


def _to_decimal(original: Callable[[exp.Expr], exp.Expr], expression: exp.Expr) -> exp.Expr:
    """Read TO_NUMBER(text, 'XXXX'), a hexadecimal number."""
    form = expression.args.get("format") if isinstance(expression, exp.ToNumber) else None
    if not isinstance(form, exp.Literal) or set(form.name.upper()) != {"X"}:
        return original(expression)
    number = exp.cast(exp.DPipe(this=exp.Literal.string("0x"), expression=expression.this), "HUGEINT", dialect="duckdb")
    return exp.cast(number, "DECIMAL(38, 0)")


def _reserved() -> set[str]:
    with duckdb.connect() as connection:
        sql = "SELECT keyword_name FROM duckdb_keywords() WHERE keyword_category = 'reserved'"
        rows = connection.execute(sql).fetchall()
    return {name for (name,) in rows} - {"default"} | {"at"}
