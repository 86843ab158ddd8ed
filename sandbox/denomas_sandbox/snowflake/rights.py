"""What a role may do: schemas, tables, views and stages are made, used and seen by those who have a right to.

Enforced are rights on databases and schemas, as Snowflake's page "Access control privileges" has them; those on single
tables, warehouses, integrations and roles are kept and shown only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakesnow.dialect import parse_one
from sqlglot import exp
from sqlglot.errors import SqlglotError

from denomas_sandbox.snowflake import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_sandbox.snowflake.account_object import Context
    from denomas_sandbox.snowflake.account_objects import AccountObjects

_ALL = {"OWNERSHIP", "ALL", "ALL PRIVILEGES"}
# How grants on all schemas of a database are kept, those to come and those that are there.
_EVERY = {"<SCHEMA>", "*"}
_CATALOG = "INFORMATION_SCHEMA"
# The column of a catalog's view that says which schema a row is about.
_SCHEMA_COLUMNS = {
    "SCHEMATA": "schema_name",
    "TABLES": "table_schema",
    "VIEWS": "table_schema",
    "COLUMNS": "table_schema",
}


class Rights:
    """Those of the role in use, its own and those of the roles below it."""

    def __init__(self, objects: AccountObjects, context: Context) -> None:
        """Read the grants."""
        self._context = context
        self._objects = objects
        roles = objects.roles_of(context.role)
        self._unlimited = bool(roles & objects.unlimited_roles)
        self._held: dict[tuple[str, str], set[str]] = {}
        if not self._unlimited:
            for grant in objects.grants():
                if grant.granted_to == "ROLE" and grant.grantee in roles:
                    self._held.setdefault((grant.granted_on, grant.name), set()).add(grant.privilege)

    def enforce(self, sql: str) -> str:
        """Give a statement as the role may execute it: the catalog shows only what it may use.

        Raises:
            SnowflakeError: when a right is missing; 003001, or as if the database or schema did not exist.
        """
        if self._unlimited:
            return sql
        try:
            parsed = parse_one(sql)
        except SqlglotError:  # who executes it says so
            return sql
        if isinstance(parsed, exp.Command | exp.Show | exp.Use):
            return sql
        tables = list(_tables(parsed))
        if isinstance(parsed, exp.Create):
            self._check_create(parsed, tables)
        for table in tables:
            self._check(*self._place(table))
        shown = [table for table in tables if table.db.upper() == _CATALOG and table.name.upper() in _SCHEMA_COLUMNS]
        for table in shown:
            self._limit(table)
        return parsed.sql(dialect="snowflake") if shown else sql

    def _place(self, table: exp.Table) -> tuple[str, str]:
        """Give the database and schema that a name is in."""
        database, schema = (_stored(table.args.get(part)) for part in ("catalog", "db"))
        return database or self._context.database or "", schema or self._context.schema or ""

    def _check_create(self, create: exp.Create, tables: list[exp.Table]) -> None:
        made = create.find(exp.Table)
        if made is None:
            return
        database, schema = self._place(made)
        if create.kind == "SCHEMA":
            tables.remove(made)
            self._check(database, privilege="CREATE SCHEMA")
            there = self._objects.exists("SCHEMA", database, schema)
            if there and not create.args.get("replace") and not self._on("SCHEMA", f"{database}.{schema}"):
                raise errors.exists_without_rights("Schema", schema)
        elif not (create.kind == "TABLE" and create.find(exp.TemporaryProperty)):  # anyone may make temporary tables
            self._check(database, schema, f"CREATE {create.kind}")

    def _check(self, database: str, schema: str | None = None, privilege: str | None = None) -> None:
        """Check that the role has a right on a database and a schema, and the one on the last that is named."""
        on = self._on("DATABASE", database)
        if not on:
            raise errors.does_not_exist("Database", database)
        what = f"database '{database}'"
        if schema and schema != _CATALOG:
            on, what = self._on("SCHEMA", f"{database}.{schema}"), f"schema '{schema}'"
            if not on:
                raise errors.does_not_exist("Schema", f"{database}.{schema}")
        if privilege and not on & {privilege, *_ALL}:
            raise errors.no_privileges(what)

    def _on(self, kind: str, name: str) -> set[str]:
        """Give the privileges on something, those for all schemas of its database as well."""
        names = [name]
        if kind == "SCHEMA":
            database = name.partition(".")[0]
            names += [f"{database}.{every}" for every in _EVERY]
        return set().union(*(self._held.get((kind, one), set()) for one in names))

    def _limit(self, table: exp.Table) -> None:
        """Let a view of the catalog show only schemas that the role has a right on."""
        database, _ = self._place(table)
        held = [name.partition(".") for kind, name in self._held if kind == "SCHEMA"]
        mine = {schema for its_database, _, schema in held if its_database == database}
        if mine & _EVERY:
            return
        bare, column = table.copy(), exp.column(_SCHEMA_COLUMNS[table.name.upper()])
        bare.set("alias", None)
        table.replace(
            exp.select("*").from_(bare).where(column.isin(_CATALOG, *sorted(mine))).subquery(table.alias_or_name)
        )


def _tables(parsed: exp.Expr) -> Iterator[exp.Table]:
    """Give the tables, views and stages that a statement names; not its own subqueries, nor places of files."""
    own = {cte.alias_or_name.upper() for cte in parsed.find_all(exp.CTE)}
    for table in parsed.find_all(exp.Table):
        named = isinstance(table.this, exp.Identifier) or (table.db and table.this is None)
        if named and (table.db or table.name.upper() not in own):
            yield table


def _stored(name: exp.Expression | None) -> str:
    """Give an identifier as Snowflake stores it."""
    if not isinstance(name, exp.Identifier):
        return ""
    return str(name.this) if name.args.get("quoted") else str(name.this).upper()
