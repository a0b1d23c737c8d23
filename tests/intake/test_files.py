"""Files, folders and event lines become messages of the raw topic, and nothing on disk is judged or lost on the way."""

from __future__ import annotations

import io
import json
import os
import sys
from importlib import resources
from pathlib import Path

import pytest

from schemas import Reason
from streams.intake.files import PathError, read_messages
from streams.pipeline import Message, Published, Refused, process_message
from streams.pipeline.envelope import open_envelope

FLASH = "عاجل: زلزال بقوة 5.1 درجات يضرب شرقي البلاد دون أنباء عن إصابات"


def event(number: int, data: str = FLASH, source: str = "https://sahab.example/ar") -> str:
    return json.dumps(
        {
            "specversion": "1.0",
            "id": f"item-{number}",
            "source": source,
            "type": "wire.raw",
            "datacontenttype": "text/plain",
            "data": data,
        },
        ensure_ascii=False,
    )


def headers(message: Message) -> dict[str, str]:
    return {name: value.decode() for name, value in message.headers}


def test_a_page_is_a_binary_event_with_its_bytes_untouched_and_no_charset_claimed(tmp_path: Path) -> None:
    page = tmp_path / "flash.txt"
    page.write_bytes(FLASH.encode("windows-1256", "replace"))
    (message,) = read_messages([page], source="https://sahab.example/ar")
    assert message.value == page.read_bytes()
    assert message.key == b"https://sahab.example/ar"
    assert headers(message)["content-type"] == "text/plain"
    item = open_envelope(message)
    assert item.source == "https://sahab.example/ar"
    assert item.type == "wire.raw"
    assert item.time is None, "when a file was copied is not when the agency issued it"


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("a.txt", "text/plain"),
        ("a.TXT", "text/plain"),
        ("a.html", "text/html"),
        ("a.htm", "text/html"),
        ("a.xhtml", "text/html"),
        ("a.xml", "application/xml"),
        ("a.XML", "application/xml"),
        ("a.newsml", "application/xml"),
        ("a.nitf", "application/xml"),
        ("a.rss", "application/rss+xml"),
        ("a.atom", "application/atom+xml"),
        ("a.json", "application/json"),
        ("a.ninjs", "application/json"),
        ("a.eml", "message/rfc822"),
        ("a.iptc", "text/plain"),
        ("a.anpa", "text/plain"),
        ("a.tst", "text/plain"),
        ("a", "text/plain"),
        ("a.png", "image/png"),
    ],
)
def test_the_suffix_gives_the_content_type(tmp_path: Path, name: str, content_type: str) -> None:
    (tmp_path / name).write_text("x")
    (message,) = read_messages([tmp_path / name])
    assert headers(message)["content-type"] == content_type


def test_a_folder_gives_its_pages_in_the_order_of_their_names_and_below_and_passes_over_the_rest(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "sub/c.txt", "another/d.txt", ".hidden.txt", ".git/e.txt", "notes.docx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    messages = list(read_messages([tmp_path]))
    assert [message.value.decode() for message in messages if message.value] == ["a.html", "b.txt", "another/d.txt", "sub/c.txt"]
    assert {message.key for message in messages} == {tmp_path.resolve().as_uri().encode()}, "one folder is one source"
    assert [message.topic for message in messages] == ["a.html", "b.txt", "d.txt", "c.txt"]


def test_the_id_of_a_page_is_its_path_and_its_content(tmp_path: Path) -> None:
    page = tmp_path / "sub" / "page.txt"
    page.parent.mkdir()
    page.write_text("first")
    (first,) = read_messages([tmp_path])
    (again,) = read_messages([tmp_path])
    page.write_text("corrected")
    (corrected,) = read_messages([tmp_path])
    assert headers(first) == headers(again)
    assert headers(first)["ce_id"].startswith("sub/page.txt@")
    assert headers(first)["ce_id"] != headers(corrected)["ce_id"]


def test_lines_are_structured_events_keyed_by_their_source_with_their_line_as_offset(tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    feed.write_text(f"\ufeff{event(1)}\r\n\n{event(2, source='https://anba.example')}\n")
    first, second = read_messages([feed])
    assert [(m.topic, m.offset, m.key) for m in (first, second)] == [
        ("feed.jsonl", 0, b"https://sahab.example/ar"),
        ("feed.jsonl", 2, b"https://anba.example"),
    ]
    assert open_envelope(first).id == "item-1"
    assert first.value == event(1).encode()


def test_one_event_in_a_json_file_may_stand_on_many_lines(tmp_path: Path) -> None:
    path = tmp_path / "event.json"
    path.write_text(json.dumps(json.loads(event(7)), indent=2))
    (message,) = read_messages([path])
    assert open_envelope(message).id == "item-7"


def test_json_that_is_no_event_is_an_item_of_its_own(tmp_path: Path) -> None:
    """An event tells itself by its `specversion`; a text that speaks of one does not."""
    path = tmp_path / "item.json"
    path.write_text(json.dumps({"uri": "urn:x:1", "headline": FLASH, "body_text": 'The field "specversion": was renamed.'}))
    (message,) = read_messages([path], source="https://sahab.example/api")
    assert headers(message)["content-type"] == "application/json"
    outcome = process_message(message)
    assert isinstance(outcome, Published)
    assert outcome.records[0].guid == "urn:x:1"
    path.write_text('{"specversion": "1.0", "id":')
    (broken,) = read_messages([path])
    outcome = process_message(broken)
    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.INVALID_EVENT, "what says that it is an event is judged as one"


def test_vendor_files_of_a_folder_are_read_by_what_they_hold(tmp_path: Path) -> None:
    samples = resources.files("streams") / "samples"
    for name in ("ar-newsml-g2.xml", "tr-nitf.xml", "en-ninjs.json", "fr-feed.rss", "de-mail.eml"):
        (tmp_path / name).write_bytes((samples / name).read_bytes())
    (tmp_path / "karaz.nitf").write_bytes((samples / "ar-newsml-g2.xml").read_bytes())
    found = {}
    for message in read_messages([tmp_path]):
        outcome = process_message(message)
        assert isinstance(outcome, Published), outcome
        found[message.topic] = next(each.value for each in reversed(outcome.records[0].decisions) if each.what == "format")
    assert found == {
        "ar-newsml-g2.xml": "newsml-g2",
        "de-mail.eml": "email",
        "en-ninjs.json": "ninjs",
        "fr-feed.rss": "feed",
        "karaz.nitf": "newsml-g2",
        "tr-nitf.xml": "nitf",
    }, "a wrong suffix does no harm"


def test_a_line_that_is_no_event_is_passed_on_and_becomes_a_reject(tmp_path: Path) -> None:
    feed = tmp_path / "feed.ndjson"
    feed.write_bytes(b'{"specversion": "1.0", "id"\n' + event(2).encode() + b"\n\xff\xfe\n")
    broken, good, binary = read_messages([feed])
    for message, value in ((broken, b'{"specversion": "1.0", "id"'), (binary, b"\xff\xfe")):
        assert message.value == value
        assert message.key is None
        outcome = process_message(message)
        assert isinstance(outcome, Refused)
        assert outcome.reason is Reason.INVALID_EVENT
    assert open_envelope(good).id == "item-2"


def test_a_dash_reads_standard_input_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "rb") as pipe, os.fdopen(writer, "wb", buffering=0) as feed:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(pipe))
        messages = read_messages(["-"])
        feed.write(event(1).encode() + b"\n")
        # The feed is still open: an event is there as soon as its line is.
        assert open_envelope(next(messages)).id == "item-1"
        feed.write(event(2).encode() + b"\n")
        assert open_envelope(next(messages)).id == "item-2"


def test_a_missing_path_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(PathError, match=r"b\.txt: no such file or folder"):
        read_messages([tmp_path / "a.txt", tmp_path / "b.txt"])


def test_a_file_that_goes_away_is_told_by_its_name(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("x")
    messages = read_messages([page])
    page.unlink()
    with pytest.raises(PathError, match=r"a\.txt: No such file"):
        next(messages)


def test_a_file_name_that_is_no_utf8_still_has_a_place(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text("x")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    (message,) = read_messages([tmp_path])
    assert message.topic == "caf\ufffd.txt"
    assert headers(message)["ce_id"].startswith("caf\ufffd.txt@")
