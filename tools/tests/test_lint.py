"""Each mistake that the linter knows, made once in a project that is otherwise right."""
# ruff: noqa: E501 - the table of mistakes reads best with one mistake a line

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

import pytest
from denomas_tools import settings_tables
from denomas_tools.about import ask_all
from denomas_tools.lint.inspection import inspect

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Zoo


def errors(zoo: Zoo) -> list[str]:
    """Lint the project, its settings table brought up to date first."""
    root = zoo.build()
    settings_tables.write(root, ask_all(["tap-zoo"], root))
    return [str(finding) for finding in inspect(root)]


def test_a_project_in_which_everything_agrees_has_no_findings(zoo: Zoo) -> None:
    assert errors(zoo) == []


def set_tap(key: str, value: object) -> Callable[[Zoo], None]:
    return lambda zoo: zoo.tap.update({key: value})


def set_setting(name: str, key: str, value: object) -> Callable[[Zoo], None]:
    return lambda zoo: zoo.setting(name).update({key: value})


def put_file(name: str, text: str) -> Callable[[Zoo], None]:
    return lambda zoo: zoo.files.update({name: text})


def drop_file(name: str) -> Callable[[Zoo], object]:
    return lambda zoo: zoo.files.pop(name)


DASHES = "-" * 5
DOUBLE_KEYS = '{"properties": {"id": {"type": "integer"}, "id": {"type": "string"}}}'
MISTAKES: dict[str, tuple[Callable[[Zoo], object], str]] = {
    # definitions
    "a pip_url": (set_tap("pip_url", "-e taps/tap-zoo"), "has a pip_url"),
    "no namespace": (lambda zoo: zoo.tap.pop("namespace"), "has no namespace"),
    "no executable": (lambda zoo: zoo.tap.pop("executable"), "has no executable"),
    "no load schema": (lambda zoo: zoo.tap.pop("load_schema"), "has no load_schema"),
    "a decimal": (set_setting("port", "kind", "decimal"), "setting port is of kind decimal"),
    "a password kind": (set_setting("token", "kind", "password"), "deprecated kind password"),
    "a variable that Meltano ignores": (set_setting("host", "env", "ZOO_HOST"), "Meltano does not read"),
    "a setting twice": (lambda zoo: zoo.tap["settings"].append({"name": "host"}), "setting host is defined twice"),
    # proofs
    "a test that is not there": (put_file("docs/decisions.md", "| behaviour | test |\n|---|---|\n| nothing is lost | `test_gone` |\n"), "test_gone: is named as a test"),
    # the YAML and --about
    "an unknown setting": (lambda zoo: zoo.tap["settings"].append({"name": "hoost"}), "setting hoost is unknown"),
    "an unknown nested setting": (lambda zoo: zoo.tap["settings"].append({"name": "options.width"}), "options.width is unknown"),
    "a forgotten setting": (lambda zoo: zoo.tap["settings"].remove(zoo.setting("names")), "setting names of tap-zoo is missing"),
    "an unknown config": (set_tap("config", {"hoost": "x"}), "config hoost is unknown"),
    "a wrong kind": (set_setting("port", "kind", "string"), "setting port is of kind string"),
    "a wrong nested kind": (set_setting("options.depth", "kind", "array"), "options.depth is of kind array"),
    "other options": (set_setting("mode", "options", [{"value": "fast"}]), "setting mode offers fast"),
    "a secret in the open": (set_setting("token", "sensitive", None), "setting token is secret but not sensitive"),
    "a secret that the tap does not know": (set_setting("port", "sensitive", "yes"), "port is sensitive but not secret"),
    "a number": (lambda zoo: zoo.about["settings"]["properties"]["port"].update(type="number"), "setting port is a number"),
    "state forgotten": (lambda zoo: zoo.tap["capabilities"].remove("state"), "capability state is missing. Add it: without it"),
    "a capability that it lacks": (lambda zoo: zoo.tap["capabilities"].append("test"), "capability test is not in"),
    "a capability of the SDK alone": (lambda zoo: zoo.tap["capabilities"].append("target-schema"), "none that Meltano knows"),
    "a command that is not there": (set_tap("executable", "tap-zooo"), "the command tap-zooo is not installed"),
    # selection
    "a select that matches no stream": (set_tap("select", ["animal.*"]), "select pattern animal.* matches no"),
    "a select that matches no property": (set_tap("select", ["animals.*", "!animals.height"]), "!animals.height matches no"),
    "metadata of no stream": (set_tap("metadata", {"animal": {}}), "metadata of animal matches no stream"),
    "no snapshot": (lambda zoo: setattr(zoo, "snapshot", None), "plugins/catalogs/tap-zoo.json: tap-zoo: the catalog snapshot"),
    # places
    "no page": (drop_file("docs/sources/zoo.md"), "its page docs/sources/zoo.md does not exist"),
    "no stand-in": (drop_file("sandbox/denomas_sandbox/zoo.py"), "its stand-in denomas_sandbox.zoo does not exist"),
    "a stand-in not named": (set_tap("annotations", {}), "names no stand-in"),
    "a variable not in the example": (lambda zoo: setattr(zoo, "env_example", "# The zoo.\n# TAP_ZOO_HOST=\n"), "TAP_ZOO_TOKEN is missing"),
    "a variable without a comment": (lambda zoo: setattr(zoo, "env_example", "# It.\nTAP_ZOO_HOST=\n\nTAP_ZOO_TOKEN=\n"), "TAP_ZOO_TOKEN has no comment"),
    # environments
    "a stand-in in production": (set_tap("config", {"options": {"depth": "${SANDBOX_DEPTH}"}}), "production could reach a stand-in by SANDBOX_DEPTH"),
    # schedules
    "a schedule twice": (lambda zoo: zoo.schedules.append(zoo.schedules[0]), "schedule zoo-nightly: is defined twice"),
    "a job twice": (lambda zoo: zoo.jobs.append(zoo.jobs[0]), "job zoo: is defined twice"),
    "a job that is not there": (lambda zoo: zoo.schedules[0].update(job="zo"), "runs the job zo, which does not exist"),
    "a job of no plugin": (lambda zoo: zoo.jobs[0].update(tasks=[["tap-zoo target-ark"]]), "runs target-ark, which is no plugin"),
    "an interval that is none": (lambda zoo: zoo.schedules[0].update(interval="0 2 * *"), "has the interval"),
    "a variable that nobody reads": (lambda zoo: zoo.schedules[0].update(env={"TAP_ZOO_MOOD": "x"}), "sets TAP_ZOO_MOOD"),
    # contents
    "a path of a machine": (put_file("docs/a.md", "see /" + "home/ada/zoo"), "docs/a.md: line 1: holds a path"),
    "a Windows path": (put_file("docs/a.md", "see C:" + "\\Users\\ada"), "holds a path of one machine"),
    "a registry": (put_file("docs/a.md", "from py" + "pi.org"), "address of a package registry"),
    "a private key": (put_file("a.pem", DASHES + "BEGIN RSA PRIVATE KEY" + DASHES), "looks like a secret"),
    "a schema with a key twice": (put_file("taps/tap-zoo/tap_zoo/schemas/a.json", DOUBLE_KEYS), "id: the property is given twice"),
    "a schema that is no JSON": (put_file("taps/tap-zoo/tap_zoo/schemas/a.json", "{"), "a.json: is not JSON"),
    "a README without marks": (put_file("taps/tap-zoo/README.md", "# tap-zoo\n"), "has no <!-- settings:start -->"),
    "YAML with a key twice": (put_file("plugins/extractors/b.meltano.yml", "plugins: {}\nplugins: {}\n"), "'plugins' is given twice"),
    "YAML that is none": (put_file("plugins/extractors/b.meltano.yml", "a: [\n"), "b.meltano.yml: is not YAML"),
    "no meltano.yml": (drop_file("meltano.yml"), "meltano.yml: does not exist"),
}  # fmt: skip


# Mistakes that rightly have a second finding.
CONSEQUENCES = {"a secret that the tap does not know"}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_the_linter_sees(zoo: Zoo, mistake: str) -> None:
    make, expected = MISTAKES[mistake]
    make(zoo)
    found = errors(zoo)
    assert any(expected in line for line in found), found
    assert len(found) == (2 if mistake in CONSEQUENCES else 1), found


def test_a_file_name_a_line_and_what_to_do_are_in_one_line(zoo: Zoo) -> None:
    zoo.tap["pip_url"] = "x"
    (line,) = errors(zoo)
    assert line == (
        "error: plugins/extractors/tap-zoo.meltano.yml: tap-zoo: has a pip_url. Remove it and name the package in a "
        "member's pyproject.toml: the one lock installs everything."
    )


def test_a_long_file_is_only_a_warning(zoo: Zoo) -> None:
    zoo.files["taps/tap-zoo/long.py"] = "x = 1\n" * 501
    zoo.files["docs/long.md"] = "x\n" * 501
    assert [line.split(":")[0] for line in errors(zoo)] == ["warning"]


def test_a_line_may_be_allowed(zoo: Zoo) -> None:
    zoo.files["docs/a.md"] = "see /" + "home/airflow in the image <!-- lint: allow -->"
    assert errors(zoo) == []


def test_urls_and_files_in_folders_called_home_are_no_machine_paths(zoo: Zoo) -> None:
    zoo.files["docs/a.md"] = "https://example.com/home/x and docs/home/x and ./root/y and {root}/z"
    assert errors(zoo) == []


def test_binary_files_are_left_alone(zoo: Zoo) -> None:
    root = zoo.build()
    (root / "logo.png").write_bytes(b"\x89PNG\0\xff/" + b"home/ada")
    assert "logo.png" not in "".join(errors(zoo))


def test_a_table_out_of_date_is_seen(zoo: Zoo) -> None:
    root = zoo.build()
    (line,) = map(str, inspect(root))
    assert "its settings table is out of date. Run `make docs`" in line


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("raise SystemExit('boom')", "tap-zoo --about ended with 1 (boom)"),
        ("print('hello')", "tap-zoo --about printed no JSON"),
        ("print('[]')", "tap-zoo --about printed no JSON object"),
    ],
)
def test_an_executable_that_does_not_answer_is_named(zoo: Zoo, code: str, expected: str) -> None:
    root = zoo.build()
    zoo.install("tap-zoo", code)
    assert any(expected in str(finding) for finding in inspect(root))


class TestAVariant:
    """An inheriting plugin takes definition, page, stand-in and variables of its parent."""

    variant: dict[str, object] = {"name": "tap-zoo--north", "inherit_from": "tap-zoo", "load_schema": "ZOO_NORTH"}  # noqa: RUF012

    def test_that_changes_little_has_no_findings(self, zoo: Zoo) -> None:
        zoo.more_taps = [copy.deepcopy(self.variant) | {"config": {"mode": "fast", "stream_maps": {}}}]
        assert errors(zoo) == []

    def test_with_a_select_of_its_own_is_checked(self, zoo: Zoo) -> None:
        zoo.more_taps = [copy.deepcopy(self.variant) | {"select": ["plants.*"]}]
        assert ["tap-zoo--north: select pattern plants.*" in line for line in errors(zoo)] == [True]

    def test_of_nothing_is_seen(self, zoo: Zoo) -> None:
        zoo.more_taps = [copy.deepcopy(self.variant) | {"inherit_from": "tap-ark"}]
        assert any("inherits from tap-ark" in line for line in errors(zoo))

    def test_of_itself_is_seen(self, zoo: Zoo) -> None:
        zoo.more_taps = [copy.deepcopy(self.variant) | {"inherit_from": "tap-zoo--north"}]
        assert any("inherits from tap-zoo--north" in line for line in errors(zoo))
