"""A range of keys is read whole and in order, however often the source breaks off; the source is DuckDB in memory."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tap_common.errors import MalformedAnswerError
from tap_postgres_pipeline import parts
from tap_postgres_pipeline.column_types import SourceType
from tap_postgres_pipeline.connection import InterruptedReadError, TimedOutError
from tap_postgres_pipeline.parts import TablePart
from tap_postgres_pipeline.reading import KeyRange

DUCK = duckdb.connect()


class Source:
    """Answers in batches of some rows; the first queries give as many batches as the plan says, and break off."""

    def __init__(self, keys, batch_rows=1, plan=()):
        self.table = f"SELECT unnest({keys}::BIGINT[]) AS id"
        self.batch_rows = batch_rows
        self.plan = iter(plan)
        self.queries = 0

    def record_batches(self, query, about, snapshot):
        assert (about, snapshot) == ("t_t", "snapshot")
        self.queries += 1
        assert self.queries < 100, "it reads for ever"
        keys = pa.array([key for (key,) in DUCK.execute(query).fetchall()], pa.int64())
        batches = pa.table({"id": keys}).to_batches(max_chunksize=self.batch_rows)
        given, error = next(self.plan, (None, None))
        yield from batches[:given]
        if error:
            raise error("cut off")


def part(source, keys=None, page=1000, *, retries=9, key=("id",)):
    """A part of the source's table, with what it needs of its stream and its tap."""
    config = {"rows_per_query": page, "max_retries": retries}
    stream = SimpleNamespace(
        _pgp=SimpleNamespace(source=source, snapshot=SimpleNamespace(id="snapshot"), config=config),
        name="t_t",
        about="db: t_t",
        key="id",
        columns={"id": SourceType("int8", "N")},
        is_selected=lambda _: True,
        query=SimpleNamespace(entry=SimpleNamespace(primary_keys=key), base=lambda: source.table),
        constants={},
        logger=logging.getLogger("t"),
    )
    return TablePart(stream, [], keys, ordered=True)


@pytest.fixture(scope="module", autouse=True)
def waits():
    """Before which attempts was waited; without waiting."""
    with pytest.MonkeyPatch.context() as patch:
        waits = []
        patch.setattr(parts, "pause", waits.append)
        yield waits


def read(part):
    return [key for batch in part.record_batches() for key in batch.column("id").to_pylist()]


numbers = st.integers(-6, 6)
bounds = st.none() | numbers
cuts = st.lists(st.tuples(st.integers(0, 3), st.just(InterruptedReadError)), max_size=9)


@settings(max_examples=50)
@given(st.lists(numbers, unique=True), bounds, bounds, st.integers(1, 9), st.integers(1, 4), cuts)
def test_every_key_is_read_once_and_in_order(keys, after, to, page, batch_rows, plan):
    found = read(part(Source(keys, batch_rows, plan), KeyRange(after, to), page))
    assert found == sorted(k for k in keys if (after is None or k > after) and (to is None or k <= to))


@settings(max_examples=50)
@given(st.lists(numbers), st.integers(1, 4), cuts)
def test_rows_that_share_a_key_are_read_once_at_least(keys, batch_rows, plan):
    whole = part(Source(keys, batch_rows), key=("id", "part"), page=2)
    assert read(whole) == sorted(keys)
    found = read(part(Source(keys, batch_rows, plan), key=("id", "part"), page=2))
    assert all(found.count(key) >= keys.count(key) for key in keys)


def test_only_attempts_in_vain_are_counted(waits):
    waits.clear()
    cut = InterruptedReadError
    assert read(part(Source([3, 1, 2], plan=[(1, cut), (0, cut), (1, cut), (0, cut)]), retries=2)) == [1, 2, 3]
    assert waits == [1, 2, 1, 2]
    with pytest.raises(cut):
        read(part(Source([1, 2], plan=[(1, cut), (0, cut)]), retries=1))
    with pytest.raises(TimedOutError):
        read(part(Source([1, 2], plan=[(1, cut), (0, TimedOutError)])))
    assert read(part(Source([1, 2], plan=[(1, TimedOutError)]))) == [1, 2]


@pytest.mark.parametrize("batch_rows", [1, 2, 3])
def test_a_key_that_is_there_twice_is_an_error_across_batches_too(batch_rows):
    with pytest.raises(MalformedAnswerError, match="several rows have the same id"):
        read(part(Source([1, 2, 2, 3], batch_rows)))
