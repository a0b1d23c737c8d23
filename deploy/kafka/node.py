"""One node of Apache Kafka: a Java process, the folder with its data, and what it said."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import streams.lifeline
from deploy.kafka import jars

START_SECONDS = 240.0
"""How long a node may take to start: about six seconds on two idle cores, and minutes where they have ten times more to do."""
STOP_SECONDS = 60.0
"""How long a node may take to stop in order."""

QUICK_START = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Half of the processor time of a start (measured: 4 seconds and not 8), for a node that is there for a test and need not be fast."""
ON_AND_ON = ("-Xmx1g", "-XX:+UseG1GC")
"""For a node that is to be fast: Java compiles what is called often a second time, and better."""

_STARTED = "Kafka Server started"


class KafkaError(Exception):
    """A node does not start, or a tool fails. The message holds the last of what it said."""


class Node:
    """A node, to be started, killed, frozen, and started again with the data that it has.

    It ends with the process that started it, however that ends (see `streams.lifeline`); a Ctrl-C does not reach it.

    Args:
        number: Its `node.id`, from 1.
        directory: Its own folder: `server.properties`, `data/` and `server.log`.
        properties: Its configuration. `log.dirs` may name another place for its data.
        java_options: What Java is told, its memory above all.
    """

    def __init__(self, number: int, directory: Path, properties: Mapping[str, str], java_options: Sequence[str]) -> None:
        self.number = number
        self.data = Path(properties.get("log.dirs", str(directory / "data")))
        self._directory = directory
        self._properties = {**properties, "node.id": str(number), "log.dirs": str(self.data)}
        self._java_options = list(java_options)
        self._process: subprocess.Popen[bytes] | None = None
        self._said_before = 0

    @property
    def alive(self) -> bool:
        """Whether it runs; a frozen node does."""
        return self._process is not None and self._process.poll() is None

    @property
    def log(self) -> str:
        """What it said since it was last started."""
        log = self._directory / "server.log"
        return log.read_bytes()[self._said_before :].decode("utf-8", "replace") if log.exists() else ""

    def format(self, cluster_id: str, arguments: Iterable[str] = ()) -> None:
        """Prepare its folder, unless it was before. `arguments` are more of StorageTool's, as `--add-scram …`.

        Raises:
            KafkaUnavailable: There is no Java, or there are no jars.
            KafkaError: Kafka does not like the configuration.
        """
        self.data.mkdir(parents=True, exist_ok=True)
        self._directory.mkdir(parents=True, exist_ok=True)
        config = self._directory / "server.properties"
        config.write_text("".join(f"{name}={value}\n" for name, value in self._properties.items()), encoding="utf-8")
        config.chmod(0o600)  # it may hold passwords
        if (self.data / "meta.properties").exists():
            return
        run_tool("kafka.tools.StorageTool", "format", "--config", str(config), "--cluster-id", cluster_id, *arguments)

    def start(self) -> None:
        """Start it, and go on at once; `wait_until_started` waits for it."""
        log = self._directory / "server.log"
        self._said_before = log.stat().st_size if log.exists() else 0
        lifeline = [sys.executable, "-I", "-S", streams.lifeline.__file__]
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603  (Java, and files of our own)
                lifeline + _java(self._java_options, ["kafka.Kafka", str(self._directory / "server.properties")]),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_started(self, timeout: float = START_SECONDS) -> None:
        """Wait until clients can use it. Raises KafkaError where it ends instead, or takes too long."""
        deadline = time.monotonic() + timeout
        while _STARTED not in self.log:
            if not self.alive:
                raise KafkaError(f"node {self.number} ended at its start: {self.log[-2_000:]}")
            if time.monotonic() > deadline:
                raise KafkaError(f"node {self.number} did not start within {timeout:.0f} seconds: {self.log[-2_000:]}")
            time.sleep(0.05)

    def wait_until_ended(self, timeout: float = STOP_SECONDS) -> None:
        """Wait for its end. Raises subprocess.TimeoutExpired where it still runs."""
        if self._process is not None:
            self._process.wait(timeout)

    def kill(self) -> None:
        """End it as a power cut would, frozen or not: kill -9."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it in order: it hands over what it leads, and writes down where it was. One that takes too long is killed."""
        self._end(signal.SIGTERM)

    def freeze(self) -> None:
        """Stop its clock: connections stay open, and nobody answers them."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on where it was frozen."""
        self._signal(signal.SIGCONT)

    def _end(self, number: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        _signal_group(process, number)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait()
        assert process.stdin is not None  # noqa: S101  (it is a pipe, see start)
        process.stdin.close()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            _signal_group(self._process, number)


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    # Lifeline and Java are a session of their own.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def run_tool(name: str, *arguments: str) -> str:
    """Run one of Kafka's own tools, by its class, and give what it wrote. Raises KafkaError, with what it wrote, where it fails."""
    command = _java(QUICK_START, [name, *arguments])
    done = subprocess.run(command, capture_output=True, text=True, timeout=START_SECONDS, check=False)  # noqa: S603
    if done.returncode != 0:
        raise KafkaError(f"{name} failed: {(done.stdout + done.stderr).strip()[-2_000:]}")
    return done.stdout


def _java(options: Sequence[str], arguments: Sequence[str]) -> list[str]:
    logging = f"-Dlog4j2.configurationFile={Path(__file__).with_name('log4j2.properties')}"
    always = ["-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", logging]
    return [jars.java(), *options, *always, "-cp", jars.class_path(), *arguments]
