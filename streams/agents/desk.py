"""The desk: takes items from the raw topic, publishes what comes of them, and acknowledges an item when that is safe.

An item's offset is committed only after the broker has acknowledged every message that came of the item. So nothing is lost
at any instant; what is read again after a crash gives the same messages, ids included.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import faust
import msgspec
from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition

from schemas import RawItem, Reason, Record, Story
from streams import metrics
from streams.agents.collector import spare_the_collector
from streams.agents.delivery import Deliveries
from streams.agents.limits import RejectLimits, TooManyRejects
from streams.agents.outgoing import Outgoing, record_message, reject_message
from streams.agents.polls import Offsets, Poll
from streams.agents.reject import reject_of
from streams.allowance import allowance
from streams.pipeline import Message, Published, Refused, process_message, warm_up
from streams.pipeline.enrich import enrichments
from streams.pipeline.errors import InternalError, Rejected
from streams.pipeline.process import Outcome
from streams.settings import Settings
from streams.topics import Topics

_log = logging.getLogger(__name__)


class Handled(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What comes of one item: the messages that go out, and what they hold."""

    message: Message
    outgoing: tuple[Outgoing, ...]
    records: tuple[Record, ...] = ()
    rejected: Reason | None = None


class Apart(msgspec.Struct, frozen=True, gc=False):
    """An item that was taken apart, and when."""

    message: Message
    outcome: Outcome
    at: datetime


class Taken(msgspec.Struct, frozen=True, gc=False):
    """An item in hand: where it stands, and what comes of it."""

    partition: TopicPartition
    handled: Handled


class Through(msgspec.Struct, frozen=True):
    """The end of a poll's items: the event to acknowledge after them."""

    event: faust.EventT[Poll]


class ItemsLost(Exception):  # noqa: N818  (named for what happened)
    """Items that were left out because partitions were to be given away did not come again. The worker stops, and they are read again."""


class Desk:
    """Works on the items of one worker.

    Args:
        settings: Limits and time-outs.
        producer: Gives the producer of the running app.
        topics: Gives the topics, with the sizes that they take.
        offsets: Gives who is told, in order, up to where each partition is done with, before the event that brought it is acknowledged.
    """

    def __init__(
        self,
        settings: Settings,
        producer: Callable[[], AIOKafkaProducer],
        topics: Callable[[], Topics],
        offsets: Callable[[], Offsets],
    ) -> None:
        self._settings = settings
        self._topics = topics
        self._producer = producer
        self._offsets = offsets
        self._left: dict[TopicPartition, int] = {}
        self._limits = RejectLimits(settings)
        self._enrichments = enrichments(settings.enrichments)
        self.taken: dict[TopicPartition, int] = {}
        """The offset after the last item taken, of each partition."""
        names = Topics.of(settings)
        labels = {names.stories: "stories", names.briefs: "briefs", names.rejects: "rejects"}
        self._published_bytes = {topic.name: metrics.PUBLISHED_BYTES.labels(label) for topic, label in labels.items()}

    async def run(self, stream: faust.StreamT[Any]) -> None:
        """Work on what arrives until the worker stops.

        Raises DeliveryFailed, here or in a task of the stream, TooManyRejects and ItemsLost; each stops the worker.
        """
        assert isinstance(stream, faust.Stream)  # noqa: S101  (Faust makes no other)
        # In a thread, while the worker joins its group.
        await asyncio.to_thread(warm_up)
        spare_the_collector()
        deliveries: Deliveries[Taken | Through] = Deliveries(
            self._producer(),
            limit=self._settings.batch_items,
            wait_seconds=self._settings.batch_seconds,
            timeout_seconds=self._settings.delivery_timeout_seconds,
        )
        # Not stream.noack(): that is a second stream, whose failure nobody would notice.
        stream.enable_acks = False
        stream.add_future(deliveries.sent())
        stream.add_future(self._acknowledge(stream, deliveries))
        at_work = stream.app.flow_control.is_active
        ready: Any = stream.channel
        async for event in stream.events():
            poll: Any = event.value
            await self._take(poll, at_work, deliveries)
            await deliveries.put(Through(event), ())
            if ready.queue.empty():
                deliveries.hurry()

    async def _take(self, poll: Poll, at_work: Callable[[], bool], deliveries: Deliveries[Taken | Through]) -> None:
        """Take the items of a poll apart; leave the rest out where the worker is to give its partitions away.

        Items are taken apart for a batch's time, and then published: what publishes them is still in the processor's caches from
        one to the next, where the pipeline would have driven it out. Their records would wait for their batch as long in any case.
        """
        apart: list[tuple[TopicPartition, Apart]] = []
        due = time.monotonic() + self._settings.batch_seconds
        for partition, records in poll:
            self._look_for_lost(partition, records[0].offset)
            for record in records:
                if not at_work():
                    # Like what Faust drops from its queues then, they are read again, from what is committed.
                    self._left[partition] = record.offset
                    break
                apart.append((partition, self._apart(message_of(record))))
                if time.monotonic() > due:
                    await self._publish(apart, deliveries)
                    apart = []
                    due = time.monotonic() + self._settings.batch_seconds
        await self._publish(apart, deliveries)

    async def _publish(self, apart: Sequence[tuple[TopicPartition, Apart]], deliveries: Deliveries[Taken | Through]) -> None:
        for partition, item in apart:
            metrics.ITEMS_RECEIVED.inc()
            metrics.ITEM_BYTES.observe(item.message.size)
            handled = self._handled(item)
            self.taken[partition] = item.message.offset + 1
            try:
                self._hold_to_limits(handled)
            except TooManyRejects:
                # Those before it are on their way, and worth a look by whoever comes to see.
                await deliveries.all_acknowledged()
                raise
            await deliveries.put(Taken(partition, handled), handled.outgoing)
        metrics.ITEMS_IN_FLIGHT.set(deliveries.items)
        # To those who send and wait for answers: a page may take all of this thread's time.
        await asyncio.sleep(0)

    def _look_for_lost(self, partition: TopicPartition, offset: int) -> None:
        """Raises ItemsLost. Faust seeks back after each rebalance; to go on without would commit past what was left out.

        Another worker may have had the partition meanwhile, and have committed more.
        """
        left = self._left.pop(partition, None)
        if left is not None and offset > left and (self._offsets().committed(partition) or 0) <= left:
            raise ItemsLost(f"{partition.topic}/{partition.partition} goes on at {offset}, and {left} was left out")

    def _hold_to_limits(self, handled: Handled) -> None:
        """Raises TooManyRejects."""
        if handled.rejected is None:
            self._limits.published()
        else:
            where = handled.message
            self._limits.rejected(f"{where.topic}/{where.partition}/{where.offset} ({handled.rejected})")

    def handle(self, message: Message) -> Handled:
        """What comes of one item. Never raises: a fault of the program becomes a reject, and the item is kept."""
        return self._handled(self._apart(message))

    def _apart(self, message: Message) -> Apart:
        now = datetime.now(UTC)
        try:
            outcome = process_message(
                message,
                processed_at=now,
                max_item_bytes=self._settings.max_item_bytes,
                within_budget=allowance(self._settings.max_item_seconds),
                on_stage=metrics.StageClock(),
                enrichments=self._enrichments,
            )
        except Exception as error:
            outcome = self._fault(message, None, error)
        return Apart(message, outcome, now)

    def _handled(self, apart: Apart) -> Handled:
        message, outcome = apart.message, apart.outcome
        if isinstance(outcome, Published):
            clock = metrics.StageClock()
            try:
                if not outcome.records:
                    raise InternalError("the item was published as no record at all", "classify")
                topics = self._topics()
                outgoing = tuple([record_message(record, outcome.raw, topics) for record in outcome.records])
                clock("encode")
                return Handled(message=message, outgoing=outgoing, records=outcome.records)
            except Rejected as refusal:
                outcome = Refused.of(outcome.raw, refusal)
            except Exception as error:
                outcome = self._fault(message, outcome.raw, error)
        return self._rejected(message, outcome, apart.at)

    def _fault(self, message: Message, raw: RawItem | None, error: Exception) -> Refused:
        _log.error("%s/%s/%s: fault of the program, the item is rejected", message.topic, message.partition, message.offset, exc_info=error)
        return Refused.of(raw, InternalError.of(error, "publish"))

    def _rejected(self, message: Message, refused: Refused, now: datetime) -> Handled:
        reject = reject_of(message, refused, now)
        return Handled(message=message, outgoing=(reject_message(message, reject, self._topics()),), rejected=reject.reason)

    async def _acknowledge(self, stream: faust.Stream[Any], deliveries: Deliveries[Taken | Through]) -> None:
        """Acknowledge items, and count them, in the order in which they were taken: Faust commits up to the last one."""
        async for group in deliveries.acknowledged():
            items = [delivered.item for delivered in group if isinstance(delivered.item, Taken)]
            self._offsets().finish({item.partition: item.handled.message.offset + 1 for item in items})
            for delivered in group:
                if isinstance(delivered.item, Taken):
                    metrics.DELIVER_SECONDS.observe(delivered.seconds)
                else:
                    await stream.ack(delivered.item.event)
            self._count([item.handled for item in items])
            metrics.ITEMS_IN_FLIGHT.set(deliveries.items)

    def _count(self, items: Sequence[Handled]) -> None:
        """Count what was acknowledged; a counter is told once for all of it."""
        now = datetime.now(UTC)
        sizes: Counter[str] = Counter()
        records: Counter[tuple[str, str]] = Counter()
        for handled in items:
            for outgoing in handled.outgoing:
                sizes[outgoing.topic] += len(outgoing.value)
            for record in handled.records:
                records["story" if isinstance(record, Story) else "brief", record.language] += 1
            if handled.rejected is not None:
                metrics.REJECTS.labels(handled.rejected.value).inc()
            # A clock that is ahead of ours would give a negative delay, which a histogram's sum can't take.
            if handled.message.timestamp is not None:
                metrics.END_TO_END_LATENCY.observe(max(0.0, (now - handled.message.timestamp).total_seconds()))
            if handled.records and handled.records[0].published_at is not None:
                metrics.AGENCY_LATENCY.observe(max(0.0, (now - handled.records[0].published_at).total_seconds()))
        for topic, size in sizes.items():
            self._published_bytes[topic].inc(size)
        for (kind, language), count in records.items():
            metrics.records_published(kind, language).inc(count)


def message_of(record: ConsumerRecord) -> Message:
    """A message as aiokafka has it, as ours. Headers keep their order and their repeats."""
    return Message(
        value=record.value,
        headers=record.headers,
        key=record.key,
        topic=record.topic,
        partition=record.partition,
        offset=record.offset,
        timestamp=datetime.fromtimestamp(record.timestamp / 1000, UTC) if record.timestamp > 0 else None,
    )
