"""Signing in to the emulated account, and what a session is, with the real connector."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import pytest
import snowflake.connector
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.snowflake.api import SnowflakeAccount
from denomas_sandbox.snowflake.key_pairs import public_key_of
from snowflake.connector.errors import DatabaseError, ForbiddenError, ProgrammingError


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    with SnowflakeAccount.start(tmp_path_factory.mktemp("snow flake")) as running:
        yield running


def connect(running, **more):
    return snowflake.connector.connect(**running.connection(login_timeout=10, network_timeout=10) | more)


def query(running, sql, **more):
    with connect(running, **more) as connection:
        return connection.cursor().execute(sql).fetchall()


CONTEXT = "SELECT CURRENT_USER(), CURRENT_ROLE(), CURRENT_WAREHOUSE(), CURRENT_DATABASE(), CURRENT_SCHEMA()"


def test_a_password_opens_a_session_with_the_loaders_role(account):
    assert query(account, CONTEXT) == [("LOADER_SERVICE", "LOADER", "LOADING", "RAW", "PUBLIC")]


def test_role_warehouse_database_and_schema_can_be_asked_for(account):
    wanted = {"role": "transformer", "warehouse": "transforming", "database": "prep", "schema": "public"}
    assert query(account, CONTEXT, **wanted) == [("LOADER_SERVICE", "TRANSFORMER", "TRANSFORMING", "PREP", "PUBLIC")]


def test_a_key_pair_opens_a_session(account):
    key = {"password": None, "private_key_file": account.credentials.private_key_path}
    assert query(account, "SELECT 1", **key) == [(1,)]


def test_an_oauth_token_opens_a_session(account):
    token = {"password": None, "authenticator": "oauth", "token": account.credentials.oauth_token}
    assert query(account, "SELECT 1", **token) == [(1,)]


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"password": "wrong"}, DatabaseError, "390100.*Incorrect username or password was specified"),
        ({"user": "NOBODY"}, DatabaseError, "390100.*Incorrect username or password was specified"),
        ({"account": "another"}, ForbiddenError, "Verify the account name is correct"),
        ({"role": "NO_SUCH_ROLE"}, DatabaseError, "390189.*'NO_SUCH_ROLE' specified in the connect string does not"),
        ({"authenticator": "oauth", "token": "wrong"}, DatabaseError, "390303.*Invalid OAuth access token"),
    ],
)
def test_wrong_credentials_get_snowflakes_own_error(account, wrong, error, words):
    with pytest.raises(error, match=words):
        connect(account, **wrong)


def test_the_key_of_another_user_is_refused(account, tmp_path):
    other = SnowflakeAccount(tmp_path).credentials.private_key_path
    with pytest.raises(DatabaseError, match=r"390144.*JWT token is invalid. \[JWT_TOKEN_INVALID_SIGNATURE"):
        connect(account, password=None, private_key_file=other)


def test_a_user_signs_in_with_either_of_two_keys_and_only_with_granted_roles(account, tmp_path):
    old, new = (Path(SnowflakeAccount(tmp_path / name).credentials.private_key_path) for name in ("old", "new"))

    def as_dbt(key, **more):
        given = {"user": "DBT", "password": None, "role": None, "warehouse": None, "database": "PROD"}
        return query(account, CONTEXT, **given | more, private_key_file=str(key))

    with connect(account, role="PLATFORM_ADMIN") as connection:
        execute = connection.cursor().execute
        execute("CREATE USER dbt DEFAULT_ROLE = TRANSFORMER DEFAULT_WAREHOUSE = TRANSFORMING TYPE = SERVICE")
        execute("GRANT ROLE transformer TO USER dbt")
        execute(f"ALTER USER dbt SET RSA_PUBLIC_KEY = '{public_key_of(old)}'")
        assert as_dbt(old) == [("DBT", "TRANSFORMER", "TRANSFORMING", "PROD", "PUBLIC")]
        with pytest.raises(DatabaseError, match="390144"):
            as_dbt(new)
        execute(f"ALTER USER dbt SET RSA_PUBLIC_KEY_2 = '{public_key_of(new)}'")
        execute("ALTER USER dbt UNSET RSA_PUBLIC_KEY")
        assert as_dbt(new)[0][0] == "DBT"
        with pytest.raises(DatabaseError, match="390144"):
            as_dbt(old)
        with pytest.raises(DatabaseError, match=r"390189.*'LOADER'"):
            as_dbt(new, role="LOADER")
        execute("ALTER USER dbt SET DISABLED = TRUE")
        with pytest.raises(DatabaseError, match=r"390101.*disabled"):
            as_dbt(new)


def test_raw_prep_and_prod_are_there(account):
    names = {row[1] for row in query(account, "SHOW DATABASES")}
    assert {"RAW", "PREP", "PROD"} <= names
    for database in ("RAW", "PREP", "PROD"):
        assert query(account, f"SELECT COUNT(*) FROM {database}.INFORMATION_SCHEMA.TABLES") == [(0,)]


def test_a_database_that_does_not_exist_leaves_the_session_without_one(account):
    with connect(account, database="nowhere") as connection:
        assert connection.database is None
        with pytest.raises(ProgrammingError, match="does not have a current database"):
            connection.cursor().execute("CREATE TABLE t (a INT)")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("SELECT nonsense", r"^000904 \(42000\).*invalid identifier 'NONSENSE'"),
        ("SELEC 1", r"^001003 \(42000\)"),
        ("SELECT * FROM nowhere", r"^002003 \(42S02\).*Object 'NOWHERE' does not exist or not authorized"),
        ("INSERT INTO a.b.c VALUES (1)", r"^002003 \(42S02\).*does not exist or not authorized"),
        ("CREATE TABLE nowhere.t (a INT)", r"^002003 \(02000\).*Schema 'NOWHERE' does not exist or not authorized"),
        ("CALL nothing()", r"^\d{6} \("),
        ("SELECT no_such_function(1)", r"^002140 \(42601\).*Unknown function NO_SUCH_FUNCTION"),
        ("SELECT 'x'::INT", r"^100038 \(22018\)"),
        (" ; ", r"^000900 \(42601\).*Empty SQL statement"),
    ],
)
def test_what_cannot_be_executed_is_an_error_at_once(account, sql, words):
    with pytest.raises(ProgrammingError, match=f"(?s){words}"):
        query(account, sql)


def test_several_statements_need_to_be_announced(account):
    with connect(account) as connection:
        cursor = connection.cursor()
        with pytest.raises(ProgrammingError, match=r"000008.*Actual statement count 2 did not match the desired"):
            cursor.execute("SELECT 1; SELECT 2")
        cursor.execute("SELECT 1; -- one\nSELECT 'a;b'; -- two", num_statements=2)
        assert cursor.fetchall() == [(1,)]
        assert cursor.nextset() is cursor
        assert cursor.fetchall() == [("a;b",)]
        assert [one.fetchall() for one in connection.execute_string("SELECT 1; SELECT 2;")] == [[(1,)], [(2,)]]


def test_a_query_can_be_fetched_later(account):
    with connect(account) as connection:
        cursor = connection.cursor()
        cursor.execute_async("SELECT 42")
        assert not connection.is_still_running(connection.get_query_status(cursor.sfqid))
        cursor.get_results_from_sfqid(cursor.sfqid)
        assert cursor.fetchall() == [(42,)]


def test_the_journal_has_every_statement_with_its_session_role_and_query_tag(account):
    account.clear_journal()
    with connect(account, session_parameters={"QUERY_TAG": "at sign-in"}) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT 1")
        cursor.execute("ALTER SESSION SET QUERY_TAG = 'tap=x; run=1'")
        cursor.execute("SELECT 2")
        cursor.execute("SELECT 3", _statement_params={"QUERY_TAG": "this one alone"})
        cursor.execute("ALTER SESSION UNSET QUERY_TAG")
        with pytest.raises(ProgrammingError):
            cursor.execute("SELECT wrong")
    seen = [(entry["sql"], entry["query_tag"]) for entry in account.journal() if entry["sql"].startswith("SELECT")]
    assert seen == [
        ("SELECT 1", "at sign-in"),
        ("SELECT 2", "tap=x; run=1"),
        ("SELECT 3", "this one alone"),
        ("SELECT wrong", ""),
    ]
    last = next(entry for entry in account.journal() if entry["error"])
    assert last["error"].startswith("000904")
    assert (last["role"], last["warehouse"], last["database"]) == ("LOADER", "LOADING", "RAW")
    assert len({entry["session"] for entry in account.journal()}) == 1


def test_secrets_are_in_no_journal(account):
    with connect(account) as connection:
        connection.cursor().execute("CREATE OR REPLACE USER somebody PASSWORD = 'SECRET-1'")
    both = account.journal() + account.recorded()
    assert not [entry for entry in both if "SECRET-1" in str(entry)]
    assert account.credentials.password not in (account.folder / "server.log").read_text()


def test_a_killed_server_comes_back_with_what_was_committed(tmp_path):
    account = SnowflakeAccount.start(tmp_path)
    port = account.port
    try:
        committed, still_open = connect(account), connect(account)
        committed.cursor().execute("CREATE TABLE kept (id INT)")
        committed.cursor().execute("CREATE TEMPORARY TABLE of_the_session (id INT)")
        committed.cursor().execute("INSERT INTO kept VALUES (1)")
        still_open.cursor().execute("BEGIN")
        still_open.cursor().execute("INSERT INTO kept VALUES (2)")
        server = psutil.Process(int(account._service._noted()["pid"]))
        os.kill(server.pid, signal.SIGKILL)
        psutil.wait_procs([server], timeout=10)
        assert not account.running
        with pytest.raises(SandboxError, match="sandbox up"):
            account.connection()
        again = SnowflakeAccount.start(tmp_path, port)
        assert again.port == port
        assert query(again, "SELECT * FROM kept") == [(1,)]
        assert [row[1] for row in query(again, "SHOW TABLES")] == ["KEPT"]
        with pytest.raises(ProgrammingError, match="390104"):
            committed.cursor().execute("SELECT 1")
    finally:
        account.stop()
