"""What goes out for an item: one message for each record, in page order, or one for its reject."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from schemas import RawItem, Record, Reject, Story
from schemas.codec import encode
from streams.agents.reject import Headers, reject_headers
from streams.agents.trace import continue_trace, continues
from streams.pipeline import Message
from streams.pipeline.errors import RecordTooLarge
from streams.topics import Topic, Topics, key_of

CONTENT_TYPE = b"application/json"
STORY_TYPE = "barqiya.story.v1"
BRIEF_TYPE = "barqiya.brief.v1"

# What a broker counts beside keys, values and header texts: at most 61 bytes of batch, 36 of record, two lengths of 5 for each header
# (Kafka's record format, version 2).
_OVERHEAD_BYTES = 128
_HEADER_OVERHEAD_BYTES = 10


class Outgoing(msgspec.Struct, frozen=True, kw_only=True):
    """One message for one topic."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Headers

    @property
    def size(self) -> int:
        """Bytes as a broker counts them against a topic's limit, or a few more."""
        headers = sum(len(name) + len(value) + _HEADER_OVERHEAD_BYTES for name, value in self.headers)
        return len(self.value) + len(self.key or b"") + headers + _OVERHEAD_BYTES


def record_message(record: Record, raw: RawItem, topics: Topics) -> Outgoing:
    """The message of a record: a CloudEvents 1.0 event in binary mode, keyed by its source.

    Args:
        record: The record.
        raw: The item it came of, for its trace.
        topics: Where it goes.

    Raises:
        RecordTooLarge: Its topic does not take a message of that size.
    """
    story = isinstance(record, Story)
    topic = topics.stories if story else topics.briefs
    message = Outgoing(
        topic=topic.name,
        key=key_of(record.source),
        value=encode(record),
        headers=_record_headers(record, raw, STORY_TYPE if story else BRIEF_TYPE),
    )
    _check_size(message, topic)
    return message


def reject_message(message: Message, reject: Reject, topics: Topics) -> Outgoing:
    """The message of a reject: the item's bytes, key and headers untouched and in order, then why it was rejected.

    A tombstone has no bytes: its reject has an empty value, because a null would read as a deletion of it.
    """
    return Outgoing(
        topic=topics.rejects.name,
        key=message.key,
        value=b"" if message.value is None else message.value,
        headers=message.headers + reject_headers(reject),
    )


def _record_headers(record: Record, raw: RawItem, event_type: str) -> Headers:
    traceparent = continue_trace(raw.traceparent, record.id)
    # The event happened when the record was made; when the news was issued is the record's own published_at.
    time = () if record.processed_at is None else (("ce_time", _rfc3339(record.processed_at)),)
    headers = (
        ("ce_specversion", b"1.0"),
        ("ce_id", record.id.encode()),
        ("ce_source", key_of(record.source)),
        ("ce_type", event_type.encode()),
        *time,
        ("ce_subject", record.uri.encode("utf-8", "replace")),
        ("content-type", CONTENT_TYPE),
        ("traceparent", traceparent.encode()),
    )
    if raw.tracestate and continues(raw.traceparent, traceparent):
        headers += (("tracestate", raw.tracestate.encode("utf-8", "replace")),)
    return headers


def _rfc3339(time: datetime) -> bytes:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z").encode()


def _check_size(message: Outgoing, topic: Topic) -> None:
    if message.size > topic.max_message_bytes:
        raise RecordTooLarge(f"a record of {message.size:,} bytes is more than {topic.name} takes ({topic.max_message_bytes:,})")
