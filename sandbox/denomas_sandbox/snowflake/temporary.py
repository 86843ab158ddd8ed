"""Temporary tables, views and stages: ordinary ones here, which go with their session.

They differ from Snowflake's in one thing: other sessions see them, so they cannot hide a table of the same name.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from fakesnow.transforms import stage

from denomas_sandbox.snowflake.names import quoted

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MARK = "TEMPORARY"
_STAGES = "_fs_global._fs_information_schema._fs_stages"


class TemporaryObjects:
    """What a session has made for itself alone."""

    def __init__(self, duck: DuckDBPyConnection) -> None:
        """Take a connection."""
        self._duck = duck
        self._relations: dict[tuple[str, ...], str] = {}
        self._stages: set[tuple[str, ...]] = set()

    def owns(self, parts: tuple[str, ...]) -> bool:
        """Tell whether a table or view, by database, schema and name, is one of the session."""
        return parts in self._relations

    def add(self, kind: str, parts: tuple[str, ...]) -> None:
        """Take a TABLE or VIEW that was just made."""
        self._duck.execute(f"COMMENT ON {kind} {quoted(parts)} IS '{_MARK}'")
        self._relations[parts] = kind

    def add_stage(self, parts: tuple[str, ...]) -> None:
        """Take a stage that is about to be made."""
        self._stages.add(parts)

    def drop(self) -> None:
        """Drop everything."""
        for parts, kind in self._relations.items():
            self._duck.execute(f"DROP {kind} IF EXISTS {quoted(parts)}")
        for parts in self._stages:
            drop_stage(self._duck, parts)
        self._relations.clear()
        self._stages.clear()


def drop_left_over(duck: DuckDBPyConnection) -> None:
    """Drop what the sessions of a killed process had made for themselves."""
    for kind in ("view", "table"):
        sql = f"SELECT database_name, schema_name, {kind}_name FROM duckdb_{kind}s() WHERE comment = '{_MARK}'"
        for parts in duck.execute(sql).fetchall():
            duck.execute(f"DROP {kind} {quoted(parts)}")
    rows = duck.execute(f"SELECT database_name, schema_name, name FROM {_STAGES} WHERE type LIKE '%TEMPORARY'")
    for parts in rows.fetchall():
        drop_stage(duck, parts)


def drop_stage(duck: DuckDBPyConnection, parts: tuple[str, ...]) -> bool:
    """Drop a stage with its files; tell whether it was there."""
    sql = f"DELETE FROM {_STAGES} WHERE database_name = ? AND schema_name = ? AND name = ?"
    gone = duck.execute(sql, list(parts)).fetchone()
    shutil.rmtree(stage.internal_dir(".".join(parts)), ignore_errors=True)
    return bool(gone and gone[0])


def drop_file_format(duck: DuckDBPyConnection, parts: tuple[str, ...]) -> bool:
    """Drop a file format; tell whether it was there."""
    sql = (
        "DELETE FROM _fs_global._fs_information_schema._fs_file_formats "
        "WHERE database_name = ? AND schema_name = ? AND name = ?"
    )
    gone = duck.execute(sql, list(parts)).fetchone()
    return bool(gone and gone[0])
