"""Wires on the broker of the test run."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import msgspec
import pytest
from wire import Wire

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
def wire(make_wire: Callable[..., Wire]) -> Wire:
    return make_wire()
