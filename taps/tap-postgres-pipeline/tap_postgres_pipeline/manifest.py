"""The manifest: which tables are read, by which query, into which table. The handbook's format, both generations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import yaml
from tap_common.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

MANDATORY = ("import_db", "import_query", "export_schema", "export_table", "export_table_primary_key")
OPTIONAL = ("additional_filtering", "advanced_metadata")
# Accepted because real manifests have them; what they ask for is derived from the query or belongs to other tools.
NOTED = (
    "database_type",
    "dbt_snapshots",
    "dbt_source_model",
    "deletes_exempt",
    "export_db",
    "import_schema",
    "incremental_type",
    "is_incremental",
)
KNOWN = frozenset((*MANDATORY, *OPTIONAL, *NOTED))
TOP_LEVEL = frozenset(("tables", "connection_info"))


@dataclass(frozen=True)
class Entry:
    """One table of a manifest.

    Attributes:
        key: its name in the manifest.
        import_db: prefix of the table's name in the warehouse.
        import_query: the SELECT that reads it, with placeholders.
        export_schema: noted; the load schema comes from the plugin's `load_schema`.
        export_table: the table's name in the warehouse, after the prefix.
        primary_key: output column of the query that identifies a row.
        additional_filtering: further condition, starting with AND or WHERE.
        advanced_metadata: whether rows carry `_task_instance`.
    """

    key: str
    import_db: str
    import_query: str
    export_schema: str
    export_table: str
    primary_key: str
    additional_filtering: str = ""
    advanced_metadata: bool = False

    @property
    def stream(self) -> str:
        """The stream's name: in upper case it is the table's (facts: gitlab-platform 1.3)."""
        return f"{self.import_db}_{self.export_table}".lower()


def load_manifest(path: Path) -> list[Entry]:
    """Read a manifest file.

    Raises:
        ConfigurationError: naming file, table and key, when it is missing, no YAML, or not a manifest.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"The manifest {path} cannot be read: {error.strerror}. Check the setting `manifest`."
        ) from error
    except yaml.YAMLError as error:
        raise ConfigurationError(f"The manifest {path} is not YAML: {error}") from error
    return parse_manifest(content, str(path))


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
    advanced = value.get("advanced_metadata", False)
    if not isinstance(advanced, bool):
        raise ConfigurationError(f"{where}: advanced_metadata is true or false, not {advanced!r}.")
    return Entry(
        key=key,
        import_db=str(value["import_db"]).strip(),
        import_query=str(value["import_query"]).strip(),
        export_schema=str(value["export_schema"]).strip(),
        export_table=str(value["export_table"]).strip(),
        primary_key=str(value["export_table_primary_key"]).strip(),
        additional_filtering=str(value.get("additional_filtering") or "").strip(),
        advanced_metadata=advanced,
    )


def _refuse_unknown(unknown: set[Any], known: frozenset[str], where: str) -> None:
    if unknown:
        names = ", ".join(sorted(map(str, unknown)))
        raise ConfigurationError(f"{where}: unknown key {names}. Known keys: {', '.join(sorted(known))}.")
