"""What a page is before it is set as text or as HTML: blocks in reading order, and the items that a reader sees in them."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from tests.accuracy.composer.report import tokens

Role: TypeAlias = Literal[
    "header", "headline", "standfirst", "byline", "timestamp", "caption", "label", "dateline",
    "p", "subhead", "listitem", "row", "entrytime",
    "credit", "terminator", "separator", "notice", "related", "section", "promo", "footer",
    "brief", "briefheadline",
]  # fmt: skip
"""What a block is; a shell has a tag for each, `p` for those that it does not name."""

JUDGED = ("notice", "related", "section", "credit", "dateline")
"""Roles that `removed` lists, as the pages that the program is judged on list them. Other furniture is kept apart."""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the page. `before` and `after` are marks that stand on the line and are not part of the item's text."""

    role: Role
    text: str
    before: str = ""
    after: str = ""
    item: int | None = None
    """The item that `text` is a paragraph of."""

    @property
    def line(self) -> str:
        """The line as the desk sends it."""
        return f"{self.before}{self.text}{self.after}"


class Item(msgspec.Struct, kw_only=True):
    """A story or brief as a careful reader sees it."""

    kind: Literal["story", "brief"]
    headline: str | None = None
    standfirst: str | None = None
    paragraphs: list[str] = msgspec.field(default_factory=list)
    spans: list[tuple[int, int]] = msgspec.field(default_factory=list)
    """First and last-plus-one code point of each paragraph in the event's data; empty for HTML."""


class Span(msgspec.Struct, frozen=True):
    """Text that stands on the page and belongs to no item."""

    role: str
    text: str


class Page(msgspec.Struct):
    """A page as it is put together."""

    shape: str
    items: list[Item] = msgspec.field(default_factory=list)
    blocks: list[Block] = msgspec.field(default_factory=list)
    removed: list[Span] = msgspec.field(default_factory=list)
    furniture: list[Span] = msgspec.field(default_factory=list)

    def mark(self, role: str, text: str) -> None:
        """Note that `text` is on the page and in no item."""
        span = Span(role, text.strip())
        (self.removed if role in JUDGED else self.furniture).append(span)

    def add(self, role: Role, text: str, *, before: str = "", after: str = "", item: int | None = None) -> None:
        """Set a block; what is no item's text is noted as furniture."""
        self.blocks.append(Block(role=role, text=text, before=before, after=after, item=item))
        if item is not None:
            self.items[item].paragraphs.append(text)
        elif role not in ("headline", "briefheadline", "standfirst"):
            self.mark(role, text)

    def headline(self) -> str | None:
        """The headline that the page as a whole goes by: its first story's, or that of its only brief."""
        story = next((item.headline for item in self.items if item.kind == "story" and item.headline), None)
        return story or (self.items[0].headline if len(self.items) == 1 else None)

    def settle(self) -> None:
        """Keep among the judged spans only those that no item says too: they could not be told from a leak."""
        told = f" {' '.join(tokens(' '.join(text for item in self.items for text in (item.headline or '', *item.paragraphs))))} "
        doubtful = [span for span in self.removed if span.role not in ("credit", "dateline") and f" {' '.join(tokens(span.text))} " in told]
        self.removed = [span for span in self.removed if span not in doubtful]
        self.furniture += doubtful
