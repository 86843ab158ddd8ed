"""What goes wrong on the emulated account when it is told to, and what the real connector makes of it."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest
import snowflake.connector
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.snowflake.api import SnowflakeAccount
from snowflake.connector.errors import DatabaseError, OperationalError, ProgrammingError


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    with SnowflakeAccount.start(tmp_path_factory.mktemp("snow")) as running:
        yield running


@pytest.fixture
def cursor(account):
    account.clear_faults()
    account.clear_journal()
    with connect(account) as connection:
        cursor = connection.cursor()
        cursor.execute("CREATE OR REPLACE TABLE t (id INT)")
        yield cursor
        account.clear_faults()


def connect(account, network_timeout=30):
    return snowflake.connector.connect(
        **account.connection(schema="PUBLIC", login_timeout=10, network_timeout=network_timeout)
    )


def seen(account, word):
    return [entry for entry in account.journal() if entry["sql"].startswith(word)]


@pytest.mark.parametrize("kind", ["cut_before", "cut_after", "unavailable"])
def test_a_lost_request_or_answer_is_sent_again_and_executed_once(account, cursor, kind):
    account.order_fault(kind, "^INSERT", times=2)
    assert cursor.execute("INSERT INTO t VALUES (1)").rowcount == 1
    assert cursor.execute("SELECT COUNT(*) FROM t").fetchall() == [(1,)]
    assert len(seen(account, "INSERT")) == 1
    assert account.open_faults() == []


def test_a_commit_whose_answer_never_comes_is_executed_all_the_same(account, cursor):
    with connect(account, network_timeout=2) as connection:
        other = connection.cursor()
        other.execute("BEGIN")
        other.execute("INSERT INTO t VALUES (1)")
        account.order_fault("cut_after", "^COMMIT", times=100)
        with pytest.raises(OperationalError):
            other.execute("COMMIT")
        account.clear_faults()
    assert cursor.execute("SELECT COUNT(*) FROM t").fetchall() == [(1,)]


def test_a_merge_that_never_arrives_changes_nothing(account, cursor):
    with connect(account, network_timeout=2) as connection:
        account.order_fault("cut_before", "^MERGE", times=100)
        with pytest.raises(OperationalError):
            connection.cursor().execute(
                "MERGE INTO t USING (SELECT 1 AS id) s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id)"
            )
        account.clear_faults()
    assert cursor.execute("SELECT COUNT(*) FROM t").fetchall() == [(0,)]


def test_an_expired_session_is_renewed_and_its_transaction_goes_on(account, cursor):
    cursor.execute("BEGIN")
    cursor.execute("INSERT INTO t VALUES (1)")
    account.order_fault("session_expired", "^INSERT")
    cursor.execute("INSERT INTO t VALUES (2)")
    cursor.execute("COMMIT")
    assert cursor.execute("SELECT COUNT(*) FROM t").fetchall() == [(2,)]
    assert [entry["fault"] for entry in seen(account, "INSERT")] == [None, "session_expired", None]


def test_an_expired_sign_in_ends_the_connection(account, cursor):
    account.order_fault("sign_in_expired", "^INSERT")
    with pytest.raises(DatabaseError, match=r"(?s)390114.*must authenticate again"):
        cursor.execute("INSERT INTO t VALUES (1)")
    assert cursor.connection.expired


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("lock_timeout", r"000625 \(57014\).*has locked the table"),
        ("statement_timeout", r"000630 \(57014\).*reached its statement or warehouse timeout"),
        ("warehouse_suspended", r"090073 \(22000\).*'LOADING' cannot be resumed"),
        ("no_warehouse", r"000606 \(57P03\).*No active warehouse"),
        ("no_privileges", r"003001 \(42501\).*Insufficient privileges"),
    ],
)
def test_refusals_are_snowflakes_own_and_leave_the_session_usable(account, cursor, kind, words):
    account.order_fault(kind, "^insert into t")
    with pytest.raises(ProgrammingError, match=f"(?s){words}"):
        cursor.execute("INSERT INTO t VALUES (1)")
    assert cursor.execute("INSERT INTO t VALUES (1)").rowcount == 1
    assert seen(account, "INSERT")[0]["fault"] == kind


def test_a_sign_in_can_fail_for_a_while(account):
    account.order_fault("unavailable", "^LOGIN")
    with connect(account) as connection:
        assert connection.cursor().execute("SELECT 1").fetchall() == [(1,)]


def test_a_statement_beyond_its_timeout_is_cancelled(cursor):
    cursor.execute("ALTER SESSION SET STATEMENT_TIMEOUT_IN_SECONDS = 1")
    started = time.monotonic()
    with pytest.raises(ProgrammingError, match=r"(?s)000630.*timeout of 1 second"):
        cursor.execute(LONG)
    assert time.monotonic() - started < 10


def test_a_client_can_cancel_its_statement(cursor):
    started = time.monotonic()
    with pytest.raises(ProgrammingError, match="000604"):
        cursor.execute(LONG, timeout=1)
    assert time.monotonic() - started < 10


LONG = "SELECT COUNT(*) FROM TABLE(GENERATOR(ROWCOUNT => 300000)) a, TABLE(GENERATOR(ROWCOUNT => 300000)) b"


def test_a_second_writer_waits_for_the_first(account, cursor):
    cursor.execute("INSERT INTO t VALUES (1)")
    with connect(account) as connection:
        other = connection.cursor()
        other.execute("BEGIN")
        other.execute("UPDATE t SET id = 2")
        waiting = threading.Thread(target=cursor.execute, args=("UPDATE t SET id = id + 10",))
        waiting.start()
        time.sleep(0.3)
        assert waiting.is_alive()
        other.execute("COMMIT")
        waiting.join()
    assert cursor.execute("SELECT id FROM t").fetchall() == [(12,)]


def test_the_transaction_of_a_killed_client_blocks_nobody(account, cursor):
    cursor.execute("INSERT INTO t VALUES (1)")
    code = (
        "import os, snowflake.connector; "
        f"cursor = snowflake.connector.connect(**{account.connection(schema='PUBLIC')!r}).cursor(); "
        "cursor.execute('BEGIN'); cursor.execute('UPDATE t SET id = 2'); os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 9
    assert cursor.execute("UPDATE t SET id = 3").rowcount == 1
    cursor.execute("ALTER TABLE t ADD COLUMN name VARCHAR")
    assert cursor.execute("SELECT id, name FROM t").fetchall() == [(3, None)]


def test_orders_need_the_token_and_make_sense(account):
    with pytest.raises(SandboxError, match="'flood' is not a valid Fault"):
        account.order_fault("flood", "x")
    with pytest.raises(SandboxError, match="no regular expression"):
        account.order_fault("cut_before", "(")
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        urllib.request.urlopen(f"http://{account.host}:{account.port}/sandbox/faults")
    refused.value.close()
