"""The metrics keep to their rule, and are served."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from prometheus_client import CollectorRegistry, Metric
from prometheus_client.parser import text_string_to_metric_families

from schemas import Reason
from streams import __version__, metrics
from streams.endpoint import Endpoint, EndpointError
from streams.health import Health
from streams.metrics import language_label

OWN = re.compile(r"barqiya_[a-z]+(_[a-z]+)*")
OTHER_UNITS = re.compile(r"(^|_)(ms|millis(econds)?|micros(econds)?|minutes|hours|kb|mb|kilobytes|megabytes|percent)(_|$)")
LABELS = {"kind", "language", "reason", "topic", "stage", "version", "ruleset", "python"}


def own() -> list[Metric]:
    return [metric for metric in metrics.REGISTRY.collect() if not metric.name.startswith(("process_", "python_"))]


def exported(metric: Metric) -> str:
    """The name under which it is scraped."""
    return f"{metric.name}_total" if metric.type == "counter" else metric.name


@pytest.fixture
def server() -> Iterator[Endpoint]:
    server = Endpoint("127.0.0.1", 0, Health())
    yield server
    server.close()


def scrape(server: Endpoint) -> str:
    with urlopen(server.url, timeout=5) as response:
        assert response.headers["content-type"].startswith("text/plain")
        return str(response.read().decode())


def test_there_are_the_metrics_that_dashboards_are_built_on() -> None:
    assert {exported(metric) for metric in own()} >= {
        "barqiya_items_received_total",
        "barqiya_item_bytes",
        "barqiya_records_published_total",
        "barqiya_published_bytes_total",
        "barqiya_rejects_total",
        "barqiya_stage_seconds",
        "barqiya_end_to_end_latency_seconds",
        "barqiya_agency_latency_seconds",
        "barqiya_items_in_flight",
        "barqiya_build_info",
    }


@pytest.mark.parametrize("metric", own(), ids=exported)
def test_every_name_keeps_to_the_rule(metric: Metric) -> None:
    name = exported(metric)
    assert OWN.fullmatch(name)
    assert not OTHER_UNITS.search(name), "base units only"
    assert (metric.type == "counter") == name.endswith("_total")
    if metric.type == "histogram":
        assert name.endswith(("_seconds", "_bytes")), "a distribution has a unit"
    assert metric.documentation.endswith(".")


@pytest.mark.parametrize("metric", own(), ids=exported)
def test_labels_are_of_a_closed_list(metric: Metric) -> None:
    assert {label for sample in metric.samples for label in sample.labels} - {"le"} <= LABELS


def test_every_reason_is_there_before_the_first_reject_of_its_kind() -> None:
    (rejects,) = [metric for metric in own() if exported(metric) == "barqiya_rejects_total"]
    assert {sample.labels["reason"] for sample in rejects.samples} == {reason.value for reason in Reason}


@pytest.mark.parametrize(
    ("language", "label"),
    [("ar-Arab", "ar"), ("ckb-Arab", "ckb"), ("kmr-Latn", "kmr"), ("und", "und"), ("tlh-Latn", "other"), ("", "other")],
)
def test_noise_in_a_language_of_its_own_makes_no_series_of_its_own(language: str, label: str) -> None:
    assert language_label(language) == label


def test_they_are_served_in_a_form_that_prometheus_reads(server: Endpoint) -> None:
    metrics.say_what_runs("1.2+abc")
    families = {family.name: family for family in text_string_to_metric_families(scrape(server))}
    assert families["barqiya_items_received"].type == "counter"
    assert families["process_start_time_seconds"].samples[0].value > 0
    (build,) = [sample for sample in families["barqiya_build_info"].samples if sample.labels["ruleset"] == "1.2+abc"]
    assert (build.labels["version"], build.value) == (__version__, 1)


def test_port_0_takes_a_free_one_so_that_workers_can_share_a_machine(server: Endpoint) -> None:
    another = Endpoint("127.0.0.1", 0, Health())
    try:
        assert another.url != server.url
        assert scrape(another)
    finally:
        another.close()


def test_a_port_that_is_taken_is_an_error_that_names_the_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(EndpointError, match=rf"127\.0\.0\.1:{port}.*BARQIYA_METRICS_PORT"):
            Endpoint("127.0.0.1", port, Health())


def test_what_is_closed_can_be_served_again_on_the_same_port() -> None:
    first = Endpoint("127.0.0.1", 0, Health())
    port = int(first.url.rsplit(":", 1)[1].split("/")[0])
    first.close()
    second = Endpoint("127.0.0.1", port, Health())
    second.close()


def test_the_registry_is_the_programs_own() -> None:
    assert isinstance(metrics.REGISTRY, CollectorRegistry)
    assert any(metric.name == "process_cpu_seconds" for metric in metrics.REGISTRY.collect())
