"""What the tests of the wires and of e-mail share: a document as the items it holds."""

from __future__ import annotations

from pathlib import Path

from streams.pipeline.decode.document import Document, Metadata
from streams.pipeline.decode.formats import Format
from streams.pipeline.errors import DecodeError, Rejected, TooComplex

VENDORS = Path(__file__).parents[4] / "shared" / "data" / "formats"
"""Files of real vendors, where they stand beside the checkout."""


def items(document: Document) -> list[tuple[Metadata, list[tuple[str | None, str]]]]:
    """The items of a document: what is said about each, and its blocks as (told, text)."""
    return [
        (part.metadata, [(block.told, document.text[block.start : block.end]) for block in document.blocks[part.first : part.end]])
        for part in document.parts
    ]


def check(document: Document) -> None:
    """Every visible character is in a block, and every block in a part."""
    at = 0
    for block in document.blocks:
        assert not document.text[at : block.start].strip()
        assert at <= block.start < block.end <= len(document.text)
        at = block.end
    assert not document.text[at:].strip()
    first = 0
    for part in document.parts:
        assert part.first == first < part.end
        first = part.end
    assert first == len(document.blocks)


def read_or_reject(form: Format, payload: bytes, charset: str | None = None) -> Document | Rejected:
    """The document, checked, or why there is none; any exception that a format may not raise goes through."""
    form.recognises(payload[:4096])
    try:
        document = form.read(payload, charset)
    except (DecodeError, TooComplex) as rejected:
        return rejected
    check(document)
    return document
