"""Apache Kafka without Docker: what `make kafka` starts."""

from __future__ import annotations

import asyncio
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from deploy.kafka import ApacheKafka, KafkaError
from tests.apache import apache_kafka

pytestmark = pytest.mark.broker


async def create(servers: str, topic: str, copies: int = 1) -> None:
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    await admin.create_topics([NewTopic(topic, 1, copies)])
    await admin.close()


async def say(servers: str, topic: str, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=servers, acks="all") as producer:
        await producer.send_and_wait(topic, value)


async def hear(servers: str, topic: str) -> bytes | None:
    async with AIOKafkaConsumer(topic, bootstrap_servers=servers, auto_offset_reset="earliest") as consumer:
        value: bytes | None = (await asyncio.wait_for(consumer.getone(), timeout=120)).value
        return value


@pytest.fixture(scope="module")
def secure() -> Iterator[ApacheKafka]:
    """One node with both listeners, on which there is a topic."""
    with apache_kafka(secure=True) as kafka:
        asyncio.run(create(kafka.bootstrap_servers, "talk"))
        yield kafka


def test_a_node_that_was_killed_comes_back_with_what_it_had_acknowledged(secure: ApacheKafka) -> None:
    asyncio.run(say(secure.bootstrap_servers, "talk", "برقية".encode()))

    (node,) = secure.nodes
    node.kill()
    assert not node.alive
    node.start()
    node.wait_until_started()

    assert asyncio.run(hear(secure.bootstrap_servers, "talk")) == "برقية".encode()


def test_the_secure_listener_lets_in_who_has_the_password_and_lets_them_do_nothing_that_was_not_granted(secure: ApacheKafka) -> None:
    security = secure.security

    async def topics(password: str) -> list[str]:
        admin = AIOKafkaAdminClient(
            bootstrap_servers=secure.secure_servers,
            security_protocol="SASL_SSL",
            ssl_context=ssl.create_default_context(cafile=str(security.ca)),
            sasl_mechanism="SCRAM-SHA-512",
            sasl_plain_username=security.user.name,
            sasl_plain_password=password,
        )
        try:
            await admin.start()
            found: list[str] = await admin.list_topics()
            return found
        finally:
            await admin.close()

    assert asyncio.run(topics(security.user.password)) == []
    with pytest.raises(Exception, match=r"(?i)authentication|unable to bootstrap"):
        asyncio.run(topics("a guess"))


def test_make_kafka_says_where_it_listens_keeps_its_data_and_leaves_nothing_running(tmp_path: Path) -> None:
    port = int(apache_kafka().bootstrap_servers.rpartition(":")[2])
    command = [sys.executable, "-m", "deploy.kafka", "--port", str(port), "--data", str(tmp_path)]

    def run(work: str) -> None:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        assert line == f"export BARQIYA_BOOTSTRAP_SERVERS=127.0.0.1:{port}"
        servers = line.partition("=")[2]
        if work == "say":
            asyncio.run(create(servers, "talk"))
            asyncio.run(say(servers, "talk", b"kept"))
        else:
            assert asyncio.run(hear(servers, "talk")) == b"kept"
        children = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=120)
        assert process.returncode == 0
        assert psutil.wait_procs(children, timeout=60)[1] == []

    run("say")
    run("hear")


def test_a_configuration_that_kafka_does_not_take_is_an_error_with_its_own_words() -> None:
    with pytest.raises(KafkaError, match=r"process\.roles"):
        apache_kafka(config={"process.roles": "editor"}).__enter__()


def test_without_java_it_says_what_it_needs(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "deploy.kafka", "--data", str(tmp_path / "data")]
    done = subprocess.run(
        command, env={"PATH": str(tmp_path)}, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False, timeout=120
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "Error: there is no Java on the path; Apache Kafka needs 17 or later\n"
