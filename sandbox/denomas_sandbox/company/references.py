"""What a column that ends in _id refers to: a person, a project, another table, or one of several kinds of thing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_PEOPLE = re.compile(
    r"(^|_)(user|author|assignee|creator|owner|resource_owner)_id$|_by_(user_)?id$|^(added|merge_user|bot_user)_"
)
_KINDS = {
    "source": (("Namespace", "groups"), ("Project", "projects")),
    "other": (("Issue", "issues"), ("MergeRequest", "merge_requests")),
}
_NAMES = {
    "group_id": "groups",
    "namespace_id": "groups",
    "project_id": "projects",
    "build_id": "p_ci_builds",
    "job_id": "p_ci_builds",
    "pipeline_id": "p_ci_pipelines",
    "merge_request_id": "merge_requests",
    "hosted_plan_id": "plans",
    "item_id": "customers",
    "timeline_event_id": "incident_management_timeline_events",
    "timeline_event_tag_id": "incident_management_timeline_event_tags",
    "add_on_purchase_id": "subscription_add_on_purchases",
    "approval_rule_id": "protected_environment_approval_rules",
    "alert_id": "alert_management_alerts",
    "bulk_import_id": "bulk_imports",
    "milestone_id": "milestones",
}
# Kept in databases of their own, and known to all (the CI database refers to projects of the main one).
_EVERYWHERE = frozenset({"users", "projects", "groups", "p_ci_builds", "p_ci_pipelines", "merge_requests"})


def kinds(stem: str) -> tuple[tuple[str, str], ...]:
    """Give what `<stem>_type` may say, each with the table that `<stem>_id` then refers to."""
    return _KINDS.get(stem, _KINDS["other"])


def referred(column: str, siblings: Collection[str], tables: Collection[str]) -> tuple[str, ...]:
    """Give the tables that a column refers to.

    Args:
        column: its name.
        siblings: the columns of its table.
        tables: the tables of its database.

    Returns:
        One name, several where `<stem>_type` beside `<stem>_id` says which, or none.
    """
    if not column.endswith("_id"):
        return ()
    stem = column.removesuffix("_id")
    if f"{stem}_type" in siblings:
        return tuple(table for _, table in kinds(stem))
    if _PEOPLE.search(column):
        return ("users",)
    words = stem.split("_")
    for start in range(len(words)):
        rest = "_".join(words[start:])
        named = _NAMES.get(f"{rest}_id")
        if named and (named in tables or named in _EVERYWHERE):
            return (named,)
        for plural in (f"{rest}s", f"{rest[:-1]}ies", f"{rest}es"):
            if plural in tables and (start == 0 or plural not in {"events", "notes"}):
                return (plural,)
    return ()
