"""Whether a replica is fit to be loaded from, and up to when it is whole (facts: gitlab-platform 1.4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tap_common.errors import TapError

if TYPE_CHECKING:
    import psycopg

_ADVICE = "Wait for the next snapshot, or raise max_replica_age_hours if you must load what there is."


class StaleReplicaError(TapError):
    """The replica lies too far back, or does not say how far."""


def replica_time(session: psycopg.Connection[Any], max_age: timedelta, about: str) -> datetime:
    """Check a replica and give the time up to which its rows are all there.

    Args:
        session: a session of the replica.
        max_age: how far behind it may be.
        about: the source, for errors.

    Returns:
        `last_replica_time` of public.last_replication_timestamp, in UTC without a zone as the table has it; or, where
        there is no such table, the time of the last replayed transaction.

    Raises:
        StaleReplicaError: when no transaction was replayed, or the last one too long ago.
    """
    (replayed,) = session.execute("SELECT pg_last_xact_replay_timestamp()").fetchone() or (None,)
    if replayed is None:
        raise StaleReplicaError(
            f"{about}: pg_last_xact_replay_timestamp() is empty: the server is no replica, or has replayed nothing. "
            f"{_ADVICE}"
        )
    age = datetime.now(UTC) - replayed
    if age > max_age:
        raise StaleReplicaError(
            f"{about}: the last replayed transaction is {age.total_seconds() / 3600:.1f} hours old, at most "
            f"{max_age.total_seconds() / 3600:.0f} are allowed. {_ADVICE}"
        )
    (exists,) = session.execute("SELECT to_regclass('public.last_replication_timestamp')").fetchone() or (None,)
    if exists is None:
        return replayed.astimezone(UTC).replace(tzinfo=None)  # type: ignore[no-any-return]
    (whole,) = session.execute("SELECT max(last_replica_time) FROM public.last_replication_timestamp").fetchone() or (
        None,
    )
    if whole is None:
        raise StaleReplicaError(f"{about}: public.last_replication_timestamp is empty. {_ADVICE}")
    return whole.astimezone(UTC).replace(tzinfo=None) if whole.tzinfo else whole  # type: ignore[no-any-return]
