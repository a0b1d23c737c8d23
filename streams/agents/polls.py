"""Beneath Faust's stream: what one poll brought comes to the agent as one event, and offsets are counted as they are finished.

Faust hands over one message at a time, through two tasks, a lock, an event and a queue for each; it keeps a list of the offsets that are
acknowledged, sorts it and looks for gaps in it at each commit. Here all of that is done once for a poll, which brings up to hundreds. All
else stays Faust's: flow control, the agent and its supervision, rebalances, the wait for what is in hand, when commits are made.

This overrides methods of `faust.transport.consumer.Consumer` as faust-streaming 0.15.3 has them, which `pyproject.toml` pins;
`tests/agents/test_upstream.py` fails when they change.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

from aiokafka import ConsumerRecord, TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types.tuples import TP, ConsumerMessage, Message
from mode.utils.futures import notify

Poll: TypeAlias = tuple[tuple[TopicPartition, list[ConsumerRecord]], ...]
"""What one poll brought: the records of each partition, in the order of their offsets. It is the value of a Faust event."""


class Offsets(Protocol):
    """What the desk tells of its progress, and asks about it."""

    def finish(self, offsets: Mapping[TopicPartition, int]) -> None:
        """All before these offsets is done with."""

    def committed(self, partition: TopicPartition) -> int | None:
        """Where the consumer group is on a partition."""


class PollConsumer(driver.Consumer):
    """Faust's consumer, one message a poll."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._finished: dict[TP, int] = {}

    def finish(self, offsets: Mapping[TopicPartition, int]) -> None:
        """All before these offsets is done with: the next commit says so. Call it in the order in which items were taken."""
        for partition, offset in offsets.items():
            # An item that was read again, because its partition went and came back, may be done with once more.
            self._finished[partition] = max(offset, self._finished.get(partition, 0))

    def committed(self, partition: TopicPartition) -> int | None:
        """Where the group is on a partition, as far as this worker knows: from its last commit, or from the seek after a rebalance."""
        return self._committed_offset.get(partition)

    async def getmany(self, timeout: float) -> AsyncIterator[tuple[TP, ConsumerMessage]]:  # noqa: ASYNC109  (Faust's signature)
        """What the next poll brings, as one message, or none."""
        records, active = await self._wait_next_records(timeout)
        if records is None or self.should_stop:
            return
        if not self.flow_active:
            # Partitions are being given away: what was fetched is dropped, and read again from what is committed.
            try:
                await self.perform_seek()
            except Exception as error:
                self.log.warning("exception performing seek when flow not active: %r", error)
            return
        poll = tuple(self._not_read(records, active))
        if poll:
            partition, batch = poll[0]
            yield partition, self._as_message(partition, batch[-1].offset, poll)

    def ack(self, message: Message) -> bool:
        """The agent is through with a poll; which offsets that finished, it has told already. Wakes who waits for what is in hand."""
        if message.acked:
            return False
        message.acked = True
        self._unacked_messages.discard(message)
        notify(self._waiting_for_ack)
        return True

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """They are finished and committed first, and then forgotten."""
        await super().on_partitions_revoked(revoked)
        for partition in revoked:
            self._finished.pop(partition, None)

    async def commit_and_end_transactions(self) -> None:
        """Commit what is finished, before partitions go. Faust leaves it to one that is under way, which may have begun too early."""
        await self.maybe_wait_for_commit_to_finish()
        await super().commit_and_end_transactions()

    def on_buffer_full(self, tp: TP) -> None:
        """Nothing: a poll that finds the buffer full waits for room, and no other is made meanwhile."""

    def on_buffer_drop(self, tp: TP) -> None:
        """Nothing either."""

    def verify_event_path(self, now: float, tp: TP) -> None:
        """Nothing: Faust would miss the partitions that a poll is not named after. `agents.watch` looks at each of them."""

    def _not_read(self, records: Mapping[TP, list[ConsumerRecord]], active: set[TP] | None) -> Iterator[tuple[TP, list[ConsumerRecord]]]:
        for partition, fetched in records.items():
            # It may have been paused or taken away since it was asked for.
            if not fetched or not (active is None or partition in active):
                continue
            read = self._read_offset[partition]
            batch = fetched if read is None or fetched[0].offset >= read else [each for each in fetched if each.offset >= read]
            if batch:
                self.app.monitor.track_tp_end_offset(partition, self.highwater(partition))
                self._read_offset[partition] = batch[-1].offset
                yield partition, batch

    def _as_message(self, partition: TP, offset: int, poll: Poll) -> ConsumerMessage:
        return ConsumerMessage(
            partition.topic,
            partition.partition,
            offset,
            0.0,
            0,
            None,
            None,
            poll,  # type: ignore[arg-type]  # bytes as a rule; the raw serializer leaves it as it is
            None,
            tp=partition,
            generation_id=self.app.consumer_generation_id,
        )

    def _filter_tps_with_pending_acks(self, topics: Iterable[TP | str] | None = None) -> Iterator[TP]:
        return (tp for tp in list(self._finished) if topics is None or tp in topics or tp.topic in topics)

    def _new_offset(self, tp: TP) -> int | None:
        return self._finished.get(tp)
