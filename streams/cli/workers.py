"""Several workers on one machine: processes of their own in one consumer group, watched, and taken down with the command."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import msgspec

from streams.agents.failure import REFUSED
from streams.cli.group import USAGE
from streams.cli.worker_process import Ended, Say, WorkerProcess
from streams.settings import Settings, SettingsError

STOP_SECONDS = 20.0
"""How long workers may take to end. A little more than they give themselves (`agents.failure`); one that is killed loses nothing."""

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
"""A worker that died is started again after a pause, twice as long each time, until one has run for STEADY_SECONDS."""

_POLL_SECONDS = 0.1

_FINAL = {USAGE, REFUSED}
"""Exit statuses that another start would not change: a setting that can't be, and items of which too many are rejected."""


class WorkerDied(Exception):  # noqa: N818  (named for what happened)
    """A worker ended by itself. The message holds how, and its last line; the others were said before."""

    def __init__(self, ended: Ended) -> None:
        super().__init__(str(ended))
        self.status = ended.status


class Workers:
    """`async with Workers(settings, ports, say) as workers:` starts them; at the end of the block they get SIGTERM and their time.

    Args:
        settings: Those of each worker, but for what has to differ.
        ports: The port of each worker's metrics and health, one worker for each.
        say: Called with each line that a worker writes.
    """

    def __init__(self, settings: Settings, ports: Sequence[int], say: Say) -> None:
        self.all = [WorkerProcess(number, _of_one(settings, number, port), say) for number, port in enumerate(ports, start=1)]
        self._say = say

    async def __aenter__(self) -> Self:
        try:
            for worker in self.all:
                await worker.start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._stop()

    async def ready(self) -> None:
        """Wait until all of them are at work at the same moment: one that joins takes partitions from the others."""
        while not all(await asyncio.gather(*(worker.is_ready() for worker in self.all))):  # noqa: ASYNC110  (other processes)
            await asyncio.sleep(_POLL_SECONDS)

    async def one_ended(self) -> None:
        """Wait until the first of them ends. Raises WorkerDied."""
        await self._first_of([asyncio.create_task(self._died(worker)) for worker in self.all])

    async def kept_running(self) -> None:
        """Start each again that ends, after a pause. Raises WorkerDied where another start would end in the same way."""
        await self._first_of([asyncio.create_task(self._kept_running(worker)) for worker in self.all])

    def kill(self) -> None:
        """End them at once, with what they have in hand: for when there is no broker to finish it with."""
        for worker in self.all:
            worker.signal(signal.SIGKILL)

    async def _first_of(self, watched: list[asyncio.Task[None]]) -> None:
        try:
            done, _ = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            done.pop().result()
        finally:
            for task in watched:
                task.cancel()

    async def _died(self, worker: WorkerProcess) -> None:
        raise WorkerDied(await worker.ended())

    async def _kept_running(self, worker: WorkerProcess) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            since = time.monotonic()
            ended = await worker.ended()
            if ended.status in _FINAL:
                raise WorkerDied(ended)
            if time.monotonic() - since > STEADY_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            self._say(f"worker {worker.number} {ended.how}, and is started again in {pause:g} seconds")
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
            await worker.start()

    async def _stop(self) -> None:
        try:
            for worker in self.all:
                worker.signal(signal.SIGTERM)
            async with asyncio.timeout(STOP_SECONDS):
                await asyncio.gather(*(worker.gone() for worker in self.all))
        except TimeoutError:
            pass
        finally:
            # Also where a second Ctrl-C cut the wait short. Those that are gone don't notice.
            self.kill()
            await asyncio.gather(*(worker.gone() for worker in self.all))


def consecutive_ports(settings: Settings) -> list[int]:
    """One port for each of `workers`, from `metrics_port` on, so that Prometheus knows where to look; 0 stays 0, any free one.

    Raises SettingsError where there are no so many ports.
    """
    first, count = settings.metrics_port, settings.workers
    if first and first + count - 1 > 65_535:
        raise SettingsError(f"BARQIYA_METRICS_PORT={first}: {count} workers need ports up to {first + count - 1}; the last is 65535")
    return [first + index if first else 0 for index in range(count)]


def free_ports(host: str, first: int, count: int) -> list[int]:
    """One port for each worker: those from `first` on, or any free one where `first` is 0 or another program has the port."""
    ports = []
    with contextlib.ExitStack() as held:
        for wanted in (first + index if first else 0 for index in range(count)):
            probe = held.enter_context(socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET))
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, wanted))
            except (OSError, OverflowError):
                probe.bind((host, 0))
            ports.append(int(probe.getsockname()[1]))
    return ports


def _of_one(settings: Settings, number: int, port: int) -> Settings:
    instance = settings.group_instance_id and f"{settings.group_instance_id}-{number}"
    return msgspec.structs.replace(settings, workers=1, metrics_port=port, group_instance_id=instance)
