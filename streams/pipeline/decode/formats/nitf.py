"""NITF, the News Industry Text Format of the IPTC, 2.5 to 3.6 (iptc.org/standards/nitf): alone, and as the body of other formats."""

from __future__ import annotations

from lxml import etree

from streams.pipeline.decode.document import Document, Told
from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.items import Item, document_of
from streams.pipeline.decode.formats.nitf_metadata import metadata_of
from streams.pipeline.decode.formats.xml import read_xml, root_name
from streams.pipeline.decode.formats.xml_body import read_body
from streams.pipeline.decode.formats.xml_values import child, children, name_of, text
from streams.pipeline.decode.formats.xml_written import joined_body, told_again
from streams.pipeline.errors import Malformed
from streams.text.match_key import words

# The elements of a body and their like in HTML. Those not named here are inline: people, places, numbers, emphasis.
_HTML: dict[str, str] = {
    **{name: name for name in "a br p pre q em strong sub sup hr ol ul li dl dt dd table tbody thead tfoot tr td th caption".split()},
    **dict.fromkeys("block body.content body.head body.end lede lead note media abstract tagline nitf-table fn".split(), "div"),
    **dict.fromkeys("byline byttl copyrite hedline distributor bibliography rights dateline credit".split(), "div"),
    "bq": "blockquote",
    "hl1": "h1",
    "hl2": "h2",
    "media-caption": "figcaption",
    # What is encoded or only describes: the metadata say where the medium is and who made it.
    **dict.fromkeys("media-reference media-metadata media-object media-producer nitf-table-metadata nitf-colgroup".split(), ""),
}
_TOLD: dict[str, Told] = {
    "media-caption": "caption",
    "note": "note",
    "bibliography": "note",
    "byline": "byline",
    "tagline": "byline",
    "dateline": "dateline",
    "distributor": "credit",
    "copyrite": "notice",
    "rights": "notice",
}


def read(payload: bytes, charset: str | None) -> Document:
    """The item of an NITF document. Raises Malformed, UnsupportedItem, UnknownCharset and TooComplex."""
    xml = read_xml(payload, charset)
    if name_of(xml.root) != "nitf":
        raise Malformed(f"not NITF: the root element is <{name_of(xml.root)}>")
    return document_of([read_nitf(xml.root)], FORMAT.name, *xml.decisions)


def read_nitf(root: etree._Element) -> Item:
    """The item in an `nitf` element, of which any part may be missing, `body` itself where another format holds the rest.

    The headline is `hl1`, where there is none the document's title. Where `hl2` is one of the keywords it is no second headline.
    """
    body = child(root, "body")
    body = body if body is not None else root
    head, content, end = child(body, "body.head"), child(body, "body.content"), child(body, "body.end")
    metadata = metadata_of(root, head)
    headline = _lines(child(head, "hedline"), "hl1") or one_line(text(child(root, "head", "title")))
    known = {tuple(words(each)) for each in (headline, metadata.slugline, *metadata.keywords) if each is not None}
    summary = [each for each in (_lines(child(head, "hedline"), "hl2"), _abstract(head)) if each and tuple(words(each)) not in known]
    parts = [part for part in (content, end) if part is not None]
    if not parts and head is None:
        parts = [body]
    # A tagline is a byline at the end, of those who helped where the head names who wrote it.
    told = _TOLD if metadata.byline is None else _TOLD | {"tagline": "note"}
    found = joined_body([read_body(part, names=_HTML, told=told) for part in parts])
    if found is not None:
        found = told_again(found, {"byline": metadata.byline, "credit": metadata.credit, "notice": metadata.notice})
    lacks = _lacks(headline, summary, found, has_media=bool(metadata.media))
    return Item(headline=headline, summary="\n".join(summary) or None, body=found, metadata=metadata, lacks=lacks)


def read_nitf_body(content: etree._Element) -> Document:
    """The text in `body.content`, in a block of it, or in elements of NITF that stand by themselves."""
    return read_body(content, names=_HTML, told=_TOLD)


def _lacks(headline: str | None, summary: list[str], body: Document | None, *, has_media: bool) -> str | None:
    if body is not None and any(block.told is None for block in body.blocks):
        return None
    if has_media:
        return "a media item without news text"
    return None if headline or summary else "a document without headline and text"


def _abstract(head: etree._Element | None) -> str | None:
    found = child(head, "abstract")
    return "\n".join(_texts(read_nitf_body(found))) if found is not None else None


def _texts(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def _lines(parent: etree._Element | None, name: str) -> str | None:
    """The headlines called `name`: one that is set in two elements is one."""
    return " ".join(filter(None, (one_line(text(each)) for each in children(parent, name)))) or None


FORMAT: Format = Format(
    name="nitf",
    media_types=frozenset({"application/nitf+xml", "application/vnd.iptc.nitf+xml", "text/vnd.iptc.nitf", "application/vnd.nitf"}),
    recognises=lambda head: root_name(head) == "nitf",
    read=read,
)
