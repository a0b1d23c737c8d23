"""IPTC 7901, the text format of European agencies since 1979, last revised in 1995 (IPTC Recommendation 7901, revision 5).

What stands in a message, line by line:

    SOH eca062 4 i 211 ccccb   dpa 061       service and number, priority, category, words, then what the agency adds
    Germany-politics/                        keywords
    STX Headline =                           text; the headline's end is marked =
    ETX 131137 GMT Nov 13                    day, hour and minute, month, year
    EOT

Wires that have lost their control characters are read too, where the header and the line of keywords, which ends with a slash, tell them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from schemas import Link
from streams.lexicon import everywhere
from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.teletype import (
    Message,
    date_time_group,
    lines_of,
    paragraphs,
    read_messages,
    status_of,
    version_of,
)
from streams.pipeline.decode.formats.writer import DocumentWriter
from streams.pipeline.decode.wrapped import Setting, setting_of
from streams.pipeline.errors import Malformed, UnsupportedItem
from streams.text.match_key import words

# Service and number, priority, category, number of words, and up to 50 characters that the agency is free to use: sections 4.2 to 4.10.
_HEADER = r"([A-Za-z]{2,6})(\d{2,5})[ ]+([1-9])[ ]+([A-Za-z]{1,3})[ ]+(\d{1,5})(?:[ ]+([^\s][^\r\n\x1d]{0,79}))?[ ]*"
_KEYWORDS = r"(?:\r?\n){1,3}[^\r\n/][^\r\n]{0,98}/[ ]*\r?\n"
_HEADER_LINE = re.compile(_HEADER + r"$")
_BARE_START = re.compile(rf"^{_HEADER}(?={_KEYWORDS})", re.MULTILINE)
_PADDING = rb"(?:\xef\xbb\xbf)?[\x00\x16\x7f\s]*"
_FRAMED_HEAD = re.compile(_PADDING + rb"\x01[\x00\x16\x7f ]*" + _HEADER.encode() + rb"\r?[\n\x02]")
_BARE_HEAD = re.compile(_PADDING + _HEADER.encode() + rb"(?=" + _KEYWORDS.encode() + rb")")

_TRAILER_LINE = re.compile(r"[ ]*(\d{6}(?:[ ]+[A-Z]{1,4})?[ ]+[^\W\d_]{3,5}\.?[ ]+\d{2,4})[ ]*$")
_TRAILER_LINES = 6
# An id of the item's own among what the agency adds, with its version: 170123-89-00065#2.
_OWN_ID = re.compile(r"(?<!\S)([\w.:-]*\d[\w.:-]*)#(\d{1,3})(?!\S)")
# The agency's name stands before its own number: dpa 061, BELGA-0102.
_AGENCY = re.compile(r"(?<!\S)([^\W\d_][\w/-]*?)[ -]+(?=\d|\.{3,})")

# What teleprinters have always been tested with: the two letters whose holes in the tape are each other's opposite.
_LINE_TEST = re.compile(r"(?:ry){4}", re.IGNORECASE)

_HEAD_LINES = 12
_LABEL_WORDS = 4
# The note to clients under the text, in headings and lists: # Notebook, ## Note to editors, - adds comments.
_NOTEBOOK = re.compile(r"#[ ]+\S")
_SECTION = re.compile(r"##+[ ]+\S")
_BULLET = re.compile(r"-[ ]+")
_NOT_FOR_PRINT = re.compile(r"(?:\*[ ]*){3,}$")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((https?://[^\s()]{1,1000})\)")
_SIGN_OFF = re.compile(r"\./\.(?:[ ]?\w{1,12}(?:/\w{1,12})*/?)?$")
_INITIALS = re.compile(r"[^\W\d_]{2,4}(?:[ ]+[^\W\d_]{2,4})*$")


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    service: str
    number: str
    priority: int
    category: str
    added: str


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """The lines before the text: the desk's labels, headline and byline."""

    labels: tuple[str, ...] = ()
    headline: str | None = None
    byline: str | None = None


def _recognises(head: bytes) -> bool:
    return (_FRAMED_HEAD.match(head) or _BARE_HEAD.match(head)) is not None


def _read(payload: bytes, charset: str | None) -> Document:
    """One item a message. Raises Malformed where no message has a header, UnsupportedItem for line tests, UnknownCharset and TooComplex."""
    messages, decision = read_messages(payload, charset, _BARE_START)
    headers = [_header(message) for message in messages]
    if not any(headers):
        raise Malformed("no IPTC 7901 header: service and number, priority, category and number of words")
    if all(_LINE_TEST.search(message.text or message.header) for message in messages):
        raise UnsupportedItem("a test of the line (ryryry), no news text")
    writer = DocumentWriter()
    for message, header in zip(messages, headers, strict=True):
        _item(message, header, writer)
    return writer.document(decision)


def _header(message: Message) -> _Header | None:
    first = next((line.strip() for line in lines_of(message.header) if line.strip()), "")
    found = _HEADER_LINE.match(first)
    if found is None:
        return None
    return _Header(service=found[1], number=found[2], priority=int(found[3]), category=found[4], added=found[6] or "")


def _item(message: Message, header: _Header | None, writer: DocumentWriter) -> None:
    keywords, text, trailer = _sections(message, header)
    lines = lines_of(text)
    head, body = _head(lines)
    text_lines, notebook = _notebook(body)
    # The head is not set to the width: the sign that ends it stands beyond.
    setting = setting_of(text_lines)
    agencies = _agencies(header)
    notes = [note for note in _notes(notebook, setting) if not _signs_off(note, agencies)]
    writer.begin(_metadata(header, keywords, head, notes, "\n".join(notebook), date_time_group(trailer)))
    for label in head.labels:
        writer.block(label, told="note")
    writer.block(head.headline, told="headline")
    writer.block(head.byline, told="byline")
    for paragraph in paragraphs(text_lines, setting):
        writer.block(paragraph, told="note" if _signs_off(paragraph, agencies) else None)
    for paragraph in paragraphs(notebook, setting):
        writer.block(paragraph, told="note")


def _sections(message: Message, header: _Header | None) -> tuple[str, str, str]:
    """The line of keywords, the text and the trailer of a message, also of one whose STX or ETX is lost."""
    above = [line for line in lines_of(message.header) if line.strip()]
    if header is None:
        return "", message.header + "\n" + (message.text or ""), message.trailer
    keywords, text, trailer = " ".join(line.strip() for line in above[1:]), message.text, message.trailer
    if text is None:
        has_keywords = len(above) > 1 and above[1].rstrip().endswith("/")
        keywords = above[1].strip() if has_keywords else ""
        text = message.header.partition(above[1] if has_keywords else above[0])[2]
    if not trailer.strip():
        lines = lines_of(text.rstrip())
        at = next((i for i in range(len(lines) - 1, max(-1, len(lines) - 1 - _TRAILER_LINES), -1) if _TRAILER_LINE.match(lines[i])), None)
        if at is not None:
            text, trailer = "\n".join(lines[:at] + lines[at + 1 :]), lines[at]
    return keywords, text, trailer


def _metadata(
    header: _Header | None, keyword_line: str, head: _Head, notes: Sequence[str], notebook: str, sent: datetime | None
) -> Metadata:
    """What the message says about its item.

    The number begins anew every day, so it names the item together with the day; each version has a number of its own, unless the agency
    adds an id with a version.
    """
    added = header.added if header else ""
    own = _OWN_ID.search(added)
    guid = f"{header.service}{header.number}-{sent:%Y%m%d}" if header and sent else None
    return Metadata(
        guid=own[1] if own else guid,
        version=int(own[2]) if own else version_of(head.labels),
        urgency=header.priority if header else None,
        status=status_of(head.labels),
        published_at=sent,
        slugline=keyword_line.strip(" /") or None,
        keywords=tuple(word for each in keyword_line.split("/") if (word := each.strip())),
        section=header.category if header else None,
        editorial_note="; ".join((*head.labels, *notes)) or None,
        links=tuple(Link(href=href, title=title) for title, href in _LINK.findall(notebook)),
        agencies=_agencies(header),
    )


def _agencies(header: _Header | None) -> tuple[str, ...]:
    found = _AGENCY.search(header.added) if header else None
    return tuple(name for name in re.split(r"[/-]", found[1]) if len(name) > 1) if found else ()


def _head(lines: Sequence[str]) -> tuple[_Head, Sequence[str]]:
    """The head of a text and the lines after it. The head ends with the line that ends with an equals sign, before any blank line.

    Where no line does, a first line of its own over an indented text is the headline.
    """
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    head: list[str] = []
    for line in lines[start : start + _HEAD_LINES]:
        if not line.strip():
            break
        head.append(line.strip())
        if head[-1].endswith("="):
            head[-1] = head[-1].rstrip("= ")
            return _read_head([each for each in head if each]), lines[start + len(head) :]
    after = next((line for line in lines[start + len(head) :] if line.strip()), "")
    if 0 < len(head) <= 3 and after[:1].isspace() and not lines[start][:1].isspace():
        return _read_head(head), lines[start + len(head) :]
    return _Head(), lines


def _read_head(lines: Sequence[str]) -> _Head:
    bylines = [line for line in lines[1:] if everywhere().bylines.opens(words(line))]
    rest = [line for line in lines if line not in bylines]
    loud = all(line.isupper() for line in rest)
    labels = [line for line in rest if _is_label(line, loud=loud)]
    if len(labels) == len(rest):
        labels = rest[:-1]
    title = [line for line in rest if line not in labels]
    return _Head(labels=tuple(labels), headline=" ".join(title) or None, byline=" ".join(bylines) or None)


def _is_label(line: str, *, loud: bool) -> bool:
    """Whether the line is the desk's: in brackets, a numbered lead, or a few words in capitals over a headline that is not."""
    return (
        (line.startswith("(") and line.endswith(")"))
        or (len(line.split()) <= _LABEL_WORDS and (version_of([line]) is not None or (line.isupper() and not loud)))
        or len(folded := words(line)) == everywhere().urgent.opens(folded) > 0
    )


def _notebook(lines: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The lines of the text, and those of the note to clients under it."""
    at = next((i for i, line in enumerate(lines) if _NOTEBOOK.match(line)), len(lines))
    return lines[:at], lines[at:]


def _notes(notebook: Sequence[str], setting: Setting | None) -> list[str]:
    """What the note to clients says, without its headings and its links and without what stands under its line of asterisks."""
    end = next((i for i, line in enumerate(notebook) if _NOT_FOR_PRINT.match(line.strip())), len(notebook))
    said = [each for each in paragraphs(notebook[:end], setting) if not _NOTEBOOK.match(each) and not _SECTION.match(each)]
    return [text for each in said if (text := _LINK.sub("", _BULLET.sub("", each, count=1)).strip())]


def _signs_off(paragraph: str, agencies: Sequence[str]) -> bool:
    """Whether the line closes the message: the end sign, or the agency's name with the initials of its desk."""
    first, _, rest = paragraph.partition(" ")
    return _SIGN_OFF.match(paragraph) is not None or (first in agencies and rest.islower() and _INITIALS.match(rest) is not None)


FORMAT: Format = Format(name="iptc7901", media_types=frozenset(), recognises=_recognises, read=_read)
"""It has no media type of its own: it comes as text/plain, or undeclared."""
