"""Which rows each table has, and their keys: what lets a row refer to another without looking it up."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from denomas_sandbox.company.commerce import Commerce
from denomas_sandbox.company.world import PROJECT_NAMESPACES, USER_NAMESPACES

if TYPE_CHECKING:
    from denomas_sandbox.company.world import World

# Rows at scale 1 where they are not 100; those of the other tables end at _MOST, whatever the scale.
_SIZES = {
    "members": 500,
    "issues": 1_000,
    "notes": 2_000,
    "events": 2_000,
    "audit_events": 500,
    "todos": 500,
    "merge_request_diffs": 1_000,
    "merge_request_diff_commits": 2_000,
    "project_authorizations": 500,
    "issue_assignees": 500,
    "epics": 200,
    "milestones": 200,
    "p_ci_job_artifacts": 2_000,
    "leads": 200,
    "versions": 200,
    "hosts": 700,
    "usage_data": 300,
    "raw_usage_data": 300,
}
_MOST = 5_000
# The same at every scale, for they list what GitLab knows.
FIXED = {"application_settings": 1, "plans": 8, "programming_languages": 20, "work_item_types": 9, "geo_nodes": 3}
FIXED |= {"subscription_add_ons": 4, "zoekt_indices": 5, "schema_migrations": 40, "fortune_companies": 50}
_PER_SUBSCRIPTION = {"orders", "provisions", "license_seat_links", "licenses"}
_PER_ACCOUNT = {"customers", "billing_accounts", "billing_account_contacts", "billing_account_memberships"}
_PER_MERGE_REQUEST = {"merge_requests", "merge_request_metrics", "label_links"}
_NEVER_MORE = {"projects", "groups", "labels", "members"}
# Filled by work in GitLab, without gaps.
_DENSE = {"users", "labels", "members", "p_ci_pipelines", "p_ci_stages", "p_ci_builds"} | _PER_MERGE_REQUEST
_GAP_EVERY = 9


@dataclass(frozen=True)
class Keys:
    """Counts and keys of the tables on a day of the company.

    Attributes:
        world: the company.
        day: 0 for the history before the first day.
    """

    world: World
    day: int = 0

    def count(self, table: str) -> int:
        """Give how many rows of a table were made until the day is over, the deleted ones among them."""
        if table in FIXED:
            return FIXED[table]
        if table in {"namespaces", "routes"}:
            return self.count("groups") + self.count("projects") + self.count("users")
        if table in {"p_ci_stages", "p_ci_builds"}:
            return (3 if table == "p_ci_stages" else 5) * self.count("p_ci_pipelines")
        begin = self._sizes.get(table, min(100 * self.world.scale, _MOST))
        return begin if table in _NEVER_MORE else begin + self.day * self.world.per_day(begin)

    @cached_property
    def _sizes(self) -> dict[str, int]:
        """Rows at day 0 of the tables that have neither 100 nor a fixed number."""
        world, commerce = self.world, Commerce(self.world)
        sizes = {table: size * world.scale for table, size in _SIZES.items()}
        sizes |= dict.fromkeys(_PER_MERGE_REQUEST, world.merge_requests)
        sizes |= dict.fromkeys(_PER_SUBSCRIPTION, commerce.subscriptions)
        sizes |= dict.fromkeys(_PER_ACCOUNT, commerce.accounts)
        return sizes | {
            "users": world.people,
            "p_ci_pipelines": world.pipelines,
            "projects": len(world.gitlab_com_projects),
            "groups": len(world.groups),
        }

    def key(self, table: str, number: int) -> int:
        """Give the key of a table's nth row, from 1; most tables lack every tenth key, as if rows had been deleted."""
        if table in _DENSE:
            return number
        match table:
            case "projects":
                return self.world.gitlab_com_projects[number - 1]
            case "groups":
                return self.world.groups[number - 1]
            case "namespaces":
                return self._namespace(number)
        return number + (number - 1) // _GAP_EVERY

    def _namespace(self, number: int) -> int:
        groups, projects = self.world.groups, self.world.gitlab_com_projects
        if number <= len(groups):
            return groups[number - 1]
        number -= len(groups)
        if number <= len(projects):
            return PROJECT_NAMESPACES + projects[number - 1]
        return USER_NAMESPACES + number - len(projects)
