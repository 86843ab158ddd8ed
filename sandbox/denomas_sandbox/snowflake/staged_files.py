"""Files of a stage or a bucket: which they are, where they lie, what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from fakesnow.transforms import stage

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fakesnow.fakes import FakeSnowflakeConnection

    from denomas_sandbox.snowflake.locations import Locations

# User stages are kept where the stages of a schema would be that no user can make.
USER_STAGES = ("SNOWFLAKE", "USER_STAGES")
_BUCKETS = ("gcs://", "gs://", "s3://", "s3gov://", "azure://")
_REFERENCE = re.compile(r'@((?:"(?:[^"]|"")+"|[^"/])+)(?:/(.*))?', re.DOTALL)


@dataclass(frozen=True)
class StagedFile:
    """A file of a stage.

    Attributes:
        name: as LIST and COPY print it.
        path: where it lies.
        below: its path below the stage's root.
        metadata: what METADATA$FILENAME gives.
    """

    name: str
    path: Path
    below: str
    metadata: str


@dataclass(frozen=True)
class Place:
    """Where a reference such as `@stage/path/`, or the address of a bucket, leads.

    Attributes:
        stage: the stage's full name; empty for an address.
        folder: the stage's root.
        below: the path behind the stage's name.
        shown: what stands before a file's path in LIST and COPY.
        metadata: what stands before it in METADATA$FILENAME.
    """

    stage: tuple[str, ...]
    folder: Path
    below: str
    shown: str
    metadata: str

    def files(self, pattern: str | None = None) -> Iterator[StagedFile]:
        """Give the files that begin with the path, or those that a pattern matches whole."""
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder).as_posix()
            if path.is_file() and relative.startswith(self.below) and (not pattern or re.fullmatch(pattern, relative)):
                yield self._file(path, relative)

    def named(self, names: Sequence[str]) -> Iterator[StagedFile]:
        """Give the files that a COPY lists.

        Raises:
            SnowflakeError: when one is not there.
        """
        between = "" if not self.below or self.below.endswith("/") else "/"
        for name in names:
            relative = f"{self.below}{between}{name}"
            path = self.folder / relative
            if not path.is_file():
                raise errors.SnowflakeError("091016", "22000", f"Remote file '{self.shown}{relative}' was not found.")
            yield self._file(path, relative)

    def _file(self, path: Path, relative: str) -> StagedFile:
        return StagedFile(self.shown + relative, path, relative, self.metadata + relative)


def place(reference: str, connection: FakeSnowflakeConnection, locations: Locations, user: str) -> Place:
    """Find out where a reference or an address leads.

    Args:
        reference: `@stage/path`, `@~/path` for the user's own stage, `@%table/path` for a table's, or an address.
        connection: with the current database and schema.
        locations: the folders that stand for buckets.
        user: who is signed in.

    Raises:
        SnowflakeError: when there is no such stage, or no folder stands for the bucket.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return _of_address((), reference, "", locations)
    if match[1] == "~":
        own = (*USER_STAGES, "USER_" + re.sub(r"\W", "_", user).upper())
        return Place(own, Path(stage.internal_dir(".".join(own))), match[2] or "", "", "")
    given, below = parts_of(match[1]), match[2] or ""
    if len(given) < 3 and not (connection.database and (connection.schema or len(given) > 1)):  # noqa: PLR2004  database, schema, name
        raise errors.compilation(
            "Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or use a "
            "qualified name.",
            "090105",
            "22000",
        )
    full = (*(connection.database or "", connection.schema or "")[: 3 - len(given)], *given)
    if full[2].startswith("%"):
        sql = stage.stage_lookup_sql(full[0], full[1], full[2], connection.table_stages)
        row = connection._duck_conn.execute(sql).fetchone()  # noqa: SLF001
        found = (str(row[0]), "") if row else None
    else:
        sql = (
            "SELECT name, url FROM _fs_global._fs_information_schema._fs_stages "
            "WHERE database_name = ? AND schema_name = ? AND name = ?"
        )
        row = connection._duck_conn.execute(sql, list(full)).fetchone()  # noqa: SLF001
        found = (".".join(full), str(row[1] or "")) if row else None
    if found is None:
        raise errors.does_not_exist("Stage", ".".join(full))
    root, url = found
    if url:
        return _of_address(full, url, below, locations)
    # The files of a named stage are printed with its name, those of user and table stages without.
    shown = "" if full[2].startswith("%") else f"{full[2].lower()}/"
    return Place(full, Path(stage.internal_dir(root)), below, shown, "")


def _of_address(full: tuple[str, ...], url: str, below: str, locations: Locations) -> Place:
    if not url.startswith(_BUCKETS):
        raise errors.compilation(f"invalid URL prefix found in: '{url}'", "001011", "42601")
    found = locations.find(url)
    if found is None:
        raise errors.unreachable_bucket(url)
    address, folder, behind = found
    return Place(full, Path(folder), behind + below, f"{address}/", urlsplit(f"{address}/").path.lstrip("/"))
