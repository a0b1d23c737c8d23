"""What an NITF document says about its item, in `head/docdata` and in `body.head`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from schemas import Dateline, Link, Media, Status, Subject
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.times import time_of
from streams.pipeline.decode.formats.xml_values import (
    attribute,
    child,
    children,
    dateline_of,
    joined,
    language_of,
    media_kind,
    name_of,
    number_of,
    status_of,
    text,
    unique,
    urgency_of,
)

# Names under which `meta` carries the slug: that of the ANPA header, which many systems still write into NITF, and plain ones.
_SLUGS = ("anpa-keyword", "slugline", "slug")
_MACHINE_TIME = re.compile(r"\d{8}T\d{4}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_IDENTIFIED = ("person", "org", "location", "event", "function", "object.title", "virtloc", "classifier")


def metadata_of(root: etree._Element, head: etree._Element | None) -> Metadata:
    """The metadata of an `nitf` element; `head` is its `body.head`."""
    docdata = child(root, "head", "docdata")
    issued, released = _time(docdata, "date.issue"), _time(docdata, "date.release")
    status = (attribute(docdata, "management-status") or "").lower()
    embargo = released if released and (status == "embargoed" or (issued is not None and released > issued)) else None
    keywords = unique(attribute(each, "key") for each in children(child(docdata, "key-list"), "keyword"))
    return Metadata(
        guid=attribute(child(docdata, "doc-id"), "id-string"),
        version=number_of(attribute(child(docdata, "du-key"), "version")),
        urgency=urgency_of(attribute(child(docdata, "urgency"), "ed-urg")),
        status=_status(status, embargo),
        embargoed_until=embargo,
        created_at=_created(root),
        published_at=issued or time_of(attribute(child(root, "head", "pubdata"), "date.publication")),
        slugline=_slug(root, docdata),
        editorial_note=joined(_notes(docdata, head)),
        language=language_of(root) or attribute(root, "baselang") or language_of(child(root, "body")),
        byline=text(child(head, "byline"), apart=True),
        dateline=_dateline(child(head, "dateline")),
        credit=text(child(head, "distributor"), apart=True),
        notice=text(child(head, "copyrite"), apart=True) or text(child(root, "body", "body.end", "copyrite"), apart=True),
        copyright=attribute(child(docdata, "doc.copyright"), "holder") or text(child(head, "rights", "rights.owner")),
        section=attribute(child(root, "head", "pubdata"), "position.section") or attribute(child(docdata, "fixture"), "fix-id"),
        keywords=keywords,
        subjects=unique((*_subjects(root), *_identified(docdata))),
        links=unique(_links(docdata)),
        media=unique(_media(each) for each in root.iter("{*}media")),
        agencies=unique(_agencies(docdata, head)),
    )


def _status(written: str, embargo: datetime | None) -> Status | None:
    """An embargoed item is usable from a time on; where that is not given, it is withheld."""
    if written == "embargoed":
        return "usable" if embargo is not None else "withheld"
    return status_of(written)


def _time(docdata: etree._Element | None, name: str) -> datetime | None:
    return time_of(attribute(child(docdata, name), "norm"))


def _created(root: etree._Element) -> datetime | None:
    times = (time_of(attribute(each, "norm")) for each in children(child(root, "head"), "revision-history"))
    return min(filter(None, times), default=None)


def _slug(root: etree._Element, docdata: etree._Element | None) -> str | None:
    metas = {(attribute(each, "name") or "").lower(): attribute(each, "content") for each in children(child(root, "head"), "meta")}
    return next(filter(None, map(metas.get, _SLUGS)), None) or attribute(child(docdata, "du-key"), "key")


def _notes(docdata: etree._Element | None, head: etree._Element | None) -> Iterator[str | None]:
    for each in children(docdata, "ed-msg", "correction"):
        written = attribute(each, "info")
        yield " ".join(written.split()) if written else text(each)
    for each in children(head, "note"):
        yield text(each, apart=True)


def _dateline(element: etree._Element | None) -> Dateline | None:
    """The dateline, whose date may be given for machines only; that is none of its text."""
    if element is None:
        return None
    location = child(element, "location")
    dates = [(each, text(each)) for each in children(element, "story.date")]
    shown = next((date for _, date in dates if date and not _MACHINE_TIME.search(date)), None)
    parts = [element.text or ""]
    for each in element:
        said = text(each, apart=True) or ""
        if name_of(each) != "story.date" or not _MACHINE_TIME.search(said):
            parts.append(said)
        parts.append(each.tail or "")
    line = " ".join(" ".join(parts).split()).replace(" ,", ",")
    if not any(char.isalpha() for char in line):
        return None
    city = next(iter(location.iter("{*}city")), None) if location is not None else None
    return dateline_of(line, text(city) or text(location, apart=True), shown)


def _subjects(root: etree._Element) -> Iterator[Subject]:
    for each in children(child(root, "head", "tobject"), "tobject.subject"):
        code, scheme = attribute(each, "tobject.subject.refnum"), attribute(each, "tobject.subject.ipr")
        # The most particular of the three levels of IPTC's subject codes.
        name = attribute(each, "tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type")
        if code or name:
            yield Subject(code=f"{scheme}:{code}" if scheme and code else code, name=name)


def _identified(docdata: etree._Element | None) -> Iterator[Subject]:
    for each in children(child(docdata, "identified-content"), *_IDENTIFIED):
        scheme = attribute(each, "idsrc", "code-source")
        code = attribute(each, "value", "location-code")
        name = text(each, apart=True)
        if code or name:
            yield Subject(code=f"{scheme}:{code}" if scheme and code else code, name=name)


def _links(docdata: etree._Element | None) -> Iterator[Link]:
    """The document that this one is about, when it corrects it or takes it back."""
    if href := attribute(docdata, "management-doc-idref"):
        yield Link(href=href, rel="management-doc-idref")
    for each in children(docdata, "correction"):
        if href := attribute(each, "id-string"):
            yield Link(href=href, rel="correction")


def _media(element: etree._Element) -> Media | None:
    reference = child(element, "media-reference")
    media_type, href = attribute(reference, "mime-type"), attribute(reference, "source", "name")
    caption = text(child(element, "media-caption"), apart=True) or attribute(reference, "alternate-text")
    if href is None and caption is None:
        return None
    return Media(
        kind=media_kind(attribute(element, "media-type"), media_type),
        href=href,
        media_type=media_type,
        caption=caption,
        credit=text(child(element, "media-producer"), apart=True) or attribute(reference, "copyright"),
    )


def _agencies(docdata: etree._Element | None, head: etree._Element | None) -> Iterator[str | None]:
    yield text(child(head, "distributor"), apart=True)
    yield attribute(child(docdata, "doc-id"), "regsrc")
    for each in children(child(docdata, "del-list"), "from-src"):
        yield attribute(each, "src-name")
    yield attribute(child(docdata, "doc.copyright"), "holder")
