"""What `meltano run TAP target-snowflake` lands in Snowflake is what target-duckdb lands: the tables, rows and keys."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pytest
import snowflake.connector
import yaml
from denomas_sandbox.api import Sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import ProjectCopy

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

# Every extractor, with the schema that it lands in; the engine that others inherit from has no source of its own.
EXTRACTORS = [
    plugin
    for file in sorted((Path(__file__).parents[1] / "plugins" / "extractors").glob("*.meltano.yml"))
    for plugin in yaml.safe_load(file.read_text())["plugins"]["extractors"]
    if plugin["name"] != "tap-postgres-pipeline"
]
TAPS = [plugin["name"] for plugin in EXTRACTORS]
SCHEMAS = {plugin["load_schema"] for plugin in EXTRACTORS}
OF_SCHEMAS = f"table_schema IN ({', '.join(repr(schema) for schema in sorted(SCHEMAS))})"
TABLES = f"SELECT table_schema, table_name FROM information_schema.tables WHERE {OF_SCHEMAS}"


class Warehouses:
    """RAW of both kinds, loaded by the same taps from the same sources."""

    def __init__(self, project: ProjectCopy, sandbox: Sandbox) -> None:
        """Load both."""
        for target in ("target-snowflake", "target-duckdb"):
            blocks = [word for tap in TAPS for word in (tap, target)]
            done = project.run("meltano", "run", "--no-install", *blocks, timeout_seconds=800, **sandbox.env())
            assert done.returncode == 0, done.stdout + done.stderr
        self._duckdb = duckdb.connect(str(project.root / "warehouse" / "raw.duckdb"), read_only=True)
        account = next(service for service in sandbox.services if service.name == "snowflake").account
        self._snowflake = snowflake.connector.connect(**account.connection(database="RAW"))

    def both(self, sql: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
        """Ask both; gives Snowflake's answer first."""
        return self._snowflake.cursor().execute(sql).fetchall(), self._duckdb.execute(sql).fetchall()

    def close(self) -> None:
        """Close both."""
        self._duckdb.close()
        self._snowflake.close()


@pytest.fixture(scope="module")
def warehouses(tmp_path_factory: pytest.TempPathFactory, project_copy: ProjectCopy) -> Iterator[Warehouses]:
    folder = tmp_path_factory.mktemp("sand box")
    with Sandbox.start(folder, scale=1, snowflake=folder / "snowflake") as sandbox:
        loaded = Warehouses(project_copy, sandbox)
        yield loaded
        loaded.close()


def test_both_have_the_same_tables_and_every_source_has_some(warehouses: Warehouses) -> None:
    in_snowflake, in_duckdb = ({(schema, table.upper()) for schema, table in rows} for rows in warehouses.both(TABLES))
    assert in_snowflake == in_duckdb
    assert {schema for schema, _ in in_snowflake} == SCHEMAS


def test_each_table_has_the_same_rows_by_their_ids(warehouses: Warehouses) -> None:
    """By its own id, or what stands for one, and all ids that it refers to; events without any by all their texts."""
    columns, _ = warehouses.both(
        f"SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns WHERE {OF_SCHEMAS}"
    )
    of_tables: dict[tuple[object, object], list[tuple[str, str]]] = {}
    for schema, table, column, type_ in sorted(columns):
        of_tables.setdefault((schema, table), []).append((column, type_))
    rows, different = 0, {}
    for (schema, table), found in of_tables.items():
        names = [name for name, _ in found if name in {"ID", "NAME", "VERSION"} or name.endswith("_ID")]
        names = names or [name for name, type_ in found if type_ == "TEXT"]
        values = ", ".join(f'CAST("{name}" AS VARCHAR)' for name in names)
        landed, expected = map(Counter, warehouses.both(f'SELECT {values} FROM "{schema}"."{table}"'))
        rows += landed.total()
        if landed != expected:
            different[schema, table] = (landed - expected, expected - landed)
    assert different == {}
    assert rows > 10_000


def test_the_loads_are_accounted_for_alike(warehouses: Warehouses) -> None:
    loads = "SELECT stream, status, rows_read, rows_landed, rows_rejected FROM _META.LOADS"
    in_snowflake, in_duckdb = map(Counter, warehouses.both(loads))
    assert in_snowflake == in_duckdb
    assert {(status, rejected) for _, status, _, _, rejected in in_snowflake} == {("complete", 0)}
