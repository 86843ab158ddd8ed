"""Databases, schemas, stages and file formats: made and dropped in fakesnow, described in the account's objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from denomas_sandbox.snowflake import errors, temporary
from denomas_sandbox.snowflake.definitions import SHARED_KINDS, Definition, definition
from denomas_sandbox.snowflake.names import literal, quoted
from denomas_sandbox.snowflake.results import Outcome

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.account_object import Context
    from denomas_sandbox.snowflake.account_objects import AccountObjects
    from denomas_sandbox.snowflake.engine import Engine
    from denomas_sandbox.snowflake.execution import Executor

_NAMES = {
    "DATABASE": "SELECT database_name FROM duckdb_databases() WHERE NOT internal",
    "SCHEMA": "SELECT database_name, schema_name FROM duckdb_schemas() WHERE NOT internal",
    "STAGE": "SELECT database_name, schema_name, name FROM _fs_global._fs_information_schema._fs_stages",
    "FILE FORMAT": "SELECT database_name, schema_name, name FROM _fs_global._fs_information_schema._fs_file_formats",
}
_OWN = ("memory", "_fs_global", "_fs_information_schema", "SNOWFLAKE")
_STAGES = "_fs_global._fs_information_schema._fs_stages"


class SharedObjects:
    """Those of a session's connection."""

    def __init__(self, engine: Engine, executor: Executor, objects: AccountObjects) -> None:
        """Take what works on them."""
        self._engine = engine
        self._executor = executor
        self._objects = objects

    def names(self, kind: str) -> list[tuple[str, ...]]:
        """Give the full names of all objects of a kind."""
        rows = self._executor.connection._duck_conn.execute(_NAMES[kind]).fetchall()  # noqa: SLF001
        hidden = {"main", *_OWN} if kind == "SCHEMA" else set(_OWN)
        return [tuple(row) for row in rows if not hidden & set(row)]

    def execute(self, sql: str, context: Context) -> Outcome | None:
        """Execute CREATE or DROP of one; None when the statement is of another sort."""
        said = definition(sql)
        if said is None or said.kind not in SHARED_KINDS or said.verb not in {"CREATE", "DROP"}:
            return None
        name = self._objects.complete(said.kind, said.name, context)
        there, shown = name in self.names(said.kind), ".".join(name)
        if said.verb == "CREATE":
            if there and said.exists:
                return Outcome.status(f"{shown} already exists, statement succeeded.")
            if there and not said.replace:
                raise errors.already_exists(shown)
            line = self._create(said, name, sql, replace=there)
        else:
            if not there and not said.exists:
                raise errors.does_not_exist(said.kind.capitalize(), shown)
            if there:
                self._drop(said.kind, name)
            line = f"{name[-1]} successfully dropped."
        self._objects.note(said, context, sql)
        return Outcome.status(line)

    def changed(self, sql: str, context: Context) -> None:
        """Let fakesnow know what an ALTER has changed in a stage or a file format."""
        said = definition(sql)
        if said is None or said.verb != "ALTER" or said.kind not in {"STAGE", "FILE FORMAT"}:
            return
        name = self._objects.complete(said.kind, said.name, context)
        kept = self._objects.of_shared(said.kind, name)
        if said.kind == "STAGE":
            url, whole = literal(str(kept.properties.get("URL", ""))), ", ".join(literal(part) for part in name)
            of_it = f"(database_name, schema_name, name) = ({whole})"
            self._executor.plain([f"UPDATE {_STAGES} SET url = {url} WHERE {of_it}"])
            return
        options = " ".join(f"{key} = {_written(value)}" for key, value in kept.properties.items() if key != "COMMENT")
        self._run(f"CREATE OR REPLACE FILE FORMAT {quoted(name)} {options}")

    def _create(self, said: Definition, name: tuple[str, ...], sql: str, *, replace: bool) -> str:
        if "CLONE" in said.properties.words:
            raise errors.lacking(f"CREATE {said.kind} … CLONE")
        if replace and said.kind != "FILE FORMAT":
            self._drop(said.kind, name)
        if said.kind == "STAGE":
            temporary_stage = "TEMP" in said.before
            self._executor.plain([_stage(name, str(said.properties.values.get("URL", "")), temporary_stage)])
            if temporary_stage:
                self._executor.temporary.add_stage(name)
            return f"Stage area {name[-1]} successfully created."
        if said.kind == "FILE FORMAT":
            self._run(sql)
            return f"File format {name[-1]} successfully created."
        self._run(f"CREATE {said.kind} {quoted(name)}")
        if said.kind == "DATABASE":
            self._engine.database_created(name[0])
        return f"{said.kind.capitalize()} {name[-1]} successfully created."

    def _drop(self, kind: str, name: tuple[str, ...]) -> None:
        duck = self._executor.connection._duck_conn  # noqa: SLF001
        if kind == "STAGE":
            temporary.drop_stage(duck, name)
        elif kind == "FILE FORMAT":
            temporary.drop_file_format(duck, name)
        else:
            inside = [one for one in self.names("STAGE") if one[: len(name)] == name]
            self._run(f"DROP {kind} {quoted(name)}" + (" CASCADE" if kind == "SCHEMA" else ""))
            for one in inside:
                temporary.drop_stage(duck, one)
        if kind == "DATABASE":
            self._engine.database_dropped(name[0])

    def _run(self, sql: str) -> None:
        self._executor.execute(sql, None, autocommit=True)


def _stage(name: tuple[str, ...], url: str, temporary_stage: bool) -> str:
    sort = ("EXTERNAL" if url else "INTERNAL") + (" TEMPORARY" if temporary_stage else "")
    values = ", ".join(literal(text) for text in (*name, url, sort))
    return f"INSERT INTO {_STAGES} (created_on, database_name, schema_name, name, url, type) VALUES (now(), {values})"


def _written(value: object) -> str:
    if isinstance(value, list):
        return "(" + ", ".join(literal(str(one)) for one in value) + ")"
    text = str(value)
    return text if text.isdigit() or text in {"TRUE", "FALSE", "NONE"} else literal(text)
