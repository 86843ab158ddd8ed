"""Do schedules and jobs name what exists?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from denomas_tools.findings import Finding
from denomas_tools.project import EXTRACTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_tools.project import Project

_CRON_FIELD = re.compile(r"^(\*|\d+(-\d+)?)(/\d+)?(,(\*|\d+(-\d+)?)(/\d+)?)*$")
_CRON_FIELDS = 5
_ALIASES = frozenset({"@hourly", "@daily", "@weekly", "@monthly", "@yearly", "@once", "@manual", "@none"})


def check(project: Project) -> Iterator[Finding]:
    """Look at all jobs and schedules."""
    for path, name in project.double_jobs:
        yield Finding(path, f"job {name}", "is defined twice", "Give one of them another name")
    for name, (path, job) in project.jobs.items():
        for plugin in plugins_of(job):
            if project.plugin(plugin) is None:
                yield Finding(path, f"job {name}", f"runs {plugin}, which is no plugin", "Correct the name")
    seen: set[str] = set()
    for path, schedule in project.schedules:
        name = str(schedule.get("name"))
        subject = f"schedule {name}"
        if name in seen:
            yield Finding(path, subject, "is defined twice", "Give one of them another name")
        seen.add(name)
        interval = str(schedule.get("interval", ""))
        if not is_interval(interval):
            yield Finding(
                path, subject, f"has the interval {interval!r}", "Write five cron fields or @daily and the like"
            )
        if schedule.get("job") in project.jobs:
            yield from _variables(project, path, schedule)
        else:
            what = f"runs the job {schedule.get('job')}, which does not exist"
            yield Finding(path, subject, what, "Correct the name")


def plugins_of(job: dict[str, Any]) -> list[str]:
    """List the plugins that a job runs, in order; `dbt:build` is the plugin dbt."""
    tasks = job.get("tasks") or []
    commands = [command for task in tasks for command in (task if isinstance(task, list) else [task])]
    return [word.split(":")[0] for command in commands for word in str(command).split()]


def is_interval(text: str) -> bool:
    """Say whether Meltano and Airflow both understand an interval."""
    fields = text.split()
    return text in _ALIASES or (len(fields) == _CRON_FIELDS and all(map(_CRON_FIELD.match, fields)))


def _variables(project: Project, path: str, schedule: dict[str, Any]) -> Iterator[Finding]:
    """A variable of a schedule that no plugin of its job reads is a typing mistake that nobody would notice."""
    _, job = project.jobs[schedule["job"]]
    plugins = [plugin for name in plugins_of(job) if (plugin := project.plugin(name))]
    readable = {
        variable
        for plugin in plugins
        for setting in plugin.settings
        for variable in plugin.environment_names(str(setting["name"]))
    }
    extras = ("select", "select_filter", "load_schema", "metadata", "catalog", "state")
    readable |= {
        variable
        for plugin in plugins
        if plugin.kind == EXTRACTORS
        for extra in extras
        for variable in plugin.environment_names(f"_{extra}")
    }
    for variable in schedule.get("env") or {}:
        if variable not in readable and not variable.startswith(("MELTANO_", "DBT_")):
            yield Finding(
                path,
                f"schedule {schedule.get('name')}",
                f"sets {variable}, which no plugin of its job reads",
                "Use <PLUGIN>_<SETTING> in upper case",
            )
