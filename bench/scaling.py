"""What a page costs with more workers and with more partitions, and what a worker costs that has nothing to do.

    python -m bench.scaling                                   1, 2 and 4 workers on 4 partitions; one worker on 1, 50 and 200
    python -m bench.scaling --pages 20000

On an Apache Kafka of its own. Pages are on the raw topic before the workers start; processor time is that of the workers' processes alone,
between the first tenth of the pages and the last page, so neither the start nor what else the machine does is in it. The sample pages are
sent under 400 keys, or most partitions would be empty. The result is JSON, in bench/results/scaling.json.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Sequence
from typing import Any

from bench.desk import pages
from bench.results import keep
from bench.workers import Workers
from deploy.kafka import ApacheKafka
from streams.intake.publish import publish
from streams.settings import Settings
from streams.topics import Topics, create_topics

WORKERS_AND_PARTITIONS = ((1, 4), (2, 4), (4, 4), (1, 1), (1, 50), (1, 200))
KEYS = 400
IDLE_SECONDS = 20.0


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.scaling", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=4_000)
    asked = parser.parse_args(arguments)
    command = f"scaling --pages {asked.pages}"
    with ApacheKafka() as kafka:
        keep("scaling", "busy", command, lambda: {"runs": [run(kafka, *each, asked.pages) for each in WORKERS_AND_PARTITIONS]})
        keep("scaling", "idle", command, lambda: {"runs": [rest(kafka, partitions) for partitions in (4, 200)]})


def run(kafka: ApacheKafka, workers: int, partitions: int, count: int) -> dict[str, Any]:
    """Processor time of a page, in microseconds, over all workers."""
    name = f"w{workers}p{partitions}"
    settings = Settings(bootstrap_servers=kafka.bootstrap_servers, group_id=name, topic_prefix=name, partitions=partitions, workers=workers)
    asyncio.run(create_topics(settings.bootstrap_servers, settings))
    publish(pages(count, keys=KEYS), bootstrap_servers=settings.bootstrap_servers, topic=Topics.of(settings).raw.name, settings=settings)
    with Workers(settings) as crew:
        crew.wait_until_through(count // 10)
        first, cpu, began = crew.through(), crew.cpu_seconds(), time.monotonic()
        crew.wait_until_through(count)
        done, cpu, seconds = crew.through() - first, crew.cpu_seconds() - cpu, time.monotonic() - began
    told = {"cpu_us_a_page": round(cpu / done * 1e6), "pages_a_second": round(done / seconds)}
    return {"workers": workers, "partitions": partitions, "pages": count} | told


def rest(kafka: ApacheKafka, partitions: int) -> dict[str, Any]:
    """The share of a core that a worker takes which has nothing to do, and its memory."""
    name = f"idle{partitions}"
    settings = Settings(bootstrap_servers=kafka.bootstrap_servers, group_id=name, topic_prefix=name, partitions=partitions)
    asyncio.run(create_topics(settings.bootstrap_servers, settings))
    with Workers(settings) as worker:
        worker.wait_until_ready()
        time.sleep(5)
        before = worker.cpu_seconds()
        time.sleep(IDLE_SECONDS)
        cpu, memory = worker.cpu_seconds() - before, worker.resident_mib()
    return {"partitions": partitions, "core_share": cpu / IDLE_SECONDS, "resident_mib": round(memory)}


if __name__ == "__main__":
    main(sys.argv[1:])
