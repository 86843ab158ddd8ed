"""tap-zendesk: settings and streams."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from singer_sdk import typing as th
from singer_sdk.helpers.capabilities import PluginCapabilities
from tap_common.errors import ConfigurationError
from tap_common.http import HTTP_SETTINGS, HttpClient, HttpTap
from typing_extensions import override

from tap_zendesk.address import host_address, start_time
from tap_zendesk.sign_in import AT_LEAST_AT_START, OAuthTokens, make_sign_in
from tap_zendesk.streams import STREAMS
from tap_zendesk.token_state import OAUTH, StateWriter, TokenState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from singer_sdk import Stream
    from singer_sdk.authenticators import APIAuthenticatorBase


class TapZendesk(HttpTap):
    """Reads tickets, people and rules by incremental exports and by lists."""

    name = "tap-zendesk"
    package_name = "tap-zendesk"
    message_writer_class = StateWriter
    capabilities: ClassVar[list[Any]] = [*HttpTap.capabilities, PluginCapabilities.ACTIVATE_VERSION]

    config_jsonschema = th.PropertiesList(
        th.Property("subdomain", th.StringType, description="First part of <subdomain>.zendesk.com."),
        th.Property(
            "base_url",
            th.StringType,
            description="Address of the account where it is another than https://<subdomain>.zendesk.com.",
        ),
        th.Property("email", th.StringType, description="E-mail address of the admin whose token api_token is."),
        th.Property("api_token", th.StringType, secret=True, description="API token (Admin Center, APIs)."),
        th.Property("access_token", th.StringType, secret=True, description="OAuth, instead of api_token: a token."),
        th.Property(
            "refresh_token",
            th.StringType,
            secret=True,
            description="OAuth: renews the token. Each is used once; the next is kept in the state, sealed.",
        ),
        th.Property("client_id", th.StringType, description="OAuth: id of the client; needed with refresh_token."),
        th.Property("client_secret", th.StringType, secret=True, description="OAuth: its secret."),
        th.Property(
            "start_date",
            th.StringType,
            description="First moment of the changes to read, where there is no bookmark; everything when unset.",
        ),
        th.Property(
            "overlap_days",
            th.IntegerType,
            default=30,
            description="How far before the bookmark a run reads ratings and audit logs, for those that changed.",
        ),
        th.Property(
            "threads",
            th.IntegerType,
            default=4,
            description="How many tickets' audits, and comments, are read at once.",
        ),
        th.Property(
            "export_requests_per_minute",
            th.IntegerType,
            default=10,
            description="Limit of all incremental exports together; 30 with the High Volume add-on.",
        ),
        th.Property(
            "ticket_requests_per_minute",
            th.IntegerType,
            default=450,
            description="Limit of an endpoint that is asked once a ticket, such as audits.",
        ),
        *HTTP_SETTINGS,
    ).to_dict()

    _kept: Any = None
    _begun = False

    @cached_property
    def sign_in(self) -> APIAuthenticatorBase | OAuthTokens:
        """The one sign-in of all streams."""
        kept = TokenState(self._writer, self.config, self._kept, self.logger)
        return make_sign_in(self.config, lambda: HttpClient.of(self), kept, self.logger)

    @override
    def load_state(self, state: dict[str, Any]) -> None:
        super().load_state(state)
        self._kept = state.get(OAUTH)
        if self._kept:
            self._writer.carry({OAUTH: self._kept}, write=False)

    @override
    def discover_streams(self) -> Sequence[Stream]:
        host_address(self.config)
        start_time(self.config)
        least = {"overlap_days": 0, "threads": 1, "export_requests_per_minute": 1, "ticket_requests_per_minute": 1}
        for name, number in least.items():
            if int(self.config[name]) < number:
                raise ConfigurationError(f"Setting {name} must be at least {number}, not {self.config[name]}.")
        return [stream(self) for stream in STREAMS]

    def begin(self) -> None:
        """Make the sign-in ready for a run, before its first request: a new OAuth pair reaches the state at once."""
        if isinstance(self.sign_in, OAuthTokens) and not self._begun:
            self.sign_in.renew_if_due(AT_LEAST_AT_START)
        self._begun = True

    @property
    def _writer(self) -> StateWriter:
        return cast("StateWriter", self.message_writer)


if __name__ == "__main__":
    TapZendesk.cli()
