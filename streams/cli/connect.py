"""What the commands that need a broker have in common."""

from __future__ import annotations

import logging

from streams.cli.group import USAGE, Failure
from streams.settings import Settings


def bootstrap_servers_of(settings: Settings) -> str:
    """The brokers to connect to. Raises Failure where none are configured, for a command that can't start its own."""
    if not settings.bootstrap_servers:
        raise Failure(
            "no Kafka broker is named: give --bootstrap-servers or BARQIYA_BOOTSTRAP_SERVERS;"
            " `barqiya up` prints the address of the one it starts",
            USAGE,
        )
    return settings.bootstrap_servers


def quiet_clients(settings: Settings) -> None:
    """Keep the Kafka client's own log to itself: the commands say what failed in a line. BARQIYA_LOG_LEVEL=DEBUG lets it speak."""
    if settings.log_level == "DEBUG":
        logging.basicConfig(level=logging.DEBUG)
    else:
        logging.getLogger("aiokafka").setLevel(logging.CRITICAL + 1)
