"""Nothing is lost on Apache Kafka, whoever is killed: counted on the topics themselves, page by page."""

from __future__ import annotations

import random
import time

import pytest
from aiokafka.admin import NewPartitions
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from conservation import assert_conserved, until_done, wait_until
from crew import Crew
from pages import is_unreadable, large_page, page, pages, records_of_page
from wire import Wire

from deploy.kafka import ApacheKafka

pytestmark = [pytest.mark.broker, pytest.mark.cluster, pytest.mark.timeout(900)]


@pytest.mark.timeout(2_400)
def test_50000_pages_through_20_kills_of_a_worker(kafka_wire: Wire) -> None:
    count, kills = 50_000, 20
    chance = random.Random()
    kafka_wire.put(*pages(range(count)))

    with Crew(kafka_wire, 2) as crew:
        for kill in range(kills):
            until_done(kafka_wire, count * kill // (kills + 1))
            time.sleep(chance.random())
            assert kafka_wire.done() < count, "it was to be killed in the middle"
            crew.kill_one(chance)
        account = assert_conserved(kafka_wire, range(count), timeout=600)

    assert crew.ended == []
    assert account.repeats > 0


def test_workers_that_join_and_leave(kafka_wire: Wire) -> None:
    joining, leaving = 6_000, 14_000
    kafka_wire.put(*pages(range(joining)))

    with Crew(kafka_wire, 1) as crew:
        (first,) = crew.workers
        until_done(kafka_wire, 500)
        second, third = crew.join(), crew.join()
        second.ready()
        third.ready()
        kafka_wire.put(*pages(range(joining, leaving)))
        until_done(kafka_wire, joining)
        assert crew.leave(first) == 0
        assert crew.leave(second) == 0
        assert kafka_wire.done() < leaving, "they were to leave in the middle"
        assert_conserved(kafka_wire, range(leaving))

    assert crew.ended == []


def test_a_limit_that_is_lowered_under_a_running_worker(kafka_wire: Wire) -> None:
    limit = 20_000
    large = range(100, 400, 50)

    with Crew(kafka_wire, 1) as crew:
        kafka_wire.put(*pages(range(100)))
        until_done(kafka_wire, 100)
        names = (kafka_wire.topics.stories.name, kafka_wire.topics.briefs.name)
        lower = [ConfigResource(ConfigResourceType.TOPIC, name, configs={"max.message.bytes": str(limit)}) for name in names]
        kafka_wire.ask(lambda admin: admin.alter_configs(lower))
        time.sleep(1)  # until the broker goes by it
        kafka_wire.put(*(large_page(number, limit) if number in large else page(number) for number in range(100, 400)))
        account = assert_conserved(kafka_wire, range(400), rejected=lambda number: number in large or is_unreadable(number))

    # It stopped once, and knew the limit when it came back.
    assert [line for line in crew.ended if "MessageSizeTooLarge" in line] == crew.ended
    assert len(crew.ended) == 1
    assert account.rejected == {"empty": sum(map(is_unreadable, range(400))), "record_too_large": len(large)}


def test_a_topic_that_is_gone(kafka_wire: Wire) -> None:
    stories = kafka_wire.topics.stories.name
    with Crew(kafka_wire, 1, delivery_timeout_seconds=4) as crew:
        kafka_wire.put(*pages(range(100)))
        until_done(kafka_wire, 100)
        kafka_wire.ask(lambda admin: admin.delete_topics([stories]))
        # What comes before the broker has done so is on a topic that will be gone, and deleted with it.
        wait_until(lambda: stories not in kafka_wire.ask(lambda admin: admin.list_topics()))
        time.sleep(1)
        kafka_wire.put(*pages(range(100, 600)))
        assert_conserved(kafka_wire, range(600), deleted=[number for number in range(100) if records_of_page(number) > 1])

    assert crew.ended
    assert all("the worker stopped, so that no item is lost" in line for line in crew.ended)


def test_partitions_that_are_added_to_the_raw_topic(kafka_wire: Wire) -> None:
    raw = kafka_wire.topics.raw.name
    with Crew(kafka_wire, 2) as crew:
        kafka_wire.put(*pages(range(1_000)))
        crew.ready()
        kafka_wire.ask(lambda admin: admin.create_partitions({raw: NewPartitions(total_count=9)}))
        # Kafka gives most sources another partition from here on; one's pages of before are to be done before, to keep their order.
        assert_conserved(kafka_wire, range(1_000))
        kafka_wire.put(*pages(range(1_000, 2_000)))
        # Kafka's own five minutes, after which a consumer looks for new partitions, would be too late.
        assert_conserved(kafka_wire, range(2_000), timeout=200)
        assert sum(kafka_wire.committed(range(4, 9)).values()) > 0

    assert crew.ended == []


def test_a_quota_of_the_broker(kafka_cluster: ApacheKafka, kafka_wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    # A name that no other worker on this broker has, in Faust's own setting.
    monkeypatch.setenv("BROKER_CLIENT_ID", kafka_wire.settings.group_id)
    clients = ("--entity-type", "clients", "--entity-name", kafka_wire.settings.group_id)
    kafka_cluster.tool("kafka.admin.ConfigCommand", "--alter", *clients, "--add-config", "producer_byte_rate=30000")
    kafka_wire.put(*pages(range(400)))

    # A session that a busy machine does not let expire: what it had in hand would be repeated.
    with Crew(kafka_wire, 1, session_timeout_seconds=30) as crew:
        crew.ready()
        began = time.monotonic()
        account = assert_conserved(kafka_wire, range(400))
        assert time.monotonic() - began > 5, "it was to be slowed down"

    assert crew.ended == []
    assert account.repeats == 0
