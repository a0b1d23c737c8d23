"""The raw item's payload: the agency's bytes, whichever way the event carries them."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from schemas import RawItem
from schemas.codec import decode_raw_item

EVENT = {"specversion": "1.0", "id": "7", "source": "https://madar.example/ar", "type": "wire.raw"}


def event(**attributes: Any) -> RawItem:
    return decode_raw_item(msgspec.json.encode(EVENT | attributes))


@pytest.mark.parametrize(
    ("attributes", "payload"),
    [
        pytest.param({"data": "عاجل: زلزال"}, "عاجل: زلزال".encode(), id="text-in-utf-8"),
        pytest.param({"data": ""}, b"", id="empty-text"),
        pytest.param({"data_base64": "w8vU"}, b"\xc3\xcb\xd4", id="base64"),
        pytest.param({"data_base64": ""}, b"", id="empty-base64"),
        pytest.param({"data": {"headline": "خبر"}}, '{"headline":"خبر"}'.encode(), id="a-json-object"),
        pytest.param({"data": [1, 2.5, None]}, b"[1,2.5,null]", id="a-json-array"),
        pytest.param({"data": 0}, b"0", id="a-json-number"),
        pytest.param({"data": False}, b"false", id="a-json-boolean"),
        pytest.param({"data": None}, b"", id="null"),
        pytest.param({}, b"", id="none"),
    ],
)
def test_payload(attributes: dict[str, Any], payload: bytes) -> None:
    assert event(**attributes).payload() == payload


def test_a_lone_surrogate_has_a_payload_that_is_no_utf_8() -> None:
    raw = RawItem(**EVENT, data="half \ud83d of a pair")
    with pytest.raises(UnicodeDecodeError):
        raw.payload().decode("utf-8")


@pytest.mark.parametrize("left_out", EVENT)
def test_the_attributes_that_cloudevents_requires(left_out: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=left_out):
        decode_raw_item(msgspec.json.encode({name: value for name, value in EVENT.items() if name != left_out}))


@pytest.mark.parametrize(
    "attributes",
    [{"specversion": "0.3"}, {"id": ""}, {"source": ""}, {"type": ""}, {"id": 7}, {"time": "noon"}, {"data_base64": "not base64!"}],
    ids=str,
)
def test_no_cloudevent_of_version_1(attributes: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        event(**attributes)


def test_extension_attributes_are_allowed_and_not_kept() -> None:
    assert event(partitionkey="madar", data="x") == RawItem(**EVENT, data="x")
