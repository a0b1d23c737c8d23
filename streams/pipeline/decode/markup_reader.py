"""Markup in normal form, read into drafts of blocks and the boxes that they stand in."""

from __future__ import annotations

from schemas import Removed
from streams.pipeline.budget import EVERY, Check
from streams.pipeline.decode.boxes import Box, Draft, ends_line
from streams.pipeline.decode.elements import CONTROLS, NO_TEXT, PLAIN, Style, begins_line, enter, is_box, said_by
from streams.pipeline.decode.limits import check_blocks
from streams.pipeline.decode.markup import VOID, plain, tokens

_TOP = Style("html", "paragraph", 0, "main", "", preformatted=False, folded=False)


class Reader:
    """Reads normal form into `drafts` of blocks in `boxes`, folding white space as a browser does.

    `elements` names each kind of element without text where it first stood.
    """

    def __init__(self, check: Check) -> None:
        self._check = check
        self.drafts: list[Draft] = []
        self.boxes = [Box("html", "", -1)]
        self.elements: dict[str, Removed] = {}
        self._length = 0
        # Of the block that is being written: its text, what holds where it begins, its letters, the links in it and their letters,
        # and the letters that are set as the first of them are, smaller or slanted.
        self._run: list[str] = []
        self._style: Style | None = None
        self._box = 0
        self._letters = 0
        self._linked = 0
        self._printed = 0
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
                        self._close()
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
                self._close()
            elif tag == "img":
                self.boxes[box].pictures += 1
            elif tag not in VOID:
                stack.append((tag_of_top, breaks, style, box, link))
                tag_of_top, breaks = tag, False
                if said is PLAIN:
                    continue
                boxed = is_box(tag, style, within_line=self._style is not None)
                breaks = boxed or begins_line(tag, said, style)
                style = enter(tag, said, style, boxed=boxed)
                if boxed:
                    self.boxes.append(Box(tag, said.names, box))
                    box = len(self.boxes) - 1
                elif tag == "a":
                    link = links = links + 1
                if breaks and run:
                    self._close()
        self._close()
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
            self._close()
            self._add(line, style, box, link)

    def _add(self, text: str, style: Style, box: int, link: int) -> None:
        self._run.append(text)
        if not text or text.isspace():
            return
        if self._style is None:
            self._style, self._box = style, box
        letters = len(text) - text.count(" ")
        self._letters += letters
        if style.print and style.print == self._style.print:
            self._printed += letters
        if link:
            self._linked += letters
            self._anchors.add(link)

    def _line_break(self, style: Style) -> None:
        """A <br>: the end of a line, but a headline that is set in two lines is one headline."""
        if style.kind == "heading":
            self._run.append(" ")
        else:
            self._close()

    def _close(self) -> None:
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
                    style.print if self._printed == self._letters else "",
                )
            )
            if len(self.drafts) % EVERY == 0:
                check_blocks(len(self.drafts))
                self._check()
            self._length += len(line) + 1
            self._style = None
            self._letters = self._linked = self._printed = 0
            self._anchors.clear()
        self._run.clear()

    def element(self, name: str) -> None:
        """Names an element that is not shown, the first of its kind: a page can hold thousands, and their number tells nobody anything."""
        if name not in self.elements:
            self.elements[name] = Removed(role="element", text=name, start=self._length, end=self._length, rule="html.no_text")
