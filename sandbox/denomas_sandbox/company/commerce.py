"""What the company sells: accounts and subscriptions with Zuora's kind of ids, the same in every stand-in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from denomas_sandbox.company.chance import kind_seed, mixed

if TYPE_CHECKING:
    from denomas_sandbox.company.world import World

_COMPANIES = (
    "Ångström GmbH",
    "Fjord & Søn",
    "東京ソフト",
    "O'Neill Ltd",
    'Quote "Q" Inc',
    "Обь",
    "Acme",
    "Back\\slash",
)


@dataclass(frozen=True)
class Account:
    """A company that pays; its customer is the person with the same number."""

    number: int
    id: str
    name: str
    salesforce_id: str


@dataclass(frozen=True)
class Subscription:
    """A subscription, of an account, for a group on gitlab.com."""

    number: int
    id: str
    name: str
    account: Account
    namespace_id: int


@dataclass(frozen=True)
class Commerce:
    """Accounts and subscriptions by number, from 1."""

    world: World

    @property
    def accounts(self) -> int:
        """How many accounts, and as many customers, there are at day 0."""
        return 100 * self.world.scale

    @property
    def subscriptions(self) -> int:
        """How many subscriptions there are at day 0."""
        return 200 * self.world.scale

    @cached_property
    def _seeds(self) -> dict[str, int]:
        return {kind: kind_seed(self.world.seed, kind) for kind in ("account", "subscription", "contact", "plan")}

    def zuora_id(self, kind: str, number: int) -> str:
        """Give an id as Zuora makes them, 32 hexadecimal digits; kinds: account, subscription, contact, plan."""
        return f"2c92{mixed(self._seeds[kind], number):016x}{number:012x}"

    def account(self, number: int) -> Account:
        """Give an account."""
        name = f"{_COMPANIES[number % len(_COMPANIES)]} {number}"
        return Account(number, self.zuora_id("account", number), name, f"0014M{number:010}QA")

    def subscription(self, number: int) -> Subscription:
        """Give a subscription."""
        groups = self.world.groups
        account = self.account(1 + (number - 1) % max(1, self.accounts))
        name = f"A-S{number:08}"
        return Subscription(number, self.zuora_id("subscription", number), name, account, groups[number % len(groups)])
