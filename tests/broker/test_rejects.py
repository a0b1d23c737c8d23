"""What can't become a record goes to the rejects, its bytes and headers untouched, and the worker goes on."""

from __future__ import annotations

import gzip
import os
import random
import uuid
from collections.abc import Callable, Iterator

import msgspec
import pytest
from wire import PAGE, Wire, Worker, headers_of, item, record_of, reject_of, source_events

from schemas import Reason
from streams import __version__
from streams.pipeline import Message

pytestmark = pytest.mark.broker

SMALL = 40_000
"""Bytes of an item on this wire. Its topics take messages only a little larger."""


@pytest.fixture(scope="module")
def desk(make_wire: Callable[..., Wire]) -> Iterator[tuple[Wire, Worker]]:
    wire = make_wire(max_item_bytes=SMALL, max_message_bytes=SMALL + 2_000)
    with wire.worker() as worker:
        yield wire, worker.ready()


@pytest.fixture
def wire(desk: tuple[Wire, Worker]) -> Wire:
    return desk[0]


def with_headers(message: Message, **headers: str | None) -> Message:
    """The message with some of its headers changed, or taken away."""
    kept = tuple((name, value) for name, value in message.headers if name not in headers)
    return msgspec.structs.replace(
        message, headers=(*kept, *((name, value.encode()) for name, value in headers.items() if value is not None))
    )


PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(7).randbytes(2_000)
NOISE = bytes(random.Random(11).choices(range(0x80, 0x100), k=3_000))
MARKUP = b"<html><head><script>var a = 1;</script></head><body><img src='a.png'></body></html>"

UNREADABLE = {
    "tombstone": (Message(value=None, key=b"https://wadi.example/wire"), Reason.TOMBSTONE, "envelope"),
    "empty": (item(1, b""), Reason.EMPTY, "decode"),
    "white space": (item(2, " \n\t\u00a0\u3000 \r\n".encode()), Reason.EMPTY, "decode"),
    "a picture": (with_headers(item(3, PICTURE), **{"content-type": "text/plain"}), Reason.BINARY, "decode"),
    "an archive": (with_headers(item(4, gzip.compress(PAGE.encode())), **{"content-type": "text/plain"}), Reason.BINARY, "decode"),
    "no text in the charset that it declares": (item(5, NOISE), Reason.UNKNOWN_CHARSET, "decode"),
    "over the size limit": (item(6, b"a" * (SMALL + 1)), Reason.TOO_LARGE, "decode"),
    # Quotation marks take two bytes in JSON, and one on the page.
    "a record over the limit of its topic": (item(7, (b'She said "yes", he said "no". ' * 1_333)), Reason.RECORD_TOO_LARGE, "publish"),
    "an event without id": (with_headers(item(8), ce_id=None), Reason.INVALID_EVENT, "envelope"),
    "an event of no known version": (with_headers(item(9), ce_specversion="0.3"), Reason.INVALID_EVENT, "envelope"),
    "an event that is no JSON": (
        Message(value=b'{"specversion": "1.0", ', headers=(("content-type", b"application/cloudevents+json"),)),
        Reason.INVALID_EVENT,
        "envelope",
    ),
    "a type that is not read": (with_headers(item(10), **{"content-type": "application/zip"}), Reason.UNKNOWN_CONTENT_TYPE, "decode"),
    "markup without text": (
        with_headers(item(11, MARKUP), **{"content-type": "text/html"}),
        Reason.NO_TEXT,
        "decode",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREADABLE)
def test_an_item_that_cannot_be_read_is_kept_with_its_reason(wire: Wire, kind: str) -> None:
    sent, reason, stage = UNREADABLE[kind]
    mark = uuid.uuid4().bytes
    sent = msgspec.structs.replace(sent, headers=(*sent.headers, ("x-mark", mark)))
    good = item(100, source=f"https://{mark.hex()}.example")

    wire.put(sent, good)
    rejects = wire.read((wire.topics.rejects.name,), lambda messages: any(("x-mark", mark) in message.headers for message in messages))
    wire.records(1, of=lambda record: record.source == f"https://{mark.hex()}.example")  # the worker goes on

    (message,) = [message for message in rejects if ("x-mark", mark) in message.headers]
    reject = reject_of(message)
    assert (reject.reason, reject.stage) == (reason, stage)
    assert reject.message
    assert message.value == (sent.value or b"")
    assert message.key == sent.key
    assert message.headers[: len(sent.headers)] == sent.headers


def test_a_reject_says_where_its_item_stood_and_who_rejected_it(wire: Wire) -> None:
    source = f"https://{uuid.uuid4().hex}.example"
    wire.put(item(1, b"", source=source))

    rejects = wire.read((wire.topics.rejects.name,), lambda messages: any(message.key == source.encode() for message in messages))
    (message,) = [message for message in rejects if message.key == source.encode()]
    (raw,) = [
        raw for raw in wire.read((wire.topics.raw.name,), lambda messages: len(messages) > 0) if raw.key == source.encode()
    ]  # fmt: skip
    reject = reject_of(message)
    assert (reject.topic, reject.partition, reject.offset) == (raw.topic, raw.partition, raw.offset)
    assert reject.version == __version__
    assert reject.time is not None
    assert (reject.source, reject.source_event, reject.size) == (source, "item-1", 0)


def test_headers_keep_their_order_their_case_and_their_repeats(wire: Wire) -> None:
    mark = os.urandom(8)
    headers = (("X-Desk", b"1"), ("x-desk", b"2"), ("X-Desk", b"\xff\x00"), ("ce_id", b"a"), ("ce_specversion", b"1.0"), ("x-mark", mark))
    wire.put(Message(value=b"no event", headers=headers))

    rejects = wire.read((wire.topics.rejects.name,), lambda messages: any(("x-mark", mark) in message.headers for message in messages))

    (message,) = [message for message in rejects if ("x-mark", mark) in message.headers]
    assert message.headers[: len(headers)] == headers
    assert reject_of(message).reason is Reason.INVALID_EVENT


def test_a_reject_that_is_sent_again_carries_both_refusals_and_reads_as_the_last(wire: Wire) -> None:
    source = f"https://{uuid.uuid4().hex}.example"
    wire.put(item(1, b" ", source=source))

    def of_source(enough: int) -> list[Message]:
        topic = wire.topics.rejects.name
        return [
            m for m in wire.read((topic,), lambda found: sum(m.key == source.encode() for m in found) >= enough) if m.key == source.encode()
        ]

    (first,) = of_source(1)
    wire.put(first)
    again = of_source(2)[-1]

    assert again.headers[: len(first.headers)] == first.headers
    assert reject_of(again).offset == int(headers_of(again)["barqiya_offset"])
    assert reject_of(again).offset != reject_of(first).offset


def test_every_kind_of_unreadable_item_among_good_ones_costs_none_of_them(make_wire: Callable[..., Wire]) -> None:
    wire = make_wire(max_item_bytes=SMALL, max_message_bytes=SMALL + 2_000)
    bad = [sent for sent, _, _ in UNREADABLE.values()]
    wire.put(*(message for number, kind in enumerate(bad) for message in (item(200 + number), kind)))

    with wire.worker() as worker:
        records = wire.records(len(bad))
        rejects = wire.rejects(len(bad))
        assert worker.process.poll() is None

    assert source_events(records) == {f"item-{200 + number}" for number in range(len(bad))}
    assert sorted(reject_of(message).reason for message in rejects) == sorted(reason for _, reason, _ in UNREADABLE.values())
    assert all(record_of(message) for message in records)
