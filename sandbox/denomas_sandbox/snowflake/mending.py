"""What is mended in fakesnow from outside, once for the process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakesnow import copy_into, info_schema
from fakesnow.transforms import stage

from denomas_sandbox.snowflake.comments import table_comment

if TYPE_CHECKING:
    from pathlib import Path


def mend(stages: Path) -> None:
    """Mend fakesnow.

    Args:
        stages: where staged files are kept; fakesnow's own choice is a new temporary folder a process.
    """
    stage.LOCAL_BUCKET_PATH = str(stages.resolve())
    copy_into._source_urls = _source_urls  # noqa: SLF001
    # It stumbles over apostrophes, and writes None for none.
    info_schema.insert_table_comment_sql = lambda *parts: table_comment(parts[:3], parts[3])


def _source_urls(source: str, files: list[str]) -> list[str]:
    """Name FILES of a COPY; fakesnow takes those of an internal stage for addresses and refuses them."""
    separator = "/" if stage.is_internal(source) else ""
    return [f"{source.rstrip('/') if separator else source}{separator}{file}" for file in files]
