"""What `denomas dbt` passes over; with real dbt it is tested beside the models."""

from __future__ import annotations

from types import SimpleNamespace

from denomas_tools.dbt import exclusions, explained, missing_tables


def source(source_name: str, name: str, **meta: str) -> SimpleNamespace:
    return SimpleNamespace(
        source_name=source_name,
        name=name,
        database="RAW",
        schema="ZOO",
        identifier=name.upper(),
        loader="tap-zoo",
        meta=meta,
    )


def test_a_table_that_landed_is_not_missing_however_it_is_spelled():
    tables = [source("zoo", "lions"), source("zoo", "apes")]
    assert missing_tables(tables, ["RAW.ZOO.LIONS"]) == {"zoo": [tables[1]]}


def test_all_that_is_built_from_a_missing_table_is_excluded():
    missing = missing_tables([source("zoo", "lions"), source("farm", "cows")], [])
    assert exclusions(missing) == ["--exclude", "source:zoo.lions+", "--exclude", "source:farm.cows+"]
    assert exclusions({}) == []


def test_the_message_names_the_command_that_loads_them():
    missing = missing_tables([source("zoo", "lions"), source("zoo", "apes")], [])
    (line,) = explained(missing, "emulator")
    assert "zoo, whose 2 tables have not landed (meltano run tap-zoo target-snowflake)" in line


def test_a_table_that_a_load_type_lands_is_loaded_by_it():
    missing = missing_tables([source("zoo", "lions"), source("zoo", "counts", load_type="validate")], [])
    lions, counts = explained(missing, "dev")
    assert "(meltano run tap-zoo target-duckdb)" in lions
    assert "whose 1 tables have not landed (TAP_ZOO_LOAD_TYPE=validate meltano run tap-zoo target-duckdb)" in counts
