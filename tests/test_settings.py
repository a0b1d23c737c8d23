"""Settings come from the environment and from flags, and a wrong one is told by its name."""

from __future__ import annotations

import msgspec
import pytest

from streams.pipeline.enrich import ENRICHMENTS, enrichments
from streams.settings import PREFIX, Settings, SettingsError, load


def test_without_anything_set_there_are_defaults() -> None:
    assert load({}) == Settings()
    assert load({}).bootstrap_servers == ""


def test_the_environment_sets_what_it_names() -> None:
    settings = load({"BARQIYA_BOOTSTRAP_SERVERS": "kafka1:9092,kafka2:9092", "BARQIYA_PARTITIONS": "12", "BARQIYA_BATCH_SECONDS": "0.5"})
    assert settings.bootstrap_servers == "kafka1:9092,kafka2:9092"
    assert settings.partitions == 12
    assert settings.batch_seconds == 0.5


def test_a_flag_wins_over_the_environment_and_one_that_is_not_given_does_not() -> None:
    environ = {"BARQIYA_GROUP_ID": "night-desk", "BARQIYA_METRICS_PORT": "9000"}
    settings = load(environ, group_id="day-desk", metrics_port=None)
    assert (settings.group_id, settings.metrics_port) == ("day-desk", 9000)


def test_variables_of_others_and_of_the_tests_are_left_alone() -> None:
    assert load({"PATH": "/bin", "BARQIYA_TEST_BOOTSTRAP_SERVERS": "kafka:9092", "KAFKA_GROUP_ID": "x"}) == Settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("BARQIYA_PARTITIONS", "0"),
        ("BARQIYA_PARTITIONS", "many"),
        ("BARQIYA_BATCH_SECONDS", "0"),
        ("BARQIYA_METRICS_PORT", "65536"),
        ("BARQIYA_METRICS_PORT", "-1"),
        ("BARQIYA_GROUP_ID", ""),
        ("BARQIYA_LOG_LEVEL", "LOUD"),
        ("BARQIYA_MAX_ITEM_BYTES", "4 MiB"),
        ("BARQIYA_ENRICHMENTS", "places,weather"),
        ("BARQIYA_ENRICHMENTS", ""),
    ],
)
def test_a_value_out_of_its_range_is_told_with_its_variable(variable: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{variable}={value}"):
        load({variable: value})


def test_a_variable_that_names_no_setting_is_a_typing_error() -> None:
    with pytest.raises(SettingsError, match=r"BARQIYA_PARTITION names no setting; .*BARQIYA_PARTITIONS"):
        load({"BARQIYA_PARTITION": "4"})


def test_every_setting_says_what_it_means_and_can_be_set_from_the_environment() -> None:
    environ = {PREFIX + name.upper(): str(value) for name, value in msgspec.structs.asdict(Settings()).items()}
    assert load(environ) == Settings()
    for field in msgspec.json.schema(Settings)["$defs"]["Settings"]["properties"].values():
        assert field["description"].endswith(".")


def test_every_enrichment_can_be_set_alone_and_all_of_them_together() -> None:
    for value in (*ENRICHMENTS, ",".join(sorted(ENRICHMENTS)), "all", "none"):
        setting = load({"BARQIYA_ENRICHMENTS": value}).enrichments
        assert enrichments(setting) == (ENRICHMENTS if value == "all" else frozenset(value.split(",")) - {"none"})
