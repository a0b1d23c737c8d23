"""What an e-mail holds, part by part: its text, the files with it, the messages forwarded in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from email.message import Message

import msgspec

from schemas import Decision, Media, MediaKind
from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.json import begins_json
from streams.pipeline.decode.formats.mail_header import decode_words
from streams.pipeline.decode.formats.mail_limits import MAX_DEPTH
from streams.pipeline.decode.formats.teletype import lines_of, paragraphs
from streams.pipeline.decode.formats.writer import DocumentWriter
from streams.pipeline.decode.html import read_html
from streams.pipeline.decode.limits import check_plain
from streams.pipeline.errors import DecodeError, TooComplex

Inner = Callable[[str, bytes], Format | None]
"""The format of what a part holds, by its media type and its first bytes."""

MAX_FORWARDED = 1_000
"""Messages forwarded in one."""

_HEAD = 4_096
_TEXT = frozenset({"text/plain", "text/html"})
_CARRIED = frozenset({"message/rfc822", "message/global", "message/news"})
# Signatures, receipts and reports of the mail system.
_NO_CONTENT = frozenset(
    "application/pgp-signature application/pkcs7-signature application/x-pkcs7-signature message/delivery-status "
    "message/disposition-notification text/rfc822-headers message/partial message/external-body".split()
)
_KINDS: dict[str, MediaKind] = {"image": "picture", "video": "video", "audio": "audio"}
_SIGNATURE = "-- "


class Letter(msgspec.Struct, kw_only=True):
    """A message. `texts` are for its reader, `items` come of parts in another format, `attached` are text files, `media` all others."""

    message: Message
    texts: list[Document] = msgspec.field(default_factory=list)
    items: list[Document] = msgspec.field(default_factory=list)
    attached: list[Message] = msgspec.field(default_factory=list)
    media: list[Media] = msgspec.field(default_factory=list)
    forwarded: list[Letter] = msgspec.field(default_factory=list)

    def add(self, other: Letter) -> None:
        """Take over what `other` holds."""
        self.texts += other.texts
        self.items += other.items
        self.attached += other.attached
        self.media += other.media
        self.forwarded += other.forwarded


class Mailman:
    """Opens letters. `charset` is that of parts that declare none; `inner` tells the format of a part's content."""

    def __init__(self, charset: str | None, inner: Inner) -> None:
        self.decisions: list[Decision] = []
        self._charset = charset
        self._inner = inner
        self._forwarded = 0

    def open(self, message: Message, depth: int = 0) -> Letter:
        """What the message holds. Raises TooComplex over MAX_DEPTH and MAX_FORWARDED, UnknownCharset, and what the formats in it raise."""
        letter = Letter(message=message)
        self._part(message, letter, depth)
        if not letter.texts and not letter.items and letter.attached:
            # Desks also send the text as a file with an empty message.
            for part in letter.attached:
                self._text(part, letter)
        else:
            letter.media += (_media(part) for part in letter.attached)
        return letter

    def _part(self, part: Message, letter: Letter, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise TooComplex(f"the e-mail has parts more than {MAX_DEPTH} deep in each other", "decode")
        media_type = part.get_content_type()
        children = _children(part)
        if media_type in _NO_CONTENT:
            return
        if media_type in _CARRIED:
            for child in children:
                self._forwarded += 1
                if self._forwarded > MAX_FORWARDED:
                    raise TooComplex(f"more than {MAX_FORWARDED:,} messages are forwarded in one", "decode")
                letter.forwarded.append(self.open(child, depth + 1))
        elif media_type == "multipart/alternative":
            self._alternative(children, letter, depth)
        elif part.is_multipart():
            for child in children:
                self._part(child, letter, depth + 1)
        else:
            self._leaf(part, media_type, letter)

    def _alternative(self, children: Sequence[Message], letter: Letter, depth: int) -> None:
        """The HTML if it has text, which tells paragraphs from lines; else the last that has text, as RFC 2046 ranks them (5.1.4)."""
        for child in sorted(children, key=_has_html)[::-1]:
            found = Letter(message=child)
            self._part(child, found, depth + 1)
            if found.texts or found.items or found.forwarded:
                letter.add(found)
                return

    def _leaf(self, part: Message, media_type: str, letter: Letter) -> None:
        if part.get_content_maintype() == "multipart":
            # Its parts can't be told apart: what they hold is text still.
            media_type = "text/plain"
        is_file = part.get_content_disposition() == "attachment" or _filename(part) is not None
        if media_type in _TEXT and not is_file:
            self._text(part, letter)
        elif document := self._attached_items(part, media_type):
            self._items(document, letter)
        elif media_type in _TEXT:
            letter.attached.append(part)
        else:
            letter.media.append(_media(part))

    def _attached_items(self, part: Message, media_type: str) -> Document | None:
        """The file as items of a format that is read; None where it is in none, or holds no text: then it is a file."""
        payload = _content(part)
        found = self._format(media_type, payload)
        if found is None:
            return None
        try:
            document = found.read(payload, part.get_content_charset())
        except DecodeError:
            return None
        return document if document.parts else None

    def _text(self, part: Message, letter: Letter) -> None:
        payload = _content(part)
        charset = part.get_content_charset() or self._charset
        if not payload.strip():
            return
        if part.get_content_type() == "text/html":
            decoded = to_text(payload, charset, markup=True)
            document = read_html(decoded)
            self.decisions.append(decoded.decision)
            if document.blocks:
                letter.texts.append(document)
            return
        check_plain(len(payload))
        is_json = begins_json(payload[:_HEAD])
        if not is_json and (found := self._format("text/plain", payload)):
            # A wire with its control characters, which say more than the charset that the mail declares.
            self._items(found.read(payload, charset), letter)
            return
        decoded = to_text(payload, charset, markup=False)
        self.decisions.append(decoded.decision)
        text = _unflowed(decoded.text, part)
        # Mail systems break long lines, also inside a string, where JSON has none.
        payload = (" ".join(lines_of(text)) if is_json else text).encode("utf-8", "replace")
        if found := self._format("text/plain", payload):
            document = found.read(payload, "utf-8")
            # Its charset is the mail's, which is decided above.
            mended = tuple(decision for decision in document.decisions if decision.what != "charset")
            self._items(msgspec.structs.replace(document, decisions=mended), letter)
        elif (document := _in_paragraphs(text)).blocks:
            letter.texts.append(document)

    def _items(self, document: Document, letter: Letter) -> None:
        letter.items.append(document)
        self.decisions += document.decisions

    def _format(self, media_type: str, payload: bytes) -> Format | None:
        found = self._inner(media_type, payload[:_HEAD])
        # A message written out in another's text is text.
        return None if found is None or media_type in _CARRIED or found.media_types & _CARRIED else found


def _children(part: Message) -> list[Message]:
    return [each for each in part.get_payload() if isinstance(each, Message)] if part.is_multipart() else []


def _has_html(part: Message) -> bool:
    return any(each.get_content_type() == "text/html" for each in part.walk())


def _content(part: Message) -> bytes:
    """The decoded bytes, without the NULs that broken senders pad with; as much of them as broken base64 gives."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return b""
    wide = (part.get_content_charset() or "").startswith(("utf-16", "utf-32")) or payload[:2] in (b"\xff\xfe", b"\xfe\xff")
    return payload if wide else payload.replace(b"\0", b"")


def _filename(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError):
        return None
    return decode_words(name.encode("utf-8", "surrogateescape")).strip() or None if name else None


def _media(part: Message) -> Media:
    kind = _KINDS.get(part.get_content_maintype(), "file")
    return Media(kind=kind, href=_filename(part), media_type=part.get_content_type())


def _unflowed(text: str, part: Message) -> str:
    """The text with its soft line ends taken out where it is format=flowed (RFC 3676); as it is where it is not."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    delete_space = str(part.get_param("delsp", "")).lower() == "yes"
    out: list[list[str]] = []
    depth, soft = "", False
    for line in lines_of(text):
        shown = line.lstrip(">")
        quotes = line[: len(line) - len(shown)]
        # A line that begins with a space or a quote sign is sent with a space before it.
        shown = shown.removeprefix(" ")
        goes_on = soft and quotes == depth and shown != _SIGNATURE
        soft = shown.endswith(" ") and shown != _SIGNATURE
        depth = quotes
        kept = shown[:-1] if soft and delete_space else shown
        if goes_on:
            out[-1].append(kept)
        else:
            out.append([quotes, kept])
    return "\n".join("".join(line) for line in out)


def _in_paragraphs(text: str) -> Document:
    writer = DocumentWriter()
    for paragraph in paragraphs(lines_of(text)):
        writer.block(paragraph)
    return writer.document()
