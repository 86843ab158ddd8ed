"""Whole runs of the tap against an account of the sandbox, and what landed beside what the account has."""

from __future__ import annotations

from tap_common.stream_tests.pipelines import Pipeline, content

VENDOR = "zendesk-community-relations"
# What is gone at the source stays, as in all streams that are no full copies and whose source does not speak of it.
KEEPS = {
    "ticket_audits", "ticket_comments", "ticket_metrics", "ticket_activities", "ticket_skips", "posts", "post_comments",
    "post_votes", "articles", "article_comments", "article_votes", "article_attachments",
}  # fmt: skip


class Account(Pipeline):
    """One account into one DuckDB file."""

    def __init__(self, folder, web, vendor, streams):
        prefix = "SANDBOX_" + vendor.upper().replace("-", "_")
        env = web.env()
        self.web, self.vendor = web, vendor
        config = {
            "base_url": env[f"{prefix}_URL"],
            "email": env[f"{prefix}_EMAIL"],
            "api_token": env[f"{prefix}_API_TOKEN"],
            "export_requests_per_minute": 1_000_000,
            "ticket_requests_per_minute": 1_000_000,
        }
        super().__init__(folder, "tap-zendesk", config, streams)

    def run_until(self, requests):
        """Kill tap and target when the source has seen so many requests."""
        self.web.forget_requests(self.vendor)
        self.run(kill_when=lambda: len(self.web.requests(self.vendor)) >= requests)

    def differences(self, stream):
        """Say how many rows of a table are not the account's, or are missing."""
        without = {"tickets": {"fields"}, "ticket_events": {"child_events"}}.get(stream, set())
        if stream.startswith(("article_", "post_")):
            without = without | {"article_id", "post_id", "comment_id"}  # the ids above a row are the tap's own
        truth = {content(record, without) for record in self.web.truth(self.vendor, stream).values()}
        landed = set(self.landed(stream, without))
        missing, more = truth - landed, set() if stream in KEEPS else landed - truth
        return f"{stream}: {sorted(missing)[:2]} missing, {sorted(more)[:2]} too many" if missing or more else None


def assert_equal(account):
    wrong = [found for stream in account.streams if (found := account.differences(stream))]
    assert not wrong, "\n".join([*wrong, account.log.read_text()[-2000:]])
