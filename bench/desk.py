"""How many pages a worker takes apart in a second: sample pages, one worker process, the embedded broker beside it.

    python -m bench desk

Pages are on the raw topic before the worker starts; the clock runs from the first tenth of them to the last, so that start-up, the
group's forming and the language model's loading are not in it. Broker, worker and this process share the machine.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from urllib.request import urlopen

import msgspec

from streams.broker import EmbeddedBroker
from streams.intake.publish import publish
from streams.intake.samples import sample_messages
from streams.pipeline import Message
from streams.settings import PREFIX, Settings
from streams.topics import Topics, create_topics

PAGES = 4_000
_ACKNOWLEDGED = re.compile(r"^barqiya_end_to_end_latency_seconds_count (\S+)", re.MULTILINE)


def main(count: int = PAGES) -> None:
    """Print pages a second and the share of one core that the worker took."""
    with EmbeddedBroker() as broker:
        settings = Settings(bootstrap_servers=broker.bootstrap_servers, group_id=f"bench-{uuid.uuid4().hex[:8]}", metrics_port=0)
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        topic = Topics.of(settings).raw.name
        publish(pages(count), bootstrap_servers=broker.bootstrap_servers, topic=topic, settings=settings)
        environment = {**os.environ, f"{PREFIX}BOOTSTRAP_SERVERS": broker.bootstrap_servers, f"{PREFIX}GROUP_ID": settings.group_id}
        environment[f"{PREFIX}METRICS_PORT"] = "0"
        worker = subprocess.Popen([sys.executable, "-m", "streams", "worker"], env=environment, stderr=subprocess.PIPE, text=True)
        try:
            url = _metrics_url(worker)
            first, began, cpu_began = _wait(url, count // 10)
            last, ended, cpu_ended = _wait(url, count)
        finally:
            worker.terminate()
            worker.communicate()
    rate = (last - first) / (ended - began)
    core = (cpu_ended - cpu_began) / (ended - began)
    print(f"{rate:,.0f} pages/s by one worker, which took {core:.0%} of a core; {count:,} pages, embedded broker")


def pages(count: int, *, first: int = 0, largest: int | None = None, keys: int | None = None) -> Iterator[Message]:
    """The sample pages, or those of up to so many bytes, over and over, each time as other items: their ids count from `first` on.

    With `keys` they are sent under so many keys in turn, or the few sources of the samples would fill some partitions alone.
    """
    samples = [message for message in sample_messages() if largest is None or message.size <= largest]
    for number, message in enumerate(itertools.islice(itertools.cycle(samples), count), first):
        headers = tuple((name, f"{number}".encode() if name == "ce_id" else value) for name, value in message.headers)
        key = message.key if keys is None else f"key-{number % keys}".encode()
        yield msgspec.structs.replace(message, headers=headers, key=key)


def _metrics_url(worker: subprocess.Popen[str]) -> str:
    assert worker.stderr is not None
    for line in worker.stderr:
        if found := re.search(r"metrics at (http://\S+)", line):
            return found[1]
    raise SystemExit("the worker did not start")


def _wait(url: str, items: int) -> tuple[float, float, float]:
    """Until so many items are through: their number, the time, and the worker's CPU seconds by then."""
    while True:
        with urlopen(url, timeout=10) as response:
            text = response.read().decode()
        through = _ACKNOWLEDGED.search(text)
        if through is not None and float(through[1]) >= items:
            cpu = re.search(r"^process_cpu_seconds_total (\S+)", text, re.MULTILINE)
            return float(through[1]), time.monotonic(), float(cpu[1]) if cpu else 0.0
        time.sleep(0.05)


if __name__ == "__main__":
    main()
