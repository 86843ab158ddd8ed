"""A manifest's query as a syntax tree: parsed once, changed as a tree, never cut as text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlglot
from sqlglot import exp
from tap_common.errors import ConfigurationError

from tap_postgres_pipeline.internal import KEYS, InternalLists, limits, marked
from tap_postgres_pipeline.manifest import INTERNAL_ONLY

if TYPE_CHECKING:
    from datetime import datetime

    from tap_postgres_pipeline.manifest import Entry
    from tap_postgres_pipeline.window import Window

WINDOW_PLACEHOLDERS = ("EXECUTION_DATE", "HOURS", "DAYS", "BEGIN_TIMESTAMP", "END_TIMESTAMP")
_PLACEHOLDER = re.compile(r"\{([A-Z_]+)\}")


@dataclass(frozen=True)
class Query:
    """A parsed manifest query.

    Attributes:
        entry: the manifest's entry that it comes from.
        tree: the SELECT without its window.
        window: the condition with the placeholders, None for a table that is copied whole.
        watermark: the expression that the window bounds.
    """

    entry: Entry
    tree: exp.Select
    window: exp.Expr | None
    watermark: exp.Expr | None

    @property
    def is_incremental(self) -> bool:
        """Whether only new rows are read; all other tables are slowly changing dimensions."""
        return self.watermark is not None or self.entry.load_by_id

    def base(self, *conditions: exp.Expr | str) -> str:
        """Give the SELECT with further conditions and without the template's window."""
        tree = self.tree.copy()
        for condition in conditions:
            tree = tree.where(condition, dialect="postgres")
        return tree.sql("postgres")

    def template_window(self, values: dict[str, str]) -> exp.Expr:
        """Give the manifest's own window with its placeholders filled in.

        Raises:
            ConfigurationError: when a placeholder has no value.
        """
        if self.window is None:
            raise ConfigurationError(f"{self.entry.stream}: the query has no window.")

        def fill(node: exp.Expr) -> exp.Expr:
            if isinstance(node, exp.Literal) and node.is_string:
                return exp.Literal.string(_PLACEHOLDER.sub(lambda found: self._value(found[1], values), node.this))
            return node

        return self.window.copy().transform(fill)

    def _value(self, name: str, values: dict[str, str]) -> str:
        if name not in values:
            raise ConfigurationError(
                f"{self.entry.stream}: the query's window needs {{{name}}}. Set {name.lower()} beside execution_date, "
                "or leave execution_date unset to load from the bookmark."
            )
        return values[name]

    def bookmark_window(self, window: Window) -> list[exp.Expr]:
        """Give the conditions of a window that comes from the bookmark, both ends included.

        Without a beginning, rows that have no watermark belong to it, too: nothing else would ever read them.
        """
        assert self.watermark is not None  # noqa: S101  callers ask is_incremental first
        conditions: list[exp.Expr] = []
        end = exp.LTE(this=self.watermark.copy(), expression=_moment(window.end))
        if window.begin is None:
            conditions.append(exp.or_(end, exp.Is(this=self.watermark.copy(), expression=exp.Null())))
        else:
            conditions.append(exp.GTE(this=self.watermark.copy(), expression=_moment(window.begin)))
            conditions.append(end)
        return conditions

    def since(self, start: datetime) -> exp.Expr:
        """Give the condition that leaves out rows older than a start date."""
        assert self.watermark is not None  # noqa: S101  callers ask for a watermark first
        return exp.GTE(this=self.watermark.copy(), expression=_moment(start.isoformat()))

    def newest(self) -> str:
        """Give the query for the largest watermark that is not in the future, and the largest of all.

        As text, in UTC as the columns are; the first is a moment of the calendar, the second may be infinite. Two
        scalar queries, for those may be answered by an index.
        """
        assert self.watermark is not None  # noqa: S101  callers ask for a watermark first
        now = sqlglot.parse_one("now() AT TIME ZONE 'UTC'", dialect="postgres")
        largest = self.tree.copy()
        text = exp.cast(exp.cast(exp.Max(this=self.watermark.copy()), "timestamp"), "text")
        largest.set("expressions", [text])
        past = largest.copy().where(
            exp.GTE(this=self.watermark.copy(), expression=_moment("0001-01-01")),
            exp.LTE(this=self.watermark.copy(), expression=now),
        )
        return f"SELECT ({past.sql('postgres')}), ({largest.sql('postgres')})"


def parse(entry: Entry, where: str, lists: InternalLists | None = None) -> Query:
    """Parse an entry's query, its internal-only keys expanded.

    Args:
        entry: the manifest's entry.
        where: the manifest, for errors.
        lists: what the keys stand for; without it an entry with keys is an error.

    Raises:
        ConfigurationError: with the position, when it is not one SELECT, or has placeholders that are unknown.
    """
    lists = lists or InternalLists(None)
    text = marked(entry.import_query.rstrip(";"))
    filtering = marked(entry.additional_filtering)
    for name in _PLACEHOLDER.findall(text + filtering):
        if name not in WINDOW_PLACEHOLDERS:
            raise ConfigurationError(
                f"{where}: table {entry.key}: the placeholder {{{name}}} is not known. Known: "
                f"{', '.join((*WINDOW_PLACEHOLDERS, *KEYS))}."
            )
    tree = _select(text, where, entry.key, "import_query")
    window = _take_window(tree, where, entry.key)
    if filtering:
        condition = re.sub(r"^\s*(AND|WHERE)\b", "", filtering, flags=re.IGNORECASE)
        filtered = _select(f"SELECT 1 WHERE {condition}", where, entry.key, "additional_filtering")
        tree = tree.where(filtered.args["where"].this)
    if entry.internal_only and not limits(tree):
        raise ConfigurationError(
            f"{where}: table {entry.key}: an {INTERNAL_ONLY} table without a filter would let all rows out. Put one of "
            "the {INTERNAL_...} keys behind an IN of its WHERE, joined by AND, or give the table another name."
        )
    tree = lists.expand(tree, f"{where}: table {entry.key}")
    return Query(entry, tree, window, _watermark(window, where, entry.key) if window is not None else None)


def _select(text: str, where: str, key: str, what: str) -> exp.Select:
    try:
        trees: list[Any] = sqlglot.parse(text, dialect="postgres")
    except sqlglot.errors.SqlglotError as error:
        details = getattr(error, "errors", None) or [{}]
        line, column = details[0].get("line"), details[0].get("col")
        position = f"line {line}, column {column}: " if line else ""
        description = details[0].get("description") or str(error).splitlines()[0]
        raise ConfigurationError(
            f"{where}: table {key}: {what} does not parse: {position}{description}. Mend the SQL in the manifest."
        ) from None
    if len(trees) != 1 or not isinstance(trees[0], exp.Select):
        raise ConfigurationError(f"{where}: table {key}: {what} must be exactly one SELECT statement.")
    return trees[0]


def _take_window(tree: exp.Select, where: str, key: str) -> exp.Expr | None:
    """Remove the conditions that have placeholders from the tree, and give them."""
    clause = tree.args.get("where")
    conditions = (
        list(clause.this.flatten()) if clause and isinstance(clause.this, exp.And) else [clause.this] if clause else []
    )
    windows = [condition for condition in conditions if _has_placeholder(condition)]
    if _has_placeholder(tree) and not windows:
        raise ConfigurationError(
            f"{where}: table {key}: the window's placeholders must stand in the query's own WHERE, joined by AND."
        )
    if not windows:
        return None
    rest = [condition for condition in conditions if condition not in windows]
    tree.set("where", exp.Where(this=exp.and_(*rest)) if rest else None)
    return windows[0] if len(windows) == 1 else exp.and_(*windows)


def _has_placeholder(node: exp.Expr) -> bool:
    return any(literal.is_string and _PLACEHOLDER.search(literal.this) for literal in node.find_all(exp.Literal))


def _watermark(window: exp.Expr, where: str, key: str) -> exp.Expr:
    """Give the column that the window bounds."""
    columns = {column.sql("postgres"): column for column in window.find_all(exp.Column)}
    if len(columns) != 1:
        raise ConfigurationError(
            f"{where}: table {key}: the window must bound exactly one column, it names {', '.join(columns) or 'none'}."
        )
    return next(iter(columns.values()))


def _moment(value: str) -> exp.Expr:
    return exp.cast(exp.Literal.string(value), "timestamp", dialect="postgres")
