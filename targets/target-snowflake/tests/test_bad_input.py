"""Wrong settings, missing rights and odd streams: a clear error of one screen, or rows that land as they are."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest
from target_common.contract.messages import batch, records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import SnowflakeHarness

MESSAGES = [schema("things", PROPERTIES, ["id"]), *records("things", [{"id": 1, "v": "x"}]), state(1)]
SECRET = "correct-horse-battery"


def run(harness: SnowflakeHarness, messages: list[dict[str, Any]] = MESSAGES, **settings: Any) -> tuple[int, str, str]:
    """Run the command and give (exit code, stdout, stderr)."""
    path = harness.folder / "settings.json"
    config = {name: value for name, value in (harness.config | settings).items() if value is not None}
    path.write_text(json.dumps(config))
    done = subprocess.run(
        [sys.executable, "-m", "denomas_target_snowflake.target", "--config", str(path)],
        input="".join(json.dumps(message) + "\n" for message in messages),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout, done.stderr


def assert_one_screen(error: str, *parts: str) -> None:
    assert "Traceback" not in error
    assert len(error.splitlines()) < 25
    for part in parts:
        assert part in error
    assert SECRET not in error


@pytest.mark.parametrize(
    ("settings", "parts"),
    [
        ({"password": SECRET}, ["does not let user LOADER_SERVICE in", "Check user and password"]),
        ({"user": "nobody", "password": SECRET}, ["does not let user nobody in", "Check user and password"]),
        ({"account": "no-such-account"}, ["account no-such-account", "Check the settings account, host"]),
        ({"port": 9, "network_timeout_seconds": 2}, ["Check the settings account, host, port"]),
        ({"role": "NO_SUCH_ROLE"}, ["NO_SUCH_ROLE", "Check the setting role"]),
        ({"database": "NOWHERE"}, ["database NOWHERE does not exist", "Check the setting database"]),
        ({"password": None, "private_key": "bm8ga2V5"}, ["private key cannot be read", "private_key_passphrase"]),
        ({"password": None, "private_key_path": "gone.p8"}, ["private key cannot be read", "gone.p8"]),
        ({"password": None}, ["No password, private key"]),
        ({"oauth_access_token": SECRET}, ["No password, private key"]),
        ({"stage": "RAW.PUBLIC.NO_SUCH_STAGE"}, ["NO_SUCH_STAGE", "does not exist"]),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_setting_is_named_with_what_to_check(
    harness: SnowflakeHarness, settings: dict[str, Any], parts: list[str]
) -> None:
    code, out, error = run(harness, **settings)
    assert (code, out) == (1, "")
    assert_one_screen(error, *parts)


@pytest.fixture
def no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the temporary folder be a file."""
    (tmp_path / "tmp").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))


@pytest.fixture
def full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let no file grow beyond a megabyte."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize(("disk", "reason"), [("no_folder", "Not a directory"), ("full_disk", "File too large")])
def test_a_disk_that_takes_nothing_is_an_error_that_names_the_stream(
    harness: SnowflakeHarness, request: pytest.FixtureRequest, disk: str, reason: str
) -> None:
    rows = pa.table({"id": [2], "v": [os.urandom(1_000_000).hex()]})
    messages = [*MESSAGES, batch("things", rows, harness.spool()), state(2)]
    request.getfixturevalue(disk)
    outcome = harness.land(messages)
    assert str(outcome.error).startswith("things: target-snowflake cannot write the rows that wait")
    assert reason in str(outcome.error)
    assert "TMPDIR" in str(outcome.error)
    assert state(2)["value"] not in outcome.states


@pytest.mark.parametrize("of", [pa.date32(), pa.timestamp("us"), pa.timestamp("us", "UTC")], ids=str)
def test_a_year_beyond_9999_is_named_or_set_aside(harness: SnowflakeHarness, of: pa.DataType) -> None:
    """Neither Snowflake nor Python have such days, PostgreSQL and Arrow do."""
    numbers = [18_262, 6_666_666, 2**31 - 1] if of == pa.date32() else [0, 6_666_666 * 86_400_000_000, 2**63 - 1]
    at = pa.array(numbers, pa.int32() if of == pa.date32() else pa.int64()).cast(of)
    form = {"type": "string", "format": "date" if of == pa.date32() else "date-time"}
    head = schema("days", {"id": {"type": "integer"}, "at": form}, ["id"])
    rows = pa.table({"id": [1, 2, 3], "at": at})
    outcome = harness.land([head, batch("days", rows, harness.spool()), state(1)])
    assert "DAYS: column at (" in str(outcome.error)
    assert "cannot hold the value of the row with key {'id': '2'}: text of" in str(outcome.error)
    harness.land([head, batch("days", rows, harness.spool()), state(1)], on_bad_value="quarantine").ok()
    assert harness.rows("DAYS", ["id"]) == [(1,)]
    kept = {json.loads(record)["at"] for (record,) in harness.rows("DAYS__REJECTED", ["_sdc_record"])}
    unit = "days" if of == pa.date32() else "us"
    assert kept == {f"{number} {unit} after 1970-01-01" for number in numbers[1:]}


def test_text_that_is_not_utf_8_is_named_or_set_aside(harness: SnowflakeHarness) -> None:
    data = pa.array([b"good", b"b\xffd"])
    rows = pa.table({"id": [1, 2], "v": pa.Array.from_buffers(pa.string(), 2, data.buffers())})
    outcome = harness.land([MESSAGES[0], batch("things", rows, harness.spool()), state(1)])
    assert "THINGS: column v (text) cannot hold the value of the row with key {'id': '2'}" in str(outcome.error)
    messages = [MESSAGES[0], batch("things", rows, harness.spool()), state(1)]
    harness.land(messages, on_bad_value="quarantine").ok()
    assert harness.rows("THINGS", ["id", "v"]) == [(1, "good")]
    ((record,),) = harness.rows("THINGS__REJECTED", ["_sdc_record"])
    assert json.loads(record)["v"] == "b\\xffd"


def test_a_key_pair_signs_in(harness: SnowflakeHarness) -> None:
    code, out, error = run(harness, password=None, private_key_path=harness.account.credentials.private_key_path)
    assert code == 0, error
    assert json.loads(out) == state(1)["value"]


def test_a_configured_stage_is_used_and_left_empty(harness: SnowflakeHarness) -> None:
    harness.query("CREATE OR REPLACE STAGE RAW.PUBLIC.MELTANO")
    harness.land(MESSAGES, stage="RAW.PUBLIC.MELTANO").ok()
    assert harness.rows("THINGS", ["id"]) == [(1,)]
    puts = [entry["sql"] for entry in harness.account.journal() if entry["sql"].startswith("PUT")]
    assert all("@RAW.PUBLIC.MELTANO/" in sql for sql in puts)
    assert harness.query("LIST @RAW.PUBLIC.MELTANO") == []


# -- streams ---------------------------------------------------------------------------------------------------------

ODD = [
    "select",
    "order",
    "group",
    'a "quoted" name',
    "it's",
    "Größe",
    "имя",
    "名前",
    "😀 smile",
    "a.b/c",
    "$1",
    "line\nbreak",
]


def test_reserved_words_quotes_and_letters_of_any_language_are_columns(harness: SnowflakeHarness) -> None:
    properties = {"id": {"type": "integer"}, **{name: {"type": ["string", "null"]} for name in ODD}}
    row = {"id": 1, **{name: f"value of {name}" for name in ODD}}
    head = schema("table", properties, ["id", "select"])
    for _ in range(2):  # into a new table, and into one that is there
        harness.land([head, *records("table", [row]), state(1)]).ok()
        (found,) = harness.query('SELECT * FROM "CONTRACT"."TABLE"')
        assert found[: len(row)] == tuple(row.values())
        assert harness.query('SELECT "SELECT", "ИМЯ", "名前" FROM "CONTRACT"."TABLE"') == [
            (row["select"], row["имя"], row["名前"])
        ]


def test_odd_stream_and_schema_names_are_tables(harness: SnowflakeHarness) -> None:
    settings = {"use_raw_stream_names": True, "default_target_schema": "contract"}
    for stream in ("select", "2024 figures", "größen", "a-b"):
        harness.land([schema(stream, PROPERTIES, ["id"]), *records(stream, [{"id": 1}])], **settings).ok()
    assert harness.tables() == {"SELECT", "_2024_FIGURES", "GRÖSSEN", "A_B"}
    harness.land([schema("a-c", PROPERTIES, ["id"]), *records("a-c", [{"id": 1}])]).ok()
    assert "C" in harness.tables()


def test_16_mb_of_text_land_and_more_is_an_error_that_names_the_row(harness: SnowflakeHarness) -> None:
    head = schema("things", PROPERTIES, ["id"])
    limit = 16_777_216
    fits = pa.table({"id": [1], "v": ["ü" * (limit // 2)]})
    harness.land([head, batch("things", fits, harness.spool()), state(1)]).ok()
    assert harness.query("SELECT length(v) FROM CONTRACT.THINGS") == [(limit // 2,)]
    too_long = pa.table({"id": [1, 2], "v": ["x", "y" * (limit + 1)]})
    error = str(harness.land([head, batch("things", too_long, harness.spool()), state(2)]).error)
    assert "column v (text) cannot hold the value of the row with key {'id': '2'}" in error
    assert len(error) < 1000


def test_2_000_columns_land(harness: SnowflakeHarness) -> None:
    names = [f"column_{n}" for n in range(1_993)]
    head = schema(
        "wide", {"id": {"type": "integer"}, **{name: {"type": ["integer", "null"]} for name in names}}, ["id"]
    )
    rows = pa.table({"id": [2], **{name: [2] for name in names}})
    harness.land([head, batch("wide", rows, harness.spool()), state(1)]).ok()
    assert harness.rows("WIDE", ["id", "column_0", "column_1992"]) == [(2, 2, 2)]
