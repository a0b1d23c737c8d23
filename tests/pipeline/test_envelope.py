"""The envelope: messages of the raw topic as agencies' programs really write them, opened as CloudEvents."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from schemas import RawItem, Reason
from streams.pipeline import Message, Published, Refused, process_message
from streams.pipeline.envelope import as_utc, open_envelope
from streams.pipeline.errors import InvalidEvent, Tombstone

PAGE = "عاجل: زلزال يضرب جنوب البلاد".encode()
BINARY = {"ce_specversion": b"1.0", "ce_id": b"7", "ce_source": b"https://madar.example/ar", "ce_type": b"wire.raw"}
EVENT = {"specversion": "1.0", "id": "7", "source": "https://madar.example/ar", "type": "wire.raw"}
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def message(value: bytes | None = PAGE, *headers: tuple[str, bytes], **changes: bytes) -> Message:
    """A binary-mode message; `changes` set attributes, an empty one takes its header out."""
    attributes = [(name, value) for name, value in (BINARY | changes).items() if value]
    return Message(value=value, headers=(*attributes, *headers), topic="wire.raw", partition=2, offset=7)


def structured(event: Any, content_type: bytes = b"application/cloudevents+json; charset=UTF-8") -> Message:
    value = event if isinstance(event, bytes) else orjson.dumps(event)
    return Message(value=value, headers=(("content-type", content_type),), topic="wire.raw", partition=2, offset=7)


def bare(*headers: tuple[str, bytes], key: bytes | None = None) -> Message:
    return Message(value=PAGE, headers=headers, key=key, topic="wire.raw", partition=2, offset=7)


def test_binary_mode() -> None:
    raw = open_envelope(
        message(PAGE, ("content-type", b"text/plain; charset=utf-8"), ce_time=b"2026-11-12T08:30:00+03:00", ce_subject="زلزال".encode())
    )
    assert (raw.id, raw.source, raw.type, raw.subject) == ("7", "https://madar.example/ar", "wire.raw", "زلزال")
    assert raw.time == datetime(2026, 11, 12, 5, 30, tzinfo=UTC)
    assert raw.datacontenttype == "text/plain; charset=utf-8"
    assert raw.payload() == PAGE


def test_binary_mode_keeps_bytes_that_are_no_utf_8() -> None:
    assert open_envelope(message("عاجل".encode("windows-1256"))).payload() == "عاجل".encode("windows-1256")


def test_header_names_in_any_case() -> None:
    headers = tuple((name.upper(), value) for name, value in BINARY.items())
    assert open_envelope(Message(value=PAGE, headers=(*headers, ("Content-Type", b"text/html")))).datacontenttype == "text/html"


def test_the_first_of_repeated_headers_counts() -> None:
    assert open_envelope(message(PAGE, ("ce_id", b"8"), ("CE_ID", b"9"))).id == "7"


@pytest.mark.parametrize(
    ("headers", "traceparent", "tracestate"),
    [
        pytest.param([("traceparent", TRACE), ("tracestate", "desk=1")], TRACE, "desk=1", id="w3c-names"),
        pytest.param([("ce_traceparent", TRACE), ("ce_tracestate", "desk=1")], TRACE, "desk=1", id="cloudevents-extension"),
        pytest.param([("traceparent", "00-other"), ("ce_traceparent", TRACE)], TRACE, None, id="the-events-own-first"),
        pytest.param([], None, None, id="none"),
    ],
)
def test_trace_context(headers: list[tuple[str, str]], traceparent: str | None, tracestate: str | None) -> None:
    raw = open_envelope(message(PAGE, *((name, value.encode()) for name, value in headers)))
    assert (raw.traceparent, raw.tracestate) == (traceparent, tracestate)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({"ce_id": b""}, "ce_id", id="no-id"),
        pytest.param({"ce_source": b""}, "ce_source", id="no-source"),
        pytest.param({"ce_type": b"", "ce_source": b""}, "ce_source, ce_type", id="neither-source-nor-type"),
        pytest.param({"ce_specversion": b""}, "ce_specversion", id="no-specversion"),
        pytest.param({"ce_specversion": b"0.3"}, "specversion", id="an-old-version"),
        pytest.param({"ce_time": b"yesterday at noon"}, "time", id="a-time-in-words"),
        pytest.param({"ce_time": b"12/11/2026"}, "time", id="a-date-of-another-form"),
        pytest.param({"ce_id": b"\xff\xfe"}, "ce_id is not UTF-8", id="an-id-that-is-no-utf-8"),
        pytest.param({"ce_subject": "زلزال".encode("windows-1256")}, "ce_subject is not UTF-8", id="a-subject-that-is-no-utf-8"),
    ],
)
def test_binary_mode_that_is_no_event(changes: dict[str, bytes], said: str) -> None:
    with pytest.raises(InvalidEvent, match=said):
        open_envelope(message(PAGE, **changes))


def test_headers_of_others_may_hold_any_bytes() -> None:
    assert open_envelope(message(PAGE, ("x-relay", b"\xff\x00"))).payload() == PAGE


@pytest.mark.parametrize(
    ("data", "payload"),
    [
        pytest.param({"data": PAGE.decode()}, PAGE, id="text"),
        pytest.param({"data_base64": base64.b64encode(b"\xc3\xcb\x00").decode()}, b"\xc3\xcb\x00", id="base64"),
        pytest.param({"data": {"title": "خبر", "n": 1}}, '{"title":"خبر","n":1}'.encode(), id="json"),
        pytest.param({"data": None, "data_base64": "eA=="}, b"x", id="null-beside-base64"),
        pytest.param({}, b"", id="no-data"),
    ],
)
@pytest.mark.parametrize(
    "content_type", [b"application/cloudevents+json", b"Application/CloudEvents+JSON; charset=UTF-8"], ids=["plain", "charset"]
)
def test_structured_mode(data: dict[str, Any], payload: bytes, content_type: bytes) -> None:
    raw = open_envelope(structured(EVENT | data | {"time": "2026-11-12T08:30:00Z", "traceparent": TRACE}, content_type))
    assert (raw.id, raw.source, raw.traceparent) == ("7", "https://madar.example/ar", TRACE)
    assert raw.time == datetime(2026, 11, 12, 8, 30, tzinfo=UTC)
    assert raw.payload() == payload


@pytest.mark.parametrize(
    "event",
    [
        pytest.param({**EVENT, "data": "x", "data_base64": "eA=="}, id="data-twice"),
        pytest.param({**EVENT, "data_base64": "%%%"}, id="no-base64"),
        pytest.param({**EVENT, "time": "noon"}, id="a-time-in-words"),
        pytest.param({"specversion": "1.0", "data": "x"}, id="attributes-missing"),
        pytest.param({**EVENT, "id": ""}, id="an-empty-id"),
        pytest.param({**EVENT, "specversion": "1.1"}, id="another-version"),
        pytest.param([EVENT], id="a-batch"),
        pytest.param(b"{", id="cut-off"),
        pytest.param(b"", id="nothing"),
        pytest.param(PAGE, id="no-json"),
        pytest.param(b'{"id": "\xff"}', id="no-utf-8"),
    ],
)
def test_structured_mode_that_is_no_event(event: Any) -> None:
    with pytest.raises(InvalidEvent):
        open_envelope(structured(event))


def test_structured_mode_nested_beyond_all_reason_is_refused_like_any_other() -> None:
    nested = b'{"specversion":"1.0","id":"7","source":"s","type":"t","data":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    outcome = process_message(structured(nested))
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.stage) == (Reason.INVALID_EVENT, "envelope")


def test_a_bare_value_is_text_identified_by_where_it_stands() -> None:
    assert open_envelope(bare()) == RawItem(
        specversion="1.0", id="wire.raw/2/7", source="kafka:wire.raw", type="wire.raw", datacontenttype="text/plain", data_base64=PAGE
    )


def test_the_key_of_a_bare_value_is_its_source() -> None:
    assert open_envelope(bare(key=b"https://madar.example/ar")).source == "https://madar.example/ar"
    assert open_envelope(bare(key=b" ")).source == "kafka:wire.raw"
    assert open_envelope(bare(key=b"\xff")).source == "\ufffd"


def test_a_bare_value_may_say_its_type_and_trace() -> None:
    raw = open_envelope(bare(("content-type", b"text/html"), ("traceparent", TRACE.encode())))
    assert (raw.datacontenttype, raw.traceparent) == ("text/html", TRACE)


@pytest.mark.parametrize("headers", [(), tuple(BINARY.items())], ids=["bare", "with-headers"])
def test_a_tombstone(headers: tuple[tuple[str, bytes], ...]) -> None:
    tombstone = Message(value=None, headers=headers, topic="wire.raw")
    with pytest.raises(Tombstone):
        open_envelope(tombstone)
    outcome = process_message(tombstone)
    assert isinstance(outcome, Refused)
    assert (outcome.reason, outcome.stage, outcome.raw) == (Reason.TOMBSTONE, "envelope", None)


def test_an_empty_value_is_no_tombstone() -> None:
    outcome = process_message(message(b""))
    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.EMPTY
    assert outcome.raw is not None


def test_from_message_to_records() -> None:
    outcome = process_message(message(PAGE, ("content-type", b"text/plain")))
    assert isinstance(outcome, Published)
    assert [record.source_event for record in outcome.records] == ["7"]


def test_size_of_a_message() -> None:
    assert (Message(value=b"abc").size, Message(value=None).size) == (3, 0)


@pytest.mark.parametrize(
    ("time", "utc"),
    [
        (None, None),
        (datetime(2026, 11, 12, 8, 30), datetime(2026, 11, 12, 8, 30, tzinfo=UTC)),
        (datetime.fromisoformat("2026-11-12T08:30:00+03:00"), datetime(2026, 11, 12, 5, 30, tzinfo=UTC)),
    ],
    ids=["none", "without-a-zone", "baghdad"],
)
def test_times_in_utc(time: datetime | None, utc: datetime | None) -> None:
    assert as_utc(time) == utc
    assert utc is None or str(as_utc(time)).endswith("+00:00")


@pytest.mark.parametrize("time", [b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-12:00"])
def test_a_clock_at_the_end_of_the_calendar_costs_no_item(time: bytes) -> None:
    outcome = process_message(message(PAGE, ("content-type", b"text/plain"), ce_time=time))
    assert isinstance(outcome, Published)


def test_one_attribute_alone_makes_a_message_a_cloudevent_that_lacks_the_others() -> None:
    outcome = process_message(Message(value=PAGE, headers=(("ce_source", b"https://madar.example"), ("ce_type", b"wire.raw"))))
    assert isinstance(outcome, Refused)
    assert outcome.reason == Reason.INVALID_EVENT
    assert "ce_id" in outcome.message
