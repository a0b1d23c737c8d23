"""The embedded broker: there when it is needed, gone with whoever started it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from streams.broker import BrokerError, EmbeddedBroker

pytestmark = pytest.mark.broker

STARTER = """
import sys, time
from streams.broker import EmbeddedBroker
with EmbeddedBroker() as broker:
    print(broker.bootstrap_servers, flush=True)
    {then}
"""


async def say_and_hear(bootstrap_servers: str, value: bytes) -> bytes | None:
    """One message to a topic and back."""
    producer = AIOKafkaProducer(bootstrap_servers=bootstrap_servers, acks="all")
    await producer.start()
    await producer.send_and_wait("talk", value)
    await producer.stop()
    consumer = AIOKafkaConsumer("talk", bootstrap_servers=bootstrap_servers, auto_offset_reset="earliest")
    await consumer.start()
    try:
        heard: bytes | None = (await asyncio.wait_for(consumer.getone(), timeout=60)).value
        return heard
    finally:
        await consumer.stop()


def listens(bootstrap_servers: str) -> bool:
    host, port = bootstrap_servers.split(":")
    command = f"import socket; socket.create_connection(('{host}', {port}), 1)"
    return subprocess.run([sys.executable, "-c", command], stderr=subprocess.DEVNULL, check=False).returncode == 0


def is_gone(bootstrap_servers: str, within: float = 60) -> bool:
    deadline = time.monotonic() + within
    while listens(bootstrap_servers):
        if time.monotonic() > deadline:
            return False
    return True


def start(then: str) -> tuple[subprocess.Popen[str], str]:
    """A process that starts a broker, and where that listens."""
    process = subprocess.Popen(
        [sys.executable, "-c", STARTER.format(then=then)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdout is not None
    return process, process.stdout.readline().strip()


def test_it_carries_messages_as_soon_as_the_block_begins_and_is_gone_at_its_end() -> None:
    with EmbeddedBroker() as broker:
        assert broker.alive
        assert asyncio.run(say_and_hear(broker.bootstrap_servers, "برقية".encode())) == "برقية".encode()
    assert not broker.alive
    assert is_gone(broker.bootstrap_servers)


def test_it_listens_on_this_machine_only_and_several_do_not_meet() -> None:
    with EmbeddedBroker() as one, EmbeddedBroker() as another:
        assert one.bootstrap_servers.startswith("127.0.0.1:")
        assert one.bootstrap_servers != another.bootstrap_servers


def test_it_warns_that_it_forgets(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="streams.broker"), EmbeddedBroker():
        assert "not for production" in caplog.text
        assert "BARQIYA_BOOTSTRAP_SERVERS" in caplog.text


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: signal.Signals(number).name)
def test_it_ends_with_the_process_that_started_it(number: signal.Signals) -> None:
    process, bootstrap_servers = start("time.sleep(60)")
    assert listens(bootstrap_servers)

    process.send_signal(number)
    process.communicate(timeout=60)

    assert is_gone(bootstrap_servers)


def test_it_ends_with_a_process_that_leaves_by_the_back_door() -> None:
    process, bootstrap_servers = start("import os; os._exit(3)")
    assert process.wait(timeout=60) == 3
    process.communicate()
    assert is_gone(bootstrap_servers)


def test_it_outlives_a_ctrl_c_in_its_terminal_so_that_workers_can_finish() -> None:
    with EmbeddedBroker() as broker:
        assert broker.process is not None
        os.kill(broker.process.pid, signal.SIGINT)
        time.sleep(0.2)
        assert broker.alive
        assert asyncio.run(say_and_hear(broker.bootstrap_servers, b"still here")) == b"still here"
        assert os.getpgid(broker.process.pid) != os.getpgid(0)


def test_its_end_is_noticed() -> None:
    with EmbeddedBroker() as broker:
        assert broker.process is not None
        os.killpg(broker.process.pid, signal.SIGKILL)
        broker.process.wait(timeout=60)
        assert not broker.alive


def test_it_is_not_led_astray_by_settings_for_other_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LISTENER_URL", "tcp://127.0.0.1:1")
    monkeypatch.setenv("STORAGE_ENGINE", "postgres://nowhere.invalid")
    with EmbeddedBroker() as broker:
        assert asyncio.run(say_and_hear(broker.bootstrap_servers, b"here")) == b"here"


def program(path: Path, text: str) -> Path:
    path.write_text(text)
    path.chmod(0o755)
    return path


def test_a_broker_that_ends_at_once_is_an_error_with_its_own_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CALF_TANSU_BIN", str(program(tmp_path / "broker", "#!/bin/sh\necho 'no memory for a broker'\nexit 1\n")))
    with pytest.raises(BrokerError, match="ended at once: no memory for a broker"):
        EmbeddedBroker().__enter__()


def test_a_broker_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CALF_TANSU_BIN", str(tmp_path / "nothing"))
    with pytest.raises(BrokerError, match="no embedded broker to run"):
        EmbeddedBroker().__enter__()


def test_a_program_that_listens_and_does_not_speak_kafka_is_no_broker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = (
        f"#!{sys.executable}\nimport socket, sys\nfrom urllib.parse import urlsplit\n"
        "url = urlsplit(sys.argv[sys.argv.index('--listener-url') + 1])\n"
        "server = socket.create_server((url.hostname, url.port))\n"
        "print('at your service', flush=True)\n"
        "while True:\n    connection, _ = server.accept()\n    connection.sendall(b'HTTP/1.1 400 Bad Request\\r\\n\\r\\n')\n"
    )
    monkeypatch.setenv("CALF_TANSU_BIN", str(program(tmp_path / "broker", script)))
    monkeypatch.setattr("streams.broker.START_SECONDS", 1.0)
    with pytest.raises(BrokerError, match=r"does not answer at 127\.0\.0\.1:.*at your service"):
        EmbeddedBroker().__enter__()


def test_it_needs_no_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    with EmbeddedBroker() as broker:
        assert broker.alive
    assert not (tmp_path / "nowhere").exists()
