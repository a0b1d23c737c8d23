"""Barqiya's own worker, as `barqiya worker` runs it."""

from __future__ import annotations

from bench.peers.job import Job
from streams.app import create_app
from streams.cli.worker import run as run_worker
from streams.cli.worker import set_up_logging


def run(job: Job) -> None:
    set_up_logging(job.settings.log_level)
    run_worker(create_app(job.settings))
