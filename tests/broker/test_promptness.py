"""How long a wire stands still: at a start, when a worker goes, when one is restarted, and at the end."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import time
from collections.abc import Callable

import pytest
from aiokafka import AIOKafkaProducer
from wire import Wire, Worker, item, source_events

from streams.pipeline import Message
from streams.settings import Settings

pytestmark = [pytest.mark.broker, pytest.mark.cluster]

on_kafka = pytest.mark.parametrize("bootstrap_servers", ["kafka"], indirect=True)


@pytest.fixture
def wire(make_wire: Callable[..., Wire]) -> Wire:
    """With the session time-out of workers that nobody told otherwise."""
    return make_wire(session_timeout_seconds=Settings().session_timeout_seconds)


def quick(seconds: float) -> float:
    """So many seconds of a machine that has nothing else to do: more where it was busy in the last minute, or is at this moment."""
    return seconds * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1), _crowd())


def _crowd() -> float:
    """How many times longer than on an idle machine work takes now."""
    began, worked = time.monotonic(), time.thread_time()
    while time.thread_time() - worked < 0.3:
        pass
    return (time.monotonic() - began) / 0.3


def from_every_source(first: int, count: int = 40) -> list[Message]:
    return [item(number, source=f"https://agency-{number % 40}.example") for number in range(first, first + count)]


def all_through(wire: Wire, pages: int) -> None:
    topics = (wire.topics.stories.name, wire.topics.briefs.name)
    wire.read(topics, lambda found: len(source_events(found)) >= pages)


def ready(worker: Worker, partitions: int) -> None:
    """Until it has so many partitions."""
    deadline = time.monotonic() + 60
    while len(re.findall(r"\d+", (re.findall(r"partitions: (.*)", worker.log) or [""])[-1])) != partitions:
        assert time.monotonic() < deadline, worker.log
        time.sleep(0.02)


@on_kafka
def test_a_group_that_was_idle_has_its_first_record_within_five_seconds_of_a_workers_start(wire: Wire) -> None:
    wire.put(*from_every_source(0, 1))
    began = time.monotonic()
    with wire.worker() as worker:
        wire.records(1)
        assert time.monotonic() - began < quick(5)
        assert worker.end() == 0


@on_kafka
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_that_goes_costs_less_than_ten_seconds(wire: Wire, number: signal.Signals) -> None:
    with wire.worker() as stays, wire.worker() as goes:
        ready(stays, 2)
        ready(goes, 2)
        wire.put(*from_every_source(0))
        all_through(wire, 40)
        goes.process.send_signal(number)
        began = time.monotonic()
        wire.put(*from_every_source(40))
        all_through(wire, 80)
        assert time.monotonic() - began < quick(10)
        goes.ended()
        assert stays.end() == 0


@on_kafka
def test_a_restart_under_the_same_instance_moves_no_partition(make_wire: Callable[..., Wire]) -> None:
    wire = make_wire(session_timeout_seconds=30)
    with wire.worker(group_instance_id="desk-1") as stays:
        ready(stays, 4)
        with wire.worker(group_instance_id="desk-2") as old:
            ready(stays, 2)
            ready(old, 2)
            shared_out = stays.metrics()["barqiya_rebalances_total"]
            assert old.end() == 0
        with wire.worker(group_instance_id="desk-2") as new:
            ready(new, 2)
            wire.put(*from_every_source(0))
            all_through(wire, 40)
            assert stays.metrics()["barqiya_rebalances_total"] == shared_out
            assert new.end() == 0
        assert stays.end() == 0


def test_sigterm_ends_a_busy_worker_within_five_seconds(wire: Wire) -> None:
    wire.put(*from_every_source(0, 5_000))
    with wire.worker() as worker:
        ready(worker, 4)
        while worker.metrics()["barqiya_items_received_total"] < 500:
            time.sleep(0.05)
        began = time.monotonic()
        assert worker.end(signal.SIGTERM) == 0
        assert time.monotonic() - began < quick(5)
        assert sum(wire.committed().values()) < 5_000, "it was to be busy"


@on_kafka
def test_an_item_of_a_transaction_that_was_aborted_is_none_and_its_end_is_no_standstill(wire: Wire) -> None:
    with wire.worker(delivery_timeout_seconds=1, stuck_seconds=5) as worker:
        ready(worker, 4)
        asyncio.run(send_in_transactions(wire, item(1), item(2)))
        assert source_events(wire.records(1)) == {"item-2"}
        time.sleep(8)
        assert worker.end() == 0
        assert source_events(wire.records(1)) == {"item-2"}


async def send_in_transactions(wire: Wire, aborted: Message, committed: Message) -> None:
    async with AIOKafkaProducer(bootstrap_servers=wire.settings.bootstrap_servers, transactional_id=wire.settings.group_id) as producer:
        for message, end in ((aborted, producer.abort_transaction), (committed, producer.commit_transaction)):
            await producer.begin_transaction()
            await producer.send_and_wait(wire.topics.raw.name, message.value, message.key, headers=list(message.headers))
            await end()
