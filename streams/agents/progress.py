"""How far a worker is on its partitions, and whether it gets any further."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from aiokafka import TopicPartition


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """How far a worker is on one partition: offsets of the next item, None where it has none yet.

    Attributes:
        fetched: By Kafka's client; past what no item is, such as the ends of transactions.
        received: By the worker from the client; Faust may hold some, and has been seen to drop them.
        taken: By the agent.
        committed: By the consumer group.
    """

    fetched: int | None = None
    received: int | None = None
    taken: int | None = None
    committed: int | None = None

    def behind(self, end: int) -> int:
        """The lag as Kafka counts it: offsets up to `end`, the broker's, that are not committed; without a commit, that are not fetched."""
        done = self.fetched if self.committed is None else self.committed
        return 0 if done is None else max(0, end - done)

    def waiting(self, end: int) -> int:
        """Items that the client has not handed over."""
        return end if self.fetched is None else max(0, end - self.fetched)

    def unfinished(self, end: int) -> bool:
        """Whether there is something to do: items that are not fetched, or not known to be, or received and not committed."""
        fetched = self.fetched is not None and self.fetched >= end
        committed = self.received is None or (self.committed is not None and self.committed >= self.received)
        return not (committed and (fetched or end == 0))


class Standstill:
    """Notices a partition that has items and gets no further.

    Faust's and aiokafka's consumers were seen to stop without a failure after a rebalance: a partition stays paused, a fetch is never sent
    again, commits end. Whatever it was, it looks like this.

    A worker that works off a backlog is another case: the client hands over what it has fetched of one partition before it turns to
    the next, some megabytes at a time, so with many partitions one may wait for long. A partition's time does not count while others get on
    and have more than a batch waiting.

    Args:
        patience: Seconds without any progress on a partition that has items. It has to be longer than a delivery may take.
        batch: Most items that the client hands over at once.
    """

    def __init__(self, patience: float, batch: int) -> None:
        self._patience = patience
        self._batch = batch
        self._now: float | None = None
        self._seen: dict[TopicPartition, Place] = {}
        self._waited: dict[TopicPartition, float] = {}

    def at(self, places: Mapping[TopicPartition, Place], ends: Mapping[TopicPartition, int], now: float) -> str | None:
        """What stands still, in a line, if something does. `ends` are the broker's, `now` is in seconds of any clock that only goes on."""
        passed, self._now = now - (now if self._now is None else self._now), now
        moved = {partition for partition, place in places.items() if place != self._seen.get(partition)}
        waiting = {partition: place.waiting(ends.get(partition, 0)) for partition, place in places.items()}
        everywhere = sum(waiting.values())
        standing = {partition for partition, place in places.items() if partition not in moved and place.unfinished(ends.get(partition, 0))}
        self._waited = {
            partition: self._waited.get(partition, 0.0) + (0.0 if moved and everywhere - waiting[partition] > self._batch else passed)
            for partition in standing
        }
        self._seen = dict(places)
        longest = max(standing, key=self._waited.__getitem__, default=None)
        if longest is None or self._waited[longest] <= self._patience:
            return None
        place = places[longest]
        return (
            f"nothing was taken from {longest.topic}/{longest.partition} for {self._waited[longest]:.0f} seconds, though it has items:"
            f" fetched to {place.fetched}, received to {place.received}, taken to {place.taken}, committed to {place.committed},"
            f" the broker's end is {ends.get(longest, 0)}"
        )
