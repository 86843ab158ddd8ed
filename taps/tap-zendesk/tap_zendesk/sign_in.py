"""Who asks: an API token, or an OAuth token that is renewed (facts: zendesk A.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests
import urllib3.exceptions
from singer_sdk.authenticators import BasicAuthenticator
from tap_common.errors import ConfigurationError
from tap_common.http.bodies import JsonResponse, checked_document, error_message, read_body
from tap_common.http.errors import MalformedBodyError, SignInRefusedError, status_error
from tap_common.http.retry import retry_after_seconds
from tap_common.http.transport import transport_error

from tap_zendesk.address import host_address, now

if TYPE_CHECKING:
    import logging
    from collections.abc import Callable, Mapping

    from singer_sdk.authenticators import APIAuthenticatorBase
    from tap_common.http import HttpClient

    from tap_zendesk.token_state import TokenState

# The longest that a token may live; the vendor takes no more (facts: zendesk A.2).
_LIFETIME_SECONDS = 172_800
# A token is renewed at the start of a run when it would not last a day, on the way when it ends in 15 minutes.
AT_LEAST_AT_START = 86_400
_AT_LEAST_ON_THE_WAY = 900
# A token that was renewed this short a time ago and is refused is refused for another reason.
_FRESH_SECONDS = 60


class OAuthTokens:
    """A Bearer token; with refresh_token, client_id and client_secret it is renewed.

    Renewing makes both tokens of the old pair invalid, so the new pair goes to the state before it is used.
    """

    def __init__(self, client: HttpClient, config: Mapping[str, Any], kept: TokenState, logger: logging.Logger) -> None:
        """Take the pair of the state, where there is one and the settings have not changed; else that of the settings.

        Args:
            client: of the tap; its session, settings and redactor.
            config: the settings.
            kept: where the pair is kept.
            logger: takes one line for each renewal.
        """
        self._client, self._config, self._kept, self._logger = client, config, kept, logger
        pair = kept.load() or {}
        self._access: str | None = pair.get("access_token") or config.get("access_token")
        self._refresh: str | None = pair.get("refresh_token") or config.get("refresh_token")
        self._expires_at: float | None = pair.get("expires_at")
        self._renewed_at = 0
        client.redactor.add(*filter(None, (self._access, self._refresh)))

    @property
    def renews(self) -> bool:
        """Whether the settings allow to renew."""
        return bool(self._refresh and self._config.get("client_id") and self._config.get("client_secret"))

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Sign a request in; the client lets one thread do this at a time."""
        self.renew_if_due(_AT_LEAST_ON_THE_WAY)
        request.headers["Authorization"] = f"Bearer {self._access}"
        return request

    def renew_if_due(self, seconds: int) -> None:
        """Renew the pair, unless it lasts at least so many seconds more; without an end it lasts.

        Raises:
            HttpError: when the source refuses, or cannot be reached.
        """
        unknown = self._access is None or (self._expires_at is None and seconds >= AT_LEAST_AT_START)
        ends_soon = self._expires_at is not None and self._expires_at - now() < seconds
        if self.renews and (unknown or ends_soon):
            self._renew()

    def refused(self) -> bool:
        """Note that the token was refused; say whether the request is worth another try with a new one."""
        if not self.renews or now() - self._renewed_at < _FRESH_SECONDS:
            return False
        self._expires_at = 0.0
        return True

    def _renew(self) -> None:
        pair = self._client.retry_policy.retrying(self._ask, self._logger)()
        self._client.redactor.add(pair["access_token"], pair["refresh_token"])
        self._kept.save(pair)
        self._access, self._refresh, self._expires_at = pair["access_token"], pair["refresh_token"], pair["expires_at"]
        self._renewed_at = now()
        self._logger.info("OAuth tokens were renewed; the new pair is in the state")

    def _ask(self) -> dict[str, Any]:
        client, url = self._client, host_address(self._config) + "/oauth/tokens"
        endpoint = client.endpoint("(sign-in)", "POST", url)
        body = {
            "grant_type": "refresh_token",
            "refresh_token": self._refresh,
            "client_id": self._config["client_id"],
            "client_secret": self._config["client_secret"],
            "expires_in": _LIFETIME_SECONDS,
        }
        request, settings = client.prepare("POST", url, json=body), client.settings
        timeout = (settings.connect_timeout_seconds, settings.read_timeout_seconds)
        try:
            options = client.session.merge_environment_settings(url, {}, True, None, None)  # noqa: FBT003
            # Never redirected: the body has secrets. Not `client.send`, whose one sign-in at a time this is.
            answer = client.session.send(request, timeout=timeout, allow_redirects=False, **options)
            read_body(answer, settings.read_timeout_seconds)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise transport_error(error, endpoint, settings, client.redactor) from None
        response = JsonResponse.of(answer)
        if response.status_code in {requests.codes.bad_request, requests.codes.unauthorized}:
            raise SignInRefusedError(
                endpoint,
                f'refused the refresh token: "{error_message(response, client.redactor)}"',
                "It was used up or revoked, perhaps by a run whose state was lost. Authorize the client again, and set "
                "refresh_token anew: a changed setting goes before the state.",
                status=response.status_code,
            )
        if response.status_code != requests.codes.ok:
            wait = retry_after_seconds(response.headers)
            message = error_message(response, client.redactor)
            raise status_error(endpoint, response.status_code, message=message, wait_seconds=wait)
        document = checked_document(response, endpoint, client.redactor)
        given = document if isinstance(document, dict) else {}
        if not given.get("access_token"):
            raise MalformedBodyError(endpoint, "answered without access_token", "Ask the vendor.")
        return {
            "access_token": str(given["access_token"]),
            "refresh_token": str(given.get("refresh_token") or self._refresh),
            "expires_at": now() + int(given.get("expires_in") or _LIFETIME_SECONDS),
        }


def make_sign_in(
    config: Mapping[str, Any], client: Callable[[], HttpClient], kept: TokenState, logger: logging.Logger
) -> APIAuthenticatorBase | OAuthTokens:
    """Give the sign-in that the settings ask for: email and api_token, or OAuth.

    Raises:
        ConfigurationError: when there is neither, or half of one.
    """
    if config.get("api_token"):
        if not config.get("email"):
            raise ConfigurationError("Setting email is missing: api_token needs the e-mail address of its user.")
        return BasicAuthenticator(username=f"{config['email']}/token", password=config["api_token"])
    if config.get("access_token") or config.get("refresh_token"):
        if config.get("refresh_token") and not (config.get("client_id") and config.get("client_secret")):
            raise ConfigurationError("Settings client_id and client_secret are missing: refresh_token needs both.")
        return OAuthTokens(client(), config, kept, logger)
    raise ConfigurationError("Set email and api_token, or access_token (OAuth), or refresh_token with its client.")
