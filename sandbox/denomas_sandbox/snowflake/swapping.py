"""ALTER TABLE ... SWAP WITH, which fakesnow lacks: two tables change names at once, with all that belongs to them."""

from __future__ import annotations

import re
import uuid
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import NAME, parts_of, quoted

if TYPE_CHECKING:
    from fakesnow.fakes import FakeSnowflakeConnection

_SWAP = re.compile(
    rf"ALTER\s+TABLE\s+(?P<exists>IF\s+EXISTS\s+)?(?P<one>{NAME})\s+SWAP\s+WITH\s+(?P<other>{NAME})",
    re.IGNORECASE,
)
_TABLE = """
    SELECT table_name FROM duckdb_tables()
    WHERE database_name = ? AND schema_name = ? AND table_name = ? AND NOT temporary
"""


Parts = tuple[str, str, str]


def swap(sql: str, connection: FakeSnowflakeConnection) -> tuple[Parts, Parts] | tuple[()] | None:
    """Swap two tables when the statement says so.

    Readers see either both old or both new tables. The memory of loaded files follows its table.

    Returns:
        The two, or an empty tuple when there was nothing to do; None when the statement is another.

    Raises:
        SnowflakeError: when a table is missing, or the two are in different schemas, which Snowflake can swap and
            the emulated account cannot.
    """
    match = _SWAP.fullmatch(sql)
    if match is None:
        return None
    duck: Any = connection._duck_conn  # noqa: SLF001  ours: engine.Connection
    one, other = _parts(match["one"], connection), _parts(match["other"], connection)
    for parts in (one, other):
        if duck.execute(_TABLE, list(parts)).fetchone() is None:
            if match["exists"] and parts == one:
                return ()
            raise errors.compilation(f"Table '{'.'.join(parts)}' does not exist or not authorized.", "002003", "42S02")
    if one[:2] != other[:2]:
        raise errors.lacking(f"SWAP of {'.'.join(one)} with {'.'.join(other)}, which is in another schema")
    if one == other:
        return ()
    schema, between = quoted(one[:2]), f"_SWAP_{uuid.uuid4().hex}"
    history = f"{quoted(one[:1])}._fs_information_schema._fs_load_history"
    duck.execute("BEGIN TRANSACTION")
    try:
        for old, new in ((one[2], between), (other[2], one[2]), (between, other[2])):
            duck.execute(f"ALTER TABLE {schema}.{quoted((old,))} RENAME TO {quoted((new,))}")
        # The session's own connection, so that it is one transaction with the names.
        duck.cursor_of_user().execute(
            f"UPDATE {history} SET TABLE_NAME = CASE TABLE_NAME WHEN ? THEN ? ELSE ? END "
            "WHERE SCHEMA_NAME = ? AND TABLE_NAME IN (?, ?)",
            [one[2], other[2], one[2], one[1], one[2], other[2]],
        )
        duck.execute("COMMIT")
    except BaseException:
        duck.execute("ROLLBACK")
        raise
    return one, other


def _parts(name: str, connection: FakeSnowflakeConnection) -> Parts:
    given = parts_of(name)
    full = [*(connection.database or "", connection.schema or "")[: 3 - len(given)], *given]
    return full[0], full[1], full[2]
