"""Pages as text: how paragraphs are laid out on lines."""

from __future__ import annotations

import random
import textwrap

from tests.accuracy.composer.page import Block, Page

BREAKS = {
    "lines": "\n",
    "blank": "\n\n",
    "wrapped": "\n\n",
    "indented": "\n",
    "crlf": "\r\n",
    "pasted": "\n",
    "ragged": "\n",
    "grouped": "\n",
    "tabbed": "\n",
    "narrow": "\n\n",
    "hanging": "\n",
    "flowed": "\n\n",
    "spaced": "\n\n",
    "emspaced": "\n",
}
"""What stands between two blocks. `wrapped` and `indented` break lines at a column, as teleprinters did; `pasted` is a web page
copied with its menus; `ragged` has blank lines here and there, and spaces at line ends; `grouped` has blank lines between items and none
within; `tabbed` sets paragraphs in by a tab. `narrow` is as wide as a newspaper's column; `hanging` sets all lines of a paragraph in but
the first; `flowed` leaves a space before each break that is none (RFC 3676, section 4); `spaced` has one blank line between paragraphs
and two between items; `emspaced` begins paragraphs with two em spaces."""
ABOVE = ("headline", "standfirst", "byline", "timestamp", "caption", "dateline", "briefheadline", "entrytime")
"""Roles of blocks that belong to what is below them."""
NARROW = ("section", "separator", "terminator", "notice", "related")


def set_plain(rng: random.Random, page: Page, layout: str, top: list[str], bottom: list[str]) -> str:
    """The page's text. Each item's `spans` are filled in; `top` and `bottom` are a pasted page's menus."""
    width = rng.choice((64, 72, 80))
    text = ""
    for line in top:
        text += f"{line}\n"
    for n, block in enumerate(page.blocks):
        if n:
            text += BREAKS[layout]
            if layout in ("grouped", "spaced") and _parts(page.blocks[n - 1], block):
                text += "\n"
            if layout == "ragged" and (block.role in NARROW or rng.random() < 0.3):
                text += "\n" * rng.randint(1, 2)
        line = _wrap(block, layout, width)
        if block.item is not None:
            page.items[block.item].spans.append(_span(line, block, len(text)))
        text += f"{line} " if layout == "ragged" and rng.random() < 0.3 else line
    for line in bottom:
        text += f"\n{line}"
    return text + "\n" * rng.randint(0, 2)


def _parts(last: Block, block: Block) -> bool:
    """Whether a blank line stands between the two where items stand in groups."""
    if last.role in ABOVE or (last.role == block.role and block.item is None):
        return False
    return block.item is None or block.item != last.item


def _wrap(block: Block, layout: str, width: int) -> str:
    line = block.line
    match layout:
        case "wrapped":
            return _fill(line, width)
        case "narrow":
            return _fill(line, width - 28)
        case "indented":
            return _fill(line, width, first="   ")
        case "hanging":
            return _fill(line, width, rest="    ")
        case "flowed":
            return _fill(line, width).replace("\n", " \n")
        case "tabbed" if block.item is not None:
            return f"\t{line}"
        case "emspaced" if block.item is not None:
            return f"\u2003\u2003{line}"
        case _:
            return line


def _fill(line: str, width: int, *, first: str = "", rest: str = "") -> str:
    return textwrap.fill(line, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False)


def _span(line: str, block: Block, start: int) -> tuple[int, int]:
    """Where the block's text is in the data: its signs are counted, since only white space changes between the two."""
    solid = [n for n, sign in enumerate(line) if not sign.isspace()]
    ahead = sum(not sign.isspace() for sign in block.before)
    length = sum(not sign.isspace() for sign in block.text)
    return start + solid[ahead], start + solid[ahead + length - 1] + 1
