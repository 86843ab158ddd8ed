"""Files read by DuckDB, as Snowflake's file formats say: Parquet, CSV and JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_LARGEST_JSON_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True)
class Reader:
    """A file format.

    Attributes:
        kind: PARQUET, CSV or JSON.
        options: by name in upper case: texts, booleans or lists of texts.
    """

    kind: str
    options: Mapping[str, Any]

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Reader:
        """Make a reader.

        Raises:
            SnowflakeError: for formats that the emulated account cannot read.
        """
        kind = str(options.get("TYPE", "CSV")).upper()
        if kind not in {"PARQUET", "CSV", "JSON"}:
            raise errors.lacking(f"COPY of {kind} files")
        return cls(kind, options)

    @property
    def has_names(self) -> bool:
        """Whether the columns of a file have names."""
        return self.kind == "PARQUET" or (self.kind == "CSV" and self._is("PARSE_HEADER"))

    @property
    def counts_columns(self) -> bool:
        """Whether a file needs to have as many columns as the table."""
        return self._is("ERROR_ON_COLUMN_COUNT_MISMATCH", default=True)

    def relation(self, path: Path) -> str:
        """Give what stands behind FROM in DuckDB's SQL; JSON has one column, `json`."""
        file = literal(_escaped(str(path)))
        if self.kind == "PARQUET":
            return f"read_parquet({file}, file_row_number = true)"
        if self.kind == "JSON":
            form = "auto" if self._is("STRIP_OUTER_ARRAY") else "unstructured"
            return f"read_json_objects({file}, format = '{form}', maximum_object_size = {_LARGEST_JSON_BYTES})"
        return f"read_csv({file}, {', '.join(f'{name} = {value}' for name, value in self._csv().items())})"

    def _csv(self) -> dict[str, str]:
        nulls = self.options.get("NULL_IF", ["\\N"])
        nulls = list(nulls) if isinstance(nulls, list) else [str(nulls)]
        if self._is("EMPTY_FIELD_AS_NULL", default=True) and "" not in nulls:
            nulls = ["", *nulls]
        quote = self._text("FIELD_OPTIONALLY_ENCLOSED_BY")
        given = {
            "header": str(self._is("PARSE_HEADER")).lower(),
            "skip": str(int(self.options.get("SKIP_HEADER", 0))),
            "delim": literal(self._text("FIELD_DELIMITER") or ","),
            "quote": literal(quote),
            "escape": literal(quote),
            "nullstr": f"[{', '.join(literal(one) for one in nulls)}]",
            "all_varchar": "true",
            "null_padding": str(not self.counts_columns).lower(),
        }
        compression = str(self.options.get("COMPRESSION", "AUTO")).lower()
        return given if compression.startswith("auto") else given | {"compression": literal(compression)}

    def _is(self, option: str, *, default: bool = False) -> bool:
        return str(self.options.get(option, default)).upper() == "TRUE"

    def _text(self, option: str) -> str:
        value = str(self.options.get(option, ""))
        return "" if value.upper() == "NONE" else value


def _escaped(path: str) -> str:
    """Take the meaning off what DuckDB would read as a pattern in a file's name."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in path)
