"""Read topics from their beginning or from now on, outside of any consumer group."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, ConsumerRecord
from aiokafka.errors import KafkaConnectionError

from streams.cli.group import Failure
from streams.pipeline import Message
from streams.security import nobody_answers, security
from streams.settings import Settings

# A record is shown this long after the broker has it, at the most; an idle reader asks ten times a second.
_FETCH_WAIT_MS = 100


@asynccontextmanager
async def follow(
    bootstrap_servers: str, topics: Sequence[str], settings: Settings, *, from_beginning: bool
) -> AsyncIterator[AsyncIterator[Message]]:
    """The messages of `topics`, without end. On entry the place to read from is settled: what is put on a topic afterwards is read.

    Raises:
        Failure: No broker answers, or one of `topics` is not there. Reading creates no topic.
        TimeoutError: A partition can't be read for as long as a delivery may take.
    """
    consumer = AIOKafkaConsumer(
        bootstrap_servers=bootstrap_servers,
        group_id=None,
        enable_auto_commit=False,
        auto_offset_reset="earliest" if from_beginning else "latest",
        fetch_max_wait_ms=_FETCH_WAIT_MS,
        max_partition_fetch_bytes=settings.max_message_bytes,
        **security(settings),
    )
    try:
        await consumer.start()
        missing = sorted(set(topics) - await consumer.topics())
        if missing:
            raise Failure(f"{bootstrap_servers} has no topic {', '.join(missing)}; `barqiya worker` and `barqiya ingest` create the topics")
        consumer.subscribe(topics)
        async with asyncio.timeout(settings.delivery_timeout_seconds):
            while not _assigned(consumer, topics):  # noqa: ASYNC110  (aiokafka has no event for it)
                await asyncio.sleep(0.01)
            if not from_beginning:
                await _seek_to_now(consumer)
        yield _messages(consumer)
    except KafkaConnectionError as error:
        raise Failure(nobody_answers(bootstrap_servers, settings)) from error
    finally:
        await _stop(consumer)


async def _stop(consumer: AIOKafkaConsumer) -> None:
    try:
        await consumer.stop()
    except asyncio.CancelledError:
        # Where the broker is gone, aiokafka lets the cancellation of its own fetches out, which is not one of this task.
        task = asyncio.current_task()
        if task is None or task.cancelling():
            raise


def _assigned(consumer: AIOKafkaConsumer, topics: Sequence[str]) -> bool:
    return {partition.topic for partition in consumer.assignment()} == set(topics)


async def _seek_to_now(consumer: AIOKafkaConsumer) -> None:
    """Go to the high watermark of every partition.

    `seek_to_end` alone is not enough: it asks ListOffsets, which the embedded broker answers with the second message of the last
    batch. The high watermark that comes with a fetch is right on every broker.
    """
    partitions = consumer.assignment()
    await consumer.seek_to_end(*partitions)
    for partition in partitions:
        while (end := consumer.highwater(partition)) is None:  # noqa: ASYNC110  (nor for this)
            await asyncio.sleep(0.01)
        consumer.seek(partition, end)


async def _messages(consumer: AIOKafkaConsumer) -> AsyncIterator[Message]:
    async for record in consumer:
        yield message_of(record)


def message_of(record: ConsumerRecord[bytes, bytes]) -> Message:
    """A record of aiokafka as a Message."""
    return Message(
        value=record.value,
        headers=tuple((name, value or b"") for name, value in record.headers),
        key=record.key,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=datetime.fromtimestamp(record.timestamp / 1000, UTC),
    )
