"""Address, sign-in, limits and manners that all endpoints of Zendesk share."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, ClassVar, cast

from tap_common.http import Budget, HttpStream
from tap_common.http.errors import EndpointNotFoundError, ForbiddenError, SignInRefusedError
from tap_common.http.full_copy import FullCopyStream
from typing_extensions import override

from tap_zendesk.address import API_PATH, host_address
from tap_zendesk.limits import ACCOUNT, plan_limit, seconds_to_wait
from tap_zendesk.sign_in import OAuthTokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import requests
    from singer_sdk.authenticators import APIAuthenticatorBase
    from singer_sdk.helpers.types import Context

    from tap_zendesk.tap import TapZendesk

# A scope that an OAuth token lacks is a mistake of the one who made it, not of the plan (facts: zendesk A.6).
_SCOPE = "scope"


class ZendeskStream(HttpStream):
    """What all endpoints share."""

    primary_keys: ClassVar[tuple[str, ...]] = ("id",)
    # 409: somebody changes the same object, it passes (facts: zendesk A.6).
    extra_retry_statuses: Sequence[int] = (HTTPStatus.CONFLICT,)
    bucket: ClassVar[Budget] = ACCOUNT
    selected_by_default: bool = False
    """Whether Denomas loads it."""
    optional: ClassVar[bool] = True
    """Whether a plan or a switch of the account may lack it: then it is skipped with a warning (facts: zendesk A.6)."""

    skipped = False

    @property
    @override
    def url_base(self) -> str:
        """Address of the API."""
        return host_address(self.config) + API_PATH

    @property
    @override
    def authenticator(self) -> APIAuthenticatorBase | OAuthTokens:
        """The tap's one sign-in."""
        return cast("TapZendesk", self._tap).sign_in

    @property
    @override
    def budget(self) -> tuple[Budget, ...]:
        """The account's limit."""
        return (self.bucket,)

    @override
    def wait_hint(self, response: requests.Response) -> float | None:
        return seconds_to_wait(response)

    @override
    def validate_response(self, response: requests.Response) -> None:
        limit = plan_limit(response.headers)
        if limit:
            self.client.limiter.allow(self.bucket, limit)
        try:
            super().validate_response(response)
        except SignInRefusedError as error:
            sign_in = self.authenticator
            error.retriable = isinstance(sign_in, OAuthTokens) and sign_in.refused()
            raise

    @override
    def request_records(self, context: Context | None) -> Iterable[dict[str, Any]]:
        cast("TapZendesk", self._tap).begin()
        begun = False
        try:
            for record in super().request_records(context):
                begun = True
                yield record
        except (ForbiddenError, EndpointNotFoundError) as error:
            # After the first record it is a fault, not a plan that lacks the endpoint.
            if begun or not self.skip(error):
                raise

    def skip(self, error: ForbiddenError | EndpointNotFoundError) -> bool:
        """Skip the stream from here on, where the account may lack it; say so once, and whether it is so."""
        if not self.optional or (isinstance(error, ForbiddenError) and _SCOPE in error.what.lower()):
            return False
        if not self.skipped:
            self.logger.warning(
                "%s %s. The account's plan or role does not give this; the stream is skipped and the others go on.",
                error.endpoint,
                error.what,
            )
        self.skipped = True
        return True


class FullListStream(ZendeskStream, FullCopyStream):
    """A list that is read as a whole: no filter of the API finds what was deleted, so each run is a copy."""

    @property
    @override
    def is_whole(self) -> bool:
        """Whether the account has it."""
        return not self.skipped
