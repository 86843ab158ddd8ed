"""tap-zengrc: settings and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk import Tap
from singer_sdk import typing as th
from singer_sdk.helpers.capabilities import PluginCapabilities, TapCapabilities
from tap_common.cli import TapCommand
from tap_common.http import HTTP_SETTINGS
from typing_extensions import override

from tap_zengrc.client import api_address
from tap_zengrc.streams import all_streams

if TYPE_CHECKING:
    from collections.abc import Sequence

    import click
    from singer_sdk import Stream


class TapZenGrc(Tap):
    """Reads the collections of ZenGRC, each as a full copy."""

    name = "tap-zengrc"
    package_name = "tap-zengrc"
    capabilities: ClassVar[list[Any]] = [
        TapCapabilities.CATALOG,
        TapCapabilities.STATE,
        TapCapabilities.DISCOVER,
        TapCapabilities.TEST,
        PluginCapabilities.ABOUT,
        PluginCapabilities.STREAM_MAPS,
        PluginCapabilities.ACTIVATE_VERSION,
        PluginCapabilities.STRUCTURED_LOGGING,
    ]

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

    @override
    @classmethod
    def get_singer_command(cls) -> click.Command:
        return TapCommand.around(super().get_singer_command())


if __name__ == "__main__":
    TapZenGrc.cli()
