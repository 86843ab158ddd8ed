"""tap-zengrc: settings and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk import typing as th
from singer_sdk.helpers.capabilities import PluginCapabilities
from tap_common.http import HTTP_SETTINGS, HttpTap
from typing_extensions import override

from tap_zengrc.client import api_address
from tap_zengrc.streams import all_streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from singer_sdk import Stream


class TapZenGrc(HttpTap):
    """Reads the collections of ZenGRC, each as a full copy."""

    name = "tap-zengrc"
    package_name = "tap-zengrc"
    capabilities: ClassVar[list[Any]] = [*HttpTap.capabilities, PluginCapabilities.ACTIVATE_VERSION]

    config_jsonschema = th.PropertiesList(
        th.Property(
            "base_url",
            th.StringType,
            required=True,
            description="Address of the tenant's API, e.g. https://acme.api.zengrc.com/api/v2.",
        ),
        th.Property("username", th.StringType, required=True, description="Id of an API key."),
        th.Property("password", th.StringType, required=True, secret=True, description="Secret of the API key."),
        *HTTP_SETTINGS,
    ).to_dict()

    @override
    def discover_streams(self) -> Sequence[Stream]:
        api_address(self.config["base_url"])
        return all_streams(self)


if __name__ == "__main__":
    TapZenGrc.cli()
