"""What the desk makes of one item, before any broker sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import msgspec
import pytest
from aiokafka import AIOKafkaProducer, ConsumerRecord, TopicPartition

from schemas import Reason, Story
from schemas.codec import decode_record
from streams.agents.delivery import Deliveries
from streams.agents.desk import Desk, Handled, ItemsLost, message_of
from streams.agents.polls import Offsets
from streams.agents.reject import MESSAGE_LIMIT
from streams.intake.event import binary_event
from streams.intake.samples import sample_messages
from streams.pipeline import Message
from streams.settings import Settings
from streams.topics import Topics

PAGE = """جسر جديد يربط ضفتي النهر في المدينة القديمة
المدينة القديمة (الوادي) - افتتحت البلدية اليوم جسرًا للمشاة يربط ضفتي النهر بعد عامين من العمل.
وقال رئيس البلدية إن الجسر يختصر الطريق إلى المدرسة نصف ساعة، مضيفًا أن الإنارة تعمل بالطاقة الشمسية.
وأوضح أن الكلفة بلغت ثلاثة ملايين، وأن العمال أنجزوا المشروع قبل موعده. (الوادي)
"""


def item(payload: bytes = PAGE.encode(), content_type: str = "text/plain; charset=utf-8") -> Message:
    event = binary_event(payload, id="1", source="https://wadi.example/wire", content_type=content_type)
    return msgspec.structs.replace(event, topic="wire.raw", partition=2, offset=17, timestamp=datetime(2026, 3, 1, 9, 30, tzinfo=UTC))


def no_producer() -> AIOKafkaProducer:
    raise AssertionError("nothing is sent yet")


def no_offsets() -> Offsets:
    raise AssertionError("nothing is committed yet")


def handle(message: Message, **settings: int) -> Handled:
    asked = Settings(**settings)
    return Desk(asked, no_producer, lambda: Topics.of(asked), no_offsets).handle(message)


def test_every_record_of_a_page_goes_out_in_page_order() -> None:
    for message in sample_messages():
        handled = handle(message)
        assert handled.rejected is None
        assert [decode_record(outgoing.value) for outgoing in handled.outgoing] == list(handled.records)
        assert [record.ordinal for record in handled.records] == sorted(record.ordinal for record in handled.records)
        for outgoing, record in zip(handled.outgoing, handled.records, strict=True):
            assert outgoing.topic == ("wire.stories" if isinstance(record, Story) else "wire.briefs")


def test_the_same_item_gives_the_same_records_whenever_it_is_read() -> None:
    def lasting(handled: Handled) -> list[object]:
        return [msgspec.structs.replace(record, processed_at=None) for record in handled.records]

    assert lasting(handle(item())) == lasting(handle(item()))
    assert [outgoing.key for outgoing in handle(item()).outgoing] == [b"https://wadi.example/wire"]


def test_a_record_that_its_topic_does_not_take_rejects_its_item_and_nothing_else_goes_out() -> None:
    handled = handle(item(), max_message_bytes=1_500)
    assert handled.rejected is Reason.RECORD_TOO_LARGE
    assert handled.records == ()
    assert [outgoing.topic for outgoing in handled.outgoing] == ["wire.rejects"]
    assert handled.outgoing[0].value == PAGE.encode()


def test_the_size_that_is_checked_is_at_least_what_a_broker_counts() -> None:
    (outgoing,) = handle(item()).outgoing
    content = len(outgoing.value) + len(outgoing.key or b"") + sum(len(name) + len(value) for name, value in outgoing.headers)
    assert content + 97 < outgoing.size < content + 1_000


def test_the_message_of_a_reject_is_for_a_person_and_short() -> None:
    handled = handle(item(b'{"specversion": "1.0"', "application/cloudevents+json" + " " * 3_000))
    headers = dict(handled.outgoing[0].headers)
    assert len(headers["barqiya_message"].decode()) <= MESSAGE_LIMIT
    assert headers["barqiya_reason"] == b"invalid_event"
    assert (headers["barqiya_topic"], headers["barqiya_partition"], headers["barqiya_offset"]) == (b"wire.raw", b"2", b"17")


def test_a_fault_of_the_program_keeps_the_item() -> None:
    # A value that is no bytes can't come from Kafka: it stands for whatever the program did not think of.
    strange = msgspec.structs.replace(item(), headers=(("ce_id", 7),))  # type: ignore[arg-type]
    handled = handle(strange)
    assert handled.rejected is Reason.INTERNAL_ERROR
    assert handled.outgoing[0].value == PAGE.encode()


def kafka_record(
    timestamp: int, headers: tuple[tuple[str, bytes | None], ...] = (), value: bytes | None = b"", offset: int = 5
) -> ConsumerRecord:
    return ConsumerRecord("wire.raw", 0, offset, timestamp, 0, None, value, None, 0, 0, headers)


def test_a_message_of_kafka_keeps_repeated_headers_and_nulls() -> None:
    headers = (("x", b"1"), ("X", b"2"), ("x", None))
    message = message_of(kafka_record(1_772_357_400_000, headers, None))
    assert message.headers == headers
    assert (message.key, message.value, message.size) == (None, None, 0)
    assert message.timestamp == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("timestamp", [-1, 0])
def test_a_message_without_a_time_has_none(timestamp: int) -> None:
    assert message_of(kafka_record(timestamp)).timestamp is None


class Group:
    """A consumer group that has committed so far."""

    def __init__(self, committed: dict[TopicPartition, int]) -> None:
        self._committed = committed

    def finish(self, offsets: Mapping[TopicPartition, int]) -> None:
        self._committed.update(offsets)

    def committed(self, partition: TopicPartition) -> int | None:
        return self._committed.get(partition)


def test_items_that_are_left_out_when_partitions_go_have_to_come_again() -> None:
    raw, other = TopicPartition("wire.raw", 2), TopicPartition("wire.raw", 3)
    poll = tuple((partition, [kafka_record(0, offset=offset) for offset in range(5, 8)]) for partition in (raw, other))
    committed = {raw: 3, other: 3}
    desk = Desk(Settings(), no_producer, lambda: Topics.of(Settings()), lambda: Group(committed))

    def leave_out() -> None:
        async def take() -> None:
            producer = AIOKafkaProducer()
            await desk._take(poll, lambda: False, Deliveries(producer, limit=1, wait_seconds=1, timeout_seconds=1))
            await producer.stop()

        asyncio.run(take())

    leave_out()
    assert desk.taken == {}
    leave_out()
    with pytest.raises(ItemsLost, match=r"wire\.raw/2 goes on at 6, and 5 was left out"):
        desk._look_for_lost(raw, 6)
    desk._look_for_lost(other, 4)
    desk._look_for_lost(other, 6)

    leave_out()
    committed[raw] = 60  # by another worker, which had the partition meanwhile
    desk._look_for_lost(raw, 60)
