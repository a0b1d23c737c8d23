"""confluent-kafka: librdkafka's own consumer and producer, each delivery checked in its callback before offsets are committed."""

from __future__ import annotations

import time

from confluent_kafka import Consumer, KafkaError, KafkaException, Message, Producer

from bench.peers.job import COMMIT_SECONDS, Job


def run(job: Job) -> None:
    consumer = Consumer(
        {
            "bootstrap.servers": job.bootstrap_servers,
            "group.id": job.prefix,
            "enable.auto.commit": False,
            "auto.offset.reset": "earliest",
        }
    )
    producer = Producer(
        {"bootstrap.servers": job.bootstrap_servers, "acks": "all", "enable.idempotence": True, "partitioner": "murmur2_random"}
    )
    copies = job.topics.stories.name
    consumer.subscribe([job.topics.raw.name])
    committed = time.monotonic()
    while True:
        for page in consumer.consume(500, timeout=0.2):
            if page.error():
                raise KafkaException(page.error())
            _produce(producer, copies, page)
        producer.poll(0)
        if time.monotonic() - committed > COMMIT_SECONDS:
            if producer.flush(60):
                raise TimeoutError("pages were not acknowledged within a minute")
            _commit(consumer)
            committed = time.monotonic()


def _produce(producer: Producer, topic: str, page: Message) -> None:
    while True:
        try:
            producer.produce(topic, page.value(), page.key(), on_delivery=_delivered)
        except BufferError:
            producer.poll(0.1)
        else:
            return


def _delivered(error: KafkaError | None, _: Message) -> None:
    if error is not None:
        raise KafkaException(error)


def _commit(consumer: Consumer) -> None:
    try:
        consumer.commit(asynchronous=False)
    except KafkaException as error:
        # Nothing was read yet.
        if error.args[0].code() != KafkaError._NO_OFFSET:
            raise
