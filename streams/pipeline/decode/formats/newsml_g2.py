"""NewsML-G2 of the IPTC, 2.x (iptc.org/standards/newsml-g2), and NAR before it: news items, alone or in a news message."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from lxml import etree

from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.items import Item, check_number, document_of
from streams.pipeline.decode.formats.newsml_g2_item import read_news_item
from streams.pipeline.decode.formats.newsml_g2_metadata import media_of
from streams.pipeline.decode.formats.xml import read_xml, root_name
from streams.pipeline.decode.formats.xml_values import children, name_of, unique
from streams.pipeline.errors import Malformed, UnsupportedItem

_MESSAGES = ("newsMessage",)
_ITEMS: dict[str, str] = {
    "newsItem": "a news item",
    "packageItem": "a package, which lists items",
    "conceptItem": "a concept item",
    "knowledgeItem": "a knowledge item, a list of concepts",
    "planningItem": "a planning item",
    "catalogItem": "a catalog item",
    "catalog": "a catalog",
}
ROOTS: frozenset[str] = frozenset({*_MESSAGES, *_ITEMS})
"""The root elements of the format."""


def read(payload: bytes, charset: str | None) -> Document:
    """The news items of a payload that carry text, and what the others are among its decisions.

    Raises Malformed, UnsupportedItem, UnknownCharset and TooComplex.
    """
    xml = read_xml(payload, charset)
    if name_of(xml.root) not in ROOTS:
        raise Malformed(f"not NewsML-G2: the root element is <{name_of(xml.root)}>")
    return document_of(read_items([xml.root]), FORMAT.name, *xml.decisions)


def read_items(roots: list[etree._Element]) -> Iterator[Item]:
    """The items in the elements of the format, in order. Media that are items of the same message go with its text, where that is one.

    Raises UnsupportedItem for a message without items, TooComplex for one with too many.
    """
    elements = [item for root in roots for item in _elements(root)]
    if not elements:
        raise UnsupportedItem("newsml-g2: a news message without items")
    check_number(len(elements))
    items = [_read(element) for element in elements]
    texts = [item for item in items if item.lacks is None]
    if len(texts) == 1:
        beside = unique(
            media for element, item in zip(elements, items, strict=True) if item.lacks is not None for media in media_of(element)
        )
        metadata = texts[0].metadata
        texts[0] = msgspec.structs.replace(texts[0], metadata=msgspec.structs.replace(metadata, media=unique((*metadata.media, *beside))))
    yield from (texts[0] if len(texts) == 1 and item.lacks is None else item for item in items)


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    if name_of(root) in _ITEMS:
        yield root
        return
    for item_set in children(root, "itemSet"):
        yield from children(item_set, *_ITEMS)


def _read(element: etree._Element) -> Item:
    name = name_of(element)
    return read_news_item(element) if name == "newsItem" else Item(lacks=_ITEMS[name])


def _recognises(head: bytes) -> bool:
    name = root_name(head)
    # Catalogs of other things are common in XML.
    return name in ROOTS and (name != "catalog" or b"iptc.org/std" in head)


FORMAT: Format = Format(
    name="newsml-g2",
    media_types=frozenset(
        f"application/vnd.iptc.g2.{each}+xml"
        for each in "newsitem newsmessage packageitem conceptitem knowledgeitem planningitem catalogitem".split()
    ),
    recognises=_recognises,
    read=read,
)
