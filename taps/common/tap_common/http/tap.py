"""The base class of HTTP taps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from singer_sdk import Tap
from singer_sdk.helpers.capabilities import PluginCapabilities, TapCapabilities
from typing_extensions import override

from tap_common.cli import TapCommand
from tap_common.http.records import LineWriter

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
    @classmethod
    def get_singer_command(cls) -> click.Command:
        return TapCommand.around(super().get_singer_command())
