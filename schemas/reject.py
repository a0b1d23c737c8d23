"""The reject: an item that could not become records, and why."""

from __future__ import annotations

import enum
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from schemas.record import Time

Stage: TypeAlias = Literal["envelope", "decode", "clean", "segment", "classify", "enrich", "publish"]


class Reason(enum.StrEnum):
    """Why an item was rejected. The list is closed: it is the tree of `streams.pipeline.errors`, and a metric label."""

    TOMBSTONE = "tombstone"
    INVALID_EVENT = "invalid_event"
    TOO_LARGE = "too_large"
    UNKNOWN_CONTENT_TYPE = "unknown_content_type"
    UNKNOWN_FORMAT = "unknown_format"
    UNSUPPORTED_ITEM = "unsupported_item"
    MALFORMED = "malformed"
    UNKNOWN_CHARSET = "unknown_charset"
    BINARY = "binary"
    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_COMPLEX = "too_complex"
    RECORD_TOO_LARGE = "record_too_large"
    INTERNAL_ERROR = "internal_error"


class Reject(msgspec.Struct, frozen=True, kw_only=True):
    """Why an item was rejected and where it stood. On the topic this is the headers; the value is the item's own bytes."""

    reason: Annotated[Reason, Meta(description="Why, from a closed list.")]
    message: Annotated[str, Meta(description="Why, for a person.")]
    stage: Annotated[Stage, Meta(description="The stage of the pipeline that gave up.")]
    source: Annotated[str | None, Meta(description="CloudEvents source, where it could be read.")] = None
    source_event: Annotated[str | None, Meta(description="CloudEvents id, where it could be read.")] = None
    topic: Annotated[str | None, Meta(description="Topic, or file, that the item came from.")] = None
    partition: Annotated[int | None, Meta(description="Partition that the item came from.")] = None
    offset: Annotated[int | None, Meta(description="Offset of the item, or its line in a file, from 0.")] = None
    time: Annotated[Time | None, Meta(description="When it was rejected.")] = None
    size: Annotated[int, Meta(ge=0, description="Bytes of the item.")] = 0
    version: Annotated[str, Meta(description="Version of the program that rejected it.")]
