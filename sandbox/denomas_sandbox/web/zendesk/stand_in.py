"""Zendesk's sign-in, limits and paths (facts: zendesk A.2, A.5 to A.7)."""

from __future__ import annotations

import hmac
from functools import cached_property
from typing import TYPE_CHECKING, Any

from denomas_sandbox.web.answers import basic_credentials, bearer_token
from denomas_sandbox.web.limits import Budget, budget
from denomas_sandbox.web.stand_in import StandIn
from denomas_sandbox.web.zendesk import failures
from denomas_sandbox.web.zendesk.account import Account
from denomas_sandbox.web.zendesk.oauth import Tokens
from denomas_sandbox.web.zendesk.paging import ASKED_PATH
from denomas_sandbox.web.zendesk.paths import Paths, needed
from denomas_sandbox.web.zendesk.switches import PLANS, ZendeskSwitches
from denomas_sandbox.web.zendesk.truths import truths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import BaseRoute
    from starlette.types import Receive, Scope, Send

    from denomas_sandbox.web.settings import Settings

MAIN, COMMUNITY = "zendesk", "zendesk-community-relations"
_VARIABLES = {MAIN: "SANDBOX_ZENDESK", COMMUNITY: "SANDBOX_ZENDESK_COMMUNITY_RELATIONS"}
_API = "/api/v2/"


class Zendesk(StandIn):
    """An account of Zendesk."""

    def __init__(self, name: str, settings: Settings) -> None:
        """Take the vendor's name, which says which account, and the settings."""
        super().__init__(name, settings)
        self.switches: ZendeskSwitches = self._switches(ZendeskSwitches)
        self.account = Account("main" if name == MAIN else "community", self.world, settings.day, self.switches)
        self.tokens = Tokens(settings, name, self.switches.token_seconds)
        plan, _ = PLANS[self.account.plan]
        self._plan, self._help_center = self._budget(plan), self._budget(plan)
        self._exports = self._budget(self.switches.exports_per_minute)
        self._samples = self._budget(10, windows=20)
        self._deleted = self._budget(10)
        self._audits = self._budget(self.switches.audits_per_minute)

    def _budget(self, limit: int, windows: int = 1) -> Budget:
        return budget(limit, self.switches.limits, windows * self.switches.limit_window_seconds)

    @property
    def email(self) -> str:
        """The admin whose token it is."""
        agents = self.account.agents
        return self.world.person(agents[0]).email if agents else "admin@denomas.example"

    @property
    def _api_token(self) -> str:
        return self.settings.secret(f"{self.name} api token")

    def env(self, url: str) -> dict[str, str]:
        """Give the account's address, in place of https://SUBDOMAIN.zendesk.com, and the credentials."""
        prefix = _VARIABLES[self.name]
        return {
            f"{prefix}_URL": url,
            f"{prefix}_SUBDOMAIN": self.account.subdomain,
            f"{prefix}_EMAIL": self.email,
            f"{prefix}_API_TOKEN": self._api_token,
        }

    @cached_property
    def _paths(self) -> Paths:
        return Paths(self.account, self.email, self.tokens)

    def routes(self) -> Sequence[BaseRoute]:
        """Give the account's paths."""
        return self._paths.routes()

    def refusal(self, request: Request) -> Response | None:
        """Refuse wrong credentials, what goes beyond the limits, and what the plan has not."""
        path = request.scope["path"].removeprefix(f"/{self.name}")
        if path.startswith("/oauth/"):
            return None
        unknown = self._unknown_caller(request)
        if unknown:
            return unknown
        path = path.removeprefix(_API)
        for limit in self._limits(path):
            if not limit.take():
                seconds = self.switches.retry_after.format(limit.reset_seconds)
                return failures.too_many(seconds, exports=limit is self._exports)
        return self._lacking(path)

    def _unknown_caller(self, request: Request) -> Response | None:
        token = bearer_token(request)
        if token is not None:
            scope = self.tokens.scope(token)
            if scope is None:
                return failures.bad_token()
            return None if "read" in scope.split() else failures.scope_missing()
        given = basic_credentials(request) or ("", "")
        known = (f"{self.email}/token", self._api_token)
        if hmac.compare_digest(":".join(given).encode(), ":".join(known).encode()):
            return None
        return failures.failure(401)

    def _limits(self, path: str) -> Sequence[Budget]:
        """Give the limits that a path counts for; those of the help centre are its own."""
        if path.startswith(("help_center/", "community/")):
            return (self._help_center, self._exports) if "incremental/" in path else (self._help_center,)
        if path.startswith("incremental/"):
            return (self._plan, self._samples if path.endswith("/sample") else self._exports)
        if path == "deleted_tickets":
            return (self._plan, self._deleted)
        if path.startswith("tickets/") and path.endswith("/audits"):
            return (self._plan, self._audits)
        return (self._plan,)

    def _lacking(self, path: str) -> Response | None:
        if path.startswith(self.switches.forbidden):
            return failures.failure(403)
        if path.startswith(self.switches.missing):
            return failures.no_page()
        needs = needed(path)
        if not needs or needs in self.account.features:
            return None
        return failures.no_page() if needs in {"guide", "gather"} else failures.lacking(path)

    def failure(self, status: int) -> Response:
        """Give an error with Zendesk's body."""
        return failures.failure(status)

    def expired(self) -> Response:
        """Give the answer to a token that has expired."""
        return failures.bad_token()

    def headers(self, request: Request) -> Mapping[str, str]:
        """Give what is left of the plan's limit, and the account's own clock."""
        help_center = request.scope["path"].startswith(
            (f"/{self.name}{_API}help_center/", f"/{self.name}{_API}community/")
        )
        limit, now = self._help_center if help_center else self._plan, self.now
        found = {"date": f"{now:%a, %d %b %Y %H:%M:%S} GMT", "x-request-id": f"{limit.remaining:032x}"}
        if limit.allowed:
            left, reset = str(limit.remaining), str(limit.reset_seconds)
            found |= {"x-rate-limit": str(limit.allowed), "x-rate-limit-remaining": left}
            found |= {"ratelimit-limit": str(limit.allowed), "ratelimit-remaining": left, "ratelimit-reset": reset}
        return found

    @property
    def truths(self) -> Mapping[str, Callable[[], Mapping[str, Any]]]:
        """Every stream that the account has, by primary key."""
        return truths(self.account)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; .json at the end of a path is a matter of taste."""
        asked = scope["path"]
        await super().__call__({**scope, "path": asked.removesuffix(".json"), ASKED_PATH: asked}, receive, send)
