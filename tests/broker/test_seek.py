"""What was fetched and dropped at a rebalance is fetched again, whether or not anything of the partition was committed."""

from __future__ import annotations

import asyncio

import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from wire import Wire, item

from streams.agents.transport import ConsumerThread

pytestmark = pytest.mark.broker


class Thread(ConsumerThread):
    """The consumer thread of a worker, as far as it seeks, around a consumer that the test has."""

    def __init__(self, consumer: AIOKafkaConsumer) -> None:
        self._consumer = consumer

    def _ensure_consumer(self) -> AIOKafkaConsumer:
        return self._consumer


@pytest.mark.parametrize("committed", [None, 4])
def test_a_worker_begins_at_what_was_committed_or_at_the_beginning(wire: Wire, committed: int | None) -> None:
    wire.put(*(item(number) for number in range(10)))
    assert asyncio.run(place_after_a_fetch(wire, committed)) == (committed or 0)


async def place_after_a_fetch(wire: Wire, committed: int | None) -> int:
    async with AIOKafkaConsumer(
        bootstrap_servers=wire.settings.bootstrap_servers,
        group_id=wire.settings.group_id,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    ) as consumer:
        consumer.assign([TopicPartition(wire.topics.raw.name, partition) for partition in range(wire.settings.partitions)])
        fetched: dict[TopicPartition, list[object]] = {}
        while not fetched:
            fetched = await consumer.getmany(timeout_ms=300)
        (partition,) = fetched  # they are all of one source
        if committed is not None:
            await consumer.commit({partition: committed})
        await Thread(consumer)._seek()
        place: int = await consumer.position(partition)
        return place
