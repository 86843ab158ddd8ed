"""The account: who is signed in, and what happens to each request."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.account_object import Context
from denomas_sandbox.snowflake.account_objects import ADMIN_ROLE, AccountObjects
from denomas_sandbox.snowflake.answers import is_about_session, parameters
from denomas_sandbox.snowflake.context_functions import SERVER_VERSION
from denomas_sandbox.snowflake.credentials import Credentials
from denomas_sandbox.snowflake.engine import Engine
from denomas_sandbox.snowflake.faults import Faults
from denomas_sandbox.snowflake.journal import LOCATIONS, OBJECTS, RECORDED, STATEMENTS, Journal
from denomas_sandbox.snowflake.locations import Locations
from denomas_sandbox.snowflake.names import normalised
from denomas_sandbox.snowflake.queries import answers
from denomas_sandbox.snowflake.sessions import Session

if TYPE_CHECKING:
    from asyncio import BaseTransport
    from pathlib import Path

    from denomas_sandbox.snowflake.answers import Answer
    from denomas_sandbox.snowflake.queries import Query

# An account as after its first set-up: the role that owns databases, roles and warehouses is there.
ROLES = (
    "ACCOUNTADMIN",
    "SECURITYADMIN",
    "USERADMIN",
    "SYSADMIN",
    ADMIN_ROLE,
    "PUBLIC",
    "LOADER",
    "TRANSFORMER",
    "REPORTER",
)
WAREHOUSES = ("LOADING", "TRANSFORMING", "REPORTING")
_MASTER_VALID_SECONDS = 14_400
_SESSION_VALID_SECONDS = 3_600
_ABANDONED_SECONDS = 1.0
_KEPT_ANSWERS = 50


class SignedIn:
    """A session with its tokens and the answers that it can be asked for again.

    Attributes:
        session: the session.
        token: the session token; it changes when the client renews it.
        master_token: by which the client renews it.
        answers: by request id and by query id, the last ones.
    """

    def __init__(self, session: Session) -> None:
        """Hand out tokens."""
        self.session = session
        self.master_token = secrets.token_urlsafe(32)
        self.token = secrets.token_urlsafe(32)
        self.answers: OrderedDict[str, Answer] = OrderedDict()
        self._connections: WeakSet[BaseTransport] = WeakSet()
        self._used = time.monotonic()

    def use(self, connection: BaseTransport) -> None:
        """Take note of a request and of the connection that it came by."""
        self._connections.add(connection)
        self._used = time.monotonic()

    def abandoned_seconds(self) -> float:
        """Give for how long the client has been gone; 0 while it is connected."""
        gone = all(connection.is_closing() for connection in list(self._connections))
        return time.monotonic() - self._used if gone else 0.0

    def keep(self, name: str, answer: Answer) -> None:
        """Keep an answer for a client that asks again."""
        self.answers[name] = answer
        while len(self.answers) > _KEPT_ANSWERS:
            self.answers.popitem(last=False)


class Account:
    """An emulated account in a folder.

    Attributes:
        credentials: who may sign in.
        faults: the orders that are open.
        locations: the folders that stand for buckets.
    """

    def __init__(self, folder: Path) -> None:
        """Open the account, after a crash, too."""
        self.credentials = Credentials.of(folder)
        self.faults = Faults()
        self.locations = Locations(folder / LOCATIONS)
        self._journal = Journal(folder / STATEMENTS)
        self._journal.turn_over()
        self._engine = Engine(folder, self.locations)
        self._objects = AccountObjects(
            folder / OBJECTS, Journal(folder / RECORDED), user=self.credentials.user, roles=ROLES, warehouses=WAREHOUSES
        )
        self._signed_in: dict[str, SignedIn] = {}
        self._masters: dict[str, SignedIn] = {}
        self._running: dict[str, SignedIn] = {}
        self._lock = threading.Lock()
        self._engine.release_abandoned = self._release_abandoned

    def _release_abandoned(self) -> None:
        """End the transactions of clients that are gone; Snowflake does so after minutes, to whom they block."""
        for signed in self._everyone():
            if signed.abandoned_seconds() > _ABANDONED_SECONDS:
                signed.session.release()

    def _everyone(self) -> list[SignedIn]:
        with self._lock:
            return list(self._signed_in.values())

    def sign_in(self, data: dict[str, Any], asked: dict[str, str]) -> Answer:
        """Open a session.

        Args:
            data: the `data` of a login request.
            asked: role, warehouse, database and schema, as the client's address names them.

        Raises:
            SnowflakeError: when user, password, token or role is wrong.
        """
        user = self.credentials.check(data, self._public_keys)
        kept = self._objects.find("USER", user)
        properties = kept.properties if kept else {}
        if properties.get("DISABLED") == "TRUE":
            raise errors.user_disabled()
        for gone in self._everyone():
            if gone.abandoned_seconds() > _SESSION_VALID_SECONDS:
                self.sign_out(gone)
        role = normalised(asked.get("roleName") or properties.get("DEFAULT_ROLE") or self._default(user)[0])
        if not self._may_take(user, role):
            raise errors.wrong_role(role)
        named = asked.get("warehouse") or properties.get("DEFAULT_WAREHOUSE") or self._default(user)[1]
        warehouse: str | None = normalised(named)
        if not self._objects.exists("WAREHOUSE", warehouse or ""):
            warehouse = None
        database, schema = (normalised(asked.get(name) or "") or None for name in ("databaseName", "schemaName"))
        context = Context(user, role, database, schema or "PUBLIC")
        session = Session(
            self._engine,
            self._objects,
            self.credentials.account.upper(),
            context,
            warehouse,
            data.get("SESSION_PARAMETERS") or {},
        )
        signed = SignedIn(session)
        with self._lock:
            self._signed_in[signed.token] = signed
            self._masters[signed.master_token] = signed
        now = session.context
        return {
            **_tokens(signed),
            "displayUserName": user,
            "serverVersion": SERVER_VERSION,
            "firstLogin": False,
            "sessionId": int(session.number),
            "parameters": parameters(session),
            "sessionInfo": {
                "databaseName": now.database,
                "schemaName": now.schema,
                "warehouseName": warehouse,
                "roleName": role,
            },
        }

    def _public_keys(self, user: str) -> list[str]:
        kept = self._objects.find("USER", user)
        keys = [kept.properties.get(key) for key in ("RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2")] if kept else []
        return [str(key) for key in keys if key]

    def _default(self, user: str) -> tuple[str, str]:
        """Give role and warehouse of a user for whom nobody has said them."""
        own = user == self.credentials.user
        return (self.credentials.role, self.credentials.warehouse) if own else ("PUBLIC", "")

    def _may_take(self, user: str, role: str) -> bool:
        """Tell whether a user has a role; the sandbox's own user has all."""
        if not self._objects.exists("ROLE", role):
            return False
        granted = self._objects.granted_to_user(user)
        return user == self.credentials.user or role == "PUBLIC" or role in granted

    def renew(self, master_token: str) -> Answer:
        """Give a session a new token.

        Raises:
            SnowflakeError: when no session has that master token.
        """
        with self._lock:
            signed = self._masters.get(master_token)
            if signed is None:
                raise errors.master_token_expired()
            self._signed_in.pop(signed.token, None)
            signed.token = secrets.token_urlsafe(32)
            self._signed_in[signed.token] = signed
        return {"sessionToken": signed.token, **_tokens(signed)}

    def signed_in(self, token: str) -> SignedIn:
        """Find a session by its token.

        Raises:
            SnowflakeError: when there is none.
        """
        with self._lock:
            signed = self._signed_in.get(token)
        if signed is None:
            raise errors.session_gone()
        return signed

    def sign_out(self, signed: SignedIn) -> None:
        """End a session."""
        with self._lock:
            self._signed_in.pop(signed.token, None)
            self._masters.pop(signed.master_token, None)
        signed.session.close()

    def query(self, signed: SignedIn, query: Query) -> Answer:
        """Answer a query request; errors are answers, too.

        A request that comes again, because its answer was lost, is answered without being executed again.
        """
        with signed.session.lock:
            if query.request_id in signed.answers:
                return signed.answers[query.request_id]
            self._running[query.request_id] = signed
            try:
                given = answers(query, signed.session, self._journal)
            finally:
                del self._running[query.request_id]
            for answer in given:
                if answer["data"]:
                    signed.keep(answer["data"]["queryId"], answer)
            if not is_about_session(given[-1]):
                signed.keep(query.request_id, given[-1])
            return given[-1]

    def abort(self, request_id: str) -> None:
        """Stop the statement of a request, if it is being executed."""
        running = self._running.get(request_id)
        if running is not None:
            running.session.interrupt()

    def close(self) -> None:
        """End all sessions and write everything into the files."""
        for signed in self._everyone():
            signed.session.interrupt()
            self.sign_out(signed)
        self._engine.close()


def _tokens(signed: SignedIn) -> dict[str, Any]:
    return {
        "token": signed.token,
        "masterToken": signed.master_token,
        "validityInSeconds": _SESSION_VALID_SECONDS,
        "masterValidityInSeconds": _MASTER_VALID_SECONDS,
    }
