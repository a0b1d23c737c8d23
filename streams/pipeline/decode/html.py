"""HTML to a document: the visible text, one block a line, with what the markup says about each block.

Read with selectolax's Lexbor parser, which follows the HTML standard's error handling, so broken markup is read as a browser reads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from schemas import Removed
from streams.pipeline.decode.charset import Text
from streams.pipeline.decode.document import Block, Document
from streams.pipeline.decode.elements import Frame, enter, is_text, outside
from streams.pipeline.decode.limits import check_markup

_SPACE = re.compile(r"\s+")


def read_html(decoded: Text) -> Document:
    """The visible text of the page in blocks. A page without visible text gives no blocks. Raises TooComplex as `check_markup` does."""
    check_markup(decoded.text)
    tree = LexborHTMLParser(decoded.text)
    writer = _Writer()
    root = tree.root
    if root is not None:
        _walk(root, writer)
    language = root.attributes.get("lang") if root is not None else None
    return Document(
        text="".join(writer.parts),
        blocks=tuple(writer.blocks),
        markup=True,
        titles=_titles(tree),
        language=language or None,
        elements=_once_each(writer.elements),
        decisions=(decoded.decision,),
    )


@dataclass(slots=True)
class _Writer:
    """Collects text into blocks, folding white space as a browser does."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    elements: list[Removed] = field(default_factory=list)
    _run: list[str] = field(default_factory=list)
    _letters: int = 0
    _linked: int = 0
    _anchors: set[int] = field(default_factory=set)
    _frame: Frame | None = None

    def text(self, text: str, frame: Frame) -> None:
        if self._frame is None and not text.isspace():
            self._frame = frame
        self._run.append(text)
        letters = len(text) - text.count(" ")
        self._letters += letters
        if frame.link:
            self._linked += letters
            if letters:
                self._anchors.add(frame.link)

    def lines(self, text: str, frame: Frame) -> None:
        """Preformatted text: each line of it is a block."""
        first, *others = text.split("\n")
        self.text(first, frame)
        for line in others:
            self.close()
            self.text(line, frame)

    def close(self) -> None:
        """End the block that is being written."""
        line = _SPACE.sub(" ", "".join(self._run)).strip(" ")
        if line and self._frame is not None:
            start = self.length
            self.parts += (line, "\n")
            self.length += len(line) + 1
            frame = self._frame
            self.blocks.append(
                Block(
                    start=start,
                    end=start + len(line),
                    kind=frame.kind,
                    level=frame.level,
                    zone=frame.zone,
                    linked=round(self._linked / self._letters, 3) if self._letters else 0.0,
                    links=len(self._anchors),
                    hints=frame.hints,
                )
            )
        self._run.clear()
        self._anchors.clear()
        self._letters = self._linked = 0
        self._frame = None

    def element(self, name: str) -> None:
        self.elements.append(Removed(role="element", text=name, start=self.length, end=self.length, rule="html.no_text"))


def _walk(root: LexborNode, writer: _Writer) -> None:
    """Depth first without recursion, so that the depth of the markup is no limit."""
    stack: list[Frame] = [outside(root)]
    node: LexborNode | None = root.child
    while node is not None or stack:
        if node is None:
            frame = stack.pop()
            if frame.breaks:
                writer.close()
            node = frame.node.next if stack else None
            continue
        above = stack[-1]
        tag = node.tag or ""
        if tag == "-text":
            if above.preformatted:
                writer.lines(node.text_content or "", above)
            else:
                writer.text(node.text_content or "", above)
        elif tag == "br" and above.kind == "heading":
            # A headline that is set in two lines is one headline.
            writer.text(" ", above)
        elif tag == "br":
            writer.close()
        elif tag and tag[0] not in "-!":
            if not is_text(node, tag):
                writer.element(tag)
            else:
                frame = enter(node, tag, above)
                if frame.breaks:
                    writer.close()
                child = node.child
                stack.append(frame)
                node = child
                continue
        node = node.next
    writer.close()


def _titles(tree: LexborHTMLParser) -> tuple[str, ...]:
    """What the head names as the page's title, the most telling first."""
    found: list[str] = []
    for selector, attribute in (('meta[property="og:title"]', "content"), ('meta[name="twitter:title"]', "content"), ("title", "")):
        node = tree.css_first(selector)
        if node is not None:
            text = (node.attributes.get(attribute) if attribute else node.text()) or ""
            text = _SPACE.sub(" ", text).strip()
            if text and text not in found:
                found.append(text)
    return tuple(found)


def _once_each(elements: list[Removed]) -> tuple[Removed, ...]:
    """Each kind of element at its first place; a page can hold thousands, and their number tells nobody anything."""
    first: dict[str, Removed] = {}
    for element in elements:
        first.setdefault(element.text, element)
    return tuple(first.values())
