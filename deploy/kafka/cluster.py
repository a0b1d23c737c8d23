"""Nodes of Apache Kafka that know each other."""

from __future__ import annotations

import os
import random
import socket
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from deploy.kafka.node import ON_AND_ON, Node, run_tool
from deploy.kafka.security import Security

HOST = "127.0.0.1"
PORT = 9092

_CLUSTER_ID = "YmFycWl5YS1sb2NhbC0wMQ"  # 16 bytes in base64
# Below what systems give to outgoing connections (from 32768 on Linux, 49152 on macOS): while a node is down, a client that tries to reach
# it could otherwise be given the node's own port, and then talk to itself.
_PORTS = range(20_000, 32_000)
# Java listens only seconds after its ports were chosen, and another process may be choosing then: each chooses from a share of its own.
_SHARES = 40


@dataclass(frozen=True)
class _Ports:
    plain: int
    controller: int
    secure: int


class ApacheKafka:
    """A cluster of one's own, from `with ApacheKafka() as kafka:` to the end of the block, or of the process.

    Topics are not created by the way: a misspelt name is an error. With three nodes, topics and Kafka's own have three copies of which two
    must be there for a write.

    Args:
        nodes: How many; each is broker and controller. Three go on when one is lost.
        directory: Where all of it is kept, and found again by the next start. None: a folder that is removed at the end.
        port: Where the first node listens; the next listens 10 ports higher, and so on. None: free ports.
        secure: A second listener with TLS and SASL (`security` says how to log in), and access control on it.
        config: Broker configuration, by its names, over what is set here.
        java_options: What Java is told for a node: ON_AND_ON, or QUICK_START.
    """

    def __init__(
        self,
        nodes: int = 1,
        *,
        directory: Path | None = None,
        port: int | None = None,
        secure: bool = False,
        config: Mapping[str, str] | None = None,
        java_options: Sequence[str] = ON_AND_ON,
    ) -> None:
        self._scratch = tempfile.TemporaryDirectory(prefix="barqiya-kafka-") if directory is None else None
        self._directory = Path(self._scratch.name) if directory is None and self._scratch else (directory or Path()).resolve()
        self._ports = (
            _free_ports(nodes) if port is None else [_Ports(first, first + 1, first + 2) for first in range(port, port + 10 * nodes, 10)]
        )
        self._secure = secure
        self._config = dict(config or {})
        self._java_options = java_options
        self._security: Security | None = None
        self.nodes: list[Node] = []

    @property
    def bootstrap_servers(self) -> str:
        """Where it listens without encryption, as Kafka clients take it: `127.0.0.1:PORT,…`."""
        return ",".join(f"{HOST}:{ports.plain}" for ports in self._ports)

    @property
    def secure_servers(self) -> str:
        """Where it listens with TLS and SASL, if it was asked to."""
        return ",".join(f"{HOST}:{ports.secure}" for ports in self._ports)

    @property
    def security(self) -> Security:
        """How to log in there. Raises ValueError where there is no secure listener."""
        if self._security is None:
            raise ValueError("this cluster was started without its secure listener")
        return self._security

    def __enter__(self) -> Self:
        """Start all nodes and wait for them.

        Raises:
            KafkaUnavailable: There is no Java, or there are no jars.
            KafkaError: A node does not start.
        """
        try:
            self._start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop all nodes."""
        self.stop()

    def stop(self) -> None:
        """Stop all nodes: in order where their data is kept, else at once."""
        if self._scratch is None:
            with ThreadPoolExecutor(len(self.nodes) or 1) as threads:
                list(threads.map(Node.stop, self.nodes))
        else:
            for node in self.nodes:
                node.kill()
            self._scratch.cleanup()

    def tool(self, name: str, *arguments: str) -> str:
        """Run one of Kafka's own tools, by its class (`kafka.admin.ConfigCommand`), and give what it wrote. Raises KafkaError."""
        return run_tool(name, "--bootstrap-server", self.bootstrap_servers, *arguments)

    def _start(self) -> None:
        if self._secure:
            self._security = Security.of(self._directory / "security")
        self.nodes = [
            Node(number, self._directory / f"node-{number}", dict(self._properties(ports)), self._java_options)
            for number, ports in enumerate(self._ports, start=1)
        ]
        arguments = list(self._security.format_arguments()) if self._security else []
        with ThreadPoolExecutor(len(self.nodes)) as threads:
            list(threads.map(lambda node: node.format(_CLUSTER_ID, arguments), self.nodes))
        for node in self.nodes:
            node.start()
        for node in self.nodes:
            node.wait_until_started()

    def _properties(self, own: _Ports) -> Iterator[tuple[str, str]]:
        listeners = [f"PLAIN://{HOST}:{own.plain}", *([f"SECURE://{HOST}:{own.secure}"] if self._security else [])]
        copies = str(min(3, len(self._ports)))
        enough = str(min(2, len(self._ports)))
        yield "process.roles", "broker,controller"
        yield "controller.quorum.voters", ",".join(f"{n}@{HOST}:{ports.controller}" for n, ports in enumerate(self._ports, start=1))
        yield "controller.listener.names", "CONTROLLER"
        yield "listeners", ",".join([*listeners, f"CONTROLLER://{HOST}:{own.controller}"])
        yield "advertised.listeners", ",".join(listeners)
        yield "listener.security.protocol.map", "PLAIN:PLAINTEXT,SECURE:SASL_SSL,CONTROLLER:PLAINTEXT"
        yield "inter.broker.listener.name", "PLAIN"
        yield "default.replication.factor", copies
        yield "min.insync.replicas", enough
        for topic in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
            yield f"{topic}.replication.factor", copies
            # Kafka's 50 partitions are for clusters with many groups, and take their time to be made.
            yield f"{topic}.num.partitions", "8"
        yield "transaction.state.log.min.isr", enough
        yield "share.coordinator.state.topic.min.isr", enough
        yield "auto.create.topics.enable", "false"
        # A group that forms starts at once, instead of waiting three seconds for more members.
        yield "group.initial.rebalance.delay.ms", "0"
        if self._security is not None:
            yield from self._security.properties()
        yield from self._config.items()


def _free_ports(nodes: int) -> list[_Ports]:
    """Three ports for each node, on which nobody listens now."""
    own = _PORTS[os.getpid() % _SHARES :: _SHARES]
    candidates = random.sample(own, len(own))
    free = (port for port in candidates if _is_free(port))
    return [_Ports(next(free), next(free), next(free)) for _ in range(nodes)]


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
