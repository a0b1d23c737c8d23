"""Every knob of Faust and of aiokafka that this program turns, and those that it leaves on purpose: its value, and the reason.

Workers are made from these tables, and `docs/engine.md` shows them: `python -m streams.agents.knobs` prints them, and a test holds the two
together. Times are in the unit of the knob's own name: Faust's in seconds, aiokafka's in milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from streams.settings import PREFIX, Settings
from streams.topics import MAX_BATCH_BYTES, Topics


class Knob(msgspec.Struct, frozen=True):
    """One knob.

    Attributes:
        name: As Faust or aiokafka has it.
        value: Its value under given settings.
        why: The reason, and the figure behind it where it was measured.
        setting: What users turn to turn it, if they can.
    """

    name: str
    value: Callable[[Settings], Any]
    why: str
    setting: str = ""


FAUST = (
    Knob(
        "broker_commit_interval",
        lambda _: 1.0,
        "What was done since the last commit is done again after a crash: a second of work.",
    ),
    Knob(
        "broker_session_timeout",
        lambda s: s.session_timeout_seconds,
        "As the consumer's: Faust warns when a rebalance takes as long.",
        "session_timeout_seconds",
    ),
    Knob(
        "broker_request_timeout",
        lambda s: max(40.0, s.session_timeout_seconds),
        "As the consumer's: how long Faust waits for the committed offsets after a rebalance.",
    ),
    Knob(
        "stream_buffer_maxsize",
        lambda _: 1,
        "Polls, each of which brings up to `max_poll_records` items: one in work, one ready, one that waits for room. Items are up to "
        "some megabytes: more would be memory and not speed.",
    ),
    Knob(
        "stream_wait_empty",
        lambda _: True,
        "On SIGTERM, and before partitions are given away, what is in hand is finished and committed, so that nothing is repeated.",
    ),
    Knob(
        "stream_recovery_delay",
        lambda _: 0.0,
        "There are no tables to recover: reading begins with the assignment.",
    ),
    Knob(
        "store",
        lambda _: "memory://",
        "No tables, so no files.",
    ),
    Knob(
        "TableManager",
        lambda _: "streams.agents.tables:NoTables",
        "Faust's own waits a second for tables at each start, before it lets the worker join its group.",
    ),
    Knob(
        "topic_allow_declare",
        lambda _: False,
        "Topics are created before, with their sizes and retention.",
    ),
    Knob(
        "topic_disable_leader",
        lambda _: True,
        "Leader election needs a topic of its own, and nothing here needs a leader.",
    ),
    Knob(
        "web_enabled",
        lambda _: False,
        "Metrics and health have a server of their own, in a thread that a busy loop does not hold up.",
    ),
)

CONSUMER = (
    Knob(
        "group_instance_id",
        lambda s: s.group_instance_id or None,
        "Static membership: a restart within the session time-out moves no partition.",
        "group_instance_id",
    ),
    Knob(
        "enable_auto_commit",
        lambda _: False,
        "Faust commits what is acknowledged, and nothing else.",
    ),
    Knob(
        "auto_offset_reset",
        lambda _: "earliest",
        "A new group reads what is there; `latest` would skip it.",
    ),
    Knob(
        "isolation_level",
        lambda _: "read_committed",
        "An item of a transaction that was aborted is none.",
    ),
    Knob(
        "max_poll_records",
        lambda s: s.batch_items,
        "A batch.",
        "batch_items",
    ),
    Knob(
        "max_poll_interval_ms",
        lambda _: 1_000_000,
        "A poll may wait as long as a full buffer does, which is for deliveries. A worker that hangs is noticed by its watch.",
    ),
    Knob(
        "max_partition_fetch_bytes",
        lambda s: s.max_message_bytes,
        "The largest item fits. Times the partitions, it bounds what a worker holds fetched.",
        "max_message_bytes",
    ),
    Knob(
        "fetch_max_wait_ms",
        lambda s: int(s.fetch_wait_seconds * 1000),
        "How long a broker may hold a fetch that has nothing to give: twenty requests a second from an idle worker. Apache Kafka "
        "answers as soon as it has something. Faust hard-codes 1,500: on the embedded broker, which answers such a fetch late, "
        "that alone cost 440 ms (p50).",
        "fetch_wait_seconds",
    ),
    Knob(
        "metadata_max_age_ms",
        lambda _: 5_000,
        "Partitions that are added while workers run are read within seconds; aiokafka's own is five minutes.",
    ),
    Knob(
        "session_timeout_ms",
        lambda s: int(s.session_timeout_seconds * 1000),
        "How long the partitions of a killed worker stand still. Faust's own would be a minute; Kafka takes none below six seconds.",
        "session_timeout_seconds",
    ),
    Knob(
        "rebalance_timeout_ms",
        lambda s: int(s.session_timeout_seconds * 1000),
        "How long the group waits for a member that finishes what it has in hand.",
        "session_timeout_seconds",
    ),
    Knob(
        "heartbeat_interval_ms",
        lambda s: int(s.session_timeout_seconds * 1000 / 6),
        "Six in a session, so that one lost is nothing; a rebalance is noticed with the next.",
        "session_timeout_seconds",
    ),
    Knob(
        "request_timeout_ms",
        lambda s: int(max(40.0, s.session_timeout_seconds) * 1000),
        "aiokafka's own, and never less than a session: to join a group may take as long.",
    ),
    Knob(
        "check_crcs",
        lambda _: True,
        "aiokafka's own: a batch that was damaged on its way is no item.",
    ),
)

PRODUCER = (
    Knob(
        "acks",
        lambda _: "all",
        "A record counts when all replicas that are in sync have it.",
    ),
    Knob(
        "enable_idempotence",
        lambda _: True,
        "A retry after a lost acknowledgement writes nothing twice. Off on the embedded broker, which can't.",
    ),
    Knob(
        "linger_ms",
        lambda _: 0,
        "Batches come to it closed. While there are more items at hand, `agents.delivery` lets them fill for `BARQIYA_BATCH_SECONDS`; "
        "when there are none, they go at once.",
    ),
    Knob(
        "max_batch_size",
        lambda _: MAX_BATCH_BYTES,
        "Of one partition, and never more than its topic takes. aiokafka's 16 KiB hold a page or two; this gave 1.7 times the throughput.",
    ),
    Knob(
        "max_request_size",
        lambda s: Topics.of(s).rejects.max_message_bytes,
        "A reject, an item and the headers that say why, is the largest message there is.",
        "max_message_bytes",
    ),
    Knob(
        "request_timeout_ms",
        lambda s: int(s.delivery_timeout_seconds * 1000),
        "The broker's time for a batch. After it the worker stops, and the items are read again.",
        "delivery_timeout_seconds",
    ),
    Knob(
        "metadata_max_age_ms",
        lambda _: 5_000,
        "As the consumer's.",
    ),
    Knob(
        "compression_type",
        lambda _: None,
        "Left off: of aiokafka's codecs, gzip and lz4 cost much of a worker's time. Topics can compress on the broker.",
    ),
)


def faust_settings(settings: Settings) -> dict[str, Any]:
    """What a Faust app is to be told."""
    return _values(FAUST, settings)


def consumer_arguments(settings: Settings) -> dict[str, Any]:
    """What the aiokafka consumer of a worker is to be told."""
    return _values(CONSUMER, settings)


def producer_arguments(settings: Settings) -> dict[str, Any]:
    """What the aiokafka producer of a worker is to be told."""
    return _values(PRODUCER, settings)


def table(knobs: Sequence[Knob]) -> str:
    """The knobs as a table in Markdown, with the values of default settings."""
    rows = [(f"`{knob.name}`", f"`{knob.value(Settings())}`", _variable(knob), knob.why) for knob in knobs]
    lines = [("knob", "value", "set by", "why"), ("---",) * 4, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _values(knobs: Sequence[Knob], settings: Settings) -> dict[str, Any]:
    return {knob.name: knob.value(settings) for knob in knobs}


def _variable(knob: Knob) -> str:
    return f"`{PREFIX}{knob.setting.upper()}`" if knob.setting else ""


if __name__ == "__main__":
    print("\n".join(table(knobs) for knobs in (FAUST, CONSUMER, PRODUCER)))
