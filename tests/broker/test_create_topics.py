"""Topics are created as the settings say, and what exists is left alone."""

from __future__ import annotations

import asyncio
import uuid
from typing import Any

import msgspec
import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType

from streams.settings import Settings
from streams.topics import REJECT_HEADERS_BYTES, Topic, Topics, TopicsError, create_topics

pytestmark = pytest.mark.broker


@pytest.fixture
def settings(bootstrap_servers: str) -> Settings:
    return Settings(bootstrap_servers=bootstrap_servers, topic_prefix=f"t{uuid.uuid4().hex[:8]}", partitions=3)


def create(settings: Settings) -> Topics:
    return asyncio.run(create_topics(settings.bootstrap_servers, settings))


async def _admin(settings: Settings, ask: Any) -> Any:
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.bootstrap_servers)
    await admin.start()
    try:
        return await ask(admin)
    finally:
        await admin.close()


def create_by_hand(settings: Settings, topic: Topic, **config: str) -> None:
    asyncio.run(_admin(settings, lambda admin: admin.create_topics([NewTopic(topic.name, 1, 1, topic_configs=config)])))


def partitions(settings: Settings) -> dict[str, int]:
    found = asyncio.run(_admin(settings, lambda admin: admin.describe_topics()))
    return {topic["topic"]: len(topic["partitions"]) for topic in found if topic["topic"].startswith(settings.topic_prefix)}


def config_of(settings: Settings, topic: Topic) -> dict[str, str]:
    resource = ConfigResource(ConfigResourceType.TOPIC, topic.name)
    (answer,) = asyncio.run(_admin(settings, lambda admin: admin.describe_configs([resource])))
    return {entry[0]: entry[1] for entry in answer.resources[0][4]}


def test_the_four_topics_have_their_partitions_and_their_retention(settings: Settings) -> None:
    create(settings)

    topics = Topics.of(settings)
    assert partitions(settings) == {topic.name: 3 for topic in topics.all()}
    for topic in topics.all():
        assert topic.config.items() <= config_of(settings, topic).items()


def test_topics_that_exist_are_left_as_they_are(settings: Settings) -> None:
    topics = Topics.of(settings)
    create_by_hand(settings, topics.raw, **{"retention.ms": "1000"})

    create(settings)
    create(settings)

    assert partitions(settings)[topics.raw.name] == 1
    assert config_of(settings, topics.raw)["retention.ms"] == "1000"


def test_two_workers_that_start_together_may_both_create_them(settings: Settings) -> None:
    async def both() -> None:
        await asyncio.gather(*(create_topics(settings.bootstrap_servers, settings) for _ in range(4)))

    asyncio.run(both())

    assert len(partitions(settings)) == 4


def test_a_topic_that_takes_less_is_named_with_its_size_and_known_by_it(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    topics = Topics.of(settings)
    create_by_hand(settings, topics.stories, **{"max.message.bytes": "1048588"})

    found = create(settings)

    assert f"{topics.stories.name} takes messages of 1,048,588 bytes, a record may have 8,388,608" in caplog.text
    assert found.stories.max_message_bytes == 1_048_588
    assert found.briefs == topics.briefs
    caplog.clear()
    create(msgspec.structs.replace(settings, max_message_bytes=1_000_000))
    assert topics.stories.name not in caplog.text


def test_rejects_want_room_for_all_that_can_be_on_the_raw_topic(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    topics = Topics.of(settings)
    create_by_hand(settings, topics.raw, **{"max.message.bytes": str(topics.raw.max_message_bytes + 1)})

    create(settings)

    assert f"{topics.rejects.name} takes messages of" in caplog.text
    assert topics.rejects.max_message_bytes == topics.raw.max_message_bytes + REJECT_HEADERS_BYTES


def test_no_broker_is_an_error_that_says_where_none_was(settings: Settings) -> None:
    with pytest.raises(TopicsError, match=r"no Kafka broker answers at 127\.0\.0\.1:1$"):
        asyncio.run(create_topics("127.0.0.1:1", settings))
