"""MERGE, by DuckDB's own: fakesnow takes it apart into statements that join the whole target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
from fakesnow.rowtype import describe_as_rowtype
from sqlglot import exp

from denomas_sandbox.snowflake.results import Outcome
from denomas_sandbox.snowflake.statement_types import MERGE

if TYPE_CHECKING:
    from fakesnow.cursor import FakeSnowflakeCursor

# In the order in which Snowflake reports them.
_DONE = {"INSERT": "inserted", "UPDATE": "updated", "DELETE": "deleted"}


def merge(statement: exp.Merge, cursor: FakeSnowflakeCursor, values: list[Any] | None) -> Outcome:
    """Execute a MERGE.

    Args:
        statement: as Snowflake writes it; it is changed.
        cursor: fakesnow's, which knows how to say Snowflake's functions in DuckDB's.
        values: for `?`.

    Returns:
        One row: how many rows were inserted, updated, deleted, as far as the statement can.
    """
    cursor.check_db_and_schema(statement)
    whens = statement.args["whens"].expressions
    for when in whens:
        then = when.args["then"]
        for change in then.expressions if isinstance(then, exp.Update) else ():
            # DuckDB takes no table's name before the column that is set.
            change.this.set("table", None)
    duckdb_sql = cursor._transform(statement, values).sql(dialect="duckdb")  # noqa: SLF001
    result: Any = cursor._duck_conn.execute(f"{duckdb_sql} RETURNING merge_action", values)  # noqa: SLF001
    counts = {one["values"]: one["counts"] for one in pc.value_counts(result.to_arrow_table()[0]).to_pylist()}
    possible = [action for action in _DONE if any(_action(when.args["then"]) == action for when in whens)]
    names = [f"number of rows {_DONE[action]}" for action in possible]
    row = [pa.array([counts.get(action, 0)], pa.int64()) for action in possible]
    described = [(name, "BIGINT", "YES", None, None, None) for name in names]
    return Outcome(pa.table(row, names=names), describe_as_rowtype(described), MERGE)


def _action(then: exp.Expression) -> str:
    if isinstance(then, exp.Insert):
        return "INSERT"
    return "UPDATE" if isinstance(then, exp.Update) else "DELETE"
