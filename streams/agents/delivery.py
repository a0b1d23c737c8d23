"""Deliveries: what is handed to the broker for each item, and which items are safe because the broker has acknowledged all of it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Generic, TypeVar

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.producer.message_accumulator import BatchBuilder
from aiokafka.structs import RecordMetadata

from streams.agents.outgoing import Outgoing
from streams.agents.placement import Placement

MOST_BYTES = 16 * 1024 * 1024
"""Bytes of values under way, but for a single item that has more. Items are kilobytes; this is for those that are not."""

_YIELD_SECONDS = 0.005

_Item = TypeVar("_Item")


class DeliveryFailed(Exception):  # noqa: N818  (named for what happened)
    """The broker did not take a message, or did not say so in time. Its item is not acknowledged and is read again."""


class Delivered(msgspec.Struct, Generic[_Item], frozen=True, gc=False):
    """An item all of whose messages are acknowledged, and the seconds that took."""

    item: _Item
    seconds: float


class _Group(Generic[_Item]):
    """Items that go out together: their messages in one batch or more for each partition, acknowledged as batches."""

    def __init__(self) -> None:
        self.items: list[tuple[_Item, float]] = []
        self.count = 0
        self.bytes = 0
        self.batches: list[tuple[str, int, BatchBuilder]] = []
        self.last: dict[tuple[str, int], BatchBuilder] = {}
        """The last batch for each partition."""
        self.of_key: dict[tuple[str, bytes], BatchBuilder] = {}
        """The batch that took the last message of each key of each topic; it may be full."""
        self.acknowledgements: list[asyncio.Future[RecordMetadata]] = []


class Deliveries(Generic[_Item]):
    """Items whose messages are on their way, in the order in which they were put.

    Groups form by themselves: while one waits for its turn, what is put becomes the next. `hurry` says that nothing more is at hand, so
    that an item that comes alone waits for nothing; under load a round trip to the broker is shared by hundreds.

    A batch for a partition has one future; aiokafka's `send` makes one for every message, and asks its metadata and its
    partitioner each time. It has one request under way for a partition and keeps its order in retries, so messages of one key arrive in
    the order in which they were put.

    `sent` and `acknowledged` are to be run beside whoever puts.

    Args:
        producer: A started producer with acks=all.
        limit: Most items under way.
        wait_seconds: How long a group waits to fill, unless told to hurry.
        timeout_seconds: How long the broker may take to acknowledge a batch.
    """

    def __init__(self, producer: AIOKafkaProducer, *, limit: int, wait_seconds: float, timeout_seconds: float) -> None:
        self._producer = producer
        self._placement = Placement(producer)
        self._limit = limit
        self._wait = wait_seconds
        self._timeout = timeout_seconds
        self._open: _Group[_Item] = _Group()
        self._under_way: deque[_Group[_Item]] = deque()
        self.items = 0
        """Items under way that have messages."""
        self._bytes = 0
        self._put = asyncio.Event()
        self._due = asyncio.Event()
        self._sent = asyncio.Event()
        self._room = asyncio.Event()
        self._yielded = time.monotonic()

    async def put(self, item: _Item, messages: Sequence[Outgoing]) -> None:
        """Take an item's messages along with the next group; waits while too much is under way. Raises DeliveryFailed."""
        size = sum([len(message.value) for message in messages])
        while self.items and (self.items >= self._limit or self._bytes + size > MOST_BYTES):
            await self._some_room()
        for message in messages:
            batch = self._open.of_key.get((message.topic, message.key))  # type: ignore[arg-type]  # None finds nothing
            if batch is None or not _appended(batch, message):
                self._append(message, await self._partition_of(message))
        now = time.monotonic()
        self._open.items.append((item, now))
        self._open.bytes += size
        if messages:
            self._open.count += 1
            self.items += 1
        self._bytes += size
        self._put.set()
        if now - self._yielded > _YIELD_SECONDS:
            # To those who send and wait for answers: what is put may take all of this thread's time.
            await asyncio.sleep(0)
            self._yielded = time.monotonic()

    def hurry(self) -> None:
        """Nothing more is at hand: what was put need not wait."""
        self._due.set()

    async def all_acknowledged(self) -> None:
        """Wait until nothing is under way."""
        while self.items:
            await self._some_room()

    async def sent(self) -> None:
        """Without end: send groups, one after the other. Raises DeliveryFailed."""
        while True:
            await self._put.wait()
            await self._until_due()
            group, self._open = self._open, _Group()
            self._put.clear()
            self._due.clear()
            self._placement.look_again()
            for topic, partition, batch in group.batches:
                # A closed batch goes out at once.
                batch.close()
                try:
                    group.acknowledgements.append(await self._producer.send_batch(batch, topic, partition=partition))
                except KafkaError as error:
                    raise DeliveryFailed(f"{topic} did not take a batch of {batch.size():,} bytes: {error!r}") from error
            self._under_way.append(group)
            self._sent.set()

    async def acknowledged(self) -> AsyncIterator[list[Delivered[_Item]]]:
        """Without end: the next items, in the order in which they were put, once the broker has acknowledged all their messages.

        Raises:
            DeliveryFailed: A batch was not acknowledged, or not in time.
        """
        while True:
            while not self._under_way:
                self._sent.clear()
                await self._sent.wait()
            group = self._under_way.popleft()
            await self._wait_for(group.acknowledgements)
            now = time.monotonic()
            self.items -= group.count
            self._bytes -= group.bytes
            self._room.set()
            yield [Delivered(item, now - since) for item, since in group.items]

    async def _partition_of(self, message: Outgoing) -> int:
        try:
            return await self._placement.of(message.topic, message.key)
        except KafkaError as error:
            raise DeliveryFailed(f"{message.topic} did not take a message of {message.size:,} bytes: {error!r}") from error

    def _append(self, message: Outgoing, partition: int) -> None:
        """To the last batch of its partition, or to a new one where that is full or there is none."""
        group, place = self._open, (message.topic, partition)
        batch = group.last.get(place)
        if batch is None or not _appended(batch, message):
            if batch is not None:
                self._due.set()
            batch = group.last[place] = self._producer.create_batch()
            group.batches.append((message.topic, partition, batch))
            # The first message of a batch is taken whatever its size.
            _appended(batch, message)
        if message.key is not None:
            group.of_key[message.topic, message.key] = batch

    async def _some_room(self) -> None:
        if self._open.items:
            self._due.set()
        self._room.clear()
        await self._room.wait()
        self._yielded = time.monotonic()

    async def _until_due(self) -> None:
        if not self._due.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(self._wait):
                    await self._due.wait()

    async def _wait_for(self, batches: Sequence[asyncio.Future[RecordMetadata]]) -> None:
        if not batches:
            return
        done, pending = await asyncio.wait(batches, timeout=self._timeout, return_when=asyncio.FIRST_EXCEPTION)
        failed = next((error for future in done if (error := future.exception()) is not None), None)
        if failed is not None:
            raise DeliveryFailed(f"a message was not acknowledged: {failed!r}") from failed
        if pending:
            raise DeliveryFailed(f"messages in {len(pending)} batches were not acknowledged within {self._timeout:g} seconds")


def _appended(batch: BatchBuilder, message: Outgoing) -> bool:
    """Whether there was room for it."""
    return batch.append(timestamp=None, key=message.key, value=message.value, headers=list(message.headers)) is not None
