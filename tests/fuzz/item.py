"""How the fuzzer's bytes are read as an item: the first names the content type, the rest is the payload."""

from __future__ import annotations

import msgspec

from streams.intake.event import binary_event
from streams.pipeline import Message

CONTENT_TYPES = (
    "",
    "text/plain",
    "text/plain; charset=utf-8",
    "text/html",
    "text/html; charset=utf-8",
    "text/plain; charset=windows-1256",
    "text/plain; charset=utf-16",
    "text/html; charset=iso-8859-9",
    "application/octet-stream",
    "application/json",
    "application/ninjs+json",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "application/nitf+xml",
    "application/vnd.iptc.g2.newsitem+xml",
    "application/vnd.iptc.g2.newsmessage+xml",
    "text/vnd.iptc.newsml",
    "message/rfc822",
    "application/vnd.iptc.iptc7901",
    "application/xhtml+xml",
    "application/cloudevents+json",
)
"""What an item may say that it is. One that no format has for its own is as good as a wrong one."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A payload and the content type that is declared for it, one of CONTENT_TYPES; another is taken for none."""

    content_type: str
    payload: bytes

    @classmethod
    def unpack(cls, data: bytes) -> Item:
        """The item in the fuzzer's bytes."""
        return cls(content_type=CONTENT_TYPES[data[0] % len(CONTENT_TYPES)] if data else "", payload=data[1:])

    def pack(self) -> bytes:
        """The fuzzer's bytes for the item."""
        number = CONTENT_TYPES.index(self.content_type) if self.content_type in CONTENT_TYPES else 0
        return bytes((number,)) + self.payload

    def message(self) -> Message:
        """The message of the raw topic that brings the item."""
        return binary_event(self.payload, id="1", source="https://madar.example/ar", content_type=self.content_type)
