"""dbt on a warehouse that has some of the sources: models whose tables never landed are passed over.

On a laptop people load one source and want its models. dbt alone would fail in all others, and their tests with them.
"""

from __future__ import annotations

import json
import os
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

BUILDING = ("build", "run", "test")
_LANDED = "say_what_landed"


def run(arguments: Sequence[str]) -> int:
    """Run dbt with some arguments.

    The variable DBT_PASS_OVER_UNLOADED (a setting of Meltano's plugin) set to anything but true makes this plain dbt:
    in production a table that is missing is an error.

    Returns:
        dbt's exit status: 0, 1 when a model or test failed, 2 when dbt could not begin.
    """
    # It takes a second, so only here.
    from dbt.cli.main import dbtRunner  # noqa: PLC0415
    from dbt.contracts.graph.manifest import Manifest  # noqa: PLC0415

    passing = os.environ.get("DBT_PASS_OVER_UNLOADED", "").lower() == "true"
    if not arguments or arguments[0] not in BUILDING or not passing:
        return _status(dbtRunner().invoke(list(arguments)))
    said: list[str] = []

    def listen(event: Any) -> None:
        if event.info.name == "PrintEvent":
            said.append(event.data.msg)

    parsed = dbtRunner().invoke(["parse", "--quiet"])
    manifest = parsed.result
    if not parsed.success or not isinstance(manifest, Manifest):
        return _status(parsed)
    asked = dbtRunner(manifest=manifest, callbacks=[listen]).invoke(["run-operation", _LANDED, "--quiet"])
    if not asked.success:
        return _status(asked)
    sources = list(manifest.sources.values())
    missing = missing_tables(sources, json.loads(said[-1]))
    if sum(map(len, missing.values())) == len(sources):
        missing = {}  # nothing landed at all: dbt's own check says what to do
    for line in explained(missing, os.environ.get("DBT_TARGET", "dev")):
        click.echo(line, err=True)
    return _status(dbtRunner(manifest=manifest).invoke([*arguments, *exclusions(missing)]))


def missing_tables(sources: Iterable[Any], landed: Iterable[str]) -> Mapping[str, list[Any]]:
    """Give dbt's sources whose tables are not among those that landed (DATABASE.SCHEMA.TABLE), by the source's name."""
    there = set(landed)
    missing: defaultdict[str, list[Any]] = defaultdict(list)
    for source in sources:
        if f"{source.database}.{source.schema}.{source.identifier}".upper() not in there:
            missing[source.source_name].append(source)
    return missing


def exclusions(missing: Mapping[str, Sequence[Any]]) -> list[str]:
    """Give the options that exclude missing tables, and all that is built from them."""
    names = [f"source:{name}.{source.name}+" for name, sources in missing.items() for source in sources]
    return [part for name in names for part in ("--exclude", name)]


def explained(missing: Mapping[str, Sequence[Any]], target: str) -> list[str]:
    """Say in one line a source what is passed over, and how to load it.

    Tables that only a certain load type lands have it in their meta, as `load_type`.
    """
    loader = "target-duckdb" if target == "dev" else "target-snowflake"
    lines = []
    for name, sources in missing.items():
        by_type: defaultdict[str, list[Any]] = defaultdict(list)
        for source in sources:
            by_type[source.meta.get("load_type", "")].append(source)
        for load_type, tables in by_type.items():
            tap = tables[0].loader
            variable = f"{tap.upper().replace('-', '_')}_LOAD_TYPE={load_type} " if load_type else ""
            lines.append(
                f"Passed over: models of {name}, whose {len(tables)} tables have not landed ({variable}meltano run "
                f"{tap} {loader})."
            )
    return lines


def _status(result: Any) -> int:
    if result.success:
        return 0
    return 2 if result.exception else 1
