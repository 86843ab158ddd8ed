"""The tag by which Snowflake's query history, and its bill, tell whose statement one is."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass

_MAX_CHARACTERS = 2000


@dataclass(frozen=True)
class QueryTag:
    """Project, tap and run; the stream comes with each statement."""

    project: str
    tap: str
    run_id: str

    @classmethod
    def of_run(cls, run_id: str, tap: str) -> QueryTag:
        """Make the tag of a run, in the project that Meltano names."""
        return cls(os.environ.get("MELTANO_PROJECT_ID") or "unknown", tap, run_id)

    def of(self, stream: str | None) -> str:
        """Give the tag of a stream's statement as JSON; Snowflake takes up to 2,000 characters."""
        tag = {"project": self.project, "tap": self.tap, "stream": stream, "run_id": self.run_id}
        text = json.dumps(tag)
        return text if len(text) <= _MAX_CHARACTERS else json.dumps(tag | {"stream": None})
