"""Runs the demo's steps, shows that they move, and tells at the end what landed and where to look."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape

from denomas_tools import project
from denomas_tools.about import environment
from denomas_tools.demo import report
from denomas_tools.demo.steps import pipelines, plan
from denomas_tools.warehouse import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.status import Status

    from denomas_tools.demo.steps import Step

LOGS = "logs/demo"
_LINES_SHOWN = 15
_SECONDS_BETWEEN_LOOKS = 0.1
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
# The line that the targets write for each stream (target_common.loads.Load.summary).
_SUMMARY = re.compile(r"(?P<stream>\S+): read (?P<rest>[\d,]+, landed .*)$")
# Meltano's own prefix: time, level.
_PREFIX = re.compile(r"^\S+Z? +\[\w+ *\] *")
_WHERE_TO_LOOK = """
Where to look next
  [bold]denomas query "from raw._meta.loads"[/]     every load, one row a stream and run
  [bold]denomas query "select table_catalog, table_schema, table_name from information_schema.tables order by all"[/]
                                            what is in RAW, PREP and PROD
  [bold]make docs[/]                                the models' documentation
  [bold]meltano run tap-ops-db target-duckdb[/]     one pipeline by hand
  [bold]README.md[/], [bold]docs/sources/[/]                 how it works, what each source brings
Type [bold]. .venv/bin/activate[/] first. [bold]make down[/] stops the sandbox, [bold]make clean[/] removes all."""

_WIDTH = 140


def run(root: Path, scale: int) -> int:
    """Run all steps; give the exit status: 0 when every step went well, else 1."""
    # Piped into a file or a pager there is no width to fit; the table must not be cut then.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    extractors = pipelines(project.load(root))
    run_ids = fresh_ids(2 * len(extractors))
    started = time.monotonic()
    for group in plan(extractors, scale, run_ids):
        if not _all_succeed(group, root, console):
            console.print(f"The logs are in {LOGS}. After a fix, run it again: nothing lands twice.", soft_wrap=True)
            return 1
    console.print()
    try:
        loads = report.read_loads(root, run_ids)
    except QueryError as error:
        console.print(f"[red]The loads cannot be shown:[/] {escape(str(error))}", soft_wrap=True)
        return 1
    comparison = report.compare(loads, set(run_ids[: len(extractors)]))
    silent = sorted(set(extractors) - {source for source, _ in comparison})
    if silent:
        console.print(f"[red]Nothing in RAW._META.LOADS from {', '.join(silent)}.[/] The logs are in {LOGS}.")
        return 1
    console.print(report.table(comparison))
    console.print(f"All of it took {time.monotonic() - started:.0f} s.")
    console.print(_WHERE_TO_LOOK)
    return 0


def fresh_ids(number: int) -> list[str]:
    """Make ids for runs."""
    return [str(uuid.uuid4()) for _ in range(number)]


def _all_succeed(group: Sequence[Step], root: Path, console: Console) -> bool:
    """Run the steps of a group, as many at once as there are cores."""
    with console.status("") as status, ThreadPoolExecutor(max_workers=os.cpu_count()) as threads:
        board = _Board(console, status)
        for done in as_completed([threads.submit(_succeeds, step, root, board) for step in group]):
            if not done.result():
                threads.shutdown(cancel_futures=True)  # those that run go on to their end
                return False
    return True


class _Board:
    """What people see: lines that stay, and below them the last word of each step that runs."""

    def __init__(self, console: Console, status: Status) -> None:
        self.console = console
        self._status = status
        self._running: dict[str, str] = {}
        self._lock = threading.Lock()

    def show(self, title: str, line: str | None) -> None:
        """Show a step's last line; None takes it away."""
        with self._lock:
            if line is None:
                self._running.pop(title, None)
            else:
                room = max(self.console.width - len(title) - 8, 0)
                self._running[title] = f"{title}: [dim]{escape(line[:room])}[/]"
            self._status.update("\n  ".join(self._running.values()))


def _succeeds(step: Step, root: Path, board: _Board) -> bool:
    """Run one step, with its last line as progress; when it fails, show the end of what it said."""
    started = time.monotonic()
    console = board.console
    if not console.is_terminal:  # the spinner shows nothing there
        console.print(f"start   {step.title}")
    board.show(step.title, "...")
    lines: list[str] = []
    try:
        output = _Output(step, root)
        for line in output:
            lines = [*lines[1 - _LINES_SHOWN :], line]
            summary = _SUMMARY.search(line)
            if summary:
                console.print(f"        {summary['stream']}: read {escape(summary['rest'])}")
            else:
                board.show(step.title, _PREFIX.sub("", line))
    except OSError as error:
        console.print(f"[red]failed[/]  {step.title}: {escape(str(error))}. Run `make install`.", soft_wrap=True)
        return False
    finally:
        board.show(step.title, None)
    seconds = time.monotonic() - started
    if output.status:
        said = "\n".join(f"        {escape(line)}" for line in lines)
        console.print(
            f"[red]failed[/]  {step.title} ({seconds:.1f} s, exit status {output.status}). Its last lines:\n{said}",
            soft_wrap=True,
        )
        return False
    console.print(f"[green]done[/]    {step.title} ({seconds:.1f} s)")
    return True


class _Output:
    """The lines of a command, as they come, by way of the step's log file.

    Not by way of a pipe: a server that the command leaves behind would keep that open, and we would wait for ever.
    """

    def __init__(self, step: Step, root: Path) -> None:
        self.step = step
        self.root = root
        self.log = root / LOGS / f"{re.sub(r'[^a-z0-9]+', '-', step.title.lower()).strip('-')}.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.status = 0

    def __iter__(self) -> Iterator[str]:
        with self.log.open("w", encoding="utf-8") as written, self.log.open(encoding="utf-8", errors="replace") as read:
            written.write(f"$ {shlex.join(self.step.command)}\n")
            written.flush()
            read.seek(0, 2)
            env = environment(self.root) | {"NO_COLOR": "1", "PYTHONUNBUFFERED": "1"} | self.step.environment
            process = subprocess.Popen(
                self.step.command, cwd=self.root, env=env, stdout=written, stderr=subprocess.STDOUT
            )
            begun = ""
            while True:
                ended = process.poll() is not None
                *complete, begun = (begun + read.read()).split("\n")
                yield from (_ANSI.sub("", line) for line in complete if line.strip())
                if ended:
                    break
                time.sleep(_SECONDS_BETWEEN_LOOKS)
            if begun.strip():
                yield _ANSI.sub("", begun)
            self.status = process.returncode
