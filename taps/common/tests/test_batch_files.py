"""Batch files have exact row counts, and positions that hold no memory."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tap_common import batch_files
from tap_common.batch_files import write_batch_files
from tap_common.spool import Spool


def batches(sizes):
    start = 0
    for size in sizes:
        yield pa.RecordBatch.from_pydict({"id": pa.array(range(start, start + size), pa.int64())})
        start += size


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(0, 50), max_size=12), rows_per_file=st.integers(1, 40))
def test_files_have_exactly_as_many_rows_as_asked_but_the_last(tmp_path, sizes, rows_per_file):
    spool = Spool(tmp_path, 1 << 30)
    rows = []
    files = []
    for file in write_batch_files(batches(sizes), spool, "s", rows_per_file, lambda part: part.column(0)[-1].as_py()):
        with pa.memory_map(str(file.path)) as mapped:
            ids = pa.ipc.open_file(mapped).read_all().column("id").to_pylist()
        assert (file.rows, file.position) == (len(ids), ids[-1])
        rows += ids
        files.append(file.rows)
        file.path.unlink()
    spool.close()
    assert rows == list(range(sum(sizes)))
    assert all(count == rows_per_file for count in files[:-1])
    assert all(0 < count <= rows_per_file for count in files)


def test_large_rows_end_a_file_early(tmp_path, monkeypatch):
    monkeypatch.setattr(batch_files, "BYTES_PER_FILE", 1000)
    spool = Spool(tmp_path, 1 << 20)
    batches = [pa.record_batch({"v": ["x" * 300] * 2}) for _ in range(5)]
    files = list(write_batch_files(batches, spool, "s", 100, lambda batch: batch.num_rows))
    assert [file.rows for file in files] == [4, 4, 2]
    spool.close()
