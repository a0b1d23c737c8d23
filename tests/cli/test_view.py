"""Messages of the three topics, as people and as programs see them."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from rich.console import Console

from schemas import Brief
from schemas.codec import encode
from streams.cli.arrivals import UnreadableArrival, arrival, delay
from streams.cli.view import JsonView, TerminalView
from streams.pipeline import Message

RECEIVED = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
BRIEF = Brief(
    id="1" * 32,
    uri="urn:barqiya:item:2",
    source="https://ege.example",
    source_event="2",
    ordinal=0,
    form="short",
    lead="İzmir'de vapur seferleri yeniden başladı.",
    language="tr-Latn",
    direction="ltr",
    word_count=5,
    match_key="1" * 32,
    received_at=RECEIVED,
    ruleset="test",
)
REJECT_HEADERS = (
    ("ce_specversion", b"1.0"),
    ("ce_id", b"9"),
    ("ce_source", b"https://ege.example"),
    ("content-type", b"text/plain"),
    ("barqiya_reason", b"empty"),
    ("barqiya_message", b"the item is empty"),
    ("barqiya_stage", b"decode"),
    ("barqiya_topic", b"wire.raw"),
    ("barqiya_partition", b"2"),
    ("barqiya_offset", b"17"),
    ("barqiya_time", b"2026-03-01T12:00:00.120Z"),
    ("barqiya_version", b"0.1.0"),
)


def record_message(value: bytes | None = None) -> Message:
    return Message(
        value=encode(BRIEF) if value is None else value,
        topic="wire.briefs",
        partition=1,
        offset=5,
        timestamp=RECEIVED + timedelta(milliseconds=41),
    )


def reject_message(value: bytes = b"  ", headers: tuple[tuple[str, bytes], ...] = REJECT_HEADERS) -> Message:
    return Message(value=value, headers=headers, topic="wire.rejects", partition=0, offset=0)


def test_a_record_comes_back_with_its_delay() -> None:
    message = record_message()
    assert arrival(message) == BRIEF
    assert delay(message, BRIEF) == timedelta(milliseconds=41)
    assert delay(message, msgspec.structs.replace(BRIEF, received_at=None)) is None


def test_a_reject_is_rebuilt_from_its_headers() -> None:
    reject = arrival(reject_message())
    assert json.loads(encode(reject)) == {
        "reason": "empty",
        "message": "the item is empty",
        "stage": "decode",
        "source": "https://ege.example",
        "source_event": "9",
        "topic": "wire.raw",
        "partition": 2,
        "offset": 17,
        "time": "2026-03-01T12:00:00.120000Z",
        "size": 2,
        "version": "0.1.0",
    }


def test_the_last_rejection_counts_of_an_item_that_was_sent_back_before() -> None:
    again = tuple((name, b"18" if name == "barqiya_offset" else value) for name, value in REJECT_HEADERS if name.startswith("barqiya_"))
    reject = arrival(reject_message(headers=REJECT_HEADERS + again))
    assert json.loads(encode(reject))["offset"] == 18


def test_a_structured_event_names_its_source_itself() -> None:
    headers = (("content-type", b"application/cloudevents+json"), *REJECT_HEADERS[4:])
    event = b'{"specversion": "1.0", "id": "7", "source": "https://ege.example", "type": "t", "data": " "}'
    reject = json.loads(encode(arrival(reject_message(event, headers))))
    assert (reject["source"], reject["source_event"]) == ("https://ege.example", "7")
    broken = json.loads(encode(arrival(reject_message(b"{", headers))))
    assert (broken["source"], broken["source_event"]) == (None, None)


@pytest.mark.parametrize("value", [b"", b"{}", b"\xff", b'{"kind": "poem"}'])
def test_what_is_neither_is_told_by_its_place(value: bytes) -> None:
    with pytest.raises(UnreadableArrival, match=r"wire\.briefs/1/5 is neither a record nor a reject"):
        arrival(record_message(value))


def test_programs_get_records_byte_by_byte_and_rejects_apart() -> None:
    records, rejects = io.BytesIO(), io.BytesIO()
    view = JsonView(records, rejects)
    view.show(record_message())
    view.show(reject_message())
    assert records.getvalue() == encode(BRIEF) + b"\n"
    assert json.loads(rejects.getvalue())["reason"] == "empty"


class Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


def test_json_on_a_terminal_keeps_its_meaning_and_loses_what_the_terminal_would_obey() -> None:
    record = msgspec.structs.replace(BRIEF, lead="a\x9b31mb\x7fc é")
    out = Terminal()
    JsonView(out, out).show(record_message(encode(record)))
    assert not any(0x7F <= ord(character) < 0xA0 for character in out.getvalue().decode())
    assert json.loads(out.getvalue())["lead"] == record.lead


def test_people_get_a_line_each() -> None:
    out = io.StringIO()
    view = TerminalView("visual", Console(file=out, width=110, highlight=False))
    view.show(record_message())
    view.show(reject_message())
    view.show(record_message(b"{}"))
    brief, reject, unreadable = out.getvalue().splitlines()
    assert brief == "brief short  tr-Latn  ege.example                 41 ms  İzmir'de vapur seferleri yeniden başladı."
    assert reject.split()[0] == "reject"
    assert reject.endswith("empty: the item is empty (wire.raw/2/17)")
    assert unreadable.startswith("wire.briefs/1/5 is neither a record nor a reject")
