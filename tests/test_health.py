"""What a worker says of itself, over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from streams.endpoint import Endpoint
from streams.health import Health, State


@pytest.fixture
def health() -> Health:
    return Health()


@pytest.fixture
def address(health: Health) -> Iterator[str]:
    endpoint = Endpoint("127.0.0.1", 0, health)
    yield endpoint.url.removesuffix("/metrics")
    endpoint.close()


def ask(url: str) -> tuple[int, dict[str, object]]:
    try:
        with urlopen(url, timeout=5) as response:
            return response.status, json.loads(response.read())
    except HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.mark.parametrize(
    ("state", "live", "ready"),
    [
        (State.STARTING, 200, 503),
        (State.REBALANCING, 200, 503),
        (State.RUNNING, 200, 200),
        (State.STOPPING, 200, 503),
        (State.STUCK, 503, 503),
        (State.FAILED, 503, 503),
    ],
)
def test_each_state_is_told_as_it_is(health: Health, address: str, state: State, live: int, ready: int) -> None:
    health.became(state, "for a reason")
    assert ask(f"{address}/health/live")[0] == live
    status, body = ask(f"{address}/health/ready")
    assert status == ready
    assert body["state"] == state
    assert body["reason"] == "for a reason"


def test_a_worker_without_a_broker_is_live_and_not_ready_until_one_answers(health: Health, address: str) -> None:
    health.became(State.RUNNING)
    health.broker_is_silent("connection refused")
    assert ask(f"{address}/health/live")[0] == 200
    status, body = ask(f"{address}/health/ready")
    assert (status, body["state"], body["reason"]) == (503, "no_broker", "connection refused")
    health.broker_answers()
    assert ask(f"{address}/health/ready")[0] == 200


def test_the_seconds_are_those_in_the_state(health: Health) -> None:
    health.became(State.RUNNING)
    first = health.report().seconds
    health.became(State.RUNNING)
    health.broker_answers()
    assert health.report().seconds >= first
    health.became(State.REBALANCING)
    assert health.report().seconds < 1


def test_no_way_leads_back_from_the_end(health: Health) -> None:
    health.became(State.STOPPING)
    health.became(State.RUNNING)
    assert health.report().state is State.STOPPING
    health.became(State.FAILED, "the broker did not take a record")
    health.became(State.STOPPING)
    health.broker_is_silent("connection refused")
    assert health.report().state is State.FAILED
    assert health.report().reason == "the broker did not take a record"


def test_another_path_is_not_found(address: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}/admin", timeout=5)
