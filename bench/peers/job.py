"""What a peer is told when it is started."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

import msgspec

from streams.settings import Settings
from streams.topics import Topics

COMMIT_SECONDS = 1.0
"""How often offsets are committed, as in Barqiya's worker: what is read again after a crash is a second of work for everyone."""


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One run: where Kafka is, the prefix of the run's own topics, and a folder of its own."""

    bootstrap_servers: str
    prefix: str
    directory: str

    @property
    def settings(self) -> Settings:
        """As Barqiya's worker has them; the consumer group is the run's own."""
        return Settings(
            bootstrap_servers=self.bootstrap_servers,
            topic_prefix=self.prefix,
            group_id=self.prefix,
            metrics_port=0,
            log_level="WARNING",
        )

    @property
    def topics(self) -> Topics:
        """`raw` is filled before the run. Copies go to `stories`."""
        return Topics.of(self.settings)


class Meter:
    """Two counters in a file that the measuring process reads while a peer runs: pages, and nanoseconds of processor time on them."""

    _FORMAT = struct.Struct("=qq")

    def __init__(self, job: Job) -> None:
        path = Path(job.directory) / "meter"
        if not path.exists():
            path.write_bytes(bytes(self._FORMAT.size))
        with path.open("r+b") as file:
            self._map = mmap.mmap(file.fileno(), self._FORMAT.size)

    def write(self, pages: int, nanoseconds: int) -> None:
        self._FORMAT.pack_into(self._map, 0, pages, nanoseconds)

    def read(self) -> tuple[int, int]:
        pages, nanoseconds = self._FORMAT.unpack_from(self._map, 0)
        return pages, nanoseconds
