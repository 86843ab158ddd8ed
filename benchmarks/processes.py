"""Running commands and pipes of commands, with what each process used."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Use:
    """What a run used: wall seconds, CPU seconds of all its processes, and peak MiB of each process."""

    seconds: float
    cpu_seconds: float
    peak_mib: tuple[int, ...]


def run(commands: Sequence[Sequence[str]], log: Path, environment: Mapping[str, str] | None = None) -> Use:
    """Run one command, or several joined by pipes, and wait for all of them.

    Raises:
        RuntimeError: with the end of the log, when one of them fails.
    """
    started = time.perf_counter()
    processes: list[subprocess.Popen[bytes]] = []
    with log.open("wb") as errors:
        for index, command in enumerate(commands):
            last = index == len(commands) - 1
            processes.append(
                subprocess.Popen(
                    command,
                    stdin=processes[-1].stdout if processes else subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL if last else subprocess.PIPE,
                    stderr=errors,
                    env=os.environ | dict(environment or {}),
                )
            )
            if len(processes) > 1:
                upstream = processes[-2].stdout
                assert upstream is not None
                upstream.close()
        cpu, peaks, failed = 0.0, [], False
        for process in processes:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            failed = failed or process.returncode != 0
            cpu += used.ru_utime + used.ru_stime
            peaks.append(used.ru_maxrss // 1024)
    if failed:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-12:])
        raise RuntimeError(f"{' | '.join(command[0] for command in commands)} failed:\n{tail}")
    return Use(time.perf_counter() - started, cpu, tuple(peaks))
