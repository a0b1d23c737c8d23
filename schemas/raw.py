"""The raw item: a CloudEvents 1.0 event that holds what the agency sent, untouched."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

NonEmpty = Annotated[str, Meta(min_length=1)]
# The standard asks for a zone (RFC 3339); an event that forgot it is read as UTC.
_Time = Annotated[datetime, Meta(extra_json_schema={"format": "date-time"})]


class RawItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item as it came from an agency, before anything was done to it.

    Field names are the attribute names of CloudEvents 1.0 (JSON event format), so a structured-mode event is this struct.
    `data` and `data_base64` exclude each other; `payload()` gives the bytes of either.
    """

    specversion: Annotated[Literal["1.0"], Meta(description="Version of the CloudEvents specification.")]
    id: Annotated[NonEmpty, Meta(description="The item's id, unique within its source.")]
    source: Annotated[NonEmpty, Meta(description="URI of the agency's service; the Kafka key of the item and its records.")]
    type: Annotated[NonEmpty, Meta(description="CloudEvents type of the event, `wire.raw` where Barqiya wrote it.")]
    time: Annotated[_Time | None, Meta(description="When the agency issued the item (RFC 3339).")] = None
    datacontenttype: Annotated[str | None, Meta(description="Media type of the payload, with its charset where the agency says it.")] = None
    subject: Annotated[str | None, Meta(description="What the item is about, as the agency names it.")] = None
    traceparent: Annotated[str | None, Meta(description="W3C Trace Context of the item, carried to its records.")] = None
    tracestate: Annotated[str | None, Meta(description="W3C vendor trace state that goes with `traceparent`.")] = None
    data: Annotated[Any, Meta(description="The payload as a JSON value: a string for text and markup.")] = None
    data_base64: Annotated[bytes | None, Meta(description="The payload in base64, for bytes that are no Unicode text.")] = None

    def payload(self) -> bytes:
        """The payload's bytes: the decoded `data_base64`, a string `data` in UTF-8, any other `data` as JSON."""
        if self.data_base64 is not None:
            return self.data_base64
        if isinstance(self.data, str):
            # A lone surrogate can stand in a JSON string; it has no UTF-8 form and is decoded as text that can't be read.
            return self.data.encode("utf-8", "surrogatepass")
        return b"" if self.data is None else msgspec.json.encode(self.data)
