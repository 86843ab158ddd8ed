"""What incremental exports share: one budget for all of them, pages that shrink, and a state of their own."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from typing_extensions import override

from tap_zendesk.address import start_time
from tap_zendesk.client import ZendeskStream
from tap_zendesk.limits import exports

if TYPE_CHECKING:
    import requests
    from singer_sdk.helpers.types import Context
    from tap_common.http import Budget
    from tap_common.http.bodies import JsonResponse

MOST_ROWS = 1000

# A page that shrank may grow again: what was heavy is behind it.
_PAGES_UNTIL_IT_GROWS = 5


class PageSize:
    """How many rows an export is asked for: a quarter after each 504, for the same page would fail for ever.

    So it comes down to one row within the tries that a request has; halves would not.
    """

    def __init__(self, most: int) -> None:
        """Begin with the most."""
        self.rows = self.most = most
        self._good = 0

    def failed(self) -> None:
        """Quarter it, down to one row."""
        self.rows = max(1, self.rows // 4)
        self._good = 0

    def worked(self) -> None:
        """Double it after some pages that worked, up to the most."""
        self._good += 1
        if self._good >= _PAGES_UNTIL_IT_GROWS and self.rows < self.most:
            self.rows = min(self.most, self.rows * 2)
            self._good = 0


class ExportStream(ZendeskStream):
    """An incremental export.

    What has been read is in the state as the source says it (a cursor, or `end_time`), once all records of a page are
    sent; the largest replication key of the records would be another, later thing where the order is not theirs.
    """

    most_rows: ClassVar[int] = MOST_ROWS
    sized: ClassVar[bool] = True
    """Whether the endpoint takes per_page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Make a stream of a tap; arguments as in the SDK."""
        super().__init__(*args, **kwargs)
        self.page_size = PageSize(self.most_rows)

    @property
    @override
    def budget(self) -> tuple[Budget, ...]:
        """The account's limit, and the one of all exports together."""
        return (self.bucket, exports(self.config))

    @property
    def bookmark(self) -> dict[str, Any]:
        """The stream's part of the state."""
        return self.get_context_state(None)

    @property
    def first_start_time(self) -> int:
        """Where a stream without a bookmark begins, in Unix seconds."""
        return start_time(self.config)

    def move_bookmark(self, **values: Any) -> None:
        """Write values to the state and send it."""
        self.bookmark.update(values)
        self.state_manager.is_flushed = False
        self._write_state_message()

    @override
    def _increment_stream_state(self, latest_record: dict[str, Any], *, context: Context | None = None) -> None:
        """Leave the state to `after_page`."""

    @override
    def _request(self, prepared_request: requests.PreparedRequest, context: Context | None = None) -> JsonResponse:
        # Here and not in `get_url_params`: each try of a request may ask for less than the one before.
        asked = self.page_size.rows
        if self.sized:
            prepared_request.url = _with_query(prepared_request.url or "", per_page=str(asked))
        response = super()._request(prepared_request, context)
        self.page_size.worked()
        return response

    @override
    def validate_response(self, response: requests.Response) -> None:
        if response.status_code == HTTPStatus.GATEWAY_TIMEOUT and self.sized:
            self.page_size.failed()
            self.logger.warning("%s: a page took too long; asking for %d rows", self.name, self.page_size.rows)
        super().validate_response(response)


def asked_for(response: requests.Response, name: str) -> int | None:
    """Give the number that a parameter of the answered request has."""
    value = dict(parse_qsl(urlsplit(response.request.url or "").query)).get(name, "")
    return int(value) if value.isdecimal() else None


def _with_query(url: str, **values: str) -> str:
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in values]
    return parts._replace(query=urlencode([*query, *values.items()])).geturl()
