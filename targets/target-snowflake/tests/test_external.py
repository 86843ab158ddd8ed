"""Batch files in a bucket are loaded where they lie; here a folder takes the bucket's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from denomas_target_snowflake.external import by_folder
from target_common.contract.messages import EXTRACTED, TYPES, schema, state
from target_common.errors import MessageOrderError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import SnowflakeHarness

INTEGRATION = {"storage_integration": "gcs_integration"}


@pytest.fixture
def bucket(tmp_path: Path, harness: SnowflakeHarness) -> Path:
    """Give the folder that the emulated account takes for gs://bucket/."""
    folder = tmp_path / "bucket"
    folder.mkdir()
    harness.account.map_location("gcs://bucket/", folder)
    return folder


def message(*names: str, format_: str = "parquet") -> dict[str, Any]:
    """Make a BATCH message of files in the bucket."""
    return {
        "type": "BATCH",
        "stream": "things",
        "encoding": {"format": format_},
        "manifest": [f"gs://bucket/{name}" for name in names],
        "time_extracted": EXTRACTED,
    }


def test_files_in_a_bucket_land_and_stay(harness: SnowflakeHarness, bucket: Path) -> None:
    for number in (1, 2):
        rows = pa.table(
            {"id": [number, 3], "name": ["a", f"from {number}"], "details": ['{"n": 1}', None], "amount": ["1.5", None]}
        )
        pq.write_table(rows, bucket / f"{number}.parquet")
    head = schema("things", TYPES, ["id"])
    outcome = harness.land([head, message("1.parquet", "2.parquet"), state(1)], **INTEGRATION).ok()
    assert outcome.states == [state(1)["value"]]
    assert [row[0] for row in harness.rows("THINGS", ["id"])] == [1, 2, 3]
    assert harness.query("SELECT name, _sdc_extracted_at IS NOT NULL FROM CONTRACT.THINGS WHERE id = 1") == [
        ("a", True)
    ]
    assert len(list(bucket.iterdir())) == 2
    statements = [entry["sql"] for entry in harness.account.journal()]
    assert not [sql for sql in statements if sql.startswith("PUT")]
    assert any('STORAGE_INTEGRATION = "GCS_INTEGRATION"' in sql for sql in statements)
    assert harness.query("SELECT rows_read, rows_landed FROM _META.LOADS") == [(4, 3)]


def test_a_value_that_does_not_fit_fails_the_load(harness: SnowflakeHarness, bucket: Path) -> None:
    pq.write_table(pa.table({"id": ["1", "x"]}), bucket / "1.parquet")
    outcome = harness.land([schema("things", TYPES, ["id"]), message("1.parquet"), state(1)], **INTEGRATION)
    assert "CONTRACT.THINGS" in str(outcome.error)
    assert outcome.states == []
    assert harness.rows("THINGS", ["id"]) == []


@pytest.mark.parametrize(
    ("messages", "settings", "named"),
    [
        ([message("1.parquet")], {}, "storage_integration"),
        ([message("1.arrow", format_="arrow")], INTEGRATION, "`parquet`"),
    ],
)
def test_what_is_missing_is_named(
    harness: SnowflakeHarness, messages: list[dict[str, Any]], settings: dict[str, Any], named: str
) -> None:
    outcome = harness.land([schema("things", TYPES, ["id"]), *messages], **settings)
    assert isinstance(outcome.error, MessageOrderError)
    assert named in str(outcome.error)


def test_files_are_sorted_by_folder_and_local_ones_are_refused() -> None:
    files = ["gs://b/x/1.parquet", "s3://b/y/2.parquet", "gs://b/x/3.parquet"]
    assert by_folder("things", files) == {"gs://b/x/": ["1.parquet", "3.parquet"], "s3://b/y/": ["2.parquet"]}
    with pytest.raises(MessageOrderError, match="one or the other"):
        by_folder("things", ["gs://b/x/1.parquet", "file:///y/2.parquet"])
