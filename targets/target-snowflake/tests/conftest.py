"""The harness that runs the landing contract against the emulated Snowflake account."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
import snowflake.connector
from denomas_sandbox.snowflake.api import SnowflakeAccount
from denomas_target_snowflake import sql
from denomas_target_snowflake.target import TargetSnowflake
from target_common.contract import Harness
from target_common.contract.harness import SCHEMA
from target_common.warehouse import METADATA
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class SnowflakeHarness(Harness):
    """Lands in the database RAW of an emulated account; each test begins with its schemas empty."""

    land_at_once: ClassVar[dict[str, Any]] = {"flush_max_files": 1}

    def __init__(self, folder: Path, account: SnowflakeAccount) -> None:
        super().__init__(folder)
        self.account = account
        self._connection = snowflake.connector.connect(**account.connection(database="RAW"))
        for schema in (SCHEMA, "_META"):
            self.query(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        account.clear_journal()
        account.clear_faults()

    @property
    def config(self) -> dict[str, Any]:
        arguments = self.account.connection(database="RAW")
        names = ("account", "user", "password", "role", "warehouse", "host", "port", "protocol", "database")
        config = {name: arguments[name] for name in names if arguments.get(name) is not None}
        return config | {"default_target_schema": SCHEMA.lower(), "network_timeout_seconds": 20}

    @override
    def target(self, settings: dict[str, Any]) -> TargetSnowflake:
        given = {name: value for name, value in (self.config | settings).items() if value is not None}
        return TargetSnowflake(config=given)

    @override
    def command(self) -> list[str]:
        path = self.folder / "config.json"
        path.write_text(json.dumps(self.config | {"batch_size_rows": 700, "flush_max_rows": 5_000}))
        return [sys.executable, "-m", "denomas_target_snowflake.target", "--config", str(path)]

    @override
    def query(self, sql: str) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            return [tuple(row) for row in cursor.execute(sql).fetchall()]

    @override
    def columns(self, table: str) -> dict[str, str]:
        if table not in self.tables():
            return {}
        rows = self.query(f'DESCRIBE TABLE "{SCHEMA}"."{table}"')
        named = {sql.column_name(row[0]): str(sql.column_type(row[1])) for row in rows}
        return {name: kind for name, kind in named.items() if name not in METADATA}

    @override
    def tables(self) -> set[str]:
        rows = self.query(f"SELECT table_name FROM RAW.INFORMATION_SCHEMA.TABLES WHERE table_schema = '{SCHEMA}'")
        return {name for (name,) in rows}

    def close(self) -> None:
        self._connection.close()


@pytest.fixture(scope="session")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnowflakeAccount]:
    with SnowflakeAccount.start(tmp_path_factory.mktemp("account")) as account:
        yield account


@pytest.fixture
def harness(tmp_path: Path, account: SnowflakeAccount) -> Iterator[SnowflakeHarness]:
    harness = SnowflakeHarness(tmp_path, account)
    yield harness
    harness.close()


@pytest.fixture
def mended(harness: SnowflakeHarness, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let all faults be over at the first pause between tries; give how long it would have lasted."""
    pauses: list[float] = []

    def mend(seconds: float) -> None:
        pauses.append(seconds)
        harness.account.clear_faults()

    monkeypatch.setattr("denomas_target_snowflake.trying.pause", mend)
    return pauses


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Let the target not wait between its tries; give how long it would have waited."""
    pauses: list[float] = []
    monkeypatch.setattr("denomas_target_snowflake.trying.pause", pauses.append)
    return pauses
