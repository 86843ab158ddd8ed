"""A tap that reads several of its streams at the same time."""

from __future__ import annotations

from functools import cached_property

from singer_sdk import Tap
from singer_sdk import typing as th
from typing_extensions import override

from tap_common.arrow_stream import ArrowStream
from tap_common.readers import Readers, output_lock
from tap_common.selection import require_a_selection

PARALLEL_STREAMS = "parallel_streams"


def parallel_setting(name: str = PARALLEL_STREAMS, default: int = 2) -> th.Property[int]:
    """Give the setting that says how many readers there may be."""
    return th.Property(
        name,
        th.IntegerType(minimum=1),
        default=default,
        description="How many streams, or parts of one large stream, are read at the same time.",
    )


class ParallelTap(Tap):
    """Base class of taps whose streams do not depend on each other.

    STATE stays right at every point: a message and the move of its stream's state are written under one lock, so a
    state never covers rows that have not been sent.
    """

    parallel_setting_name = PARALLEL_STREAMS

    @cached_property
    def readers(self) -> Readers:
        """The readers that all streams share."""
        return Readers(int(self.config[self.parallel_setting_name]))

    def before_sync(self) -> None:
        """Look whether the source is fit to be read; a hook."""

    def after_sync(self) -> None:
        """Let go of what the run held, however it ended; a hook."""

    # The SDK reads one stream after another and means it: `sync_all` is final there. Nothing else can be hooked.
    @override  # type: ignore[misc]
    def sync_all(self) -> None:
        try:
            self._sync_all()
        finally:
            self.after_sync()

    def _sync_all(self) -> None:
        require_a_selection(self)
        self.before_sync()
        self._reset_state_progress_markers()
        self._set_compatible_replication_methods()
        if self.state:
            self._state_writer.write_state(self.state)
        streams = [stream for stream in self.streams.values() if stream.selected]
        self.readers.each(self._sync_one, streams)
        for stream in streams:
            stream.log_sync_costs()

    def _sync_one(self, stream: object) -> None:
        assert isinstance(stream, ArrowStream)  # noqa: S101  a tap of this kind has no others
        self.readers.check()
        stream.sync()
        with output_lock:
            stream.finalize_state_progress_markers()
