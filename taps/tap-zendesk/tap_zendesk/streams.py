"""All streams (facts: zendesk A.7); the SDK reads them in the order of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tap_zendesk import community, people, rules, talk, ticket_children, ticket_events
from tap_zendesk.audit_history import AccountTicketAudits
from tap_zendesk.tickets import Tickets

if TYPE_CHECKING:
    from tap_zendesk.client import ZendeskStream

LOADED: tuple[type[ZendeskStream], ...] = (
    people.Groups, people.GroupMemberships, rules.Macros, rules.SlaPolicies, rules.Tags, rules.TicketFields,
    rules.TicketForms, people.Organizations, people.Users, ticket_events.SatisfactionRatings,
    Tickets, ticket_children.TicketMetrics, ticket_children.TicketAudits, ticket_children.TicketComments,
)  # fmt: skip
"""What Denomas loads."""

FURTHER: tuple[type[ZendeskStream], ...] = (
    ticket_events.TicketEvents, ticket_events.TicketMetricEvents, ticket_events.AuditLogs, ticket_events.TicketSkips,
    ticket_events.TicketActivities, ticket_events.DeletedTickets, AccountTicketAudits,
    ticket_children.SideConversations, people.UserIdentities, people.UserFields, people.OrganizationFields,
    people.OrganizationMemberships, people.CustomRoles, rules.Brands, rules.Schedules, rules.Triggers,
    rules.Automations, rules.Views, rules.CustomStatuses, rules.AccountAttributes, rules.AttributeDefinitions,
    rules.JiraLinks, community.Topics, community.Posts, community.PostComments, community.PostVotes,
    community.PostCommentVotes, community.Articles, community.ArticleComments, community.ArticleVotes,
    community.ArticleCommentVotes, community.ArticleAttachments, community.Categories, community.Sections,
    talk.TalkPhoneNumbers, talk.Calls, talk.CallLegs, talk.AgentsActivity,
)  # fmt: skip
"""What else there is; not selected by default."""

STREAMS = LOADED + FURTHER
