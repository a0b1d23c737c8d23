"""Header fields of an e-mail as text, also where they break RFC 2047: raw bytes, words in another charset than they say."""

from __future__ import annotations

import binascii
import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.document import Metadata
from streams.pipeline.errors import UnknownCharset

_MAX_FIELD = 4_096
_ENCODED = re.compile(rb"=\?([\w.:-]{1,40})(?:\*[\w-]{0,20})?\?([bBqQ])\?([^?\r\n]{0,2000})\?=")
_SPACE = re.compile(r"\s+")
_FORWARDED = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv|ynt|ilt|رد|تحويل)\s{0,3}:\s{0,3}){1,20}", re.IGNORECASE)
# Hosts of mail services and labels that name no agency.
_NO_AGENCY = frozenset(
    "gmail googlemail google yahoo hotmail outlook live icloud proton protonmail gmx mail mailer email news www "
    "com net org info edu gov co ac or example".split()
)
_AGENCY_WORDS = 5
_ADDRESS = re.compile(r"[^\s<>()@,;\"]{1,64}@([\w.-]{1,255})")
_IN_BRACKETS = re.compile(r"\s{0,9}\(([^()]{1,200})\)")


def metadata_of(message: Message) -> Metadata:
    """What the header says about the message: Message-ID, Date, Subject, From, Keywords and Content-Language.

    The sender is who issues the item, not who wrote it: its name and its host's are names of the agency. A time without a zone is UTC.
    """
    keywords = field(message, "keywords") or ""
    guid = (field(message, "message-id") or "").strip("<> ")
    return Metadata(
        guid=guid or None,
        headline=subject(message),
        published_at=_date(field(message, "date")),
        language=(field(message, "content-language") or "").split(",")[0].strip() or None,
        keywords=tuple(word for each in keywords.split(",") if (word := each.strip())),
        agencies=_agencies(field(message, "from")),
    )


def subject(message: Message) -> str | None:
    """The subject without the marks of answers and forwards."""
    return _FORWARDED.sub("", field(message, "subject") or "", count=1).strip() or None


def field(message: Message, name: str) -> str | None:
    """The first field of that name (lower case) as one line of text, of its first 4,096 bytes; None where there is none."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name), None)
    if raw is None:
        return None
    return _SPACE.sub(" ", decode_words(str(raw).encode("utf-8", "surrogateescape")[:_MAX_FIELD])).strip() or None


def decode_words(raw: bytes) -> str:
    """A field's value with its encoded words decoded. Words of one charset that stand together are decoded together."""
    pieces: list[tuple[bytes, str | None]] = []
    at = 0
    for word in _ENCODED.finditer(raw):
        between = raw[at : word.start()]
        charset, data = word[1].decode("ascii", "replace").lower(), _decoded(word[2], word[3])
        if pieces and pieces[-1][1] is not None and not between.strip():
            between = b""
        if between:
            pieces.append((between, None))
        if pieces and pieces[-1][1] == charset:
            pieces[-1] = (pieces[-1][0] + data, charset)
        else:
            pieces.append((data, charset))
        at = word.end()
    pieces.append((raw[at:], None))
    return "".join(_text(data, charset) for data, charset in pieces)


def _decoded(encoding: bytes, data: bytes) -> bytes:
    if encoding in b"qQ":
        return binascii.a2b_qp(data, header=True)
    try:
        return binascii.a2b_base64(data + b"=" * (-len(data) % 4))
    except binascii.Error:
        return data


def _text(data: bytes, charset: str | None) -> str:
    data = data.replace(b"\0", b"")
    if not data.strip():
        return data.decode("ascii", "replace")
    try:
        return to_text(data, charset, markup=False).text
    except UnknownCharset:
        # A few bytes may be too few to tell a charset by; the field is metadata, and the item has its text.
        return data.decode("utf-8", "replace")


def _date(value: str | None) -> datetime | None:
    try:
        date = parsedate_to_datetime(value or "")
        return (date if date.tzinfo is not None else date.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _sender(value: str) -> tuple[str, str]:
    """The name and the host of the first address. The library's own reader of addresses recurses into brackets without a limit."""
    found = _ADDRESS.search(value)
    if found is None:
        return "", ""
    before, behind = value[: found.start()], _IN_BRACKETS.match(value, found.end())
    return before.strip(" <\"'") or (behind[1].strip(" \"'") if behind else ""), found[1]


def _agencies(sender: str | None) -> tuple[str, ...]:
    name, host = _sender(sender or "")
    labels = host.lower().split(".")[:-1]
    hosts = [label for label in labels if len(label) > 1 and label not in _NO_AGENCY]
    names = [name] if name and "@" not in name and len(name.split()) <= _AGENCY_WORDS else []
    return (*names, *hosts[-1:])
