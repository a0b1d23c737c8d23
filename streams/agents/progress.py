"""How far a worker is on its partitions, and whether it gets any further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

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

    def unfinished(self, end: int) -> bool:
        """Whether there is something to do: items that are not fetched, or not known to be, or received and not committed."""
        fetched = self.fetched is not None and self.fetched >= end
        committed = self.received is None or (self.committed is not None and self.committed >= self.received)
        return not (committed and (fetched or end == 0))


class Standstill:
    """Notices a partition that has items and gets no further.

    Faust's and aiokafka's consumers were seen to stop without a failure after a rebalance: a partition stays paused, a fetch is never sent
    again, commits end. Whatever it was, it looks like this.

    Args:
        patience: Seconds without any progress on a partition that has items. It has to be longer than a delivery may take.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._seen: dict[TopicPartition, tuple[Place, float]] = {}

    def at(self, places: Mapping[TopicPartition, Place], ends: Mapping[TopicPartition, int], now: float) -> str | None:
        """What stands still, in a line, if something does. `ends` are the broker's, `now` is in seconds of any clock that only goes on."""
        for partition in self._seen.keys() - places.keys():
            del self._seen[partition]
        return next(self._standing(places, ends, now), None)

    def _standing(self, places: Mapping[TopicPartition, Place], ends: Mapping[TopicPartition, int], now: float) -> Iterator[str]:
        for partition, place in places.items():
            end = ends.get(partition, 0)
            before, since = self._seen.get(partition, (None, now))
            if place != before or not place.unfinished(end):
                self._seen[partition] = (place, now)
            elif now - since > self._patience:
                yield (
                    f"nothing was taken from {partition.topic}/{partition.partition} for {now - since:.0f} seconds, though it has items:"
                    f" fetched to {place.fetched}, received to {place.received}, taken to {place.taken}, committed to {place.committed},"
                    f" the broker's end is {end}"
                )
