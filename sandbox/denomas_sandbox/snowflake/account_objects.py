"""Roles, warehouses, shares, tasks, grants and the like: what an account has beside tables, kept in a file.

Of databases, schemas, stages and file formats, which fakesnow has, it keeps what fakesnow does not: owner, comment,
properties.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.account_object import AccountObject, Context, change, made
from denomas_sandbox.snowflake.definitions import ACCOUNT_KINDS, SHARED_KINDS, Definition, definition
from denomas_sandbox.snowflake.grants import Grant, Order, order, stored_kind
from denomas_sandbox.snowflake.journal import without_secrets

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from denomas_sandbox.snowflake.journal import Journal

_DONE = "Statement executed successfully."
ADMIN_ROLE = "PLATFORM_ADMIN"


class AccountObjects:
    """All of them, and the grants.

    Attributes:
        unlimited_roles: those that may do everything: the ones that every account has, until they are dropped.
    """

    def __init__(
        self, path: Path, journal: Journal, *, user: str, roles: tuple[str, ...], warehouses: tuple[str, ...]
    ) -> None:
        """Read what was kept, or begin with what every account has."""
        self._path = path
        self._journal = journal
        self._lock = threading.RLock()
        self._objects: dict[tuple[str, tuple[str, ...]], AccountObject] = {}
        self._grants: dict[Grant, Grant] = {}
        self.unlimited_roles = {*roles} - {"PUBLIC"}
        try:
            kept = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            for kind, names in (("ROLE", roles), ("WAREHOUSE", warehouses), ("USER", (user,))):
                for name in names:
                    self._add(AccountObject(kind, (name,), "" if name.endswith("ADMIN") else ADMIN_ROLE))
            for role in roles:
                grant = Grant("USAGE", "ROLE", role, "USER", user, created_on=_now())
                self._grants[grant] = grant
            return
        self.unlimited_roles &= {*kept.get("unlimited_roles", roles)}
        for one in kept["objects"]:
            self._add(AccountObject(**one | {"name": tuple(one["name"])}))
        for one in kept["grants"]:
            self._grants[Grant(**one)] = Grant(**one)

    def _add(self, one: AccountObject) -> None:
        self._objects[one.kind, one.name] = one

    def find(self, kind: str, *name: str) -> AccountObject | None:
        """Give an object by kind, such as ROLE, and the parts of its name."""
        return self._objects.get((stored_kind(kind), name))

    def exists(self, kind: str, *name: str) -> bool:
        """Tell whether there is such an object."""
        return self.find(kind, *name) is not None

    def all_of(self, kind: str) -> list[AccountObject]:
        """Give all objects of a kind, by name."""
        with self._lock:
            return sorted((one for one in self._objects.values() if one.kind == kind), key=lambda one: one.name)

    def of_shared(self, kind: str, name: tuple[str, ...]) -> AccountObject:
        """Give what is kept of something that fakesnow has."""
        return self.find(kind, *name) or AccountObject(kind, name, ADMIN_ROLE, "1970-01-01T00:00:00+00:00")

    def grants(self) -> Iterator[Grant]:
        """Give all grants, ownership among them."""
        with self._lock:
            for one in list(self._objects.values()):
                if one.owner:
                    yield Grant("OWNERSHIP", one.kind, one.full_name, "ROLE", one.owner, created_on=one.created_on)
            yield from list(self._grants)

    def roles_of(self, role: str) -> set[str]:
        """Give a role and all whose rights it has."""
        found, waiting = {role}, [role]
        while waiting:
            grantee = waiting.pop()
            for grant in list(self._grants):
                if (grant.granted_to, grant.grantee, grant.granted_on) == ("ROLE", grantee, "ROLE"):
                    waiting += [grant.name] if grant.name not in found else []
                    found.add(grant.name)
        return found

    def granted_to_user(self, user: str) -> set[str]:
        """Give the roles that a user may take: those granted to it, and those granted to these."""
        direct = {one.name for one in list(self._grants) if (one.granted_to, one.grantee) == ("USER", user)}
        return {role for one in direct for role in self.roles_of(one)}

    def execute(self, sql: str, context: Context) -> str | None:
        """Execute and record a statement on what is kept here alone, a grant, or a policy on a column.

        Returns:
            The line that Snowflake answers with; None when the statement is of another sort.

        Raises:
            SnowflakeError: when what it names is missing, or is there already, or its syntax is none of Snowflake's.
        """
        given = order(sql)
        said = None if given else definition(sql)
        if given is None and (said is None or (said.kind in SHARED_KINDS and said.verb in {"CREATE", "DROP"})):
            return None
        with self._lock:
            answer = self._grant(given, context) if given else self.define(said, context) if said else None
            self._keep()
        self.record(sql, context, said, given)
        return answer

    def define(self, said: Definition, context: Context) -> str:
        """Make, change or drop an object."""
        kind, name = stored_kind(said.kind), self.complete(said.kind, said.name, context)
        shown, there = ".".join(name), self._objects.get((kind, name))
        if said.verb == "CREATE":
            if there and said.exists:
                return f"{shown} already exists, statement succeeded."
            if there and not said.replace:
                raise errors.already_exists(shown)
            if there and kind == "ROLE":
                self.forget(kind, name)  # with its grants
            self._add(AccountObject(kind, name, context.role, properties=made(said), body=said.properties.body))
            return f"{said.kind.capitalize()} {shown} successfully created."
        if there is None:
            if kind not in SHARED_KINDS or said.verb == "DROP":
                if said.exists:
                    return _DONE
                raise errors.does_not_exist(said.kind.capitalize(), shown)
            there = self.of_shared(kind, name)
            self._add(there)
        if said.verb == "DROP":
            self.forget(kind, name)
            return f"{shown} successfully dropped."
        change(there, said)
        return _DONE

    def note(self, said: Definition, context: Context, sql: str) -> None:
        """Keep what was just made or dropped by fakesnow: a database, schema, stage or file format."""
        name = self.complete(said.kind, said.name, context)
        with self._lock:
            if said.verb == "DROP":
                self.forget(said.kind, name)
            elif not (said.exists and self.exists(said.kind, *name)):
                self.define(replace(said, replace=True), context)
            self._keep()
        self.record(sql, context, said, None)

    def forget(self, kind: str, name: tuple[str, ...]) -> None:
        """Drop an object, what is in it, and the grants on it and to it."""
        if kind == "ROLE":
            self.unlimited_roles.discard(name[0])
        inside = kind in {"DATABASE", "SCHEMA"}
        for key in list(self._objects):
            in_it = inside and key[0] not in ACCOUNT_KINDS and key[1][: len(name)] == name
            if key == (kind, name) or in_it:
                del self._objects[key]
        shown = ".".join(name)
        for grant in list(self._grants):
            if (grant.granted_on, grant.name) == (kind, shown) or (grant.granted_to, grant.grantee) == (kind, shown):
                del self._grants[grant]

    def _grant(self, given: Order, context: Context) -> str:
        grantee = ".".join(self.complete(given.to, given.grantee, context))
        if given.to in {"ROLE", "SHARE", "USER", "DATABASE ROLE"} and not self.exists(given.to, *grantee.split(".")):
            raise errors.does_not_exist(given.to.capitalize(), grantee)
        kind = stored_kind(given.kind)
        name = given.name if given.many or kind == "ACCOUNT" else self.complete(given.kind, given.name, context)
        if given.many:
            name = self.complete(given.scope, given.name, context)
        elif kind in {"ROLE", "WAREHOUSE", "INTEGRATION", "TASK", "SECRET"} and not self.exists(kind, *name):
            raise errors.does_not_exist(given.kind.capitalize(), ".".join(name))
        if given.privileges == ("OWNERSHIP",) and not given.many:
            owned = self.of_shared(kind, name)
            owned.owner = grantee
            self._add(owned)
            return _DONE
        shown = ".".join(name)
        if given.many:
            shown = f"{shown}.<{given.kind}>" if given.many == "FUTURE" else f"{shown}.*"
        for privilege in given.privileges:
            grant = Grant(
                privilege,
                kind,
                shown,
                given.to,
                grantee,
                given.many == "FUTURE",
                given.grant_option,
                context.role,
                _now(),
            )
            if given.revoke:
                self._grants.pop(grant, None)
            else:
                self._grants[grant] = grant
        return _DONE

    def complete(self, kind: str, name: tuple[str, ...], context: Context) -> tuple[str, ...]:
        """Complete the parts of a name with the session's database and schema."""
        if kind in {*ACCOUNT_KINDS, "DATABASE", "ACCOUNT"}:
            return name
        before = (context.database or "", context.schema or "")
        wanted = 2 if kind in {"SCHEMA", "DATABASE ROLE"} else 3
        return (*before[: wanted - len(name)], *name)

    def record(self, sql: str, context: Context, said: Definition | None, given: Order | None) -> None:
        """Put a statement into the journal."""
        verb, kind, name = "OTHER", "", ""
        if said:
            verb, kind, name = said.verb, said.kind, ".".join(self.complete(said.kind, said.name, context))
        elif given:
            verb, kind, name = ("REVOKE" if given.revoke else "GRANT"), given.to, ".".join(given.grantee)
        self._journal.add(
            {"verb": verb, "kind": kind, "name": name, **asdict(context), "sql": without_secrets(sql)},
        )

    def _keep(self) -> None:
        kept = {
            "objects": [asdict(one) for one in self._objects.values()],
            "grants": [asdict(one) for one in self._grants],
            "unlimited_roles": sorted(self.unlimited_roles),
        }
        temporary = self._path.with_suffix(".new")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(kept, file)
        temporary.replace(self._path)


def _now() -> str:
    return datetime.now(UTC).isoformat()
