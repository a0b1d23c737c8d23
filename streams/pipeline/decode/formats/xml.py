"""XML as the XML formats read it: one hardened parser, which expands no entity, loads nothing, and has limits on what it takes in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from schemas import Decision
from streams.pipeline.decode.charset import to_text
from streams.pipeline.decode.formats.xml_repair import declared_root, prolog_end, repair
from streams.pipeline.errors import Malformed, TooComplex

MAX_DEPTH = 200
"""Elements inside one another. The deepest vendor file measured, a news message with NITF in it, has 24."""
MAX_BYTES = 16_777_216
"""An item of text in any charset is far under it. It matters where the limit of the items themselves is set high."""
MAX_TAGS = 100_000
"""Tags of all kinds. The vendor file with the most has 3,100."""
MAX_REFERENCES = 400_000
"""Ampersands. A text of which every letter is written as a number has one for each."""

# The steps of a path that only an element deeper than the limit answers. libxml2 follows it level by level, in time linear in the tree.
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_ROOT = re.compile(r"<(?:[^\s<>/:!?]{1,200}:)?([^\s<>/:!?]{1,200})(?=[\s/>]|\Z)")
# Faults by which no text is lost: an attribute given twice, a prefix that nobody declared.
_HARMLESS = frozenset(
    "ERR_ATTRIBUTE_REDEFINED ERR_MISPLACED_CDATA_END NS_ERR_UNDEFINED_NAMESPACE NS_ERR_ATTRIBUTE_REDEFINED NS_ERR_QNAME NS_ERR_COLON "
    "NS_ERR_EMPTY NS_ERR_XML_NAMESPACE".split()
)


@dataclass(frozen=True, slots=True)
class Xml:
    """A parsed payload: its root element, and how its charset was found and what was mended."""

    root: etree._Element
    decisions: tuple[Decision, ...]


def read_xml(payload: bytes, declared: str | None) -> Xml:
    """The tree of `payload`, without comments, processing instructions and the document type.

    The charset is found by `to_text`, which considers what was declared for the payload and what its XML declaration names. Entities are
    those of XML and HTML; no other is expanded. Faults that cost no text are mended and recorded as decision `xml.recovered`: a bare
    ampersand or less-than sign, control characters, undeclared prefixes, attributes given twice.
    Raises Malformed for all other faults, a payload that ends too early among them, TooComplex, and UnknownCharset.
    """
    if len(payload) > MAX_BYTES:
        raise TooComplex(f"the XML has {len(payload):,} bytes, the limit is {MAX_BYTES:,}", "decode")
    decoded = to_text(payload, declared, markup=False)
    if (tags := decoded.text.count("<")) > MAX_TAGS:
        raise TooComplex(f"the XML has {tags:,} tags, the limit is {MAX_TAGS:,}", "decode")
    if (references := decoded.text.count("&")) > MAX_REFERENCES:
        raise TooComplex(f"the XML has {references:,} references, the limit is {MAX_REFERENCES:,}", "decode")
    mended = repair(decoded.text)
    root, tolerated = _parse(mended.text)
    if _TOO_DEEP(root):
        raise TooComplex(f"the XML is nested more than {MAX_DEPTH} deep", "decode")
    return Xml(root, (decoded.decision, *map(_recovered, (*mended.repairs, *tolerated))))


# Each format that is XML asks for it.
@lru_cache(maxsize=1)
def root_name(head: bytes) -> str | None:
    """The name of the root element, without its prefix, of XML that begins with `head`, in any charset; None where that is no XML.

    Where the root itself is beyond `head`, it is what the document type says.
    """
    # Names are ASCII in all formats, and UTF-16 puts NUL bytes between; latin-1 reads the rest of any charset as something.
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("ÿþï»¿ \t\r\n")
    if not text.startswith("<"):
        return None
    end = prolog_end(text)
    found = _ROOT.match(text, end) if end is not None else None
    return found[1] if found else declared_root(text)


def _parse(text: str) -> tuple[etree._Element, tuple[str, ...]]:
    """The root, and the harmless faults that were passed over."""
    strict = _parser(recover=False)
    try:
        return etree.fromstring(text, strict), ()
    except etree.XMLSyntaxError as error:
        fault = error
    # The parser's log, not the exception's: that one holds the faults of documents before this one too.
    faults = {entry.type_name for entry in strict.error_log}
    if "ERR_RESOURCE_LIMIT" in faults:
        raise TooComplex(f"the XML is over a limit of the parser: {fault.msg}", "decode") from fault
    if faults and faults <= _HARMLESS:
        lenient = _parser(recover=True)
        try:
            root = etree.fromstring(text, lenient)
        except etree.XMLSyntaxError as error:
            raise Malformed(f"not sound XML: {error.msg}") from error
        # Behind the first fault may come others, at which the strict parser did not arrive.
        if root is not None and {entry.type_name for entry in lenient.error_log} <= _HARMLESS:
            return root, tuple(sorted(faults))
        worse = next((entry.message for entry in lenient.error_log if entry.type_name not in _HARMLESS), "no root element")
        raise Malformed(f"not sound XML: {worse}") from fault
    raise Malformed(f"not sound XML: {fault.msg}") from fault


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )


def _recovered(fault: str) -> Decision:
    return Decision(what="format", value=fault, score=0.9, rule="xml.recovered")
