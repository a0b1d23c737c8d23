"""One run of one peer: its processor time a page and its pages a second, between the first fifth of the pages and the last of them.

The clock for all peers alike is what is on the topics: a page counts when the broker has its copy or its records. So neither a peer's start
nor the forming of its group is in the figures, and a run whose topics do not hold exactly what they should is no result.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psutil
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

import streams.lifeline
from bench.peers.catalogue import KAFKA_STREAMS, KAFKA_STREAMS_DIRECTORY, Peer
from bench.peers.job import Job, Meter
from bench.peers.packages import ROOT
from bench.peers.pages import numbered
from deploy.kafka.jars import class_path, java
from streams.intake.publish import publish
from streams.pipeline import Message
from streams.topics import create_topics

WARM_UP = 0.2
"""The share of the pages before which nothing is counted."""

POLL_SECONDS = 0.02
MOST_SECONDS = 300.0
"""After so long a peer is taken for stuck."""


class PeerFailed(Exception):  # noqa: N818  (named for what happened)
    """A peer ended, stood still, or left other messages than it should have. The message holds the last of what it said."""


class Figures(msgspec.Struct, frozen=True, kw_only=True):
    """Of one run; `process_us` is the pipeline's part of `cpu_us`, where the peer reads its clock around it."""

    cpu_us: float
    pages_a_second: float
    process_us: float | None = None


class _Sample(msgspec.Struct, frozen=True):
    pages: float
    cpu: float
    at: float
    metered: tuple[int, int]


def kafka_run(peer: Peer, servers: str, number: int, pages: list[Message], count: int, per_page: int, packages: Path) -> Figures:
    """Measure a peer on Kafka. `per_page` messages come of a page. Raises PeerFailed."""
    with tempfile.TemporaryDirectory(prefix="barqiya-peer-") as directory:
        job = Job(bootstrap_servers=servers, prefix=f"{peer.module.replace('_', '-')}-{number}", directory=directory)
        asyncio.run(create_topics(servers, job.settings))
        publish(numbered(pages, count), bootstrap_servers=servers, topic=job.topics.raw.name, settings=job.settings)
        try:
            return asyncio.run(_followed(peer, job, count, per_page, packages))
        finally:
            asyncio.run(_delete_topics(job))


def run_alone(peer: Peer, seconds: float, packages: Path) -> Figures:
    """Measure a peer without Kafka for so long. Raises PeerFailed."""
    with tempfile.TemporaryDirectory(prefix="barqiya-peer-") as directory:
        job = Job(bootstrap_servers="", prefix="alone", directory=directory)
        meter = Meter(job)
        with _process(peer, job, packages) as (process, log):
            while meter.read()[0] == 0:
                _check(process, log)
                time.sleep(POLL_SECONDS)
            first, began = meter.read(), time.monotonic()
            time.sleep(seconds)
            last, ended = meter.read(), time.monotonic()
    pages = last[0] - first[0]
    if not pages:
        raise PeerFailed(f"it read no page in {seconds:g} seconds")
    return Figures(cpu_us=(last[1] - first[1]) / pages / 1e3, pages_a_second=pages / (ended - began))


def cores() -> tuple[int | None, int | None]:
    """A core for the broker and this process, and one for the peer; None where the system can't hold a process to one, or has one."""
    if not hasattr(os, "sched_setaffinity") or len(os.sched_getaffinity(0)) < 2:
        return None, None
    broker, peer, *_ = sorted(os.sched_getaffinity(0))
    return broker, peer


async def _followed(peer: Peer, job: Job, count: int, per_page: int, packages: Path) -> Figures:
    meter = Meter(job)
    names = (job.topics.stories.name, job.topics.briefs.name, job.topics.rejects.name)
    partitions = [TopicPartition(name, partition) for name in names for partition in range(job.settings.partitions)]
    samples: list[_Sample] = []
    async with AIOKafkaConsumer(bootstrap_servers=job.bootstrap_servers) as consumer:
        with _process(peer, job, packages) as (process, log):
            tree = psutil.Process(process.pid)
            deadline = time.monotonic() + MOST_SECONDS
            messages = 0
            while messages < count * per_page:
                _check(process, log)
                if time.monotonic() > deadline:
                    raise PeerFailed(f"it stood still at {messages} of {count * per_page} messages: {_last(log)}")
                await asyncio.sleep(POLL_SECONDS)
                messages = sum((await consumer.end_offsets(partitions)).values())
                samples.append(_Sample(messages / per_page, _cpu(tree), time.monotonic(), meter.read()))
            # What it would write beyond that, it writes now.
            await asyncio.sleep(0.5)
            messages = sum((await consumer.end_offsets(partitions)).values())
    if messages != count * per_page:
        raise PeerFailed(f"there are {messages} messages, and should be {count * per_page}")
    return _figures(samples, count)


def _figures(samples: list[_Sample], count: int) -> Figures:
    warm = next((sample for sample in samples if sample.pages >= WARM_UP * count), None)
    # The sample that found the last page may be late; the one before it was taken while there was work.
    last = next((sample for sample in reversed(samples) if sample.pages < count), None)
    if warm is None or last is None or last.pages - warm.pages < count / 4:
        raise PeerFailed("it was through before it could be measured: give it more pages")
    pages = last.pages - warm.pages
    metered = last.metered[0] - warm.metered[0]
    return Figures(
        cpu_us=(last.cpu - warm.cpu) / pages * 1e6,
        pages_a_second=pages / (last.at - warm.at),
        process_us=(last.metered[1] - warm.metered[1]) / metered / 1e3 if metered else None,
    )


@contextmanager
def _process(peer: Peer, job: Job, packages: Path) -> Iterator[tuple[subprocess.Popen[bytes], Path]]:
    """The peer as a process on its core, and its log."""
    log = Path(job.directory) / "log"
    core = cores()[1]
    command = [sys.executable, "-I", "-S", streams.lifeline.__file__, *_command(peer, job)]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=job.directory,
            env=_environment(peer, packages),
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=None if core is None else lambda: os.sched_setaffinity(0, {core}),
        )
        try:
            yield process, log
        finally:
            assert process.stdin is not None
            # Its lifeline ends it then.
            process.stdin.close()
            process.wait()


def _command(peer: Peer, job: Job) -> list[str]:
    if peer.module == KAFKA_STREAMS:
        jars = class_path(KAFKA_STREAMS_DIRECTORY / "pom.xml")
        names = [job.bootstrap_servers, job.prefix, job.topics.raw.name, job.topics.stories.name, job.directory]
        return [java(), "-Xmx1g", "-cp", jars, str(KAFKA_STREAMS_DIRECTORY / "Copy.java"), *names]
    return [sys.executable, "-m", "bench.peers.child", peer.module, msgspec.json.encode(job).decode()]


def _environment(peer: Peer, packages: Path) -> Mapping[str, str]:
    path = [str(ROOT), *([str(packages)] if peer.package else [])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path)}


def _cpu(tree: psutil.Process) -> float:
    """Processor seconds of the peer and of the lifeline around it, which does nothing."""
    times = [process.cpu_times() for process in (tree, *tree.children(recursive=True))]
    return sum(each.user + each.system for each in times)


def _check(process: subprocess.Popen[bytes], log: Path) -> None:
    if process.poll() is not None:
        raise PeerFailed(f"it ended with status {process.returncode}: {_last(log)}")


def _last(log: Path) -> str:
    return log.read_text("utf-8", "replace").strip()[-1_000:]


async def _delete_topics(job: Job) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=job.bootstrap_servers)
    await admin.start()
    try:
        await admin.delete_topics([topic.name for topic in job.topics.all()])
    finally:
        await admin.close()
