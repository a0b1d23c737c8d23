"""XML that no format knows by its root element: a known format in an envelope of another one, a page in XHTML, or something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from lxml import etree

from streams.pipeline.decode.document import Document
from streams.pipeline.decode.formats import newsml_1, newsml_g2
from streams.pipeline.decode.formats.format import Format
from streams.pipeline.decode.formats.items import Item, check_number, document_of
from streams.pipeline.decode.formats.nitf import read_nitf
from streams.pipeline.decode.formats.xml import Xml, read_xml, root_name
from streams.pipeline.decode.formats.xml_body import read_body
from streams.pipeline.decode.formats.xml_values import name_of
from streams.pipeline.errors import UnknownFormat

_READERS: tuple[tuple[frozenset[str], Callable[[list[etree._Element]], Iterator[Item]]], ...] = (
    (newsml_g2.ROOTS - {"catalog"}, newsml_g2.read_items),
    (newsml_1.ROOTS, newsml_1.read_items),
    (frozenset({"nitf"}), lambda roots: map(read_nitf, roots)),
)
_KNOWN = frozenset().union(*(names for names, _ in _READERS))
# Feeds are XML too, and have a reader of their own.
_FEEDS = frozenset({"rss", "feed", "RDF"})
# Elements with which a page or a part of one may begin.
_HTML = frozenset(
    "a abbr address article aside b base blockquote body br caption center cite code dd details div dl dt em fieldset figcaption "
    "figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr i iframe img ins label li link main mark menu meta nav "
    "noscript ol p picture pre q s script section small span strong style sub summary sup svg table tbody td template tfoot th "
    "thead time title tr u ul video".split()
)


def unknown_xml(payload: bytes, charset: str | None) -> Document:
    """The items of a format that is read, wherever in the XML they stand: in a SOAP envelope, in a vendor's own list.

    Raises UnknownFormat for sound XML in which there are none, else as `read` of those formats does.
    """
    xml = read_xml(payload, charset)
    root = name_of(xml.root)
    if root.lower() == "html":
        return _page(xml)
    found = _outermost(xml.root)
    check_number(len(found))
    for names, read in _READERS:
        roots = [each for each in found if name_of(each) in names]
        if roots:
            return document_of(read(roots), FORMAT.name, *xml.decisions)
    raise UnknownFormat(f"XML of a format that is not read: the root element is <{root[:100]}>")


def _page(xml: Xml) -> Document:
    document = read_body(xml.root)
    return Document(text=document.text, blocks=document.blocks, markup=True, elements=document.elements, decisions=xml.decisions)


def _outermost(root: etree._Element) -> list[etree._Element]:
    """The elements that begin a known format and are in no other that does."""
    found: list[etree._Element] = []
    inside: Iterable[etree._Element] = (root,)
    stack = [iter(inside)]
    while stack:
        element = next(stack[-1], None)
        if element is None:
            stack.pop()
        elif name_of(element) in _KNOWN:
            found.append(element)
        else:
            stack.append(iter(element))
    return found


def _recognises(head: bytes) -> bool:
    """Whether the payload says that it is XML, or begins with a tag that HTML does not have and closes one."""
    name = root_name(head)
    if name is None or name in _FEEDS or name.lower() == "html":
        return False
    begin = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return begin.startswith(b"<?xml") or (b"</" in begin and name.lower() not in _HTML and "-" not in name)


FORMAT: Format = Format(
    name="xml",
    media_types=frozenset(),
    recognises=_recognises,
    read=unknown_xml,
)
