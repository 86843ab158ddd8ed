"""The settings of HTTP taps are what an environment variable, as Meltano gives it, can set."""

from __future__ import annotations

import pytest
from singer_sdk import Tap
from singer_sdk import typing as th
from tap_common.errors import ConfigurationError
from tap_common.http import HTTP_SETTINGS, HttpTap
from tap_common.http.settings import CONNECT_TIMEOUT_SECONDS, HttpSettings


class TapDemo(Tap):
    name = "tap-demo"
    config_jsonschema = th.PropertiesList(*HTTP_SETTINGS).to_dict()

    def discover_streams(self):
        return []


def test_every_number_can_come_from_an_environment_variable(monkeypatch):
    names = [name for name, schema in TapDemo.config_jsonschema["properties"].items() if "string" not in schema["type"]]
    assert len(names) == 5
    for name in names:
        assert "integer" in TapDemo.config_jsonschema["properties"][name]["type"]
        monkeypatch.setenv(f"TAP_DEMO_{name.upper()}", "7")
    settings = HttpSettings.from_config(TapDemo(parse_env_config=True).config)
    assert [getattr(settings, name) for name in names] == [7] * 5


def test_fractions_of_seconds_are_fine_in_a_file():
    assert HttpSettings.from_config(TapDemo(config={"read_timeout_seconds": 0.5}).config).read_timeout_seconds == 0.5


def test_what_is_unset_has_its_default_and_zero_is_an_error():
    assert HttpSettings.from_config(TapDemo().config).connect_timeout_seconds == CONNECT_TIMEOUT_SECONDS
    with pytest.raises(ConfigurationError, match="max_retry_seconds"):
        HttpSettings.from_config(TapDemo(config={"max_retry_seconds": 0}).config)


def test_a_missing_setting_is_named_before_discovery_stumbles_over_it():
    class TapWithKey(HttpTap):
        name = "tap-with-key"
        config_jsonschema = th.PropertiesList(
            th.Property("api_key", th.StringType, required=True, secret=True), *HTTP_SETTINGS
        ).to_dict()

        def discover_streams(self):
            raise KeyError("api_key")

    with pytest.raises(ConfigurationError, match=r"nothing is set for api_key.*TAP_WITH_KEY_API_KEY"):
        TapWithKey(config={"api_key": ""}, validate_config=False, setup_mapper=False).run_discovery()
