"""One consistent view of the database for a whole run, shared by all its readers."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg

from tap_postgres_pipeline.connection import InterruptedReadError, TimedOutError
from tap_postgres_pipeline.retry import pause

if TYPE_CHECKING:
    import logging

    from tap_postgres_pipeline.connection import Source


class Snapshot:
    """A session that holds an exported snapshot open; when it is lost, the next one who asks gets a newer one.

    A newer snapshot in the middle of a run loses nothing: what changed in between has a watermark after the window's
    end and belongs to the next one, and full copies start over.
    """

    def __init__(self, source: Source, logger: logging.Logger, max_retries: int = 0) -> None:
        """Take the source; nothing is opened yet."""
        self._source = source
        self._logger = logger
        self._max_retries = max_retries
        self._lock = threading.RLock()
        self._session: psycopg.Connection[Any] | None = None
        self._id: str | None = None
        self._taken_at = 0.0

    @property
    def id(self) -> str | None:
        """Name of the snapshot; None where the server cannot export one (behind some poolers)."""
        with self._lock:
            self._open()
            return self._id

    @property
    def taken_at(self) -> float:
        """When the snapshot was taken, or a moment before: seconds since 1970 by this machine's clock."""
        with self._lock:
            self._open()
            return self._taken_at

    def ask(self, question: str, about: str) -> tuple[Any, ...]:
        """Ask a small question within the snapshot, again when the source breaks off.

        Args:
            question: SQL that answers with one row.
            about: what the question is about, for errors.

        Raises:
            TapError: when the database refuses, or breaks off too often.
        """
        attempts = 0
        while True:
            try:
                return self._ask(question, about)
            except InterruptedReadError as error:
                attempts += 1
                if isinstance(error, TimedOutError) or attempts > self._max_retries:
                    raise
                self._logger.warning("%s Asking again (%d).", error, attempts)
                pause(attempts)

    def _ask(self, question: str, about: str) -> tuple[Any, ...]:
        with self._lock:
            try:
                session = self._open()
                with session.transaction():
                    row = session.execute(question.encode()).fetchone()
            except psycopg.Error as error:
                raise self._source.explained(error, about, error.sqlstate) from error
        assert row is not None  # noqa: S101  the questions are ours
        return tuple(row)

    def _open(self) -> psycopg.Connection[Any]:
        if self._session is not None and self._is_alive(self._session):
            return self._session
        self.close()
        before = time.time()
        self._session = self._source.connect()
        self._session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        try:
            row = self._session.execute("SELECT pg_export_snapshot()").fetchone()
            self._id = row[0] if row else None
        except psycopg.Error as error:
            self._logger.warning(
                "%s: no snapshot can be exported (%s); each table is consistent in itself only",
                self._source,
                str(error).splitlines()[0],
            )
            self._session.rollback()
            self._id = None
        self._taken_at = before
        return self._session

    @staticmethod
    def _is_alive(session: psycopg.Connection[Any]) -> bool:
        with suppress(psycopg.Error):
            session.execute("SELECT 1")
            return True
        return False

    def close(self) -> None:
        """Let the snapshot go."""
        with self._lock, suppress(psycopg.Error):
            if self._session is not None:
                self._session.close()
        self._session = None
