"""Open the envelope: from a Kafka message to the CloudEvent in it.

Follows the CloudEvents 1.0 Kafka binding: binary mode (`ce_…` headers), structured mode (`application/cloudevents+json`);
a bare value without either is taken as text and identified by where it stands.
The official SDK reads every value as text or JSON, so it can't carry the bytes of a page in another charset, and it calls itself unstable.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from schemas import RawItem
from schemas.codec import decode_raw_item
from streams.pipeline.errors import InvalidEvent, Tombstone

STRUCTURED = "application/cloudevents+json"
Headers = Sequence[tuple[str, bytes]]

_REQUIRED = ("specversion", "id", "source", "type")
# Attributes by the headers that carry them in binary mode.
_BINARY = {f"ce_{name}": name for name in (*_REQUIRED, "time", "subject")}
_BINARY_REQUIRED = tuple(f"ce_{name}" for name in _REQUIRED)


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One message of a topic, or one line or file that stands for one."""

    value: bytes | None
    headers: tuple[tuple[str, bytes], ...] = ()
    key: bytes | None = None
    topic: str = ""
    partition: int = 0
    offset: int = 0
    timestamp: datetime | None = None

    @property
    def size(self) -> int:
        """Bytes of the value."""
        return len(self.value or b"")


def open_envelope(message: Message) -> RawItem:
    """The raw item in `message`. Raises Tombstone on a null value and InvalidEvent on what is a CloudEvent only in name."""
    if message.value is None:
        raise Tombstone("the message has no value")
    headers = _text_headers(message.headers)
    content_type = headers.get("content-type")
    if content_type is not None and _media_type(content_type) == STRUCTURED:
        return _structured(message.value)
    if any(map(headers.__contains__, _BINARY_REQUIRED)):
        return _binary(message.value, headers)
    return _bare(message, content_type, headers)


def _media_type(content_type: str) -> str:
    return content_type.split(";", 1)[0].strip().lower()


def _text_headers(headers: Headers) -> dict[str, str]:
    """Header names in lower case with their first value; Kafka allows repeats, CloudEvents does not."""
    out: dict[str, str] = {}
    for name, value in headers:
        lower = name.lower()
        if lower not in out and value is not None:
            try:
                out[lower] = value.decode("utf-8")
            except UnicodeDecodeError as error:
                if lower.startswith("ce_"):
                    raise InvalidEvent(f"header {name} is not UTF-8") from error
    return out


def _structured(value: bytes) -> RawItem:
    try:
        item = decode_raw_item(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InvalidEvent(f"not a CloudEvent in JSON: {error}") from error
    if item.data is not None and item.data_base64 is not None:
        raise InvalidEvent("the event has both data and data_base64")
    return item


def _binary(value: bytes, headers: dict[str, str]) -> RawItem:
    attributes = {name: headers[header] for header, name in _BINARY.items() if header in headers}
    missing = [header for header in _BINARY_REQUIRED if not headers.get(header)]
    if missing:
        raise InvalidEvent(f"the event lacks {', '.join(missing)}")
    try:
        return msgspec.convert(
            {
                **attributes,
                "datacontenttype": headers.get("content-type"),
                # The distributed-tracing extension names its headers like any attribute; many producers write the plain W3C name.
                "traceparent": headers.get("ce_traceparent") or headers.get("traceparent"),
                "tracestate": headers.get("ce_tracestate") or headers.get("tracestate"),
                "data_base64": value,
            },
            RawItem,
            builtin_types=(bytes,),
        )
    except msgspec.ValidationError as error:
        raise InvalidEvent(f"not a CloudEvent: {error}") from error


def _bare(message: Message, content_type: str | None, headers: dict[str, str]) -> RawItem:
    place = f"{message.topic}/{message.partition}/{message.offset}"
    key = (message.key or b"").decode("utf-8", "replace").strip()
    return RawItem(
        specversion="1.0",
        id=place,
        source=key or f"kafka:{message.topic}",
        type="wire.raw",
        datacontenttype=content_type or "text/plain",
        traceparent=headers.get("traceparent"),
        tracestate=headers.get("tracestate"),
        data_base64=message.value,
    )


def as_utc(time: datetime | None) -> datetime | None:
    """`time` in UTC; a time without a zone is taken as UTC, which is what agencies mean when they leave it out."""
    if time is None:
        return None
    try:
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except OverflowError:
        # The first and the last day that a calendar knows are a clock gone wrong; their zone is no loss.
        return time.replace(tzinfo=UTC)
