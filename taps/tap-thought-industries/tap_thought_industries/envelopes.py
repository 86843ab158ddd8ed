"""Where an answer has its records and its page info: two of the forms that the vendor documents (facts: C.2, C.3)."""

from __future__ import annotations

from typing import Any

PAGE_INFO = "pageInfo"


def prefix_of(document: Any, records_key: str) -> str:
    """Give what stands before `records_key` and `pageInfo`: nothing, or `data.API<Name>.`.

    The plain form is the one that was seen in use, `{"events": […], "pageInfo": {…}}`. The reference pages show
    `{"data": {"APIEvents": {"pageInfo": {…}, "events": […]}}}`.

    Args:
        document: an answer.
        records_key: name of the list, e.g. `events`.
    """
    if not isinstance(document, dict) or records_key in document:
        return ""
    data = document.get("data")
    if not isinstance(data, dict):
        return ""
    wrappers = [name for name, value in data.items() if isinstance(value, dict) and records_key in value]
    return f"data.{wrappers[0]}." if len(wrappers) == 1 else ""
