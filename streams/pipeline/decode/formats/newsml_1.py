"""NewsML 1.0 to 1.2 of the IPTC (iptc.org/standards/newsml-1): news items whose components carry NITF, XHTML or plain text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.items import Item, check_number, document_of
from streams.pipeline.decode.formats.newsml_1_component import read_component
from streams.pipeline.decode.formats.newsml_1_metadata import Topics, envelope_of, item_metadata
from streams.pipeline.decode.formats.xml import read_xml, root_name
from streams.pipeline.decode.formats.xml_values import child, children, name_of
from streams.pipeline.errors import Malformed, UnsupportedItem

ROOTS: frozenset[str] = frozenset({"NewsML", "NewsItem"})
"""The root elements of the format."""


def read(payload: bytes, charset: str | None) -> Document:
    """The stories of a payload. Raises Malformed, UnsupportedItem, UnknownCharset and TooComplex."""
    xml = read_xml(payload, charset)
    if name_of(xml.root) not in ROOTS:
        raise Malformed(f"not NewsML 1: the root element is <{name_of(xml.root)}>")
    return document_of(read_items([xml.root]), FORMAT.name, *xml.decisions)


def read_items(roots: list[etree._Element]) -> Iterator[Item]:
    """The stories in the elements of the format, in order. A news item with several components that have a headline is as many stories.

    Raises UnsupportedItem for a message without items, TooComplex for one with too many.
    """
    elements = [(root, item) for root in roots for item in ([root] if name_of(root) == "NewsItem" else children(root, "NewsItem"))]
    if not elements:
        raise UnsupportedItem("newsml-1: a message without items")
    taken = 0
    topics = {root: Topics.of(root) for root in roots}
    for root, element in elements:
        envelope = envelope_of(child(root, "NewsEnvelope"))
        for item in _stories(element, topics[root]):
            taken += 1
            check_number(taken)
            yield item if item.lacks is not None else item_metadata(item, element, envelope)


def _stories(element: etree._Element, topics: Topics) -> Iterator[Item]:
    component = child(element, "NewsComponent")
    if component is None:
        yield Item(lacks="an update of an item" if child(element, "Update") is not None else "a news item without content")
        return
    stories = read_component(component, topics)
    texts = [story for story in stories if story.lacks is None]
    yield from texts or stories[:1]


FORMAT: Format = Format(
    name="newsml-1",
    media_types=frozenset({"text/vnd.iptc.newsml", "application/vnd.iptc.newsml+xml", "application/newsml+xml"}),
    recognises=lambda head: root_name(head) in ROOTS,
    read=read,
)
