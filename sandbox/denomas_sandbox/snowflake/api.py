"""The emulated account as an object for tests and for the sandbox: start it, read its journal, order faults."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from denomas_sandbox.background import Service
from denomas_sandbox.errors import SandboxError
from denomas_sandbox.ports import HOST
from denomas_sandbox.snowflake.credentials import Credentials
from denomas_sandbox.snowflake.journal import RECORDED, STATEMENTS, Journal

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_ADMIN_HEADER = "X-Sandbox-Token"
_ADMIN_SECONDS = 10


@dataclass(frozen=True)
class SnowflakeAccount:
    """An emulated account in a folder; its server is a process of its own and outlives this object.

    Attributes:
        folder: databases, staged files, credentials, journals.
    """

    folder: Path

    @classmethod
    def start(cls, folder: Path, preferred_port: int | None = None) -> Self:
        """Start the account's server unless it runs.

        Raises:
            SandboxError: when it does not start.
        """
        account = cls(folder)
        account._service.start(preferred_port)
        return account

    @property
    def _service(self) -> Service:
        return Service("the emulated Snowflake account", "denomas_sandbox.snowflake", self.folder)

    @property
    def running(self) -> bool:
        """Whether the server runs."""
        return self._service.port() is not None

    @property
    def host(self) -> str:
        """Host of the server."""
        return HOST

    @property
    def port(self) -> int:
        """Port of the server.

        Raises:
            SandboxError: when it does not run.
        """
        port = self._service.port()
        if port is None:
            raise SandboxError("The emulated Snowflake account is down. Start it with `sandbox up`.")
        return port

    @property
    def credentials(self) -> Credentials:
        """What a client signs in with."""
        return Credentials.of(self.folder)

    def connection(self, **more: Any) -> dict[str, Any]:
        """Give the arguments of `snowflake.connector.connect` for a sign-in by password."""
        return self.credentials.connection(self.port, **more)

    def env(self) -> dict[str, str]:
        """Give the variables that Meltano's dev environment reads."""
        credentials = self.credentials
        return {
            "SANDBOX_SNOWFLAKE_ACCOUNT": credentials.account,
            "SANDBOX_SNOWFLAKE_HOST": self.host,
            "SANDBOX_SNOWFLAKE_PORT": str(self.port),
            "SANDBOX_SNOWFLAKE_PROTOCOL": "http",
            "SANDBOX_SNOWFLAKE_USER": credentials.user,
            "SANDBOX_SNOWFLAKE_PASSWORD": credentials.password,
            "SANDBOX_SNOWFLAKE_ROLE": credentials.role,
            "SANDBOX_SNOWFLAKE_WAREHOUSE": credentials.warehouse,
            "SANDBOX_SNOWFLAKE_DATABASE": "RAW",
        }

    def journal(self) -> list[dict[str, Any]]:
        """Give every statement that the account has seen, oldest first.

        Each is a dictionary of: at, session, user, role, warehouse, database, schema, query_tag, request_id, query_id,
        sql (passwords blanked), rows (changed or loaded), seconds, error (number and text, or None), fault.
        """
        return Journal(self.folder / STATEMENTS).entries()

    def clear_journal(self) -> None:
        """Forget the statements seen so far."""
        Journal(self.folder / STATEMENTS).clear()

    def recorded(self) -> list[dict[str, Any]]:
        """Give the statements on roles, grants, warehouses, tasks, stages and the like: verb, kind, name, role, sql."""
        return Journal(self.folder / RECORDED).entries()

    def order_fault(self, kind: str, match: str, times: int = 1) -> None:
        r"""Let something go wrong at the next statements that a pattern is found in.

        Args:
            kind: a value of `faults.Fault`, such as "cut_after".
            match: a regular expression, of any letter case, such as r"^MERGE"; sign-ins are `LOGIN <user>`.
            times: at how many statements; a client that sends a statement again counts again.

        Raises:
            SandboxError: when there is no such fault, or the pattern is wrong.
        """
        self._admin("POST", "faults", {"kind": kind, "match": match, "times": times})

    def open_faults(self) -> list[dict[str, Any]]:
        """Give the orders that are still to happen."""
        orders: list[dict[str, Any]] = self._admin("GET", "faults")
        return orders

    def clear_faults(self) -> None:
        """Forget all orders."""
        self._admin("DELETE", "faults")

    def map_location(self, url: str, folder: Path) -> None:
        """Let a folder stand for a bucket's address, such as gcs://bucket/export/, in stages and in COPY."""
        self._admin("POST", "locations", {"url": url, "folder": str(folder.resolve())})

    def _admin(self, method: str, what: str, order: dict[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"http://{self.host}:{self.port}/sandbox/{what}",
            method=method,
            data=json.dumps(order).encode() if order else None,
            headers={_ADMIN_HEADER: self.credentials.admin_token},
        )
        try:
            with urllib.request.urlopen(request, timeout=_ADMIN_SECONDS) as answer:  # noqa: S310
                return json.load(answer)["open"]
        except urllib.error.HTTPError as error:
            with error:
                raise SandboxError(f"The emulated account: {json.load(error)['message']}") from error

    def stop(self) -> None:
        """Stop the server; the data stays."""
        self._service.stop()

    def purge(self) -> None:
        """Stop the server and remove all data."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Self:
        """Use the account."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()
