"""What the demo does, in order. Pure: made from the project's plugins, run elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from denomas_tools.project import EXTRACTORS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from denomas_tools.project import Project

TARGET = "target-duckdb"
# --no-install: Meltano must install nothing at run time; `auto_install: false` is not honoured.
_RUN = ("meltano", "run", "--no-install")


@dataclass(frozen=True)
class Step:
    """One command."""

    title: str
    command: Sequence[str]
    environment: dict[str, str] = field(default_factory=dict)


def pipelines(project: Project) -> list[str]:
    """List the extractors that are part of the demo: those with `annotations: {denomas: {demo: true}}`."""
    return [plugin.name for plugin in project.of_kind(EXTRACTORS) if plugin.annotations.get("demo")]


def plan(extractors: Sequence[str], scale: int, run_ids: Sequence[str]) -> list[list[Step]]:
    """Plan the demo: every pipeline, a day of new data, every pipeline again, the models.

    Steps of one group may run side by side: Meltano cannot run one plugin twice at once, but different ones it can.

    Args:
        extractors: The extractors to run.
        scale: Size of the sandbox's company.
        run_ids: Two fresh ids for each extractor; those of the first round come first.
    """
    rounds = [
        [_pipeline(name, number, run_id) for name, run_id in zip(extractors, ids, strict=True)]
        for number, ids in ((1, run_ids[: len(extractors)]), (2, run_ids[len(extractors) :]))
    ]
    return [
        [
            Step(f"start the sandbox (scale {scale})", ("sandbox", "up", "--scale", str(scale))),
            # Runs that come first, side by side, would each try to make it.
            Step("make Meltano's own database", ("meltano", "state", "list")),
        ],
        rounds[0],
        [Step("one day passes in the sandbox", ("sandbox", "advance", "--days", "1"))],
        rounds[1],
        [Step("build and test the models", (*_RUN, "dbt:build"))],
    ]


def _pipeline(extractor: str, number: int, run_id: str) -> Step:
    title = f"{extractor} -> {TARGET}, {'first' if number == 1 else 'second'} run"
    # By a variable, not by --run-id: only so does it reach the target, which writes it to RAW._META.LOADS.
    return Step(title, (*_RUN, extractor, TARGET), {"MELTANO_RUN_ID": run_id})
