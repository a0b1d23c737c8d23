"""`python -m deploy.kafka`: Apache Kafka on this machine until Ctrl-C or SIGTERM, with the data of last time."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from pathlib import Path

from deploy.kafka import ApacheKafka, KafkaError, KafkaUnavailable
from deploy.kafka.cluster import PORT
from deploy.kafka.jars import BUILD, class_path, java
from deploy.kafka.security import MECHANISMS


def main() -> int:
    """Run it. The exit status is 1 where it does not start."""
    arguments = _arguments()
    name = f"data-{arguments.nodes}{'-secure' if arguments.secure else ''}"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    kafka = ApacheKafka(
        arguments.nodes,
        directory=arguments.data or BUILD / name,
        port=arguments.port,
        secure=arguments.secure,
        config=dict(setting.split("=", 1) for setting in arguments.set),
    )
    try:
        if arguments.fetch:
            java()
            class_path()
            return 0
        with kafka:
            _say_how_to_use(kafka, secure=arguments.secure)
            while all(node.alive for node in kafka.nodes):
                time.sleep(1)
        print("a node ended by itself: its server.log, beside its data, says why", file=sys.stderr)
    except (KafkaError, KafkaUnavailable) as error:
        print(f"Error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make kafka", description="Apache Kafka on this machine, without Docker.")
    parser.add_argument("--nodes", type=int, choices=(1, 3), default=1, help="how many nodes; three go on when one is lost")
    parser.add_argument("--port", type=int, default=PORT, help="where the first node listens (%(default)s); the next is 10 higher")
    parser.add_argument("--secure", action="store_true", help="a second listener, with TLS and SASL, two ports above the plain one")
    parser.add_argument("--data", type=Path, help="folder of the data (below build/kafka, and kept)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="broker configuration, may be repeated")
    parser.add_argument("--fetch", action="store_true", help="fetch its jars, if they are not there, and start nothing")
    return parser.parse_args()


def _say_how_to_use(kafka: ApacheKafka, *, secure: bool) -> None:
    print(f"export BARQIYA_BOOTSTRAP_SERVERS={kafka.bootstrap_servers}")
    if secure:
        user = kafka.security.user
        print(f"with TLS and SASL ({', '.join(MECHANISMS)}): {kafka.secure_servers}")
        print(f"  certificate {kafka.security.ca}")
        print(f"  user {user.name}, password in {kafka.security.ca.with_name('desk-password')}")
    print("Ctrl-C ends it; its data is kept", flush=True)


if __name__ == "__main__":
    sys.exit(main())
