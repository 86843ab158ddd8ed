"""Servers of our own on loopback that outlive the command that started them: web stand-ins, the Snowflake account."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from denomas_sandbox.errors import SandboxError
from denomas_sandbox.ports import HOST, free_port, is_free

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_LINES_SHOWN = 8


@dataclass(frozen=True)
class Service:
    """A module that is run as `python -m MODULE --dir FOLDER --port PORT` and listens on that port.

    Attributes:
        name: what people call it.
        module: what is run.
        folder: its data, `service.json` (which process, which port) and `server.log`.
    """

    name: str
    module: str
    folder: Path

    def port(self) -> int | None:
        """Give the port of the running server, None when it does not run."""
        noted = self._noted()
        return int(noted["port"]) if noted and self._process(noted) else None

    def start(self, preferred_port: int | None = None, arguments: Sequence[str] = ()) -> int:
        """Start the server unless it runs.

        Returns:
            The port that it listens on.

        Raises:
            SandboxError: with the end of its log, when it does not start.
        """
        running = self.port()
        if running is not None:
            return running
        self.folder.mkdir(parents=True, exist_ok=True)
        port = preferred_port if preferred_port and is_free(preferred_port) else free_port()
        command = [sys.executable, "-m", self.module, "--dir", str(self.folder), "--port", str(port), *arguments]
        # Not subprocess.Popen: its object complains when it goes away before the server does.
        write_log = (os.POSIX_SPAWN_OPEN, 1, str(self._log), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        files = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), write_log, (os.POSIX_SPAWN_DUP2, 1, 2)]
        process = psutil.Process(
            os.posix_spawn(sys.executable, command, dict(os.environ), file_actions=files, setsid=True)
        )
        noted = {"pid": process.pid, "created": process.create_time(), "port": port}
        self._note.write_text(json.dumps(noted), encoding="utf-8")
        deadline = time.monotonic() + _START_SECONDS
        while not _answers(port):
            if self._process(noted) is None or time.monotonic() > deadline:
                with suppress(psutil.NoSuchProcess):
                    process.kill()
                    process.wait()
                tail = "\n".join(self._log.read_text(errors="replace").splitlines()[-_LINES_SHOWN:])
                raise SandboxError(f"{self.name} did not start in {self.folder}:\n{tail}\nSee {self._log}.")
            time.sleep(0.05)
        return port

    def stop(self) -> None:
        """Stop the server if it runs."""
        noted = self._noted()
        process = self._process(noted) if noted else None
        if process is not None:
            process.terminate()
            try:
                process.wait(_STOP_SECONDS)
            except psutil.TimeoutExpired:
                process.kill()
        self._note.unlink(missing_ok=True)

    @property
    def _log(self) -> Path:
        return self.folder / "server.log"

    @property
    def _note(self) -> Path:
        return self.folder / "service.json"

    def _noted(self) -> dict[str, float] | None:
        try:
            noted: dict[str, float] = json.loads(self._note.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return noted

    @staticmethod
    def _process(noted: dict[str, float]) -> psutil.Process | None:
        """Give the process, unless it is gone and another one has its number."""
        try:
            process = psutil.Process(int(noted["pid"]))
            alive = process.create_time() == noted["created"] and process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return None
        return process if alive else None


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0
