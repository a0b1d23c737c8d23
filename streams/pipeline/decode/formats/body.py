"""Texts as items hold them in their fields: HTML, plain text, or what shows only when it is looked at."""

from __future__ import annotations

import re

from schemas import Decision
from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Document
from streams.pipeline.decode.html import read_html
from streams.pipeline.decode.text import read_text
from streams.pipeline.errors import TooComplex

MAX_LINES = 50_000
"""Lines of one body, blank ones among them: five times what an item may have in all."""

_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*+)(?=[\s/>])[^<>]*+>")
# All elements that HTML has or has had. Other words in angle brackets are text: `<AAPL.O>`, `<name withheld>`.
_ELEMENTS = frozenset(
    "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption "
    "center cite code col colgroup data dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu "
    "meta meter nav nobr noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section select "
    "small source span strike strong style sub summary sup svg table tbody td textarea tfoot th thead time title tr track tt u ul var "
    "video wbr".split()
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")


def is_markup(text: str) -> bool:
    """Whether `text`, of a field that may hold either, is HTML: it has a tag of it, or a character reference."""
    return _REFERENCE.search(text) is not None or any(tag[1].lower() in _ELEMENTS for tag in _TAG.finditer(text))


def one_line(text: str | None) -> str | None:
    """A title as one line of plain text, its markup read where it has any; None where nothing of it is seen."""
    if text is None:
        return None
    if is_markup(text):
        document = read_html(field_text(text))
        text = " ".join(document.text[block.start : block.end] for block in document.blocks)
    return " ".join(text.split()) or None


def body_of(text: str | None, *, html: bool | None = None) -> Document | None:
    """The body in `text`: HTML, plain text, or where `html` is None what it looks like. None where nothing of it is seen.

    Raises TooComplex as `read_html` does, and for more than MAX_LINES lines.
    """
    if text is None or not text.strip():
        return None
    if text.count("\n") > MAX_LINES:
        raise TooComplex(f"a text of the item has more than {MAX_LINES:,} lines", "decode")
    document = read_html(field_text(text)) if (is_markup(text) if html is None else html) else read_text(field_text(text))
    return document if document.blocks else None


def text_of(document: Document | None) -> str:
    """The text in the blocks of `document`, one a line."""
    return "" if document is None else "\n".join(document.text[block.start : block.end] for block in document.blocks)


def field_text(text: str) -> Text:
    """A field's text, whose charset was found with the payload's."""
    return Text(text=text, decision=Decision(what="charset", value="utf-8", score=1.0, rule="charset.field"))
