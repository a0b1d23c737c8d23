"""What a NewsML-G2 item says about itself, in `rightsInfo`, `itemMeta` and `contentMeta`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from schemas import Dateline, Link, Media, Subject
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.times import time_of
from streams.pipeline.decode.formats.xml_body import read_body
from streams.pipeline.decode.formats.xml_values import (
    attribute,
    child,
    children,
    dateline_of,
    joined,
    language_of,
    local_of,
    media_kind,
    number_of,
    status_of,
    text,
    unique,
    urgency_of,
)

_CODES = ("qcode", "uri", "literal")
# Some writers set the time of the item as its dateline.
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


def metadata_of(element: etree._Element) -> Metadata:
    """The metadata of a `newsItem`."""
    item, content, rights = child(element, "itemMeta"), child(element, "contentMeta"), child(element, "rightsInfo")
    holder = next((_name(each) or attribute(each, "literal") for each in children(rights, "copyrightHolder")), None)
    notice = joined(text(each) for each in children(rights, "copyrightNotice", "usageTerms"))
    return Metadata(
        guid=attribute(element, "guid"),
        version=number_of(attribute(element, "version")),
        urgency=urgency_of(text(child(content, "urgency"))),
        status=status_of(attribute(child(item, "pubStatus"), *_CODES)),
        embargoed_until=time_of(text(child(item, "embargoed"))),
        created_at=time_of(text(child(item, "firstCreated"))) or time_of(text(child(content, "contentCreated"))),
        published_at=time_of(text(child(item, "versionCreated"))),
        slugline=text(child(content, "slugline")),
        editorial_note=joined(map(_note, children(item, "edNote", "ednote"))),
        language=_language(content) or language_of(element),
        byline=joined(text(each) for each in children(content, "by")),
        dateline=_dateline(content),
        credit=text(child(content, "creditline")),
        notice=notice,
        copyright=holder or text(child(rights, "copyrightNotice")),
        section=next(filter(None, map(_name, children(item, "service"))), None),
        keywords=unique(text(each) for each in children(content, "keyword")),
        subjects=unique(map(_subject, children(content, "subject"))),
        links=unique(map(_link, children(item, "link"))),
        media=unique(media_of(element)),
        agencies=unique(_agencies(item, content)),
    )


def media_of(element: etree._Element) -> Iterator[Media]:
    """The media that a `newsItem` points at, each once: of the renditions of a picture or film, the first that says where it is."""
    content, meta = child(element, "contentSet"), child(element, "contentMeta")
    item_class = attribute(child(element, "itemMeta", "itemClass"), *_CODES)
    caption = next((text(each) for each in children(meta, "description") if "caption" in (attribute(each, "role") or "").lower()), None)
    seen: set[str] = set()
    for each in children(content, "remoteContent"):
        media_type = attribute(each, "contenttype")
        kind = media_kind(media_type, local_of(item_class or ""))
        href = attribute(each, "href", "residref") or text(child(each, "altLoc"))
        if href is None or kind in seen or (media_type or "").startswith("text/"):
            continue
        # An item is one picture or film, however many files there are of it; an item of text may come with several.
        if local_of(item_class or "").lower() != "text":
            seen.add(kind)
        yield Media(kind=kind, href=href, media_type=media_type, caption=caption, credit=text(child(meta, "creditline")))


def _note(element: etree._Element) -> str | None:
    if len(element) == 0:
        return text(element)
    document = read_body(element)
    return "\n".join(document.text[block.start : block.end] for block in document.blocks) or None


def _language(content: etree._Element | None) -> str | None:
    tags = [(attribute(each, "role"), attribute(each, "tag")) for each in children(content, "language")]
    return next((tag for role, tag in tags if role is None), None) or next((tag for _, tag in tags if tag), None)


def _dateline(content: etree._Element | None) -> Dateline | None:
    """The dateline, and the place that the item is located at."""
    place = next(filter(None, map(_name, children(content, "located"))), None)
    line = text(child(content, "dateline"))
    if line is None or _TIMESTAMP.match(line):
        return Dateline(text=place, place=place) if place is not None else None
    # The place as the line writes it, where the item is located there; `located` may be the writer's desk.
    return dateline_of(line, place if place is not None and place.casefold() in line.casefold() else None)


def _subject(element: etree._Element) -> Subject | None:
    code, name = attribute(element, *_CODES), _name(element)
    return Subject(code=code, name=name) if code or name else None


def _name(element: etree._Element) -> str | None:
    """The name of a concept: the one for display, else the first."""
    names = [(local_of(attribute(each, "role") or ""), text(each)) for each in children(element, "name")]
    shown = next((name for role, name in names if role == "display" and name), None)
    return shown or next((name for _, name in names if name), None)


def _link(element: etree._Element) -> Link | None:
    href = attribute(element, "href", "residref")
    return Link(href=href, rel=attribute(element, "rel", "reluri"), title=text(child(element, "title"))) if href else None


def _agencies(item: etree._Element | None, content: etree._Element | None) -> Iterator[str | None]:
    yield text(child(content, "creditline"))
    for each in (*children(item, "provider"), *children(content, "infoSource")):
        yield _name(each) or attribute(each, "literal")
