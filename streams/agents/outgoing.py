"""What goes out for an item: one message for each record, in page order, or one for its reject."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

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

_SPECVERSION = ("ce_specversion", b"1.0")
_CONTENT_TYPE = ("content-type", CONTENT_TYPE)
_STORY_TYPE, _BRIEF_TYPE = STORY_TYPE.encode(), BRIEF_TYPE.encode()

# What a broker counts beside keys, values and header texts: at most 61 bytes of batch, 36 of record, two lengths of 5 for each header
# (Kafka's record format, version 2).
_OVERHEAD_BYTES = 128
_HEADER_OVERHEAD_BYTES = 10
# More than all names of a record's headers, its overheads, and the values that are no text of the record.
_OTHER_HEADERS_BYTES = 1_024


class Outgoing(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One message for one topic."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Headers

    @property
    def size(self) -> int:
        """Bytes as a broker counts them against a topic's limit, or a few more."""
        headers = sum([len(name) + len(value) + _HEADER_OVERHEAD_BYTES for name, value in self.headers])
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
    topic, event_type = (topics.stories, _STORY_TYPE) if isinstance(record, Story) else (topics.briefs, _BRIEF_TYPE)
    key = key_of(record.source)
    message = Outgoing(topic=topic.name, key=key, value=encode(record), headers=_record_headers(record, raw, event_type, key))
    _check_size(message, record, raw, topic)
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


def _record_headers(record: Record, raw: RawItem, event_type: bytes, source: bytes) -> Headers:
    traceparent = continue_trace(raw.traceparent, record.id)
    # The event happened when the record was made; when the news was issued is the record's own published_at.
    time = () if record.processed_at is None else (("ce_time", _rfc3339(record.processed_at)),)
    headers: Headers = (
        _SPECVERSION,
        ("ce_id", record.id.encode()),
        ("ce_source", source),
        ("ce_type", event_type),
        *time,
        ("ce_subject", record.uri.encode("utf-8", "replace")),
        _CONTENT_TYPE,
        ("traceparent", traceparent.encode()),
    )
    if raw.tracestate and continues(raw.traceparent, traceparent):
        headers += (("tracestate", raw.tracestate.encode("utf-8", "replace")),)
    return headers


# The records of a page have one time.
@lru_cache(maxsize=1)
def _rfc3339(time: datetime) -> bytes:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z").encode()


def _check_size(message: Outgoing, record: Record, raw: RawItem, topic: Topic) -> None:
    # Nearly all records are far below it, which is told faster than by adding up their headers: no letter has more than four bytes.
    text = len(record.id) + 2 * len(record.source) + len(record.uri) + len(raw.tracestate or "")
    at_most = len(message.value) + 4 * text + _OTHER_HEADERS_BYTES
    if at_most > topic.max_message_bytes and message.size > topic.max_message_bytes:
        raise RecordTooLarge(f"a record of {message.size:,} bytes is more than {topic.name} takes ({topic.max_message_bytes:,})")
