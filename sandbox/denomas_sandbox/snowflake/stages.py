"""Stages: where staged files lie, and the statements on them that fakesnow lacks or gets wrong."""

from __future__ import annotations

import hashlib
import re
from email.utils import formatdate
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import text_of
from denomas_sandbox.snowflake.staged_files import place

if TYPE_CHECKING:
    from fakesnow.fakes import FakeSnowflakeConnection

    from denomas_sandbox.snowflake.locations import Locations
    from denomas_sandbox.snowflake.staged_files import StagedFile

_STAGE = r"""(?:'(?P<stage>@(?:[^'\\]|\\.|'')+)'|(?P<bare>@(?:"(?:[^"]|"")*"|[^\s;'"])+))"""
_PUT = re.compile(
    r"\s*PUT\s+(?:'(?P<quoted>file://(?:[^'\\]|\\.|'')*)'|(?P<plain>file://\S+))\s+"
    + _STAGE
    + r"(?P<options>[^;]*);?\s*",
    re.IGNORECASE | re.DOTALL,
)
_LIST_OR_REMOVE = re.compile(
    r"\s*(?P<verb>LIST|LS|REMOVE|RM)\s+" + _STAGE + r"(?:\s+PATTERN\s*=\s*'(?P<pattern>(?:[^']|'')*)')?\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
_GET = re.compile(
    r"\s*GET\s+" + _STAGE + r"\s+(?:'(?P<quoted>file://(?:[^'\\]|\\.|'')*)'|(?P<plain>file://\S+))"
    r"(?:\s+PARALLEL\s*=\s*\d+)?(?:\s+PATTERN\s*=\s*'(?P<pattern>(?:[^']|'')*)')?\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
_OPTION = re.compile(r"(\w+)\s*=\s*'?(\w+)'?")


def put_answer(sql: str, connection: FakeSnowflakeConnection, locations: Locations, user: str) -> dict[str, Any] | None:
    """Tell the connector where to write the files of a PUT; None when the statement is none.

    Raises:
        SnowflakeError: when there is no such stage, or an option has no meaning.
    """
    match = _PUT.fullmatch(sql)
    if match is None:
        return None
    options = {name.upper(): value.upper() for name, value in _OPTION.findall(match["options"])}
    for name in ("AUTO_COMPRESS", "OVERWRITE"):
        if options.get(name, "TRUE") not in {"TRUE", "FALSE"}:
            raise errors.compilation(f"invalid value [{options[name]}] for parameter '{name}'", "001008", "22023")
    where = place(_reference(match), connection, locations, user)
    folder = (where.folder / where.below).resolve()
    if not folder.is_relative_to(where.folder.resolve()):
        raise errors.compilation(f"invalid path '{where.below}'", "001011", "42601")
    folder.mkdir(parents=True, exist_ok=True)
    return {
        "stageInfo": {"locationType": "LOCAL_FS", "location": f"{folder}/", "creds": {}},
        "src_locations": [_path(match)],
        "parallel": int(options.get("PARALLEL", "4")),
        "autoCompress": options.get("AUTO_COMPRESS", "TRUE") == "TRUE",
        "sourceCompression": options.get("SOURCE_COMPRESSION", "AUTO_DETECT").lower(),
        "overwrite": options.get("OVERWRITE", "FALSE") == "TRUE",
        "command": "UPLOAD",
    }


def get_answer(sql: str, connection: FakeSnowflakeConnection, locations: Locations, user: str) -> dict[str, Any] | None:
    """Tell the connector which files a GET downloads; None when the statement is none.

    Raises:
        SnowflakeError: when there is no such stage.
    """
    match = _GET.fullmatch(sql)
    if match is None:
        return None
    where = place(_reference(match), connection, locations, user)
    return {
        "stageInfo": {"locationType": "LOCAL_FS", "location": str(where.folder), "creds": {}},
        "src_locations": [file.below for file in where.files((match["pattern"] or "") or None)],
        "localLocation": _path(match),
        "parallel": 4,
        "encryptionMaterial": [],
        "command": "DOWNLOAD",
    }


def list_or_remove(
    sql: str, connection: FakeSnowflakeConnection, locations: Locations, user: str
) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]] | None:
    """Execute LIST or REMOVE; None when the statement is neither.

    Returns:
        Column names and rows.

    Raises:
        SnowflakeError: when there is no such stage.
    """
    match = _LIST_OR_REMOVE.fullmatch(sql)
    if match is None:
        return None
    where = place(_reference(match), connection, locations, user)
    pattern = (match["pattern"] or "").replace("''", "'").replace("\\\\", "\\")
    files = list(where.files(pattern or None))
    if match["verb"].upper() in {"LIST", "LS"}:
        return ("name", "size", "md5", "last_modified"), [_listed(file) for file in files]
    for file in files:
        file.path.unlink(missing_ok=True)
    return ("name", "result"), [(file.name, "removed") for file in files]


def _listed(file: StagedFile) -> tuple[str | None, ...]:
    stat = file.path.stat()
    with file.path.open("rb") as content:
        digest = hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    return file.name, str(stat.st_size), digest, formatdate(stat.st_mtime, usegmt=True)


def _reference(match: re.Match[str]) -> str:
    """Give a reference to a stage without the apostrophes around it."""
    return match["bare"] or text_of(f"'{match['stage']}'")


def _path(match: re.Match[str]) -> str:
    """Give a local path."""
    written = match["plain"] or text_of(f"'{match['quoted']}'")
    return written.removeprefix("file://")
