"""A worker tells the truth about its state, stops when it rejects too much, and does not stay when it stands still."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from wire import PATIENCE, Wire, Worker, item, source_events

from streams.broker import EmbeddedBroker
from streams.pipeline import Message
from streams.settings import Settings

pytestmark = [pytest.mark.broker, pytest.mark.cluster]

on_one_broker = pytest.mark.parametrize("bootstrap_servers", ["embedded"], indirect=True)
"""For what the broker has no part in."""

PAUSED = """
# A worker of which one partition stays paused, as consumers were seen to leave them after a rebalance.
import threading, time
from streams.app import create_app
from streams.cli.worker import run, set_up_logging
from streams.settings import load

settings = load()
set_up_logging("INFO")
app = create_app(settings)

def pause():
    while not app.health.report().state.ready:
        time.sleep(0.05)
    app.loop.call_soon_threadsafe(lambda: app.consumer.pause_partitions(app.consumer.assignment()))

threading.Thread(target=pause, daemon=True).start()
run(app)
"""

HANGING = """
# A worker whose own loop hangs at the first item.
import time
from streams.agents.desk import Desk
from streams.app import create_app
from streams.cli.worker import run, set_up_logging
from streams.settings import load

class Hanging(Desk):
    def _apart(self, message):
        time.sleep(600)

settings = load()
set_up_logging("INFO")
app = create_app(settings)
app.desk.__class__ = Hanging
run(app)
"""


def health(worker: Worker, which: str = "ready") -> tuple[int, dict[str, Any]]:
    url = worker.wait_for(r"metrics at (http://\S+)/metrics")[1]
    try:
        with urlopen(f"{url}/health/{which}", timeout=PATIENCE) as response:
            return response.status, json.loads(response.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


def wait_until(done: Callable[[], bool], timeout: float = PATIENCE) -> None:
    deadline = time.monotonic() + timeout
    while not done():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def in_state(worker: Worker, state: str) -> Callable[[], bool]:
    return lambda: health(worker)[1]["state"] == state


def unreadable(count: int, first: int = 0) -> list[Message]:
    return [item(number, payload=b"  \n") for number in range(first, first + count)]


def test_a_worker_is_ready_once_it_has_its_partitions(wire: Wire) -> None:
    with wire.worker() as worker:
        worker.wait_for("metrics at")
        status, body = health(worker)
        assert (status, body["state"]) in {(503, "starting"), (503, "rebalancing"), (200, "running")}
        assert health(worker, "live")[0] == 200
        wait_until(in_state(worker, "running"))
        assert health(worker)[0] == 200
        assert worker.metrics()["barqiya_partitions_assigned"] == wire.settings.partitions
        assert worker.metrics()["barqiya_ready"] == 1
        # A session long enough that the group still waits for the second, which is frozen, when the third joins.
        with wire.worker(session_timeout_seconds=15) as second:
            wait_until(in_state(second, "running"))
            second.process.send_signal(signal.SIGSTOP)
            with wire.worker() as third:
                wait_until(in_state(worker, "rebalancing"))
                assert health(worker)[0] == 503
                assert health(worker, "live")[0] == 200
                wait_until(in_state(worker, "running"))
                wait_until(in_state(third, "running"))
                assert worker.metrics()["barqiya_rebalances_total"] >= 1
                assert third.end() == 0
        assert worker.end() == 0


def test_a_worker_whose_broker_is_silent_is_live_and_not_ready_until_it_answers_again(tmp_path: Path) -> None:
    with EmbeddedBroker() as broker:
        settings = Settings(bootstrap_servers=broker.bootstrap_servers, session_timeout_seconds=6, metrics_port=0)
        wire = Wire(settings, tmp_path)
        with wire.worker(delivery_timeout_seconds=2, stuck_seconds=4) as worker:
            wait_until(in_state(worker, "running"))
            assert broker.process is not None
            os.killpg(broker.process.pid, signal.SIGSTOP)
            try:
                wait_until(in_state(worker, "no_broker"))
                assert health(worker, "live")[0] == 200
                assert health(worker)[0] == 503
                time.sleep(8)
                assert health(worker)[1]["state"] == "no_broker", "longer than a worker may stand still, and not its fault"
            finally:
                os.killpg(broker.process.pid, signal.SIGCONT)
            wait_until(in_state(worker, "running"))
            wire.put(item(1))
            assert source_events(wire.records(1)) == {"item-1"}


def test_a_worker_that_is_told_to_end_says_so_while_it_finishes(wire: Wire) -> None:
    wire.put(*(item(number) for number in range(1_000)))
    with wire.worker(batch_items=1_000) as worker:
        wait_until(in_state(worker, "running"))
        worker.process.send_signal(signal.SIGTERM)
        states = []
        while worker.process.poll() is None:
            try:
                states.append(health(worker))
            except OSError:
                break
        assert (503, "stopping") in {(status, body["state"]) for status, body in states}
        assert worker.ended() == 0


@on_one_broker
@pytest.mark.parametrize("program", [PAUSED, HANGING], ids=["a partition stays paused", "its loop hangs"])
def test_a_worker_that_stands_still_though_there_are_items_ends_so_that_it_is_started_again(wire: Wire, program: str) -> None:
    with wire.worker(command=("-c", program), delivery_timeout_seconds=2, stuck_seconds=1) as worker:
        wait_until(in_state(worker, "running"))
        time.sleep(0.5)
        wire.put(*(item(number) for number in range(20)))
        assert worker.ended() == 1
        last_line = worker.log.splitlines()[-1]
        assert "the worker stopped, so that no item is lost: nothing was taken from" in last_line
        assert "though it has items" in last_line
    with wire.worker() as worker:
        assert len(source_events(wire.records(20))) == 20
        assert worker.end() == 0


@on_one_broker
def test_an_idle_worker_is_not_stuck(wire: Wire) -> None:
    wire.put(*(item(number) for number in range(20)))
    with wire.worker(delivery_timeout_seconds=1, stuck_seconds=5) as worker:
        wire.records(20)
        time.sleep(8)
        assert health(worker)[0] == 200
        assert worker.metrics()["barqiya_lag_items"] == 0
        assert worker.end() == 0


@on_one_broker
def test_too_many_rejects_in_a_row_stop_the_worker_and_its_supervisor(wire: Wire) -> None:
    wire.put(*(item(number) for number in range(5)), *unreadable(40, first=5))
    with wire.worker(max_consecutive_rejects=20) as worker:
        assert worker.ended() == 3
        last_line = worker.log.splitlines()[-1]
        assert "the worker stopped, so that no item is lost: 20 items in a row were to be rejected, the last of them" in last_line
        assert "(empty)" in last_line
    assert len(wire.rejects(19)) == 19, "the 20th stays where it is"
    assert sum(wire.committed().values()) < 25

    with wire.worker(max_consecutive_rejects=20, workers=2) as supervisor:
        assert supervisor.ended() == 3
        assert "20 items in a row were to be rejected" in supervisor.log.splitlines()[-1]
        assert "started again" not in supervisor.log

    with wire.worker() as worker:
        assert len(source_events(wire.records(5))) == 5
        wait_until(lambda: sum(wire.committed().values()) == 45)
        assert worker.end() == 0


@on_one_broker
def test_too_large_a_share_of_rejects_stops_the_worker(wire: Wire) -> None:
    mixed = [message for number in range(40) for message in (*unreadable(2, first=2 * number), item(1_000 + number))]
    wire.put(*mixed)
    with wire.worker(max_reject_share=0.5, reject_window_items=60) as worker:
        assert worker.ended() == 3
        assert "40 of the last 60 items were to be rejected" in worker.log.splitlines()[-1]
    with wire.worker(max_reject_share=0.7, reject_window_items=60) as worker:
        wait_until(lambda: sum(wire.committed().values()) == len(mixed))
        assert worker.end() == 0


@pytest.mark.parametrize("bootstrap_servers", ["kafka"], indirect=True)
def test_a_reject_that_can_not_be_published_stops_the_worker_with_its_reason(wire: Wire) -> None:
    with wire.worker() as worker:
        worker.ready()
        asyncio.run(lower_limit(wire, 1_000))
        wire.put(item(1, payload=b" " * 5_000))
        assert worker.ended() == 1
        assert (
            "the worker stopped, so that no item is lost: a message was not acknowledged: MessageSizeTooLarge"
            in worker.log.splitlines()[-1]
        )
    assert sum(wire.committed().values()) == 0


async def lower_limit(wire: Wire, size: int) -> None:
    """Let the topic of rejects take less than a reject has."""
    admin = AIOKafkaAdminClient(bootstrap_servers=wire.settings.bootstrap_servers)
    await admin.start()
    try:
        resource = ConfigResource(ConfigResourceType.TOPIC, wire.topics.rejects.name, configs={"max.message.bytes": str(size)})
        await admin.alter_configs([resource])
    finally:
        await admin.close()
