"""Pages for tests: a text or a page's markup as the raw item, the lines and the records that come of it."""

from __future__ import annotations

from typing import Any

import msgspec

from schemas import RawItem, Record
from streams.pipeline import Published, process
from streams.pipeline.clean import Line, read_lines
from streams.pipeline.decode import Document, decode

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"

STORY = (
    "The old harbour bridge at Senna reopened to traffic on Monday after two years of repairs that cost nine million.",
    "Engineers replaced every cable and most of the deck, which the flood of the spring had bent beyond repair.",
    "The mayor crossed first, in a lorry loaded with sand, and said that the town had waited long enough.",
    "Buses will use the bridge from Thursday, and a path for cyclists is to follow before the summer.",
)
HEADLINE = "Harbour bridge at Senna reopens after two years"
"""A story with its headline, for pages around which the markup is what is tested."""


def item(data: str | bytes, content_type: str | None = TEXT, **attributes: Any) -> RawItem:
    """A raw item with `data` as its payload; attributes that are not given are those of an agency called Madar."""
    payload = {"data": data} if isinstance(data, str) else {"data_base64": data}
    known = {"specversion": "1.0", "id": "1", "source": "https://madar.example/ar", "type": "wire.raw", "datacontenttype": content_type}
    return msgspec.convert(known | payload | attributes, RawItem, builtin_types=(bytes,))


def document(markup: str) -> Document:
    """The document of an HTML page."""
    return decode(item(markup, HTML))


def lines(text: str, content_type: str = TEXT) -> tuple[Line, ...]:
    """The lines of display text of an item."""
    return read_lines(decode(item(text, content_type))).parts[0].lines


def line(text: str, content_type: str = TEXT) -> Line:
    """The only line of an item."""
    (only,) = lines(text, content_type)
    return only


def records(text: str, content_type: str = TEXT, **attributes: Any) -> tuple[Record, ...]:
    """The records of an item, which must be one that has any."""
    outcome = process(item(text, content_type, **attributes))
    assert isinstance(outcome, Published), outcome
    return outcome.records


def paragraphs(record: Record) -> list[str]:
    """A record's running text under its headline and standfirst."""
    return [record.lead, *record.body]


def set_aside(found: tuple[Record, ...]) -> list[tuple[str, str]]:
    """Role and text of all that was taken out of the records' item as no running text, in page order; parts of the markup aside."""
    spans = sorted((span for record in found for span in record.removed if span.role != "element"), key=lambda span: span.start)
    return [(span.role, span.text) for span in spans]
