"""Settings: MeltanoLabs' keep name, type, default and meaning; what the contract excludes is refused."""

from __future__ import annotations

import pytest
from denomas_target_snowflake.query_tag import QueryTag
from denomas_target_snowflake.signing_in import arguments
from denomas_target_snowflake.target import TargetSnowflake
from singer_sdk.exceptions import ConfigValidationError
from target_common.errors import WarehouseUnavailableError
from target_common.settings import COMMON_SETTINGS
from target_snowflake.connector import SnowflakeConnector as TheirConnector
from target_snowflake.target import TargetSnowflake as TheirTarget

CONFIG = {"account": "a", "user": "u", "password": "p w/ö&", "database": "RAW"}
THEIRS = TheirTarget.config_jsonschema["properties"]
OURS = TargetSnowflake.config_jsonschema["properties"]


@pytest.mark.parametrize("name", sorted(THEIRS))
def test_a_setting_of_meltanolabs_is_ours_with_the_same_type_and_default(name):
    for part in ("type", "default", "enum"):
        assert OURS[name].get(part) == THEIRS[name].get(part), part


def test_every_common_setting_is_there_and_no_secret_is_shown():
    assert {setting.name for setting in COMMON_SETTINGS} <= set(OURS)
    secrets = {"password", "private_key", "private_key_passphrase", "oauth_access_token"}
    assert {name for name, setting in OURS.items() if setting.get("secret")} == secrets
    assert TargetSnowflake.config_jsonschema["required"] == TheirTarget.config_jsonschema["required"]


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"ingestion_method": "snowpipe_streaming"}, "snowpipe_streaming cannot keep"),
        ({"add_record_metadata": False}, "add_record_metadata"),
        ({"load_method": "sometimes"}, "sometimes"),
    ],
)
def test_what_cannot_be_is_refused_at_the_start(settings, named):
    with pytest.raises(ConfigValidationError) as raised:
        TargetSnowflake(config=CONFIG | settings)
    assert named in f"{raised.value} {raised.value.errors}"


def signed_in(**settings):
    target = TargetSnowflake(config=CONFIG | settings)
    return arguments(target.target_connector, QueryTag("p", "t", "r"))


def test_a_sign_in_carries_what_was_configured():
    given = signed_in(host="h.privatelink", port=8443, protocol="https", role="LOADER", warehouse="LOADING")
    limits = signed_in(lock_timeout_seconds=7, network_timeout_seconds=30)
    expected = {**CONFIG, "host": "h.privatelink", "port": 8443, "protocol": "https", "role": "LOADER"}
    assert expected.items() <= given.items()
    assert given["warehouse"] == "LOADING"
    session = given["session_parameters"]
    assert session["QUERY_TAG"] == '{"project": "p", "tap": "t", "stream": null, "run_id": "r"}'
    assert session["TIMEZONE"] == "UTC"
    assert (limits["session_parameters"]["LOCK_TIMEOUT"], limits["network_timeout"], limits["login_timeout"]) == (
        7,
        30,
        30,
    )
    assert (session["LOCK_TIMEOUT"], given["network_timeout"], given["login_timeout"]) == (300, 300, 60)
    assert session["ABORT_DETACHED_QUERY"] is True  # or a statement goes on, and holds its table, when a run was killed
    theirs = TheirConnector(config=CONFIG).get_connect_args()["session_parameters"]
    assert theirs.items() <= session.items()


def test_empty_settings_count_as_not_set():
    given = signed_in(password="", oauth_access_token="token", host="", role=None)
    assert given["token"] == "token"
    assert "host" not in given
    assert "password" not in given


def test_two_ways_of_signing_in_are_refused():
    with pytest.raises(WarehouseUnavailableError, match="exactly one"):
        signed_in(oauth_access_token="token")


def test_a_query_tag_is_never_longer_than_snowflake_takes():
    tag = QueryTag("p", "t", "r").of("x" * 3000)
    assert len(tag) <= 2000
    assert '"stream": null' in tag
