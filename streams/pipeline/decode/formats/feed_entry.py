"""An entry of a feed: its elements by the vocabulary they are of, whatever prefix or version of it the feed declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from streams.pipeline.decode.formats.xml_values import XML_LANG

Vocabulary: TypeAlias = Literal["core", "atom", "dc", "dcterms", "content", "media", "itunes", "xhtml", "rdf", "other"]

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# What tells a vocabulary by a part of its address: feeds write them in several versions, with and without a slash at the end.
_ADDRESSES: tuple[tuple[str, Vocabulary], ...] = (
    ("purl.org/dc/terms", "dcterms"),
    ("purl.org/dc/", "dc"),
    ("purl.org/rss/1.0/modules/content", "content"),
    ("purl.org/rss/1.0/modules/", "other"),
    ("purl.org/rss/", "core"),
    ("purl.org/net/rss", "core"),
    ("my.netscape.com/rdf", "core"),
    ("channel.netscape.com/rdf", "core"),
    ("my.netscape.com/publish/formats/rss", "core"),
    ("backend.userland.com/rss", "core"),
    ("blogs.law.harvard.edu/tech/rss", "core"),
    ("search.yahoo.com/mrss", "media"),
    ("itunes.com/dtds", "itunes"),
    ("itunes.apple.com/dtds", "itunes"),
    ("w3.org/2005/atom", "atom"),
    ("purl.org/atom/ns", "atom"),
    ("w3.org/1999/xhtml", "xhtml"),
    ("w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
)
# Elements of one name in an entry that are looked at.
_MAX_SAME = 500
_PREFIXES: frozenset[str] = frozenset({"dc", "dcterms", "content", "media", "itunes", "atom", "xhtml", "rdf"})


class Entry:
    """The children of an entry, or of the feed around it, and what its attributes and those above it say."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element
        self._children: dict[str, list[etree._Element]] = {}
        for child in element.iterchildren(etree.Element):
            same = self._children.setdefault(_qualified(str(child.tag)), [])
            if len(same) < _MAX_SAME:
                same.append(child)

    def all(self, *names: str) -> Iterator[etree._Element]:
        """The elements with one of `names`, by name and then in the order of the feed. A name is `title`, or `dc:title`."""
        for name in names:
            if name in self._children:
                yield from self._children[name]

    def text(self, *names: str) -> str | None:
        """The text of the first of `all` that has any, as it stands."""
        return next(filter(None, map(text_in, self.all(*names))), None)

    def texts(self, *names: str) -> tuple[str, ...]:
        """The texts of `all`, each once."""
        return tuple(dict.fromkeys(filter(None, map(text_in, self.all(*names)))))

    def language(self) -> str | None:
        """What `xml:lang` says, on the entry or above it."""
        node: etree._Element | None = self.element
        while node is not None:
            if (said := node.get(XML_LANG)) is not None:
                return said.strip() or None
            node = node.getparent()
        return None


def text_in(element: etree._Element) -> str | None:
    """All text in the element, without white space around it; None where there is none."""
    text = "".join(str(part) for part in element.itertext()) if len(element) else element.text or ""
    return text.strip() or None


def name_in(element: etree._Element) -> str:
    """The element's name without its namespace, in lower case: old feeds write names in capitals."""
    return _qualified(str(element.tag)).rpartition(":")[2]


def address(element: etree._Element, written: str | None) -> str | None:
    """An address in the element, made whole by the `xml:base` around it; None for none."""
    if written is None or not (written := "".join(written.split())):
        return None
    bases: list[str] = []
    node: etree._Element | None = element
    while node is not None:
        if base := node.get(XML_BASE):
            bases.append(base.strip())
        node = node.getparent()
    try:
        for base in _joined(bases):
            written = urljoin(base, written)
    except ValueError:
        return None
    return written


def _joined(bases: Iterable[str]) -> Iterator[str]:
    whole = ""
    for base in reversed(list(bases)):
        whole = urljoin(whole, base)
    if whole:
        yield whole


@lru_cache(maxsize=1024)
def _qualified(tag: str) -> str:
    """The name of an element by its vocabulary: `title` of the feed's own, else `dc:title`."""
    if tag.startswith("{"):
        space, _, name = tag[1:].partition("}")
        lower = space.lower()
        vocabulary: str = next((kind for part, kind in _ADDRESSES if part in lower), "other")
    else:
        # A prefix that the feed does not declare.
        prefix, _, name = tag.rpartition(":")
        vocabulary = "core" if not prefix else prefix.lower() if prefix.lower() in _PREFIXES else "other"
    return name.lower() if vocabulary == "core" else f"{vocabulary}:{name.lower()}"
