"""Users, organizations, groups, and who belongs to what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from typing_extensions import override

from tap_zendesk.address import iso
from tap_zendesk.cursor_export import CursorExport
from tap_zendesk.cursor_pages import CursorList, CursorPages
from tap_zendesk.schemas import DELETED, PERMANENTLY_DELETED, dated
from tap_zendesk.time_export import TimeExport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from singer_sdk.helpers.types import Context, Record

_ORGANIZATION = dated(
    text="external_id name details notes",
    integer="group_id",
    flag=f"shared_tickets shared_comments {DELETED}",
    items="domain_names tags",
    object="organization_fields",
    moment="deleted_at",
)


class Users(CursorExport):
    """Customers, agents and admins; names and addresses. Deleted users are not active."""

    name, path, records_key = "users", "/incremental/users/cursor.json", "users"
    selected_by_default = True
    optional = False
    replication_key = "updated_at"
    schema: ClassVar[dict[str, Any]] = dated(
        text="name email alias external_id role time_zone iana_time_zone locale phone ticket_restriction signature "
        "details notes remote_photo_url",
        integer="role_type custom_role_id locale_id organization_id default_group_id",
        moment="last_login_at",
        flag="shared_phone_number verified active shared shared_agent chat_only suspended moderator restricted_agent "
        f"only_private_comments report_csv two_factor_auth_enabled permanently_deleted {DELETED} {PERMANENTLY_DELETED}",
        items="tags",
        object="photo user_fields",
    )

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        row[PERMANENTLY_DELETED] = row.get("permanently_deleted") is True
        row[DELETED] = row.get("active") is False or row[PERMANENTLY_DELETED]
        return super().post_process(row, context)


class UserIdentities(CursorExport):
    """Addresses and numbers of users, of those users who changed."""

    name, path, records_key = "user_identities", "/incremental/users/cursor.json", "identities"
    walked_key = "users"
    replication_key = "updated_at"
    include = "identities"
    schema: ClassVar[dict[str, Any]] = dated(
        integer="user_id undeliverable_count", text="type value deliverable_state", flag="verified primary"
    )


class _OrganizationList(CursorPages):
    """The list of live organizations, for a second that fills a page of the export."""

    name, path, records_key = "organizations", "/organizations.json", "organizations"
    optional = False
    schema: ClassVar[dict[str, Any]] = _ORGANIZATION


class Organizations(TimeExport):
    """Organizations: the companies that customers belong to. Deleted ones have deleted_at."""

    name, path, records_key = "organizations", "/incremental/organizations.json", "organizations"
    selected_by_default = True
    optional = False
    replication_key = "updated_at"
    schema: ClassVar[dict[str, Any]] = _ORGANIZATION

    @override
    def rows_of_second(self, second: int) -> Iterable[dict[str, Any]]:
        rows = _OrganizationList(self._tap).request_records(None)
        return (row for row in rows if row.get("updated_at") == iso(second))

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        row[DELETED] = bool(row.get("deleted_at"))
        return super().post_process(row, context)


class OrganizationMemberships(CursorList):
    """Which user belongs to which organization."""

    name, path, records_key = "organization_memberships", "/organization_memberships.json", "organization_memberships"
    schema: ClassVar[dict[str, Any]] = dated(
        integer="user_id organization_id", text="organization_name", flag="default view_tickets"
    )


class Groups(CursorList):
    """Groups of agents, deleted ones too."""

    name, path, records_key = "groups", "/groups.json", "groups"
    selected_by_default = True
    optional = False
    params: ClassVar[dict[str, Any]] = {"exclude_deleted": "false"}
    schema: ClassVar[dict[str, Any]] = dated(text="name description", flag="default deleted is_public")


class GroupMemberships(CursorList):
    """Which agent belongs to which group."""

    name, path, records_key = "group_memberships", "/group_memberships.json", "group_memberships"
    selected_by_default = True
    optional = False
    schema: ClassVar[dict[str, Any]] = dated(integer="user_id group_id", flag="default")


class UserFields(CursorList):
    """The account's own fields of users."""

    name, path, records_key = "user_fields", "/user_fields.json", "user_fields"
    schema: ClassVar[dict[str, Any]] = dated(
        text="type key title raw_title description raw_description tag regexp_for_validation relationship_target_type",
        integer="position",
        flag="active system",
        items="custom_field_options",
        object="relationship_filter",
    )


class OrganizationFields(CursorList):
    """The account's own fields of organizations."""

    name, path, records_key = "organization_fields", "/organization_fields.json", "organization_fields"
    schema: ClassVar[dict[str, Any]] = UserFields.schema


class CustomRoles(CursorList):
    """Roles of agents."""

    name, path, records_key = "custom_roles", "/custom_roles.json", "custom_roles"
    schema: ClassVar[dict[str, Any]] = dated(
        text="name description", integer="role_type team_member_count", object="configuration"
    )
