"""One object of the account: what is kept of it, and how statements change it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake.grants import stored_kind

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.definitions import Definition

_SECRET_PROPERTIES = ("PASSWORD", "SECRET_STRING")


@dataclass
class Context:
    """Who executes a statement, and where.

    Attributes:
        user: who is signed in.
        role: the role in use.
        database: the current database, None for none.
        schema: the current schema, None for none.
    """

    user: str
    role: str
    database: str | None
    schema: str | None


@dataclass
class AccountObject:
    """One role, warehouse, task or the like.

    Attributes:
        name: in parts: of what is in a schema three, of a schema two, else one.
        properties: by key in upper case; secrets are kept as "***".
        body: what follows AS in its definition.
    """

    kind: str
    name: tuple[str, ...]
    owner: str
    created_on: str = field(default_factory=lambda: datetime.now(UTC).isoformat())
    properties: dict[str, Any] = field(default_factory=dict)
    body: str | None = None

    @property
    def full_name(self) -> str:
        """Its name with dots."""
        return ".".join(self.name)


def made(said: Definition) -> dict[str, Any]:
    """Give the properties of something new, with what its statement says before and behind the name."""
    properties = _blanked(said.properties.values)
    if said.before:
        properties["BEFORE"] = said.before
    if "MANAGED" in said.properties.words:
        properties["MANAGED_ACCESS"] = "TRUE"
    if said.kind != stored_kind(said.kind):
        properties["SORT"] = said.kind
    return properties


def change(there: AccountObject, said: Definition) -> None:
    """Change an object as an ALTER or COMMENT says."""
    words, values = said.properties.words, _blanked(said.properties.values)
    if "UNSET" in words:
        for key in words[words.index("UNSET") + 1 :]:
            there.properties.pop(key, None)
    elif words[:1] in (["ADD"], ["REMOVE"]) and "ACCOUNTS" in values:
        accounts = [one for one in there.properties.get("ACCOUNTS", []) if one not in _listed(values["ACCOUNTS"])]
        there.properties["ACCOUNTS"] = accounts + (_listed(values["ACCOUNTS"]) if words[0] == "ADD" else [])
    else:
        there.properties |= {key: value for key, value in values.items() if value != "NULL"}
        for key in (key for key, value in values.items() if value == "NULL"):
            there.properties.pop(key, None)
    if words[:1] in (["RESUME"], ["SUSPEND"]):
        there.properties["STATE"] = words[0]


def _blanked(values: dict[str, Any]) -> dict[str, Any]:
    return {key: "***" if key in _SECRET_PROPERTIES else value for key, value in values.items()}


def _listed(value: Any) -> list[str]:
    return list(value) if isinstance(value, list) else [str(value)]
