"""XML as the XML formats read it: one hardened parser, which expands no entity, loads nothing, and has limits on what it takes in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from schemas import Decision
from streams.pipeline.decode.charset import Text, to_text
from streams.pipeline.decode.formats.xml_repair import declared_root, prolog_end, repair
from streams.pipeline.errors import Malformed, TooComplex, UnknownCharset

MAX_DEPTH = 200
"""Elements inside one another. The deepest vendor file measured, a news message with NITF in it, has 24."""
MAX_TAGS = 400_000
"""Tags of all kinds. The longest vendor file measured has 3,100; this many fill some 100 MB of memory and are parsed in half a second."""

# The steps of a path that only an element deeper than the limit answers. libxml2 follows it level by level, in time linear in the tree.
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MAX_DEPTH + 1) + ")")
_ENCODING = re.compile(r"""<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']""")
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

    The charset is the one that was declared for the payload, else the one its XML declaration names, where the bytes bear it out. Entities
    are those of XML and HTML; no other is expanded. Faults that cost no text are mended and recorded as decision `xml.recovered`: a bare
    ampersand or less-than sign, control characters, undeclared prefixes, attributes given twice.
    Raises Malformed for all other faults, a payload that ends too early among them, TooComplex, and UnknownCharset.
    """
    decoded = _text(payload, declared)
    if (tags := decoded.text.count("<")) > MAX_TAGS:
        raise TooComplex(f"the XML has {tags:,} tags, the limit is {MAX_TAGS:,}", "decode")
    mended = repair(decoded.text)
    root, tolerated = _parse(mended.text)
    if _TOO_DEEP(root):
        raise TooComplex(f"the XML is nested more than {MAX_DEPTH} deep", "decode")
    return Xml(root, (decoded.decision, *map(_recovered, (*mended.repairs, *tolerated))))


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


def _text(payload: bytes, declared: str | None) -> Text:
    encoding = _declared_encoding(payload)
    try:
        decoded = to_text(payload, declared or encoding, markup=False)
    except UnknownCharset:
        if declared is None or encoding is None:
            raise
        return to_text(payload, encoding, markup=False)
    if decoded.decision.rule == "charset.detected" and declared is not None and encoding is not None:
        # What was declared for the payload does not fit it. The declaration inside it was written by who wrote the text.
        inner = to_text(payload, encoding, markup=False)
        return inner if inner.decision.rule == "charset.declared" else decoded
    return decoded


def _declared_encoding(payload: bytes) -> str | None:
    """What the XML declaration says; for UTF-16 without a byte order mark, what its first two characters tell (XML 1.0, appendix F)."""
    head = payload[:400]
    for begin, encoding in ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be")):
        if head.startswith(begin):
            return encoding
    found = _ENCODING.search(head.decode("latin-1"))
    return found[1] if found else None


def _parse(text: str) -> tuple[etree._Element, tuple[str, ...]]:
    """The root, and the harmless faults that were passed over."""
    try:
        return etree.fromstring(text, _parser(recover=False)), ()
    except etree.XMLSyntaxError as error:
        fault = error
    faults = {entry.type_name for entry in fault.error_log}
    if "ERR_RESOURCE_LIMIT" in faults:
        raise TooComplex(f"the XML is over a limit of the parser: {fault.msg}", "decode") from fault
    if faults and faults <= _HARMLESS:
        lenient = _parser(recover=True)
        root = etree.fromstring(text, lenient)
        # Behind the first fault may come others, at which the strict parser did not arrive.
        if root is not None and {entry.type_name for entry in lenient.error_log} <= _HARMLESS:
            return root, tuple(sorted(faults))
        fault = next((entry for entry in lenient.error_log if entry.type_name not in _HARMLESS), None) or fault
        raise Malformed(f"not sound XML: {getattr(fault, 'message', fault)}")
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
