"""Names and texts as Snowflake's statements write them, and as DuckDB's do."""

from __future__ import annotations

import re

NAME = r'(?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))*'
_PART = re.compile(r'"(?:[^"]|"")+"|[^."]+')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}


def normalised(name: str) -> str:
    """Give an identifier as Snowflake stores it: upper case, unless it is quoted."""
    return ".".join(parts_of(name))


def parts_of(name: str) -> tuple[str, ...]:
    """Give the parts of an identifier as Snowflake stores them."""
    parts = _PART.findall(name)
    return tuple(part[1:-1].replace('""', '"') if part.startswith('"') else part.upper() for part in parts)


def quoted(parts: tuple[str, ...]) -> str:
    """Give a name of several parts, quoted for DuckDB."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def literal(text: str) -> str:
    """Give a text as DuckDB's statements write it."""
    return "'" + text.replace("'", "''") + "'"


def text_of(written: str) -> str:
    """Read a text that a statement of Snowflake writes in apostrophes or between dollar signs."""
    if written.startswith("$$"):
        return written[2:-2]
    plain = written[1:-1].replace("''", "'")
    return re.sub(r"\\(.)", lambda match: _ESCAPES.get(match[1], match[1]), plain)
