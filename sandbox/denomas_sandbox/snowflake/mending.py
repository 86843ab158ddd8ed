"""What is mended in fakesnow from outside, once for the process."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING, Any

from fakesnow import copy_into, info_schema
from fakesnow.transforms import stage, transforms

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.comments import table_comment

if TYPE_CHECKING:
    from pathlib import Path

    from denomas_sandbox.snowflake.locations import Locations

_BUCKETS = ("gcs://", "gs://", "s3://", "s3gov://", "azure://")
_url_of_stage = copy_into.stage_url_from_var
_file_name = copy_into._result_file_name  # noqa: SLF001
_DESCRIBE_TABLE = Template(
    transforms.SQL_DESCRIBE_TABLE.template.replace(
        "FROM _fs_information_schema.", 'FROM "${catalog}"._fs_information_schema.'
    )
)


def mend(stages: Path, locations: Locations) -> None:
    """Mend fakesnow.

    Args:
        stages: where staged files are kept; fakesnow's own choice is a new temporary folder a process.
        locations: the folders that stand for buckets.
    """
    stage.LOCAL_BUCKET_PATH = str(stages.resolve())
    copy_into._source_urls = _source_urls  # noqa: SLF001
    # It stumbles over apostrophes, and writes None for none.
    info_schema.insert_table_comment_sql = lambda *parts: table_comment(parts[:3], parts[3])
    # It describes a table by the columns of the current database, whichever it is in.
    transforms.SQL_DESCRIBE_TABLE = _DESCRIBE_TABLE

    def url_of_stage(*arguments: Any, **more: Any) -> str:
        return local(_url_of_stage(*arguments, **more), locations)

    copy_into.stage_url_from_var = url_of_stage
    copy_into._result_file_name = lambda url: locations.address(_file_name(url))  # noqa: SLF001


def local(url: str, locations: Locations) -> str:
    """Give where the files of an address lie.

    Raises:
        SnowflakeError: when it is a bucket that no folder stands for.
    """
    found = locations.local(url)
    if found is None and url.startswith(_BUCKETS):
        raise errors.unreachable_bucket(url)
    return found or url


def _source_urls(source: str, files: list[str]) -> list[str]:
    """Name FILES of a COPY; fakesnow takes those of an internal stage for addresses and refuses them."""
    separator = "" if source.endswith("/") else "/"
    return [f"{source}{separator}{file}" for file in files]
