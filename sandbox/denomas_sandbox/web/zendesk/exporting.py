"""The incremental exports' paging: by cursor and by time (facts: zendesk A.3.3, A.3.4, A.4)."""

from __future__ import annotations

import base64
import binascii
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.answers import answer
from denomas_sandbox.web.stand_in import shift
from denomas_sandbox.web.zendesk import failures
from denomas_sandbox.web.zendesk.paging import next_url, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from denomas_sandbox.web.zendesk.account import Account

_SHIFT = 32
_MASK = (1 << _SHIFT) - 1


@dataclass(frozen=True)
class Export:
    """What an export has, in the order of time.

    Attributes:
        key: the name of the array.
        entries: ascending: Unix seconds << 32 | number.
        record: gives the record of a number.
        id: gives the id of a number, for cursors.
        number: gives the number of an id.
        sides: gives the arrays of a page's side-loads, from its numbers.
        flagged: whether an answer says end_of_stream.
        wanted: which numbers are given; None for all.
    """

    key: str
    entries: Sequence[int]
    record: Callable[[int], Any]
    id: Callable[[int], int]
    number: Callable[[int], int]
    sides: Callable[[list[int]], dict[str, Any]] | None = None
    flagged: bool = True
    wanted: Callable[[int], bool] | None = None

    def upto(self, second: int) -> int:
        """Give how many entries there are until the end of a second."""
        return bisect_right(self.entries, second << _SHIFT | _MASK)

    def since(self, second: int) -> int:
        """Give the place of a second's first entry."""
        return bisect_left(self.entries, second << _SHIFT)

    def settled(self, account: Account) -> Iterator[int]:
        """Give the numbers that the export gives at the account's time."""
        return (entry & _MASK for entry in self.entries[: self.upto(account.settled)])


def start_of(request: Request, account: Account) -> int | Response:
    """Read start_time, or give the answer to one that can't be."""
    start = whole_number(request.query_params.get("start_time", ""))
    if start is None or start < 0:
        return failures.invalid("start_time", "start_time must be a Unix time in seconds")
    if account.switches.recent_start and start > account.settled:
        return failures.too_recent()
    return start


def _size(request: Request, account: Account) -> int:
    largest = account.switches.export_page_max
    return min(largest, max(1, whole_number(request.query_params.get("per_page", "")) or largest))


def cursor_page(request: Request, account: Account, export: Export, *, empty: bool = False) -> Response:
    """Answer with a page of a cursor export.

    Args:
        request: the request.
        account: the account.
        export: what it has.
        empty: whether to give a page without records that is not the last.
    """
    cursor = request.query_params.get("cursor")
    if cursor:
        try:
            at, key = _read(cursor)
        except ValueError:
            return failures.invalid("cursor", "cursor is not valid")
        begin = bisect_right(export.entries, at << _SHIFT | max(0, export.number(key) if key else 0))
    else:
        start = start_of(request, account)
        if not isinstance(start, int):
            return start
        at, key, begin = start, 0, export.since(start)
    size, settled = _size(request, account), export.upto(account.settled)
    begin = max(0, begin - shift(request))
    end = min(begin if empty else begin + size, settled)
    if _too_heavy(account, end - begin):
        return failures.failure(504)
    page = export.entries[begin:end]
    numbers = [entry & _MASK for entry in page]
    if page:
        at, key = page[-1] >> _SHIFT, export.id(numbers[-1])
    after = _write(at, key)
    wanted = [number for number in numbers if export.wanted is None or export.wanted(number)]
    body: dict[str, Any] = {
        export.key: [export.record(number) for number in wanted],
        "after_url": next_url(request, cursor=after, start_time=None),
        "after_cursor": after,
        "before_url": None,
        "before_cursor": None,
        "end_of_stream": end >= settled and not empty,
    }
    return answer(body | (export.sides(wanted) if export.sides else {}))


def time_page(request: Request, account: Account, export: Export) -> Response:
    """Answer with a page of a time export: the next one begins with the second that this one ends with."""
    start = start_of(request, account)
    if not isinstance(start, int):
        return start
    size, settled = _size(request, account), export.upto(account.settled)
    begin = max(0, export.since(start) - shift(request))
    end = min(begin + size, settled)
    if _too_heavy(account, end - begin):
        return failures.failure(504)
    page = export.entries[begin:end]
    numbers = [entry & _MASK for entry in page]
    wanted = [number for number in numbers if export.wanted is None or export.wanted(number)]
    # An export that does not say when it ends stands still there.
    end_time = page[-1] >> _SHIFT if page else None if export.flagged else start
    body: dict[str, Any] = {
        export.key: [export.record(number) for number in wanted],
        "count": len(wanted),
        "end_time": end_time,
        # It is there at the end, too, and may be the very same address.
        "next_page": next_url(request, start_time=end_time) if page else None,
    }
    if export.flagged:
        body["end_of_stream"] = end >= settled
    return answer(body | (export.sides(wanted) if export.sides else {}))


def _too_heavy(account: Account, records: int) -> bool:
    return 0 < account.switches.heavy_page < records


def _write(at: int, key: int) -> str:
    """Write a cursor as Zendesk does: the time and the id of the last record, in base64."""
    return base64.b64encode(f"{at}.0||{key}|".encode()).decode()


def _read(cursor: str) -> tuple[int, int]:
    try:
        at, _, rest = base64.b64decode(cursor, validate=True).decode().partition("||")
        return int(float(at)), int(rest.rstrip("|"))
    except (binascii.Error, UnicodeDecodeError, OverflowError) as error:
        raise ValueError(cursor) from error
