"""What the topics are called, how long they keep, and what they take."""

from __future__ import annotations

from streams.settings import Settings
from streams.topics import REJECT_HEADERS_BYTES, Topics, key_of

HOUR_MS = 3_600_000


def test_the_names_begin_with_the_prefix() -> None:
    assert [topic.name for topic in Topics.of(Settings()).all()] == ["wire.raw", "wire.stories", "wire.briefs", "wire.rejects"]
    assert Topics.of(Settings(topic_prefix="night")).raw.name == "night.raw"


def test_partitions_and_replicas_are_those_of_the_settings() -> None:
    for topic in Topics.of(Settings(partitions=12, replication_factor=3)).all():
        assert (topic.partitions, topic.replication) == (12, 3)


def test_rejects_are_kept_longer_than_what_they_came_of() -> None:
    topics = Topics.of(Settings(retention_hours=24, reject_retention_hours=240))
    assert topics.raw.config["retention.ms"] == topics.stories.config["retention.ms"] == str(24 * HOUR_MS)
    assert topics.rejects.config["retention.ms"] == str(240 * HOUR_MS)


def test_a_reject_may_be_larger_than_its_item_by_its_headers() -> None:
    topics = Topics.of(Settings(max_message_bytes=1_000_000))
    assert topics.raw.config["max.message.bytes"] == "1000000"
    assert topics.rejects.config["max.message.bytes"] == str(1_000_000 + REJECT_HEADERS_BYTES)


def test_nothing_is_compacted_away() -> None:
    assert {topic.config["cleanup.policy"] for topic in Topics.of(Settings()).all()} == {"delete"}


def test_the_key_is_the_source() -> None:
    assert key_of("https://وكالة.example/wire") == "https://وكالة.example/wire".encode()
