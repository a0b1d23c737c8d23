"""A worker as a process of its own: started, listened to, and told to end."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Mapping

import msgspec

import streams.lifeline
from streams.settings import PREFIX, Settings

_POLL_SECONDS = 0.1

Say = Callable[[str], None]


class Ended(msgspec.Struct, frozen=True):
    """A worker's end: its number, how it ended in words, its exit status (negative: the signal that ended it), its last line."""

    number: int
    how: str
    status: int
    last_line: str

    def __str__(self) -> str:
        return f"worker {self.number} {self.how}: {self.last_line or 'it wrote nothing'}"


class WorkerProcess:
    """One worker process, which can be started again when it has ended.

    It runs under `streams.lifeline`, so that it ends with this process even when that is killed.
    """

    def __init__(self, number: int, settings: Settings, say: Say) -> None:
        self.number = number
        self.url = f"http://{settings.metrics_host}:{settings.metrics_port}/metrics"
        self._settings = settings
        self._say = say
        self._last_line = ""
        self._process: asyncio.subprocess.Process | None = None
        self._ended: asyncio.Task[int] | None = None

    async def start(self) -> None:
        """Start it, in a process group of its own: a Ctrl-C is for the command, which then ends its workers in order."""
        self._last_line = ""
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

    async def serves(self) -> None:
        """Wait until it serves its metrics. One that ends before it does is the business of `ended`."""
        while not await self._answers("/metrics"):  # noqa: ASYNC110  (another process)
            await asyncio.sleep(_POLL_SECONDS)

    async def is_ready(self) -> bool:
        """Whether it does its work at this moment."""
        return await self._answers("/health/ready")

    async def ended(self) -> Ended:
        """Wait for the end of a worker that was started."""
        assert self._ended is not None  # noqa: S101  (started by then)
        how, status = _how(await asyncio.shield(self._ended))
        return Ended(self.number, how, status, self._last_line)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the worker, if it is there."""
        if self._process is not None and self._ended is not None and not self._ended.done():
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, number)

    async def gone(self) -> None:
        """Wait until nothing of it runs any more."""
        if self._ended is not None:
            await asyncio.shield(self._ended)

    async def _answers(self, path: str) -> bool:
        """Whether its endpoint answers with status 200."""
        host = self._settings.metrics_host
        try:
            async with asyncio.timeout(1.0):
                reader, writer = await asyncio.open_connection(host, self._settings.metrics_port)
                try:
                    writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
                    status = await reader.readline()
                finally:
                    writer.close()
        except (OSError, TimeoutError):
            return False
        return b" 200 " in status

    async def _relay(self, process: asyncio.subprocess.Process) -> int:
        """Say what it writes, line by line. The pipe ends when the worker does, also where the lifeline around it ended first."""
        assert process.stdout is not None  # noqa: S101  (it is a pipe)
        while line := await _line(process.stdout):
            text = line.decode("utf-8", "replace").rstrip()
            self._last_line = text.strip() or self._last_line
            self._say(f"worker {self.number}: {text}")
        return await process.wait()


def environment(settings: Settings, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment that gives a process exactly these settings."""
    others = {name: value for name, value in environ.items() if not name.startswith(PREFIX)}
    return others | {PREFIX + name.upper(): str(value) for name, value in msgspec.structs.asdict(settings).items()}


async def _line(stream: asyncio.StreamReader) -> bytes:
    """The next line, or as much of an overlong one as the buffer holds; empty at the end."""
    try:
        return await stream.readuntil(b"\n")
    except asyncio.IncompleteReadError as error:
        return error.partial
    except asyncio.LimitOverrunError as error:
        return await stream.readexactly(error.consumed)


def _how(status: int) -> tuple[str, int]:
    """A process's end in words, and its status; `lifeline` passes a signal on as its negative, which the system takes modulo 256."""
    number = -status if status < 0 else 256 - status if status > 128 else 0
    try:
        return f"was ended by {signal.Signals(number).name}", -number
    except ValueError:
        return f"ended with status {status}", status
