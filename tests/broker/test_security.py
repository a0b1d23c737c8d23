"""TLS, SASL and access control of a real Apache Kafka: every command gets in with the right secret, and shows it to nobody."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.protocol.admin import CreateAclsRequest
from wire import PATIENCE, Wire, environment, source_events

from deploy.kafka import ApacheKafka
from streams.settings import Settings
from tests.apache import apache_kafka

pytestmark = [pytest.mark.broker, pytest.mark.cluster]

PROJECT = Path(__file__).parents[2]
ALLOW, LITERAL, PREFIXED = 3, 3, 4
RESOURCES = {"topic": 2, "topics": 2, "group": 3}
OPERATIONS = {"Read": 3, "Write": 4, "Create": 5, "Describe": 8, "DescribeConfigs": 10}
PAGE = "Ankara'da kar yağışı sürüyor. Yetkililer sürücüleri uyardı."

BEARER = {
    "sasl.enabled.mechanisms": "SCRAM-SHA-256,SCRAM-SHA-512,PLAIN,OAUTHBEARER",
    # Kafka's own check of tokens that nobody signed, which is for tests.
    "listener.name.secure.oauthbearer.sasl.jaas.config": (
        'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required unsecuredLoginStringClaim_sub="broker";'
    ),
}


@pytest.fixture(scope="module")
def kafka() -> Iterator[ApacheKafka]:
    """A broker on which the user may do what the documentation lists, and nothing else."""
    with apache_kafka(secure=True, config=BEARER) as kafka:
        asyncio.run(grant(kafka.bootstrap_servers, f"User:{kafka.security.user.name}"))
        yield kafka


@pytest.fixture(scope="module")
def password_file(kafka: ApacheKafka, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("secrets") / "password"
    path.write_text(kafka.security.user.password + "\n")
    return path


@pytest.fixture(scope="module")
def plain(kafka: ApacheKafka, tmp_path_factory: pytest.TempPathFactory) -> Wire:
    """The wire by the listener that asks for nothing, to see what came of it all."""
    settings = Settings(bootstrap_servers=kafka.bootstrap_servers, session_timeout_seconds=2, metrics_port=0)
    return Wire(settings, tmp_path_factory.mktemp("plain"))


@pytest.fixture
def secure(kafka: ApacheKafka, password_file: Path) -> Settings:
    return Settings(
        bootstrap_servers=kafka.secure_servers,
        security_protocol="SASL_SSL",
        tls_ca_file=str(kafka.security.ca),
        sasl_username=kafka.security.user.name,
        sasl_password_file=str(password_file),
        session_timeout_seconds=2,
        metrics_port=0,
        log_level="DEBUG",
    )


def table() -> list[tuple[str, str, list[str]]]:
    """The rows of the documentation: operations, kind of resource, its names; a name that ends in `.` is a prefix."""
    text = (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]*\| ([A-Z]\w+(?:, [A-Z]\w+)*) \| (topics?|group) ([^|]*)\|$", text, re.MULTILINE)
    return [(operations, kind, re.findall("`([^`]+)`", names)) for operations, kind, names in rows]


async def grant(servers: str, principal: str) -> None:
    rows = table()
    assert len(rows) >= 8
    client = AIOKafkaClient(bootstrap_servers=servers)
    await client.bootstrap()
    try:
        for operations, kind, names in rows:
            for operation in operations.split(", "):
                for name in names:
                    pattern = PREFIXED if name.endswith(".") else LITERAL
                    resource = (RESOURCES[kind], name, pattern, principal, "*", OPERATIONS[operation], ALLOW)
                    response = await client.send(client.get_random_node(), CreateAclsRequest(*resource))
                    assert [code for code, _ in response.creation_responses] == [0]
    finally:
        await client.close()


def barqiya(settings: Settings, *arguments: str) -> str:
    """What the command writes, both streams."""
    done = subprocess.run(
        [sys.executable, "-m", "streams", *arguments],
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def use(secure: Settings, plain: Wire, tmp_path: Path, name: str) -> str:
    """Send a page, take it apart and follow what comes of it, all by `secure`; what was written meanwhile."""
    (tmp_path / f"{name}.txt").write_text(PAGE, encoding="utf-8")
    with plain.worker(**msgspec.structs.asdict(secure)) as worker:
        worker.ready()
        written = barqiya(secure, "ingest", str(tmp_path), "--source", "https://ege.example")
        records = plain.records(1, of=lambda record: record.source_event.startswith(name))
        assert any(event.startswith(name) for event in source_events(records))
        written += barqiya(secure, "tail", "briefs", "--from-beginning", "--limit", "1", "--json")
        written += json.dumps(worker.metrics())
        assert worker.end() == 0
        return written + worker.log


@pytest.mark.parametrize("mechanism", ["SCRAM-SHA-512", "PLAIN"])
def test_every_command_logs_in_and_shows_the_password_to_nobody(
    secure: Settings, plain: Wire, kafka: ApacheKafka, tmp_path: Path, mechanism: str
) -> None:
    written = use(msgspec.structs.replace(secure, sasl_mechanism=mechanism), plain, tmp_path, mechanism.lower())
    password = kafka.security.user.password
    assert f"Authenticated as {kafka.security.user.name} via {mechanism}" in written, "it was to be the log at its fullest"
    assert "a login, not shown" in written
    assert password not in written
    assert base64.b64encode(password.encode()).decode() not in written


def test_the_shorter_scram_does_as_well(secure: Settings, plain: Wire, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    written = barqiya(msgspec.structs.replace(secure, sasl_mechanism="SCRAM-SHA-256"), "ingest", str(tmp_path))
    assert "via SCRAM-SHA-256" in written
    assert "1 item on wire.raw" in written


def test_a_bearer_token_is_read_from_its_file_and_shown_to_nobody(
    secure: Settings, plain: Wire, kafka: ApacheKafka, tmp_path: Path
) -> None:
    def part(content: dict[str, object]) -> str:
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")

    now = int(time.time())
    token = f"{part({'alg': 'none'})}.{part({'sub': kafka.security.user.name, 'iat': now, 'exp': now + 3_600})}."
    path = tmp_path / "token"
    path.write_text(token)
    written = use(msgspec.structs.replace(secure, sasl_mechanism="OAUTHBEARER", sasl_token_file=str(path)), plain, tmp_path, "bearer")
    assert "Authenticated via OAUTHBEARER" in written
    assert token not in written
    assert token.split(".")[1] not in written


def test_a_wrong_password_is_told_without_it(secure: Settings, plain: Wire, tmp_path: Path) -> None:
    path = tmp_path / "password"
    path.write_text("a wrong guess")
    with plain.worker(**msgspec.structs.asdict(msgspec.structs.replace(secure, sasl_password_file=str(path), log_level="INFO"))) as worker:
        assert worker.ended() == 1
        assert worker.log.splitlines()[-1] == (
            f"Error: no Kafka broker answers at {secure.bootstrap_servers}, or none lets this client in (SASL_SSL, SCRAM-SHA-512 desk)"
        )
        assert "Authentication" in worker.log
        assert "a wrong guess" not in worker.log


def test_a_broker_whose_certificate_nobody_vouches_for_is_not_talked_to(secure: Settings, plain: Wire) -> None:
    with plain.worker(**msgspec.structs.asdict(msgspec.structs.replace(secure, tls_ca_file="", log_level="INFO"))) as worker:
        assert worker.ended() == 1
        assert "or none lets this client in" in worker.log.splitlines()[-1]
        assert "CERTIFICATE_VERIFY_FAILED" in worker.log
