"""Mend the text of XML before it is parsed: what wires get wrong time and again, and what no parser should see at all.

The XML declaration, comments, processing instructions and the document type are left out: they hold no news, and entities that a document
declares for itself are the way in which it would make a parser work without end or read other files.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

import msgspec

from streams.pipeline.errors import Malformed

_DECLARATION = re.compile(r"<\?xml\s[^<>]{0,1000}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s", re.IGNORECASE)
_DOCTYPE_NAME = re.compile(r"<!DOCTYPE\s+(?:[^\s<>\[:]{1,200}:)?([^\s<>\[:]{1,200})", re.IGNORECASE)
_SPACE = re.compile(r"\s*")
# Inside a document type: what may hold a bracket that closes nothing, and the brackets.
_DOCTYPE_TOKEN = re.compile(r"<!--|<\?|[\"'\[\]>]")
_MAX_DOCTYPE = 65_536
_SECTION = re.compile(r"<!--|<!\[CDATA\[|<\?")
_SECTION_END = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
# Characters that XML 1.0 (2.2) does not know.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]+")
# A reference that is whole, a bare ampersand, or a less-than sign that begins no tag.
_SIGN = re.compile(r"&(?:#([0-9]{1,7}|[xX][0-9a-fA-F]{1,6});|([A-Za-z_][A-Za-z0-9_.-]{0,63});)?|<(?![A-Za-z_:/!?]|[^\x00-\x9f])")
_PREDEFINED = frozenset({"amp", "lt", "gt", "quot", "apos"})


class Mended(msgspec.Struct, frozen=True, kw_only=True):
    """XML text without what is left out, and the names of what was mended in it."""

    text: str
    repairs: tuple[str, ...]


def repair(text: str) -> Mended:
    """`text` mended. Raises Malformed where it is no XML at all, ends inside a comment or the like, or lives on entities of its own."""
    repairs: set[str] = set()
    text = _CONTROL.sub("", sound := text)
    if len(text) != len(sound):
        repairs.add("control characters")
    text = text.strip("\ufeff \t\r\n")
    if not text.startswith("<"):
        raise Malformed("not XML: it does not begin with a tag")
    begin = prolog_end(text)
    if begin is None:
        raise Malformed("not sound XML: it ends before its root element")
    sign = _Signs(repairs, own_entities="<!ENTITY" in text[:begin])
    parts: list[str] = []
    at = begin
    while section := _SECTION.search(text, at):
        parts.append(_SIGN.sub(sign, text[at : section.start()]))
        end = text.find(_SECTION_END[section[0]], section.end())
        if end < 0:
            raise Malformed(f"not sound XML: it ends inside {section[0]}")
        at = end + len(_SECTION_END[section[0]])
        if section[0] == "<![CDATA[":
            parts.append(text[section.start() : at])
    parts.append(_SIGN.sub(sign, text[at:]))
    return Mended(text="".join(parts), repairs=tuple(sorted(repairs)))


def prolog_end(text: str) -> int | None:
    """Where the root element begins in `text`, behind declaration, comments and document type; None where it ends before that."""
    at = 0
    if declaration := _DECLARATION.match(text):
        at = declaration.end()
    while True:
        at = _space(text, at)
        if text.startswith(("<!--", "<?"), at):
            closing = _SECTION_END["<!--" if text.startswith("<!--", at) else "<?"]
            end = text.find(closing, at)
            if end < 0:
                return None
            at = end + len(closing)
        elif _DOCTYPE.match(text, at):
            end = _doctype_end(text, at)
            if end < 0:
                return None
            at = end
        else:
            return at if at < len(text) else None


def declared_root(text: str) -> str | None:
    """The name that the document type of `text` gives its root element."""
    found = _DOCTYPE_NAME.search(text)
    return found[1] if found else None


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _doctype_end(text: str, at: int) -> int:
    """Where the document type that begins at `at` ends, or -1. Each character is looked at once: what is quoted is skipped by its end."""
    depth = 0
    most = at + _MAX_DOCTYPE
    while token := _DOCTYPE_TOKEN.search(text, at, most):
        found, at = token[0], token.end()
        if found in _SECTION_END or found in "\"'":
            closing = _SECTION_END.get(found, found)
            end = text.find(closing, at)
            if end < 0:
                return -1
            at = end + len(closing)
        elif found in "[]":
            depth += 1 if found == "[" else -1
        elif depth <= 0:
            return at
    return -1


class _Signs:
    """What stands for each `&` and `<` that no parser would take as it is."""

    def __init__(self, repairs: set[str], *, own_entities: bool) -> None:
        self._repairs = repairs
        self._own_entities = own_entities

    def __call__(self, sign: re.Match[str]) -> str:
        number, name = sign.groups()
        if name is not None:
            return self._named(sign[0], name)
        if number is not None:
            return self._numbered(sign[0], number)
        if sign[0] == "<":
            self._repairs.add("bare less-than sign")
            return "&lt;"
        self._repairs.add("bare ampersand")
        return "&amp;"

    def _named(self, reference: str, name: str) -> str:
        if name in _PREDEFINED:
            return reference
        char = html5.get(name + ";")
        if char is not None:
            self._repairs.add("HTML entity")
            return html.escape(char)
        if self._own_entities:
            raise Malformed(f"the XML refers to {reference}, an entity of its own, and those are not expanded")
        self._repairs.add("bare ampersand")
        return "&amp;" + reference[1:]

    def _numbered(self, reference: str, number: str) -> str:
        code = int(number[1:], 16) if number[0] in "xX" else int(number)
        if code in (9, 10, 13) or 32 <= code < 128 or 160 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000:
            return reference
        # The codes 128 to 159 are typographic signs of windows-1252, as in HTML (13.2.5.80); what is left is no character at all.
        self._repairs.add("reference to no character")
        return _CONTROL.sub("", html.unescape(reference)) if 128 <= code < 160 else ""
