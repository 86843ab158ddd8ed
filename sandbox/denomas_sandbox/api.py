"""The sandbox as an object: what the command line and the tests use."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Self

from psycopg.conninfo import make_conninfo

from denomas_sandbox.company.world import World
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.ports import HOST
from denomas_sandbox.postgres import databases
from denomas_sandbox.postgres.databases import OPS
from denomas_sandbox.postgres.server import ADMIN, Server
from denomas_sandbox.snowflake.service import SnowflakeService
from denomas_sandbox.web.service import WebStandIns

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType

    from denomas_sandbox.services import SandboxService


def _silent(_: str) -> None:
    """Report nothing."""


@dataclass
class State:
    """What the sandbox remembers between commands."""

    seed: int
    scale: int
    admin_password: str
    reader_password: str
    port: int | None = None
    day: int = 0
    filled: bool = False
    service_ports: dict[str, int] = field(default_factory=dict)


class Sandbox:
    """A running sandbox in a folder of its own."""

    def __init__(
        self, folder: Path, state: State, report: Callable[[str], None], snowflake: Path | None = None
    ) -> None:
        """Take a folder and its state; `start` makes both."""
        self.folder = folder
        self.state = state
        self._report = report
        self._server = Server(folder / "postgres", state.admin_password)
        self.web = WebStandIns(folder / "web")
        # All that runs beside PostgreSQL, in the order in which it starts.
        self.services: tuple[SandboxService, ...] = (
            self.web,
            *((SnowflakeService(snowflake),) if snowflake else ()),
        )

    @classmethod
    def start(
        cls,
        directory: Path,
        *,
        seed: int = 1,
        scale: int = 1,
        snowflake: Path | None = None,
        report: Callable[[str], None] = _silent,
    ) -> Self:
        """Start what is missing and fill what is empty.

        Args:
            directory: where everything is kept.
            seed: which company.
            scale: how large; 0 makes tables without rows.
            snowflake: where the emulated Snowflake account is kept; None to do without it.
            report: takes lines of progress.

        Raises:
            SandboxError: when the server does not start.
        """
        directory.mkdir(parents=True, exist_ok=True)
        state = _read(directory)
        if state is None:
            state = State(seed, scale, secrets.token_urlsafe(12), secrets.token_urlsafe(12))
            shutil.rmtree(directory / "postgres", ignore_errors=True)
            _write(directory, state)
        sandbox = cls(directory, state, report, snowflake)
        sandbox._start_server()
        if not state.filled or (state.seed, state.scale) != (seed, scale):
            if state.filled:
                report(f"seed {state.seed} and scale {state.scale} become seed {seed} and scale {scale}: filling anew")
            sandbox._fill(seed, scale)
        sandbox._start_services()
        return sandbox

    @classmethod
    def existing(
        cls, directory: Path, *, snowflake: Path | None = None, report: Callable[[str], None] = _silent
    ) -> Self:
        """Take the sandbox that a folder has, running or not.

        Raises:
            SandboxError: when there is none.
        """
        state = _read(directory)
        if state is None:
            raise SandboxError(f"There is no sandbox in {directory}. Start one with `sandbox up`.")
        return cls(directory, state, report, snowflake)

    def _start_server(self) -> None:
        if self._server.port() is None:
            self._report("starting PostgreSQL ...")
        self.state.port = self._server.start(self.state.port)
        _write(self.folder, self.state)

    def _start_services(self) -> None:
        """Start what runs beside PostgreSQL; what does not start is reported, and the rest goes on."""
        for service in self.services:
            if service.port() is None:
                self._report(f"starting {service.title} ...")
            preferred = self.state.service_ports.get(service.name)
            company = {"seed": self.state.seed, "scale": self.state.scale, "day": self.state.day}
            try:
                self.state.service_ports[service.name] = service.start(**company, preferred_port=preferred)
            except SandboxError as error:
                self._report(f"{error}\nGoing on without {service.title}.")
        _write(self.folder, self.state)

    def _fill(self, seed: int, scale: int) -> None:
        self.state.seed, self.state.scale, self.state.day, self.state.filled = seed, scale, 0, False
        _write(self.folder, self.state)
        databases.create(self.admin_dsn, self.state.reader_password, self._report)
        if scale:
            databases.fill(self.admin_dsn, self.world, self._report)
        self.state.filled = True
        _write(self.folder, self.state)

    @property
    def world(self) -> World:
        """The company."""
        return World(self.state.seed, self.state.scale)

    @property
    def host(self) -> str:
        """Host of the PostgreSQL server."""
        return HOST

    @property
    def port(self) -> int:
        """Port of the PostgreSQL server.

        Raises:
            SandboxError: when it does not run.
        """
        port = self._server.port()
        if port is None:
            raise SandboxError("The sandbox is down. Start it with `sandbox up`.")
        return port

    @property
    def running(self) -> bool:
        """Whether the server runs."""
        return self._server.port() is not None

    @property
    def user(self) -> str:
        """The read-only user that taps sign in as."""
        return databases.READER

    @property
    def password(self) -> str:
        """The read-only user's password."""
        return self.state.reader_password

    def dsn(self, database: str) -> str:
        """Give a connection string for the read-only user."""
        return make_conninfo(host=HOST, port=self.port, user=self.user, password=self.password, dbname=database)

    def admin_dsn(self, database: str) -> str:
        """Give a connection string for the administrator."""
        return make_conninfo(host=HOST, port=self.port, user=ADMIN, password=self.state.admin_password, dbname=database)

    def env(self) -> dict[str, str]:
        """Give the variables that Meltano's dev environment reads."""
        variables = {
            "SANDBOX_PG_HOST": HOST,
            "SANDBOX_PG_PORT": str(self.port),
            "SANDBOX_PG_USER": self.user,
            "SANDBOX_PG_PASSWORD": self.password,
        }
        for service in self.services:
            variables |= service.env()
        return variables

    def advance(self, days: int) -> None:
        """Let days pass: new rows, changed rows, deleted rows.

        Raises:
            SandboxError: when the sandbox is empty.
        """
        if not self.state.scale or not self.state.filled:
            raise SandboxError("The sandbox has no rows, so there is nothing to advance. Run `sandbox up` first.")
        for _ in range(days):
            databases.advance(self.admin_dsn, self.world, self.state.day + 1, self._report)
            self.state.day += 1
            _write(self.folder, self.state)
        for service in self.services:
            service.show(seed=self.state.seed, scale=self.state.scale, day=self.state.day)

    def set_replica(self, *, age_hours: float | None = 1.0, last_replica_time: datetime | None = None) -> None:
        """Make the two databases of gitlab.com older or younger replicas; anew they are an hour old.

        Args:
            age_hours: how long ago, from whenever one asks, the replica was brought up to date; None for no replica.
            last_replica_time: a fixed time for the table `last_replication_timestamp` to say instead.
        """
        databases.set_replica(self.admin_dsn, age_hours, last_replica_time)

    @property
    def databases(self) -> tuple[str, ...]:
        """The names of the databases."""
        return databases.NAMES

    def row_counts(self, database: str = OPS) -> dict[str, int]:
        """Count the rows of a database's tables, the ops database's unless another one is named.

        Raises:
            SandboxError: when there is no such database.
        """
        if database not in databases.NAMES:
            raise SandboxError(f"There is no database {database}. There are: {', '.join(databases.NAMES)}.")
        return databases.row_counts(self.admin_dsn(database))

    def stop(self) -> None:
        """Stop everything; the data stays."""
        for service in reversed(self.services):
            service.stop()
        self._server.stop()

    def purge(self) -> None:
        """Stop everything and remove all data."""
        self.stop()
        for service in self.services:
            shutil.rmtree(service.folder, ignore_errors=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        """Use the sandbox."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()


def _read(directory: Path) -> State | None:
    try:
        return State(**json.loads((directory / "sandbox.json").read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise SandboxError(
            f"{directory / 'sandbox.json'} is damaged ({error}). Remove {directory} and start anew."
        ) from error


def _write(directory: Path, state: State) -> None:
    path = directory / "sandbox.json"
    temporary = path.with_suffix(".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(asdict(state), file)
    temporary.replace(path)
