"""A peer as a process: `python -m bench.peers.child MODULE JOB`, the job as JSON. It works until it is ended.

A peer without Kafka reads the pages over and over, and its meter says how many, in how much processor time.
"""

from __future__ import annotations

import importlib
import sys
import time

import msgspec

from bench.peers.job import Job, Meter
from bench.peers.pages import html_pages


def main(module: str, job: Job) -> None:
    peer = importlib.import_module(f"bench.peers.{module}")
    if hasattr(peer, "run"):
        peer.run(job)
        return
    read, meter, pages = peer.reader(), Meter(job), html_pages()[1]
    for page in pages:
        # What is loaded with the first page of a kind is not in the time.
        read(page)
    done, began = 0, time.process_time_ns()
    while True:
        for page in pages:
            read(page)
            done += 1
            meter.write(done, time.process_time_ns() - began)


if __name__ == "__main__":
    main(sys.argv[1], msgspec.json.decode(sys.argv[2], type=Job))
