"""What tests of every part may use: a broker, and an environment without the settings of whoever runs them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from streams.broker import EmbeddedBroker
from streams.settings import PREFIX

ANOTHER_BROKER = "BARQIYA_TEST_BOOTSTRAP_SERVERS"


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(PREFIX) and name != ANOTHER_BROKER]:
            patch.delenv(name)
        yield


@pytest.fixture(scope="session")
def bootstrap_servers() -> Iterator[str]:
    """A broker for the whole run: the one that BARQIYA_TEST_BOOTSTRAP_SERVERS names, else the embedded one. Topics are not shared."""
    if servers := os.environ.get(ANOTHER_BROKER):
        yield servers
        return
    with EmbeddedBroker() as broker:
        yield broker.bootstrap_servers


@pytest.fixture(scope="session")
def session_timeout_seconds() -> float:
    """A consumer group's session time-out: Apache Kafka takes none below 6 seconds, the embedded broker's groups form in half of it."""
    return 6.0 if ANOTHER_BROKER in os.environ else 2.0
