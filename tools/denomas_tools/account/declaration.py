"""What the files of warehouse-account/ declare, as values; every name in them is checked."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

FOLDER = "warehouse-account"
_NAME = re.compile(r"[A-Z_][A-Z0-9_]*")
_Entry = TypeVar("_Entry")


class DeclarationError(Exception):
    """A file of warehouse-account/ says something that cannot be; the message names file, entry and remedy."""


@dataclass(frozen=True)
class Database:
    """A database; `schemas` gives the owner and the comment of each schema by its name."""

    comment: str
    schemas: dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Role:
    """A role and its rights beside owning schemas; the fields are those of roles.yaml."""

    comment: str
    roles: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    lands_in: tuple[str, ...] = ()
    makes_schemas: tuple[str, ...] = ()
    warehouses: tuple[str, ...] = ()
    integrations: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Warehouse:
    """A warehouse; the times are in seconds."""

    comment: str
    size: str
    statement_timeout_seconds: int
    auto_suspend_seconds: int = 60


@dataclass(frozen=True)
class User:
    """A user of a service, which signs in by key pair."""

    comment: str
    role: str
    warehouse: str


@dataclass(frozen=True)
class Integration:
    """Access to buckets of one provider, GCS or S3; `role_arn` is for S3."""

    comment: str
    provider: str
    locations: tuple[str, ...]
    role_arn: str | None = None


@dataclass(frozen=True)
class FileFormat:
    """A named file format."""

    type: str


@dataclass(frozen=True)
class Stage:
    """An external stage."""

    integration: str
    url: str
    file_format: str | None = None


@dataclass(frozen=True)
class Secret:
    """A secret text."""

    comment: str
    value: str = field(repr=False)


@dataclass(frozen=True)
class Account:
    """Everything that is declared, by name; names of what lies in schemas are DATABASE.SCHEMA.NAME.

    Attributes:
        left_alone: what is declared with a variable that is unset, or refers to such, and the variable.
        closed: schemas with a secret, which DATABASE.* does not mean.
    """

    databases: dict[str, Database]
    roles: dict[str, Role]
    warehouses: dict[str, Warehouse]
    users: dict[str, User]
    integrations: dict[str, Integration]
    file_formats: dict[str, FileFormat]
    stages: dict[str, Stage]
    secrets: dict[str, Secret]
    left_alone: dict[str, str]
    closed: frozenset[str]

    def schemas(self, pattern: str) -> list[str]:
        """Give the schemas that DATABASE.SCHEMA or DATABASE.* means; the latter leaves those with a secret out."""
        database, _, schema = pattern.partition(".")
        if schema != "*":
            return [pattern]
        names = [f"{database}.{name}" for name in self.databases[database].schemas]
        return [name for name in names if name not in self.closed]

    def owner(self, schema: str) -> str:
        """Give the role that owns DATABASE.SCHEMA."""
        database, _, name = schema.partition(".")
        return self.databases[database].schemas[name][0]


def read(root: Path, variables: Mapping[str, str]) -> Account:
    """Read the declaration.

    Args:
        root: the project's folder.
        variables: of the environment; those that values name as $NAME are taken from here.

    Raises:
        DeclarationError: when a file is missing or not valid, or names what is not declared.
    """
    files = {
        name: _file(root / FOLDER / f"{name}.yaml") for name in ("databases", "roles", "warehouses", "users", "storage")
    }
    storage = files["storage"]
    _known(storage, {"integrations", "file_formats", "stages", "secrets"}, "storage.yaml")
    left_alone: dict[str, str] = {}
    account = Account(
        {name: _database(name, values) for name, values in files["databases"].items()},
        _entries(Role, files["roles"], "roles.yaml"),
        _entries(Warehouse, files["warehouses"], "warehouses.yaml"),
        _entries(User, files["users"], "users.yaml"),
        _entries(Integration, _set(storage["integrations"], variables, left_alone), "storage.yaml"),
        _entries(FileFormat, storage["file_formats"], "storage.yaml"),
        _entries(Stage, _set(storage["stages"], variables, left_alone), "storage.yaml"),
        _entries(Secret, _set(storage["secrets"], variables, left_alone), "storage.yaml"),
        left_alone,
        frozenset(name.rpartition(".")[0] for name in storage["secrets"]),
    )
    _check(account)
    return _without_left_alone(account)


def _file(path: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DeclarationError(f"{FOLDER}/{path.name} is missing") from error
    except yaml.YAMLError as error:
        raise DeclarationError(f"{FOLDER}/{path.name} is no YAML: {error}") from error
    if not isinstance(values, dict):
        raise DeclarationError(f"{FOLDER}/{path.name} must be a mapping of names")
    return values


def _known(values: Mapping[str, Any], known: Iterable[str], place: str) -> None:
    unknown = sorted(set(values) - set(known))
    if unknown:
        raise DeclarationError(f"{place}: {', '.join(unknown)} is not known; there are {', '.join(sorted(known))}")


def _database(name: str, values: dict[str, Any]) -> Database:
    _known(values, {"comment", "schemas"}, f"databases.yaml, {name}")
    schemas: dict[str, tuple[str, str]] = {}
    for owner, owned in values["schemas"].items():
        for schema, comment in owned.items():
            if schema in schemas:
                raise DeclarationError(
                    f"databases.yaml: {name}.{schema} has two owners, {schemas[schema][0]} and {owner}"
                )
            schemas[schema] = (owner, comment)
    return Database(values["comment"], schemas)


def _entries(kind: type[_Entry], values: Mapping[str, dict[str, Any]], place: str) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    for name, given in values.items():
        _known(given, [one.name for one in dataclasses.fields(kind)], f"{place}, {name}")  # type: ignore[arg-type]
        try:
            entries[name] = kind(**{key: tuple(one) if isinstance(one, list) else one for key, one in given.items()})
        except TypeError as error:
            raise DeclarationError(f"{place}, {name}: {str(error).partition(' ')[2]}") from error
    return entries


def _set(
    values: Mapping[str, dict[str, Any]], variables: Mapping[str, str], left_alone: dict[str, str]
) -> dict[str, dict[str, Any]]:
    """Put variables into values; entries with one that is unset go to `left_alone`."""
    complete = {}
    for name, given in values.items():
        named = {key: one[1:] for key, one in given.items() if isinstance(one, str) and one.startswith("$")}
        missing = [variable for variable in named.values() if not variables.get(variable)]
        if missing:
            left_alone[name] = missing[0]
        else:
            complete[name] = given | {key: variables[variable] for key, variable in named.items()}
    return complete


def _check(account: Account) -> None:
    schemas = {f"{database}.{name}" for database, entry in account.databases.items() for name in entry.schemas}
    below = {f"{database}.*" for database in account.databases}
    objects = (*account.file_formats, *account.stages, *account.secrets)
    integrations = {*account.integrations, *account.left_alone}
    references: list[tuple[str, Iterable[str], Iterable[str]]] = [
        (
            "databases.yaml",
            (one for entry in account.databases.values() for one, _ in entry.schemas.values()),
            account.roles,
        ),
        ("storage.yaml", (name.rpartition(".")[0] for name in objects), schemas),
        ("storage.yaml", (one.integration for one in account.stages.values()), integrations),
        ("storage.yaml", (one.file_format for one in account.stages.values() if one.file_format), account.file_formats),
        ("users.yaml", (one.role for one in account.users.values()), account.roles),
        ("users.yaml", (one.warehouse for one in account.users.values()), account.warehouses),
    ]
    for name, role in account.roles.items():
        references += [
            (f"roles.yaml, {name}", role.roles, account.roles),
            (f"roles.yaml, {name}", role.reads, schemas | below),
            (f"roles.yaml, {name}", role.lands_in, schemas),
            (f"roles.yaml, {name}", role.makes_schemas, account.databases),
            (f"roles.yaml, {name}", role.warehouses, account.warehouses),
            (f"roles.yaml, {name}", role.integrations, integrations),
            (f"roles.yaml, {name}", role.secrets, {*account.secrets, *account.left_alone}),
        ]
    for place, names, declared in references:
        undeclared = sorted(set(names) - set(declared))
        if undeclared:
            raise DeclarationError(f"{place}: {', '.join(undeclared)} is not declared")
    for name in (*account.databases, *schemas, *account.roles, *account.warehouses, *account.users, *objects):
        if not all(_NAME.fullmatch(part) for part in name.split(".")):
            raise DeclarationError(f"{name}: a name is upper case letters, digits and _, as Snowflake stores it")


def _without_left_alone(account: Account) -> Account:
    """Leave out what refers to what is left alone: stages of an integration, and rights on it."""
    stages = {name: one for name, one in account.stages.items() if one.integration not in account.left_alone}
    roles = {
        name: dataclasses.replace(
            role,
            integrations=tuple(one for one in role.integrations if one in account.integrations),
            secrets=tuple(one for one in role.secrets if one in account.secrets),
        )
        for name, role in account.roles.items()
    }
    left_alone = account.left_alone | {
        name: account.left_alone[one.integration] for name, one in account.stages.items() if name not in stages
    }
    return dataclasses.replace(account, stages=stages, roles=roles, left_alone=left_alone)
