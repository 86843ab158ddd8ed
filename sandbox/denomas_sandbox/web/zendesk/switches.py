"""Switches of Zendesk's stand-in: the plan, and what the sheet marks as unknown or rare."""

from __future__ import annotations

from dataclasses import dataclass

from denomas_sandbox.web.stand_in import Switches

_GROWTH = frozenset({"slas", "schedules", "satisfaction"})
_PROFESSIONAL = _GROWTH | {"forms"}
_ENTERPRISE = _PROFESSIONAL | {"roles", "audit_logs", "skills", "side_conversations"}
# Requests a minute and what the plan has (facts: zendesk A.5, notes of A.7).
PLANS: dict[str, tuple[int, frozenset[str]]] = {
    "team": (200, frozenset()),
    "growth": (400, _GROWTH),
    "professional": (400, _PROFESSIONAL),
    "enterprise": (700, _ENTERPRISE),
    "enterprise-plus": (2_500, _ENTERPRISE),
}


@dataclass(frozen=True, kw_only=True)
class ZendeskSwitches(Switches):
    """How an account behaves.

    Attributes:
        plan: team, growth, professional, enterprise or enterprise-plus; "" for the account's own.
        guide: whether it has a help centre; without, its paths are 404.
        gather: whether it has a community; without, its paths are 404; None for the account's own.
        talk: whether it has telephones; without, their paths are 403; None for the account's own.
        forbidden: streams' paths below /api/v2/ that are 403, whatever the plan.
        missing: the same, 404.
        exports_per_minute: requests of all incremental exports together; 30 with the High Volume add-on.
        audits_per_minute: requests for single tickets' audits; the vendor's number is a guess.
        export_page_max: the largest page of an export.
        heavy_page: exports with more records a page than this are answered 504; 0 for none.
        recent_start: whether a start_time younger than a minute is refused (a cursor export once let some pass).
        recent_end: whether the same is so for the end_time of satisfaction ratings.
        deep_offset_status: what comes after 10,000 records of an offset list: 400, or 429 as was seen once.
        links_on_last_page: whether `links.next` is there on the last page, too.
        metric_events_page_max: largest page[size] of ticket_metric_events; documented 100, seen 1000.
        archived_audits_paged: whether audits of archived tickets come in pages, too.
        empty_export_pages: every so many pages of a cursor export one is empty and not the last; 0 for none.
        retry_after: how Retry-After is written; seen were texts that only contain the number.
        ratings_as_text: whether a ticket's satisfaction_rating is the score alone, as it once was.
        organizations_in_one_second: so many organizations more, all changed in the same second.
        token_seconds: how long an OAuth access token lasts.
    """

    plan: str = ""
    guide: bool = True
    gather: bool | None = None
    talk: bool | None = None
    forbidden: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    exports_per_minute: int = 10
    audits_per_minute: int = 500
    export_page_max: int = 1_000
    heavy_page: int = 0
    recent_start: bool = True
    recent_end: bool = False
    deep_offset_status: int = 400
    links_on_last_page: bool = True
    metric_events_page_max: int = 100
    archived_audits_paged: bool = False
    empty_export_pages: int = 0
    retry_after: str = "{}"
    ratings_as_text: bool = False
    organizations_in_one_second: int = 0
    token_seconds: int = 172_800
