"""How long a page takes: from its append to the raw topic to the append of the last record that comes of it.

    python -m bench.latency                          10 and 500 pages a second, half a minute each, three values of BARQIYA_BATCH_SECONDS
    python -m bench.latency --rates 100 --linger 0.005 --seconds 60

One worker on an Apache Kafka of its own, which stamps every message with the time at which it was appended (LogAppendTime): both ends are
the broker's clock, in whole milliseconds. With one replica the acknowledgement leaves with the append. Pages are the sample pages; the
first second of each run is left out. The result is JSON, in bench/results/latency.json.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import statistics
import time
from pathlib import Path
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition

from bench.desk import pages
from bench.memory import Worker
from deploy.kafka import ApacheKafka
from schemas.codec import decode_record
from streams.intake.publish import raw_producer
from streams.settings import Settings
from streams.topics import Topics, create_topics

RESULTS = Path(__file__).parent / "results" / "latency.json"
RATES = (10.0, 500.0)
LINGERS = (0.001, 0.005, 0.02)


def main() -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rates", type=float, nargs="+", default=RATES, metavar="PAGES", help="pages a second")
    parser.add_argument("--linger", type=float, nargs="+", default=LINGERS, metavar="SECONDS", help="values of BARQIYA_BATCH_SECONDS")
    parser.add_argument("--seconds", type=float, default=30.0, help="length of each run")
    asked = parser.parse_args()
    runs = [run(rate, linger, asked.seconds) for rate in asked.rates for linger in asked.linger]
    result = {"python": platform.python_version(), "cores": os.cpu_count(), "seconds": asked.seconds, "runs": runs}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text(), end="")


def run(rate: float, linger: float, seconds: float) -> dict[str, Any]:
    """The delays of one run, in milliseconds."""
    load = os.getloadavg()[0]
    with ApacheKafka(config={"log.message.timestamp.type": "LogAppendTime"}) as kafka:
        settings = Settings(bootstrap_servers=kafka.bootstrap_servers, batch_seconds=linger)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        worker = Worker(settings)
        asyncio.run(send(settings, 1, 1))
        worker.wait_until_through(1)
        count = int(rate * seconds)
        asyncio.run(send(settings, rate, count))
        worker.wait_until_through(count + 1)
        worker.end()
        delays = sorted(asyncio.run(read(settings, leave_out=int(rate) + 1)))
    cuts = statistics.quantiles(delays, n=100, method="inclusive")
    told = {"pages": len(delays), "p50_ms": cuts[49], "p90_ms": cuts[89], "p99_ms": cuts[98], "max_ms": delays[-1]}
    return {"pages_a_second": rate, "batch_seconds": linger, "load_before": round(load, 1)} | told


async def send(settings: Settings, rate: float, count: int) -> None:
    """Put so many pages on the raw topic, evenly in time."""
    began = time.monotonic()
    async with raw_producer(settings.bootstrap_servers, Topics.of(settings).raw.name, settings) as producer:
        for number, page in enumerate(pages(count)):
            await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
            await producer.put(page)
        await producer.flush()


async def read(settings: Settings, leave_out: int) -> list[int]:
    """Of each page, from its append to that of its last record, in milliseconds; without the first pages."""
    topics = Topics.of(settings)
    appended: dict[tuple[str, str], int] = {}
    finished: dict[tuple[str, str], int] = {}
    async with AIOKafkaConsumer(bootstrap_servers=settings.bootstrap_servers, auto_offset_reset="earliest") as consumer:
        names = (topics.raw.name, topics.stories.name, topics.briefs.name)
        consumer.assign([TopicPartition(name, partition) for name in names for partition in range(settings.partitions)])
        while batches := await consumer.getmany(timeout_ms=2_000):
            for partition, messages in batches.items():
                for message in messages:
                    if partition.topic == topics.raw.name:
                        headers = dict(message.headers)
                        # A later page of the same name is another item, and its records follow.
                        appended[headers["ce_source"].decode(), headers["ce_id"].decode()] = message.timestamp
                    else:
                        record = decode_record(message.value)
                        event = (record.source, record.source_event)
                        finished[event] = max(finished.get(event, 0), message.timestamp)
    in_order = sorted(appended, key=lambda event: appended[event])[leave_out:]
    return [finished[event] - appended[event] for event in in_order if event in finished]


if __name__ == "__main__":
    main()
