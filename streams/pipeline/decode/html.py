"""HTML to a document: the visible text, one block a line, with what the markup says about each block.

Read in the normal form that selectolax's Lexbor parser gives, which follows the HTML standard's error handling, so broken markup is read as
a browser reads it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from schemas import Decision, Removed
from streams.pipeline.budget import EVERY, Check, unlimited
from streams.pipeline.decode.boxes import Box, Draft, ends_line, hints_of
from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, Document, Part
from streams.pipeline.decode.elements import BLOCKS, CONTROLS, MAX_HINTS, NO_TEXT, PLAIN, Style, begins_line, enter, said_by
from streams.pipeline.decode.limits import check_blocks, check_growth, check_markup
from streams.pipeline.decode.linked_text import fill_in
from streams.pipeline.decode.main_content import lay_out
from streams.pipeline.decode.markup import VOID, normal_form, plain, tokens
from streams.pipeline.decode.page_metadata import Told, told_by

_CELL_DEPTH = 6
"""Boxes between a row of a table and the text of its cells."""


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
    reader = _Reader(check)
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


def _fill_in(reader: _Reader, text: str, check: Check) -> bool:
    """Adds what the page leaves out of the text that it tells, which may be markup, and says whether that was anything."""
    markup = text if "</" in text or "<br" in text else text.replace("\n", "<br>")
    check_markup(markup)
    told = _Reader(check)
    told.read(normal_form(markup).body)
    filled_in = fill_in(reader.drafts, reader.boxes, told.drafts)
    check_blocks(len(reader.drafts))
    return filled_in


def _blocks(reader: _Reader, told: Told, parts: list[str]) -> tuple[Block, ...]:
    """The blocks; `parts` are the lines of the text, each with its end behind it, and get their cells joined."""
    layout = lay_out(reader.drafts, reader.boxes, told.titles)
    hints = hints_of(reader.drafts, reader.boxes, layout.root, MAX_HINTS)
    blocks: list[Block] = []
    row = None
    for i, (draft, zone, names) in enumerate(zip(reader.drafts, layout.zones, hints, strict=True)):
        block = Block(
            start=draft.start,
            end=draft.start + len(draft.text),
            kind=draft.kind,
            level=draft.level,
            zone=zone,
            linked=round(draft.linked / draft.letters, 3) if draft.letters else 0.0,
            links=draft.links,
            hints=names,
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


_FILLED_IN = Decision(what="text", value="linked data", score=1.0, rule="html.linked_text")
_TOP = Style("html", "paragraph", 0, "main", "", preformatted=False, folded=False)


class _Reader:
    """Reads normal form into drafts of blocks, folding white space as a browser does.

    `elements` names each kind of element without text where it first stood.
    """

    def __init__(self, check: Check) -> None:
        self._check = check
        self.drafts: list[Draft] = []
        self.boxes = [Box("html", "", -1)]
        self.elements: dict[str, Removed] = {}
        self._length = 0
        # Of the block that is being written: its text, what holds where it begins, its letters, the links in it and their letters.
        self._run: list[str] = []
        self._style: Style | None = None
        self._box = 0
        self._letters = 0
        self._linked = 0
        self._anchors: set[int] = set()

    def read(self, markup: str) -> None:
        """Depth first without recursion, so that the depth of the markup is no limit."""
        style, box, link, links = _TOP, 0, 0, 0
        tag_of_top, breaks = "html", True
        stack: list[tuple[str, bool, Style, int, int]] = []
        run = self._run
        unseen = 0  # elements open inside of one that is not shown, itself included
        unseen_tag = ""
        for text, closes, tag, written in tokens(markup):
            if unseen:
                if tag == unseen_tag:
                    unseen += -1 if closes else 1
                continue
            if text and not style.folded:
                if style.preformatted or "&" in text:
                    self._written(text, style, box, link)
                elif not text.isspace():
                    self._add(text, style, box, link)
                elif run:
                    # White space before the text of a block is none of it.
                    run.append(text)
            if closes:
                if tag == tag_of_top and stack:
                    if breaks and run:
                        self.close()
                    tag_of_top, breaks, style, box, link = stack.pop()
            elif tag == "br":
                self._line_break(style)
            elif not tag:
                continue
            elif tag in NO_TEXT or (said := said_by(tag, written)).hidden or (style.folded and tag != "summary"):
                self.element(tag)
                if tag in CONTROLS:
                    self.boxes[box].controls += 1
                if tag not in VOID:
                    unseen, unseen_tag = 1, tag
            elif tag == "hr":
                self.close()
            elif tag == "img":
                self.boxes[box].pictures += 1
            elif tag not in VOID:
                stack.append((tag_of_top, breaks, style, box, link))
                tag_of_top, breaks = tag, False
                if said is PLAIN:
                    continue
                breaks = tag in BLOCKS or begins_line(tag, said, style)
                style = enter(tag, said, style)
                if tag in BLOCKS:
                    self.boxes.append(Box(tag, said.names, box))
                    box = len(self.boxes) - 1
                elif tag == "a":
                    link = links = links + 1
                if breaks and run:
                    self.close()
        self.close()
        check_blocks(len(self.drafts))

    def _written(self, written: str, style: Style, box: int, link: int) -> None:
        """Text as it is written in normal form; each line of preformatted text is a block."""
        text = plain(written)
        if not style.preformatted:
            self._add(text, style, box, link)
            return
        first, *others = text.split("\n")
        self._add(first, style, box, link)
        for line in others:
            self.close()
            self._add(line, style, box, link)

    def _add(self, text: str, style: Style, box: int, link: int) -> None:
        self._run.append(text)
        if not text or text.isspace():
            return
        if self._style is None:
            self._style, self._box = style, box
        letters = len(text) - text.count(" ")
        self._letters += letters
        if link:
            self._linked += letters
            self._anchors.add(link)

    def _line_break(self, style: Style) -> None:
        """A <br>: the end of a line, but a headline that is set in two lines is one headline."""
        if style.kind == "heading":
            self._run.append(" ")
        else:
            self.close()

    def close(self) -> None:
        """End the block that is being written."""
        style = self._style
        if style is not None and (line := " ".join("".join(self._run).split())):
            self.drafts.append(
                Draft(
                    line,
                    self._length,
                    style.kind,
                    style.level,
                    style.zone,
                    style.names,
                    self._box,
                    self._letters,
                    self._linked,
                    len(self._anchors),
                    2 * self._linked >= self._letters,
                    ends_line(line),
                )
            )
            if len(self.drafts) % EVERY == 0:
                check_blocks(len(self.drafts))
                self._check()
            self._length += len(line) + 1
            self._style = None
            self._letters = self._linked = 0
            self._anchors.clear()
        self._run.clear()

    def element(self, name: str) -> None:
        """Names an element that is not shown, the first of its kind: a page can hold thousands, and their number tells nobody anything."""
        if name not in self.elements:
            self.elements[name] = Removed(role="element", text=name, start=self._length, end=self._length, rule="html.no_text")
