"""Internal-only filtering: which namespaces and projects count as internal, from the dbt seeds."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from sqlglot import exp
from tap_common.errors import ConfigurationError

if TYPE_CHECKING:
    from pathlib import Path

NAMESPACES = ("internal_gitlab_namespaces.csv",)
PROJECTS = ("projects_part_of_product_ops.csv", "projects_part_of_product.csv", "internal_gitlab_projects.csv")
MASKED = ("masked_internal_projects.csv",)

# Key -> the seed files and their column (facts: gitlab-platform 1.10). Ids are numbers, paths are text.
KEYS: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {
    "INTERNAL_NAMESPACE_IDS": ((NAMESPACES, "namespace_id"),),
    "INTERNAL_NAMESPACE_PATHS": ((NAMESPACES, "namespace_path"),),
    "INTERNAL_PROJECT_IDS": ((PROJECTS, "project_id"),),
    "INTERNAL_PROJECT_PATHS": ((PROJECTS, "project_path"),),
    "INTERNAL_PATHS": ((NAMESPACES, "namespace_path"), (PROJECTS, "project_path")),
    "MASKED_PROJECT_IDS": ((MASKED, "project_id"),),
}
_NAMES = "|".join(KEYS)
_KEY = re.compile(rf"\(\s*\{{({_NAMES})\}}\s*\)|\{{({_NAMES})\}}")
_MARK = "__internal__"


def marked(text: str) -> str:
    """Make a query with keys one that parses: `IN {KEY}` becomes `IN (a column with a name of ours)`."""
    return _KEY.sub(lambda found: f"({_MARK}{(found[1] or found[2]).lower()})", text)


class InternalLists:
    """The lists behind the keys; a seed is read when a query asks for it."""

    def __init__(self, seeds: Path | None) -> None:
        """Take the folder of the dbt seeds."""
        self.seeds = seeds

    def expand(self, tree: exp.Select, where: str) -> exp.Select:
        """Put the lists into a parsed query.

        An empty list is FALSE in `IN` and TRUE in `NOT IN`: SQL has no empty list, and `IN (NULL)` would make the
        latter unknown.

        Raises:
            ConfigurationError: when a seed is missing, or a key stands anywhere but behind IN. A query is never
                left without its filter.
        """
        tree = tree.copy()
        for node in list(tree.find_all(exp.In)):
            key = _key_of(node)
            if key is None:
                continue
            literals = self._literals(key, where)
            if literals:
                node.set("expressions", literals)
            else:
                node.replace(exp.false())
        left = next((column for column in tree.find_all(exp.Column) if _is_key(column)), None)
        if left is not None:
            raise ConfigurationError(f"{where}: the key {{{_name(left)}}} must stand behind IN or NOT IN.")
        return tree

    def _literals(self, key: str, where: str) -> list[exp.Expr]:
        values = {value for files, column in KEYS[key] for file in files for value in self._column(file, column, where)}
        if key.endswith("_IDS"):
            return [exp.Literal.number(value) for value in sorted(values, key=int)]
        return [exp.Literal.string(value) for value in sorted(values)]

    def _column(self, name: str, column: str, where: str) -> list[str]:
        file = next(iter(sorted(self.seeds.rglob(name))), None) if self.seeds is not None else None
        if file is None:
            raise ConfigurationError(
                f"{where}: the filter needs the seed {name}, which is not in {self.seeds or 'any folder'}. Check the "
                "setting seeds; without it nothing of this table is read."
            )
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, skipinitialspace=True)
            if column not in [(name or "").strip() for name in rows.fieldnames or []]:
                raise ConfigurationError(f"{where}: {file} has no column {column}.")
            values = [str(row[column]).strip() for row in rows if (row[column] or "").strip()]
        wrong = [value for value in values if column.endswith("_id") and not re.fullmatch(r"-?\d+", value)]
        if wrong:
            raise ConfigurationError(f"{where}: {file}: {column} holds {wrong[0]!r}, which is no number.")
        return values


def limits(node: exp.Expr | None) -> bool:
    """Tell whether a condition, or a SELECT by its WHERE, lets through nothing but rows of a list behind a key.

    A key in a comment, in a text, behind NOT IN or beside an OR does not; nor does one outside the WHERE.
    """
    match node:
        case exp.And():
            return any(map(limits, node.flatten()))
        case exp.Or():
            return all(map(limits, node.flatten()))
        case exp.In():
            return (_key_of(node) or "").startswith("INTERNAL_") or limits(node.args.get("query"))
        case exp.Select():
            return limits(node.args.get("where"))
        case exp.Where() | exp.Paren() | exp.Subquery() | exp.Exists():
            return limits(node.this)
    return False


def _key_of(node: exp.In) -> str | None:
    """Give the key that stands behind IN, alone; None for any other list."""
    match node.expressions:
        case [column] if _is_key(column):
            return _name(column)
    return None


def _is_key(node: exp.Expr) -> bool:
    return isinstance(node, exp.Column) and node.name.startswith(_MARK)


def _name(node: exp.Expr) -> str:
    return node.name.removeprefix(_MARK).upper()
