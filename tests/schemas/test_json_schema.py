"""The committed JSON Schemas: they are what the structs say, they are valid themselves, and they say what each field means."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema_rs
import orjson
import pytest

from schemas import json_schema
from schemas.json_schema import DIALECT, DIRECTORY, path_of, render, schemas_by_name, stale, write

NAMES = ["raw-item", "story", "brief", "reject"]


def committed(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = orjson.loads(path_of(name).read_bytes())
    return schema


def objects(schema: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The object types in a schema: its own, and those it defines."""
    defined = [(name, each) for name, each in schema.get("$defs", {}).items() if "properties" in each]
    return [("", schema), *defined]


def test_committed_files_are_what_the_structs_say() -> None:
    assert stale() == []
    assert sorted(DIRECTORY.glob("*")) == sorted(path_of(name) for name in NAMES)


def test_a_file_that_is_missing_or_was_edited_is_stale(tmp_path: Path) -> None:
    assert sorted(write(tmp_path)) == sorted(path_of(name, tmp_path) for name in NAMES)
    assert stale(tmp_path) == []
    path_of("story", tmp_path).write_text(render({**schemas_by_name()["story"], "title": "Article"}), encoding="utf-8")
    path_of("reject", tmp_path).unlink()
    assert sorted(stale(tmp_path)) == sorted([path_of("story", tmp_path), path_of("reject", tmp_path)])


@pytest.mark.parametrize("name", NAMES)
def test_valid_2020_12(name: str) -> None:
    schema = committed(name)
    assert schema["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:barqiya:schema:{name}"
    jsonschema_rs.meta.validate(schema)
    jsonschema_rs.Draft202012Validator(schema)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_described(name: str) -> None:
    for owner, definition in objects(committed(name)):
        for field, schema in definition["properties"].items():
            assert schema.get("description", "").endswith((".", "…")), f"{name}: {owner}.{field} has no description"


@pytest.mark.parametrize("name", ["story", "brief", "reject"])
def test_what_barqiya_writes_it_writes_in_full(name: str) -> None:
    for owner, definition in objects(committed(name)):
        assert definition["required"] == list(definition["properties"]), f"{name}: {owner}"


TIMES = {
    "raw-item": {"time"},
    "story": {"published_at", "received_at", "processed_at", "created_at", "embargoed_until"},
    "brief": {"published_at", "received_at", "processed_at", "created_at", "embargoed_until"},
    "reject": {"time"},
}


@pytest.mark.parametrize("name", NAMES)
def test_points_in_time_are_told_from_other_strings(name: str) -> None:
    properties = committed(name)["properties"]
    dated = {field for field, schema in properties.items() if {"type": "string", "format": "date-time"} in schema.get("anyOf", ())}
    assert dated == TIMES[name]


def test_a_validator_that_knows_formats_takes_times_with_a_zone_alone() -> None:
    validator = jsonschema_rs.Draft202012Validator(committed("raw-item"), validate_formats=True)
    event = {"specversion": "1.0", "id": "1", "source": "https://madar.example", "type": "wire.raw"}
    assert validator.is_valid({**event, "time": "2026-11-12T08:30:00+03:00"})
    assert not validator.is_valid({**event, "time": "2026-11-12T08:30:00"})
    assert not validator.is_valid({**event, "time": "yesterday"})


def test_of_a_raw_item_only_the_attributes_that_cloudevents_requires_are_required() -> None:
    assert committed("raw-item")["required"] == ["specversion", "id", "source", "type"]


@pytest.mark.parametrize("name", ["story", "brief"])
def test_the_tag_tells_the_two_records_apart(name: str) -> None:
    assert committed(name)["properties"]["kind"]["enum"] == [name]


def test_forms() -> None:
    assert committed("story")["properties"]["form"]["enum"] == ["article"]
    assert sorted(committed("brief")["properties"]["form"]["enum"]) == ["item", "short", "snap", "teaser"]


def test_records_say_all_that_the_design_names() -> None:
    named = (
        "id uri version kind form source source_event ordinal headline standfirst lead body byline dateline credit notice language "
        "direction urgency status published_at received_at processed_at word_count match_key related decisions removed ruleset "
        "created_at embargoed_until guid slugline editorial_note copyright section keywords subjects links media "
        "published_from reading_seconds topics places days figures quotes"
    )
    for name in ("story", "brief"):
        assert set(committed(name)["properties"]) == set(named.split())


def test_the_structs_alone_make_the_schemas() -> None:
    assert list(json_schema.schemas_by_name()) == NAMES
