"""What a worker holds in memory: while its broker is silent for minutes, and over many pages.

    python -m bench.memory                                    a minute of silence, then 20,000 pages
    python -m bench.memory silence --seconds 600              one part alone; the other's figures stay as they are
    python -m bench.memory pages --pages 1000000 --short

One worker on an Apache Kafka of its own. In the first part a backlog waits, and the broker is stopped (SIGSTOP) when the worker is in the
middle of it: it takes connections and answers nothing. The worker's delivery time-out is raised, or it would end, as it should, after a
minute. In the second part pages come as fast as they are taken apart. Resident memory is read once a second; of the second part the first
tenth is that in which the program loads what it loads once. With `--short`, pages are the sample pages of one flash or brief, so that a
million are through in minutes and not in an hour. The result is JSON, in bench/results/memory.json.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any

from bench.desk import pages
from bench.results import keep
from bench.workers import MIB, Workers
from deploy.kafka import ApacheKafka
from streams.intake.publish import publish
from streams.pipeline import Message
from streams.settings import Settings
from streams.topics import Topics, create_topics

BACKLOG = 2_500
AHEAD = 2_000
"""Pages that may wait in the second part: what comes faster is held back, so that the disk stays small."""

SHORT_BYTES = 500
SMALL_DISK = {"log.retention.bytes": str(256 * MIB), "log.segment.bytes": str(32 * MIB), "log.retention.check.interval.ms": "5000"}


def main(arguments: Sequence[str] = ()) -> None:
    """Measure, print and keep the result."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.memory", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("part", choices=("silence", "pages"), nargs="?", help="one part alone")
    parser.add_argument("--seconds", type=int, default=60, help="how long the broker is silent")
    parser.add_argument("--pages", type=int, default=20_000, help="how many pages in the second part")
    parser.add_argument("--short", action="store_true", help="only flashes and briefs in the second part")
    asked = parser.parse_args(arguments)
    if asked.part != "pages":
        keep("memory", "silent_broker", f"memory silence --seconds {asked.seconds}", lambda: silent_broker(asked.seconds))
    if asked.part != "silence":
        command = f"memory pages --pages {asked.pages}" + " --short" * asked.short
        keep("memory", "short_pages" if asked.short else "pages", command, lambda: many_pages(asked.pages, asked.short))


def silent_broker(seconds: int) -> dict[str, Any]:
    """A worker in the middle of a backlog whose broker says nothing for so long."""
    with ApacheKafka(config=SMALL_DISK) as kafka:
        settings = Settings(bootstrap_servers=kafka.bootstrap_servers, delivery_timeout_seconds=seconds + 300)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        put(pages(BACKLOG), settings)
        with Workers(settings) as worker:
            samples = sampled(worker)
            worker.wait_until_through(BACKLOG // 4)
            (node,) = kafka.nodes
            node.freeze()
            # What is on its way arrives, and what can be fetched and taken is.
            time.sleep(5)
            began = len(samples)
            time.sleep(seconds)
            silent = samples[began:]
            node.thaw()
            worker.wait_until_through(BACKLOG)
    return {"seconds": seconds, "backlog_pages": BACKLOG, "mib_first": silent[0], "mib_last": silent[-1], "mib_max": max(silent)}


def many_pages(count: int, short: bool) -> dict[str, Any]:
    """A worker that takes so many pages apart, one after the other."""
    with ApacheKafka(config=SMALL_DISK) as kafka:
        settings = Settings(bootstrap_servers=kafka.bootstrap_servers)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        with Workers(settings) as worker:
            worker.wait_until_ready()
            samples = sampled(worker)

            def held_back() -> Iterator[Message]:
                for number, page in enumerate(pages(count, largest=SHORT_BYTES if short else None)):
                    if number % 1_000 == 0:
                        worker.wait_until_through(number - AHEAD)
                    yield page

            began = time.monotonic()
            put(held_back(), settings)
            worker.wait_until_through(count)
            seconds = time.monotonic() - began
            tenths = [statistics.fmean(part) for part in evenly(samples, 10)]
    return {
        "pages": count,
        "of": f"sample pages of up to {SHORT_BYTES} bytes" if short else "all sample pages",
        "seconds": round(seconds),
        "mib_by_tenth": tenths,
        "mib_max": max(samples),
    }


def sampled(workers: Workers) -> list[float]:
    """Their resident memory in MiB, once a second: a list that grows until they end."""
    samples: list[float] = []

    def sample() -> None:
        while workers.running():
            if resident := workers.resident_mib():
                samples.append(resident)
            time.sleep(1)

    threading.Thread(target=sample, daemon=True).start()
    return samples


def evenly(samples: Sequence[float], parts: int) -> list[Sequence[float]]:
    """The samples in so many runs of equal length; raises ValueError where there are fewer of them."""
    if len(samples) < parts:
        raise ValueError(f"{len(samples)} samples are too few for {parts} parts: measure more pages")
    cuts = [len(samples) * part // parts for part in range(parts + 1)]
    return [samples[start:end] for start, end in itertools.pairwise(cuts)]


def put(messages: Iterator[Message], settings: Settings) -> None:
    publish(messages, bootstrap_servers=settings.bootstrap_servers, topic=Topics.of(settings).raw.name, settings=settings)


if __name__ == "__main__":
    main(sys.argv[1:])
