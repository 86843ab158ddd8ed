"""COPY INTO a table, taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from sqlglot import Expr, exp

from denomas_sandbox.snowflake import errors

_KNOWN = {
    "FILE_FORMAT",
    "FILES",
    "PATTERN",
    "FORCE",
    "PURGE",
    "ON_ERROR",
    "MATCH_BY_COLUMN_NAME",
    # Without effect here.
    "ENFORCE_LENGTH",
    "TRUNCATECOLUMNS",
    "RETURN_FAILED_ONLY",
    "SIZE_LIMIT",
    "LOAD_UNCERTAIN_FILES",
    "LOAD_MODE",
}


@dataclass(frozen=True)
class CopyStatement:
    """What a COPY says.

    Attributes:
        table: the target.
        columns: of the target, as they are written; empty for all.
        source: a stage with its path, or an address.
        select: the transformation; None without.
        options: by name in upper case.
        file_format: options of the format; FORMAT_NAME among them.
    """

    table: exp.Table
    columns: tuple[exp.Identifier, ...]
    source: str
    select: exp.Select | None
    options: dict[str, Any]
    file_format: dict[str, Any]

    @classmethod
    def of(cls, copy: Expr) -> Self:
        """Read a statement.

        Raises:
            SnowflakeError: when it unloads, or has options that the emulated account does not know.
        """
        target = copy.this
        table = target.this if isinstance(target, exp.Schema) else target
        if not isinstance(copy, exp.Copy) or not isinstance(table, exp.Table) or isinstance(table.this, exp.Var):
            raise errors.lacking("COPY INTO a stage")
        columns = tuple(target.expressions) if isinstance(target, exp.Schema) else ()
        from_ = copy.args["files"][0]
        select = from_.this if isinstance(from_, exp.Subquery) else None
        source = select.args["from_"].this if select is not None else from_
        options: dict[str, Any] = {}
        file_format: dict[str, Any] = {}
        for parameter in copy.args.get("params") or []:
            name = parameter.this.name.upper()
            if name not in _KNOWN:
                raise errors.lacking(f"COPY with {name}")
            if name == "FILE_FORMAT":
                file_format = {one.this.name.upper(): _value(one.args["value"]) for one in parameter.expressions}
            else:
                options[name] = _value(parameter.expression)
        return cls(table, columns, _source(source), select, options, file_format)

    def is_on(self, option: str) -> bool:
        """Tell whether an option is TRUE."""
        return str(self.options.get(option, "")).upper() == "TRUE"

    @property
    def on_error(self) -> str:
        """ABORT_STATEMENT, CONTINUE or SKIP_FILE."""
        given = str(self.options.get("ON_ERROR", "ABORT_STATEMENT")).upper()
        return "SKIP_FILE" if given.startswith("SKIP_FILE") else given

    @property
    def match(self) -> str:
        """NONE, CASE_SENSITIVE or CASE_INSENSITIVE."""
        return str(self.options.get("MATCH_BY_COLUMN_NAME", "NONE")).upper()


def _source(source: Expr) -> str:
    return str(source.this.name if isinstance(source, exp.Table) else source.name)


def _value(node: Expr) -> Any:
    if isinstance(node, exp.Tuple | exp.Array):
        return [_value(one) for one in node.expressions]
    if isinstance(node, exp.Paren):
        return [_value(node.this)]
    if isinstance(node, exp.Boolean):
        return "TRUE" if node.this else "FALSE"
    return str(node.name or node.sql(dialect="snowflake"))
