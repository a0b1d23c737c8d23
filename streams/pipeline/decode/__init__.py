"""Decode: from the payload's bytes to a document, which is text in blocks with what the markup said about each.

`decode` chooses the reader by content type, else by looking at the bytes.
"""

from __future__ import annotations

from schemas import RawItem
from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.document import Block, Document
from streams.pipeline.decode.html import read_html
from streams.pipeline.decode.sniff import media_type_of, reject_binary
from streams.pipeline.decode.text import read_text
from streams.pipeline.errors import Empty, NoText, TooLarge

__all__ = ["Block", "Document", "decode"]

MAX_ITEM_BYTES = 4_194_304


def decode(raw: RawItem, max_item_bytes: int | None = None) -> Document:
    """The document in `raw`.

    Raises TooLarge, Empty, Binary, UnknownContentType, UnknownCharset or NoText, all of them DecodeError, and TooComplex.
    """
    payload = raw.payload()
    limit = max_item_bytes or MAX_ITEM_BYTES
    if len(payload) > limit:
        raise TooLarge(f"the item has {len(payload):,} bytes, the limit is {limit:,}")
    if not payload:
        raise Empty("the item is empty")
    media_type, charset = media_type_of(raw.datacontenttype, payload)
    reject_binary(payload, charset)
    decoded = to_text(payload, charset, markup=media_type == "text/html")
    if not decoded.text.strip():
        raise Empty("the item is white space only")
    document = read_html(decoded) if media_type == "text/html" else read_text(decoded)
    if not document.blocks:
        raise NoText("the markup holds no visible text" if document.markup else "the item holds no text")
    return document
