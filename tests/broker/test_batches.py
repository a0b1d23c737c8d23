"""Records that go out in batches are where, and in the order in which, aiokafka's own `send` would have put them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from wire import Wire

from streams.agents.delivery import Deliveries
from streams.agents.outgoing import Outgoing

pytestmark = pytest.mark.broker

BATCH_BYTES = 4_096


@asynccontextmanager
async def delivering(wire: Wire, limit: int = 50) -> AsyncIterator[tuple[AIOKafkaProducer, Deliveries[int], list[list[int]]]]:
    """Deliveries that work, and the groups that were acknowledged."""
    groups: list[list[int]] = []

    async def acknowledge() -> None:
        async for group in deliveries.acknowledged():
            groups.append([delivered.item for delivered in group])  # noqa: PERF401  (it never ends)

    async with AIOKafkaProducer(bootstrap_servers=wire.settings.bootstrap_servers, acks="all", max_batch_size=BATCH_BYTES) as producer:
        deliveries: Deliveries[int] = Deliveries(producer, limit=limit, wait_seconds=0.005, timeout_seconds=30)
        tasks = [asyncio.create_task(deliveries.sent()), asyncio.create_task(acknowledge())]
        try:
            yield producer, deliveries, groups
            assert not any(task.done() for task in tasks)
        finally:
            for task in tasks:
                task.cancel()


async def read(wire: Wire, topic: str, count: int) -> dict[int, list[tuple[bytes | None, bytes]]]:
    """Keys and values on each partition, in order."""
    found: dict[int, list[tuple[bytes | None, bytes]]] = defaultdict(list)
    async with AIOKafkaConsumer(bootstrap_servers=wire.settings.bootstrap_servers, auto_offset_reset="earliest") as consumer:
        consumer.assign([TopicPartition(topic, partition) for partition in range(wire.settings.partitions)])
        async with asyncio.timeout(30):
            while sum(map(len, found.values())) < count:
                for partition, records in (await consumer.getmany(timeout_ms=200)).items():
                    found[partition.partition] += [(record.key, record.value) for record in records]
    return found


def message(topic: str, number: int, size: int = 500, keys: int = 7) -> Outgoing:
    key = f"https://agency-{number % keys}.example".encode()
    return Outgoing(topic=topic, key=key, value=f"{number:06}".encode().ljust(size, b"."), headers=(("ce_id", b"%d" % number),))


def test_they_are_where_send_puts_them_and_in_order(wire: Wire) -> None:
    stories, briefs = wire.topics.stories.name, wire.topics.briefs.name

    async def main() -> None:
        async with delivering(wire) as (producer, deliveries, groups):
            for number in range(600):
                await deliveries.put(number, [message(stories, number), message(stories, number)])
                assert deliveries.items <= 50
            deliveries.hurry()
            await deliveries.all_acknowledged()
            assert [item for group in groups for item in group] == list(range(600))
            for number in range(600):
                await producer.send(briefs, message(briefs, number).value, message(briefs, number).key)
            await producer.flush()
        batched, sent = await read(wire, stories, 1_200), await read(wire, briefs, 600)
        assert {partition: found[::2] for partition, found in batched.items()} == sent
        assert {partition: found[1::2] for partition, found in batched.items()} == sent

    asyncio.run(main())


def test_a_message_larger_than_a_batch_goes_out_in_one_of_its_own_and_one_without_key_anywhere(wire: Wire) -> None:
    rejects = wire.topics.rejects.name

    async def main() -> None:
        async with delivering(wire) as (_, deliveries, groups):
            sizes = [10, 5 * BATCH_BYTES, 10, BATCH_BYTES - 100, 10]
            await deliveries.put(0, [message(rejects, number, size, keys=1) for number, size in enumerate(sizes)])
            await deliveries.put(1, [Outgoing(topic=rejects, key=None, value=b"no key", headers=())])
            await deliveries.put(2, [])
            deliveries.hurry()
            await deliveries.all_acknowledged()
            await asyncio.sleep(0)
            assert [item for group in groups for item in group] == [0, 1, 2]
        found = await read(wire, rejects, len(sizes) + 1)
        of_key = [[int(value[:6]) for key, value in records if key is not None] for records in found.values()]
        assert max(of_key) == [0, 1, 2, 3, 4]
        assert sum(value == b"no key" for records in found.values() for _, value in records) == 1

    asyncio.run(main())
