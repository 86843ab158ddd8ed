"""A role that lacks a right: the error says which, the SQL in it mends it, and no state moves."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import snowflake.connector
from denomas_target_snowflake.refusals import Place, refused
from target_common.contract.messages import records, schema, state
from target_common.contract.methods import PROPERTIES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import SnowflakeHarness

MESSAGES = [schema("things", PROPERTIES, ["id"]), *records("things", [{"id": 1, "v": "x"}]), state(1)]


@pytest.fixture
def admin(harness: SnowflakeHarness) -> Iterator[Callable[[str], None]]:
    """Give what executes statements as PLATFORM_ADMIN; the role LANDER is there, and may do nothing."""
    with snowflake.connector.connect(**harness.account.connection(role="PLATFORM_ADMIN", database="RAW")) as connection:

        def execute(script: str) -> None:
            for statement in script.split("; "):
                connection.cursor().execute(statement)

        execute("CREATE OR REPLACE ROLE LANDER")
        yield execute
        execute("DROP ROLE LANDER")


ALL = "GRANT USAGE, CREATE TABLE, CREATE STAGE ON SCHEMA RAW.{0} TO ROLE LANDER"
ON_DATABASE = "GRANT USAGE ON DATABASE RAW TO ROLE LANDER"
ON_META = f"{ON_DATABASE}; CREATE SCHEMA RAW._META; {ALL.format('_META')}"


@pytest.mark.parametrize(
    ("granted", "parts"),
    [
        ("", ["database RAW does not exist, or role LANDER may not use it", ON_DATABASE]),
        (ON_DATABASE, ["finds no schema RAW._META that it may use, and may not make it", ALL.format("_META")]),
        (
            f"{ON_DATABASE}; CREATE SCHEMA RAW._META; GRANT USAGE ON SCHEMA RAW._META TO ROLE LANDER",
            ["role LANDER lacks a right on schema RAW._META", ALL.format("_META"), "(3001)"],
        ),
        (
            f"{ON_META.replace(', CREATE STAGE', '')}; CREATE SCHEMA RAW.CONTRACT; {ALL.format('CONTRACT')}",
            ["role LANDER lacks a right on schema RAW._META", ALL.format("_META"), "(3001)"],
        ),
        (ON_META, [f"CREATE SCHEMA IF NOT EXISTS RAW.CONTRACT; {ALL.format('CONTRACT')}", "(3001)"]),
        (
            f"{ON_META}; CREATE SCHEMA RAW.CONTRACT",
            ["finds no schema RAW.CONTRACT that it may use", ALL.format("CONTRACT")],
        ),
        (
            f"{ON_META}; CREATE SCHEMA RAW.CONTRACT; GRANT CREATE SCHEMA ON DATABASE RAW TO ROLE LANDER",
            ["role LANDER lacks a right on schema RAW.CONTRACT", ALL.format("CONTRACT"), "(3041)"],
        ),
    ],
)
def test_a_missing_right_is_named_with_the_role_and_the_grant(
    harness: SnowflakeHarness, admin: Callable[[str], None], granted: str, parts: list[str]
) -> None:
    if granted:
        admin(granted)
    outcome = harness.land(MESSAGES, role="LANDER")
    for part in ("role LANDER", *parts):
        assert part in str(outcome.error)
    assert "\n" not in str(outcome.error)
    assert outcome.states == []


def test_the_sql_of_the_errors_is_all_that_a_role_needs(
    harness: SnowflakeHarness, admin: Callable[[str], None]
) -> None:
    asked = []
    while (error := harness.land(MESSAGES, role="LANDER").error) is not None:
        (sql,) = re.findall(r"((?:CREATE SCHEMA|GRANT) .*?)(?:\.? Nothing|, then run again| \(or put)", str(error))
        assert sql not in asked
        asked.append(sql)
        admin(sql)
    assert len(asked) == 3  # the database, the accounts' schema, the stream's
    assert harness.land(MESSAGES, role="LANDER").ok().states == [state(1)["value"]]
    assert harness.rows("THINGS", ["id"]) == [(1,)]


@pytest.mark.parametrize("match", ["^CREATE TABLE", "^CREATE .* STAGE", "^COPY", "^MERGE INTO .CONTRACT"])
def test_a_refusal_anywhere_moves_no_state_and_leaves_no_row(harness: SnowflakeHarness, match: str) -> None:
    harness.account.order_fault("no_privileges", match, 100)
    outcome = harness.land(MESSAGES)
    assert "role LOADER lacks a right on schema RAW.TAP_X" in str(outcome.error)
    assert outcome.states == []
    harness.account.clear_faults()
    assert "THINGS" not in harness.tables() or harness.rows("THINGS", ["id"]) == []
    assert harness.land(MESSAGES).ok().states == [state(1)["value"]]


PLACE = Place("acc", "u", "RAW", "LOADER", "LOADING")
MISSING, DENIED = (
    "{0} does not exist or not authorized",
    "SQL access control error: Insufficient privileges to operate on {0}",
)
STAGED = 'COPY INTO "TAP_X"."a b__STAGED_0123456789AB" FROM @"_META"."LANDING_0123456789AB"/rows/'


@pytest.mark.parametrize(
    ("number", "reason", "sql", "grant"),
    [
        (
            2003,
            MISSING.format("Object 'RAW.TAP_X.THINGS'"),
            'MERGE INTO "TAP_X"."THINGS" AS present USING (SELECT 1) AS incoming',
            "GRANT OWNERSHIP ON TABLE RAW.TAP_X.THINGS TO ROLE LOADER COPY CURRENT GRANTS",
        ),
        (
            3001,
            DENIED.format("table 'a b'"),
            'ALTER TABLE "TAP_X"."a b" ADD COLUMN "X" FLOAT',
            'GRANT OWNERSHIP ON TABLE RAW.TAP_X."a b" TO ROLE LOADER COPY CURRENT GRANTS',
        ),
        (
            3001,
            DENIED.format("table 'a b'"),
            STAGED,
            'GRANT OWNERSHIP ON TABLE RAW.TAP_X."a b" TO ROLE LOADER COPY CURRENT GRANTS',
        ),
        (
            2003,
            MISSING.format("Stage 'OPS.PUBLIC.ST'"),
            STAGED,
            "GRANT READ, WRITE ON STAGE OPS.PUBLIC.ST TO ROLE LOADER",
        ),
        (3001, DENIED.format("integration 'GCS'"), STAGED, "GRANT USAGE ON INTEGRATION GCS TO ROLE LOADER"),
        (
            3041,
            "Table 'THINGS' already exists, but current role has no privileges on it",
            'CREATE TABLE IF NOT EXISTS "TAP_X"."THINGS" ("ID" FLOAT)',
            "GRANT OWNERSHIP ON TABLE RAW.TAP_X.THINGS TO ROLE LOADER COPY CURRENT GRANTS",
        ),
        (
            2003,
            MISSING.format("Schema 'RAW.Tap X'"),
            'CREATE TABLE IF NOT EXISTS "Tap X"."THINGS" ("ID" FLOAT)',
            'GRANT USAGE, CREATE TABLE, CREATE STAGE ON SCHEMA RAW."Tap X" TO ROLE LOADER',
        ),
    ],
)
def test_each_of_snowflakes_refusals_has_its_grant(number: int, reason: str, sql: str, grant: str) -> None:
    said = refused(number, reason, sql, PLACE)
    assert f"Let an administrator run {grant}" in said
    assert f"{reason} ({number})" in said
