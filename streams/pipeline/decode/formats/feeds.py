"""Feeds: RSS 0.9 to 2.0, RSS 1.0 in RDF, Atom 0.3 and 1.0, and the Channel Definition Format before them. Each entry is an item.

They are read with the parser of the XML formats. The libraries for feeds that exist mend what is broken by leaving text out: one drops what
follows an entity it does not know, another reads a feed that was cut off in another charset, and takes time that grows with the square.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator

from lxml import etree

from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.body import body_of, text_of
from streams.pipeline.decode.formats.feed_entry import Entry, name_in, text_in
from streams.pipeline.decode.formats.feed_metadata import metadata_of
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.items import Item, check_number, document_of
from streams.pipeline.decode.formats.xml import read_xml, root_name
from streams.pipeline.decode.formats.xml_body import read_body
from streams.pipeline.errors import UnknownCharset, UnknownFormat

NAME = "feed"
_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_ENTRIES = frozenset({"item", "entry"})
_ATOM = (b"w3.org/2005/Atom", b"purl.org/atom/ns")
_RDF = (b"purl.org/rss/", b"netscape.com/rdf")
_TITLES = ("title", "atom:title", "dc:title", "media:title", "itunes:title")
# Where the text of an entry is: first where it is whole.
_BODIES = ("content:encoded", "atom:content", "content", "fullitem", "xhtml:body", "body", "xhtml:div", "description")
_SUMMARIES = (
    "atom:summary", "summary", "abstract", "other:encoded", "description", "dc:description", "dcterms:abstract", "itunes:summary",
    "media:description",
)  # fmt: skip
# WordPress exports its pictures and menus as entries too.
_NO_POSTS = {"attachment": "a file attached to another entry", "nav_menu_item": "a menu entry", "wp_block": "a building block of pages"}


def _recognises(head: bytes) -> bool:
    name = (root_name(head) or "").lower()
    head = head.replace(b"\0", b"")
    if name == "rdf":
        return any(each in head for each in _RDF)
    return name in _ROOTS or (name == "entry" and any(each in head for each in _ATOM))


def _read(payload: bytes, declared: str | None) -> Document:
    """The entries of a feed, or one Atom entry alone. Raises as `Format.read`, and UnknownFormat for other XML."""
    xml = read_xml(payload, declared)
    if name_in(xml.root) not in _ROOTS | {"entry"}:
        raise UnknownFormat(f"XML with the root {name_in(xml.root)[:80]}, and no feed")
    return document_of(_items(xml.root), NAME, *xml.decisions)


def _items(root: etree._Element) -> Iterator[Item]:
    around = Entry(next((each for each in root.iterchildren(etree.Element) if name_in(each) == "channel"), root))
    for number, element in enumerate(_entries(root), 1):
        check_number(number)
        yield _item(Entry(element), around)


def _entries(root: etree._Element) -> Iterator[etree._Element]:
    """The entries in order: under the root, or under what is right under it."""
    if name_in(root) == "entry":
        yield root
        return
    for child in root.iterchildren(etree.Element):
        if name_in(child) in _ENTRIES:
            yield child
        elif name_in(child) in ("channel", "items"):
            yield from (each for each in child.iterchildren(etree.Element) if name_in(each) in _ENTRIES)


def _item(entry: Entry, around: Entry) -> Item:
    lack = _NO_POSTS.get(entry.text("other:post_type") or "")
    if lack is not None:
        return Item(lacks=lack)
    headline = next((title for each in entry.all(*_TITLES) if (title := " ".join(text_of(_text(each)).split()))), None)
    body, of = next(((body, each) for each in entry.all(*_BODIES) if (body := _text(each)) is not None), (None, None))
    summary = next((text for each in entry.all(*_SUMMARIES) if each is not of and (text := text_of(_text(each)))), None)
    if headline is None and body is None and summary is None:
        return Item(lacks="an entry without title and text")
    return Item(headline=headline, summary=summary, body=body, metadata=metadata_of(entry, around))


def _text(element: etree._Element) -> Document | None:
    """What an element that may hold a text holds: elements, escaped HTML or plain text. None where it is no text, or nothing is seen."""
    media_type = (element.get("type") or "").lower()
    if "/" in media_type and not media_type.startswith("text/") and not media_type.endswith(("xml", "+xml")):
        return None
    if len(element):
        document = read_body(element)
        return document if document.blocks else None
    text = text_in(element)
    if text is not None and (element.get("mode") or "").lower() == "base64":
        text = _unpacked(text)
    return body_of(text, html=True if "html" in media_type else None)


def _unpacked(text: str) -> str | None:
    """Text in base64, which Atom 0.3 allows; None where it is none."""
    try:
        return to_text(base64.b64decode("".join(text.split()), validate=True), None, markup=True).text
    except (binascii.Error, ValueError, UnknownCharset):
        return None


FORMAT: Format = Format(
    name=NAME,
    media_types=frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "text/rss+xml"}),
    recognises=_recognises,
    read=_read,
)
