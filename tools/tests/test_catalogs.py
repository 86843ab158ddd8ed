"""Snapshots keep what makes a table, and change only where the source changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from denomas_tools import catalogs
from denomas_tools.cli import main
from denomas_tools.lint.selection import matches

if TYPE_CHECKING:
    from conftest import Zoo

CATALOG = {
    "streams": [
        {
            "tap_stream_id": "animals",
            "stream": "animals",
            "key_properties": ["id"],
            "schema": {
                "type": "object",
                "x-load-method": "upsert",
                "properties": {"name": {"type": ["string", "null"]}, "id": {"type": "integer"}},
            },
            "metadata": [
                {"breadcrumb": ["properties", "id"], "metadata": {"inclusion": "automatic"}},
                {
                    "breadcrumb": [],
                    "metadata": {"valid-replication-keys": ["id"], "forced-replication-method": "INCREMENTAL"},
                },
            ],
        },
        {"stream": "🦁 lions", "schema": {}},
    ]
}


def test_a_snapshot_keeps_keys_types_and_load_method() -> None:
    assert catalogs.from_catalog(CATALOG) == {
        "animals": {
            "primary_keys": ["id"],
            "replication_key": "id",
            "replication_method": "INCREMENTAL",
            "schema": {"x-load-method": "upsert"},
            "properties": {"name": {"type": ["string", "null"]}, "id": {"type": "integer"}},
        },
        "🦁 lions": {
            "primary_keys": [],
            "replication_key": None,
            "replication_method": None,
            "schema": {},
            "properties": {},
        },
    }


def test_a_snapshot_is_json_with_one_property_a_line() -> None:
    snapshot = catalogs.from_catalog(CATALOG)
    text = catalogs.render(snapshot)
    assert json.loads(text) == snapshot
    assert '      "id": {"type": "integer"},\n      "name": {"type": ["string", "null"]}\n' in text


def test_the_order_of_streams_and_properties_does_not_matter() -> None:
    turned = {"streams": CATALOG["streams"][::-1]}
    assert catalogs.render(catalogs.from_catalog(turned)) == catalogs.render(catalogs.from_catalog(CATALOG))


def test_a_changed_type_is_one_line_of_the_diff() -> None:
    snapshot = catalogs.from_catalog(CATALOG)
    before = catalogs.render(snapshot)
    snapshot["animals"]["properties"]["id"] = {"type": "string"}
    changed = [
        line
        for line in catalogs.difference("tap-zoo", before, catalogs.render(snapshot)).splitlines()
        if line[0] in "+-"
    ]
    assert changed[2:] == ['-      "id": {"type": "integer"},', '+      "id": {"type": "string"},']


@pytest.mark.parametrize(
    ("pattern", "matched"),
    [
        ("*.*", True),
        ("animals", True),
        ("animals.*", True),
        ("!animals.name", True),
        ("animals.n*", True),
        ("animals.home.city", True),
        ("animals.home.*", True),
        (r"v1\.plants.id", True),
        ("v1.plants.id", False),
        ("Animals.*", False),
        ("animals.city", False),
        ("*.weight", False),
    ],
)
def test_select_patterns_match_as_in_meltano(pattern: str, matched: bool) -> None:
    home = {"type": "object", "properties": {"city": {}}}
    snapshot = {"animals": {"properties": {"name": {}, "home": home}}, "v1.plants": {"properties": {"id": {}}}}
    assert matches(pattern, snapshot) is matched


class TestTheCommand:
    """`denomas catalog-snapshot`, with a stand-in for Meltano on the path."""

    @pytest.fixture(autouse=True)
    def in_project(self, zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
        zoo.snapshot = None
        self.path = zoo.build() / "plugins/catalogs/tap-zoo.json"
        self.zoo = zoo
        monkeypatch.chdir(zoo.root)
        # The folder of sys.executable comes first on the path, and has the real meltano.
        monkeypatch.setattr("sys.executable", str(zoo.root / "python"))
        zoo.install("meltano", f"print({json.dumps(CATALOG)!r})")

    def test_writes_the_file_and_then_agrees(self) -> None:
        first = CliRunner().invoke(main, ["catalog-snapshot"])
        assert (first.exit_code, '+  "animals"' in first.output) == (0, True)
        assert catalogs.read(self.path) == catalogs.from_catalog(CATALOG)
        again = CliRunner().invoke(main, ["catalog-snapshot", "--check"])
        assert (again.exit_code, again.output) == (0, "tap-zoo: as committed\n")

    def test_check_fails_and_writes_nothing_when_the_source_changed(self) -> None:
        checked = CliRunner().invoke(main, ["catalog-snapshot", "tap-zoo", "--check"])
        assert checked.exit_code == 1
        assert not self.path.exists()

    def test_says_what_to_do_when_the_source_is_away(self) -> None:
        self.zoo.install("meltano", "raise SystemExit('connection refused')")
        failed = CliRunner().invoke(main, ["catalog-snapshot"])
        assert failed.exit_code == 1
        assert "Does the sandbox run (`sandbox up`)?\nconnection refused" in failed.output

    def test_names_the_extractors_when_there_is_none_of_that_name(self) -> None:
        failed = CliRunner().invoke(main, ["catalog-snapshot", "tap-ark"])
        assert "no extractor is called tap-ark; there are tap-zoo" in failed.output


@pytest.mark.parametrize(
    ("plugin", "typo", "meant"),
    [
        ("tap-zendesk--community-relations", "satistfaction_ratings.*", "satisfaction_ratings.*"),
        ("tap-zendesk", "users.verfied", "users.verified"),
    ],
)
def test_the_two_typos_that_lost_data_for_years_are_seen(plugin: str, typo: str, meant: str) -> None:
    """Facts: zendesk A.1: Meltano says nothing of a pattern that matches nothing."""
    file = Path(__file__).parents[2] / "plugins" / "catalogs" / f"{plugin}.json"
    snapshot = json.loads(file.read_text(encoding="utf-8"))
    assert not matches(typo, snapshot)
    assert matches(meant, snapshot)
