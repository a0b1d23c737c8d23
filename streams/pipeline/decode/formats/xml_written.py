"""Bodies of an item put together, and what stands in them that a field of the item says too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import msgspec
from lxml import etree

from streams.pipeline.decode.document import Document, Told
from streams.pipeline.decode.formats.writer import DocumentWriter
from streams.pipeline.decode.formats.xml_body import read_body
from streams.pipeline.decode.formats.xml_values import name_of, text
from streams.text.match_key import words

# Where in a body the lines stand that fields say too: a byline before the text or behind it.
_FIRST, _LAST = 4, 3
_HEADINGS = 3


def joined_body(bodies: Sequence[Document]) -> Document | None:
    """The bodies as one, None where they have no text."""
    found = [body for body in bodies if body.blocks]
    if len(found) < 2:
        return found[0] if found else None
    writer = DocumentWriter()
    for body in found:
        writer.take(body)
    return writer.document()


def all_told(body: Document, told: Told) -> Document:
    """The body with `told` on all its blocks."""
    return msgspec.structs.replace(body, blocks=tuple(msgspec.structs.replace(block, told=told) for block in body.blocks))


def told_again(body: Document, fields: Mapping[Told, str | None]) -> Document:
    """The body with `told` on the blocks at its ends that say what one of `fields` says, which are named for what they tell."""
    sought = {tuple(words(value)): told for told, value in fields.items() if value}
    # A block that is much longer than all of them is the text.
    longest = max((2 * len(value) for value in fields.values() if value), default=0)
    ends = {*range(min(_FIRST, len(body.blocks) - 1)), *range(max(1, len(body.blocks) - _LAST), len(body.blocks))}
    blocks = list(body.blocks)
    for i in ends:
        if blocks[i].end - blocks[i].start > longest:
            continue
        told = sought.get(tuple(words(body.text[blocks[i].start : blocks[i].end])))
        if told is not None and blocks[i].told is None:
            blocks[i] = msgspec.structs.replace(blocks[i], told=told)
    return msgspec.structs.replace(body, blocks=tuple(blocks))


def xhtml_body(element: etree._Element, headline: str | None) -> Document:
    """The text of XHTML without the headline, where that stands in it once more as a heading.

    Some agencies write the whole head of a page into the body: subject line, time, genre and headline in a `header`. What else is in such
    a header is the item's metadata over again, a note. Raises TooComplex as `read_html` does.
    """
    sought = words(headline) if headline else []
    headings = islice(element.iter("{*}h1", "{*}h2"), _HEADINGS) if sought else ()
    heading = next((each for each in headings if words(text(each) or "") == sought), None)
    if heading is None:
        return read_body(element)
    header, tail = heading.getparent(), heading.tail
    heading.clear()
    heading.tail = tail
    return read_body(element, told={"header": "note"} if header is not None and name_of(header) == "header" else None)
