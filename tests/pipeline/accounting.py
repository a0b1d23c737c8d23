"""The account of a page's text: every visible character is in a field of a record, or in a removed span."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from schemas import RawItem, Record, Removed
from streams.pipeline.decode import decode
from streams.text.display import display


def kept(raw: RawItem, records: tuple[Record, ...]) -> str:
    """What is left of the item's decoded text when the removed spans are taken out: visible characters."""
    text = list(decode(raw).text)
    for span in removed(records):
        for at in range(span.start, span.end):
            text[at] = "\n"
    return squeeze("".join(text))


def told(records: tuple[Record, ...]) -> str:
    """The running text of the records, in page order: visible characters."""
    parts = [part for record in records for part in (record.headline, record.standfirst, record.lead, *record.body)]
    return squeeze("\n".join(filter(None, parts)))


def removed(records: tuple[Record, ...]) -> list[Removed]:
    """Every removed span with text, in page order."""
    spans = [span for record in records for span in record.removed if span.role != "element"]
    return sorted(spans, key=lambda span: (span.start, span.end))


def overlapping(records: tuple[Record, ...]) -> list[tuple[Removed, Removed]]:
    """Pairs of removed spans that share a character; there must be none, but for controls inside a span that went as a whole."""
    spans = [span for span in removed(records) if span.role != "control"]
    return [(one, other) for one, other in pairwise(spans) if other.start < one.end]


def squeeze(text: str) -> str:
    """Display text without white space and format characters, whose place depends on their neighbours.

    One of them inside a broken character reference makes it whole by its going, so this is done until nothing changes.
    """
    shown = "".join(display(line) for line in text.split("\n"))
    shown = "".join(char for char in shown if not char.isspace() and unicodedata.category(char) != "Cf")
    return shown if shown == text else squeeze(shown)
