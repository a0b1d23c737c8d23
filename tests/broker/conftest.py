"""Wires on the broker of the test run."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from wire import Wire, wire_on

from streams.settings import Settings


@pytest.fixture(scope="module")
def make_wire(bootstrap_servers: str, session_timeout_seconds: float, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Wire]:
    def make(**changed: object) -> Wire:
        name = f"t{uuid.uuid4().hex[:8]}"
        settings = Settings(
            bootstrap_servers=bootstrap_servers,
            group_id=name,
            topic_prefix=name,
            session_timeout_seconds=session_timeout_seconds,
            metrics_port=0,
        )
        return Wire(msgspec.structs.replace(settings, **changed), tmp_path_factory.mktemp(name))

    return make


@pytest.fixture
def kafka_wire(kafka_servers: str, tmp_path: Path) -> Wire:
    """A wire on the Apache Kafka of the whole run, for what is about Apache Kafka alone."""
    return wire_on(kafka_servers, tmp_path)


@pytest.fixture
def wire(make_wire: Callable[..., Wire]) -> Wire:
    return make_wire()
