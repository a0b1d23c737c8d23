"""Nothing is lost when brokers of Apache Kafka die, freeze or fill up: counted on the topics themselves, page by page."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conservation import assert_conserved, until_done, wait_until
from crew import Crew
from pages import pages
from wire import Wire, wire_on

from deploy.kafka import ApacheKafka, Node
from tests.apache import apache_kafka

pytestmark = [pytest.mark.broker, pytest.mark.cluster, pytest.mark.timeout(900)]

DISK = "600m"


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of DISK bytes where one may be mounted, which takes root; else a folder like any other."""
    folder = tmp_path_factory.mktemp("disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], capture_output=True, check=False)
    yield folder
    if mounted.returncode == 0:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def kafka(disk: Path) -> Iterator[ApacheKafka]:
    """One node, which the tests kill, and start again. What it says is not on the disk: it is to say that the disk is full."""
    with apache_kafka(config={"log.dirs": str(disk / "data")}) as kafka:
        yield kafka


@pytest.fixture
def node(kafka: ApacheKafka) -> Node:
    return kafka.nodes[0]


@pytest.fixture
def wire(kafka: ApacheKafka, tmp_path: Path) -> Wire:
    return wire_on(kafka.bootstrap_servers, tmp_path)


def test_the_only_broker_is_killed_and_comes_back(node: Node, wire: Wire) -> None:
    wire.put(*pages(range(3_000)))
    with Crew(wire, 2) as crew:
        until_done(wire, 500)
        node.kill()
        time.sleep(2)
        node.start()
        node.wait_until_started()
        assert_conserved(wire, range(3_000))

    # It was away for less than the delivery time-out.
    assert crew.ended == []


def test_the_only_broker_is_frozen_for_30_seconds(node: Node, wire: Wire) -> None:
    wire.put(*pages(range(3_000)))
    with Crew(wire, 2) as crew:
        until_done(wire, 500)
        node.freeze()
        time.sleep(30)
        node.thaw()
        assert_conserved(wire, range(3_000))

    assert crew.ended == []


def test_the_disk_of_the_broker_is_full(disk: Path, node: Node, wire: Wire) -> None:
    if not disk.is_mount():
        pytest.skip("no disk may be mounted here, to be filled up")
    wire.put(*pages(range(2_000)))
    filling = fill(disk, but=200_000)

    with Crew(wire, 1, delivery_timeout_seconds=5) as crew:
        wait_until(lambda: not node.alive)
        assert "No space left on device" in node.log or "SIGBUS" in node.log
        wait_until(lambda: len(crew.ended) > 0)
        filling.unlink()
        node.start()
        node.wait_until_started()
        assert_conserved(wire, range(2_000))

    assert "the worker stopped, so that no item is lost" in crew.ended[0]


def fill(disk: Path, but: int) -> Path:
    """Fill a disk until only `but` bytes are free. Gives the file that does it."""
    filling = disk / "filling"
    with filling.open("wb") as file:
        space = os.statvfs(disk)
        os.posix_fallocate(file.fileno(), 0, space.f_bavail * space.f_frsize - but)
    return filling


def test_of_three_brokers_the_one_that_leads_is_killed_and_comes_back(tmp_path: Path) -> None:
    with apache_kafka(3) as kafka:
        wire = wire_on(kafka.bootstrap_servers, tmp_path, replication_factor=3)
        wire.put(*pages(range(3_000)))
        with Crew(wire, 2) as crew:
            until_done(wire, 500)
            leader = kafka.nodes[leader_of(wire) - 1]
            leader.kill()
            assert_conserved(wire, range(3_000))

            leader.start()
            leader.wait_until_started()
            wire.put(*pages(range(3_000, 4_000)))
            assert_conserved(wire, range(4_000))
        assert crew.ended == []


def leader_of(wire: Wire) -> int:
    """The node that leads the first partition of the briefs."""
    (topic,) = wire.ask(lambda admin: admin.describe_topics([wire.topics.briefs.name]))
    return next(int(partition["leader"]) for partition in topic["partitions"] if partition["partition"] == 0)
