"""`snowflake-account` on the emulated account: plan, apply, diff, and what each role may do afterwards."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import snowflake.connector
import sqlglot
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from denomas_sandbox.snowflake.api import SnowflakeAccount
from denomas_tools.account.command import main

ROOT = Path(__file__).parents[2]
SECRET = "planted'secret"
HMAC_KEY = "RAW.PSEUDONYMISATION.HMAC_KEY"


@dataclass
class Company:
    """The emulated account, and the command in its environment."""

    account: SnowflakeAccount

    @property
    def variables(self) -> dict[str, str]:
        credentials = self.account.credentials
        return {
            "SNOWFLAKE_ACCOUNT": credentials.account,
            "SNOWFLAKE_HOST": self.account.host,
            "SNOWFLAKE_PORT": str(self.account.port),
            "SNOWFLAKE_PROTOCOL": "http",
            "SNOWFLAKE_ADMIN_USER": credentials.user,
            "SNOWFLAKE_ADMIN_PASSWORD": credentials.password,
            "SNOWFLAKE_ADMIN_ROLE": "PLATFORM_ADMIN",
            "SNOWFLAKE_PSEUDONYMISATION_KEY": SECRET,
            "SNOWFLAKE_S3_ROLE_ARN": "arn:aws:iam::1:role/reads",
        }

    def invoke(self, command: str, **variables: str):
        return CliRunner().invoke(main, [command], env=self.variables | variables)

    def ask(self, sql: str, role: str = "PLATFORM_ADMIN") -> list[dict]:
        with (
            snowflake.connector.connect(**self.account.connection(role=role)) as connection,
            connection.cursor(snowflake.connector.DictCursor) as cursor,
        ):
            return cursor.execute(sql).fetchall()

    def land(self, schema: str, messages: list[dict], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run target-snowflake with the role LOADER."""
        given = self.account.connection(database="RAW", role="LOADER") | {"default_target_schema": schema}
        (folder / "config.json").write_text(json.dumps(given))
        return subprocess.run(
            [Path(sys.executable).parent / "denomas-target-snowflake", "--config", str(folder / "config.json")],
            input="".join(json.dumps(message) + "\n" for message in messages),
            capture_output=True,
            text=True,
            timeout=60,
        )

    def rights(self, role: str) -> set[tuple[str, str, str]]:
        """Give all rights of a role, those of the roles below it as well: (privilege, kind, name)."""
        found = set()
        for grant in self.ask(f"SHOW GRANTS TO ROLE {role}"):
            if grant["granted_on"] == "ROLE":
                found |= self.rights(grant["name"])
            elif not grant["name"].endswith(".*"):  # ON ALL TABLES, which the emulated account does not expand
                found.add((grant["privilege"], grant["granted_on"], grant["name"]))
        for grant in self.ask(f"SHOW FUTURE GRANTS TO ROLE {role}"):
            found.add((grant["privilege"], f"FUTURE {grant['grant_on']}", grant["name"].partition(".<")[0]))
        return found


@pytest.fixture(scope="module")
def account(tmp_path_factory):
    with SnowflakeAccount.start(tmp_path_factory.mktemp("account")) as started:
        company = Company(started)
        # A real account has none of them before the first `apply`; what they may do then is what is declared.
        for role in ("LOADER", "TRANSFORMER", "REPORTER"):
            company.ask(f"DROP ROLE {role}")
        yield company


@pytest.fixture(scope="module")
def plan(account) -> str:
    """What is planned for the account as it is in the beginning."""
    before = account.account.recorded()
    done = account.invoke("plan")
    assert done.exit_code == 0, done.output
    assert account.account.recorded() == before
    return done.stdout


@pytest.fixture(scope="module")
def applied(account, plan) -> Company:
    done = account.invoke("apply")
    assert done.exit_code == 0, done.output
    # What it did is what was planned, in the same order.
    assert done.stdout.startswith(plan)
    assert "the account is as declared" in done.stdout
    return account


def test_every_planned_statement_is_snowflake_sql(plan):
    statements = [sql for sql in plan.split(";\n") if sql.strip()]
    assert len(statements) > 150
    for sql in statements:
        assert sqlglot.parse_one(sql, dialect="snowflake") is not None
    kinds = {" ".join(sql.split()[:2]) for sql in statements}
    assert {
        "CREATE SCHEMA",
        "CREATE ROLE",
        "CREATE STAGE",
        "CREATE SECRET",
        "CREATE STORAGE",
        "GRANT OWNERSHIP",
    } <= kinds
    assert not any(sql.startswith("DROP") for sql in statements)


def test_after_applying_there_is_nothing_to_do(applied):
    again = applied.invoke("plan")
    assert (again.exit_code, again.stdout) == (0, "")
    assert "nothing to do" in again.stderr
    diff = applied.invoke("diff")
    assert (diff.exit_code, diff.stdout) == (0, "the account is as declared\n")


def test_the_secret_is_shown_nowhere(applied, plan):
    statements = applied.account.journal()
    assert any("CREATE SECRET" in entry["sql"] for entry in statements)
    assert "CREATE SECRET" in plan
    assert "***" in plan
    for text in (plan, str(statements), str(applied.account.recorded())):
        assert "planted" not in text


def test_only_one_role_may_use_the_secret(applied):
    grants = applied.ask(f"SHOW GRANTS ON SECRET {HMAC_KEY}")
    assert {(grant["privilege"], grant["grantee_name"]) for grant in grants if grant["privilege"] != "OWNERSHIP"} == {
        ("READ", "PSEUDONYMISER"),
        ("USAGE", "PSEUDONYMISER"),
    }
    for role in ("LOADER", "TRANSFORMER", "REPORTER", "RAW_READER"):
        assert not [right for right in applied.rights(role) if "PSEUDONYMISATION" in right[2]], role


def test_reporters_read_the_marts_and_nothing_else(applied):
    rights = applied.rights("REPORTER")
    assert {right for right in rights if "WAREHOUSE" not in right[1]} == {
        ("USAGE", "DATABASE", "PROD"),
        ("USAGE", "SCHEMA", "PROD.COMMON"),
        ("USAGE", "SCHEMA", "PROD.COMMON_MART"),
        *(
            ("SELECT", f"FUTURE {kind}", f"PROD.{schema}")
            for kind in ("TABLE", "VIEW", "EXTERNAL_TABLE")
            for schema in ("COMMON", "COMMON_MART")
        ),
    }
    assert {name for _, kind, name in rights if kind == "WAREHOUSE"} == {"REPORTING"}


def test_the_loader_owns_what_it_loads_and_sees_no_model(applied):
    rights = applied.rights("LOADER")
    assert ("OWNERSHIP", "SCHEMA", "RAW.TAP_POSTGRES") in rights
    assert ("OWNERSHIP", "SCHEMA", "RAW._META") in rights
    assert not [right for right in rights if right[2].startswith(("PREP", "PROD"))]
    assert ("CREATE SCHEMA", "DATABASE", "RAW") not in rights


def test_the_loader_lands_in_the_schemas_that_are_declared_and_is_told_what_is_missing_for_others(applied, tmp_path):
    head = {"type": "SCHEMA", "stream": "things", "schema": {"properties": {"id": {"type": "integer"}}}}
    wider = {**head, "schema": {"properties": {"id": {"type": "string"}, "v": {"type": "string"}}}}
    messages = [
        {**head, "key_properties": ["id"]},
        {"type": "RECORD", "stream": "things", "record": {"id": 1}, "version": 1},
        {"type": "ACTIVATE_VERSION", "stream": "things", "version": 1},
        {**wider, "key_properties": ["id"]},
        {"type": "RECORD", "stream": "things", "record": {"id": "2", "v": "x"}, "version": 2},
        {"type": "ACTIVATE_VERSION", "stream": "things", "version": 2},
        {"type": "STATE", "value": {"bookmarks": {"things": {}}}},
    ]
    landed = applied.land("TAP_POSTGRES", messages, tmp_path)
    assert landed.returncode == 0, landed.stderr
    assert applied.ask("SELECT * FROM RAW.TAP_POSTGRES.THINGS", role="TRANSFORMER")[0]["ID"] == "2"
    refused = applied.land("TAP_NEW", messages, tmp_path)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "role LOADER finds no schema RAW.TAP_NEW that it may use" in refused.stderr
    assert "put RAW.TAP_NEW into warehouse-account/databases.yaml" in refused.stderr


def test_dbt_owns_its_schemas_and_reads_raw_without_changing_it(applied):
    rights = applied.rights("TRANSFORMER")
    assert ("OWNERSHIP", "SCHEMA", "PROD.COMMON") in rights
    assert ("SELECT", "FUTURE TABLE", "RAW") in rights
    on_raw = {privilege for privilege, _, name in rights if name.startswith("RAW.TAP_")}
    assert on_raw == {"USAGE"}


def test_external_tables_can_be_made_by_dbt_and_files_landed_beside_them(applied):
    owned = [("SCHEMA", "RAW.GCP_BILLING"), ("STAGE", "RAW.GCP_BILLING.BILLING_EXPORT")]
    for kind, name in owned:
        (owner,) = [one for one in applied.ask(f"SHOW GRANTS ON {kind} {name}") if one["privilege"] == "OWNERSHIP"]
        assert owner["grantee_name"] == "TRANSFORMER"
    assert ("CREATE TABLE", "SCHEMA", "RAW.GCP_BILLING") in applied.rights("LOADER")
    assert ("USAGE", "INTEGRATION", "GCS_INTEGRATION") in applied.rights("TRANSFORMER")


def test_what_was_changed_by_hand_is_found_and_repaired_and_what_was_added_stays(applied):
    for sql in (
        "ALTER WAREHOUSE LOADING SET WAREHOUSE_SIZE = 'XLARGE' AUTO_SUSPEND = 3600",
        "GRANT USAGE ON SCHEMA RAW.TAP_ZENDESK TO ROLE REPORTER",
        "REVOKE USAGE ON SCHEMA PROD.COMMON FROM ROLE PROD_READER",
        "ALTER STORAGE INTEGRATION GCS_INTEGRATION SET STORAGE_ALLOWED_LOCATIONS = ('gcs://elsewhere/')",
        "CREATE SCHEMA RAW.BY_HAND",
        "CREATE ROLE BY_HAND",
    ):
        applied.ask(sql)
    diff = applied.invoke("diff")
    assert diff.exit_code == 1
    assert [line.split(maxsplit=1)[0] + " " + " ".join(line.split()[-2:]) for line in diff.stdout.splitlines()] == [
        "differs WAREHOUSE LOADING",
        "differs INTEGRATION GCS_INTEGRATION",
        "rights ROLE PROD_READER",
        "rights ROLE REPORTER",
        "not SCHEMA RAW.BY_HAND",
        "not ROLE BY_HAND",
    ]
    repaired = applied.invoke("apply")
    assert repaired.exit_code == 0, repaired.output
    assert "DROP" not in repaired.stdout
    assert [line.split()[0] for line in repaired.stdout.splitlines()[-2:]] == ["not", "not"]
    assert ("USAGE", "SCHEMA", "RAW.TAP_ZENDESK") not in applied.rights("REPORTER")
    for sql in ("DROP SCHEMA RAW.BY_HAND", "DROP ROLE BY_HAND"):
        applied.ask(sql)


def test_rights_on_single_tables_are_left_to_those_who_make_them(applied):
    applied.ask("CREATE OR REPLACE TABLE PROD.COMMON.GRANTED_BY_DBT (id NUMBER)", role="TRANSFORMER")
    applied.ask("GRANT SELECT ON TABLE PROD.COMMON.GRANTED_BY_DBT TO ROLE REPORTER", role="TRANSFORMER")
    assert applied.invoke("plan").stdout == ""
    assert ("SELECT", "TABLE", "PROD.COMMON.GRANTED_BY_DBT") in applied.rights("REPORTER")


def test_a_second_key_is_added_for_a_rotation_and_keys_that_are_not_given_stay(applied):
    keys = {"SNOWFLAKE_LOADER_SERVICE_PUBLIC_KEY": "MIIBold", "SNOWFLAKE_LOADER_SERVICE_PUBLIC_KEY_2": "MIIBnew"}
    done = applied.invoke("apply", **keys)
    assert "RSA_PUBLIC_KEY_2 = 'MIIBnew'" in done.stdout
    assert "the account is as declared" in done.stdout
    assert applied.invoke("plan").stdout == ""


def test_dbt_signs_in_to_production_with_the_key_that_was_applied(applied, tmp_path):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "key.p8").write_bytes(private)
    keys = {"SNOWFLAKE_TRANSFORMER_SERVICE_PUBLIC_KEY": base64.b64encode(public).decode()}
    assert applied.invoke("apply", **keys).exit_code == 0
    done = subprocess.run(
        [Path(sys.executable).parent / "dbt", "debug", "--connection", "--target", "prod"],
        cwd=ROOT / "transform",
        env=os.environ
        | applied.variables
        | {
            "SNOWFLAKE_TRANSFORMER_PRIVATE_KEY_PATH": str(tmp_path / "key.p8"),
            "DBT_LOG_PATH": str(tmp_path),
            "DBT_TARGET_PATH": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=200,
    )
    assert done.returncode == 0, done.stdout
    (entry,) = [one for one in applied.account.journal() if one["user"] == "TRANSFORMER_SERVICE"]
    assert (entry["role"], entry["warehouse"]) == ("TRANSFORMER", "TRANSFORMING")


def test_while_the_secret_is_not_given_it_is_left_as_it_is(applied):
    done = applied.invoke("diff", SNOWFLAKE_PSEUDONYMISATION_KEY="")
    assert done.exit_code == 0
    assert f"left alone     {HMAC_KEY}: SNOWFLAKE_PSEUDONYMISATION_KEY is not set" in done.stdout


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"SNOWFLAKE_ACCOUNT": ""}, "which account? Set SNOWFLAKE_ACCOUNT"),
        ({"SNOWFLAKE_ADMIN_USER": ""}, "which user? Set SNOWFLAKE_ADMIN_USER"),
        ({"SNOWFLAKE_ADMIN_PASSWORD": ""}, "set SNOWFLAKE_ADMIN_PRIVATE_KEY_PATH to the private key of"),
        ({"SNOWFLAKE_ADMIN_PASSWORD": "planted"}, "cannot sign in to denomas-sandbox"),
        ({"SNOWFLAKE_ADMIN_PRIVATE_KEY_PATH": "nowhere.p8"}, "cannot sign in to denomas-sandbox"),
        ({"SNOWFLAKE_ADMIN_ROLE": "NOBODY"}, "NOBODY"),
    ],
)
def test_who_cannot_sign_in_is_told_why_in_one_line(account, variables, message):
    done = account.invoke("plan", **variables)
    assert done.exit_code == 1
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "planted" not in done.output


def test_a_statement_that_fails_is_named_and_the_others_are_executed(applied):
    applied.ask("DROP STAGE RAW.PROMETHEUS.PERIODIC_QUERIES")
    applied.ask("ALTER WAREHOUSE REPORTING SET AUTO_SUSPEND = 1")
    applied.account.order_fault("no_privileges", r"CREATE STAGE")
    done = applied.invoke("apply")
    assert done.exit_code == 1
    assert "STAGE RAW.PROMETHEUS.PERIODIC_QUERIES: " in done.stderr
    assert "AUTO_SUSPEND = 60" in done.stdout
    applied.account.clear_faults()
    assert "CREATE STAGE" in applied.invoke("plan").stdout
