"""Bytewax with our pipeline. Its recovery store keeps where it was, once a second; its sink flushes each batch.

Its Kafka sink does not look at what became of a delivery: one that failed goes unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import bytewax.operators as op
from bytewax.connectors.kafka import KafkaSink, KafkaSinkMessage, KafkaSource
from bytewax.dataflow import Dataflow
from bytewax.recovery import RecoveryConfig, init_db_dir
from bytewax.testing import run_main

from bench.peers.job import COMMIT_SECONDS, Job
from bench.peers.outgoing import messages_of
from streams.pipeline import Message


def run(job: Job) -> None:
    def take_apart(page: Any) -> Iterator[KafkaSinkMessage]:
        message = Message(
            value=page.value,
            headers=tuple(page.headers or ()),
            key=page.key,
            topic=page.topic,
            partition=page.partition,
            offset=page.offset,
            timestamp=datetime.fromtimestamp(page.timestamp[1] / 1000, UTC),
        )
        for outgoing in messages_of(message, job.topics):
            yield KafkaSinkMessage(outgoing.key, outgoing.value, topic=outgoing.topic, headers=list(outgoing.headers))

    flow = Dataflow("records")
    pages = op.input("raw", flow, KafkaSource([job.bootstrap_servers], [job.topics.raw.name], batch_size=500))
    records = op.flat_map("take_apart", pages, take_apart)
    settings = {"acks": "all", "enable.idempotence": "true", "partitioner": "murmur2_random"}
    op.output("records", records, KafkaSink([job.bootstrap_servers], None, settings))
    store = Path(job.directory) / "recovery"
    store.mkdir(exist_ok=True)
    init_db_dir(store, 1)
    run_main(flow, epoch_interval=timedelta(seconds=COMMIT_SECONDS), recovery_config=RecoveryConfig(store))
