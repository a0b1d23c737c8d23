"""The image's health check, run as Docker runs it."""

import subprocess
import sys
from pathlib import Path

from streams.cli.workers import free_ports
from streams.endpoint import Endpoint
from streams.health import Health, State

SCRIPT = Path(__file__).parents[2] / "deploy" / "healthcheck.py"
HOST = "127.0.0.1"


def status(port: int, **environment: str) -> int:
    environment |= {"BARQIYA_METRICS_PORT": str(port)}
    return subprocess.run([sys.executable, str(SCRIPT)], env=environment, check=False, timeout=30).returncode


def neighbouring_ports() -> tuple[int, int]:
    while True:
        (first,) = free_ports(HOST, 0, 1)
        if free_ports(HOST, first, 2) == [first, first + 1]:
            return first, first + 1


def test_a_worker_is_live_as_long_as_another_start_would_not_help_it() -> None:
    (port,) = free_ports(HOST, 0, 1)
    health = Health()
    endpoint = Endpoint(HOST, port, health)
    try:
        health.broker_is_silent("connection refused")
        assert status(port) == 0
        assert status(port, http_proxy="http://127.0.0.1:9") == 0, "a proxy is not asked"
        health.became(State.STUCK, "nothing was taken")
        assert status(port) == 1
    finally:
        endpoint.close()


def test_every_worker_of_the_container_has_to_be_live() -> None:
    first, second = neighbouring_ports()
    endpoint = Endpoint(HOST, first, Health())
    try:
        assert status(first, BARQIYA_WORKERS="2") == 1
        another = Endpoint(HOST, second, Health())
        try:
            assert status(first, BARQIYA_WORKERS="2") == 0
        finally:
            another.close()
    finally:
        endpoint.close()


def test_a_worker_that_does_not_listen_is_not_live() -> None:
    (port,) = free_ports(HOST, 0, 1)
    assert status(port) == 1
