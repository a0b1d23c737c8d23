"""Which partition a key goes to: the choice of aiokafka's own partitioner, remembered."""

from __future__ import annotations

from aiokafka import AIOKafkaProducer
from aiokafka.partitioner import DefaultPartitioner

MOST_KEYS = 10_000
"""Keys that are remembered; a key is a source, and sources are few."""


class Placement:
    """Where messages go. aiokafka asks its metadata for all partitions and hashes the key for every message, at some microseconds each."""

    def __init__(self, producer: AIOKafkaProducer) -> None:
        self._producer = producer
        self._choose = DefaultPartitioner()
        self._known: dict[str, int] = {}
        self._chosen: dict[tuple[str, bytes], int] = {}

    async def of(self, topic: str, key: bytes | None) -> int:
        """The partition of a topic for a key; for none, any that has a leader. Raises KafkaError where the topic isn't there."""
        if key is not None and (known := self._chosen.get((topic, key))) is not None:
            return known
        partitions = list(await self._producer.partitions_for(topic))
        self._known[topic] = len(partitions)
        available = list(self._producer.client.cluster.available_partitions_for_topic(topic) or ())
        chosen = int(self._choose(key, partitions, available))
        if key is not None:
            if len(self._chosen) >= MOST_KEYS:
                self._chosen.clear()
            self._chosen[topic, key] = chosen
        return chosen

    def look_again(self) -> None:
        """Forget what was chosen where partitions were added since."""
        cluster = self._producer.client.cluster
        if any(len(cluster.partitions_for_topic(topic) or ()) != count for topic, count in self._known.items()):
            self._chosen.clear()
            self._known.clear()
