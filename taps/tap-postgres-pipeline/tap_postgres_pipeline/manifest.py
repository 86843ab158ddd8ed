"""The manifest: which tables are read, by which query, into which table. The handbook's format, both generations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from tap_common.errors import ConfigurationError

MANDATORY = ("import_db", "import_query", "export_schema", "export_table", "export_table_primary_key")
OPTIONAL = ("additional_filtering", "advanced_metadata", "database_type", "deletes_exempt", "incremental_type")
# Accepted because real manifests have them; what they ask for is derived from the query or belongs to other tools.
NOTED = ("dbt_snapshots", "dbt_source_model", "export_db", "import_schema", "is_incremental")
KNOWN = frozenset((*MANDATORY, *OPTIONAL, *NOTED))
TOP_LEVEL = frozenset(("tables", "connection_info"))
LOAD_BY_ID = "load_by_id"
INTERNAL_ONLY = "_internal_only"
CONNECTION = ("user", "pass", "host", "database", "port")
SCHEMA = Path(__file__).parent / "manifest.schema.json"


@dataclass(frozen=True)
class Entry:
    """One table of a manifest.

    Attributes:
        key: its name in the manifest.
        import_db: prefix of the table's name in the warehouse.
        import_query: the SELECT that reads it, with placeholders.
        export_schema: noted; the load schema comes from the plugin's `load_schema`.
        export_table: the table's name in the warehouse, after the prefix.
        primary_keys: output columns of the query that together identify a row; the first gives the order of reading.
        additional_filtering: further condition, starting with AND or WHERE.
        advanced_metadata: whether rows carry `_task_instance`.
        database_type: which of several databases has the table, where one manifest serves them all.
        load_by_id: whether rows are only ever added, and read from the last key on.
        deletes_exempt: whether deletions in the source are not looked for.
    """

    key: str
    import_db: str
    import_query: str
    export_schema: str
    export_table: str
    primary_keys: tuple[str, ...]
    additional_filtering: str = ""
    advanced_metadata: bool = False
    database_type: str = ""
    load_by_id: bool = False
    deletes_exempt: bool = False

    @property
    def internal_only(self) -> bool:
        """Whether only rows of internal projects and groups may leave the source."""
        return self.export_table.lower().endswith(INTERNAL_ONLY)

    @property
    def stream(self) -> str:
        """The stream's name: in upper case it is the table's (facts: gitlab-platform 1.3)."""
        return f"{self.import_db}_{self.export_table}".lower()


@dataclass(frozen=True)
class Manifest:
    """A manifest's tables and, in the older generation, where its database is.

    Attributes:
        entries: its tables.
        connection_info: names of the environment variables with user, pass, host, database and port.
    """

    entries: list[Entry]
    connection_info: dict[str, str]


def read_yaml(path: Path, setting: str) -> Any:
    """Read a YAML file that a setting names.

    Raises:
        ConfigurationError: when it is missing or no YAML.
    """
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"The {setting} {path} cannot be read: {error.strerror}. Check the setting `{setting}`."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"The {setting} {path} is not YAML: {error}") from error


def load_manifest(path: Path, database_type: str = "") -> Manifest:
    """Read a manifest file, and of it the tables of one database type, if one is named.

    Raises:
        ConfigurationError: naming file, table and key, when it is missing, no YAML, or not a manifest.
    """
    content = read_yaml(path, "manifest")
    entries = parse_manifest(content, str(path))
    if database_type:
        types = {entry.database_type for entry in entries}
        entries = [entry for entry in entries if entry.database_type in {"", database_type}]
        if not entries:
            raise ConfigurationError(
                f"{path}: no table has the database_type {database_type}. It has: {', '.join(sorted(types))}."
            )
    return Manifest(entries, connection_info(content.get("connection_info") or {}, str(path)))


def connection_info(content: Any, where: str) -> dict[str, str]:
    """Check a block that names the environment variables of a connection.

    Raises:
        ConfigurationError: naming the key that is wrong.
    """
    if not isinstance(content, dict):
        raise ConfigurationError(f"{where}: connection_info maps {', '.join(CONNECTION)} to environment variables.")
    _refuse_unknown(set(content) - set(CONNECTION), frozenset(CONNECTION), f"{where}: connection_info")
    return {str(key): str(value) for key, value in content.items()}


def parse_manifest(content: Any, where: str) -> list[Entry]:
    """Check a manifest's content and give its entries.

    Raises:
        ConfigurationError: naming the table and the key that is wrong.
    """
    if not isinstance(content, dict) or not isinstance(content.get("tables"), dict) or not content["tables"]:
        raise ConfigurationError(f"{where}: a manifest is a mapping with `tables:`, one entry a table.")
    _refuse_unknown(set(content) - TOP_LEVEL, TOP_LEVEL, where)
    entries = [_entry(str(key), value, f"{where}: table {key}") for key, value in content["tables"].items()]
    seen: dict[str, str] = {}
    for entry in entries:
        if entry.stream in seen:
            raise ConfigurationError(
                f"{where}: tables {seen[entry.stream]} and {entry.key} both export to {entry.stream.upper()}. "
                "Give one of them another export_table."
            )
        seen[entry.stream] = entry.key
    return entries


def _entry(key: str, value: Any, where: str) -> Entry:
    if not isinstance(value, dict):
        raise ConfigurationError(f"{where}: an entry is a mapping with the keys {', '.join(MANDATORY)}.")
    _refuse_unknown(set(value) - KNOWN, KNOWN, where)
    missing = [name for name in MANDATORY if not str(value.get(name) or "").strip()]
    if missing:
        raise ConfigurationError(f"{where}: {', '.join(missing)} missing or empty; these keys are mandatory.")
    for name in ("advanced_metadata", "deletes_exempt", "is_incremental", "dbt_source_model", "dbt_snapshots"):
        if not isinstance(value.get(name, False), bool):
            raise ConfigurationError(f"{where}: {name} is true or false, not {value[name]!r}.")
    incremental_type = value.get("incremental_type")
    if incremental_type not in {None, LOAD_BY_ID}:
        raise ConfigurationError(f"{where}: incremental_type is {LOAD_BY_ID}, not {incremental_type!r}.")
    return Entry(
        key=key,
        import_db=str(value["import_db"]).strip(),
        import_query=str(value["import_query"]).strip(),
        export_schema=str(value["export_schema"]).strip(),
        export_table=str(value["export_table"]).strip(),
        primary_keys=tuple(name.strip() for name in str(value["export_table_primary_key"]).split(",")),
        additional_filtering=str(value.get("additional_filtering") or "").strip(),
        advanced_metadata=value.get("advanced_metadata", False),
        database_type=str(value.get("database_type") or "").strip(),
        load_by_id=incremental_type == LOAD_BY_ID,
        deletes_exempt=value.get("deletes_exempt", False),
    )


def _refuse_unknown(unknown: set[Any], known: frozenset[str], where: str) -> None:
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise ConfigurationError(f"{where}: unknown key {names}. Known keys: {', '.join(sorted(known))}.")
