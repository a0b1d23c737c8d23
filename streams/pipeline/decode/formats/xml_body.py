"""The body of an XML item, in XHTML or in NITF, to a document: written out as HTML, and read as any page is."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import get_args

import msgspec
from lxml import etree

from schemas import Decision
from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Document, Told
from streams.pipeline.decode.formats.body import body_of, text_of
from streams.pipeline.decode.formats.wire_lines import paragraphs, with_breaks, wrapped
from streams.pipeline.decode.formats.xml_values import name_of
from streams.pipeline.decode.html import read_html

_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}\Z")
# Tags that show that the text of an element is markup itself.
_ESCAPED = re.compile(r"</[A-Za-z][A-Za-z0-9]{0,20}>|<(?:br|p|img|hr)\b[^<>]{0,200}>")
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
# Elements whose content an HTML parser takes for raw text. What they hold is none of the item's text, and is not written out.
_RAW = frozenset("script style iframe noembed noframes noscript textarea template".split())
# Names under which XML may hold any text, and which would make an HTML parser swallow what follows.
_UNSAFE: dict[str, str] = {
    **dict.fromkeys("html head body frameset frame title".split(), "div"),
    "plaintext": "pre",
    "xmp": "pre",
    "image": "img",
}
_ATTRIBUTES = ("href", "class", "id", "role", "itemprop", "hidden", "aria-hidden", "style", "lang")
# Elements in which line breaks of the source may be those of a wire that was put in there as it came.
_FLOW = frozenset({"p", "div", "body", "td", "blockquote"})
# White space of markup may stand in a line too.
_LONGER_THAN_A_COLUMN = 400
# Texts in one body that are markup themselves and are read as such; more of them would cost more time than their size is worth.
_MAX_ESCAPED = 1_000
_MARK = "barqiya-told-"
_TOLD = {_MARK + told: told for told in get_args(Told)}


def read_body(element: etree._Element, *, names: Mapping[str, str] | None = None, told: Mapping[str, Told] | None = None) -> Document:
    """The text in `element` in blocks; `html` and `body` around it, and the page's head, are looked through.

    `names` are the HTML elements that stand for those of another vocabulary, the empty string for what holds no text to read: of its
    elements, those that are not named there are inline, and attributes are not looked at. `told` says what the blocks in an element are.
    Both go by the element's name in lower case.
    Raises TooComplex as `read_html` does.
    """
    out: list[str] = []
    _Writer(out, names, told or {}).content(element)
    decision = Decision(what="charset", value="utf-8", score=1.0, rule="charset.field")
    document = read_html(Text(text="".join(out), decision=decision))
    return _marked(document) if told else document


def is_escaped_markup(text: str) -> bool:
    """Whether the text of an element is markup itself, which was escaped on its way into XML: it has a tag that closes, or a `<br>`."""
    return "<" in text and _ESCAPED.search(text) is not None


def written_body(text: str, *, html: bool = False) -> Document | None:
    """The body in the text of an element, which is markup where `html` or its tags say so, else plain text. None where it is empty."""
    markup = html or is_escaped_markup(text)
    return body_of(with_breaks(text) if markup else text, html=markup)


def _marked(document: Document) -> Document:
    """The document with `told` on the blocks in marked elements, and without the marks."""
    blocks = []
    for block in document.blocks:
        if _MARK in block.hints:
            hints = block.hints.split()
            mark = next((hint for hint in hints if hint in _TOLD), None)
            rest = " ".join(hint for hint in hints if hint not in _TOLD)
            block = msgspec.structs.replace(block, told=_TOLD[mark] if mark else None, hints=rest)
        blocks.append(block)
    return msgspec.structs.replace(document, blocks=tuple(blocks))


class _Writer:
    """Writes elements as HTML. It goes into itself at each level; how deep XML may be nested is limited where it is parsed."""

    def __init__(self, out: list[str], names: Mapping[str, str] | None, told: Mapping[str, Told]) -> None:
        self._out = out
        self._names = names
        self._told = told
        self._escaped = 0

    def content(self, element: etree._Element) -> None:
        """What is inside `element`, without its own tags."""
        name = name_of(element).lower()
        if name == "html":
            for child in element:
                if name_of(child).lower() != "head":
                    self.content(child)
        else:
            self._inside(element, name, flow=name in _FLOW or len(element) == 0)

    def _element(self, element: etree._Element, *, flow: bool) -> None:
        source = name_of(element).lower()
        name = self._html_name(source)
        if not name:
            return
        mark = f' class="{_MARK}{self._told[source]}"' if source in self._told else ""
        if mark and name == "span":
            name = "div"
        self._out.append(f"<{name}{mark or self._attributes(element)}>")
        if name in _VOID:
            return
        if name not in _RAW:
            self._inside(element, name, flow=(flow or name in _FLOW) and name != "pre")
        self._out.append(f"</{name}>")

    def _inside(self, element: etree._Element, name: str, *, flow: bool) -> None:
        folds = name != "pre" and _breaks_wrap(element)
        self._text(element.text, flow=flow)
        for child in element:
            if folds and name_of(child).lower() == "br":
                self._out.append(" ")
            else:
                self._element(child, flow=flow)
            self._text(child.tail, flow=flow)

    def _text(self, text: str | None, *, flow: bool) -> None:
        if not text:
            return
        if self._escaped < _MAX_ESCAPED and is_escaped_markup(text):
            self._escaped += 1
            # Markup that was escaped on its way into XML. It is read by itself, so that what it opens ends with it.
            text = text_of(body_of(text, html=True))
            self._out.append("<br>".join(html.escape(line, quote=False) for line in text.split("\n")))
            return
        if flow and "\n" in text and (parts := paragraphs(text)) is not None:
            self._out.append("<br>".join(html.escape(part, quote=False) for part in parts))
        else:
            self._out.append(html.escape(text, quote=False))

    def _html_name(self, name: str) -> str:
        if self._names is not None:
            return self._names.get(name, "span")
        return _UNSAFE.get(name, name) if _NAME.match(name) else "span"

    def _attributes(self, element: etree._Element) -> str:
        if self._names is not None:
            href = element.get("href")
            return f' href="{html.escape(href)}"' if href else ""
        written = ((each, element.get(each)) for each in _ATTRIBUTES)
        return "".join(f' {each}="{html.escape(value)}"' for each, value in written if value is not None)


def _breaks_wrap(element: etree._Element) -> bool:
    """Whether the `<br>` in a paragraph are where a wire's column ended, and not where a line ends."""
    if not any(name_of(child).lower() == "br" for child in element):
        return False
    lines = [element.text or ""]
    for child in element:
        if name_of(child).lower() == "br":
            lines.append("")
        else:
            for part in child.itertext():
                lines[-1] += str(part)
                if len(lines[-1]) > _LONGER_THAN_A_COLUMN:
                    return False
        lines[-1] += child.tail or ""
        if len(lines[-1]) > _LONGER_THAN_A_COLUMN:
            return False
    return wrapped(lines)
