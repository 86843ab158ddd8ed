"""How the account is set up: fields, forms, macros, policies, triggers, views."""

from __future__ import annotations

from typing import Any, ClassVar

from typing_extensions import override

from tap_zendesk.address import host_address
from tap_zendesk.cursor_pages import CursorList
from tap_zendesk.offset_pages import OffsetList
from tap_zendesk.schemas import dated, schema


class TicketFields(CursorList):
    """Fields of tickets: the system's and the account's own."""

    name, path, records_key = "ticket_fields", "/ticket_fields.json", "ticket_fields"
    selected_by_default = True
    optional = False
    schema: ClassVar[dict[str, Any]] = dated(
        text="type title raw_title description raw_description regexp_for_validation title_in_portal "
        "raw_title_in_portal tag agent_description key relationship_target_type creator_app_name",
        integer="position sub_type_id creator_user_id",
        flag="active required collapsed_for_agents visible_in_portal editable_in_portal required_in_portal removable",
        items="system_field_options custom_field_options custom_statuses",
        json="relationship_filter",
    )


class TicketForms(OffsetList):
    """Forms of tickets."""

    name, path, records_key = "ticket_forms", "/ticket_forms.json", "ticket_forms"
    selected_by_default = True
    schema: ClassVar[dict[str, Any]] = dated(
        text="name raw_name display_name raw_display_name",
        integer="position",
        flag="active default end_user_visible in_all_brands",
        items="restricted_brand_ids ticket_field_ids agent_conditions end_user_conditions",
    )


class CustomStatuses(OffsetList):
    """The account's own words for the state of a ticket."""

    name, path, records_key = "custom_statuses", "/custom_statuses.json", "custom_statuses"
    schema: ClassVar[dict[str, Any]] = dated(
        text="status_category agent_label end_user_label description end_user_description raw_agent_label "
        "raw_end_user_label raw_description raw_end_user_description",
        flag="active default",
    )


class Macros(CursorList):
    """Prepared answers and changes; of an admin's token, the personal ones of all agents too."""

    name, path, records_key = "macros", "/macros.json", "macros"
    selected_by_default = True
    optional = False
    schema: ClassVar[dict[str, Any]] = dated(
        text="title raw_title description",
        integer="position",
        flag="active default",
        items="actions",
        object="restriction",
    )


class SlaPolicies(OffsetList):
    """What is promised: targets by metric and priority."""

    name, path, records_key = "sla_policies", "/slas/policies.json", "sla_policies"
    selected_by_default = True
    schema: ClassVar[dict[str, Any]] = dated(
        text="title description", integer="position", object="filter", items="policy_metrics", json="metric_settings"
    )


class Tags(CursorList):
    """The most used tags of the last 60 days, 20,000 at most, with how often they are used."""

    name, path, records_key = "tags", "/tags.json", "tags"
    selected_by_default = True
    optional = False
    primary_keys = ("name",)
    schema: ClassVar[dict[str, Any]] = schema("name", text="name", integer="count")


class Brands(CursorList):
    """Brands of the account."""

    name, path, records_key = "brands", "/brands.json", "brands"
    schema: ClassVar[dict[str, Any]] = dated(
        text="name subdomain brand_url host_mapping help_center_state signature_template",
        flag="has_help_center active default is_deleted",
        object="logo",
        items="ticket_form_ids",
    )


class Schedules(OffsetList):
    """Business hours."""

    name, path, records_key = "schedules", "/business_hours/schedules.json", "schedules"
    schema: ClassVar[dict[str, Any]] = dated(text="name time_zone", items="intervals")


class Triggers(CursorList):
    """What happens at once when a ticket changes."""

    name, path, records_key = "triggers", "/triggers.json", "triggers"
    schema: ClassVar[dict[str, Any]] = dated(
        text="title raw_title description category_id",
        integer="position",
        flag="active default",
        object="conditions",
        items="actions",
    )


class Automations(CursorList):
    """What happens when time has passed."""

    name, path, records_key = "automations", "/automations.json", "automations"
    schema: ClassVar[dict[str, Any]] = dated(
        text="title raw_title", integer="position", flag="active default", object="conditions", items="actions"
    )


class Views(CursorList):
    """Lists of tickets that agents see."""

    name, path, records_key = "views", "/views.json", "views"
    schema: ClassVar[dict[str, Any]] = dated(
        text="title raw_title description",
        integer="position",
        flag="active default",
        object="conditions execution restriction",
    )


class AccountAttributes(OffsetList):
    """Skills for routing; of their fields only the key is known, the rest is kept in `_extra`."""

    name, path, records_key = "account_attributes", "/routing/attributes", "attributes"
    schema: ClassVar[dict[str, Any]] = schema(text="id")


class AttributeDefinitions(OffsetList):
    """What routing by skill may ask for: one row, both lists in it."""

    name, path, records_key = "attribute_definitions", "/routing/attributes/definitions", "definitions"
    primary_keys = ()
    schema: ClassVar[dict[str, Any]] = schema("", items="conditions_all conditions_any")


class JiraLinks(OffsetList):
    """Which ticket is linked to which issue in Jira; only the key is known, the rest is kept in `_extra`."""

    name, path, records_key = "jira_links", "/api/services/jira/links", "links"
    schema: ClassVar[dict[str, Any]] = schema(integer="id")

    @property
    @override
    def url_base(self) -> str:
        """Address of the account: the endpoint is beside `/api/v2`."""
        return host_address(self.config)
