"""Messages onto the raw topic: every delivery acknowledged by all replicas, order kept within a source, memory bounded."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import msgspec
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaError, MessageSizeTooLargeError
from aiokafka.structs import RecordMetadata

from streams.intake.event import place_of
from streams.pipeline import Message
from streams.security import nobody_answers, security
from streams.settings import Settings
from streams.topics import Topics, batch_bytes

# Deliveries under way at once: enough to fill batches on every partition, few enough that pages of some kilobytes stay within megabytes.
WINDOW_ITEMS = 1_000
WINDOW_BYTES = 16 * 1024 * 1024

_T = TypeVar("_T")


class PublishError(Exception):
    """An item could not be put on the raw topic. `put` items were acknowledged before it was noticed."""

    def __init__(self, message: str, put: int) -> None:
        super().__init__(message)
        self.put = put


class Delivery(msgspec.Struct, frozen=True):
    """A message that is on the topic now, and where."""

    message: Message
    partition: int
    offset: int


OnDelivery = Callable[[Delivery], None]


class RawProducer:
    """Puts messages on the raw topic in their order, with a bounded number of deliveries under way.

    The producer isn't an idempotent one, because the embedded broker can't serve it: a retry may repeat an item, and the
    same item gives the same record ids. aiokafka keeps one request a partition under way, so retries don't change the order.
    """

    def __init__(self, producer: AIOKafkaProducer, topic: str, on_delivery: OnDelivery | None = None) -> None:
        self.put_items = 0
        self._producer = producer
        self._topic = topic
        self._on_delivery = on_delivery
        self._under_way: dict[asyncio.Future[RecordMetadata], Message] = {}
        self._bytes = 0
        self._failed: tuple[Message, BaseException] | None = None

    async def put(self, message: Message) -> None:
        """Hand `message` to the broker; waits while too many deliveries are under way.

        Raises:
            PublishError: This message, or one before it, was not taken.
        """
        while self._under_way and (len(self._under_way) >= WINDOW_ITEMS or self._bytes + message.size > WINDOW_BYTES):
            await asyncio.wait([next(iter(self._under_way))])
        if self._failed is None:
            try:
                future = await self._producer.send(self._topic, message.value, message.key, headers=list(message.headers))
            except KafkaError as error:
                self._failed = (message, error)
            else:
                self._under_way[future] = message
                self._bytes += message.size
                future.add_done_callback(self._settled)
        if self._failed is not None:
            await self.flush()

    async def flush(self) -> None:
        """Wait until all that was put is acknowledged. Raises PublishError when something was not taken."""
        while self._under_way:
            await asyncio.wait([next(iter(self._under_way))])
        if self._failed is not None:
            message, error = self._failed
            raise self._error(message, error) from error

    def _settled(self, future: asyncio.Future[RecordMetadata]) -> None:
        message = self._under_way.pop(future)
        self._bytes -= message.size
        error = future.exception()
        if error is not None:
            self._failed = self._failed or (message, error)
            return
        self.put_items += 1
        if self._on_delivery is not None:
            metadata = future.result()
            self._on_delivery(Delivery(message, metadata.partition, metadata.offset))

    def _error(self, message: Message, error: BaseException) -> PublishError:
        if isinstance(error, MessageSizeTooLargeError):
            why = f"{message.size:,} bytes are more than {self._topic} takes"
        else:
            why = f"{self._topic} did not take it: {error}"
        return PublishError(f"{place_of(message)}: {why}; items put before it: {self.put_items:,}", self.put_items)


@asynccontextmanager
async def raw_producer(
    bootstrap_servers: str, topic: str, settings: Settings, on_delivery: OnDelivery | None = None
) -> AsyncIterator[RawProducer]:
    """A RawProducer for `topic`, which has to exist. Raises PublishError where no broker answers."""
    timeout_ms = int(settings.delivery_timeout_seconds * 1000)
    producer = AIOKafkaProducer(
        bootstrap_servers=bootstrap_servers,
        acks="all",
        # Batches fill while a request is under way; a page that comes alone goes out at once.
        linger_ms=0,
        max_batch_size=batch_bytes(Topics.of(settings).raw),
        max_request_size=settings.max_message_bytes,
        request_timeout_ms=timeout_ms,
        **security(settings),
    )
    try:
        await producer.start()
    except KafkaConnectionError as error:
        await producer.stop()
        raise PublishError(nobody_answers(bootstrap_servers, settings), 0) from error
    try:
        yield RawProducer(producer, topic, on_delivery)
    finally:
        await producer.stop()


def publish(
    messages: Iterable[Message], *, bootstrap_servers: str, topic: str, settings: Settings, on_delivery: OnDelivery | None = None
) -> int:
    """Put `messages` on `topic`, which has to exist, and give their number once all are acknowledged.

    `messages` is read here, in the calling thread, and the deliveries run in another: an event that comes down a slow pipe
    is on the topic before the next one is read, and an interrupt ends the wait for a pipe.

    Raises:
        PublishError: No broker answers, or an item was not taken; those before it are on the topic.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="raw-producer", daemon=True)
    thread.start()

    def run(coroutine: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    context = raw_producer(bootstrap_servers, topic, settings, on_delivery)
    try:
        producer = run(context.__aenter__())
        try:
            for message in messages:
                run(producer.put(message))
            run(producer.flush())
        finally:
            run(context.__aexit__(None, None, None))
        return producer.put_items
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
