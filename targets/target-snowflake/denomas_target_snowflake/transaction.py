"""A transaction that is repeated while that may help, and takes place exactly once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from target_common.errors import LandingError

from denomas_target_snowflake.session import StatementError, TransientError
from denomas_target_snowflake.trying import tries

if TYPE_CHECKING:
    from collections.abc import Callable

    from target_common.loads import Load

    from denomas_target_snowflake.connector import SnowflakeConnector


def transact(
    warehouse: SnowflakeConnector, load: Load, inside: Callable[[], None], before: Callable[[], None] | None = None
) -> None:
    """Run work and its account as one transaction.

    A try that fails for a transient reason is repeated, whole, in a new session: closing the old one takes its open
    transaction back. Only when the answer to COMMIT itself was lost is it unknown what happened; the account, which
    was written in the same transaction, tells.

    Args:
        warehouse: where.
        load: the account; its counts grow when the transaction commits.
        inside: the work within the transaction. It may be called again.
        before: what it needs, outside of the transaction. It may be called again.

    Raises:
        LandingError: when Snowflake refuses, or goes on failing.
    """
    counts = _counts(load)
    try:
        _try(warehouse, load, inside, before)
    except StatementError as error:
        load.rows_landed, load.rows_rejected, load.max_replication_key = counts
        raise StatementError(f"{load.target_table}: {error}", error.number) from error
    except BaseException:
        load.rows_landed, load.rows_rejected, load.max_replication_key = counts
        raise


def _try(
    warehouse: SnowflakeConnector, load: Load, inside: Callable[[], None], before: Callable[[], None] | None
) -> None:
    counts, sent = _counts(load), False
    for one_try in tries(warehouse, load.target_table):
        with one_try:
            if sent and warehouse.accounts.was_committed(load):
                return
            sent = False
            load.rows_landed, load.rows_rejected, load.max_replication_key = counts
            if before:
                before()
            _begin(warehouse, load, inside)
            sent = True
            warehouse.run("COMMIT", stream=load.stream)
            return


def _begin(warehouse: SnowflakeConnector, load: Load, inside: Callable[[], None]) -> None:
    warehouse.run("BEGIN", stream=load.stream)
    try:
        inside()
        warehouse.accounts.put_load(load)
    except TransientError:
        raise  # the session is closed next, and takes the transaction back
    except BaseException:
        with suppress(LandingError):
            warehouse.run("ROLLBACK", stream=load.stream)
        raise


def _counts(load: Load) -> tuple[int, int, str | None]:
    return load.rows_landed, load.rows_rejected, load.max_replication_key
