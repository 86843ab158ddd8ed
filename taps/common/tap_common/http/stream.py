"""The base class of streams over HTTP: the SDK's RESTStream with this package's manners."""

from __future__ import annotations

import abc
from contextlib import closing
from functools import cached_property
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import ParseResult

from singer_sdk.helpers.conform import TypeConformanceLevel
from singer_sdk.pagination import SinglePagePaginator
from singer_sdk.streams import RESTStream
from typing_extensions import override

from tap_common.errors import MalformedAnswerError
from tap_common.http.bodies import JsonResponse, error_message, records_of
from tap_common.http.client import HttpClient
from tap_common.http.errors import Endpoint, MalformedBodyError, status_error
from tap_common.http.extra import ExtraFields, with_extra
from tap_common.http.paginators import url_on_host, value_at
from tap_common.http.prefetch import prefetched
from tap_common.http.rate_limit import Budget
from tap_common.http.records import LineWriter, RecordLines
from tap_common.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    import requests
    from singer_sdk import Tap
    from singer_sdk.helpers.types import Context, Record
    from singer_sdk.pagination import BaseAPIPaginator
    from singer_sdk.singerlib import Catalog, Schema
    from singer_sdk.streams.rest import HTTPRequest, PageContext

_Page = tuple[JsonResponse, list[dict[str, Any]]]


class HttpStream(RESTStream[Any], abc.ABC):
    """A stream of one endpoint.

    A subclass gives the SDK's `name`, `path`, `schema`, `primary_keys`, `replication_key`, `url_base`, `authenticator`,
    `get_url_params` and `get_new_paginator`, and of the following what differs.
    """

    records_key: str | None = None
    """Where the records are in an answer, e.g. `tickets` or `data.items`; None: the answer is the list."""

    total_key: str | None = None
    """Where an answer says how many records there are in all, e.g. `count`; for the progress line only."""

    prefetch: ClassVar[bool] = True
    """Fetch the next page while the last is processed; False where a page depends on how its records were processed."""

    # An object travels whole: the SDK would drop those of its fields that the schema lacks.
    TYPE_CONFORMANCE_LEVEL = TypeConformanceLevel.ROOT_ONLY

    def __init__(
        self,
        tap: Tap,
        name: str | None = None,
        schema: dict[str, Any] | Schema | None = None,
        path: str | None = None,
        *,
        http_method: str | None = None,
    ) -> None:
        """Make a stream of a tap; arguments as in the SDK.

        Raises:
            ConfigurationError: when one of HTTP_SETTINGS is wrong.
        """
        super().__init__(tap, name, schema, path, http_method=http_method)
        self.client = HttpClient.of(tap)
        self._requests_session = self.client.session
        self._add_extra_to_schema()
        self._extra_fields = ExtraFields(self.schema, self.name, self.logger)
        self._progress: Progress | None = None

    # -- What a subclass may say -----------------------------------------------------------------------------------

    @property
    def budget(self) -> Sequence[Budget]:
        """The vendor's limits that a request of this stream counts against, the narrowest last; shared by name."""
        return ()

    def wait_hint(self, response: requests.Response) -> float | None:  # noqa: ARG002  a hook
        """Give the seconds without requests that an answer asks for in the vendor's own way, if it does.

        Asked of every answer, successes too; a Retry-After header is understood anyway, and the longer one counts.
        """
        return None

    def after_page(self, response: JsonResponse) -> None:
        """Note what an answer says, e.g. a cursor for the state; called once all records of its page are sent."""

    @override
    def get_new_paginator(self) -> BaseAPIPaginator[Any] | None:
        return None

    # -- One request -----------------------------------------------------------------------------------------------

    @override
    @property
    def user_agent(self) -> str:
        """User-Agent of all requests."""
        return self.client.user_agent

    @override
    def get_http_request(self, *, page: PageContext[Any]) -> HTTPRequest:
        request = super().get_http_request(page=page)
        if isinstance(page.next_page_token, ParseResult):
            request.url, request.params = self._next_url(request.url, page.next_page_token), {}
        return request

    @override
    def build_prepared_request(self, *args: Any, **kwargs: Any) -> requests.PreparedRequest:
        # Without the SDK's `session.auth = ...`: the session is shared, and each try signs in anew.
        return self.client.prepare(*args, **kwargs)

    @override
    def _request(self, prepared_request: requests.PreparedRequest, context: Context | None = None) -> JsonResponse:
        response = self.client.send(
            prepared_request,
            self.authenticator,
            stream=self.name,
            budgets=self._budgets,
            allow_redirects=self.allow_redirects,
        )
        self._write_request_duration_log(endpoint=self.path, response=response)
        self.validate_response(response)
        return response

    @override
    def validate_response(self, response: requests.Response) -> None:
        """Raise the error of any status but 2xx, and heed what the answer says about waiting.

        Raises:
            HttpError: of the class that fits.
        """
        wait_seconds = self.client.wait_seconds(response, self.wait_hint(response), self._budgets)
        status = response.status_code
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return
        raise status_error(
            self._endpoint(response),
            status,
            message=error_message(response, self.client.redactor),
            wait_seconds=wait_seconds,
            retriable=status in self.extra_retry_statuses,
        )

    @override
    def parse_response(self, response: requests.Response) -> Iterable[dict[str, Any]]:
        """Give the records of an answer, all of which were checked before the first is given.

        Raises:
            TruncatedBodyError: when the JSON is cut off; the request is sent again.
            MalformedBodyError: when it is no JSON, or has no records where they should be.
        """
        answer = response if isinstance(response, JsonResponse) else JsonResponse.of(response)
        return records_of(answer, self.records_key, self._endpoint(response), self.client.redactor)

    # -- All pages -------------------------------------------------------------------------------------------------

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        self.client.redact_logs()
        if self._progress is None:
            self._progress = Progress(self.name, self.logger)
        paginator = self.get_new_paginator() or SinglePagePaginator()
        pages = self._pages(paginator, context)
        if self.prefetch and not isinstance(paginator, SinglePagePaginator):
            pages = prefetched(pages)
        with closing(pages):
            for response, records in pages:
                if self.total_key and context is None:
                    total = value_at(response.json(), self.total_key)
                    self._progress.total = total if isinstance(total, int) else None
                yield from records
                self._progress.add(len(records))
                self.after_page(response)

    @override
    def post_process(self, row: Record, context: Context | None = None) -> Record | None:
        """Move fields that the schema lacks into `_extra`; a subclass that overrides this calls it last."""
        return self._extra_fields.collect(row)

    @override
    def _process_record(
        self, record: Record, child_context: Context | None = None, partition_context: Context | None = None
    ) -> None:
        # For a stream without children and parents the SDK copies the record and does nothing with it.
        if self.child_streams or partition_context:
            super()._process_record(record, child_context, partition_context)

    @override
    def _write_record_message(self, record: Record) -> None:
        writer = self._tap.message_writer
        if self._lines is None or not isinstance(writer, LineWriter):
            super()._write_record_message(record)
            return
        writer.write_line(self._lines.line(record, self._stream_version))
        self.state_manager.is_flushed = False

    @override
    def _increment_stream_state(self, latest_record: Record, *, context: Context | None = None) -> None:
        try:
            super()._increment_stream_state(latest_record, context=context)
        except KeyError as error:
            key = {name: latest_record.get(name) for name in self.primary_keys}
            raise MalformedAnswerError(
                f"{self.client.source}, stream {self.name}: gives a record without {error}, by which the "
                f"bookmark moves: {key}. The bookmark stays before it; ask the vendor."
            ) from None

    @cached_property
    def _lines(self) -> RecordLines | None:
        return RecordLines.of(self)

    @override
    def _sync_records(
        self, context: Context | None = None, *, write_messages: bool = True
    ) -> Generator[dict[str, Any], Any, Any]:
        try:
            yield from super()._sync_records(context, write_messages=write_messages)
        finally:
            if isinstance(self._tap.message_writer, LineWriter):
                self._tap.message_writer.flush()

    @override
    def apply_catalog(self, catalog: Catalog) -> None:
        super().apply_catalog(catalog)
        if self._input_schema is not None:  # made before there was `_extra`, perhaps
            self._input_schema = with_extra(self._input_schema)

    def _pages(self, paginator: BaseAPIPaginator[Any], context: Context | None) -> Generator[_Page, None, None]:
        """Give the pages; the paginator has moved on, and the page is known to be right, before it is given."""
        fetch = self.client.retry_policy.retrying(self._fetch, self.logger)
        with self.get_http_request_counter() as counter:
            counter.with_context(context)
            while not paginator.finished:
                request = self._prepare_request(context=context, page=paginator)
                response, records = fetch(request, context)
                counter.increment()
                self.update_sync_costs(request, response, context)
                more = self._advance(paginator, response, records)
                yield response, records
                if not more:
                    break

    def _fetch(self, request: requests.PreparedRequest, context: Context | None) -> _Page:
        # Parsed within the try: a body that is cut off is asked for again.
        response = self._request(request, context)
        return response, list(self.parse_response(response))

    def _advance(self, paginator: BaseAPIPaginator[Any], response: JsonResponse, records: list[dict[str, Any]]) -> bool:
        if response.status_code == HTTPStatus.NO_CONTENT:
            return False
        number = paginator.count + 1
        try:
            if not records and not paginator.continue_if_empty(response):
                return False
            paginator.advance(response)
        except (LookupError, TypeError, AttributeError, ValueError, RuntimeError) as error:
            # RuntimeError is the SDK's word for a page that follows itself.
            raise MalformedBodyError(
                self._endpoint(response),
                f"does not say how to go on after page {number}: {error}",
                "Nothing of this page was taken and the bookmark stays where it was; ask the vendor.",
                status=response.status_code,
            ) from None
        return True

    # -- Details ---------------------------------------------------------------------------------------------------

    @property
    def _budgets(self) -> Sequence[Budget]:
        limit = self.client.settings.requests_per_minute
        return [Budget("requests_per_minute", limit), *self.budget] if limit else self.budget

    def _endpoint(self, response: requests.Response) -> Endpoint:
        request = response.request
        return self.client.endpoint(self.name, request.method, request.url)

    def _next_url(self, url: str, token: ParseResult) -> str:
        """Give the next page's URL; only the host of `url_base` gets the credentials, and only in its scheme."""
        try:
            return url_on_host(url, token)
        except ValueError as error:
            raise MalformedBodyError(
                self.client.endpoint(self.name, self.http_method, url),
                f"names a next page on another host, {error}",
                "The credentials are not sent there. Set the host that the source uses itself.",
            ) from None

    def _add_extra_to_schema(self) -> None:
        schema = with_extra(self.schema)
        if self._schema is not None:
            self._schema = schema
        elif not isinstance(getattr(type(self), "schema", None), property):
            self.__dict__["schema"] = schema
        elif "_extra" not in self.schema["properties"]:
            raise TypeError(f"{type(self).__name__}.schema is a property: it must give with_extra(...)")
