"""aiokafka alone: batches are read, sent, awaited and committed, without Faust. The producer is idempotent, as ours is."""

from __future__ import annotations

import asyncio
import time

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.peers.job import COMMIT_SECONDS, Job


def run(job: Job) -> None:
    asyncio.run(_copy(job))


async def _copy(job: Job) -> None:
    consumer = AIOKafkaConsumer(
        job.topics.raw.name,
        bootstrap_servers=job.bootstrap_servers,
        group_id=job.prefix,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(
        bootstrap_servers=job.bootstrap_servers, acks="all", enable_idempotence=True, linger_ms=5, max_batch_size=262_144
    )
    copies = job.topics.stories.name
    async with consumer, producer:
        committed = time.monotonic()
        while True:
            batches = await consumer.getmany(timeout_ms=200, max_records=500)
            # Each is looked at: one that was not acknowledged raises, and nothing is committed.
            await asyncio.gather(*[await producer.send(copies, page.value, page.key) for pages in batches.values() for page in pages])
            if time.monotonic() - committed > COMMIT_SECONDS:
                await consumer.commit()
                committed = time.monotonic()
