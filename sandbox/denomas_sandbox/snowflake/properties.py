"""The `KEY = value` parts of a definition, as CREATE and ALTER write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from denomas_sandbox.snowflake.names import normalised, text_of

_TOKEN = re.compile(
    r"""'(?:[^'\\]|\\.|'')*'|\$\$.*?\$\$|"(?:[^"]|"")*"(?:\."(?:[^"]|"")*")*|[(),=]|[^\s(),='"]+""", re.DOTALL
)

Value = str | list[Any] | dict[str, Any]


@dataclass
class Properties:
    """What a definition says behind the name.

    Attributes:
        values: by key in upper case; texts, lists, or mappings of the same.
        words: in upper case, outside of brackets and values: SET, UNSET, RESUME and the like.
        body: what follows AS: the statement of a task, the body of a function or policy.
    """

    values: dict[str, Value] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    body: str | None = None


def read(text: str) -> Properties:
    """Read the part of a definition behind the name."""
    found = Properties()
    tokens: list[str] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        token = match[0]
        if token.upper() == "AS" and not depth:
            found.body = text[match.end() :].strip()
            break
        depth += {"(": 1, ")": -1}.get(token, 0)
        tokens.append(token)
    _read_into(found, tokens)
    return found


def _read_into(found: Properties, tokens: list[str]) -> None:
    position = 0
    while position < len(tokens):
        word = tokens[position]
        if tokens[position + 1 : position + 2] == ["="]:
            found.values[word.upper()], position = _value(tokens, position + 2)
            continue
        if word == "(":
            position = _closing(tokens, position)
        elif word != ",":
            found.words.append(word.upper())
        position += 1


def _value(tokens: list[str], position: int) -> tuple[Value, int]:
    """Read a value, and give where the next token is."""
    if position >= len(tokens):
        return "", position
    if tokens[position] != "(":
        return _scalar(tokens[position]), position + 1
    end = _closing(tokens, position)
    inner = tokens[position + 1 : end]
    if "=" in inner:
        nested = Properties()
        _read_into(nested, inner)
        return dict(nested.values), end + 1
    return [_scalar(token) for token in inner if token not in {",", "(", ")"}], end + 1


def _closing(tokens: list[str], position: int) -> int:
    depth = 0
    for place in range(position, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[place], 0)
        if not depth:
            return place
    return len(tokens)


def _scalar(token: str) -> str:
    if token.startswith(("'", "$$")):
        return text_of(token)
    # A path is written as people call it, a name as Snowflake stores it.
    return token if token.startswith("@") else normalised(token) if token.startswith('"') else token.upper()
