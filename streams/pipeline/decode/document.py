"""The document: what decoding gives, whatever the format was."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from schemas import Dateline, Decision, Link, Media, Removed, Status, Subject

BlockKind: TypeAlias = Literal["line", "paragraph", "heading", "item", "cell", "quote", "caption"]
Zone: TypeAlias = Literal["main", "navigation", "footer", "aside"]
Print: TypeAlias = Literal["", "small", "slanted"]
Told: TypeAlias = Literal["headline", "standfirst", "byline", "dateline", "credit", "notice", "caption", "note"]


class Block(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One block of text: a line of a text item, a block element of markup.

    `start` and `end` are code points in the document's text. `level` is the level of a heading, 1 to 6, else 0. `linked` is the share of
    the block's letters that are links, 0 to 1, and `links` their number. `hints` are the class names, ids and roles around the block, in
    lower case. `print` is how all of it is set, where that is not as text usually is. `told` is what a format that has a place for it says
    that the block is; None for running text and where nothing is said.
    """

    start: int
    end: int
    kind: BlockKind = "line"
    level: int = 0
    zone: Zone = "main"
    linked: float = 0.0
    links: int = 0
    hints: str = ""
    print: Print = ""
    told: Told | None = None


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What a format says about an item beside its text; the fields are those of a record. What it does not say is None or empty.

    `language` is the tag as declared. `dateline`, `byline`, `credit`, `notice` and `headline` are what fields of their own say: where they
    stand in the text itself they are blocks that are `told`. `agencies` are names that the item's provider goes by.
    """

    guid: str | None = None
    version: int | None = None
    headline: str | None = None
    urgency: int | None = None
    status: Status | None = None
    embargoed_until: datetime | None = None
    created_at: datetime | None = None
    published_at: datetime | None = None
    slugline: str | None = None
    editorial_note: str | None = None
    language: str | None = None
    byline: str | None = None
    dateline: Dateline | None = None
    credit: str | None = None
    notice: str | None = None
    copyright: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    links: tuple[Link, ...] = ()
    media: tuple[Media, ...] = ()
    agencies: tuple[str, ...] = ()


NOTHING_TOLD = Metadata()
"""Of a page that says nothing about itself."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """An item that the format itself sets apart: `blocks[first:end]` of its document, and what is said about it.

    `page` says that it is a page as published, on which other items may stand; a news format sends one item at a time.
    """

    first: int
    end: int
    metadata: Metadata
    page: bool = False


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Decoded text in blocks.

    `text` is the text of the item: all offsets count code points in it. For markup it is the visible text with one block a line, and what
    linked data give of a story that the page does not show. `titles` are what the head of a page says the headline is, `language` the
    language it declares. `elements` names what was markup and no text. `parts` are the items that the format sets apart, in order, every
    block in one of them; a page is one part. Each part may still hold several items that only reading it tells apart.
    """

    text: str
    blocks: tuple[Block, ...]
    markup: bool = False
    titles: tuple[str, ...] = ()
    language: str | None = None
    elements: tuple[Removed, ...] = ()
    decisions: tuple[Decision, ...] = ()
    parts: tuple[Part, ...] = ()
