"""HTML to a document: the visible text, one block a line, with what the markup says about each block.

Read in the normal form that selectolax's Lexbor parser gives, which follows the HTML standard's error handling, so broken markup is read as
a browser reads it.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape

import msgspec

from schemas import Decision
from streams.pipeline.budget import Check, unlimited
from streams.pipeline.decode.boxes import Box, Draft, hints_of
from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, Document, Part
from streams.pipeline.decode.elements import MAX_HINTS
from streams.pipeline.decode.limits import check_blocks, check_growth, check_markup
from streams.pipeline.decode.linked_text import fill_in
from streams.pipeline.decode.main_content import lay_out
from streams.pipeline.decode.markup import normal_form
from streams.pipeline.decode.markup_reader import Reader
from streams.pipeline.decode.page_metadata import Told, told_by

_CELL_DEPTH = 6
"""Boxes between a row of a table and the text of its cells."""
_FILLED_IN = Decision(what="text", value="linked data", score=1.0, rule="html.linked_text")


def read_html(decoded: Text, check: Check = unlimited) -> Document:
    """The visible text of the page in blocks. A page without visible text gives no blocks.

    Raises TooComplex over one of `limits`, and where `check` does.
    """
    check_markup(decoded.text)
    check()
    page = normal_form(decoded.text)
    check_growth(decoded.text, page.body)
    check()
    told = told_by(page)
    reader = Reader(check)
    if page.head not in ("", "<head></head>"):
        reader.element("head")
    reader.read(page.body)
    check()
    decisions = (decoded.decision, _FILLED_IN) if told.text is not None and _fill_in(reader, told.text, check) else (decoded.decision,)
    parts = [part for draft in reader.drafts for part in (draft.text, "\n")]
    blocks = _blocks(reader, told, parts)
    return Document(
        text="".join(parts),
        blocks=blocks,
        markup=True,
        titles=told.titles,
        language=page.language,
        elements=tuple(reader.elements.values()),
        decisions=decisions,
        parts=(Part(first=0, end=len(blocks), metadata=told.metadata, page=True),) if blocks and told.metadata is not None else (),
    )


def _fill_in(reader: Reader, text: str, check: Check) -> bool:
    """Adds what the page leaves out of the text that it tells, which may be markup, and says whether that was anything."""
    if "&lt;/" in text or "&lt;br" in text:
        text = unescape(text)  # markup that was escaped once more than it had to be
    markup = text if "</" in text or "<br" in text else text.replace("\n", "<br>")
    check_markup(markup)
    told = Reader(check)
    told.read(normal_form(markup).body)
    filled_in = fill_in(reader.drafts, reader.boxes, told.drafts)
    check_blocks(len(reader.drafts))
    return filled_in


def _blocks(reader: Reader, told: Told, parts: list[str]) -> tuple[Block, ...]:
    """The blocks; `parts` are the lines of the text, each with its end behind it, and get their cells joined."""
    layout = lay_out(reader.drafts, reader.boxes, told.titles)
    hints = hints_of(reader.drafts, reader.boxes, layout.root, MAX_HINTS)
    blocks: list[Block] = []
    row: int | None = None
    before: int | None
    for i, (draft, zone, names) in enumerate(zip(reader.drafts, layout.zones, hints, strict=True)):
        block = Block(
            start=draft.start,
            end=draft.start + len(draft.text),
            kind=draft.kind,
            level=draft.level,
            zone=zone,
            linked=round(draft.linked / draft.letters, 3) if draft.linked else 0.0,
            links=draft.links,
            hints=names,
            print=draft.print,
        )
        before, row = row, _row_of(draft, reader.boxes) if draft.kind == "cell" else None
        if row is not None and row == before and blocks[-1].zone == zone:
            # The cells of a row are one line, as a browser copies them.
            parts[2 * i - 1] = " "
            blocks[-1] = msgspec.structs.replace(
                blocks[-1], end=block.end, linked=max(blocks[-1].linked, block.linked), links=blocks[-1].links + block.links
            )
        else:
            blocks.append(block)
    return tuple(blocks)


def _row_of(draft: Draft, boxes: Sequence[Box]) -> int | None:
    """The number of the table row that the draft is in."""
    at = draft.box
    for _ in range(_CELL_DEPTH):
        if boxes[at].tag == "tr" or boxes[at].parent < 0:
            break
        at = boxes[at].parent
    return at if boxes[at].tag == "tr" else None
