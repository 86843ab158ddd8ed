"""What the tables of gitlab.com and CustomersDot hold otherwise than a column's name and type say."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from denomas_sandbox.company.commerce import Account, Commerce, Subscription
from denomas_sandbox.company.gitlab import N, text
from denomas_sandbox.company.keys import Keys
from denomas_sandbox.company.versions import version_db
from denomas_sandbox.company.world import PROJECT_NAMESPACES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from denomas_sandbox.company.columns import Maker, Row
    from denomas_sandbox.company.world import Namespace, Person, World

Special = dict[tuple[str, str], "Maker"]
_PLANS = ("free", "bronze", "silver", "gold", "premium", "ultimate", "ultimate_trial", "default")
_ODD_EVERY = 331


def _odd(table: str, column: str, value: str, usual: str) -> Special:
    """Give a column an odd value now and then, where the manifests drop or clamp it (facts: gitlab-platform 1.6)."""

    def make(row: Row) -> str:
        return value if row.number % _ODD_EVERY == 13 else str(getattr(row, usual))  # noqa: PLR2004  soon enough

    return {(table, column): make}


def _commits(keys: Keys) -> Special:
    """Give each version of a merge request its commits, all on the day of the version.

    So rows are only ever added behind the last key, as the pipeline takes for granted (load_by_id).
    """
    table, parent = "merge_request_diff_commits", "merge_request_diffs"
    begin = Keys(keys.world)
    commits, versions = begin.count(table), max(1, begin.count(parent))
    a_day, versions_a_day = max(1, keys.world.per_day(commits)), max(1, keys.world.per_day(versions))

    def place(row: Row) -> tuple[int, int]:
        """Give the number of the version, from 1, and the commit's place in it, from 0."""
        if row.number <= commits:
            each = max(1, commits // versions)
            return 1 + (row.number - 1) // each, (row.number - 1) % each
        day, of_day = divmod(row.number - commits - 1, a_day)
        version = of_day * versions_a_day // a_day
        return 1 + versions + day * versions_a_day + version, of_day - -(-version * a_day // versions_a_day)

    return {
        (table, "merge_request_diff_id"): lambda row: str(keys.key(parent, place(row)[0])),
        (table, "relative_order"): lambda row: str(place(row)[1]),
    }


def gitlab_com(keys: Keys) -> Special:
    """Give what is special on gitlab.com: the tree of namespaces, their paths, and times that few programs can hold."""
    world = keys.world

    def space(give: Callable[[Namespace], object]) -> Maker:
        return lambda row: _written(give(_namespace(world, row.key)))

    def route(give: Callable[[Namespace], object]) -> Maker:
        return lambda row: _written(give(_namespace(world, keys.key("namespaces", row.number))))

    def group(space: Namespace) -> list[int]:
        return [space.parent_id, space.id] if space.parent_id else [space.id]

    def path(space: Namespace) -> str:
        return f"{_namespace(world, space.parent_id).path}/{space.path}" if space.parent_id else space.path

    return {
        ("namespaces", "name"): space(lambda each: each.name),
        ("namespaces", "path"): space(lambda each: each.path),
        ("namespaces", "type"): space(lambda each: each.kind),
        ("namespaces", "owner_id"): space(lambda each: each.owner_id),
        ("namespaces", "parent_id"): space(lambda each: each.parent_id),
        ("namespaces", "traversal_ids"): space(lambda each: f"{{{','.join(map(str, group(each)))}}}"),
        ("routes", "source_type"): route(lambda each: "Project" if each.project_id else "Namespace"),
        ("routes", "source_id"): route(lambda each: each.project_id or each.id),
        ("routes", "namespace_id"): route(lambda each: each.id),
        ("routes", "name"): route(lambda each: each.name),
        ("routes", "path"): route(path),
        ("issues", "namespace_id"): lambda row: str(
            PROJECT_NAMESPACES + world.gitlab_com_projects[row.number % len(world.gitlab_com_projects)]
        ),
        ("issues", "project_id"): lambda row: str(
            world.gitlab_com_projects[row.number % len(world.gitlab_com_projects)]
        ),
        ("issues", "state_id"): lambda row: str(1 + row.chance % 2),
        **_commits(keys),
        ("plans", "name"): lambda row: _PLANS[(row.number - 1) % len(_PLANS)],
        **_odd("issues", "due_date", "20222-12-31", "changed"),
        **_odd("milestones", "due_date", "20222-12-31", "changed"),
        **_odd("epics", "end_date", "20222-12-31", "changed"),
        **_odd("project_group_links", "expires_at", "20222-12-31", "changed"),
        **_odd("incident_management_timeline_events", "occurred_at", "20210-05-01 00:00:00", "made"),
        **_odd("p_ci_job_artifacts", "expire_at", "21024-05-01 00:00:00", "changed"),
        **_odd("notes", "created_at", "0044-03-15 00:00:00 BC", "made"),
        **_people(world),
    }


def customers_dot(keys: Keys) -> Special:
    """Give what is special in CustomersDot: whose accounts and subscriptions they are, and of which group."""
    world, commerce = keys.world, Commerce(keys.world)
    groups, accounts = keys.world.groups, max(1, commerce.accounts)

    def sold(give: Callable[[Subscription], object]) -> Maker:
        return lambda row: _written(give(_subscription(commerce, row.number)))

    def paid(give: Callable[[Account], object]) -> Maker:
        return lambda row: _written(give(commerce.account(1 + (row.number - 1) % accounts)))

    def own(give: Callable[[Account], object]) -> Maker:
        return lambda row: _written(give(commerce.account(row.number)))

    def owned(table: str) -> Maker:
        return lambda row: str(keys.key(table, 1 + (row.number - 1) % accounts))

    def namespace(row: Row) -> str:
        """A number as text; a few are neither a number nor there (facts: gitlab-platform 2.2)."""
        odd = {5: N, 11: "", 17: "n/a"}.get(row.number % 41)
        return str(groups[row.number % len(groups)]) if odd is None else odd

    account, subscription = paid(lambda each: each.id), sold(lambda each: each.id)
    name = sold(lambda each: each.name)
    return {
        ("", "zuora_account_id"): account,
        ("", "salesforce_account_id"): paid(lambda each: each.salesforce_id),
        ("", "subscription_id"): subscription,
        ("", "zuora_subscription_id"): subscription,
        ("", "subscription_name"): name,
        ("", "zuora_subscription_name"): name,
        ("", "product_rate_plan_id"): lambda row: commerce.zuora_id("plan", 1 + row.chance % 6),
        ("", "zuora_contact_id"): lambda row: commerce.zuora_id("contact", row.number),
        ("", "customer_id"): owned("customers"),
        ("", "billing_account_id"): owned("billing_accounts"),
        ("license_seat_links", "order_id"): lambda row: str(keys.key("orders", row.number)),
        ("billing_accounts", "zuora_account_name"): own(lambda each: each.name),
        ("billing_accounts", "zuora_account_id"): own(lambda each: each.id),
        ("billing_accounts", "salesforce_account_id"): own(lambda each: each.salesforce_id),
        ("billing_account_contacts", "zuora_account_id"): own(lambda each: each.id),
        ("billing_account_memberships", "customer_id"): lambda row: str(keys.key("customers", row.number)),
        ("billing_account_memberships", "billing_account_id"): lambda row: str(
            keys.key("billing_accounts", row.number)
        ),
        ("customers", "salesforce_account_id"): own(lambda each: each.salesforce_id),
        ("orders", "gl_namespace_id"): namespace,
        ("orders", "gl_namespace_name"): lambda row: text(world.namespace(groups[row.number % len(groups)]).name),
        ("trial_histories", "gl_namespace_id"): lambda row: str(keys.key("namespaces", row.number)),
        ("customers", "uid"): lambda row: str(row.number) if row.number % 7 else N,
        ("schema_migrations", "version"): lambda row: f"20{row.number:012}",
        **_people(world),
    }


def _people(world: World) -> Special:
    def person(give: Callable[[Person], str]) -> Maker:
        return lambda row: text(give(world.person(1 + (row.number - 1) % world.people)))

    return {
        ("", "first_name"): person(lambda who: who.first_name),
        ("", "last_name"): person(lambda who: who.last_name),
        ("", "email"): person(lambda who: who.email),
        ("", "work_email"): person(lambda who: who.email),
        ("", "requester_email"): person(lambda who: who.email),
        ("", "username"): person(lambda who: who.username),
    }


def _written(value: object) -> str:
    return N if value is None else text(str(value))


@lru_cache(maxsize=1024)
def _namespace(world: World, index: int) -> Namespace:
    return world.namespace(index)


@lru_cache(maxsize=16)
def _subscription(commerce: Commerce, number: int) -> Subscription:
    return commerce.subscription(number)


OF_DATABASE: Mapping[str, Callable[[Keys], Special]] = {
    "gitlab_com": gitlab_com,
    "gitlab_com_ci": gitlab_com,
    "customers_dot": customers_dot,
    "version_db": version_db,
}
