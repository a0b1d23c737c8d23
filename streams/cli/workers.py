"""The workers of `barqiya up`: processes of their own in one consumer group, watched, and taken down with the command."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Self

import msgspec

import streams.lifeline
from streams.settings import PREFIX, Settings

STOP_SECONDS = 15.0
"""How long workers may take to finish what they have in hand; a worker that is killed instead loses nothing, but repeats it."""
_POLL_SECONDS = 0.1

Say = Callable[[str], None]


class WorkerDied(Exception):  # noqa: N818  (named for what happened)
    """A worker ended by itself. The message holds how, and its last line; the others were said before."""


class Worker:
    """One worker process.

    It runs under `streams.lifeline`, so that it ends with this process even when that is killed.
    """

    def __init__(self, number: int, settings: Settings, say: Say) -> None:
        self.number = number
        self.url = f"http://{settings.metrics_host}:{settings.metrics_port}/metrics"
        self._settings = settings
        self._say = say
        self._last_line = ""
        self._process: asyncio.subprocess.Process | None = None
        self._ended: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start it, in a process group of its own: a Ctrl-C is for the command, which then ends its workers in order."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-I",
            "-S",
            streams.lifeline.__file__,
            sys.executable,
            "-m",
            "streams",
            "worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env=environment(self._settings),
            start_new_session=True,
        )
        self._ended = asyncio.create_task(self._relay(self._process))

    async def ready(self) -> None:
        """Wait until it serves its metrics. One that ends before it does is the business of `ended`."""
        while not await _answers(self._settings.metrics_host, self._settings.metrics_port):  # noqa: ASYNC110  (another process)
            await asyncio.sleep(_POLL_SECONDS)

    async def ended(self) -> None:
        """Wait for its end. Raises WorkerDied, since it is not asked to end while this waits."""
        assert self._process is not None  # noqa: S101  (started by then)
        assert self._ended is not None  # noqa: S101
        await asyncio.shield(self._ended)
        raise WorkerDied(f"worker {self.number} {_how(await self._process.wait())}: {self._last_line or 'it wrote nothing'}")

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the worker, if it is there."""
        if self._process is not None and self._ended is not None and not self._ended.done():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    async def gone(self) -> None:
        """Wait until nothing of it runs any more."""
        if self._ended is not None:
            await asyncio.shield(self._ended)

    async def _relay(self, process: asyncio.subprocess.Process) -> None:
        """Say what it writes, line by line. The pipe ends when the worker does, also where the lifeline around it ended first."""
        assert process.stdout is not None  # noqa: S101  (it is a pipe)
        while line := await _line(process.stdout):
            text = line.decode("utf-8", "replace").rstrip()
            self._last_line = text.strip() or self._last_line
            self._say(f"worker {self.number}: {text}")
        await process.wait()


class Workers:
    """`async with Workers(2, settings, say) as workers:` starts them; at the end of the block they get SIGTERM and their time."""

    def __init__(self, count: int, settings: Settings, say: Say) -> None:
        ports = _ports(settings.metrics_host, settings.metrics_port, count)
        self.all = [Worker(number, msgspec.structs.replace(settings, metrics_port=port), say) for number, port in enumerate(ports, start=1)]

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

    async def one_ended(self) -> None:
        """Wait until the first of them ends. Raises WorkerDied."""
        watched = [asyncio.create_task(worker.ended()) for worker in self.all]
        try:
            done, _ = await asyncio.wait(watched, return_when=asyncio.FIRST_COMPLETED)
            done.pop().result()
        finally:
            for task in watched:
                task.cancel()

    def kill(self) -> None:
        """End them at once, with what they have in hand: for when there is no broker to finish it with."""
        for worker in self.all:
            worker.signal(signal.SIGKILL)

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


def environment(settings: Settings, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment that gives a process exactly these settings."""
    others = {name: value for name, value in environ.items() if not name.startswith(PREFIX)}
    return others | {PREFIX + name.upper(): str(value) for name, value in msgspec.structs.asdict(settings).items()}


def _ports(host: str, first: int, count: int) -> list[int]:
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


async def _answers(host: str, port: int) -> bool:
    """Whether the metrics endpoint answers with status 200."""
    try:
        async with asyncio.timeout(1.0):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(f"GET /metrics HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
                status = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
    return b" 200 " in status


async def _line(stream: asyncio.StreamReader) -> bytes:
    """The next line, or as much of an overlong one as the buffer holds; empty at the end."""
    try:
        return await stream.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        return error.partial
    except asyncio.LimitOverrunError as error:
        return await stream.readexactly(error.consumed)


def _how(status: int) -> str:
    """A process's end in words; `lifeline` passes a signal on as its negative, which the system takes modulo 256."""
    number = -status if status < 0 else 256 - status if status > 128 else 0
    try:
        return f"was ended by {signal.Signals(number).name}"
    except ValueError:
        return f"ended with status {status}"
