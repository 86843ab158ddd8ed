"""What a role may do, as grants: on what there is, and on what will be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from snowddl.blueprint import (
    AbstractIdent,
    AccountObjectIdent,
    DatabaseIdent,
    FutureGrant,
    Grant,
    ObjectType,
    SchemaIdent,
    SchemaObjectIdent,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_tools.account.declaration import Account, Role

_LANDING = ("USAGE", "CREATE TABLE", "CREATE STAGE", "CREATE FILE FORMAT")
_READABLE = (ObjectType.TABLE, ObjectType.VIEW, ObjectType.EXTERNAL_TABLE)


def on_what_is(account: Account, name: str) -> list[Grant]:
    """Give the rights of a role on databases, schemas, warehouses and so on, each once.

    The owner of a schema owns the stages and file formats in it, too: external tables are made by the owner of both
    (the handbook's "External table perms").
    """
    role = account.roles[name]
    granted: dict[str, Grant] = {}
    for grant in (*_of_account(role), *_owned(account, name), *_landing(role), *_reading(account, role)):
        granted.setdefault(f"{grant.privilege} ON {grant.on.name} {grant.name}", grant)
    return list(granted.values())


def on_what_comes(account: Account, name: str) -> list[FutureGrant]:
    """Give the rights of a role on tables that will be made, where it reads."""
    return [
        FutureGrant(
            privilege="SELECT",
            on_future=kind,
            in_parent=ObjectType.DATABASE if schema == "*" else ObjectType.SCHEMA,
            name=DatabaseIdent("", database) if schema == "*" else SchemaIdent("", database, schema),
        )
        for database, _, schema in (pattern.partition(".") for pattern in account.roles[name].reads)
        for kind in _READABLE
    ]


def _of_account(role: Role) -> Iterator[Grant]:
    for inherited in role.roles:
        yield _grant("USAGE", ObjectType.ROLE, inherited)
    for warehouse in role.warehouses:
        yield _grant("USAGE", ObjectType.WAREHOUSE, warehouse)
        yield _grant("MONITOR", ObjectType.WAREHOUSE, warehouse)
    for integration in role.integrations:
        yield _grant("USAGE", ObjectType.INTEGRATION, integration)
    for database in role.makes_schemas:
        yield _grant("USAGE", ObjectType.DATABASE, database)
        yield _grant("CREATE SCHEMA", ObjectType.DATABASE, database)
    for secret in role.secrets:
        yield _grant("USAGE", ObjectType.SECRET, secret)
        yield _grant("READ", ObjectType.SECRET, secret)


def _owned(account: Account, name: str) -> Iterator[Grant]:
    for database, entry in account.databases.items():
        for schema, (owner, _) in entry.schemas.items():
            if owner == name:
                yield _grant("USAGE", ObjectType.DATABASE, database)
                yield _grant("OWNERSHIP", ObjectType.SCHEMA, f"{database}.{schema}")
                yield from _outside(account, f"{database}.{schema}", "OWNERSHIP")


def _landing(role: Role) -> Iterator[Grant]:
    for schema in role.lands_in:
        yield _grant("USAGE", ObjectType.DATABASE, schema.partition(".")[0])
        for right in _LANDING:
            yield _grant(right, ObjectType.SCHEMA, schema)


def _reading(account: Account, role: Role) -> Iterator[Grant]:
    for pattern in role.reads:
        yield _grant("USAGE", ObjectType.DATABASE, pattern.partition(".")[0])
        for schema in account.schemas(pattern):
            yield _grant("USAGE", ObjectType.SCHEMA, schema)
            yield from _outside(account, schema, "USAGE")


def _outside(account: Account, schema: str, right: str) -> Iterator[Grant]:
    """Give a right on what reaches outside: file formats and external stages."""
    for kind, names in ((ObjectType.FILE_FORMAT, account.file_formats), (ObjectType.STAGE, account.stages)):
        for name in names:
            if name.rpartition(".")[0] == schema:
                yield _grant(right, kind, name)


def _grant(privilege: str, on: ObjectType, name: str) -> Grant:
    return Grant(privilege=privilege, on=on, name=_ident(name))


def _ident(name: str) -> AbstractIdent:
    parts = name.split(".")
    return {1: AccountObjectIdent, 2: SchemaIdent, 3: SchemaObjectIdent}[len(parts)]("", *parts)
