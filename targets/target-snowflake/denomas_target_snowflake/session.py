"""A session with the account: signing in, statements, and what is wrong when one fails."""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import requests
import snowflake.connector
from snowflake.connector import errors
from target_common.errors import LandingError, WarehouseUnavailableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from snowflake.connector import SnowflakeConnection

    from denomas_target_snowflake.query_tag import QueryTag

# Numbers of Snowflake's errors.
_DOES_NOT_EXIST = {2003, 2043}
_NO_DATABASE = {90105, 90106}
_NO_RIGHTS = {3001, 3003}
_NO_WAREHOUSE = {606}
_WAREHOUSE_REFUSED = {90073}
_LOCKED = {625}
_TIMED_OUT = {630}
_CANCELED = {604}
_SESSION_GONE = {390104, 390111, 390112, 390114, 390115, 390318}
_INTERNAL = {603, 300002}
_TRANSIENT = _LOCKED | _TIMED_OUT | _CANCELED | _SESSION_GONE | _INTERNAL
_CONNECTION_LOST = (
    errors.OperationalError,
    errors.InterfaceError,
    errors.RequestExceedMaxRetryError,
    errors.TokenExpiredError,
    errors.InternalServerError,
    errors.ServiceUnavailableError,
    errors.BadGatewayError,
    errors.GatewayTimeoutError,
    errors.RequestTimeoutError,
    errors.OtherHTTPRetryableError,
    requests.exceptions.RequestException,
    OSError,
)
_SIGN_IN_AGAIN = "authenticate again"


class TransientError(WarehouseUnavailableError):
    """A statement failed for a reason that may be gone at the next try: connection, session, lock, timeout."""


class StatementError(LandingError):
    """Snowflake refused a statement.

    Attributes:
        number: Snowflake's error number.
    """

    def __init__(self, message: str, number: int) -> None:
        """Take the message for people, and the number for the program."""
        super().__init__(message)
        self.number = number

    @property
    def is_missing_object(self) -> bool:
        """Whether something that the statement names does not exist, or may not be seen."""
        return self.number in _DOES_NOT_EXIST


@dataclass(frozen=True)
class Place:
    """What error messages name: never a secret."""

    account: str
    user: str
    database: str
    role: str | None
    warehouse: str | None

    @property
    def as_role(self) -> str:
        """Say which role the statements run with."""
        return f"role {self.role}" if self.role else f"the default role of user {self.user}"


class Session:
    """A signed-in client. It counts the statements that it sends."""

    def __init__(self, arguments: Mapping[str, Any], place: Place, tag: QueryTag, logger: logging.Logger) -> None:
        """Keep what signing in needs; nothing is sent before the first statement."""
        self._arguments = dict(arguments)
        self._place = place
        self._tag = tag
        self._logger = logger
        self._connection: SnowflakeConnection | None = None
        self.statements = 0

    @property
    def is_open(self) -> bool:
        """Whether the client is signed in."""
        return self._connection is not None

    def open(self) -> SnowflakeConnection:
        """Sign in, unless that is done.

        Raises:
            WarehouseUnavailableError: naming account, user and what to check.
        """
        if self._connection is None:
            # Its warnings repeat what the errors below say, and its retries are told by them.
            logging.getLogger("snowflake.connector").setLevel(logging.ERROR)
            try:
                self._connection = snowflake.connector.connect(**self._arguments)
            except (errors.Error, *_CONNECTION_LOST) as error:
                raise WarehouseUnavailableError(self._cannot_sign_in(error)) from error
        return self._connection

    def close(self) -> None:
        """Sign out: an open transaction is rolled back, temporary tables and stages go."""
        if self._connection is not None:
            with suppress(errors.Error, *_CONNECTION_LOST):
                self._connection.close()
            self._connection = None

    def run(self, sql: str, values: Sequence[Any] = (), *, stream: str | None = None) -> list[tuple[Any, ...]]:
        """Execute one statement.

        Args:
            sql: the statement; `?` stands for a value.
            values: the values.
            stream: whose work it is, for the query tag.

        Returns:
            All rows of its result.

        Raises:
            TransientError: when another try may help.
            StatementError: when Snowflake refuses the statement.
        """
        connection = self.open()
        self.statements += 1
        began = time.monotonic()
        try:
            with connection.cursor() as cursor:
                parameters = {"QUERY_TAG": self._tag.of(stream)}
                cursor.execute(sql, list(values) or None, _statement_params=parameters)
                rows = cursor.fetchall()
        except _CONNECTION_LOST as error:
            raise TransientError(self._lost(error)) from error
        except errors.Error as error:
            raise self._refused(error) from error
        self._logger.debug("%.2f s: %s", time.monotonic() - began, sql)
        return [tuple(row) for row in rows]

    # -- in words --------------------------------------------------------------------------------------------------

    def _cannot_sign_in(self, error: BaseException) -> str:
        place, reason = self._place, _first_line(error)
        number = getattr(error, "errno", None)
        if "credentials" in reason or "password" in reason or "JWT" in reason or "token" in reason.lower():
            remedy = "Check user and password, private_key (is its public half set on the user?) or oauth_access_token."
        elif "Role" in reason:
            remedy = "Check the setting role, and that it is granted to the user."
        else:
            remedy = "Check the settings account, host, port and protocol, and the way there (proxy, private link)."
        return (
            f"target-snowflake: account {place.account} does not let user {place.user} in ({number}): {reason}. "
            f"{remedy} Nothing was loaded, no state moved."
        )

    def no_database(self, reason: object) -> str:
        """Say that the database is missing."""
        return (
            f"target-snowflake: database {self._place.database} does not exist, or {self._place.as_role} may not use "
            f"it ({reason}). Check the setting database, and GRANT USAGE ON DATABASE to the role."
        )

    def _lost(self, error: BaseException) -> str:
        return (
            f"target-snowflake: the connection to account {self._place.account} was lost: {_first_line(error)}. Run it "
            "again; what was committed stays, no state moved past it."
        )

    def _refused(self, error: errors.Error) -> LandingError:
        number, reason, place = error.errno or -1, _first_line(error), self._place
        if number in _TRANSIENT or _SIGN_IN_AGAIN in reason:
            return TransientError(f"target-snowflake: {reason} ({number}). {self._advice(number)}")
        if number in _NO_DATABASE:
            return StatementError(self.no_database(reason), number)
        if number in _NO_RIGHTS:
            message = f"{place.as_role} lacks a right in database {place.database}: {reason}"
            remedy = "Grant it, or let an administrator create the schema with the role as its owner."
        elif number in _NO_WAREHOUSE | _WAREHOUSE_REFUSED:
            message = f"warehouse {place.warehouse or '(none is set)'} runs no statement: {reason}"
            remedy = "Check the setting warehouse, GRANT USAGE on it, and its resource monitor."
        else:
            message, remedy = reason, "Nothing of this batch landed."
        return StatementError(f"target-snowflake: {message} ({number}). {remedy}", number)

    def _advice(self, number: int) -> str:
        if number in _LOCKED:
            return (
                "Another transaction holds the table: SHOW TRANSACTIONS names it, SYSTEM$ABORT_TRANSACTION ends it. "
                "Then run again, or raise lock_timeout_seconds."
            )
        if number in _TIMED_OUT:
            return "Raise STATEMENT_TIMEOUT_IN_SECONDS, take a larger warehouse, or lower flush_max_mb; then run again."
        return "Run it again; what was committed stays, no state moved past it."


def _first_line(error: BaseException) -> str:
    text = str(getattr(error, "raw_msg", None) or getattr(error, "msg", None) or error)
    return " ".join(line.strip() for line in text.splitlines() if line.strip())[:400].rstrip(".")
