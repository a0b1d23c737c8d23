"""Build a document of items that a format sets apart, block by block."""

from __future__ import annotations

import msgspec

from schemas import Decision, Removed
from streams.pipeline.decode.document import Block, BlockKind, Document, Metadata, Part, Told


class DocumentWriter:
    """Collects the text of one item after the other: `begin` opens an item, `block` and `take` give it text."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._elements: list[Removed] = []
        self._parts: list[Part] = []
        self._open: tuple[int, Metadata] | None = None

    def begin(self, metadata: Metadata) -> None:
        """Open the next item. One that gets no text is none."""
        self._close()
        self._open = (len(self._blocks), metadata)

    def block(self, text: str | None, *, told: Told | None = None, kind: BlockKind = "paragraph", level: int = 0) -> None:
        """Add a block of plain text to the item; each of its lines is a block. Nothing where there is no visible text."""
        for line in (text or "").splitlines():
            if shown := line.strip():
                self._blocks.append(
                    Block(start=self._length, end=self._length + len(shown), kind=kind, level=level, told=told),
                )
                self._add(shown + "\n")

    def take(self, document: Document) -> None:
        """Add the whole of `document` to the item: a body in a format of its own, such as HTML. Its metadata is not taken."""
        at = self._length
        self._blocks += (msgspec.structs.replace(block, start=block.start + at, end=block.end + at) for block in document.blocks)
        self._elements += (msgspec.structs.replace(each, start=each.start + at, end=each.end + at) for each in document.elements)
        self._add(document.text if document.text.endswith("\n") else document.text + "\n")

    def document(self, *decisions: Decision) -> Document:
        """The document of the items so far. Where none has text, it has no blocks."""
        self._close()
        return Document(
            text="".join(self._text),
            blocks=tuple(self._blocks),
            markup=True,
            elements=tuple(self._elements),
            decisions=decisions,
            parts=tuple(self._parts),
        )

    def _add(self, text: str) -> None:
        self._text.append(text)
        self._length += len(text)

    def _close(self) -> None:
        if self._open is not None and self._open[0] < len(self._blocks):
            self._parts.append(Part(first=self._open[0], end=len(self._blocks), metadata=self._open[1]))
        self._open = None
