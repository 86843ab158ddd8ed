"""kill -9 of tap or target at random moments: the warehouse has what it would have had without."""

from __future__ import annotations

import random
import time
from contextlib import suppress

import pytest

WINDOW = "updated_at BETWEEN '{BEGIN_TIMESTAMP}'::timestamp AND '{END_TIMESTAMP}'::timestamp"
TABLE = "CREATE TABLE t (id bigint PRIMARY KEY, v text, updated_at timestamp)"
T = {"t": {"import_query": f"SELECT * FROM t WHERE {WINDOW}"}}
BY_ID = {"t": {"import_query": "SELECT id, v, updated_at FROM t", "incremental_type": "load_by_id"}}
SMALL = {"rows_per_file": 500, "split_rows": 4_000, "rows_per_query": 1_500, "parallel_tables": 2, "max_spool_mb": 1}


def insert(first, last, day=1):
    return (
        f"INSERT INTO t SELECT n, 'text ' || n, timestamp '2026-01-0{day}' + n * interval '1 second' "
        f"FROM generate_series({first}, {last}) AS n"
    )


def killed(pipeline, chance, **config):
    """Kill tap or target after the first files of the forty or so of a whole reading, or let them end.

    Files are counted, not time: on a busy machine a tap may have ended long before a second is over.
    """
    tap, target = pipeline.start(**config)
    spool, seen, enough = pipeline.tap.folder / "the spool", set(), chance.randint(1, 20)
    while len(seen) < enough and target.poll() is None:
        with suppress(FileNotFoundError):  # a folder that goes while it is looked at
            seen.update(spool.rglob("*.arrow"))
        time.sleep(0.002)
    chance.choice((tap, target)).kill()
    codes = pipeline.end(tap, target)[0]
    return codes != (0, 0)


@pytest.mark.parametrize("entry", [T, BY_ID], ids=["backfill", "load_by_id"])
def test_no_row_is_lost_or_doubled_by_kills(pipeline, tap, database, entry):
    database.run(TABLE, insert(-3_000, 17_000), "ANALYZE t")
    tap.manifest(**entry)
    chance, kills = random.Random(11), 0
    for number in range(5):
        kills += killed(pipeline, chance, **SMALL)
        # Later than everything before, as at a real source: a reading may begin anew after any kill.
        day, first = 2 + number, 17_001 + number * 10
        changed = (
            f"UPDATE t SET v = v || '!', updated_at = timestamp '2026-01-0{day}' + id * interval '1 second' "
            f"WHERE id % 1000 = {number}"
        )
        database.run(insert(first, first + 9, day), *([changed] if entry is T else []))
    assert kills
    pipeline.run(**SMALL)
    pipeline.run(**SMALL)  # what changed while it was loaded
    assert pipeline.query("SELECT id, v FROM pgp.t_t ORDER BY id") == database.run("SELECT id, v FROM t ORDER BY id")


def test_a_copy_is_there_as_a_whole_or_not_at_all(pipeline, tap, database):
    database.run(TABLE, insert(1, 20_000), "ANALYZE t")
    tap.manifest(t={"import_query": "SELECT id, v FROM t"})
    chance, kills, whole = random.Random(5), 0, 0
    for _ in range(4):
        kills += killed(pipeline, chance, **SMALL)
    assert kills
    pipeline.run(**SMALL)
    for (count,) in pipeline.query("SELECT count(DISTINCT id) FROM pgp.t_t GROUP BY _sdc_table_version"):
        assert count == 20_000
        whole += 1
    assert pipeline.query("SELECT count(*) FROM pgp.t_t") == [(whole * 20_000,)]
    assert whole >= 1
