"""A run that would read nothing is a mistake, and Meltano says nothing of it (facts: zendesk A.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tap_common.errors import ConfigurationError

if TYPE_CHECKING:
    from singer_sdk import Tap


def require_a_selection(tap: Tap) -> None:
    """Look whether any stream of a tap is selected.

    Raises:
        ConfigurationError: when none is: the patterns of `select` match nothing.
    """
    if tap.streams and not any(stream.selected for stream in tap.streams.values()):
        raise ConfigurationError(
            f"{tap.name}: no stream is selected. Check the patterns of `select` in the plugin's wiring, or of its "
            f"variable ..._SELECT; there are: {', '.join(sorted(tap.streams))}."
        )
