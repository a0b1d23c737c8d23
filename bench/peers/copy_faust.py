"""A plain Faust agent with Faust's defaults.

It awaits `topic.send`, which returns when the message is in the producer's buffer. Faust flushes the producer before it commits; a
delivery that failed is logged, and its item is committed all the same.
"""

from __future__ import annotations

import sys

import faust

from bench.peers.job import Job


def run(job: Job) -> None:
    # The web server has nothing to do with the work, and its port may be taken.
    app = faust.App(job.prefix, broker=f"kafka://{job.bootstrap_servers}", web_enabled=False, datadir=job.directory)
    raw = app.topic(job.topics.raw.name, key_type=bytes, key_serializer="raw", value_type=bytes, value_serializer="raw")
    copies = app.topic(job.topics.stories.name, key_type=bytes, key_serializer="raw", value_type=bytes, value_serializer="raw")

    @app.agent(raw)
    async def copy(pages: faust.Stream[bytes]) -> None:
        async for key, value in pages.items():
            await copies.send(key=key, value=value)

    sys.argv = ["faust", "worker", "--loglevel", "warn", "--without-web"]
    app.main()
