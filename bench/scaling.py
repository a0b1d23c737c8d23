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
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import msgspec

from bench.desk import pages
from deploy.kafka import ApacheKafka
from streams.cli.worker_process import environment
from streams.cli.workers import free_ports
from streams.intake.publish import publish
from streams.pipeline import Message
from streams.settings import Settings
from streams.topics import Topics, create_topics

RESULTS = Path(__file__).parent / "results" / "scaling.json"
WORKERS_AND_PARTITIONS = ((1, 4), (2, 4), (4, 4), (1, 1), (1, 50), (1, 200))
KEYS = 400
IDLE_SECONDS = 20.0


def main() -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=4_000)
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    with ApacheKafka() as kafka:
        busy = [run(kafka, workers, partitions, asked.pages) for workers, partitions in WORKERS_AND_PARTITIONS]
        idle = [rest(kafka, partitions, wait) for partitions in (4, 200) for wait in (0.05, 0.5)]
    result = {"python": platform.python_version(), "cores": os.cpu_count(), "load_before": round(load, 1), "busy": busy, "idle": idle}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=2) + "\n")
    print(RESULTS.read_text(), end="")


def run(kafka: ApacheKafka, workers: int, partitions: int, count: int) -> dict[str, Any]:
    """Processor time of a page, in microseconds, over all workers."""
    name = f"w{workers}p{partitions}"
    settings = Settings(bootstrap_servers=kafka.bootstrap_servers, group_id=name, topic_prefix=name, partitions=partitions, workers=workers)
    asyncio.run(create_topics(settings.bootstrap_servers, settings))
    publish(spread(count), bootstrap_servers=settings.bootstrap_servers, topic=Topics.of(settings).raw.name, settings=settings)
    with_ports = msgspec.structs.replace(settings, metrics_port=neighbours(workers), log_level="WARNING")
    command = subprocess.Popen([sys.executable, "-m", "streams", "worker"], env=environment(with_ports))
    try:
        first, cpu_first, began = wait(with_ports, count // 10)
        last, cpu_last, ended = wait(with_ports, count)
    finally:
        command.terminate()
        command.wait()
    done = last - first
    return {
        "workers": workers,
        "partitions": partitions,
        "pages": count,
        "cpu_us_a_page": round((cpu_last - cpu_first) / done * 1e6),
        "pages_a_second": round(done / (ended - began)),
    }


def rest(kafka: ApacheKafka, partitions: int, fetch_wait: float) -> dict[str, Any]:
    """The share of a core that a worker takes which has nothing to do, and its memory."""
    name = f"idle{partitions}-{int(fetch_wait * 1000)}"
    settings = Settings(
        bootstrap_servers=kafka.bootstrap_servers, group_id=name, topic_prefix=name, partitions=partitions, fetch_wait_seconds=fetch_wait
    )
    with_port = msgspec.structs.replace(settings, metrics_port=neighbours(1), log_level="WARNING")
    command = subprocess.Popen([sys.executable, "-m", "streams", "worker"], env=environment(with_port))
    try:
        while series(with_port.metrics_port, "barqiya_ready") != 1:
            time.sleep(0.2)
        time.sleep(5)
        before = series(with_port.metrics_port, "process_cpu_seconds_total")
        time.sleep(IDLE_SECONDS)
        cpu = series(with_port.metrics_port, "process_cpu_seconds_total") - before
        memory = series(with_port.metrics_port, "process_resident_memory_bytes")
    finally:
        command.terminate()
        command.wait()
    told = {"core_share": round(cpu / IDLE_SECONDS, 4), "resident_mib": round(memory / 2**20)}
    return {"partitions": partitions, "fetch_wait_seconds": fetch_wait} | told


def spread(count: int) -> Iterator[Message]:
    """The sample pages, under many keys."""
    for number, page in enumerate(pages(count)):
        yield msgspec.structs.replace(page, key=f"key-{number % KEYS}".encode())


def neighbours(count: int) -> int:
    """The first of so many free ports in a row."""
    while True:
        (first,) = free_ports("127.0.0.1", 0, 1)
        if free_ports("127.0.0.1", first, count) == list(range(first, first + count)):
            return first


def wait(settings: Settings, items: int) -> tuple[float, float, float]:
    """Until so many items are through: their number, the workers' processor seconds, and the time, all by then."""
    ports = range(settings.metrics_port, settings.metrics_port + settings.workers)
    while True:
        through = sum(series(port, "barqiya_end_to_end_latency_seconds_count") for port in ports)
        if through >= items:
            return through, sum(series(port, "process_cpu_seconds_total") for port in ports), time.monotonic()
        time.sleep(0.1)


def series(port: int, name: str) -> float:
    """The value of a metric without labels; 0 while nothing is served."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
            found = re.search(rf"^{name} (\S+)", response.read().decode(), re.MULTILINE)
    except OSError:
        return 0.0
    return float(found[1]) if found else 0.0


if __name__ == "__main__":
    main()
