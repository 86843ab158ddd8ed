"""How old the replica is that the databases of gitlab.com say they are.

The real ones are rebuilt from disk snapshots twice a day; the pipeline asks `pg_last_xact_replay_timestamp()` whether
the snapshot is fresh, and `public.last_replication_timestamp` up to when its rows are complete (facts:
gitlab-platform 1.4). A server that replays nothing answers NULL to the first, whatever is in the search path before
pg_catalog; therefore the function itself makes way for one that answers.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from psycopg import sql

if TYPE_CHECKING:
    import psycopg

_FUNCTION = "pg_last_xact_replay_timestamp"
_MAKE_WAY = f"ALTER FUNCTION pg_catalog.{_FUNCTION}() RENAME TO {_FUNCTION}_of_the_server"
_HEALTHY_AGE_HOURS = 1.0


def create(connection: psycopg.Connection) -> None:
    """Let a new database answer as a healthy replica does."""
    connection.execute(b"SET LOCAL allow_system_table_mods = on")
    connection.execute(_MAKE_WAY.encode())
    set_age(connection, _HEALTHY_AGE_HOURS)


def set_age(connection: psycopg.Connection, age_hours: float | None, last_replica_time: datetime | None = None) -> None:
    """Say how long ago the replica was last brought up to date, counted back from each question.

    Args:
        connection: of the administrator.
        age_hours: None for a database that is no replica: the function answers NULL, the table is empty.
        last_replica_time: what the table says instead, in any zone; it has no zone and is in UTC there.
    """
    replayed: sql.Composable = sql.SQL("NULL::timestamptz")
    if age_hours is not None:
        replayed = sql.SQL("now() - make_interval(secs => {})").format(sql.Literal(age_hours * 3_600))
    said: sql.Composable = sql.SQL("(pg_catalog.{}() AT TIME ZONE 'UTC')").format(sql.Identifier(_FUNCTION))
    if last_replica_time is not None:
        naive = last_replica_time.astimezone(UTC).replace(tzinfo=None)
        said = sql.SQL("timestamp {}").format(sql.Literal(naive.isoformat(sep=" ")))
    connection.execute(b"SET LOCAL allow_system_table_mods = on")
    connection.execute(
        sql.SQL("CREATE OR REPLACE FUNCTION pg_catalog.{}() RETURNS timestamptz LANGUAGE sql STABLE AS {}").format(
            sql.Identifier(_FUNCTION), sql.Literal(sql.SQL("SELECT {}").format(replayed).as_string(connection))
        )
    )
    connection.execute(
        sql.SQL(
            "CREATE OR REPLACE VIEW public.last_replication_timestamp AS "
            "SELECT said.last_replica_time FROM (SELECT {} AS last_replica_time) AS said "
            "WHERE said.last_replica_time IS NOT NULL"
        ).format(said)
    )
