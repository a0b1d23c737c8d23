"""What tests of every part may use: a broker, and an environment without the settings of whoever runs them."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator

import pytest

from deploy.kafka import ApacheKafka
from streams.broker import EmbeddedBroker
from streams.settings import PREFIX
from tests.apache import apache_kafka

ANOTHER_BROKER = "BARQIYA_TEST_BOOTSTRAP_SERVERS"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say why tests were skipped, each reason once, since it is often one thing that is not there."""
    reasons = Counter(str(report.longrepr[2]).removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", ()))
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} skipped: {reason}")


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(PREFIX) and not name.startswith(PREFIX + "TEST_")]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_reaches_children() -> None:
    """A shell has what it puts into the background ignore Ctrl-C, and so does all that this starts, unless it is told otherwise."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def embedded_servers() -> Iterator[str]:
    """The embedded broker of the whole run. Topics are not shared."""
    with EmbeddedBroker() as broker:
        yield broker.bootstrap_servers


@pytest.fixture(scope="session")
def kafka_cluster() -> Iterator[ApacheKafka]:
    """The Apache Kafka of the whole run, which no test kills. Topics are not shared."""
    with apache_kafka() as kafka:
        yield kafka


@pytest.fixture(scope="session")
def kafka_servers(kafka_cluster: ApacheKafka) -> str:
    """Where it listens."""
    return kafka_cluster.bootstrap_servers


@pytest.fixture(scope="session", params=["named"] if ANOTHER_BROKER in os.environ else ["embedded", "kafka"])
def bootstrap_servers(request: pytest.FixtureRequest) -> str:
    """Each of the brokers that the test is for: the embedded one and Apache Kafka, or the one that BARQIYA_TEST_BOOTSTRAP_SERVERS names."""
    if request.param == "named":
        return os.environ[ANOTHER_BROKER]
    servers: str = request.getfixturevalue(f"{request.param}_servers")
    return servers


@pytest.fixture(scope="session")
def session_timeout_seconds() -> float:
    """A consumer group's session time-out: an Apache Kafka with its defaults takes none below 6 seconds, and ours do."""
    return 6.0 if ANOTHER_BROKER in os.environ else 2.0
