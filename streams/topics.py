"""The topics: names, keys, partitions, retention and sizes. The only place that knows them.

| topic | holds | key | value |
|---|---|---|---|
| `wire.raw` | items as agencies sent them | CloudEvents source | the item's bytes |
| `wire.stories`, `wire.briefs` | records | source | the record as JSON |
| `wire.rejects` | items that became no record, and why | the item's key | the item's bytes |

The source as key keeps the items of one agency, and the records that come of them, in order on one partition.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping

import msgspec
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import KafkaConnectionError, KafkaError, TopicAlreadyExistsError, for_code

from streams.security import nobody_answers, security
from streams.settings import Settings

REJECT_HEADERS_BYTES = 65_536
"""What a reject may be larger than its item, for the headers that say why it was rejected."""

MAX_BATCH_BYTES = 262_144
"""Bytes of a producer's batch. aiokafka's own 16 KiB hold a page or two; this gives 1.7 times the throughput (measured)."""

CREATION_SECONDS = 30.0
"""How long a broker may take until a new topic has a leader for each partition; Apache Kafka needs about one second."""

_MAX_MESSAGE_BYTES = "max.message.bytes"

_log = logging.getLogger(__name__)


class TopicsError(Exception):
    """The topics are not there and can't be made, or no broker says so. The message names the topic and what to do."""


class Topic(msgspec.Struct, frozen=True, kw_only=True):
    """One topic as it is created."""

    name: str
    partitions: int
    replication: int
    retention_ms: int
    max_message_bytes: int

    @property
    def config(self) -> dict[str, str]:
        """The configuration as a broker takes it. Compression is left to the producer, which is the broker's default."""
        return {
            "cleanup.policy": "delete",
            "retention.ms": str(self.retention_ms),
            _MAX_MESSAGE_BYTES: str(self.max_message_bytes),
        }


class Topics(msgspec.Struct, frozen=True, kw_only=True):
    """All topics of one installation."""

    raw: Topic
    stories: Topic
    briefs: Topic
    rejects: Topic

    @classmethod
    def of(cls, settings: Settings) -> Topics:
        """The topics that `settings` describe."""

        def topic(name: str, retention_hours: int, max_message_bytes: int) -> Topic:
            return Topic(
                name=f"{settings.topic_prefix}.{name}",
                partitions=settings.partitions,
                replication=settings.replication_factor,
                retention_ms=retention_hours * 3_600_000,
                max_message_bytes=max_message_bytes,
            )

        size = settings.max_message_bytes
        return cls(
            raw=topic("raw", settings.retention_hours, size),
            stories=topic("stories", settings.retention_hours, size),
            briefs=topic("briefs", settings.retention_hours, size),
            rejects=topic("rejects", settings.reject_retention_hours, size + REJECT_HEADERS_BYTES),
        )

    def all(self) -> tuple[Topic, ...]:
        """In the order of an item's journey."""
        return self.raw, self.stories, self.briefs, self.rejects


def batch_bytes(*topics: Topic) -> int:
    """Most bytes of a producer's batch for a partition: a broker refuses a batch over its topic's limit as it does a message."""
    return min(MAX_BATCH_BYTES, *(topic.max_message_bytes for topic in topics))


def key_of(source: str) -> bytes:
    """The Kafka key of a source's items and records."""
    return source.encode("utf-8", "surrogatepass")


async def create_topics(bootstrap_servers: str, settings: Settings) -> Topics:
    """Create the topics that are missing, leave those that exist as they are, and return when all have their leaders.

    Returns the topics with the sizes that they take: what exists may take less than `settings` say, which is told as a warning.

    Topics are created explicitly because brokers that create them by the way give them one partition and a week, and because a
    broker that has lost a topic must not be talked into an empty one.

    Raises:
        TopicsError: No broker answers, or it refuses a topic.
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers, **security(settings))
    try:
        await admin.start()
        wanted = Topics.of(settings)
        existing = await _partitions_ready(admin)
        missing = [topic for topic in wanted.all() if topic.name not in existing]
        if missing:
            await _create(admin, missing)
            await _until_ready(admin, missing)
        return _as_they_are(wanted, await _max_message_bytes(admin, wanted.all()))
    except KafkaConnectionError as error:
        raise TopicsError(nobody_answers(bootstrap_servers, settings)) from error
    except (KafkaError, TimeoutError) as error:
        raise TopicsError(f"the broker at {bootstrap_servers} could not be asked for its topics: {error!r}") from error
    finally:
        await admin.close()


async def _partitions_ready(admin: AIOKafkaAdminClient) -> dict[str, bool]:
    """The topics that exist, and whether each of their partitions has a leader.

    Asks for all topics, because asking for one by its name makes some brokers create it.
    """
    return {
        topic["topic"]: bool(topic["partitions"]) and all(partition["leader"] >= 0 for partition in topic["partitions"])
        for topic in await admin.describe_topics()
    }


async def _create(admin: AIOKafkaAdminClient, topics: list[Topic]) -> None:
    response = await admin.create_topics(
        [NewTopic(topic.name, topic.partitions, topic.replication, topic_configs=topic.config) for topic in topics]
    )
    for name, code, *rest in response.topic_errors:
        # Another worker that starts at the same moment may have been first.
        if code not in (0, TopicAlreadyExistsError.errno):
            why = next((text for text in rest if text), None) or for_code(code).__name__
            raise TopicsError(f"the broker refuses to create {name}: {why}")


async def _until_ready(admin: AIOKafkaAdminClient, topics: list[Topic]) -> None:
    waiting = {topic.name for topic in topics}
    try:
        async with asyncio.timeout(CREATION_SECONDS):
            while waiting:
                ready = await _partitions_ready(admin)
                waiting -= {name for name in waiting if ready.get(name)}
                if waiting:
                    await asyncio.sleep(0.05)
    except TimeoutError as error:
        raise TopicsError(f"{', '.join(sorted(waiting))} got no leader within {CREATION_SECONDS:.0f} seconds") from error


async def _max_message_bytes(admin: AIOKafkaAdminClient, topics: tuple[Topic, ...]) -> dict[str, int]:
    """What each topic takes, as far as the broker says so."""
    resources = [ConfigResource(ConfigResourceType.TOPIC, topic.name) for topic in topics]
    sizes: dict[str, int] = {}
    for response in await admin.describe_configs(resources):
        for _code, _message, _type, name, entries in response.resources:
            for key, value, *_ in entries:
                if key == _MAX_MESSAGE_BYTES and value:
                    sizes[name] = int(value)
    return sizes


def _as_they_are(wanted: Topics, sizes: Mapping[str, int]) -> Topics:
    """The topics with the sizes that they take. No reason to stop: most records are far smaller, and one that is not is rejected."""
    topics = Topics(
        raw=_with_size(wanted.raw, sizes),
        stories=_with_size(wanted.stories, sizes),
        briefs=_with_size(wanted.briefs, sizes),
        rejects=_with_size(wanted.rejects, sizes),
    )
    for topic, asked in ((topics.stories, wanted.stories), (topics.briefs, wanted.briefs)):
        if topic.max_message_bytes < asked.max_message_bytes:
            _log.warning(
                "%s takes messages of %s bytes, a record may have %s: a larger one will be rejected. "
                "Raise its %s, or lower BARQIYA_MAX_MESSAGE_BYTES",
                topic.name,
                f"{topic.max_message_bytes:,}",
                f"{asked.max_message_bytes:,}",
                _MAX_MESSAGE_BYTES,
            )
    needed = topics.raw.max_message_bytes + REJECT_HEADERS_BYTES
    if topics.rejects.max_message_bytes < needed:
        _log.warning(
            "%s takes messages of %s bytes, a rejected item may have %s: the worker will stop at one that is larger. Raise its %s",
            topics.rejects.name,
            f"{topics.rejects.max_message_bytes:,}",
            f"{needed:,}",
            _MAX_MESSAGE_BYTES,
        )
    return topics


def _with_size(topic: Topic, sizes: Mapping[str, int]) -> Topic:
    return msgspec.structs.replace(topic, max_message_bytes=sizes.get(topic.name, topic.max_message_bytes))
