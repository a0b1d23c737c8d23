"""Items in, records out: what consumers of the topics can rely on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator

import pytest
from wire import PAGE, Wire, Worker, headers_of, item, record_of

from schemas import Record, Story
from streams.pipeline import Message

pytestmark = pytest.mark.broker


@pytest.fixture(scope="module")
def desk(make_wire: Callable[..., Wire]) -> Iterator[tuple[Wire, Worker]]:
    """One worker at work for all tests of this file; each has sources of its own."""
    wire = make_wire()
    with wire.worker() as worker:
        yield wire, worker.ready()


@pytest.fixture
def wire(desk: tuple[Wire, Worker]) -> Wire:
    return desk[0]


@pytest.fixture
def source() -> str:
    return f"https://{uuid.uuid4().hex[:8]}.example/wire"


def published(wire: Wire, source: str, enough: int = 1) -> list[tuple[Message, Record]]:
    """The records of one source, and their messages, in the order of their partition."""
    messages = wire.records(enough, of=lambda record: record.source == source)
    return [(message, record) for message in messages if (record := record_of(message)).source == source]


def test_a_page_becomes_a_story_on_the_topic_of_stories(wire: Wire, source: str) -> None:
    wire.put(item(1, source=source))

    ((message, record),) = published(wire, source)

    assert isinstance(record, Story)
    assert message.topic == wire.topics.stories.name
    assert record.source_event == "item-1"
    assert record.headline == "جسر جديد رقم 1 يربط ضفتي النهر في المدينة القديمة"


@pytest.mark.parametrize("codec", ["gzip", "snappy", "lz4", "zstd"])
def test_items_are_read_however_their_producer_compressed_them(wire: Wire, source: str, codec: str) -> None:
    wire.put_compressed(item(1, source=source), codec)

    ((_, record),) = published(wire, source)

    assert record.source_event == "item-1"


def test_a_record_is_a_cloudevent_keyed_by_its_source(wire: Wire, source: str) -> None:
    wire.put(item(1, source=source))

    ((message, record),) = published(wire, source)

    headers = headers_of(message)
    assert message.key == source.encode()
    assert headers["ce_specversion"] == "1.0"
    assert headers["ce_id"] == record.id
    assert headers["ce_source"] == source
    assert headers["ce_type"] == "barqiya.story.v1"
    assert headers["ce_subject"] == record.uri
    assert headers["content-type"] == "application/json"
    assert record.processed_at is not None
    assert headers["ce_time"] == record.processed_at.isoformat().replace("+00:00", "Z")


def test_briefs_go_to_their_own_topic_with_their_own_type(wire: Wire, source: str) -> None:
    brief = "ارتفعت أسعار الذهب في المعاملات الفورية اليوم مع تراجع الدولار."
    wire.put(item(1, brief.encode(), source=source))

    ((message, _),) = published(wire, source)

    assert message.topic == wire.topics.briefs.name
    assert headers_of(message)["ce_type"] == "barqiya.brief.v1"


def test_the_trace_of_an_item_goes_on_in_its_records(wire: Wire, source: str) -> None:
    trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    wire.put(item(1, source=source, traceparent=trace, tracestate="agency=1"))

    ((message, _),) = published(wire, source)

    version, trace_id, span, flags = headers_of(message)["traceparent"].split("-")
    assert (version, trace_id, flags) == ("00", "4bf92f3577b34da6a3ce929d0e0e4736", "01")
    assert span != "00f067aa0ba902b7"
    assert headers_of(message)["tracestate"] == "agency=1"


def test_records_of_one_source_come_in_the_order_of_its_items(wire: Wire, source: str) -> None:
    wire.put(*(item(number, source=source) for number in range(300)))

    records = published(wire, source, 300)

    assert [record.source_event for _, record in records] == [f"item-{number}" for number in range(300)]
    assert len({message.partition for message, _ in records}) == 1


def test_a_structured_event_is_read_like_a_binary_one(wire: Wire, source: str) -> None:
    event = {"specversion": "1.0", "id": "s-1", "source": source, "type": "wire.raw", "datacontenttype": "text/plain", "data": PAGE}
    wire.put(
        Message(
            value=json.dumps(event).encode(),
            key=source.encode(),
            headers=(("content-type", b"application/cloudevents+json; charset=utf-8"),),
        )
    )

    ((_, record),) = published(wire, source)

    assert record.source_event == "s-1"


def test_a_bare_value_is_text_known_by_its_place(wire: Wire, source: str) -> None:
    wire.put(Message(value=PAGE.encode(), key=source.encode()))

    ((_, record),) = published(wire, source)

    topic, partition, offset = record.source_event.split("/")
    assert topic == wire.topics.raw.name
    assert partition.isdigit()
    assert offset.isdigit()


def test_the_metrics_count_what_was_published(desk: tuple[Wire, Worker], source: str) -> None:
    wire, worker = desk
    before = worker.metrics()
    wire.put(*(item(number, source=source) for number in range(20)), item(20, b"", source=source))
    published(wire, source, 20)
    wire.read((wire.topics.rejects.name,), lambda messages: any(message.key == source.encode() for message in messages))
    after = worker.metrics()

    def grown(series: str) -> float:
        return after.get(series, 0.0) - before.get(series, 0.0)

    assert grown("barqiya_items_received_total") == 21
    assert grown('barqiya_records_published_total{kind="story",language="ar"}') == 20
    assert grown('barqiya_rejects_total{reason="empty"}') == 1
    assert grown("barqiya_item_bytes_count") == 21
    assert grown("barqiya_end_to_end_latency_seconds_count") == 21
    assert grown("barqiya_agency_latency_seconds_count") == 20
    assert grown('barqiya_stage_seconds_count{stage="envelope"}') == 21
    assert grown('barqiya_stage_seconds_count{stage="segment"}') == 20
    assert grown('barqiya_stage_seconds_count{stage="deliver"}') == 21
    assert grown('barqiya_published_bytes_total{topic="stories"}') > 20 * len(PAGE.encode())
    assert after["barqiya_items_in_flight"] == 0
    assert any(series.startswith("barqiya_build_info{") for series in after)
