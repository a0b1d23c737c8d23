"""E-mail: RFC 5322 messages with MIME parts, as agencies send stories to clients and as press offices send them to desks.

Read with the standard library's `email` package under its older policy: the newer one parses every field by a grammar and fails on broken
ones (a few hundred open brackets in From: are a RecursionError).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes

import msgspec

from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.mail_header import metadata_of
from streams.pipeline.decode.formats.mail_limits import check_mail
from streams.pipeline.decode.formats.mail_parts import Inner, Letter, Mailman
from streams.pipeline.decode.formats.writer import DocumentWriter
from streams.pipeline.errors import Malformed, TooComplex, UnsupportedItem
from streams.text.match_key import words

_FIELD = re.compile(rb"([!-9;-~]{1,76}):")
_MBOX = re.compile(rb"From \S+ [^\r\n]+\r?\n")
# Header fields that only a mail system writes; a press release may well begin with From, Date and Subject.
_SYSTEM = frozenset(
    b"message-id mime-version received return-path delivered-to dkim-signature content-type content-transfer-encoding x-mailer x-received "
    b"authentication-results received-spf arc-seal in-reply-to references list-unsubscribe".split()
)
_KNOWN = _SYSTEM | frozenset(b"from to cc date subject sender reply-to".split())
# The headline may stand under a greeting or a label.
_TITLE_BLOCKS = 3


def carrying(inner: Inner) -> Format:
    """E-mail whose parts may be items of other formats: a ninjs body, a NITF file attached. `inner` tells which format a part is in."""

    def read(payload: bytes, charset: str | None) -> Document:
        return _read(payload, charset, inner)

    return Format(name="email", media_types=frozenset({"message/rfc822", "message/global"}), recognises=_recognises, read=read)


def _recognises(head: bytes) -> bool:
    """By the header: every line of it a field, of those at least three that are known, and of those one that only a mail system writes."""
    above, blank, _ = _start(head).replace(b"\r\n", b"\n").partition(b"\n\n")
    lines = above.split(b"\n")
    names = set()
    # Where the header goes on behind what is seen here, its last line may be cut.
    for i, line in enumerate(lines if blank or len(head) < 4_096 else lines[:-1]):
        found = _FIELD.match(line)
        if found is not None:
            names.add(found[1].lower())
        elif i == 0 or line[:1] not in (b" ", b"\t"):
            return False
    known, system = names & _KNOWN, names & _SYSTEM
    return len(known) >= 3 and (b"from" in names and bool(system) if blank else len(system) >= 2)


def _read(payload: bytes, charset: str | None, inner: Inner) -> Document:
    """The message and those forwarded in it, one item each; several where its text is in a format that holds several.

    Raises Malformed where there is no header, UnsupportedItem for a message of files only, UnknownCharset, TooComplex, and what `inner`'s
    formats raise for a text in theirs.
    """
    payload = _start(payload)
    check_mail(payload)
    try:
        message = message_from_bytes(payload)
    except (RecursionError, ValueError) as fault:
        raise TooComplex(f"the e-mail's parts can't be told apart: {type(fault).__name__}", "decode") from fault
    if not {"from", "date", "subject"} & {name.lower() for name, _ in message.raw_items()}:
        raise Malformed("no e-mail header: neither From, Date nor Subject")
    mailman = Mailman(charset, inner)
    letters = list(_all(mailman.open(message)))
    writer = DocumentWriter()
    for letter in letters:
        _write(letter, writer)
    document = writer.document(*dict.fromkeys(mailman.decisions))
    if not document.blocks and (kinds := sorted({media.kind for letter in letters for media in letter.media})):
        raise UnsupportedItem(f"an e-mail of files without text: {', '.join(kinds)}")
    return document


def _start(payload: bytes) -> bytes:
    """From the first field on: blank lines and a mailbox's separator may stand before it."""
    payload = payload.removeprefix(b"\xef\xbb\xbf").lstrip()
    mbox = _MBOX.match(payload[:1_024])
    return payload[mbox.end() :] if mbox else payload


def _all(letter: Letter) -> Iterator[Letter]:
    """The letter and those forwarded in it, in order."""
    yield letter
    for each in letter.forwarded:
        yield from _all(each)


def _write(letter: Letter, writer: DocumentWriter) -> None:
    about = msgspec.structs.replace(metadata_of(letter.message), media=tuple(letter.media))
    if letter.texts:
        _write_text(letter.texts, about, writer)
    for document in letter.items:
        _write_items(document, about, writer)
    if about.headline and not (letter.texts or letter.items or letter.forwarded or letter.media):
        # A flash can be all in the subject.
        writer.begin(about)
        writer.block(about.headline)


def _write_text(texts: list[Document], about: Metadata, writer: DocumentWriter) -> None:
    language = about.language or next((text.language for text in texts if text.language), None)
    titled = about.headline is None or _begins_with(texts[0], about.headline)
    writer.begin(msgspec.structs.replace(about, language=language))
    if not titled:
        writer.block(about.headline, told="headline")
    for text in texts:
        writer.take(text)


def _begins_with(text: Document, title: str) -> bool:
    """Whether one of the first blocks of `text` is `title`, or begins with it."""
    folded = words(title)
    return any(words(text.text[block.start : block.end])[: len(folded)] == folded for block in text.blocks[:_TITLE_BLOCKS])


def _write_items(document: Document, about: Metadata, writer: DocumentWriter) -> None:
    """The items of another format, with what they don't say themselves said by the message, but for its subject."""
    for part in document.parts:
        blocks = document.blocks[part.first : part.end]
        start, end = blocks[0].start, blocks[-1].end
        shifted = tuple(msgspec.structs.replace(block, start=block.start - start, end=block.end - start) for block in blocks)
        writer.begin(_completed(part.metadata, msgspec.structs.replace(about, headline=None)))
        writer.take(Document(text=document.text[start:end], blocks=shifted))


def _completed(said: Metadata, about: Metadata) -> Metadata:
    missing = {name: getattr(about, name) for name in Metadata.__struct_fields__ if getattr(said, name) in (None, ())}
    return msgspec.structs.replace(said, **missing)


FORMAT: Format = carrying(lambda _media_type, _head: None)
"""E-mail of text alone; the registry makes its own, which carries the other formats."""
