"""What kind of payload it is: by its declared content type, else by its first bytes."""

from __future__ import annotations

import re
from email.message import Message as MimeMessage
from functools import lru_cache
from typing import Literal

from streams.pipeline.decode.charset import wide_charset
from streams.pipeline.errors import Binary, UnknownContentType, UnknownFormat

_TEXT = frozenset({"text/plain"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_STRUCTURED = frozenset({"application/xml", "text/xml", "application/json", "text/json"})
# Declared so often for anything at all that they say nothing.
_UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "application/unknown"})

_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h[1-6]|ul|table)\b", re.IGNORECASE)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_ROOT_OF_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s[^<>\[]{0,256}>\s*)?<html[\s>]", re.IGNORECASE)

# First bytes of what news pages come with: documents, pictures, archives, audio and video.
_SIGNATURES = {
    b"%PDF-": "a PDF document",
    b"\x89PNG\r\n\x1a\n": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or office document",
    b"\x1f\x8b": "gzip data",
    b"BZh91AY&SY": "bzip2 data",
    b"7z\xbc\xaf\x27\x1c": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"ID3\x03": "an MP3 recording",
    b"ID3\x04": "an MP3 recording",
    b"OggS": "Ogg media",
    b"\x7fELF": "a program",
}
_BEGINNINGS = tuple(_SIGNATURES)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b\x1a\x02\x03\x01\x04\x16\x17"))


# Services send few different ones, and the parser of the standard library takes longer than the rest of decoding.
@lru_cache(maxsize=256)
def declared_type(content_type: str | None) -> tuple[str, str | None]:
    """The media type that `content_type` declares, in lower case, empty where it says nothing; and the charset."""
    if content_type is None or not content_type.strip():
        return "", None
    header = MimeMessage()
    header["content-type"] = content_type.replace("\r", " ").replace("\n", " ")
    charset = header.get_param("charset")
    declared = header.get_content_type()
    return "" if declared in _UNTOLD else declared, charset.strip("\"' ") if isinstance(charset, str) else None


def is_html(media_type: str) -> bool:
    """Whether the declared media type is that of a page in HTML."""
    return media_type in _HTML


def begins_page(head: bytes) -> bool:
    """Whether the root of the markup that begins with `head` is that of a page in HTML, so that it is none of another format."""
    return _ROOT_OF_PAGE.match(head) is not None


def page_type(media_type: str, head: bytes) -> Literal["html", "text"]:
    """Whether the payload that begins with `head` is a page in HTML or in plain text.

    Raises UnknownContentType for a declared type that is not read, and UnknownFormat for XML and JSON of no known format.
    """
    if media_type in _HTML:
        return "html"
    structured = media_type in _STRUCTURED or media_type.endswith(("+xml", "+json"))
    if media_type and media_type not in _TEXT and not structured:
        raise UnknownContentType(f"content type {media_type} is not read; docs/formats.md lists those that are")
    if _XML.match(head) and not _MARKUP.search(head):
        raise UnknownFormat("XML, and of no news format that is read; docs/formats.md lists those that are")
    if structured and not _MARKUP.search(head):
        raise UnknownFormat(f"declared as {media_type}, and of no news format that is read; docs/formats.md lists those that are")
    return "html" if media_type not in _TEXT and _MARKUP.search(head) else "text"


def reject_binary(payload: bytes, charset: str | None) -> None:
    """Raises Binary when the payload is no text in any charset: a known signature, NUL bytes, or many control characters."""
    if payload.startswith(_BEGINNINGS):
        raise Binary(f"the payload is {next(name for signature, name in _SIGNATURES.items() if payload.startswith(signature))}")
    head = payload[:65536]
    if payload[:2] in (b"\xff\xfe", b"\xfe\xff") or (charset or "").lower().startswith(("utf-16", "utf-32")) or wide_charset(payload):
        return
    if 0 in head:
        raise Binary("the payload has NUL bytes")
    # Most payloads have none, which a look for each shows in a quarter of the time of counting.
    controls = len(head) - len(head.translate(None, _CONTROLS)) if any(map(head.__contains__, _CONTROLS)) else 0
    if controls > len(head) // 50:
        raise Binary(f"{controls} of the first {len(head)} bytes are control characters")
