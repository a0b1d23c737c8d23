"""The peers, in the order of the table."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import msgspec

_HERE = Path(__file__).parent


class Work(StrEnum):
    """What a peer is given to do. Compare peers of one kind of work."""

    COPY = "copies each page's bytes"
    RECORDS = "takes each page apart and publishes its five records"
    ALONE = "reads pages in HTML, without Kafka"


class Peer(msgspec.Struct, frozen=True, kw_only=True):
    """One of them.

    Attributes:
        module: In this package, with a function `run` or `reader`; without one it is a program in Java.
        name: As the table has it.
        work: What it does.
        deliveries: How it sees to it that nothing is lost.
        package: What has to be installed for it, as Python imports it.
    """

    module: str
    name: str
    work: Work
    deliveries: str = ""
    package: str = ""


PEERS = (
    Peer(
        module="copy_faust",
        name="Faust, its defaults",
        work=Work.COPY,
        deliveries="flushed before the commit; a failed one is logged, and committed",
    ),
    Peer(module="copy_aiokafka", name="aiokafka alone", work=Work.COPY, deliveries="each awaited before the commit"),
    Peer(
        module="copy_confluent",
        name="confluent-kafka alone",
        work=Work.COPY,
        deliveries="each checked before the commit",
        package="confluent_kafka",
    ),
    Peer(module="copy_kafka_streams", name="Kafka Streams (Java)", work=Work.COPY, deliveries="flushed and checked before the commit"),
    Peer(
        module="records_quix",
        name="Quix Streams with our pipeline",
        work=Work.RECORDS,
        deliveries="flushed and checked before the commit",
        package="quixstreams",
    ),
    Peer(
        module="records_bytewax",
        name="Bytewax with our pipeline",
        work=Work.RECORDS,
        deliveries="each batch flushed; a failed one goes unnoticed",
        package="bytewax",
    ),
    Peer(module="records_barqiya", name="Barqiya's worker", work=Work.RECORDS, deliveries="each awaited before the commit"),
    Peer(
        module="records_barqiya_metered",
        name="Barqiya's worker, its clock read around `process`",
        work=Work.RECORDS,
        deliveries="each awaited before the commit",
    ),
    Peer(
        module="records_barqiya_looked_up",
        name="Barqiya's worker, records looked up instead of made",
        work=Work.RECORDS,
        deliveries="each awaited before the commit",
    ),
    Peer(module="alone_barqiya", name="Barqiya's `process`: all records", work=Work.ALONE),
    Peer(module="alone_trafilatura", name="trafilatura: the article's text", work=Work.ALONE, package="trafilatura"),
)

KAFKA_STREAMS = "copy_kafka_streams"
KAFKA_STREAMS_DIRECTORY = _HERE / "kafka_streams"
