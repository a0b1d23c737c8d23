"""Decode: from the payload's bytes to a document, which is text in blocks with what the markup or the format said about each.

`decode` chooses the reader by content type, else by looking at the bytes.
"""

from __future__ import annotations

import msgspec

from schemas import Decision, RawItem
from streams.pipeline.budget import Check, unlimited
from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.document import NOTHING_TOLD, Block, Document, Metadata, Part
from streams.pipeline.decode.formats import format_of, xml_other
from streams.pipeline.decode.html import read_html
from streams.pipeline.decode.limits import check_plain, check_text
from streams.pipeline.decode.sniff import begins_page, declared_type, is_html, page_type, reject_binary
from streams.pipeline.decode.text import read_text
from streams.pipeline.errors import Empty, NoText, TooLarge

__all__ = ["NOTHING_TOLD", "Block", "Document", "Metadata", "Part", "decode"]

MAX_ITEM_BYTES = 4_194_304
_HEAD = 4_096


def decode(raw: RawItem, max_item_bytes: int | None = None, check: Check = unlimited) -> Document:
    """The document in `raw`.

    Raises DecodeError: TooLarge, Empty, Binary, UnknownContentType, UnknownFormat, UnsupportedItem, Malformed, UnknownCharset or NoText;
    and TooComplex, where `check` does too.
    """
    payload = raw.payload()
    limit = max_item_bytes or MAX_ITEM_BYTES
    if len(payload) > limit:
        raise TooLarge(f"the item has {len(payload):,} bytes, the limit is {limit:,}")
    if not payload:
        raise Empty("the item is empty")
    media_type, charset = declared_type(raw.datacontenttype)
    document = _item(payload, media_type, charset) or _page(payload, media_type, charset, check)
    check()
    check_text(len(document.text))
    if not document.blocks:
        raise NoText("the markup holds no visible text" if document.markup else "the item holds no text")
    return document


def _item(payload: bytes, media_type: str, charset: str | None) -> Document | None:
    """The payload as one of the news formats, or None where it is a page."""
    head = payload[:_HEAD]
    if is_html(media_type) and begins_page(head):
        return None
    found = format_of(media_type, head)
    if found is None or (found is xml_other.FORMAT and is_html(media_type)):
        return None
    document = found.read(payload, charset)
    rule = "format.declared" if media_type in found.media_types else "format.recognised"
    return msgspec.structs.replace(
        document, decisions=(Decision(what="format", value=found.name, score=1.0, rule=rule), *document.decisions)
    )


def _page(payload: bytes, media_type: str, charset: str | None, check: Check) -> Document:
    kind = page_type(media_type, payload[:_HEAD])
    reject_binary(payload, charset)
    if kind == "text":
        check_plain(len(payload))
    decoded = to_text(payload, charset, markup=kind == "html")
    if not decoded.text.strip():
        raise Empty("the item is white space only")
    check()
    return read_html(decoded, check) if kind == "html" else read_text(decoded)
