"""The document: what decoding gives, whatever the format was."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from schemas import Decision, Removed

BlockKind: TypeAlias = Literal["line", "paragraph", "heading", "item", "cell", "quote", "caption"]
Zone: TypeAlias = Literal["main", "navigation", "footer", "aside"]


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """One block of text: a line of a text item, a block element of markup.

    `start` and `end` are code points in the document's text. `level` is the level of a heading, 1 to 6, else 0. `linked` is the share of
    the block's letters that are links, 0 to 1, and `links` their number. `hints` are the class names, ids and roles around the block, in
    lower case.
    """

    start: int
    end: int
    kind: BlockKind = "line"
    level: int = 0
    zone: Zone = "main"
    linked: float = 0.0
    links: int = 0
    hints: str = ""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """Decoded text in blocks.

    `text` is the text of the item, for markup the visible text with one block a line: all offsets count code points in it. `titles` are
    what the head of a page says the headline is, `language` the language it declares. `elements` names what was markup and no text.
    """

    text: str
    blocks: tuple[Block, ...]
    markup: bool = False
    titles: tuple[str, ...] = ()
    language: str | None = None
    elements: tuple[Removed, ...] = ()
    decisions: tuple[Decision, ...] = ()
