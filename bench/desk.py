"""How many pages a worker takes apart in a second: sample pages, one worker process, the embedded broker beside it.

    python -m bench desk

Pages are on the raw topic before the worker starts; the clock runs from the first tenth of them to the last, so that start-up, the
group's forming and the language model's loading are not in it. Broker, worker and this process share the machine.
"""

from __future__ import annotations

import asyncio
import itertools
import time
import uuid
from collections.abc import Iterator

import msgspec

from bench.workers import Workers
from streams.broker import EmbeddedBroker
from streams.intake.publish import publish
from streams.intake.samples import sample_messages
from streams.pipeline import Message
from streams.settings import Settings
from streams.topics import Topics, create_topics

PAGES = 4_000


def main(count: int = PAGES) -> None:
    """Print pages a second and the share of one core that the worker took."""
    with EmbeddedBroker() as broker:
        settings = Settings(bootstrap_servers=broker.bootstrap_servers, group_id=f"bench-{uuid.uuid4().hex[:8]}")
        asyncio.run(create_topics(settings.bootstrap_servers, settings))
        publish(pages(count), bootstrap_servers=broker.bootstrap_servers, topic=Topics.of(settings).raw.name, settings=settings)
        with Workers(settings) as worker:
            worker.wait_until_through(count // 10)
            first, began, cpu = worker.through(), time.monotonic(), worker.cpu_seconds()
            worker.wait_until_through(count)
            seconds, cpu = time.monotonic() - began, worker.cpu_seconds() - cpu
    rate, core = (count - first) / seconds, cpu / seconds
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


if __name__ == "__main__":
    main()
