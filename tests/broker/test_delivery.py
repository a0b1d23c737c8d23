"""Nothing is lost: not when a worker is killed, not when the broker does not take a record, not when workers come and go."""

from __future__ import annotations

import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from wire import PATIENCE, Wire, Worker, item, record_of, source_events

from streams.broker import EmbeddedBroker
from streams.pipeline import Message
from streams.settings import Settings

pytestmark = pytest.mark.broker


def items(count: int, first: int = 0, sources: int = 8) -> list[Message]:
    return [item(number, source=f"https://agency-{number % sources}.example") for number in range(first, first + count)]


def names(count: int) -> set[str]:
    return {f"item-{number}" for number in range(count)}


def wait_until(done: Callable[[], bool], timeout: float = PATIENCE) -> None:
    deadline = time.monotonic() + timeout
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def received(worker: Worker) -> float:
    return worker.metrics()["barqiya_items_received_total"]


def all_records(wire: Wire, pages: int) -> list[Message]:
    """Every record on the topics, repeats included, once there is one of each page."""
    return wire.read((wire.topics.stories.name, wire.topics.briefs.name), lambda found: len(source_events(found)) >= pages)


def assert_says_why(worker: Worker) -> None:
    last_line = worker.log.splitlines()[-1]
    assert re.search(r"the worker stopped, so that no item is lost: .*(not acknowledged|did not take a batch)", last_line), worker.log


def test_a_worker_killed_in_the_middle_of_1500_pages_loses_none(wire: Wire) -> None:
    pages = 1_500
    wire.put(*items(pages))

    with wire.worker() as first:
        first.ready()
        wait_until(lambda: received(first) > pages / 4)
        first.end(signal.SIGKILL)
    assert sum(wire.committed().values()) < pages, "it was to be killed in the middle"
    with wire.worker() as second:
        messages = all_records(wire, pages)
        assert second.end() == 0

    records = [record_of(message) for message in messages]
    assert {record.source_event for record in records} == names(pages)
    # A page that was done twice gave the same ids: there are no more ids than places on pages.
    assert len({record.id for record in records}) == len({(record.source_event, record.ordinal) for record in records})
    assert set(Counter(record.id for record in records).values()) <= {1, 2}
    assert sum(wire.committed().values()) == pages


def test_sigterm_ends_a_worker_when_what_it_has_in_hand_is_done(make_wire: Callable[..., Wire]) -> None:
    pages = 800
    wire = make_wire(session_timeout_seconds=30)  # one that a busy machine does not let expire
    wire.put(*items(pages))

    with wire.worker() as first:
        at_its_start = len(first.ready().log)
        wait_until(lambda: received(first) > pages / 4)
        assert first.end(signal.SIGTERM) == 0
        assert "ERROR" not in first.log[at_its_start:]
    with wire.worker() as second:
        messages = all_records(wire, pages)
        assert second.end(signal.SIGINT) == 0

    # Without a crash nothing is done twice.
    assert Counter(record_of(message).id for message in messages).most_common(1)[0][1] == 1
    assert source_events(messages) == names(pages)


def test_two_workers_share_the_partitions_and_one_takes_over_from_the_other(wire: Wire) -> None:
    def partitions(worker: Worker) -> set[str]:
        return set(re.findall(r"partitions: ([0-9, ]+|none)", worker.log)[-1].split(", "))

    with wire.worker() as first, wire.worker() as second:
        first.ready()
        second.ready()
        wait_until(lambda: len(partitions(first)) == len(partitions(second)) == wire.settings.partitions // 2)
        assert partitions(first) | partitions(second) == {"0", "1", "2", "3"}

        wire.put(*items(400, sources=40))
        all_records(wire, 400)
        assert received(first) + received(second) >= 400
        assert received(first) > 0
        assert received(second) > 0

        assert first.end() == 0
        wait_until(lambda: partitions(second) == {"0", "1", "2", "3"})
        wire.put(*items(400, first=400, sources=40))
        assert source_events(all_records(wire, 800)) == names(800)


def test_a_worker_that_joins_in_the_middle_costs_no_item(wire: Wire) -> None:
    pages = 1_200
    wire.put(*items(pages, sources=40))

    with wire.worker() as first:
        first.ready()
        wait_until(lambda: received(first) > pages / 10)
        with wire.worker() as second:
            second.ready()
            assert source_events(all_records(wire, pages)) == names(pages)
            # What one had published when the other took its partition over is read once more before it is committed.
            wait_until(lambda: sum(wire.committed().values()) == pages)
            assert second.end() == 0
        assert first.end() == 0


def test_a_delivery_that_fails_stops_the_worker_and_its_items_are_read_again(tmp_path: Path) -> None:
    pages = 1_500
    with EmbeddedBroker() as broker:
        wire = Wire(
            Settings(bootstrap_servers=broker.bootstrap_servers, session_timeout_seconds=2, delivery_timeout_seconds=2, metrics_port=0),
            tmp_path,
        )
        wire.put(*items(pages))
        with wire.worker() as first:
            first.ready()
            wait_until(lambda: received(first) > 0)
            assert broker.process is not None
            os.killpg(broker.process.pid, signal.SIGSTOP)  # it takes connections still, and answers nothing
            try:
                assert first.ended() == 1
            finally:
                os.killpg(broker.process.pid, signal.SIGCONT)
            assert_says_why(first)
        acknowledged = all_records(wire, 0)
        assert sum(wire.committed().values()) <= len(source_events(acknowledged)) < pages

        with wire.worker() as second:
            assert source_events(all_records(wire, pages)) == names(pages)
            assert second.end() == 0


def test_a_broker_that_dies_stops_the_worker_that_has_something_for_it(tmp_path: Path) -> None:
    with EmbeddedBroker() as broker:
        wire = Wire(
            Settings(bootstrap_servers=broker.bootstrap_servers, session_timeout_seconds=2, delivery_timeout_seconds=2, metrics_port=0),
            tmp_path,
        )
        wire.put(*items(1_500))
        with wire.worker() as worker:
            worker.ready()
            wait_until(lambda: received(worker) > 0)
            broker.stop()
            assert worker.ended() == 1
            assert_says_why(worker)


def test_faust_users_start_it_as_they_are_used_to(wire: Wire) -> None:
    wire.put(*items(3))

    with wire.worker(command=("-m", "faust", "-A", "streams.app", "worker", "-l", "info")) as worker:
        assert source_events(all_records(wire, 3)) == names(3)
        assert worker.end() == 0


def test_a_worker_that_has_nowhere_to_deliver_to_says_so_at_once(wire: Wire) -> None:
    with wire.worker(bootstrap_servers="127.0.0.1:1") as worker:
        assert worker.ended() == 1
        assert worker.log.splitlines()[-1] == "Error: no Kafka broker answers at 127.0.0.1:1"
    with wire.worker(bootstrap_servers="") as worker:
        assert worker.ended() == 2
        assert "BARQIYA_BOOTSTRAP_SERVERS" in worker.log
        assert "barqiya up" in worker.log


def test_a_metrics_port_that_is_taken_is_told_at_once(wire: Wire) -> None:
    with wire.worker() as first:
        port = int(first.wait_for(r"metrics at http://\S+:(\d+)/")[1])
        with wire.worker(metrics_port=port) as second:
            assert second.ended() == 1
            assert f"can't serve metrics at 127.0.0.1:{port}" in second.log
            assert "BARQIYA_METRICS_PORT" in second.log
        assert first.end() == 0


def test_a_worker_creates_the_topics_that_are_missing(wire: Wire) -> None:
    settings = msgspec.structs.replace(wire.settings, topic_prefix=f"{wire.settings.topic_prefix}-new", partitions=2)

    with wire.worker(topic_prefix=settings.topic_prefix, partitions=2) as worker:
        worker.wait_for(r"partitions: 0, 1$".replace("$", r"\n"))
        assert worker.end() == 0
