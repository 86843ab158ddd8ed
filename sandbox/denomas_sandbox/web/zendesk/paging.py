"""The ways in which Zendesk's lists are paged: cursors, offsets, and not at all (facts: zendesk A.3.1, A.3.2)."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from denomas_sandbox.web.answers import answer
from denomas_sandbox.web.stand_in import shift
from denomas_sandbox.web.zendesk import failures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from denomas_sandbox.web.zendesk.switches import ZendeskSwitches

# Where the path is kept as it was asked for, with or without .json.
ASKED_PATH = "denomas.path"
_DEEPEST = 10_000
_LARGEST, _OF_HELP_CENTER = 100, 30


@dataclass(frozen=True)
class Rows:
    """What a list has: numbers in its order, and what makes the record of one.

    Attributes:
        key: the name of the array.
        numbers: ascending, or descending.
        record: gives a record.
        descending: how the numbers are ordered.
    """

    key: str
    numbers: Sequence[int]
    record: Callable[[int], Any]
    descending: bool = False

    def after(self, number: int) -> int:
        """Give the place of the first number after another one, in the list's order."""
        if self.descending:
            return bisect_right(self.numbers, -number, key=_negative)
        return bisect_right(self.numbers, number)

    def before(self, number: int) -> int:
        """Give the place of the first number that is not before another one."""
        if self.descending:
            return bisect_left(self.numbers, -number, key=_negative)
        return bisect_left(self.numbers, number)

    def records(self, begin: int, end: int) -> list[Any]:
        """Give the records from one place up to another."""
        return [self.record(number) for number in self.numbers[max(0, begin) : max(0, end)]]


def _negative(number: int) -> int:
    return -number


def next_url(request: Request, **changed: Any) -> str:
    """Give the address of the request with parameters changed, or removed where they are None."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changed]
    query = urlencode(kept + [(name, value) for name, value in changed.items() if value is not None])
    base = f"{request.url.scheme}://{request.url.netloc}"
    return f"{base}{request.scope[ASKED_PATH]}?{query}"


def page_of(
    request: Request, rows: Rows, switches: ZendeskSwitches, *, largest: int = _LARGEST, cursors: bool = True
) -> Response:
    """Answer with a page of a list: by cursor when page[size] is given and the list knows cursors, else by offset."""
    if cursors and "page[size]" in request.query_params:
        return _by_cursor(request, rows, switches, largest)
    return _by_offset(request, rows, switches)


def whole(rows: Rows) -> Response:
    """Answer with all of a list."""
    records = rows.records(0, len(rows.numbers))
    return answer({rows.key: records, "next_page": None, "previous_page": None, "count": len(records)})


def _by_cursor(request: Request, rows: Rows, switches: ZendeskSwitches, largest: int) -> Response:
    query, count = request.query_params, len(rows.numbers)
    size = whole_number(query["page[size]"])
    if size is None or not 1 <= size <= largest:
        return failures.failure(400)
    after, before = query.get("page[after]"), query.get("page[before]")
    if after and before:
        return failures.failure(400)
    try:
        if before:
            end = rows.before(_read(before))
            begin = max(0, end - size)
        else:
            begin = max(0, (rows.after(_read(after)) if after else 0) - shift(request))
            end = min(count, begin + size)
    except ValueError:
        return failures.failure(400)
    more = begin > 0 if before else end < count
    meta: dict[str, Any] = {"has_more": more}
    links: dict[str, Any] = {"prev": None, "next": None}
    if begin < end:
        first, last = _write(rows.numbers[begin]), _write(rows.numbers[end - 1])
        meta |= {"after_cursor": last, "before_cursor": first}
        if end < count or switches.links_on_last_page:
            links["next"] = next_url(request, **{"page[after]": last, "page[before]": None})
        links["prev"] = next_url(request, **{"page[before]": first, "page[after]": None})
    return answer({rows.key: rows.records(begin, end), "meta": meta, "links": links})


def _by_offset(request: Request, rows: Rows, switches: ZendeskSwitches) -> Response:
    query, count = request.query_params, len(rows.numbers)
    usual = _OF_HELP_CENTER if "/help_center/" in request.scope[ASKED_PATH] else _LARGEST
    page, size = whole_number(query.get("page", "1")), whole_number(query.get("per_page", str(usual)))
    if page is None or size is None or page < 1 or size < 1:
        return failures.failure(400)
    size = min(size, _LARGEST)
    begin = (page - 1) * size
    if begin >= _DEEPEST:
        return failures.deep_offset(switches.deep_offset_status)
    end = begin + size
    return answer(
        {
            rows.key: rows.records(begin - shift(request), end - shift(request)),
            "next_page": next_url(request, page=page + 1) if end < count else None,
            "previous_page": next_url(request, page=page - 1) if page > 1 else None,
            "count": count,
        }
    )


def whole_number(text: str) -> int | None:
    """Read a whole number, None where it is none."""
    try:
        return int(text)
    except ValueError:
        return None


def _write(number: int) -> str:
    return base64.urlsafe_b64encode(f'{{"o":"id","v":{number}}}'.encode()).decode()


def _read(cursor: str) -> int:
    """Read a cursor.

    Raises:
        ValueError: when it is none of ours.
    """
    try:
        return int(base64.urlsafe_b64decode(cursor).decode().rpartition(":")[2].rstrip("}"))
    except (binascii.Error, UnicodeDecodeError) as error:
        raise ValueError(cursor) from error
