"""Quix Streams with our pipeline: at-least-once, which flushes the producer, and raises what it was told, before it commits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from quixstreams import Application, message_context
from quixstreams.models.serializers import SerializationContext, Serializer

from bench.peers.job import COMMIT_SECONDS, Job
from bench.peers.outgoing import messages_of
from streams.agents.outgoing import Outgoing
from streams.pipeline import Message


class OutgoingValue(Serializer):
    """The bytes of a message that is made already."""

    def __call__(self, value: Any, ctx: SerializationContext) -> bytes:  # noqa: ARG002  (Quix' signature)
        outgoing: Outgoing = value
        return outgoing.value


def run(job: Job) -> None:
    app = Application(
        broker_address=job.bootstrap_servers,
        consumer_group=job.prefix,
        auto_offset_reset="earliest",
        commit_interval=COMMIT_SECONDS,
        processing_guarantee="at-least-once",
        producer_extra_config={"acks": "all", "enable.idempotence": True, "partitioner": "murmur2_random"},
        auto_create_topics=False,
        state_dir=job.directory,
        loglevel="WARNING",
    )
    raw = app.topic(job.topics.raw.name, key_deserializer="bytes", value_deserializer="bytes")
    topics = {
        topic.name: app.topic(topic.name, key_serializer="bytes", value_serializer=OutgoingValue())
        for topic in (job.topics.stories, job.topics.briefs, job.topics.rejects)
    }

    def take_apart(value: bytes, key: bytes | None, timestamp: int, headers: Any) -> list[Outgoing]:
        place = message_context()
        message = Message(
            value=value,
            headers=tuple(headers or ()),
            key=key,
            topic=place.topic,
            partition=place.partition,
            offset=place.offset,
            timestamp=datetime.fromtimestamp(timestamp / 1000, UTC),
        )
        return messages_of(message, job.topics)

    records = app.dataframe(raw).apply(take_apart, metadata=True, expand=True)
    records = records.set_headers(lambda outgoing, *_: list(outgoing.headers))
    records.to_topic(lambda outgoing, *_: topics[outgoing.topic], key=lambda outgoing: outgoing.key)
    app.run()
