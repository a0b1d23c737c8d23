"""How long a page takes: from its append to the raw topic to the append of the last record that comes of it.

    python -m bench.latency                          10 and 500 pages a second, half a minute each
    python -m bench.latency knobs                    100 pages a second, with one setting changed at a time
    python -m bench.latency --rates 200 --workers 2 --short

On an Apache Kafka of its own, which stamps every message with the time at which it was appended (LogAppendTime): both ends are the broker's
clock, in whole milliseconds. With one replica the acknowledgement leaves with the append. Pages are the sample pages (with `--short` those
of one flash or brief), sent evenly in time; the first tenth of each run is left out. `cpu` is the share of a core that all workers took.
Broker, workers and sender share the machine. The result is JSON, in bench/results/latency.json.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from aiokafka import AIOKafkaConsumer, TopicPartition

import streams
from bench.desk import pages
from bench.memory import SHORT_BYTES
from bench.results import keep
from bench.workers import Workers
from deploy.kafka import ApacheKafka
from schemas.codec import decode_record
from streams.intake.publish import raw_producer
from streams.pipeline import Message
from streams.settings import Settings
from streams.topics import Topics, create_topics

RATES = (10.0, 500.0)
KEYS = 400
WARM = 100
"""Pages before those that count, in which the workers load what they load once."""

KNOBS_RATE = 100.0
KNOBS: tuple[dict[str, Any], ...] = (
    {},
    {"batch_seconds": 0.005},
    {"batch_seconds": 0.02},
    {"batch_seconds": 0.2},
    {"fetch_wait_seconds": 0.01},
    {"fetch_wait_seconds": 0.5},
    {"batch_items": 20},
)


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.latency", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=("rates", "knobs"), nargs="?", default="rates", help="rates, unless told otherwise")
    parser.add_argument("--rates", type=float, nargs="+", default=RATES, metavar="PAGES", help="pages a second")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=30.0, help="length of each run")
    parser.add_argument("--short", action="store_true", help="only flashes and briefs")
    asked = parser.parse_args(arguments)
    largest = SHORT_BYTES if asked.short else None

    def told(runs: list[dict[str, Any]]) -> dict[str, Any]:
        return {"seconds": asked.seconds, "workers": asked.workers, "runs": runs}

    common = f"--workers {asked.workers} --seconds {asked.seconds:g}" + " --short" * asked.short
    base = Settings(workers=asked.workers)
    if asked.part == "knobs":
        runs = [msgspec.structs.replace(base, **changed) for changed in KNOBS]
        keep(
            "latency",
            "knobs",
            f"latency knobs {common}",
            lambda: told(
                [changed | run(settings, KNOBS_RATE, asked.seconds, largest) for changed, settings in zip(KNOBS, runs, strict=True)]
            ),
        )
    else:
        rates = " ".join(f"{rate:g}" for rate in asked.rates)
        part = ("short_pages" if asked.short else "pages") + "_compiled" * (streams.FORM == "compiled")
        keep(
            "latency",
            part,
            f"latency --rates {rates} {common}",
            lambda: told([run(base, rate, asked.seconds, largest) for rate in asked.rates]),
        )


def run(settings: Settings, rate: float, seconds: float, largest: int | None) -> dict[str, Any]:
    """The delays of one run, in milliseconds."""
    with ApacheKafka(config={"log.message.timestamp.type": "LogAppendTime"}) as kafka:
        settings = msgspec.structs.replace(settings, bootstrap_servers=kafka.bootstrap_servers)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        with Workers(settings) as workers:
            workers.wait_until_ready()
            asyncio.run(send(settings, rate, pages(WARM, largest=largest, keys=KEYS)))
            workers.wait_until_through(WARM)
            count = int(rate * seconds)
            cpu, began = workers.cpu_seconds(), time.monotonic()
            asyncio.run(send(settings, rate, pages(count, first=WARM, largest=largest, keys=KEYS)))
            workers.wait_until_through(WARM + count)
            share = (workers.cpu_seconds() - cpu) / (time.monotonic() - began)
        delays = sorted(asyncio.run(read(settings, leave_out=WARM + count // 10)))
    cuts = statistics.quantiles(delays, n=100, method="inclusive")
    figures = {"pages": len(delays), "p50_ms": cuts[49], "p90_ms": cuts[89], "p99_ms": cuts[98], "max_ms": delays[-1], "cpu": share}
    return {"pages_a_second": rate} | figures


async def send(settings: Settings, rate: float, messages: Iterator[Message]) -> None:
    """Put pages on the raw topic, so many a second, evenly in time."""
    began = time.monotonic()
    async with raw_producer(settings.bootstrap_servers, Topics.of(settings).raw.name, settings) as producer:
        for number, page in enumerate(messages):
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
                        appended[headers["ce_source"].decode(), headers["ce_id"].decode()] = message.timestamp
                    else:
                        record = decode_record(message.value)
                        event = (record.source, record.source_event)
                        finished[event] = max(finished.get(event, 0), message.timestamp)
    in_order = sorted(appended, key=lambda event: appended[event])[leave_out:]
    return [finished[event] - appended[event] for event in in_order if event in finished]


if __name__ == "__main__":
    main(sys.argv[1:])
