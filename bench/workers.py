"""The workers that a bench measures: `barqiya worker --workers N` on a broker of the bench's own, read by its metrics."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from typing import Self
from urllib.request import urlopen

import msgspec

import streams.lifeline
from streams.cli.worker_process import environment
from streams.cli.workers import free_ports
from streams.settings import Settings

MIB = 1024 * 1024


class Workers:
    """`with Workers(settings) as workers:` starts as many as the settings say, and ends them.

    They end with this process, too, however that ends.
    """

    def __init__(self, settings: Settings) -> None:
        first = _ports_in_a_row(settings.workers)
        self._ports = range(first, first + settings.workers)
        self._settings = msgspec.structs.replace(settings, metrics_port=first, log_level="ERROR")

    def __enter__(self) -> Self:
        command = [sys.executable, "-I", "-S", streams.lifeline.__file__, sys.executable, "-m", "streams", "worker"]
        self._process = subprocess.Popen(command, env=environment(self._settings), stdin=subprocess.PIPE)
        return self

    def __exit__(self, *error: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()

    def through(self) -> int:
        """Items all of whose records are acknowledged."""
        return int(self._sum("barqiya_end_to_end_latency_seconds_count"))

    def ready(self) -> bool:
        """Whether each of them is."""
        return self._sum("barqiya_ready") == len(self._ports)

    def cpu_seconds(self) -> float:
        """Processor time of all of them since their start."""
        return self._sum("process_cpu_seconds_total")

    def resident_mib(self) -> float:
        """Resident memory of all of them; 0 while none serves its metrics."""
        return self._sum("process_resident_memory_bytes") / MIB

    def running(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        while not self.ready():
            self._pause()

    def wait_until_through(self, items: int) -> None:
        while self.through() < items:
            self._pause()

    def _pause(self) -> None:
        if not self.running():
            raise SystemExit("the workers ended")
        time.sleep(0.1)

    def _sum(self, name: str) -> float:
        return sum(_series(port, name) for port in self._ports)


def _series(port: int, name: str) -> float:
    """The value of a metric without labels; 0 while nothing is served."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
            found = re.search(rf"^{name} (\S+)", response.read().decode(), re.MULTILINE)
    except OSError:
        return 0.0
    return float(found[1]) if found else 0.0


def _ports_in_a_row(count: int) -> int:
    """The first of so many free ports."""
    while True:
        (first,) = free_ports("127.0.0.1", 0, 1)
        if free_ports("127.0.0.1", first, count) == list(range(first, first + count)):
            return first
