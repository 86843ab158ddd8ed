"""One source's HTTP client: what the streams of a tap share when they send requests."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import requests
import urllib3.exceptions

from tap_common.http.bodies import JsonResponse, read_body
from tap_common.http.errors import Endpoint
from tap_common.http.rate_limit import RateLimiter
from tap_common.http.redaction import RedactingFilter, Redactor
from tap_common.http.retry import RetryPolicy, retry_after_seconds
from tap_common.http.session import make_session, user_agent_of
from tap_common.http.settings import HttpSettings
from tap_common.http.transport import transport_error

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from singer_sdk import Tap

    from tap_common.http.rate_limit import Budget

logger = logging.getLogger(__name__)

_SECONDS_WORTH_A_LINE = 10.0


class HttpClient:
    """Sends one request at a time for any stream and thread: within the rate limit, signed in, read to its end."""

    def __init__(self, source: str, settings: HttpSettings, redactor: Redactor, user_agent: str) -> None:
        """Make the client of one source.

        Args:
            source: its name in messages, e.g. `zendesk`.
            settings: time-outs and retries.
            redactor: cleans messages and, from here on, all logs.
            user_agent: where the settings have none.
        """
        self.source = source
        self.settings = settings
        self.redactor = redactor
        self.user_agent = settings.user_agent or user_agent
        self.session = make_session(self.user_agent)
        self.limiter = RateLimiter()
        self.retry_policy = RetryPolicy(settings.max_tries, settings.max_retry_seconds)
        self._filter = RedactingFilter(redactor)
        # An authenticator may renew its token meanwhile, which two threads must not do at once.
        self._signing_in = threading.Lock()
        self.redact_logs()

    @staticmethod
    def of(tap: Tap) -> HttpClient:
        """Give the tap's one client; made when the first stream asks.

        Raises:
            ConfigurationError: when a setting is wrong.
        """
        with _making:
            if tap not in _clients:
                _clients[tap] = HttpClient(
                    tap.name.removeprefix("tap-"),
                    HttpSettings.from_config(tap.config),
                    Redactor.for_config(tap.config, tap.config_jsonschema),
                    user_agent_of(tap.name, tap.plugin_version),
                )
            return _clients[tap]

    def redact_logs(self) -> None:
        """Clean what all handlers write; again, where handlers may have come since."""
        self._filter.install()

    def endpoint(self, stream: str, method: str | None, url: str | None) -> Endpoint:
        """Name a request in messages; its path without what is secret in it."""
        return Endpoint.of_url(self.source, stream, method or "GET", self.redactor.clean(url or ""))

    def prepare(self, *args: Any, **kwargs: Any) -> requests.PreparedRequest:
        """Prepare a request with the session's headers; arguments as of `requests.Request`."""
        return self.session.prepare_request(requests.Request(*args, **kwargs))

    def send(
        self,
        request: requests.PreparedRequest,
        sign_in: Callable[[requests.PreparedRequest], requests.PreparedRequest],
        *,
        stream: str,
        budgets: Sequence[Budget],
        allow_redirects: bool = True,
    ) -> JsonResponse:
        """Send a request once and read all of its answer, whatever its status.

        Raises:
            TransportError: without a complete answer in time.
            TruncatedBodyError: when the body ends early or cannot be decompressed.
            RequestRejectedError: when the request cannot be sent at all.
        """
        endpoint = self.endpoint(stream, request.method, request.url)
        settings = self.settings
        self.limiter.acquire(budgets, on_wait=lambda seconds: _say_wait(endpoint, seconds))
        try:
            with self._signing_in:
                request = sign_in(request)
            self.redactor.learn(request.headers, request.url or "")
            # Proxies and certificates of the environment, for which `Session.send` alone does not ask.
            options = self.session.merge_environment_settings(request.url or "", {}, True, None, None)  # noqa: FBT003
            timeout = (settings.connect_timeout_seconds, settings.read_timeout_seconds)
            response = self.session.send(request, timeout=timeout, allow_redirects=allow_redirects, **options)
            read_body(response, settings.read_timeout_seconds)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise transport_error(error, endpoint, settings, self.redactor) from None
        return JsonResponse.of(response)

    def wait_seconds(self, response: requests.Response, hint: float | None, budgets: Sequence[Budget]) -> float | None:
        """Give how long the source wants not to be asked, and keep all streams of the narrowest budget from it."""
        asked = [seconds for seconds in (retry_after_seconds(response.headers), hint) if seconds is not None]
        if not asked:
            return None
        self.limiter.pause(max(asked), budgets[-1] if budgets else None)
        return max(asked)


_clients: WeakKeyDictionary[Tap, HttpClient] = WeakKeyDictionary()
_making = threading.Lock()


def _say_wait(endpoint: Endpoint, seconds: float) -> None:
    if seconds >= _SECONDS_WORTH_A_LINE:
        logger.info("%s waits %.0f s for the rate limit", endpoint, seconds)
