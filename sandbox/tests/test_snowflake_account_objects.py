"""Roles, warehouses, stages and the like on the emulated account: accepted, kept, and shown again."""

from __future__ import annotations

import pytest
import snowflake.connector
from denomas_sandbox.snowflake.api import SnowflakeAccount
from snowflake.connector import DictCursor
from snowflake.connector.errors import ProgrammingError


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    with SnowflakeAccount.start(tmp_path_factory.mktemp("snow")) as running:
        yield running


@pytest.fixture
def execute(account):
    with snowflake.connector.connect(**account.connection(role="PLATFORM_ADMIN", network_timeout=10)) as connection:
        cursor = connection.cursor(DictCursor)
        yield lambda sql: cursor.execute(sql).fetchall()


def only(rows):
    (row,) = rows
    return row


def test_the_roles_and_warehouses_of_the_platform_are_there_from_the_start(execute):
    roles = {row["name"] for row in execute("SHOW ROLES")}
    assert {"LOADER", "TRANSFORMER", "REPORTER", "PLATFORM_ADMIN", "ACCOUNTADMIN"} <= roles
    assert [row["name"] for row in execute("SHOW WAREHOUSES")] == ["LOADING", "REPORTING", "TRANSFORMING"]
    assert {row["owner"] for row in execute("SHOW DATABASES")} == {"PLATFORM_ADMIN"}


def test_a_warehouse_shows_what_it_was_made_with_and_changed_to(execute):
    execute("CREATE WAREHOUSE wh WAREHOUSE_SIZE = 'XLARGE' AUTO_SUSPEND = 60 COMMENT = 'it''s new'")
    execute("ALTER WAREHOUSE wh SET STATEMENT_TIMEOUT_IN_SECONDS = 900")
    execute("ALTER WAREHOUSE wh SUSPEND")
    row = only(execute("SHOW WAREHOUSES LIKE 'wh'"))
    assert (row["size"], row["auto_suspend"], row["state"]) == ("X-Large", 60, "SUSPENDED")
    assert (row["comment"], row["owner"]) == ("it's new", "PLATFORM_ADMIN")
    timeout = only(execute("SHOW PARAMETERS LIKE 'STATEMENT_TIMEOUT%' IN WAREHOUSE wh"))
    assert (timeout["value"], timeout["level"]) == ("900", "WAREHOUSE")
    with pytest.raises(ProgrammingError, match=r"(?s)002002.*already exists"):
        execute("CREATE WAREHOUSE wh")
    execute("DROP WAREHOUSE wh")
    with pytest.raises(ProgrammingError, match=r"(?s)002003.*Warehouse 'WH' does not exist or not authorized"):
        execute("USE WAREHOUSE wh")


def test_grants_are_shown_by_grantee_and_by_object_and_can_be_taken_back(execute):
    execute("CREATE ROLE reader COMMENT = 'Reads'")
    execute("GRANT USAGE, CREATE SCHEMA ON DATABASE raw TO ROLE reader")
    execute("GRANT SELECT ON FUTURE TABLES IN SCHEMA raw.public TO ROLE reader")
    execute("GRANT ROLE reader TO ROLE reporter")
    execute("GRANT CREATE DATABASE ON ACCOUNT TO ROLE reader")
    rights = {(row["privilege"], row["granted_on"], row["name"]) for row in execute("SHOW GRANTS TO ROLE reader")}
    assert rights == {
        ("USAGE", "DATABASE", "RAW"),
        ("CREATE SCHEMA", "DATABASE", "RAW"),
        ("CREATE DATABASE", "ACCOUNT", "ACCOUNT"),
    }
    future = only(execute("SHOW FUTURE GRANTS TO ROLE reader"))
    assert (future["privilege"], future["grant_on"], future["name"]) == ("SELECT", "TABLE", "RAW.PUBLIC.<TABLE>")
    assert only(execute("SHOW GRANTS OF ROLE reader"))["grantee_name"] == "REPORTER"
    assert "READER" in {row["grantee_name"] for row in execute("SHOW GRANTS ON DATABASE raw")}
    execute("REVOKE CREATE SCHEMA ON DATABASE raw FROM ROLE reader")
    assert "CREATE SCHEMA" not in {row["privilege"] for row in execute("SHOW GRANTS TO ROLE reader")}
    execute("DROP ROLE reader")
    with pytest.raises(ProgrammingError, match="Role 'READER' does not exist or not authorized"):
        execute("SHOW GRANTS TO ROLE reader")


def test_a_role_has_the_rights_of_the_roles_that_it_was_given(account, execute):
    execute("CREATE ROLE IF NOT EXISTS below")
    execute("GRANT ROLE below TO ROLE reporter")
    with snowflake.connector.connect(**account.connection(role="REPORTER")) as connection:
        sql = "SELECT IS_ROLE_IN_SESSION('BELOW'), IS_ROLE_IN_SESSION('LOADER')"
        assert connection.cursor().execute(sql).fetchall() == [(True, False)]


@pytest.fixture
def as_narrow(account, execute):
    """Execute as a role that may read and write in RAW.MINE, below the role that it is signed in with."""
    for sql in (
        "CREATE ROLE below_narrow",
        "CREATE ROLE narrow",
        "GRANT ROLE below_narrow TO ROLE narrow",
        "CREATE SCHEMA raw.mine",
        "CREATE SCHEMA raw.other",
        "CREATE TABLE raw.mine.t (id INT)",
        "CREATE TABLE raw.other.t (id INT)",
        "GRANT USAGE ON DATABASE raw TO ROLE below_narrow",
        "GRANT USAGE ON SCHEMA raw.mine TO ROLE below_narrow",
    ):
        execute(sql)
    with snowflake.connector.connect(**account.connection(role="NARROW", database="RAW")) as connection:
        yield lambda sql: connection.cursor().execute(sql).fetchall()
    for sql in ("DROP SCHEMA raw.mine", "DROP SCHEMA raw.other", "DROP ROLE narrow", "DROP ROLE below_narrow"):
        execute(sql)


def test_a_role_sees_and_uses_the_schemas_that_it_has_a_right_on(as_narrow):
    assert as_narrow("SELECT count(*) FROM mine.t") == [(0,)]
    assert as_narrow("WITH t AS (SELECT 1) SELECT * FROM t") == [(1,)]
    as_narrow("CREATE TEMPORARY TABLE mine.passing (id INT)")
    as_narrow("INSERT INTO mine.passing SELECT id FROM mine.t")
    sql = "SELECT schema_name FROM raw.INFORMATION_SCHEMA.SCHEMATA ORDER BY 1"
    assert as_narrow(sql) == [("INFORMATION_SCHEMA",), ("MINE",)]
    assert as_narrow("SELECT t.table_schema FROM INFORMATION_SCHEMA.TABLES t WHERE table_name = 'T'") == [("MINE",)]


@pytest.mark.parametrize(
    ("sql", "number", "text"),
    [
        ("SELECT * FROM other.t", 2003, "Schema 'RAW.OTHER' does not exist or not authorized"),
        ("INSERT INTO mine.t SELECT id FROM other.t", 2003, "Schema 'RAW.OTHER'"),
        ("SELECT * FROM prod.INFORMATION_SCHEMA.TABLES", 2003, "Database 'PROD' does not exist or not authorized"),
        ("CREATE TABLE mine.u (id INT)", 3001, "Insufficient privileges to operate on schema 'MINE'"),
        ("CREATE VIEW mine.v AS SELECT 1 AS id", 3001, "Insufficient privileges to operate on schema 'MINE'"),
        ("CREATE TEMPORARY STAGE mine.s", 3001, "Insufficient privileges to operate on schema 'MINE'"),
        ("CREATE SCHEMA IF NOT EXISTS mine", 3001, "Insufficient privileges to operate on database 'RAW'"),
    ],
)
def test_a_role_is_refused_what_it_was_not_granted(as_narrow, sql, number, text):
    with pytest.raises(ProgrammingError, match=text) as refused:
        as_narrow(sql)
    assert refused.value.errno == number


def test_a_role_that_may_make_schemas_is_told_when_one_is_there_that_it_may_not_use(as_narrow, execute):
    execute("GRANT CREATE SCHEMA ON DATABASE raw TO ROLE narrow")
    as_narrow("CREATE SCHEMA own")
    as_narrow("CREATE TABLE own.t (id INT)")
    with pytest.raises(ProgrammingError, match="Schema 'OTHER' already exists, but current role has no") as refused:
        as_narrow("CREATE SCHEMA IF NOT EXISTS other")
    assert refused.value.errno == 3041
    execute("GRANT USAGE ON FUTURE SCHEMAS IN DATABASE raw TO ROLE narrow")
    as_narrow("SELECT * FROM other.t")
    as_narrow("DROP SCHEMA own")


def test_the_owner_of_a_schema_is_who_made_it_until_it_is_given_away(execute):
    execute("CREATE SCHEMA raw.owned WITH MANAGED ACCESS COMMENT = 'What landed'")
    row = only(execute("SHOW SCHEMAS LIKE 'OWNED' IN DATABASE raw"))
    assert (row["owner"], row["comment"], row["options"]) == ("PLATFORM_ADMIN", "What landed", "MANAGED ACCESS")
    execute("GRANT OWNERSHIP ON SCHEMA raw.owned TO ROLE loader COPY CURRENT GRANTS")
    assert only(execute("SHOW SCHEMAS LIKE 'OWNED' IN DATABASE raw"))["owner"] == "LOADER"
    owned = {row["name"] for row in execute("SHOW GRANTS TO ROLE loader") if row["privilege"] == "OWNERSHIP"}
    assert "RAW.OWNED" in owned
    execute("DROP SCHEMA raw.owned CASCADE")
    assert "RAW.OWNED" not in {row["name"] for row in execute("SHOW GRANTS TO ROLE loader")}


def test_integrations_stages_and_file_formats_are_shown_as_they_were_made(execute):
    execute("USE SCHEMA raw.public")
    execute(
        "CREATE STORAGE INTEGRATION gcs_integration TYPE = EXTERNAL_STAGE STORAGE_PROVIDER = 'GCS' ENABLED = TRUE "
        "STORAGE_ALLOWED_LOCATIONS = ('gcs://one/', 'gcs://two/') COMMENT = 'Buckets'"
    )
    described = {row["property"]: row["property_value"] for row in execute("DESC INTEGRATION gcs_integration")}
    assert (described["ENABLED"], described["STORAGE_ALLOWED_LOCATIONS"]) == ("true", "gcs://one/,gcs://two/")
    execute("CREATE FILE FORMAT lines TYPE = 'JSON' STRIP_OUTER_ARRAY = TRUE")
    execute("ALTER FILE FORMAT lines SET COMPRESSION = 'GZIP'")
    execute("COMMENT ON FILE FORMAT lines IS 'JSON lines'")
    row = only(execute("SHOW FILE FORMATS IN SCHEMA raw.public"))
    assert (row["name"], row["type"], row["comment"]) == ("LINES", "JSON", "JSON lines")
    execute(
        "CREATE STAGE billing URL = 'gcs://one/export/' STORAGE_INTEGRATION = \"GCS_INTEGRATION\" "
        "FILE_FORMAT = (FORMAT_NAME = 'RAW.PUBLIC.LINES')"
    )
    execute("ALTER STAGE billing SET URL = 'gcs://two/'")
    row = only(execute("SHOW STAGES LIKE 'BILLING' IN SCHEMA raw.public"))
    assert (row["url"], row["storage_integration"], row["type"]) == ("gcs://two/", "GCS_INTEGRATION", "EXTERNAL")
    properties = {row["property"]: row["property_value"] for row in execute("DESC STAGE billing")}
    assert properties["FORMAT_NAME"] == "RAW.PUBLIC.LINES"
    execute("DROP STAGE billing")
    assert execute("SHOW STAGES IN SCHEMA raw.public") == []


def test_a_task_is_suspended_until_it_is_resumed(execute):
    execute("CREATE TASK raw.public.weekly WAREHOUSE = loading SCHEDULE = 'USING CRON 0 7 * * 1 UTC' AS SELECT 1")
    row = only(execute("SHOW TASKS IN SCHEMA raw.public"))
    assert (row["state"], row["schedule"], row["definition"]) == ("suspended", "USING CRON 0 7 * * 1 UTC", "SELECT 1")
    execute("ALTER TASK raw.public.weekly RESUME")
    assert only(execute("SHOW TASKS IN SCHEMA raw.public"))["state"] == "started"


def test_a_share_takes_accounts_and_refuses_them_as_texts(execute):
    execute("CREATE SHARE zoominfo")
    execute("GRANT USAGE ON DATABASE prod TO SHARE zoominfo")
    execute("ALTER SHARE zoominfo ADD ACCOUNTS = azitest")
    assert only(execute("SHOW SHARES"))["to"] == "AZITEST"
    with pytest.raises(ProgrammingError, match="accounts are identifiers"):
        execute("ALTER SHARE zoominfo ADD ACCOUNTS = 'azitest'")
    with pytest.raises(ProgrammingError, match="WITH GRANT OPTION"):
        execute("GRANT SELECT ON TABLE prod.public.t TO SHARE zoominfo WITH GRANT OPTION")


def test_external_tables_policies_and_secrets_are_kept_without_the_secret(account, execute):
    execute(
        "CREATE EXTERNAL TABLE raw.public.bills (day DATE AS (value:day::DATE)) WITH LOCATION = @raw.public.billing/x "
        "FILE_FORMAT = (TYPE = PARQUET) AUTO_REFRESH = FALSE"
    )
    assert only(execute("SHOW EXTERNAL TABLES IN SCHEMA raw.public"))["location"] == "@raw.public.billing/x"
    execute("CREATE MASKING POLICY raw.public.mask AS (v STRING) RETURNS STRING -> '***'")
    assert only(execute("SHOW MASKING POLICIES IN SCHEMA raw.public"))["name"] == "MASK"
    execute("CREATE SECRET raw.public.hmac TYPE = GENERIC_STRING SECRET_STRING = 'SECRET-9'")
    assert only(execute("SHOW SECRETS IN SCHEMA raw.public"))["secret_type"] == "GENERIC_STRING"
    kept = [path.read_text(errors="replace") for path in account.folder.glob("*.json*")]
    assert len(kept) >= 3
    assert not any("SECRET-9" in text for text in kept)


def test_what_was_done_is_recorded_with_the_role_that_did_it(account, execute):
    execute("CREATE ROLE IF NOT EXISTS noted")
    entry = next(one for one in account.recorded() if one["name"] == "NOTED")
    assert (entry["verb"], entry["kind"], entry["role"]) == ("CREATE", "ROLE", "PLATFORM_ADMIN")


def test_everything_is_there_after_a_restart(tmp_path):
    def shown(cursor):
        for sql in ("SHOW ROLES LIKE 'KEPT'", "SHOW GRANTS TO ROLE kept", "SHOW STAGES IN SCHEMA raw.public"):
            yield cursor.execute(sql).fetchall()

    with (
        SnowflakeAccount.start(tmp_path) as account,
        snowflake.connector.connect(**account.connection(schema="PUBLIC")) as connection,
    ):
        cursor = connection.cursor()
        for sql in ("CREATE ROLE kept", "GRANT USAGE ON DATABASE raw TO ROLE kept", "CREATE STAGE st COMMENT = 'c'"):
            cursor.execute(sql)
        cursor.execute("CREATE OR REPLACE ROLE reporter")
        before = list(shown(cursor))
        cursor.execute("CREATE DATABASE further")
        cursor.execute("DROP SCHEMA further.public")
        cursor.execute("CREATE TEMPORARY STAGE gone")
    with (
        SnowflakeAccount.start(tmp_path) as account,
        snowflake.connector.connect(**account.connection()) as connection,
    ):
        assert list(shown(connection.cursor())) == before
        assert connection.cursor().execute("SHOW SCHEMAS IN DATABASE further").fetchall() == []
        connection.cursor().execute("USE ROLE reporter")
        with pytest.raises(ProgrammingError, match="Database 'RAW' does not exist or not authorized"):
            connection.cursor().execute("SELECT * FROM raw.INFORMATION_SCHEMA.TABLES")
