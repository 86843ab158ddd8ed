"""Incremental exports by time: organizations, ticket events, articles and calls (facts: zendesk A.3.4)."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk.pagination import BaseAPIPaginator
from tap_common.http.errors import RequestRejectedError
from typing_extensions import override

from tap_zendesk.address import accepted_start, iso
from tap_zendesk.exports import ExportStream, PageSize, asked_for

if TYPE_CHECKING:
    from collections.abc import Iterable

    import requests
    from singer_sdk.helpers.types import Context
    from tap_common.http.bodies import JsonResponse

START_TIME = "start_time"
_TOO_RECENT = "StartTimeTooRecent"
_MOST_TRIES_TO_GROW = 3


class EndTimePaginator(BaseAPIPaginator[Any]):
    """The next page starts at the time at which this one ends; `next_page` says the same, and goes on for ever.

    The last page says `end_of_stream`; where an endpoint lacks the flag, it is the one that ends where it began. A page
    full of rows of one second does so too, and would be the same page for ever: LookupError, unless there is a way.
    """

    def __init__(self, records_key: str, start: int, size: PageSize, *, steps_over: bool) -> None:
        """Begin at a time.

        Args:
            records_key: where the records are.
            start: Unix seconds.
            size: how many rows a page is asked for; a page that shrank may grow to pass a full second.
            steps_over: whether the stream has another way to the rows of a second that fills a page.
        """
        super().__init__((start, 0))
        self._records_key = records_key
        self._size = size
        self._steps_over = steps_over

    @override
    def has_more(self, response: requests.Response) -> bool:
        document = response.json()
        ends, end_time = document.get("end_of_stream"), document.get("end_time")
        if ends is True:
            return False
        if not isinstance(end_time, int):
            if ends is False:
                raise LookupError("there is more, but no end_time")
            return False
        return end_time > _start(response) or stands_still(response, self._records_key)

    @override
    def get_next(self, response: requests.Response) -> tuple[int, int]:
        document = response.json()
        end = max(document["end_time"], _start(response))
        if end > _start(response):
            return end, 0
        if self._steps_over:
            return end + 1, 0
        asked, tries = _asked_rows(response), self.current_value[1]
        if asked < self._size.most and tries < _MOST_TRIES_TO_GROW:
            self._size.rows = self._size.most
            return end, tries + 1
        raise LookupError(
            f"{len(document[self._records_key])} rows and more share the second {iso(end)} ({end}), which an export by "
            "time cannot pass"
        )

    @override
    def continue_if_empty(self, response: requests.Response) -> bool:
        return self.has_more(response)


class TimeExport(ExportStream):
    """`start_time` on each page; rows of the second at which a page ends come again on the next, and are left out."""

    identity: ClassVar[tuple[str, ...]] = ("id", "updated_at")
    """What tells a row that comes again from one that changed meanwhile."""

    params: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a stream of a tap; arguments as in the SDK."""
        super().__init__(*args, **kwargs)
        self._last_page: set[tuple[Any, ...]] = set()

    @property
    def steps_over(self) -> bool:
        """Whether `rows_of_second` gives what an export by time cannot."""
        return type(self).rows_of_second is not TimeExport.rows_of_second

    def rows_of_second(self, second: int) -> Iterable[dict[str, Any]]:  # noqa: ARG002  a hook
        """Give all rows of a second that fills a page, by another way."""
        return ()

    @override
    def get_new_paginator(self) -> EndTimePaginator:
        start = accepted_start(self.bookmark.get(START_TIME, self.first_start_time))
        return EndTimePaginator(str(self.records_key), start, self.page_size, steps_over=self.steps_over)

    @override
    def get_url_params(self, context: Context | None, next_page_token: Any) -> dict[str, Any]:
        return {**self.params, START_TIME: next_page_token[0]}

    @override
    def parse_response(self, response: requests.Response) -> Iterable[dict[str, Any]]:
        records = list(super().parse_response(response))
        keys = [tuple(record.get(name) for name in self.identity) for record in records]
        fresh = [record for record, key in zip(records, keys, strict=True) if key not in self._last_page]
        if self.steps_over and stands_still(response, str(self.records_key)):
            second = _start(response)
            self.logger.warning(
                "%s: more than %d rows share the second %s; reading them from the list, where deleted ones are not",
                self.name,
                len(records),
                iso(second),
            )
            known = {record.get("id") for record in records}
            fresh += [row for row in self.rows_of_second(second) if row.get("id") not in known]
        # At the end: what fails above is asked for again, and must not look as if it had come before.
        self._last_page = set(keys)
        return fresh

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        self._last_page = set()
        try:
            yield from super().request_records(context)
        except RequestRejectedError as error:
            if error.status != HTTPStatus.BAD_REQUEST or _TOO_RECENT not in error.what:
                raise
            # The two clocks differ by more than the minute that was left; what is that new comes with the next run.
            self.logger.warning("%s Nothing newer is given yet; the next run goes on here.", error)

    @override
    def after_page(self, response: JsonResponse) -> None:
        end = response.json().get("end_time")
        if isinstance(end, int) and end >= self.bookmark.get(START_TIME, 0):
            self.move_bookmark(**{START_TIME: end})


def stands_still(response: requests.Response, records_key: str) -> bool:
    """Say whether there is more, but the next page would be the same: rows of one second fill it.

    An endpoint without `end_of_stream` has more when the page is as full as it was asked to be.
    """
    document = response.json()
    ends, end_time = document.get("end_of_stream"), document.get("end_time")
    if ends is True or not isinstance(end_time, int) or end_time > _start(response):
        return False
    return ends is False or len(document[records_key]) >= _asked_rows(response)


def _start(response: requests.Response) -> int:
    return asked_for(response, START_TIME) or 0


def _asked_rows(response: requests.Response) -> int:
    return asked_for(response, "per_page") or ExportStream.most_rows
