"""Stages: where staged files lie, and the statements on them that fakesnow lacks or gets wrong."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakesnow.transforms import stage
from sqlglot import exp

from denomas_sandbox.snowflake import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakesnow.fakes import FakeSnowflakeConnection

# User stages are kept as named stages of a schema that no user can name by accident.
_USER_STAGES = "SNOWFLAKE.USER_STAGES"
_QUOTED_REFERENCE = re.compile(r"'(@[^'\s;()]+)'")
_USER_REFERENCE = re.compile(r"(?<![\w@'])@~")
_PUT = re.compile(
    r"\s*PUT\s+(?:'(?P<quoted>file://(?:[^'\\]|\\.|'')*)'|(?P<plain>file://\S+))\s+'?(?P<stage>@[^'\s;]+)'?(?P<options>[^;]*);?\s*",
    re.IGNORECASE | re.DOTALL,
)
_LIST_OR_REMOVE = re.compile(
    r"\s*(?P<verb>LIST|LS|REMOVE|RM)\s+'?(?P<stage>@[^'\s;]+)'?(?:\s+PATTERN\s*=\s*'(?P<pattern>(?:[^']|'')*)')?\s*;?\s*",
    re.IGNORECASE | re.DOTALL,
)
_OPTION = re.compile(r"(\w+)\s*=\s*'?(\w+)'?")


@dataclass(frozen=True)
class StagedFile:
    """A file of a stage.

    Attributes:
        name: as LIST prints it.
        path: where it lies.
        below: its path below the stage's root.
    """

    name: str
    path: Path
    below: str


def without_user_stages(sql: str, user: str) -> str:
    """Name a user stage as the named stage that stands for it, and take the quotes off references to stages."""
    sql = _QUOTED_REFERENCE.sub(r"\1", sql)
    return _USER_REFERENCE.sub(lambda _: f"@{_USER_STAGES}.{user_stage(user)}", sql)


def user_stage(user: str) -> str:
    """Give the name of the stage that stands for a user's."""
    return "USER_" + re.sub(r"\W", "_", user).upper()


def put_answer(sql: str, connection: FakeSnowflakeConnection, user: str) -> dict[str, Any] | None:
    """Tell the connector where to write the files of a PUT; None when the statement is none.

    Raises:
        SnowflakeError: when there is no such stage, or an option has no meaning.
    """
    match = _PUT.fullmatch(sql)
    if match is None:
        return None
    source = (match["quoted"] or match["plain"]).removeprefix("file://").replace("''", "'").replace("\\\\", "\\")
    options = {name.upper(): value.upper() for name, value in _OPTION.findall(match["options"])}
    for name in ("AUTO_COMPRESS", "OVERWRITE"):
        if options.get(name, "TRUE") not in {"TRUE", "FALSE"}:
            raise errors.compilation(f"invalid value [{options[name]}] for parameter '{name}'", "001008", "22023")
    root, below = _resolve(without_user_stages(match["stage"], user), connection)
    folder = stage.internal_dir(root, below if not below or below.endswith("/") else f"{below}/")
    Path(folder).mkdir(parents=True, exist_ok=True)
    return {
        "stageInfo": {"locationType": "LOCAL_FS", "location": folder, "creds": {}},
        "src_locations": [source],
        "parallel": int(options.get("PARALLEL", "4")),
        "autoCompress": options.get("AUTO_COMPRESS", "TRUE") == "TRUE",
        "sourceCompression": options.get("SOURCE_COMPRESSION", "AUTO_DETECT").lower(),
        "overwrite": options.get("OVERWRITE", "FALSE") == "TRUE",
        "command": "UPLOAD",
    }


def list_or_remove(
    sql: str, connection: FakeSnowflakeConnection, user: str
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
    root, below = _resolve(without_user_stages(match["stage"], user), connection)
    pattern = (match["pattern"] or "").replace("''", "'").replace("\\\\", "\\")
    files = sorted(_files(root, below, pattern or None), key=lambda file: file.name)
    if match["verb"].upper() in {"LIST", "LS"}:
        return ("name", "size", "md5", "last_modified"), [_listed(file) for file in files]
    for file in files:
        file.path.unlink(missing_ok=True)
    return ("name", "result"), [(file.name, "removed") for file in files]


def files_of_copy(expression: exp.Copy, connection: FakeSnowflakeConnection, pattern: str) -> list[str]:
    """Give the files that the PATTERN of a COPY selects, as paths below its FROM."""
    source = next((var for var in expression.args["files"][0].find_all(exp.Var) if var.name.startswith("@")), None)
    if source is None:
        raise errors.lacking("COPY with PATTERN from something that is no stage")
    root, below = _resolve(source.name, connection)
    prefix = len(below)
    return [file.below[prefix:].removeprefix("/") for file in _files(root, below, pattern)]


def _resolve(reference: str, connection: FakeSnowflakeConnection) -> tuple[str, str]:
    """Give a stage's name as fakesnow stores it, and the path behind it."""
    name, _, below = reference.removeprefix("@").partition("/")
    if f"@{name}".startswith(f"@{_USER_STAGES}."):
        return name, below
    if not name.count(".") and (connection.database is None or connection.schema is None):
        raise errors.compilation(
            "Cannot perform operation. This session does not have a current database. Call 'USE DATABASE', or use a "
            "qualified name.",
            "090105",
            "22000",
        )
    parts = stage.parts_from_var(name, connection.database, connection.schema)
    sql = stage.stage_lookup_sql(*parts, connection.table_stages)
    row = connection._duck_conn.execute(sql).fetchone()  # noqa: SLF001
    if row is None:
        raise errors.does_not_exist("Stage", ".".join(parts))
    return str(row[0]), below


def _files(root: str, below: str, pattern: str | None) -> Iterator[StagedFile]:
    folder = Path(root if root.startswith("/") else stage.internal_dir(root))
    own = root.rsplit(".", 1)[-1]
    # The files of a named stage are printed with its name, those of user and table stages without.
    prefix = "" if root.startswith(_USER_STAGES) or own.startswith("%") else f"{own.lower()}/"
    for path in folder.rglob("*"):
        relative = path.relative_to(folder).as_posix()
        if not path.is_file() or not relative.startswith(below):
            continue
        if pattern is None or re.fullmatch(pattern, relative):
            yield StagedFile(prefix + relative, path, relative)


def _listed(file: StagedFile) -> tuple[str | None, ...]:
    stat = file.path.stat()
    with file.path.open("rb") as content:
        digest = hashlib.file_digest(content, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()
    return file.name, str(stat.st_size), digest, formatdate(stat.st_mtime, usegmt=True)


def declare_user_stage(connection: FakeSnowflakeConnection, user: str) -> None:
    """Make the stage that stands for a user's, unless it is there."""
    database, schema = _USER_STAGES.split(".")
    connection._duck_conn.execute(  # noqa: SLF001
        """
        INSERT OR IGNORE INTO _fs_global._fs_information_schema._fs_stages (name, database_name, schema_name, url, type)
        VALUES (?, ?, ?, '', 'INTERNAL')
        """,
        [user_stage(user), database, schema],
    )
