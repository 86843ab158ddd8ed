"""Comments of the emulated account belong to their tables, whatever these are called."""

from __future__ import annotations

import pytest
import snowflake.connector
from denomas_sandbox.snowflake.api import SnowflakeAccount


@pytest.fixture
def run(tmp_path):
    with (
        SnowflakeAccount.start(tmp_path / "snowflake") as account,
        snowflake.connector.connect(**account.connection(database="RAW")) as connection,
    ):
        yield lambda sql: connection.cursor().execute(sql).fetchall()


COMMENTS = "SELECT table_name, comment FROM RAW.INFORMATION_SCHEMA.TABLES WHERE table_schema = 'PUBLIC' ORDER BY 1"


def test_a_comment_follows_its_table_through_swap_and_rename_and_goes_with_it(run):
    for name in ("one", "two"):
        run(f"CREATE TABLE {name} (a INT)")
    run("COMMENT ON TABLE one IS 'it''s one'")
    run('ALTER TABLE "PUBLIC"."ONE" SWAP WITH two')
    assert run(COMMENTS) == [("ONE", None), ("TWO", "it's one")]
    run("ALTER TABLE two RENAME TO three")
    assert run(COMMENTS) == [("ONE", None), ("THREE", "it's one")]
    run("DROP TABLE three")
    run("CREATE TABLE three (a INT)")
    assert run(COMMENTS) == [("ONE", None), ("THREE", None)]
