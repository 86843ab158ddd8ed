"""A session with the account: signing in, statements, and what is wrong when one fails."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import requests
import snowflake.connector
from snowflake.connector import errors
from snowflake.connector.cursor import SnowflakeCursor
from target_common.errors import LandingError, WarehouseUnavailableError

from denomas_target_snowflake import refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from snowflake.connector import SnowflakeConnection

    from denomas_target_snowflake.query_tag import QueryTag
    from denomas_target_snowflake.refusals import Place

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
        return self.number in refusals.DOES_NOT_EXIST


class _PatientCursor(SnowflakeCursor):
    """A cursor whose statements last as long as the warehouse allows.

    The connector takes `network_timeout` for two things: how long a request is tried again, and how long a statement
    may last before a timer of the client cancels it, however well it goes on. A MERGE may last longer than an outage.
    """

    def _SnowflakeCursorBase__cancel_query(self, query: str) -> None:  # noqa: N802  the connector's, private
        if not isinstance(threading.current_thread(), threading.Timer):
            super()._SnowflakeCursorBase__cancel_query(query)  # type: ignore[misc]


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

    @property
    def place(self) -> Place:
        """What error messages name; the role is the one that the session was given."""
        return replace(self._place, role=self._connection.role if self._connection else self._place.role)

    def open(self) -> SnowflakeConnection:
        """Sign in, unless that is done.

        Raises:
            WarehouseUnavailableError: naming account, user and what to check.
        """
        if self._connection is None:
            # It logs each error that it raises with all its causes; the errors below say it in words.
            logging.getLogger("snowflake.connector").setLevel(logging.CRITICAL)
            try:
                self._connection = snowflake.connector.connect(**self._arguments)
            except (errors.Error, *_CONNECTION_LOST) as error:
                raise WarehouseUnavailableError(refusals.cannot_sign_in(error, self._place)) from error
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
            with connection.cursor(_PatientCursor) as cursor:
                parameters = {"QUERY_TAG": self._tag.of(stream)}
                cursor.execute(sql, list(values) or None, _statement_params=parameters)
                rows = cursor.fetchall()
        except _CONNECTION_LOST as error:
            raise TransientError(refusals.lost(error, self._place)) from error
        except errors.Error as error:
            raise self._refused(error, sql) from error
        self._logger.debug("%.2f s: %s", time.monotonic() - began, sql)
        return [tuple(row) for row in rows]

    def _refused(self, error: errors.Error, sql: str) -> LandingError:
        number, reason = error.errno or -1, refusals.first_line(error)
        if refusals.is_transient(number, reason):
            return TransientError(refusals.passing(number, reason))
        return StatementError(refusals.refused(number, reason, sql, self.place), number)
