"""Does a plugin's YAML say the same as the executable says about itself?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from denomas_tools.about import SDK_SETTINGS
from denomas_tools.findings import Finding
from denomas_tools.project import EXTRACTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from denomas_tools.about import About
    from denomas_tools.project import Plugin

# Kinds of Meltano's settings that may carry a JSON type. A number has none: `decimal` breaks (see definitions).
_KINDS = {
    "string": {"string", "options", "date_iso8601", "email", "file", "password", "hidden"},
    "integer": {"integer"},
    "boolean": {"boolean"},
    "object": {"object"},
    "array": {"array"},
    "number": set(),
}
# Capabilities that Meltano knows (its meltano.schema.json); the SDK names some that are its own affair.
_SHARED_CAPABILITIES = frozenset(
    {"about", "stream-maps", "activate-version", "batch", "schema-flattening", "structured-logging"}
)
_EXTRACTOR_CAPABILITIES = _SHARED_CAPABILITIES | {"properties", "catalog", "discover", "state", "test", "log-based"}
_LOADER_CAPABILITIES = _SHARED_CAPABILITIES | {"soft-delete", "hard-delete", "datatype-failsafe"}


def check(plugin: Plugin, about: About) -> Iterator[Finding]:
    """Compare one plugin with its executable's `--about`."""
    if about.problem:
        yield Finding(plugin.path, plugin.name, about.problem, "Run `make install`, then try it by hand")
        return
    if not plugin.parent:
        yield from _missing(plugin, about)
    known = {setting["name"]: setting for setting in plugin.settings}
    for name, setting in known.items():
        schema = _schema_of(name, about.properties)
        if schema is None:
            yield _finding(plugin, f"setting {name} is unknown to {about.executable}", "Remove it or correct its name")
        elif not plugin.parent or setting in (plugin.own.get("settings") or []):
            yield from _one_setting(plugin, setting, schema)
    for name in plugin.own.get("config") or {}:
        if _schema_of(name, about.properties) is None:
            yield _finding(plugin, f"config {name} is unknown to {about.executable}", "Remove it or correct its name")
    yield from _capabilities(plugin, about)


def _missing(plugin: Plugin, about: About) -> Iterator[Finding]:
    named = {setting["name"].split(".")[0] for setting in plugin.settings}
    for name in sorted(set(about.properties) - named - SDK_SETTINGS):
        yield _finding(plugin, f"setting {name} of {about.executable} is missing", "Add it under `settings:`")


def _schema_of(name: str, properties: dict[str, dict[str, Any]]) -> dict[str, Any] | None:
    """Find the JSON schema of a setting; dots lead into objects. None when there is no such setting."""
    head, _, rest = name.partition(".")
    schema = properties.get(head)
    if schema is None or not rest:
        return schema
    below = _schema_of(rest, schema.get("properties") or {})
    if below is None and ("object" in json_types(schema) and schema.get("additionalProperties", True)):
        return {}
    return below


def json_types(schema: dict[str, Any]) -> set[str]:
    """Give the JSON types that a schema allows, without null."""
    named = schema.get("type") or []
    types = {named} if isinstance(named, str) else set(named)
    for alternative in [*(schema.get("anyOf") or []), *(schema.get("oneOf") or [])]:
        types |= json_types(alternative)
    return types - {"null"}


def _one_setting(plugin: Plugin, setting: dict[str, Any], schema: dict[str, Any]) -> Iterator[Finding]:
    name, kind = setting["name"], str(setting.get("kind", "string"))
    types = json_types(schema)
    if "number" in types and "integer" not in types:
        yield _finding(
            plugin,
            f"setting {name} is a number, which Meltano cannot pass from an environment variable",
            "Make it an integer of a smaller unit in the package",
        )
    elif types and kind != "decimal" and not any(kind in _KINDS.get(one, set()) for one in types):
        wanted = min(types)
        yield _finding(
            plugin, f"setting {name} is of kind {kind}, but the package wants {wanted}", f"Say `kind: {wanted}`"
        )
    offered = {option.get("value") for option in setting.get("options") or []}
    allowed = {value for value in schema.get("enum") or [] if value is not None}
    if offered and allowed and offered != allowed:
        yield _finding(
            plugin, f"setting {name} offers {_listed(offered)}, the package takes {_listed(allowed)}", "Offer the same"
        )
    secret, sensitive = bool(schema.get("secret") or schema.get("writeOnly")), bool(setting.get("sensitive"))
    if secret and not sensitive:
        yield _finding(
            plugin, f"setting {name} is secret but not sensitive", "Add `sensitive: true`, so that it is never shown"
        )
    if sensitive and not secret:
        yield _finding(plugin, f"setting {name} is sensitive but not secret", "Add `secret=True` to it in the package")


def _capabilities(plugin: Plugin, about: About) -> Iterator[Finding]:
    known = _EXTRACTOR_CAPABILITIES if plugin.kind == EXTRACTORS else _LOADER_CAPABILITIES
    declared = set(plugin.merged.get("capabilities") or [])
    for name in sorted(declared - known):
        yield _finding(plugin, f"capability {name} is none that Meltano knows", "Remove it")
    for name in sorted((about.capabilities & known) - declared):
        remedy = "Add it"
        if name == "state":
            remedy = "Add it: without it Meltano passes no state, and every run is a full one"
        yield _finding(plugin, f"capability {name} is missing", remedy)
    for name in sorted((declared & known) - about.capabilities):
        yield _finding(plugin, f"capability {name} is not in `{about.executable} --about`", "Remove it")


def _listed(values: set[Any]) -> str:
    return ", ".join(sorted(map(str, values)))


def _finding(plugin: Plugin, what: str, remedy: str) -> Finding:
    return Finding(plugin.path, plugin.name, what, remedy)
