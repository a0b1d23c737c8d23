"""A page as a message of the raw topic: CloudEvents 1.0 in binary mode, the page's bytes untouched as the value."""

from __future__ import annotations

from datetime import datetime

from streams.pipeline import Message
from streams.pipeline.envelope import STRUCTURED

EVENT_TYPE = "wire.raw"

_STRUCTURED = ("content-type", STRUCTURED.encode())


def binary_event(
    payload: bytes,
    *,
    id: str,  # noqa: A002  (the attribute's name in CloudEvents)
    source: str,
    content_type: str,
    time: datetime | None = None,
    place: str = "",
) -> Message:
    """The message that carries `payload`.

    Args:
        payload: The bytes as the agency sent them.
        id: CloudEvents id, unique within `source` and the same whenever the same page is read again.
        source: CloudEvents source; the Kafka key too, so that one agency's items stay in order.
        content_type: Media type; without a charset where none is known, so that it is detected.
        time: When the agency issued the page, where that is known.
        place: File name that stands for the topic until the message is on one.
    """
    headers = [
        ("ce_specversion", b"1.0"),
        ("ce_id", id.encode()),
        ("ce_source", source.encode()),
        ("ce_type", EVENT_TYPE.encode()),
        ("content-type", content_type.encode()),
    ]
    if time is not None:
        headers.append(("ce_time", time.isoformat().encode()))
    return Message(value=payload, headers=tuple(headers), key=source.encode(), topic=place)


def structured_event(event: bytes, *, key: bytes | None, place: str, line: int) -> Message:
    """The message that carries a whole event as JSON, untouched; `line` is where it stands in its file, from 0."""
    return Message(value=event, headers=(_STRUCTURED,), key=key, topic=place, offset=line)


def place_of(message: Message) -> str:
    """Where a message came from, for a person: its file, and its line where the file holds events."""
    return f"{message.topic}, line {message.offset + 1}" if _STRUCTURED in message.headers else message.topic
