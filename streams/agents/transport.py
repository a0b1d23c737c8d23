"""Where Faust meets Kafka: its aiokafka transport, with what Faust does not let settings decide.

- Consumer and producer are made from the tables of `knobs`.
- The producer is idempotent where the broker can serve one, so that a retry after a lost acknowledgement does not write twice.
- The aiokafka producer is reachable: `topic.send` gives Faust's own futures, which cost a quarter of the throughput and only log
  a delivery that failed.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, cast

import faust
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from aiokafka.client import AIOKafkaClient
from aiokafka.coordinator.assignors.roundrobin import RoundRobinPartitionAssignor
from aiokafka.errors import KafkaError, NoError, for_code
from aiokafka.protocol.transaction import InitProducerIdRequest
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka as driver

from streams.agents.knobs import consumer_arguments, producer_arguments
from streams.agents.polls import PollConsumer
from streams.agents.progress import Place
from streams.security import security
from streams.settings import Settings

PROBE_SECONDS = 10.0
"""How long a broker may take to say whether it serves idempotent producers; Apache Kafka's coordinator loads in a second or two."""

_log = logging.getLogger(__name__)


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread with an aiokafka consumer made from our own arguments."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.received: dict[TopicPartition, int] = {}

    async def _fetch_records(
        self,
        consumer: AIOKafkaConsumer,
        active_partitions: set[faust.types.TP],
        timeout: float | None = None,  # noqa: ASYNC109  (Faust's signature)
        max_records: int | None = None,
    ) -> RecordMap:
        """What the client has for us; remembers to where that is, since Faust drops it where a partition was paused meanwhile."""
        records = await super()._fetch_records(consumer, active_partitions, timeout, max_records)
        self.received.update({partition: batch[-1].offset + 1 for partition, batch in records.items() if batch})
        return records

    async def seek_to_committed(self) -> Mapping[faust.types.TP, int]:
        """Go to what was committed, and to the beginning of a partition of which nothing was.

        After a rebalance Faust drops what was fetched before the flow goes on, and seeks back. aiokafka leaves a partition without a
        committed offset where it is, which is behind what was dropped: 500 items were seen to be lost so.
        """
        committed: Mapping[faust.types.TP, int] = await self.call_thread(self._seek)
        return committed

    async def _seek(self) -> Mapping[TopicPartition, int]:
        consumer = self._ensure_consumer()
        committed: Mapping[TopicPartition, int] = await consumer.seek_to_committed()
        fresh = [partition for partition, offset in committed.items() if not offset]
        if fresh:
            await consumer.seek_to_beginning(*fresh)
        return committed

    def _create_worker_consumer(self, transport: driver.Transport) -> AIOKafkaConsumer:
        settings = _settings_of(self.app)
        return AIOKafkaConsumer(
            client_id=self.app.conf.broker_client_id,
            group_id=self.app.conf.id,
            bootstrap_servers=driver.server_list(transport.url, transport.default_port),
            partition_assignment_strategy=[RoundRobinPartitionAssignor],
            **consumer_arguments(settings),
            **security(settings),
        )


class Consumer(PollConsumer):
    """Faust's consumer on that thread, which hands over a poll at a time."""

    _thread: ConsumerThread

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def places(self) -> dict[TopicPartition, Place]:
        """How far this is on each partition that is assigned. Safe from any thread."""
        kafka = self._thread._consumer
        assignment = None if kafka is None else kafka._subscription.subscription and kafka._subscription.subscription.assignment
        if not assignment:
            return {}
        states = {partition: assignment.state_value(partition) for partition in assignment.tps}
        return {
            partition: Place(
                fetched=state.position if state.has_valid_position else None,
                received=self._thread.received.get(partition),
                committed=self._committed_offset.get(partition),
            )
            for partition, state in states.items()
            if state is not None
        }


class Producer(driver.Producer):
    """Faust's producer, idempotent where the broker can serve that."""

    _idempotent = False

    @property
    def kafka(self) -> AIOKafkaProducer:
        """The aiokafka producer. Raises faust.exceptions.NotReady before the start and after the end."""
        return self._ensure_producer()

    async def on_start(self) -> None:
        """Find out what the broker can do, then start."""
        self._idempotent = await gives_producer_ids(_settings_of(self.app))
        if not self._idempotent:
            _log.info("the broker serves no idempotent producers: a retry may write a record twice, with the same id")
        await super().on_start()

    async def flush(self) -> None:
        """Wait for nothing: an item is acknowledged, and then committed, when its messages are.

        Faust flushes before each commit, which under load is a wait for what came after.
        """

    def _settings_auth(self) -> Mapping[str, Any]:
        return security(_settings_of(self.app))

    def _settings_extra(self) -> Mapping[str, Any]:
        arguments = producer_arguments(_settings_of(self.app))
        return arguments | {"enable_idempotence": self._idempotent, "max_batch_size": self.max_batch_size}


class Transport(driver.Transport):
    """The transport with our consumer and producer."""

    Consumer = Consumer
    Producer = Producer


# Each of Faust's classes logs under the name of its module, a subclass under its own; levels are set for Faust's names.
ConsumerThread.logger = Consumer.logger = Producer.logger = driver.logger


def _settings_of(app: faust.types.AppT) -> Settings:
    """Ours: Faust's own settings would hold the password, and show it."""
    settings: Settings = cast("Any", app).settings
    return settings


async def gives_producer_ids(settings: Settings) -> bool:
    """Whether the broker serves idempotent producers: Apache Kafka does, the embedded broker says so and fails.

    A broker that has just started may still be loading its state, which is no answer; it is asked again for PROBE_SECONDS.
    """
    client = AIOKafkaClient(bootstrap_servers=settings.bootstrap_servers, **security(settings))
    deadline = time.monotonic() + PROBE_SECONDS
    try:
        await client.bootstrap()
        while True:
            error = await _asked_for_producer_id(client)
            _log.debug("answer to a request for a producer id: %s", error.__name__)
            if not getattr(error, "retriable", False) or time.monotonic() > deadline:
                return error is NoError
            await asyncio.sleep(0.2)
    except KafkaError as error:
        _log.debug("no answer to a request for a producer id: %r", error)
        return False
    finally:
        await client.close()


async def _asked_for_producer_id(client: AIOKafkaClient) -> type[KafkaError]:
    request = InitProducerIdRequest(transactional_id=None, transaction_timeout_ms=60_000)
    response = await client.send(client.get_random_node(), request)
    answer: type[KafkaError] = for_code(response.error_code)
    return answer
