"""What a worker holds in memory: while its broker is silent for minutes, and over many pages.

    python -m bench.memory                                    a minute and 20,000 pages
    python -m bench.memory --seconds 600 --pages 1000000      as long as it takes

One worker on an Apache Kafka of its own. In the first part a backlog waits, and the broker is stopped (SIGSTOP) when the worker is in the
middle of it: it takes connections and answers nothing. The worker's delivery time-out is raised, or it would end, as it should, after a
minute. In the second part pages come as fast as they are taken apart. Resident memory is read once a second; of the second part the first
tenth is left out of the comparison, in which the program loads what it loads once. The result is JSON, in bench/results/memory.json.
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
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import msgspec

import streams.lifeline
from bench.desk import pages
from deploy.kafka import ApacheKafka
from streams.cli.worker_process import environment
from streams.cli.workers import free_ports
from streams.intake.publish import publish
from streams.pipeline import Message
from streams.settings import Settings
from streams.topics import Topics, create_topics

RESULTS = Path(__file__).parent / "results" / "memory.json"
MIB = 1024 * 1024
BACKLOG = 2_500
AHEAD = 2_000
"""Pages that may wait in the second part: what comes faster is held back, so that the disk stays small."""

SMALL_DISK = {"log.retention.bytes": str(256 * MIB), "log.segment.bytes": str(32 * MIB), "log.retention.check.interval.ms": "5000"}


class Worker:
    """One `barqiya worker`, its memory read once a second."""

    def __init__(self, settings: Settings) -> None:
        (port,) = free_ports("127.0.0.1", 0, 1)
        settings = msgspec.structs.replace(settings, metrics_port=port, log_level="WARNING")
        self._url = f"http://127.0.0.1:{port}/metrics"
        # It ends with this process, however that ends.
        command = [sys.executable, "-I", "-S", streams.lifeline.__file__, sys.executable, "-m", "streams", "worker"]
        self._process = subprocess.Popen(command, env=environment(settings), stdin=subprocess.PIPE)
        self.samples: list[float] = []
        """MiB of resident memory."""
        threading.Thread(target=self._sample, daemon=True).start()

    def through(self) -> int:
        """Items all of whose records are acknowledged."""
        return int(self.series("barqiya_end_to_end_latency_seconds_count"))

    def series(self, name: str) -> float:
        """The value of a metric without labels; 0 while nothing is served."""
        try:
            with urlopen(self._url, timeout=10) as response:
                found = re.search(rf"^{name} (\S+)", response.read().decode(), re.MULTILINE)
        except OSError:
            return 0.0
        return float(found[1]) if found else 0.0

    def wait_until_through(self, items: int) -> None:
        while self.through() < items:
            assert self._process.poll() is None, "the worker ended"
            time.sleep(0.2)

    def end(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def _sample(self) -> None:
        while self._process.poll() is None:
            if resident := self.series("process_resident_memory_bytes"):
                self.samples.append(resident / MIB)
            time.sleep(1)


def silent_broker(seconds: int) -> dict[str, Any]:
    """A worker in the middle of a backlog whose broker says nothing for so long."""
    with ApacheKafka(config=SMALL_DISK) as kafka:
        settings = Settings(bootstrap_servers=kafka.bootstrap_servers, delivery_timeout_seconds=seconds + 300)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        put(pages(BACKLOG), settings)
        worker = Worker(settings)
        worker.wait_until_through(BACKLOG // 4)
        (node,) = kafka.nodes
        node.freeze()
        # What is on its way arrives, and what can be fetched and taken is.
        time.sleep(5)
        began = len(worker.samples)
        time.sleep(seconds)
        silent = worker.samples[began:]
        node.thaw()
        worker.wait_until_through(BACKLOG)
        worker.end()
    return {"seconds": seconds, "backlog_pages": BACKLOG, "mib_first": silent[0], "mib_last": silent[-1], "mib_max": max(silent)}


def many_pages(count: int) -> dict[str, Any]:
    """A worker that takes so many pages apart, one after the other."""
    with ApacheKafka(config=SMALL_DISK) as kafka:
        settings = Settings(bootstrap_servers=kafka.bootstrap_servers)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        worker = Worker(settings)
        while not worker.samples:
            time.sleep(0.2)

        def held_back() -> Iterator[Message]:
            for number, page in enumerate(pages(count)):
                if number % 1_000 == 0:
                    worker.wait_until_through(number - AHEAD)
                yield page

        began = time.monotonic()
        put(held_back(), settings)
        worker.wait_until_through(count)
        seconds = time.monotonic() - began
        settled = worker.samples[len(worker.samples) // 10 :]
        worker.end()
    return {
        "pages": count,
        "seconds": round(seconds),
        "mib_after_a_tenth": settled[0],
        "mib_last": settled[-1],
        "mib_max": max(settled),
    }


def put(messages: Iterator[Message], settings: Settings) -> None:
    publish(messages, bootstrap_servers=settings.bootstrap_servers, topic=Topics.of(settings).raw.name, settings=settings)


def main() -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="how long the broker is silent")
    parser.add_argument("--pages", type=int, default=20_000, help="how many pages in the second part")
    asked = parser.parse_args()
    load = os.getloadavg()[0]
    result = {
        "command": f"python -m bench.memory --seconds {asked.seconds} --pages {asked.pages}",
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load_before": round(load, 1),
        "silent_broker": silent_broker(asked.seconds),
        "many_pages": many_pages(asked.pages),
    }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(rounded(result), indent=2) + "\n")
    print(RESULTS.read_text(), end="")


def rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: rounded(one) for name, one in value.items()}
    return round(value, 1) if isinstance(value, float) else value


if __name__ == "__main__":
    main()
