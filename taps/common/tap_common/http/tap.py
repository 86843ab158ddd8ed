"""The base class of HTTP taps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk import Tap
from singer_sdk.helpers.capabilities import PluginCapabilities, TapCapabilities
from typing_extensions import override

from tap_common.cli import TapCommand
from tap_common.errors import ConfigurationError
from tap_common.http.records import LineWriter
from tap_common.selection import require_a_selection

if TYPE_CHECKING:
    import click


class HttpTap(Tap):
    """A tap whose streams are HttpStreams: what it can do, how it writes, how its command ends."""

    message_writer_class = LineWriter
    capabilities: ClassVar[list[Any]] = [
        TapCapabilities.CATALOG,
        TapCapabilities.STATE,
        TapCapabilities.DISCOVER,
        TapCapabilities.TEST,
        PluginCapabilities.ABOUT,
        PluginCapabilities.STREAM_MAPS,
        PluginCapabilities.STRUCTURED_LOGGING,
    ]

    @override
    def run_discovery(self) -> str:
        # The SDK only warns of settings that are missing, and then stumbles over them.
        missing = [name for name in self.config_jsonschema.get("required", ()) if self.config.get(name) in {None, ""}]
        if missing:
            variables = ", ".join(f"{self.name}_{name}".upper().replace("-", "_") for name in missing)
            raise ConfigurationError(
                f"{self.name}: nothing is set for {', '.join(missing)}. Set it in the plugin's config or as "
                f"{variables}; on a laptop `sandbox up` gives the stand-in's."
            )
        return super().run_discovery()

    # `sync_all` is final in the SDK, and nothing before it can be hooked.
    @override  # type: ignore[misc]
    def sync_all(self) -> None:
        require_a_selection(self)
        super().sync_all()

    @override
    @classmethod
    def get_singer_command(cls) -> click.Command:
        return TapCommand.around(super().get_singer_command())
