"""The SDK's own standard target tests, on the emulated account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from denomas_target_snowflake.target import TargetSnowflake
from singer_sdk.testing import get_target_test_class

if TYPE_CHECKING:
    from denomas_sandbox.snowflake.api import SnowflakeAccount

# The suite takes its configuration when it is made, before there is an account, and reads it when it runs.
_CONFIG: dict[str, object] = {"database": "RAW", "default_target_schema": "standard"}

StandardTargetTests = get_target_test_class(TargetSnowflake, config=_CONFIG)


@pytest.fixture(scope="module", autouse=True)
def signed_in(account: SnowflakeAccount) -> None:
    given = account.connection()
    names = ("account", "user", "password", "host", "port", "protocol", "role", "warehouse")
    _CONFIG.update({name: given[name] for name in names if given.get(name) is not None})


class TestTargetSnowflake(StandardTargetTests):  # type: ignore[misc, valid-type]
    """singer-sdk's suite, as it stands."""
