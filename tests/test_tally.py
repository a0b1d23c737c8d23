"""A histogram without locks says what prometheus-client's own says."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client import Histogram as Theirs

from streams.tally import Histogram

BUCKETS = (0.1, 1, 2.5, 60)
VALUES = (0.0, 0.1, 0.100_1, 1, 2, 59.9, 60, 61, 3_600)


def scraped(registry: CollectorRegistry) -> str:
    # Theirs tells when each series began, unless it is told not to for the whole program.
    return "\n".join(line for line in generate_latest(registry).decode().splitlines() if "_created" not in line)


def test_without_a_label() -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    mine = Histogram("a_seconds", "How long.", buckets=BUCKETS, registry=ours)
    their = Theirs("a_seconds", "How long.", buckets=BUCKETS, registry=theirs)
    assert scraped(ours) == scraped(theirs), "a series is there before its first value"
    for value in VALUES:
        mine.observe(value)
        their.observe(value)
    assert scraped(ours) == scraped(theirs)


def test_with_a_label() -> None:
    ours, theirs = CollectorRegistry(), CollectorRegistry()
    mine = Histogram("a_bytes", "How large.", buckets=BUCKETS, registry=ours, label="stage")
    their = Theirs("a_bytes", "How large.", ("stage",), buckets=BUCKETS, registry=theirs)
    for number, value in enumerate(VALUES):
        stage = ("decode", "clean")[number % 2]
        mine.of(stage).observe(value)
        their.labels(stage).observe(value)
    assert scraped(ours) == scraped(theirs)
