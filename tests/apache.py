"""Apache Kafka for tests: one for the whole run, or clusters of one's own to kill.

Where Java or the jars can't be had, tests that want it are skipped with the reason. `BARQIYA_TEST_KAFKA=required` makes that a failure;
`BARQIYA_TEST_KAFKA=no` leaves them out, as in `.ci/run`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deploy.kafka import QUICK_START, ApacheKafka, KafkaUnavailable
from deploy.kafka.jars import class_path, java

WANTED = "BARQIYA_TEST_KAFKA"

QUICK_GROUPS = {"group.min.session.timeout.ms": "1000"}
"""Lets a test's consumer group notice within two seconds that a worker was killed; Kafka itself allows no less than six."""


def apache_kafka(
    nodes: int = 1, *, secure: bool = False, config: dict[str, str] | None = None, directory: Path | None = None
) -> ApacheKafka:
    """A cluster, not started yet; `with` starts it. Skips the test, or fails it, where there can be none."""
    wanted = os.environ.get(WANTED)
    if wanted == "no":
        pytest.skip(f"{WANTED} is no")
    try:
        java()
        class_path()
    except KafkaUnavailable as error:
        (pytest.fail if wanted == "required" else pytest.skip)(str(error))
    return ApacheKafka(nodes, directory=directory, secure=secure, config=QUICK_GROUPS | (config or {}), java_options=QUICK_START)
