"""ANPA 1312, the text format of North American agencies (ANPA Bulletin 1312, "Highspeed Wire Service Transmission Guidelines", 1979).

What stands in a message, line by line:

    SYN SYN SOH W2870 US asian               service level, number, selector
    u i DC3 DC1 BC-AS--Quake 1stLd-Writethru 11-13 1049     priority, category, keyword, version, day
    STX ^BC-AS--Quake, 1st Ld-Writethru,416<                keyword line
    ^Headline<                               lines set flush left (<) or centred (=)
    ^By A WRITER=
    TAB Paragraph                            a paragraph; BS before a line of a table
    ETX AP-WF-11-13-13 1509GMT<              agency, wire, day, time
    FF EOT

"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

import msgspec

from schemas import Media
from schemas.record import MediaKind
from streams.lexicon import everywhere
from streams.pipeline.decode.document import Document, Metadata, Told
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.teletype import ROW, Message, lines_of, moment, read_messages, status_of, version_of
from streams.pipeline.decode.formats.writer import DocumentWriter
from streams.pipeline.errors import Malformed
from streams.text.match_key import words

URGENCY = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 6}
"""Flash, bulletin, urgent, regular, deferred. The other letters say on which day a story is meant to run, not how urgent it is."""

# SYN may be lost on the way, and DC3/DC4 and DC1/DC2; then the cycle before the keyword has to tell.
_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?[\x00\x16\x7f\s]*\x01[A-Za-z]\d{4}[\x1f ][\w-]{1,12}[ ]*\r?\n"
    rb"[A-Za-z][ ][A-Za-z](?:[\x13\x14][\x11\x12]|[ ]*(?=[AaBbPp][CcMmPp]-))",
)
_FIRST = re.compile(r"([A-Za-z])(\d{4})[\t ]?[\w-]{0,12}[ ]*$")
_SECOND = re.compile(r"([A-Za-z])[ ]([A-Za-z])[ ]*(.{0,120})$")
_TRAILER = re.compile(r"([A-Z][A-Za-z]{0,9})-[A-Z]{1,4}-(\d\d)-(\d\d)-(\d\d)[ ]+(\d{4})[ ]?([A-Z]{1,4})?")

_KEYWORD_MARKS = re.compile(r"\^?(?:\*\d+<[ ]*\^)?")
_WORDS = re.compile(r",[ ]*\d{0,5}$")
_EDITORS = re.compile(r"\(?(?:Eds|Editors|Editor|EDITORS?'?S?[ ]NOTE)\b[ ]?[:_—]", re.IGNORECASE)
_PHOTOS = re.compile(r"\w{2,12}[ ](Photo|Video|Graphic|Audio)s?[ ]([A-Z0-9][A-Z0-9, ]{2,300}[A-Z0-9])\.?$")
_HEAD_LINES = 40
_MEDIA_KINDS: dict[str, MediaKind] = {"Photo": "picture", "Video": "video", "Graphic": "graphic", "Audio": "audio"}
_END = frozenset({"END", "___", "_"})

# The code has no quotation marks that open and close, no dash and no fractions: these stand for them.
_DASH = re.compile(r"(?<=[ ])_(?=[ ]|$)")
_HALF = re.compile(r"(?<=[\d;\t ])\{(?=[;\t ]|$)")


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    service: str
    number: str
    priority: str
    category: str
    keyword: str


class _Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the text. `sort` is flush (^), paragraph (TAB), row (of a table), more (of what stood before) or gap; `end` is < or =."""

    sort: str
    text: str
    end: str = ""


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """The lines above the text with what each is, and how many they are."""

    told: tuple[tuple[str, Told], ...]
    length: int

    def of(self, told: Told) -> tuple[str, ...]:
        return tuple(text for text, what in self.told if what == told)


def _recognises(head: bytes) -> bool:
    return _HEAD.match(head) is not None


def _read(payload: bytes, charset: str | None) -> Document:
    """One item a message. Raises Malformed where no message has a header, UnknownCharset and TooComplex."""
    messages, decision = read_messages(payload, charset)
    headers = [_header(message) for message in messages]
    if not any(headers):
        raise Malformed("no ANPA 1312 header: service level and number, priority and category")
    writer = DocumentWriter()
    for message, header in zip(messages, headers, strict=True):
        _item(message, header, writer)
    return writer.document(decision)


def _header(message: Message) -> _Header | None:
    lines = [line.strip() for line in lines_of(message.header) if line.strip()]
    first = _FIRST.match(lines[0]) if lines else None
    second = _SECOND.match(lines[1]) if len(lines) > 1 else None
    if first is None or second is None:
        return None
    return _Header(service=first[1], number=first[2], priority=second[1].lower(), category=second[2].lower(), keyword=second[3])


def _item(message: Message, header: _Header | None, writer: DocumentWriter) -> None:
    text = message.text
    if text is None or header is None:
        # Without STX the header is the first two lines; what is no header is text.
        skip = 2 if header is not None else 0
        text = "\n".join([line for line in lines_of(message.header) if line.strip()][skip:]) + "\n" + (text or "")
    keyword_line, lines = _keyword_line([_line(line) for line in lines_of(text)])
    head = _head(lines)
    writer.begin(_metadata(header, keyword_line, head, message.trailer))
    for shown, told in head.told:
        writer.block(shown, told=told)
    _body(lines[head.length :], writer)


def _line(line: str) -> _Line:
    shown = line.strip()
    if not shown:
        return _Line(sort="gap", text="")
    if line.startswith(ROW):
        return _Line(sort="row", text=" ".join(_display(shown.strip(ROW).lstrip("^ ")).split()))
    sort = "flush" if shown.startswith("^") else "paragraph" if line[0] == "\t" or line.startswith("   ") else "more"
    shown = shown.lstrip("^")
    end = shown[-1:] if shown[-1:] in ("<", "=") else ""
    return _Line(sort=sort, text=_display(shown[: len(shown) - len(end)].strip()), end=end)


def _display(text: str) -> str:
    """The text with the marks that stand for signs that the code does not have."""
    return _HALF.sub("½", _DASH.sub("—", text.replace("``", "“").replace("''", "”")))


def _keyword_line(lines: Sequence[_Line]) -> tuple[str, Sequence[_Line]]:
    """The keyword line, which is the first of the text, and the lines after it. Empty where there is none."""
    at = next((i for i, line in enumerate(lines) if line.sort != "gap"), len(lines))
    if at == len(lines) or lines[at].sort != "flush" or lines[at].end == "=":
        return "", lines
    return _KEYWORD_MARKS.sub("", lines[at].text, count=1).strip(), lines[at + 1 :]


def _head(lines: Sequence[_Line]) -> _Head:
    """What stands above the text: headline, summary, byline with the writer's post, notes to editors, and the codes of pictures."""
    told: list[tuple[str, Told]] = []
    length = 0
    for i, line in enumerate(lines[:_HEAD_LINES]):
        if line.sort == "gap":
            length = i + 1
            continue
        what = _told(line, lines[i + 1 : i + 2], [each for _, each in told]) if line.sort == "flush" else None
        if what is None:
            break
        told.append((line.text, what))
        length = i + 1
    return _Head(told=tuple(told), length=length)


def _told(line: _Line, after: Sequence[_Line], before: Sequence[Told]) -> Told | None:
    """What a flush line above the text is; None where it is text already."""
    if _EDITORS.match(line.text) or _PHOTOS.match(line.text):
        return "note"
    if everywhere().bylines.opens(words(line.text)):
        return "byline"
    if before[-1:] == ["byline"]:
        # The writer's post or house, under the name and over the text.
        return "byline" if line.end == "=" and after and after[0].sort == "paragraph" else None
    if "headline" not in before:
        return "headline"
    return "standfirst" if line.end == "<" and "standfirst" not in before and "byline" not in before else None


def _metadata(header: _Header | None, keyword_line: str, head: _Head, trailer: str) -> Metadata:
    """What the message says about its item.

    Numbers begin anew every day, so the number names the item together with the day; each version has a number of its own.
    """
    found = _TRAILER.search(trailer)
    sent = _sent(found)
    keyword, _, version = _WORDS.sub("", keyword_line).partition(",")
    versions = [version, header.keyword if header else ""]
    notes = head.of("note")
    return Metadata(
        guid=f"{header.service}{header.number}-{sent:%Y%m%d}" if header and sent else None,
        version=version_of(versions),
        urgency=URGENCY.get(header.priority) if header else None,
        status=status_of(versions),
        published_at=sent,
        slugline=keyword.strip() or (header.keyword.split()[0] if header and header.keyword else None),
        section=header.category if header else None,
        editorial_note="; ".join(note for note in notes if not _PHOTOS.match(note)) or None,
        media=tuple(media for note in notes for media in _media(note)),
        agencies=(found[1],) if found else (),
    )


def _sent(trailer: re.Match[str] | None) -> datetime | None:
    if trailer is None:
        return None
    return moment(year=int(trailer[4]), month=int(trailer[2]), day=int(trailer[3]), clock=trailer[5], zone=trailer[6])


def _media(note: str) -> list[Media]:
    """The pictures whose codes the line names: AP Photo XNP101, XNP102."""
    found = _PHOTOS.match(note)
    if found is None:
        return []
    return [Media(kind=_MEDIA_KINDS[found[1]], href=code) for each in found[2].split(",") if (code := each.strip())]


def _body(lines: Sequence[_Line], writer: DocumentWriter) -> None:
    paragraph: list[str] = []

    def close() -> None:
        writer.block(" ".join(paragraph))
        paragraph.clear()

    for line in lines:
        if line.sort == "more" and paragraph:
            paragraph.append(line.text)
            continue
        close()
        if line.sort == "row":
            writer.block(line.text, kind="cell")
        elif line.sort == "flush" and everywhere().bylines.opens(words(line.text)):
            writer.block(line.text, told="byline")
        elif line.sort == "flush" and line.text in _END:
            writer.block(line.text)
        elif line.sort == "flush":
            writer.block(line.text, kind="heading" if line.end == "=" else "item", level=3 if line.end == "=" else 0)
        elif line.sort != "gap":
            paragraph.append(line.text)
    close()


FORMAT: Format = Format(name="anpa1312", media_types=frozenset({"text/vnd.iptc.anpa"}), recognises=_recognises, read=_read)
"""No media type is registered for it; the one here is what Apache Tika calls it."""
