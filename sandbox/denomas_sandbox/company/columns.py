"""Values of a column by its name and type: written for COPY, with the odd ones among them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from denomas_sandbox.company.gitlab import N, text
from denomas_sandbox.company.references import kinds


class Row(NamedTuple):
    """What the values of a row are made from.

    Attributes:
        number: counted from 1, without gaps.
        key: the primary key's value.
        chance: 64 bits.
        made: when the row was made, as text.
        changed: when it was changed last.
    """

    number: int
    key: int
    chance: int
    made: str
    changed: str


Maker = Callable[[Row], str]


@dataclass(frozen=True)
class Column:
    """A column as PostgreSQL's catalog has it; `type` is written as `format_type` does, without a length."""

    name: str
    type: str
    nullable: bool


@dataclass(frozen=True)
class Table:
    """A table as PostgreSQL's catalog has it."""

    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the columns."""
        return frozenset(column.name for column in self.columns)

    @cached_property
    def pair(self) -> tuple[str, ...]:
        """The two columns that know a row together, where it has no key of its own; else none."""
        if "id" in self.names or len(self.primary_key) == 1:
            return ()
        counted = [
            column.name
            for column in self.columns
            if column.type in {"bigint", "integer"}
            and (column.name.endswith("_id") or column.name in {"chunk_index", "relative_order"})
        ]
        return tuple(counted[:2]) if len(counted) > 1 else ()


def bits(name: str) -> Callable[[Row], int]:
    """Give a function that takes 24 bits of a row's chance, other ones for each column name."""
    odd = zlib.crc32(name.encode()) | 1
    return lambda row: (row.chance * odd >> 32) & 0xFFFFFF


def kind_bits(row: Row) -> int:
    """Give the number that says of which kind the thing is that a row refers to, for its type and its id."""
    return (row.chance >> 20) & 0xFF


_SECRET = re.compile(
    r"token|password|secret|encrypted|_salt$|_iv$|otp_|private_key|license_file$|activation_code|discovery|fingerprint"
)
_FAR = frozenset(
    {"expires_at", "expire_at", "due_date", "verified_at", "enabled_until", "remove_at", "end_date", "expires_on"}
)
_FAR_EVERY, _NULL_EVERY = 97, 4
_TEXTS: dict[str, tuple[str, ...]] = {
    "ref": ("main", "feature/naïve", "release/17-0", "исправление"),
    "state": ("active", "closed", "opened", "dismissed"),
    "color": ("#ff0000", "#00FF7f", "#123456"),
    "provider": ("gitlab", "google_oauth2", "group_saml"),
    "country": ("US", "DE", "日本", "Côte d'Ivoire"),
    "city": ("São Paulo", "Zürich", "Kraków", "Springfield"),
    "email": ("a@denomas.example", "ünï@denomas.example", "o'neill+tag@denomas.example"),
    "company": ("Acme", "Ångström GmbH", "東京ソフト", 'Quote "Q" Inc', "N/A", "nan"),
    "version": ("17.0.0", "16.11.4-ee", "15.4.0-pre", "v2.38.1"),
    "cron": ("0 4 * * *",),
    "event": ("create", "update", "destroy"),
    "role": ("Developer", "Manager", "C-Level", "Other"),
    "type": ("DiffNote", "DiscussionNote", "Integrations::Jira", "Issue"),
    "edition": ("EE", "CE", "EEP", "EEU"),
    "timezone": ("UTC", "Europe/Berlin", "Asia/Kolkata"),
    "trial_entity": ("gitlab_com", "self_managed"),
    "source": ("gitlab_com", "web_direct", "sales"),
    "foreign_type": ("Customer", "Order"),
}
_LONG = (
    "description",
    "note",
    "content",
    "message",
    "notes",
    "comment_capture",
    "reason",
    "raw_metadata",
    "properties",
)
_WORDS = (
    "Fix cache",
    "キャッシュ",
    "пайплайн",
    'the "quoted" one',
    "back\\slash",
    "tab\there",
    "two\nlines",
    "🦊 rocket",
)
_JSON = (
    '{"sla": 1, "tags": ["a", "ü"], "deep": {"n": 1.5e3, "null": null}}',
    "{}",
    '[1, "zwei", {"drei": 3}]',
    '{"emoji": "🚀", "quote": "\\\\"q\\\\"", "big": 12345678901234567890}',
)


def by_type(table: Table, column: Column) -> Maker:
    """Give what makes a column's values from its name and type.

    Raises:
        ValueError: for a type that no table has yet.
    """
    take, name = bits(f"{table.name}.{column.name}"), column.name
    if column.type in _TIMES:
        make = _time(name, column.type)
    elif column.type in _TEXT and f"{name.removesuffix('_type')}_id" in table.names - {name}:
        make = _kind(name)
    else:
        make = _plain(name, column.type, take)
    if (
        not column.nullable
        or name in {"created_at", "updated_at", "iid", "type", "name", "title"}
        or name.endswith("_type")
    ):
        return make
    return lambda row: N if take(row) % _NULL_EVERY == 0 else make(row)


_TIMES = {"timestamp without time zone", "timestamp with time zone", "date"}
_TEXT = {"character varying", "text"}


def _kind(name: str) -> Maker:
    names = [kind for kind, _ in kinds(name.removesuffix("_type"))]
    return lambda row: names[kind_bits(row) % len(names)]


def _time(name: str, kind: str) -> Maker:
    size = 10 if kind == "date" else None
    if name == "created_at":
        return lambda row: row.made
    if name in _FAR:
        return lambda row: "3000-01-01" if row.number % _FAR_EVERY == 0 else row.changed[:size]
    return lambda row: row.changed[:size]


def _plain(name: str, kind: str, take: Callable[[Row], int]) -> Maker:  # noqa: C901, PLR0911  one line a type
    match kind:
        case "bigint" | "integer" | "smallint":
            return _number(name, kind, take)
        case "boolean":
            return lambda row: "t" if take(row) & 64 else "f"
        case "character varying" | "text":
            return _text(name, take)
        case "double precision":
            return lambda row: f"{take(row) / 97:.6g}"
        case "numeric":
            return lambda row: f"{take(row) % 100_000}.{take(row) % 100:02}"
        case "jsonb":
            return lambda row: _JSON[take(row) % len(_JSON)]
        case "bytea":
            return lambda row: f"\\\\x{row.chance:016x}{row.number:024x}"
        case "uuid":
            return lambda row: f"{row.chance >> 32:08x}-0000-4000-8000-{row.number:012x}"
        case "inet":
            return lambda row: f"10.{row.number % 250}.0.{take(row) % 250}" if row.number % 5 else "2001:db8::1/64"
        case "text[]":
            return lambda row: '{ios,"osx, new",NULL}' if take(row) & 32 else "{}"
        case "bigint[]":
            return lambda row: f"{{{row.key}}}"
        case "tsvector":
            return lambda row: f"'runner':1A 'naïve':{1 + take(row) % 9}"
    raise ValueError(f"The stand-in makes no values of type {kind} yet (column {name}). Add the type in {__name__}.")


def _number(name: str, kind: str, take: Callable[[Row], int]) -> Maker:
    if name == "iid":
        return lambda row: str(row.number)
    if name == "partition_id":
        return lambda row: "101" if row.number % 50 == 0 else "100"
    if name.endswith(("state_id", "status", "severity", "state", "action", "_type")):
        return lambda row: str(1 + take(row) % 4)
    if name in {"visibility_level", "access_level", "group_access"} or name.endswith("_access_level"):
        first = 0 if name == "visibility_level" else 10
        return lambda row: str(first + take(row) % 3 * 10)
    if name.endswith("size") and kind == "bigint":
        return lambda row: str((take(row) << 20) if row.number % 3 else 0)
    return lambda row: str(take(row) % 1_000)


def _text(name: str, take: Callable[[Row], int]) -> Maker:  # noqa: PLR0911  one kind of name after the other
    if _SECRET.search(name):
        return lambda row: f"SECRET-{name}-{row.key}"
    if name.endswith("sha") or name in {"checksum", "oid", "commit_id", "md5"}:
        return lambda row: f"{row.chance:016x}{row.number:024x}"
    if name.endswith("url"):
        return lambda row: f"https://{name.removesuffix('_url')}-{take(row) % 50}.example/{row.key}"
    for ending, values in _TEXTS.items():
        if name == ending or name.endswith(f"_{ending}"):
            escaped = [text(value) for value in values]
            return lambda row: escaped[take(row) % len(escaped)]
    words = [text(word) for word in _WORDS]
    if name.endswith(_LONG):
        body = text("\n\n- [x] done — “quoted”, 数字\n")
        return lambda row: f"{words[take(row) % len(words)]} {row.key}{body}"
    if name == "path":
        return lambda row: f"path-{row.key}"
    if name.endswith(("name", "title")):
        return lambda row: f"{words[take(row) % len(words)]} {row.key}"
    return lambda row: f"{name} {take(row) % 12}"
