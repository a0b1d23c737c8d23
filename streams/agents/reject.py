"""A reject as the headers of its message. The message's value is the item's own bytes, its first headers are the item's own headers."""

from __future__ import annotations

from datetime import datetime

from schemas import Reject
from streams import __version__
from streams.pipeline import Message, Refused

Headers = tuple[tuple[str, bytes], ...]

PREFIX = "barqiya_"
FIELDS = ("reason", "message", "stage", "topic", "partition", "offset", "time", "version")
"""The fields that are headers; source and event id are in the item's own headers or body, its size is that of the value."""

MESSAGE_LIMIT = 1_000
"""Characters of the message for a person; an error's text may quote the item, and the item is in the value already."""


def reject_of(message: Message, refused: Refused, time: datetime) -> Reject:
    """Why `message` was refused, and where it stood."""
    why = refused.message
    return Reject(
        reason=refused.reason,
        message=why if len(why) <= MESSAGE_LIMIT else why[: MESSAGE_LIMIT - 1] + "…",
        stage=refused.stage,
        source=refused.raw.source if refused.raw else None,
        source_event=refused.raw.id if refused.raw else None,
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        time=time,
        size=message.size,
        version=__version__,
    )


def reject_headers(reject: Reject) -> Headers:
    """The headers that say what `reject` says, to stand behind the item's own; a field that is null has none."""
    return tuple((PREFIX + name, _text(value)) for name in FIELDS if (value := getattr(reject, name)) is not None)


def _text(value: object) -> bytes:
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text.encode("utf-8", "replace")
