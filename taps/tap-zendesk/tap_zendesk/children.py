"""Streams that are read for each row of another: audits of a ticket, votes of a post."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self

from singer_sdk.metrics import Counter, Metric
from tap_common.http.errors import EndpointNotFoundError, ForbiddenError
from tap_common.progress import Progress
from typing_extensions import override

from tap_zendesk.ahead import Ahead
from tap_zendesk.client import ZendeskStream
from tap_zendesk.cursor_pages import CursorPages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from singer_sdk.helpers.types import Context, Record


class Parent(ZendeskStream):
    """A stream that has others below it."""

    @cached_property
    def children(self) -> list[Child]:
        """The streams below that are selected, or have such below them."""
        return [
            child
            for child in self.child_streams
            if isinstance(child, Child) and (child.selected or child.has_selected_descendents)
        ]

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        try:
            yield from super().request_records(context)
        finally:
            for child in self.children:
                child.finish()

    @override
    def _process_record(self, record: Record, *args: Any, **kwargs: Any) -> None:
        if self.children:
            super()._process_record(record, *args, **kwargs)

    @override
    def _sync_children(self, child_context: Context | None) -> None:
        for child in self.children:
            child.send_below(dict(child_context or {}))


class Child(Parent):
    """A stream whose rows come with each changed row of its parent; it has no bookmark, the parent's covers it."""

    state_partitioning_keys: ClassVar[Sequence[str]] = ()

    _begun = False

    def rows_of(self, context: Context) -> Iterable[dict[str, Any]]:
        """Give the rows of a row of the parent."""
        raise NotImplementedError

    def child_context(self, record: dict[str, Any], context: Context) -> dict[str, Any]:
        """Give what streams below this one need to know of a row."""
        return {**context, **record}

    def send_below(self, context: dict[str, Any]) -> None:
        """Send the rows of a row of the parent.

        In place of the SDK's `sync`, which sends a SCHEMA message and lines of log each time: this is called once a
        ticket.
        """
        if not self._begun:
            self._begin()
        for row in self.rows_of(context):
            record = self.post_process(row, context)
            if record is None:
                continue
            below = self.child_context(record, context)
            if self.selected:
                self._write_record_message(record)
                self._counter.increment()
                self._sent.add(1)
            self._sync_children(below)

    def finish(self) -> None:
        """Say how much there was; the parent's last row is behind."""
        if self._begun:
            self._begun = False
            self._counter.__exit__(None, None, None)
        for child in self.children:
            child.finish()

    def _begin(self) -> None:
        if self.selected:
            self._write_schema_message()
        self._begun = True
        self._sent = Progress(self.name, self.logger)
        self._counter = self.get_record_counter()
        self._counter.__enter__()


class ListChild(Child, CursorPages):
    """A list below a row: one request and more for each, some rows ahead at once where the parent plans them."""

    parent_keys: ClassVar[tuple[str, ...]]
    """Names of the ids above, in the path and as columns: the source does not give them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a stream of a tap; arguments as in the SDK."""
        super().__init__(*args, **kwargs)
        self.ahead = Ahead(self._read, int(self.config["threads"]))
        self._quiet_counter = _QuietCounter(Metric.HTTP_REQUEST_COUNT, {"stream": self.name})

    @override
    def get_http_request_counter(self) -> Counter:
        return self._quiet_counter

    def plan(self, parents: Iterable[int]) -> None:
        """Know the rows of a page of the parent, in their order, before `sync` is called for each."""
        if not self.skipped:
            self.ahead.plan((parent,) for parent in parents)

    @override
    def rows_of(self, context: Context) -> Iterable[dict[str, Any]]:
        return [] if self.skipped else self.ahead.take(tuple(context[key] for key in self.parent_keys))

    @override
    def finish(self) -> None:
        self.ahead.close()
        super().finish()

    def _read(self, ids: tuple[int, ...]) -> list[dict[str, Any]]:
        """Give all rows below a row of the parent; none for one that was deleted meanwhile (404)."""
        above = dict(zip(self.parent_keys, ids, strict=True))
        rows: list[dict[str, Any]] = []
        if self.skipped:
            return rows
        try:
            for _, records in self._pages(self.get_new_paginator(), above):
                rows += [{**record, **above} for record in records]
        except EndpointNotFoundError:
            self.logger.debug("%s: %s is gone", self.name, above)
        except ForbiddenError as error:
            if not self.skip(error):
                raise
        return rows


class _QuietCounter(Counter):
    """Counts the requests of all rows; the SDK's would say each row's in a line of log."""

    @override
    def __enter__(self) -> Self:
        return self

    @override
    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_val: BaseException | None,
        exc_tb: TracebackType | None,
    ) -> None:
        pass

    @override
    def with_context(self, context: Any) -> None:
        pass
