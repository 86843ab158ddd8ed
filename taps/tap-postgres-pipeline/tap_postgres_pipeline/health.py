"""Whether a replica is fit to be loaded from, and up to when it is whole (facts: gitlab-platform 1.4)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tap_common.errors import TapError

if TYPE_CHECKING:
    from tap_postgres_pipeline.snapshot import Snapshot

_ADVICE = "Wait for the next snapshot, or raise max_replica_age_hours if you must load what there is."


class StaleReplicaError(TapError):
    """The replica lies too far back, or does not say how far."""


def replica_time(snapshot: Snapshot, max_age: timedelta, about: str) -> datetime:
    """Check a replica and give the time up to which its rows are all there.

    Args:
        snapshot: of the replica.
        max_age: how far behind it may be.
        about: the source, for errors.

    Returns:
        `last_replica_time` of public.last_replication_timestamp, in UTC without a zone as the table has it; or, where
        there is no such table, the time of the last replayed transaction.

    Raises:
        StaleReplicaError: when no transaction was replayed, or the last one too long ago.
    """
    replayed, table = snapshot.ask(
        "SELECT pg_last_xact_replay_timestamp(), to_regclass('public.last_replication_timestamp')", "the replica"
    )
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
    if table is None:
        return _without_zone(replayed)
    (whole,) = snapshot.ask("SELECT max(last_replica_time) FROM public.last_replication_timestamp", "the replica")
    if whole is None:
        raise StaleReplicaError(f"{about}: public.last_replication_timestamp is empty. {_ADVICE}")
    return _without_zone(whole)


def _without_zone(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
