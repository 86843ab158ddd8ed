"""What the tests of the models share: dbt in a warehouse of its own, and a RAW as tap-ops-db leaves it.

The tables of RAW are made from the catalog snapshot of tap-ops-db, so they have the columns and types that really land.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

TRANSFORM = Path(__file__).parent.parent
CATALOG = TRANSFORM.parent / "plugins" / "catalogs" / "tap-ops-db.json"
PREFIX = "gitlab_ops_db_"
# Types of docs/contracts.md, as far as this source has them.
_TYPES = {"boolean": "BOOLEAN", "integer": "BIGINT", "number": "DOUBLE", "string": "VARCHAR"}
_FORMATS = {"date-time": "TIMESTAMP", "date": "DATE"}
_SDC = {
    "_sdc_extracted_at": "TIMESTAMP",
    "_sdc_received_at": "TIMESTAMP",
    "_sdc_batched_at": "TIMESTAMP",
    "_sdc_sequence": "BIGINT",
    "_sdc_table_version": "BIGINT",
    "_sdc_deleted_at": "TIMESTAMP",
}
# What load_type validate lands for any database: no catalog of a load has it.
COUNTS = {
    "table_name": "VARCHAR",
    "created_date": "DATE",
    "updated_date": "DATE",
    "number_of_records": "BIGINT",
    "_uploaded_at": "DOUBLE",
} | _SDC
# The Monday on which the made-up company begins.
MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001  # RAW has no zones
WEEKS = 6
PROJECTS = {1: "Runner", 2: "Omnibus 🦊", 3: 'it\'s "quoted"', 4: "測試", 5: "quiet"}
STATUSES = ["success"] * 10 + ["failed"] * 4 + ["canceled", "skipped", "running", "manual", "created"]
# Pipelines that are younger than the newest copy of the jobs.
YOUNG_PIPELINES = 4


def landed_columns() -> dict[str, dict[str, str]]:
    """Give the columns of each table in RAW with their DuckDB types: `{"ci_builds": {"id": "BIGINT", …}, …}`."""
    streams = json.loads(CATALOG.read_text(encoding="utf-8"))
    return {
        stream.removeprefix(PREFIX): {
            name: _FORMATS.get(schema.get("format"), _TYPES[schema["type"][0]])
            for name, schema in entry["properties"].items()
        }
        | _SDC
        for stream, entry in streams.items()
    } | {"pgp_export": COUNTS}


@dataclass(frozen=True)
class Company:
    """Rows of RAW, and the times (epoch seconds) of the full copies, oldest first."""

    tables: dict[str, list[dict]]
    copy_times: list[float]

    def land(self, path: Path, *names: str) -> None:
        """Write RAW: the named tables or all; columns that a row leaves out are empty."""
        with duckdb.connect(path) as connection:
            connection.execute("CREATE SCHEMA TAP_POSTGRES")
            for table in names or self.tables:
                name = f'TAP_POSTGRES."{(PREFIX + table).upper()}"'
                columns = ", ".join(f'"{column}" {type_}' for column, type_ in landed_columns()[table].items())
                connection.execute(f"CREATE TABLE {name} ({columns})")
                connection.register("rows_to_land", pa.Table.from_pylist(self.tables[table]))
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM rows_to_land")
                connection.unregister("rows_to_land")

    def copy(self, table: str, copied_at: float) -> list[dict]:
        """Give the rows of one full copy."""
        return [row for row in self.tables[table] if row["_uploaded_at"] == copied_at]


def make_company() -> Company:
    """Make some rows of each kind that models treat differently; the same each time, but for the load times."""
    dice = random.Random(20260302)
    now = datetime.now(UTC).timestamp()
    hour, day = 3600.0, 86400.0
    # Four nights; the third was repeated 40 minutes later, and is of the same day.
    copy_times = [now - 3 * day - hour, now - 2 * day - hour, now - day - hour, now - day - hour + 2400, now - hour]
    pipelines = [_pipeline(dice, number, now) for number in range(1, 301)]
    # On the edges of a week.
    pipelines[0]["created_at"] = MONDAY + timedelta(days=7) - timedelta(microseconds=1)
    pipelines[1]["created_at"] = MONDAY + timedelta(days=7)
    builds = _builds(dice, pipelines[:-YOUNG_PIPELINES])
    members = [
        {"id": number, "access_level": dice.choice([10, 30, 40]), "source_id": 1 + number % 5, "source_type": "Project",
         "user_id": None if number % 9 == 0 else number % 8, "type": "ProjectMember", "created_at": MONDAY,
         "invite_email": None}
        for number in range(1, 61)
    ]  # fmt: skip
    links = [
        {"id": number, "label_id": 1 + number % 6, "target_id": number, "target_type": "MergeRequest",
         "created_at": MONDAY}
        for number in range(1, 81)
    ]  # fmt: skip
    requests = [
        {"id": number, "iid": number, "title": f"Request {number}", "target_project_id": 1 + number % 5, "state_id": 3,
         "created_at": MONDAY, "_uploaded_at": now - 2 * hour}
        for number in range(1, 21)
    ]  # fmt: skip
    return Company(
        {
            "projects": [
                {"id": number, "name": name, "path": f"p{number}", "namespace_id": 1, "archived": False,
                 "visibility_level": (0, 10, 20)[number % 3], "created_at": MONDAY, "_uploaded_at": now - 6 * day}
                for number, name in PROJECTS.items()
            ],
            "users": [
                {"id": number, "username": f"u{number}", "name": f"User {number}", "role": number, "user_type": 0,
                 "_uploaded_at": now - 6 * day}
                for number in range(8)
            ],
            "labels": [
                {"id": number, "title": f"label {number}", "type": "GroupLabel", "_uploaded_at": now - 8 * day}
                for number in range(1, 7)
            ],
            "merge_requests": requests,
            "merge_request_metrics": [
                {"id": row["id"], "merge_request_id": row["id"], "merged_at": MONDAY, "_uploaded_at": now - 2 * hour}
                for row in requests
            ],
            "ci_pipelines": pipelines,
            "ci_stages": [
                {"id": 10 * row["id"] + position, "pipeline_id": row["id"], "project_id": row["project_id"],
                 "name": name, "status": 3, "position": position, "_uploaded_at": now - 4 * day}
                for row in pipelines
                for position, name in enumerate(("build", "test"))
            ],
            "ci_builds": _copies(dice, builds, "ci_builds", copy_times, _finish),
            "label_links": _copies(dice, links, "label_links", copy_times, None),
            "members": _copies(dice, members, "members", copy_times, _promote),
            "pgp_export": [{"table_name": "gitlab_ops_db_labels", "number_of_records": 6, "_uploaded_at": now}],
        },
        copy_times,
    )  # fmt: skip


def _pipeline(dice: random.Random, number: int, now: float) -> dict:
    status = dice.choice(STATUSES)
    created_at = MONDAY + timedelta(seconds=dice.randrange(WEEKS * 7 * 86400))
    ran = status in {"success", "failed"} or (status in {"canceled", "running"} and dice.random() < 0.5)
    return {
        "id": number,
        "project_id": dice.choice([1, 1, 2, 3, 4]),
        "user_id": number % 8,
        "status": status,
        "created_at": created_at,
        "updated_at": created_at,
        # One that runs has a duration when it was retried: that of its first try.
        "duration": dice.randrange(5, 4000) if ran else None,
        "_uploaded_at": now - 2 * 3600.0,
    }


def _builds(dice: random.Random, pipelines: list[dict]) -> list[dict]:
    builds: list[dict] = []
    for pipeline in pipelines:
        for name in ("compile", "test"):
            tries = dice.choice([1, 1, 1, 2, 3])
            builds += [
                {
                    "id": len(builds) + number,
                    "name": name,
                    "commit_id": pipeline["id"],
                    "project_id": pipeline["project_id"],
                    # GitLab leaves it empty as long as it is not true.
                    "retried": True if number < tries else dice.choice([None, False]),
                    "status": "failed" if number < tries else dice.choice(["success", "failed", "running"]),
                    "allow_failure": dice.choice([None, False, True]),
                    "queued_at": MONDAY,
                    "started_at": MONDAY + timedelta(seconds=7),
                }
                for number in range(1, tries + 1)
            ]
    return builds


def _copies(dice: random.Random, rows: list[dict], table: str, copy_times: list[float], change) -> list[dict]:
    """Copy a table several times while it lives on: rows change, vanish, come back and are new."""
    copies: list[dict] = []
    away: list[dict] = []
    present = [dict(row) for row in rows]
    for copied_at in copy_times:
        date = datetime.fromtimestamp(copied_at, UTC).strftime("%Y%m%d")
        mark = {"_uploaded_at": copied_at, "_task_instance": f"tap-ops-db__{PREFIX}{table}__{date}"}
        copies += [row | mark for row in present]
        coming_back, away = away, []
        for row in list(present):
            if dice.random() < 0.05:
                present.remove(row)
                away.append(row)
            elif change and dice.random() < 0.2:
                change(row)
        present += coming_back
        new_id = 1000 * len(copies)
        present.append(rows[0] | {"id": new_id})
    return copies


def _finish(build: dict) -> None:
    if build["status"] == "running":
        build |= {"status": "success", "finished_at": MONDAY + timedelta(seconds=67)}


def _promote(member: dict) -> None:
    """Move up, and at the top down again, so that some return to what they were."""
    member["access_level"] = 30 if member["access_level"] == 40 else 40


@dataclass(frozen=True)
class Dbt:
    """dbt in a folder of its own, called as Meltano calls it: from anywhere, with variables that say where all is."""

    root: Path

    @property
    def warehouse(self) -> Path:
        """The folder of raw.duckdb, prep.duckdb and prod.duckdb."""
        return self.root / "ware house"

    def run(
        self, *arguments: str, command: Path = Path(sys.executable).parent / "dbt", **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run dbt, or a command around it; the caller looks at the exit status."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("DBT_")}
        variables = {
            "DBT_PROJECT_DIR": TRANSFORM,
            "DBT_PROFILES_DIR": TRANSFORM,
            "DBT_WAREHOUSE": self.warehouse,
            "DBT_TARGET_PATH": self.root / "target",
            "DBT_LOG_PATH": self.root / "logs",
            "DBT_USE_COLORS": "false",
            **more,
        }
        return subprocess.run(
            [command, *arguments],
            cwd=self.root,
            env=inherited | {name: str(value) for name, value in variables.items()},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )

    def artifact(self, name: str) -> dict:
        """Read what dbt wrote to its target folder: manifest, run_results, sources, catalog."""
        return json.loads((self.root / "target" / f"{name}.json").read_text(encoding="utf-8"))

    def query(self, sql: str) -> list[tuple]:
        """Ask the three databases, which are attached under their names."""
        with duckdb.connect() as connection:
            connection.execute("SET TimeZone = 'UTC'")
            for path in sorted(self.warehouse.glob("*.duckdb")):
                connection.execute(f"ATTACH '{path}' AS {path.stem} (READ_ONLY)")
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="session")
def new_dbt():
    """Give what makes dbt with a warehouse of its own, still empty, in a folder."""

    def make(root: Path) -> Dbt:
        dbt = Dbt(root)
        dbt.warehouse.mkdir()
        return dbt

    return make


@pytest.fixture(scope="session")
def company() -> Company:
    """Give the made-up rows."""
    return make_company()
