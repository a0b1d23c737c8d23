"""Deliveries: what is handed to the broker for each item, and which items are safe because the broker has acknowledged all of it."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from typing import Generic, TypeVar

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from aiokafka.structs import RecordMetadata

from streams.agents.outgoing import Outgoing

_Item = TypeVar("_Item")


class DeliveryFailed(Exception):  # noqa: N818  (named for what happened)
    """The broker did not take a message, or did not say so in time. Its item is not acknowledged and is read again."""


class Delivered(msgspec.Struct, Generic[_Item], frozen=True):
    """An item all of whose messages are acknowledged, and the seconds that took."""

    item: _Item
    seconds: float


class _UnderWay(msgspec.Struct, Generic[_Item], frozen=True):
    item: _Item
    messages: Sequence[asyncio.Future[RecordMetadata]]
    since: float


class Deliveries(Generic[_Item]):
    """Items whose messages are on their way, in the order in which they were put.

    Batches form by themselves: while one is under way, what is put becomes the next. So an item that comes alone waits for nothing, and
    under load a round trip to the broker is shared by hundreds.

    aiokafka has one request under way for a partition and keeps its order in retries, so messages of one key arrive in the
    order in which they were put.

    Args:
        producer: A started producer with acks=all.
        limit: Most items under way.
        timeout_seconds: How long the broker may take to acknowledge a batch.
    """

    def __init__(self, producer: AIOKafkaProducer, *, limit: int, timeout_seconds: float) -> None:
        self._producer = producer
        self._limit = limit
        self._timeout = timeout_seconds
        self._under_way: deque[_UnderWay[_Item]] = deque()
        self._put = asyncio.Event()
        self._room = asyncio.Event()

    async def put(self, item: _Item, messages: Sequence[Outgoing]) -> None:
        """Hand an item's messages to the broker; waits while too many items are under way, or its buffer is full. Raises DeliveryFailed."""
        while len(self._under_way) >= self._limit:
            self._room.clear()
            await self._room.wait()
        since = time.monotonic()
        handed_over = []
        for message in messages:
            try:
                handed_over.append(await self._producer.send(message.topic, message.value, message.key, headers=list(message.headers)))
            except KafkaError as error:
                raise DeliveryFailed(f"{message.topic} did not take a message of {message.size:,} bytes: {error!r}") from error
        self._under_way.append(_UnderWay(item, handed_over, since))
        self._put.set()

    async def all_acknowledged(self) -> None:
        """Wait until nothing is under way, while something else iterates `acknowledged`."""
        while self._under_way:
            self._room.clear()
            await self._room.wait()

    async def acknowledged(self) -> AsyncIterator[list[Delivered[_Item]]]:
        """Without end: the next items, in the order in which they were put, once the broker has acknowledged all their messages.

        Raises:
            DeliveryFailed: A message was not acknowledged, or not in time.
        """
        while True:
            await self._put.wait()
            self._put.clear()
            batch = list(self._under_way)
            await self._wait_for([future for item in batch for future in item.messages])
            now = time.monotonic()
            for _ in batch:
                self._under_way.popleft()
            self._room.set()
            yield [Delivered(item.item, now - item.since) for item in batch]

    async def _wait_for(self, messages: Sequence[asyncio.Future[RecordMetadata]]) -> None:
        done, pending = await asyncio.wait(messages, timeout=self._timeout, return_when=asyncio.FIRST_EXCEPTION)
        failed = next((error for future in done if (error := future.exception()) is not None), None)
        if failed is not None:
            raise DeliveryFailed(f"a message was not acknowledged: {failed!r}") from failed
        if pending:
            raise DeliveryFailed(f"{len(pending)} messages were not acknowledged within {self._timeout:g} seconds")
