"""`barqiya worker --workers N`: several processes, kept running, ended together."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Callable
from urllib.request import urlopen

import psutil
import pytest
from wire import PATIENCE, Wire, Worker, item, source_events

from streams.cli.workers import free_ports
from streams.pipeline import Message

pytestmark = [pytest.mark.broker, pytest.mark.cluster]

on_one_broker = pytest.mark.parametrize("bootstrap_servers", ["embedded"], indirect=True)
"""For what the broker has no part in."""


def items(count: int, first: int = 0) -> list[Message]:
    return [item(number, source=f"https://agency-{number % 40}.example") for number in range(first, first + count)]


def wait_until(done: Callable[[], bool], timeout: float = PATIENCE) -> None:
    deadline = time.monotonic() + timeout
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def processes(supervisor: Worker) -> list[psutil.Process]:
    """The workers themselves, by their numbers."""
    children = psutil.Process(supervisor.process.pid).children(recursive=True)
    workers = [child for child in children if child.is_running() and child.cmdline()[1:] == ["-m", "streams", "worker"]]
    return sorted(workers, key=lambda worker: int(worker.environ()["BARQIYA_METRICS_PORT"]))


def partitions(supervisor: Worker, number: int) -> set[str]:
    said = re.findall(rf"worker {number}: .*partitions: ([0-9, ]+|none)", supervisor.log)
    return set(said[-1].split(", ")) if said else set()


def sharing(supervisor: Worker) -> bool:
    return partitions(supervisor, 1) | partitions(supervisor, 2) == {"0", "1", "2", "3"} and len(partitions(supervisor, 1)) == 2


def neighbouring_ports() -> int:
    """The first of two free ports."""
    while True:
        (first,) = free_ports("127.0.0.1", 0, 1)
        if free_ports("127.0.0.1", first, 2) == [first, first + 1]:
            return first


def records_of(wire: Wire, pages: int) -> set[str]:
    topics = (wire.topics.stories.name, wire.topics.briefs.name)
    return source_events(wire.read(topics, lambda found: len(source_events(found)) >= pages))


@on_one_broker
def test_workers_share_the_partitions_and_each_serves_its_metrics_on_a_port_of_its_own(wire: Wire) -> None:
    first = neighbouring_ports()
    with wire.worker(workers=2, metrics_port=first) as supervisor:
        wait_until(lambda: sharing(supervisor))
        wire.put(*items(200))
        assert len(records_of(wire, 200)) == 200
        for port in (first, first + 1):
            with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=PATIENCE) as response:
                assert re.search(rb"^barqiya_items_received_total [1-9]", response.read(), re.MULTILINE)
        assert supervisor.end(signal.SIGTERM) == 0


def test_a_worker_that_is_killed_is_started_again_and_no_item_is_lost(wire: Wire) -> None:
    with wire.worker(workers=2) as supervisor:
        wait_until(lambda: sharing(supervisor))
        wire.put(*items(400))
        killed = processes(supervisor)[0]
        killed.kill()
        supervisor.wait_for(r"worker \d was ended by SIGKILL, and is started again in 1 seconds")
        assert len(records_of(wire, 400)) == 400
        wait_until(lambda: len(processes(supervisor)) == 2)
        wait_until(lambda: supervisor.log.count("metrics at") == 3)
        wait_until(lambda: sharing(supervisor))
        assert killed.pid not in [process.pid for process in processes(supervisor)]
        assert supervisor.end(signal.SIGINT) == 0


@on_one_broker
def test_workers_end_with_the_command_also_where_that_is_killed(wire: Wire) -> None:
    with wire.worker(workers=2) as supervisor:
        wait_until(lambda: supervisor.log.count("metrics at") == 2)
        started = psutil.Process(supervisor.process.pid).children(recursive=True)
        assert len(processes(supervisor)) == 2
        os.kill(supervisor.process.pid, signal.SIGKILL)
        _, alive = psutil.wait_procs(started, timeout=PATIENCE)
        assert alive == []


@on_one_broker
def test_a_worker_that_can_not_start_is_tried_again_after_longer_and_longer_pauses(wire: Wire) -> None:
    with wire.worker(workers=2, bootstrap_servers="127.0.0.1:1") as supervisor:
        supervisor.wait_for(r"worker 1 ended with status 1, and is started again in 2 seconds")
        assert "worker 2: Error: no Kafka broker answers at 127.0.0.1:1" in supervisor.log
        assert supervisor.end(signal.SIGTERM) == 0
