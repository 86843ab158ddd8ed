"""Errors of fakesnow and DuckDB in Snowflake's words: what it has no number for becomes an internal error."""

from __future__ import annotations

import logging
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

import duckdb
import snowflake.connector.errors
from sqlglot.errors import SqlglotError

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.duckdb_words import in_snowflakes_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_log = logging.getLogger("denomas_sandbox.snowflake")
_BY_TYPE: tuple[tuple[type[Exception], str, str], ...] = (
    (duckdb.ConversionException, "100038", "22018"),
    (duckdb.OutOfRangeException, "100039", "22003"),
    (duckdb.ConstraintException, "100072", "22000"),
    (duckdb.InvalidInputException, "100069", "22P02"),
    (duckdb.BinderException, "000904", "42000"),
    (duckdb.CatalogException, "002003", "42S02"),
    (duckdb.ParserException, "001003", "42000"),
    (duckdb.DependencyException, "002211", "22000"),
    (SqlglotError, "001003", "42000"),
)


@contextmanager
def translated(*, but: type[Exception] | None = None) -> Iterator[None]:
    """Turn what is raised inside into a SnowflakeError.

    Args:
        but: a type of error to let through.
    """
    try:
        yield
    except errors.SnowflakeError:
        raise
    except Exception as error:
        if but is not None and isinstance(error, but):
            raise
        raise translation(error) from error


def translation(error: Exception) -> errors.SnowflakeError:
    """Give Snowflake's form of an error."""
    said = in_snowflakes_words(str(getattr(error, "raw_msg", error)))
    return said or _by_type(error)


def _by_type(error: Exception) -> errors.SnowflakeError:
    if isinstance(error, snowflake.connector.errors.Error) and error.errno not in {None, -1}:
        return errors.SnowflakeError(f"{error.errno:06d}", error.sqlstate or "42000", str(error.raw_msg))
    if isinstance(error, duckdb.InterruptException):
        return errors.SnowflakeError("000604", "57014", "SQL execution canceled")
    if isinstance(error, duckdb.TransactionException) and "onflict" in str(error):
        return errors.locked(str(uuid.uuid4()))
    for kind, code, sql_state in _BY_TYPE:
        if isinstance(error, kind):
            return errors.SnowflakeError(code, sql_state, str(error).split("\n\n", maxsplit=1)[0])
    if isinstance(error, NotImplementedError | AssertionError | duckdb.NotImplementedException | ValueError):
        return errors.lacking(str(error) or type(error).__name__)
    incident = uuid.uuid4().hex[:8]
    _log.error("incident %s", incident, exc_info=error)
    return errors.internal(f"{incident} ({type(error).__name__}: {error})")
