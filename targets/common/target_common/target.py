"""The loop that reads a tap's messages and lands its streams. Shared by all targets."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, cast

import click
import msgspec
from singer_sdk.helpers.capabilities import PluginCapabilities, TargetCapabilities
from singer_sdk.mapper import SameRecordTransform
from singer_sdk.sql import SQLTarget
from typing_extensions import override

from target_common.cli import LandingCommand
from target_common.errors import LandingError
from target_common.loads import Load, run_identity
from target_common.names import Table
from target_common.reading import MessageReader
from target_common.warehouse import LoadMethod

if TYPE_CHECKING:
    from target_common.sink import LandingSink
    from target_common.warehouse import Warehouse


class LandingTarget(SQLTarget):
    """Lands streams as docs/contracts.md says."""

    message_reader_class = MessageReader
    # Validation and metadata columns are not options: there is no setting for either.
    capabilities: ClassVar[list[Any]] = [
        PluginCapabilities.ABOUT,
        PluginCapabilities.STREAM_MAPS,
        PluginCapabilities.FLATTENING,
        PluginCapabilities.STRUCTURED_LOGGING,
        PluginCapabilities.ACTIVATE_VERSION,
        PluginCapabilities.BATCH,
        TargetCapabilities.TARGET_SCHEMA,
    ]
    message_reader: MessageReader

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Read the configuration; nothing is opened before the first SCHEMA."""
        self.started_at = time.time()
        self.run_identity = run_identity()
        self.loads: dict[str, Load] = {}
        self.bookmark_properties: dict[str, str] = {}
        super().__init__(*args, **kwargs)
        self.message_reader.on_error = self._save_what_waits
        self.message_reader.on_idle = self._while_nothing_comes
        self.max_parallelism = 1  # one warehouse connection, one transaction at a time
        self._acknowledged: dict[str, Any] | None = None
        self._held: dict[str, Any] | None = None
        self._finished = False
        self._oldest_row_at: float | None = None
        self._unmapped: dict[str, LandingSink] = {}

    @classmethod
    @override
    def append_builtin_config(cls, config_jsonschema: dict[str, Any]) -> None:
        super().append_builtin_config(config_jsonschema)
        # Metadata columns and table versions are part of the contract, not a choice; batch files are the tap's choice.
        for name in ("add_record_metadata", "process_activate_version_messages", "batch_config"):
            config_jsonschema["properties"].pop(name, None)

    @property
    def warehouse(self) -> Warehouse:
        """The warehouse, which is also what the SDK calls the connector."""
        return cast("Warehouse", self.target_connector)

    def _sinks(self) -> list[LandingSink]:
        return cast("list[LandingSink]", [*self._sinks_to_clear, *self._sinks_active.values()])

    # -- messages ------------------------------------------------------------------------------------------------

    @override
    def _process_schema_message(self, message_dict: dict[str, Any]) -> None:
        if message_dict.get("bookmark_properties"):
            self.bookmark_properties[message_dict["stream"]] = message_dict["bookmark_properties"][0]
        super()._process_schema_message(message_dict)
        maps = self.mapper.stream_maps[message_dict["stream"]]
        if len(maps) == 1 and type(maps[0]) is SameRecordTransform:
            sink = cast("LandingSink", self._sinks_active[maps[0].stream_alias])
            self._unmapped[message_dict["stream"]] = sink
        else:
            self._unmapped.pop(message_dict["stream"], None)

    @override
    def _process_record_message(self, message_dict: dict[str, Any]) -> None:
        # This runs for every record: what a stream without maps needs is kept to one look-up and one call.
        sink = self._unmapped.get(message_dict.get("stream", ""))
        size = self.message_reader.line_bytes
        extracted_at, version = message_dict.get("time_extracted"), message_dict.get("version")
        if sink is not None and "record" in message_dict:
            full = sink.accept(message_dict["record"], extracted_at, version, size)
        else:
            self._assert_line_requires(message_dict, requires={"stream", "record"})
            stream = message_dict["stream"]
            if stream not in self.mapper.stream_maps:
                self._assert_sink_exists(stream)
            full = False
            for stream_map in self.mapper.stream_maps[stream]:
                record = stream_map.transform(message_dict["record"])
                if record is not None:
                    mapped = cast("LandingSink", self._sinks_active[stream_map.stream_alias])
                    full = mapped.accept(record, extracted_at, version, size) or full
        if self._oldest_row_at is None:
            self._oldest_row_at = time.monotonic()
        elif full or time.monotonic() - self._oldest_row_at > int(self.config["max_batch_age_seconds"]):
            self._land_everything(settle=not full)

    def _land_everything(self, *, settle: bool) -> None:
        """Land all buffers, so that the latest state is covered, and acknowledge it.

        Args:
            settle: whether to commit even when the warehouse would rather wait for more.
        """
        self._oldest_row_at = None
        self.drain_all()
        if settle or self.warehouse.due():
            self._settle()

    def _while_nothing_comes(self) -> None:
        """Land what has waited long enough, and let others at the warehouse meanwhile."""
        waited = 0.0 if self._oldest_row_at is None else time.monotonic() - self._oldest_row_at
        if waited > int(self.config["max_batch_age_seconds"]):
            self._land_everything(settle=True)
        elif self.warehouse.due():
            self._settle()
        self.warehouse.rest()

    def _settle(self) -> None:
        """Commit what waits, and acknowledge the state that was held back for it."""
        held, self._held = self._held, None
        self.warehouse.settle()
        if held is not None:
            self._write_state_message(held)

    @override
    def _process_batch_message(self, message_dict: dict[str, Any]) -> None:
        self._assert_line_requires(message_dict, requires={"stream", "manifest", "encoding"})
        stream = message_dict["stream"]
        if stream not in self.mapper.stream_maps:
            self._assert_sink_exists(stream)
        if self.warehouse.due():
            self._settle()
        for stream_map in self.mapper.stream_maps[stream]:
            sink = cast("LandingSink", self.get_sink(stream_map.stream_alias))
            sink.land_files(
                message_dict["encoding"]["format"],
                message_dict["manifest"],
                message_dict.get("version"),
                message_dict.get("time_extracted"),
            )

    @override
    def _process_activate_version_message(self, message_dict: dict[str, Any]) -> None:
        for stream_map in self.mapper.stream_maps[message_dict["stream"]]:
            cast("LandingSink", self.get_sink(stream_map.stream_alias)).activate_version(message_dict["version"])

    @override
    def _process_state_message(self, message_dict: dict[str, Any]) -> None:
        super()._process_state_message(message_dict)
        for sink in self._sinks():
            sink.state_seen_since_rows = True
        # On the column lane nothing waits in memory: what the state covers is with the warehouse already.
        if self._latest_state and not any(sink.current_size for sink in self._sinks()):
            self._write_state_message(self._latest_state)
            if self.warehouse.due():
                self._settle()

    @override
    def _write_state_message(self, state: dict[str, Any]) -> None:
        if state == self._acknowledged:
            return
        if self.warehouse.waiting():
            self._held = state
            return
        # An overwrite goes live at the very end; a state before that would cover rows that a crash takes away.
        if not self._finished and any(load.load_method == LoadMethod.OVERWRITE for load in self.loads.values()):
            return
        for stream, load in self.loads.items():
            bookmark = state.get("bookmarks", {}).get(stream)
            if bookmark is not None:
                load.state_after = _as_json(bookmark)
        self._acknowledged = state
        super()._write_state_message(state)

    # -- the end -------------------------------------------------------------------------------------------------

    def _save_what_waits(self) -> None:
        """Commit what came before an error and is covered by a state, so that it is not lost with it."""
        if self._held is not None:
            with suppress(LandingError):
                self._settle()

    @override
    def process_endofpipe(self) -> None:
        try:
            self._land_the_rest()
        except Exception:
            self._save_what_waits()
            raise
        if self.loads:
            self.warehouse.close_loads(list(self.loads.values()))
        for load in self.loads.values():
            log = self.logger.warning if load.rows_rejected else self.logger.info
            log("%s", load.summary())
        if self.loads:
            self.warehouse.close()

    def _land_the_rest(self) -> None:
        self.drain_all()
        for sink in self._sinks():
            sink.finish()
        self._finished = True
        self._settle()
        super().process_endofpipe()

    # -- replay --------------------------------------------------------------------------------------------------

    def replay(self, table: str) -> tuple[int, int]:
        """Try the rejected rows of a table again, after the schema or the rows were mended.

        Args:
            table: the live table as SCHEMA.TABLE.

        Returns:
            How many rows landed, and how many stay rejected.
        """
        schema, _, name = table.upper().rpartition(".")
        self.warehouse.prepare()
        load = Load(*self.run_identity, f"replay of {table}", table.upper(), LoadMethod.UPSERT, "")
        landed_rejected = self.warehouse.replay(Table(schema or "PUBLIC", name), load)
        self.warehouse.close_loads([load])
        return landed_rejected

    @override
    @classmethod
    def get_singer_command(cls) -> click.Command:
        command = super().get_singer_command()
        command.params.append(
            click.Option(
                ["--replay"],
                metavar="SCHEMA.TABLE",
                help="Land the rejected rows of a table that fit by now, instead of reading messages.",
            )
        )
        return LandingCommand.around(command)

    @override
    @classmethod
    def invoke(cls, *, replay: str | None = None, **kwargs: Any) -> None:
        if replay is None or kwargs.get("about"):
            super().invoke(**kwargs)
            return
        config = kwargs["config"]
        target = cls(config=config.config, parse_env_config=config.parse_env)
        landed, rejected = target.replay(replay)
        target.warehouse.close()
        click.echo(f"{replay}: {landed} rows landed, {rejected} stay rejected")


def _as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()
