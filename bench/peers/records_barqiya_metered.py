"""Barqiya's own worker, which reads the clock before and after each page's `process`: what is left is Kafka's share.

It is this thread's processor time, in the worker itself: the same caches, the same heap, the same moment. What the consumer's thread does
meanwhile is not in it. Reading the clock twice is a microsecond of what is left.
"""

from __future__ import annotations

import time
from typing import Any

import streams.agents.desk as desk
from bench.peers import records_barqiya
from bench.peers.job import Job, Meter
from streams.pipeline.process import Outcome

_process_message = desk.process_message


def run(job: Job) -> None:
    meter = Meter(job)
    pages = nanoseconds = 0

    def timed(*arguments: Any, **options: Any) -> Outcome:
        nonlocal pages, nanoseconds
        began = time.thread_time_ns()
        outcome = _process_message(*arguments, **options)
        nanoseconds += time.thread_time_ns() - began
        pages += 1
        meter.write(pages, nanoseconds)
        return outcome

    desk.process_message = timed
    records_barqiya.run(job)
