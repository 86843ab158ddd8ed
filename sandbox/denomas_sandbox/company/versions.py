"""What the Versions app gets from instances of GitLab: pings with large payloads."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from denomas_sandbox.company.chance import kind_seed, mixed
from denomas_sandbox.company.gitlab import N, text

if TYPE_CHECKING:
    from denomas_sandbox.company.columns import Row
    from denomas_sandbox.company.keys import Keys
    from denomas_sandbox.company.special import Special

# GitLab.com's own host and instance (facts: gitlab-platform 2.3).
OWN_HOST, OWN_UUID = 632, "ea8bf810-1d6f-4a6a-b4fd-93e8cbd8b57f"
_OWN_EVERY = 50
_STAGES = ("configure", "create", "manage", "monitor", "package", "plan", "release", "secure", "verify")
_METRICS = 24


def version_db(keys: Keys) -> Special:
    """Give what is special in the Versions app: each ping's host, instance and payload."""
    hosts, seed = max(1, keys.count("hosts")), kind_seed(keys.world.seed, "host")

    def host(row: Row) -> int:
        own = row.number % _OWN_EVERY == 0
        return OWN_HOST if own else keys.key("hosts", 1 + row.chance % hosts)

    def uuid(row: Row) -> str:
        index = host(row)
        return OWN_UUID if index == OWN_HOST else f"{mixed(seed, index) >> 32:08x}-0000-4000-8000-{index:012x}"

    stages, counts = _template("usage_activity_by_stage", _STAGES), _template("counts", ("counts",))
    payload = _template("payload", ("counts", "usage_activity_by_stage", "usage_activity_by_stage_monthly", *_STAGES))

    def filled(template: str, row: Row) -> str:
        return template.replace("7777", str(row.chance % 100_000))

    return {
        ("hosts", "url"): lambda row: _hostname(row.key),
        ("versions", "version"): lambda row: f"{9 + row.number // 50}.{row.number // 5 % 10}.{row.number % 5}",
        ("versions", "vulnerable"): lambda row: str(row.chance % 3),
        ("version_checks", "gitlab_version"): lambda row: f"{15 + row.chance % 3}.{row.number % 11}.0-ee",
        ("schema_migrations", "version"): lambda row: f"20{row.number:012}",
        ("", "host_id"): lambda row: str(host(row)),
        ("", "uuid"): uuid,
        ("usage_data", "hostname"): lambda row: _hostname(host(row)),
        ("usage_data", "version"): lambda row: f"{15 + row.chance % 3}.{row.number % 11}.{row.chance % 4}-ee",
        ("usage_data", "gitpod_enabled"): lambda row: "t" if row.chance & 8 else "f",
        ("usage_data", "raw_usage_data_id"): lambda row: str(row.key),
        ("usage_data", "source_ip"): lambda row: f"10.9.{row.number % 250}.7",
        # Times that the warehouse clamps (facts: gitlab-platform 2.3).
        ("usage_data", "license_starts_at"): lambda row: "0017-03-01" if row.number % 89 == 0 else row.made,
        ("usage_data", "license_expires_at"): lambda row: "2999-12-31" if row.number % 83 == 0 else row.changed,
        ("usage_data", "usage_activity_by_stage"): lambda row: filled(stages, row),
        ("usage_data", "usage_activity_by_stage_monthly"): lambda row: filled(stages, row) if row.number % 3 else N,
        ("usage_data", "counts"): lambda row: filled(counts, row),
        ("usage_data", "licensee"): lambda row: text(
            json.dumps({"Name": f"Søren {row.key}", "Email": "SECRET-licensee"})
        ),
        ("raw_usage_data", "payload"): lambda row: filled(payload, row),
        ("raw_usage_data", "recorded_at"): lambda row: row.made,
        ("usage_ping_metadata", "metrics"): lambda row: filled(counts, row),
    }


def _hostname(index: int) -> str:
    return "gitlab.com" if index == OWN_HOST else f"gitlab-{index}.bücher.example"


def _template(name: str, parts: tuple[str, ...]) -> str:
    """Give a payload in JSON whose numbers 7777 are to be replaced; -1 stands for a query that ran out of time."""
    metrics = {
        part: {f"{part}_{index}_users": 7777 if index % 5 else -1 for index in range(_METRICS)} for part in parts
    }
    return text(json.dumps({name: metrics, "note": "ünïcode 🦊", "empty": {}, "none": None}, ensure_ascii=False))
