"""Sessions: one signed-in client each, with its role, its parameters and its transaction."""

from __future__ import annotations

import json
import re
import threading
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake import context_functions, errors, results, rewriting, stages, swapping
from denomas_sandbox.snowflake.account_object import Context
from denomas_sandbox.snowflake.comments import comment_statements, comments_after, comments_of_swapped
from denomas_sandbox.snowflake.execution import Executor
from denomas_sandbox.snowflake.listings import Listings
from denomas_sandbox.snowflake.names import normalised
from denomas_sandbox.snowflake.results import Outcome
from denomas_sandbox.snowflake.rights import Rights
from denomas_sandbox.snowflake.shared_objects import SharedObjects
from denomas_sandbox.snowflake.statement_types import statement_type
from denomas_sandbox.snowflake.translation import translated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from denomas_sandbox.snowflake.account_objects import AccountObjects
    from denomas_sandbox.snowflake.engine import Engine

_TRANSACT = re.compile(
    r"(?:BEGIN|START)(?:\s+(?:WORK|TRANSACTION))?(?:\s+NAME\s+\w+)?|(?:COMMIT|ROLLBACK)(?:\s+WORK)?", re.IGNORECASE
)
_SET_SESSION = re.compile(r"ALTER\s+SESSION\s+(SET|UNSET)\s+(.*)", re.IGNORECASE | re.DOTALL)
_PARAMETER = re.compile(r"(\w+)\s*=\s*(?:'((?:[^']|'')*)'|([\w.+-]+))")
_USE = re.compile(r"USE\s+(ROLE|WAREHOUSE|SECONDARY\s+ROLES)\s+(\S+)", re.IGNORECASE)
_DEFINING = {"CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "COMMENT", "UNDROP"}
_SUCCESS = "Statement executed successfully."


class Session:
    """A signed-in client.

    Attributes:
        lock: held while a statement is executed; a session executes one at a time.
        number: what CURRENT_SESSION() gives.
        parameters: of the session, such as QUERY_TAG, by name.
        warehouse: the one in use, None for none.
    """

    def __init__(
        self,
        engine: Engine,
        objects: AccountObjects,
        account: str,
        context: Context,
        warehouse: str | None,
        parameters: dict[str, Any],
    ) -> None:
        """Open a session on the databases."""
        self.lock = threading.Lock()
        self.number = str(uuid.uuid4().int >> 76)
        self.parameters = {name.upper(): value for name, value in parameters.items()}
        self.warehouse = warehouse
        self._engine = engine
        self._objects = objects
        self._account = account
        self._user, self._role = context.user, context.role
        self._executor = Executor(engine, self._format_of_stage, context)
        self._connection = self._executor.connection
        self._shared = SharedObjects(engine, self._executor, objects)
        self._listings = Listings(objects, self._shared.names)

    @property
    def context(self) -> Context:
        """Who executes, and where."""
        connection = self._connection
        return Context(
            self._user,
            self._role,
            connection.database if connection.database_set else None,
            connection.schema if connection.schema_set else None,
        )

    @property
    def autocommit(self) -> bool:
        """Whether a change outside a transaction is committed at once."""
        return str(self.parameters.get("AUTOCOMMIT", True)).upper() == "TRUE"

    @contextmanager
    def for_a_statement(self, parameters: dict[str, Any]) -> Iterator[None]:
        """Set parameters as long as a statement is executed."""
        before = {name: self.parameters.get(name) for name in parameters}
        self.parameters.update(parameters)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    self.parameters.pop(name, None)
                else:
                    self.parameters[name] = value

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Stop the statement after STATEMENT_TIMEOUT_IN_SECONDS, its own or the session's.

        Raises:
            SnowflakeError: when it was stopped so.
        """
        seconds = int(self.parameters.get("STATEMENT_TIMEOUT_IN_SECONDS") or 0)
        if not seconds:
            yield
            return
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.interrupt()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            yield
        except errors.SnowflakeError as error:
            raise errors.timed_out(seconds) if late.is_set() else error from None
        finally:
            timer.cancel()

    def execute(
        self, sql: str, rows: Sequence[Any] | None = None, *, describe_only: bool = False
    ) -> Outcome | dict[str, Any]:
        """Execute one statement.

        Args:
            sql: the statement.
            rows: of bound values, one for each execution; None without.
            describe_only: give the columns, change nothing.

        Returns:
            Its outcome; for PUT the instructions that the connector uploads by.

        Raises:
            SnowflakeError: in Snowflake's words.
        """
        text = rewriting.trimmed(sql)
        if rewriting.keyword(text) in {"SHOW", "DESC", "DESCRIBE"}:
            # SQLAlchemy says there who is asking.
            text = re.sub(r"/\*.*?\*/", "", text)
        if not text:
            raise errors.SnowflakeError("000900", "42601", "SQL compilation error:\nEmpty SQL statement.")
        text = Rights(self._objects, self.context).enforce(text)
        with translated():
            for transfer in (stages.put_answer, stages.get_answer):
                instructions = transfer(text, self._connection, self._engine.locations, self._user)
                if instructions is not None:
                    return instructions
            if describe_only and (described := self._executor.described(text)) is not None:
                return described
            outcome = self._own(text) or self._by_fakesnow(text, rows)
            if following := comments_after(text, self._executor.parts):
                self._executor.plain(following)
        self._engine.forget_results()
        return outcome

    def _own(self, sql: str) -> Outcome | None:
        """Execute what this layer does itself; None when fakesnow is to."""
        verb = rewriting.keyword(sql)
        if verb in {"BEGIN", "START", "COMMIT", "ROLLBACK"} and _TRANSACT.fullmatch(sql):
            self._transact(verb)
            return Outcome.status(_SUCCESS, statement_type(sql))
        if verb in {"LIST", "LS", "REMOVE", "RM"}:
            listed = stages.list_or_remove(sql, self._connection, self._engine.locations, self._user)
            return Outcome(*results.of_rows(*listed), statement_type(sql)) if listed else None
        if verb in {"SHOW", "DESC", "DESCRIBE"}:
            shown = self._listings.answer(sql, self.context, self.parameters)
            return Outcome(*results.of_rows(*shown), statement_type(sql)) if shown else None
        if verb == "USE":
            return self._use(sql)
        if verb == "ALTER" and (change := _SET_SESSION.fullmatch(sql)):
            self._set_parameters(change)
            return Outcome.status(_SUCCESS)
        return self._define(sql) if verb in _DEFINING else None

    def _transact(self, verb: str) -> None:
        action = {"COMMIT": self._executor.commit, "ROLLBACK": self._executor.rollback}.get(verb, self._executor.begin)
        action()

    def _use(self, sql: str) -> Outcome | None:
        match = _USE.fullmatch(sql)
        if match is None:
            return None
        kind, name = match[1].upper(), normalised(match[2])
        if kind in {"ROLE", "WAREHOUSE"} and not self._objects.exists(kind, name):
            raise errors.does_not_exist(kind.capitalize(), name)
        if kind == "ROLE":
            self._role = name
        elif kind == "WAREHOUSE":
            self.warehouse = name
        return Outcome.status(_SUCCESS, statement_type(sql))

    def _set_parameters(self, change: re.Match[str]) -> None:
        if change[1].upper() == "UNSET":
            for name in re.findall(r"\w+", change[2]):
                self.parameters.pop(name.upper(), None)
            return
        for name, text, word in _PARAMETER.findall(change[2]):
            if name.upper() == "AUTOCOMMIT":
                self._executor.commit()
            self.parameters[name.upper()] = word or text.replace("''", "'")

    def _define(self, sql: str) -> Outcome | None:
        """Execute DDL; like Snowflake's, it commits the open transaction first."""
        self._executor.commit()
        line = self._objects.execute(sql, self.context)
        if line is not None:
            self._shared.changed(sql, self.context)
            return Outcome.status(line)
        comment = comment_statements(sql, self._executor.parts)
        if comment:
            return self._executor.plain(comment)
        swapped = self._executor.waiting(lambda: swapping.swap(sql, self._connection))
        if swapped is not None:
            self._executor.plain(comments_of_swapped(*swapped) if swapped else [])
            return Outcome.status(_SUCCESS)
        return self._shared.execute(sql, self.context)

    def _format_of_stage(self, name: tuple[str, ...]) -> dict[str, Any]:
        given = self._objects.of_shared("STAGE", name).properties.get("FILE_FORMAT") or {}
        return given if isinstance(given, dict) else {"FORMAT_NAME": given}

    def _has_role(self, role: str) -> bool:
        return role in self._objects.roles_of(self._role)

    def _by_fakesnow(self, sql: str, rows: Sequence[Any] | None) -> Outcome:
        values = {
            "ROLE": self._role,
            "WAREHOUSE": self.warehouse or "",
            "USER": self._user,
            "SESSION": self.number,
            "ACCOUNT": self._account,
            "ACCOUNT_NAME": self._account,
            "REGION": "SANDBOX",
            "AVAILABLE_ROLES": json.dumps(sorted(one.full_name for one in self._objects.all_of("ROLE"))),
        }
        text = context_functions.with_values(sql, values, self._has_role)
        return self._executor.execute(text, rows, autocommit=self.autocommit)

    def interrupt(self) -> None:
        """Stop the statement being executed, from another thread."""
        self._executor.interrupt()

    def release(self) -> None:
        """Roll an open transaction back, unless a statement is being executed."""
        if self.lock.acquire(blocking=False):
            try:
                self._executor.rollback()
            finally:
                self.lock.release()

    def close(self) -> None:
        """End the session: what is not committed is rolled back, what is temporary goes."""
        with self.lock:
            self._executor.close()
