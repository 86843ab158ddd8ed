"""The table at the end of the demo, from what the target itself noted in RAW._META.LOADS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from rich import box
from rich.table import Table

from denomas_tools import warehouse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LOADS = """
SELECT run_id, tap, stream, rows_read, rows_landed, seconds
FROM raw._META.LOADS
WHERE run_id IN (SELECT unnest(?))
"""


@dataclass(frozen=True)
class Load:
    """One stream in one run."""

    rows_read: int
    rows_landed: int
    seconds: float


# (source, stream) -> its loads of the first and the second run; None where a run had nothing of the stream.
Comparison: TypeAlias = dict[tuple[str, str], list[Load | None]]


def compare(rows: Sequence[tuple[str, str, str, int, int, float]], first_run_ids: set[str]) -> Comparison:
    """Set the runs of each stream side by side."""
    comparison: Comparison = {}
    for run_id, tap, stream, read, landed, seconds in rows:
        loads = comparison.setdefault((tap, stream), [None, None])
        loads[0 if run_id in first_run_ids else 1] = Load(read or 0, landed or 0, seconds or 0.0)
    return dict(sorted(comparison.items()))


def read_loads(root: Path, run_ids: Sequence[str]) -> list[tuple[str, str, str, int, int, float]]:
    """Read the loads of these runs.

    Raises:
        warehouse.QueryError: when there is no warehouse or no account in it.
    """
    with warehouse.opened(root, ["raw"]) as connection:
        return connection.execute(_LOADS, [list(run_ids)]).fetchall()


def table(comparison: Comparison) -> Table:
    """Lay the comparison out."""
    made = Table(title="What landed in RAW", title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    made.add_column("\nsource", no_wrap=True)
    made.add_column("\nstream", no_wrap=True)
    for title in ("1st run:", "2nd run:"):
        for column in (f"{title}\nread", "\nlanded", "\ns"):
            made.add_column(column, justify="right", no_wrap=True)
    totals = [[0, 0], [0, 0]]
    for (source, stream), loads in comparison.items():
        cells: list[str] = []
        for number, load in enumerate(loads):
            if load is None:
                cells += ["", "", ""]
                continue
            totals[number][0] += load.rows_read
            totals[number][1] += load.rows_landed
            cells += [f"{load.rows_read:,}", f"{load.rows_landed:,}", f"{load.seconds:.1f}"]
        made.add_row(source, stream, *cells)
    made.add_section()
    made.add_row("all", "", *(cell for read, landed in totals for cell in (f"{read:,}", f"{landed:,}", "")))
    return made
