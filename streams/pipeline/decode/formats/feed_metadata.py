"""What a feed says about an entry beside its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from schemas import Link, Media
from streams.pipeline.decode.document import Metadata
from streams.pipeline.decode.formats.body import one_line
from streams.pipeline.decode.formats.feed_entry import Entry, address, name_in, text_in
from streams.pipeline.decode.formats.items import MAX_NAMED
from streams.pipeline.decode.formats.times import time_of
from streams.pipeline.decode.formats.xml_values import media_kind, unique

_PUBLISHED = (
    "pubdate", "atom:published", "published", "issued", "atom:issued", "dcterms:issued", "dc:date", "dcterms:date", "date", "other:pubdate",
    "other:post_date_gmt", "atom:updated", "updated", "modified", "atom:modified", "dcterms:modified", "lastbuilddate",
)  # fmt: skip
_CREATED = ("created", "atom:created", "dcterms:created")
_AUTHORS = ("dc:creator", "atom:author", "author", "itunes:author", "dc:author", "creator", "name")
_RIGHTS = ("rights", "copyright", "atom:rights", "dc:rights", "dcterms:rights", "media:copyright")
# RSS has an address and a name: `desk@example.com (Leyla Demir)`; others have `Leyla Demir <desk@example.com>`.
_ADDRESSED = re.compile(r"\s*[^\s@()<>]+@[^\s@()<>]+\s*\(([^()]+)\)\s*\Z|\s*([^@<>]+?)\s*<[^\s@<>]+@[^\s@<>]+>\s*\Z")

_MAX_PERSON = 200


def metadata_of(entry: Entry, around: Entry) -> Metadata:
    """The metadata of an entry. The feed around it says what holds for all of its entries: language, rights, and in Atom the author."""
    return Metadata(
        guid=entry.text("guid", "id", "atom:id", "dc:identifier", "dcterms:identifier") or _about(entry),
        published_at=_time(entry, _PUBLISHED) or time_of(entry.element.get("LASTMOD") or entry.element.get("lastmod")),
        created_at=_time(entry, _CREATED),
        language=entry.text("dc:language", "language") or entry.language() or around.text("language", "dc:language"),
        byline=_byline(entry) or (_byline(around) if name_in(entry.element) == "entry" and entry is not around else None),
        copyright=one_line(entry.text(*_RIGHTS) or around.text(*_RIGHTS)),
        keywords=unique(_keywords(entry)),
        links=tuple(_once(_links(entry)))[:MAX_NAMED],
        media=tuple({each.href: each for each in _media(entry)}.values())[:MAX_NAMED],
        agencies=unique((*entry.texts("source", "dc:publisher", "dc:source"), *around.texts("dc:publisher"))),
    )


def _time(entry: Entry, names: tuple[str, ...]) -> datetime | None:
    return next((at for each in entry.all(*names) if (at := time_of(text_in(each))) is not None), None)


def _about(entry: Entry) -> str | None:
    """The entry's address in RDF."""
    return next(
        (value.strip() for name, value in entry.element.attrib.items() if str(name).endswith("}about") and str(value).strip()), None
    )


def _byline(entry: Entry) -> str | None:
    """The names of those who wrote it: of the first kind of element that has any."""
    for name in _AUTHORS:
        if found := tuple(filter(None, map(_person, entry.all(name)))):
            return one_line(", ".join(dict.fromkeys(found)))
    return None


def _person(element: etree._Element) -> str | None:
    if len(element):
        person = Entry(element)
        return person.text("name", "atom:name", "email", "atom:email")
    text = text_in(element)
    addressed = _ADDRESSED.match(text) if text is not None and len(text) < _MAX_PERSON else None
    return (addressed[1] or addressed[2]).strip() if addressed else text


def _keywords(entry: Entry) -> Iterator[str | None]:
    for each in entry.all("category", "atom:category", "dc:subject", "media:category"):
        # Atom has them in attributes, RSS as text, iTunes in others again.
        yield one_line(text_in(each) or each.get("label") or each.get("term"))
    for each in entry.all("media:keywords", "itunes:keywords"):
        yield from (word.strip() or None for word in (text_in(each) or "").replace("،", ",").split(","))


def _links(entry: Entry) -> Iterator[Link]:
    canonical = entry.texts("other:origlink")
    pages = [each for each in entry.all("link", "atom:link") if _rel(each) == "alternate"]
    # Of an entry's pages the one to read comes first.
    pages.sort(key=lambda each: "html" not in (each.get("type") or "html"))
    for href in (*canonical, *(address(each, each.get("href") or text_in(each)) for each in pages)):
        if href:
            yield Link(href=href, rel="canonical")
            break
    else:
        for each in entry.all("guid"):
            href = text_in(each)
            if href and (each.get("isPermaLink") or "true").lower() != "false" and href.startswith(("http://", "https://")):
                yield Link(href=href, rel="canonical")
        if href := address(entry.element, entry.element.get("HREF")):
            yield Link(href=href, rel="canonical")
    for each in entry.all("link", "atom:link"):
        if (href := address(each, each.get("href") or text_in(each))) and _rel(each) != "enclosure":
            yield Link(href=href, rel=_rel(each), title=one_line(each.get("title")))
    for each in entry.all("source", "content", "atom:content"):
        if href := address(each, each.get("url") or each.get("src")):
            yield Link(href=href, rel=name_in(each), title=one_line(text_in(each)))


def _once(links: Iterator[Link]) -> Iterator[Link]:
    """The first of the links to each address."""
    seen: set[str] = set()
    for link in links:
        if link.href not in seen:
            seen.add(link.href)
            yield link


def _rel(link: etree._Element) -> str:
    """What the link is to the entry; in RSS, and in Atom where it is not said, the page that the entry is of."""
    return (link.get("rel") or "alternate").removeprefix("http://www.iana.org/assignments/relation/")


def _media(entry: Entry) -> Iterator[Media]:
    grouped = (Entry(group) for group in entry.all("media:group"))
    for holder in (entry, *grouped):
        yield from _media_rss(holder, entry)
    for each in (*entry.all("enclosure"), *(link for link in entry.all("link", "atom:link") if _rel(link) == "enclosure")):
        if href := address(each, each.get("url") or each.get("href")):
            media_type = (each.get("type") or "").lower() or None
            yield Media(
                kind=media_kind(media_type, href.rpartition(".")[2]), href=href, media_type=media_type, caption=one_line(each.get("title"))
            )


def _media_rss(holder: Entry, entry: Entry) -> Iterator[Media]:
    """Media RSS: what it says beside a film or picture holds for that one, or for all of the entry."""
    contents = list(holder.all("media:content"))
    for each in contents or holder.all("media:thumbnail"):
        if not (href := address(each, each.get("url"))):
            continue
        inside = Entry(each)
        media_type = (each.get("type") or "").lower() or None
        kind = media_kind(each.get("medium"), media_type, href.rpartition(".")[2])
        yield Media(
            kind="picture" if not contents else kind,
            href=href,
            media_type=media_type,
            caption=next((text for of in (inside, holder) if (text := one_line(of.text("media:description", "media:title")))), None),
            credit=next((text for of in (inside, holder, entry) if (text := one_line(of.text("media:credit")))), None),
        )
