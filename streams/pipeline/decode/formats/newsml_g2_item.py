"""A news item of NewsML-G2: its headline, its summary and its body, which is in XHTML, in NITF or in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from lxml import etree

from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.items import Item
from streams.pipeline.decode.formats.newsml_g2_metadata import metadata_of
from streams.pipeline.decode.formats.nitf import read_nitf, read_nitf_body
from streams.pipeline.decode.formats.xml_body import written_body
from streams.pipeline.decode.formats.xml_values import attribute, child, children, filled, language_of, local_of, name_of, text
from streams.pipeline.decode.formats.xml_written import joined_body, told_again, xhtml_body
from streams.pipeline.errors import TooComplex

_SUMMARIES = frozenset({"summary", "abstract", "standfirst", "intro", "lead", "teaser", "subheadline", "subheadlines", "deck"})
# Renditions of the text in one item, and headlines. The specification's examples have two at most.
_MAX_CONTENTS = 100
_MAIN = frozenset({"main", "headline", "hl1", ""})
# Classes of items whose text, where they have any, is about a medium, and classes without news.
_MEDIA = {"picture": "a picture", "photo": "a picture", "graphic": "a graphic", "animated": "an animation", "video": "a video"}
_MEDIA |= {"audio": "a recording"}
_OTHER = {"newscoverage": "a planning item", "event": "an event", "geo": "an item of map data", "concept": "a concept item"}


def read_news_item(element: etree._Element) -> Item:
    """The item in a `newsItem` element.

    Where a film or a recording has a body in the item, that is its script and the item's text; the descriptions of pictures and films
    are captions and no news text.
    """
    meta = child(element, "contentMeta")
    metadata = metadata_of(element)
    headline = _headline(meta)
    summary = _summary(meta, headline)
    parts = list(children(child(element, "contentSet"), "inlineXML", "inlineData"))
    if len(parts) > _MAX_CONTENTS:
        raise TooComplex(f"a news item has {len(parts):,} contents, the limit is {_MAX_CONTENTS}", "decode")
    read = [item for part in parts for item in _bodies(part, headline)]
    body = joined_body([item.body for item in read if item.body is not None])
    for item in read:
        headline, summary = headline or item.headline, summary or item.summary
        metadata = filled(metadata, item.metadata)
    item_class = local_of(attribute(child(element, "itemMeta", "itemClass"), "qcode", "uri", "literal") or "").lower()
    lacks = _lacks(element, item_class, headline, summary, body)
    if lacks is not None:
        return Item(lacks=lacks)
    if body is not None:
        body = told_again(body, {"byline": metadata.byline, "credit": metadata.credit, "notice": metadata.notice})
    return Item(headline=headline, summary=summary, body=body, metadata=metadata)


def _lacks(element: etree._Element, item_class: str, headline: str | None, summary: str | None, body: Document | None) -> str | None:
    """What the item is where it is no news text, else None."""
    if item_class in _OTHER:
        return _OTHER[item_class]
    content = child(element, "contentSet")
    medium = _MEDIA.get(item_class)
    if body is not None and item_class not in ("picture", "photo", "graphic"):
        return None
    if medium is not None:
        return f"{medium} without news text"
    remote = next(children(content, "remoteContent"), None)
    if body is None and remote is not None:
        return f"an item whose content is elsewhere ({attribute(remote, 'contenttype') or 'of no type'})"
    strange = next((name_of(each) for part in children(content, "inlineXML") for each in part), None)
    if body is None and strange not in (None, "nitf", "html", "body", "p", "div"):
        return f"an item whose content is <{strange}>, no text"
    if body is None and headline is None and summary is None:
        return "a news item without headline and text"
    return None


def _bodies(part: etree._Element, headline: str | None) -> Iterator[Item]:
    """What the inline content is: NITF, which is an item by itself, XHTML, or text that may be either."""
    content_type = (attribute(part, "contenttype") or "").lower()
    elements = list(part)
    if not elements:
        written = part.text or ""
        if attribute(part, "encoding") is None and not content_type.startswith(("image/", "video/", "audio/")):
            # What is called plain text is markup often enough, and shows it by a tag that closes.
            yield Item(body=written_body(written, html="html" in content_type))
        return
    nitf = next((each for each in part.iter("{*}nitf")), None)
    if nitf is not None:
        yield read_nitf(nitf)
        return
    name = name_of(elements[0]).lower()
    if name in ("body.content", "body.head", "block", "lede"):
        yield Item(body=read_nitf_body(part))
    elif name in ("html", "body", "p", "div", "article", "section", "h1", "h2", "ul", "table", "pre", "blockquote"):
        found = elements[0] if name == "html" else part
        yield Item(body=xhtml_body(found, headline), metadata=Metadata(language=language_of(found)))


def _headline(meta: etree._Element | None) -> str | None:
    """The main headline: the first of that role, else the first that is not of another."""
    found = [(local_of(attribute(each, "role") or "").lower(), one_line(text(each))) for each in _first(meta, "headline")]
    shown = [(role, line) for role, line in found if line]
    main = next((line for role, line in shown if role in _MAIN), None)
    return main or next((line for role, line in shown if role not in _SUMMARIES), None)


def _summary(meta: etree._Element | None, headline: str | None) -> str | None:
    """The second headline and the summary, one a line. A description without a role, or of another one, may be a caption."""
    parts = (
        one_line(text(each))
        for each in _first(meta, "headline", "description")
        if local_of(attribute(each, "role") or "").lower() in _SUMMARIES
    )
    return "\n".join(dict.fromkeys(part for part in parts if part and part != headline)) or None


def _first(meta: etree._Element | None, *names: str) -> Iterator[etree._Element]:
    return islice(children(meta, *names), _MAX_CONTENTS)
