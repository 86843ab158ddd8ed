"""What a COPY takes out of a file: by name, by position, or by its own SELECT."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlglot import exp

from denomas_sandbox.snowflake import errors
from denomas_sandbox.snowflake.names import literal, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakesnow.cursor import FakeSnowflakeCursor

    from denomas_sandbox.snowflake.copy_statement import CopyStatement
    from denomas_sandbox.snowflake.file_readers import Reader
    from denomas_sandbox.snowflake.staged_files import StagedFile

_ROW = "_whole_row"


@dataclass(frozen=True)
class Column:
    """A column of the target, with DuckDB's type."""

    name: str
    type: str


@dataclass(frozen=True)
class Selection:
    """An expression in DuckDB's SQL for each column of the target that the file has something for.

    Attributes:
        columns: the columns.
        values: the expressions, in the same order.
    """

    columns: list[Column]
    values: list[str]

    def sql(self, relation: str) -> str:
        """Give the query; a value that does not fit is an error."""
        return f"SELECT {', '.join(self.values)} FROM {relation}"

    def tolerant_sql(self, relation: str) -> str:
        """Give the query without the rows in which a value does not fit."""
        pairs = zip(self.values, self.columns, strict=True)
        tried = ", ".join(_tried(value, column) for value, column in pairs)
        return f"SELECT {tried} FROM {relation} WHERE NOT ({self._misfits()})"

    def misfit(self) -> str:
        """Give the condition of a row in which a value does not fit."""
        return f"WHERE {self._misfits()}"

    def _misfits(self) -> str:
        pairs = zip(self.values, self.columns, strict=True)
        return " OR ".join(f"(({value}) IS NOT NULL AND {_tried(value, column)} IS NULL)" for value, column in pairs)


def _tried(value: str, column: Column) -> str:
    return value if column.type == "JSON" else f"TRY_CAST(({value}) AS {column.type})"


def selection(
    said: CopyStatement,
    reader: Reader,
    columns: list[Column],
    file: StagedFile,
    cursor: FakeSnowflakeCursor,
    described: Mapping[str, str],
) -> Selection:
    """Find out what goes into which column.

    Args:
        said: the statement.
        reader: the file format.
        columns: of the target, in order.
        file: the file.
        cursor: fakesnow's, which knows how to say Snowflake's functions in DuckDB's.
        described: the file's columns with their types.

    Raises:
        SnowflakeError: when file and table have nothing to do with one another.
    """
    if said.select is not None:
        values = [_transformed(one, reader, file, cursor, described) for one in said.select.expressions]
        if len(values) != len(columns):
            raise errors.compilation(
                f"Insert value list does not match column list expecting {len(columns)} but got {len(values)}",
                "002020",
                "21S01",
            )
        return Selection(columns, values)
    if said.match != "NONE":
        return _by_name(said.match, reader, columns, described)
    if reader.kind == "CSV":
        names = list(described)[: len(columns)]
        if len(described) != len(columns) and reader.counts_columns:
            raise errors.SnowflakeError(
                "100080",
                "22000",
                f"Number of columns in file ({len(described)}) does not match that of the corresponding table "
                f"({len(columns)})\n  File '{file.name}'",
            )
        return Selection(columns[: len(names)], [quoted((name,)) for name in names])
    if len(columns) != 1 or columns[0].type != "JSON":
        raise errors.compilation(
            f"{reader.kind} file format can produce one and only one column of type variant, object, or array. Load "
            "data into separate columns using the MATCH_BY_COLUMN_NAME copy option or copy with transformation.",
            "002019",
            "0A000",
        )
    return Selection(columns, [_whole(reader, described)])


def _by_name(match: str, reader: Reader, columns: list[Column], described: Mapping[str, str]) -> Selection:
    if reader.kind == "CSV" and not reader.has_names:
        raise errors.compilation("MATCH_BY_COLUMN_NAME needs PARSE_HEADER = TRUE for CSV files.", "001008", "22023")
    known = {name if match == "CASE_SENSITIVE" else name.upper(): name for name in described}
    chosen: list[Column] = []
    values: list[str] = []
    for column in columns:
        name = known.get(column.name if match == "CASE_SENSITIVE" else column.name.upper())
        if name is None:
            continue
        chosen.append(column)
        if reader.kind == "JSON":
            path = literal('$."' + name.replace('"', '\\"') + '"')
            values.append(f"json -> {path}" if column.type == "JSON" else f"json ->> {path}")
        else:
            own = quoted((name,))
            values.append(f"to_json({own})" if column.type == "JSON" and described[name] != "JSON" else own)
    if not chosen:
        # Snowflake loads rows of nulls when nothing matches.
        return Selection(columns[:1], ["NULL"])
    return Selection(chosen, values)


def _whole(reader: Reader, described: Mapping[str, str]) -> str:
    """Give a whole row as JSON."""
    if reader.kind == "JSON":
        return "json"
    fields = ", ".join(f"{literal(name)}, {quoted((name,))}" for name in described)
    return f"json_object({fields})"


def _transformed(
    given: exp.Expression, reader: Reader, file: StagedFile, cursor: FakeSnowflakeCursor, described: Mapping[str, str]
) -> str:
    """Say an expression of the transformation in DuckDB's SQL."""
    holder = exp.Select(expressions=[given.unalias().copy()])
    for column in list(holder.find_all(exp.Column)):
        if column.name.upper().startswith("METADATA$"):
            column.replace(_metadata(column.name.upper(), reader, file))
    for parameter in list(holder.find_all(exp.Parameter)):
        whole = parameter.parent if isinstance(parameter.parent, exp.Column) else parameter
        _dollar(whole, int(parameter.name), reader, described)
    sql: str = cursor._transform(holder, None).expressions[0].sql(dialect="duckdb")  # noqa: SLF001
    return sql.replace(f'"{_ROW}"', f"({_whole(reader, described)})")


def _dollar(node: exp.Expression, number: int, reader: Reader, described: Mapping[str, str]) -> None:
    """Replace `$1`, with the key behind it where the file has columns of that name."""
    if reader.kind == "CSV":
        names = list(described)
        node.replace(exp.column(names[number - 1], quoted=True) if number <= len(names) else exp.null())
        return
    parent = node.parent
    if reader.kind == "PARQUET" and isinstance(parent, exp.JSONExtract) and parent.this is node:
        keys = [part for part in parent.expression.expressions if not isinstance(part, exp.JSONPathRoot)]
        if len(keys) == 1 and isinstance(keys[0], exp.JSONPathKey):
            name = str(keys[0].this)
            parent.replace(exp.column(name, quoted=True) if name in described else exp.null())
            return
    node.replace(exp.column(_ROW, quoted=True))


def _metadata(name: str, reader: Reader, file: StagedFile) -> exp.Expression:
    stat = file.path.stat()
    if name == "METADATA$FILENAME":
        return exp.Literal.string(file.metadata)
    if name == "METADATA$FILE_ROW_NUMBER":
        if reader.kind == "PARQUET":
            return exp.Add(this=exp.column("file_row_number", quoted=True), expression=exp.Literal.number(1))
        return exp.Window(this=exp.RowNumber())
    if name == "METADATA$FILE_CONTENT_KEY":
        return exp.Literal.string(f"{stat.st_size:x}{int(stat.st_mtime * 1_000_000):x}")
    if name == "METADATA$FILE_LAST_MODIFIED":
        seconds = exp.Literal.number(int(stat.st_mtime))
        return exp.cast(exp.Anonymous(this="to_timestamp", expressions=[seconds]), "timestamp")
    if name == "METADATA$START_SCAN_TIME":
        return exp.CurrentTimestamp()
    raise errors.compilation(f"invalid identifier '{name}'", "000904", "42000")
