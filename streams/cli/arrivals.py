"""What arrives on the topics of stories, briefs and rejects, read back into structs."""

from __future__ import annotations

from datetime import timedelta
from typing import TypeAlias

import msgspec

from schemas import Record, Reject
from schemas.codec import decode_record
from streams.agents.reject import FIELDS, PREFIX
from streams.pipeline import Message
from streams.pipeline.envelope import STRUCTURED, open_envelope
from streams.pipeline.errors import Rejected

Arrival: TypeAlias = Record | Reject


class UnreadableArrival(Exception):  # noqa: N818  (named for what arrived)
    """A message of one of the three topics that this program did not write, or wrote in another version."""


def arrival(message: Message) -> Arrival:
    """The record or reject in `message`; a reject is known by its header `barqiya_reason`.

    Raises:
        UnreadableArrival: It is neither.
    """
    # An item that was sent back from the rejects has the headers of its first rejection before those of the last, which count.
    headers = {name: value.decode("utf-8", "replace") for name, value in message.headers}
    try:
        return _reject(message, headers) if PREFIX + "reason" in headers else decode_record(message.value or b"")
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        place = f"{message.topic}/{message.partition}/{message.offset}"
        raise UnreadableArrival(f"{place} is neither a record nor a reject: {error}") from error


def delay(message: Message, content: Arrival) -> timedelta | None:
    """From the page's arrival on the raw topic to the record's on its own, by the time stamps of both messages."""
    if isinstance(content, Reject) or content.received_at is None or message.timestamp is None:
        return None
    return message.timestamp - content.received_at


def _reject(message: Message, headers: dict[str, str]) -> Reject:
    """The reject that the headers hold; the message's value is the rejected item itself, untouched."""
    fields = {name: headers[PREFIX + name] for name in FIELDS if PREFIX + name in headers}
    source, source_event = _event(message, headers)
    named = {"source": source, "source_event": source_event, "size": message.size}
    return msgspec.convert({**fields, **named}, Reject, strict=False)


def _event(message: Message, headers: dict[str, str]) -> tuple[str | None, str | None]:
    """The rejected item's source and id: in its headers, or in a structured event itself where that can be read."""
    if not headers.get("content-type", "").startswith(STRUCTURED):
        return headers.get("ce_source"), headers.get("ce_id")
    try:
        item = open_envelope(message)
    except Rejected:
        return None, None
    return item.source, item.id
