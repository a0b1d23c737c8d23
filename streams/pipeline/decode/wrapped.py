"""Text set to a width: which lines the width broke, and which the desk ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.text.sentences import ends_sentence

# A teleprinter's line has 69 characters, a terminal's 80; a paragraph that an editor typed has no common width.
_WIDTH_MIN, _WIDTH_MAX = 45, 90
_SAMPLE = 400
_NEARLY = 0.7
# What begins an item of a list, a heading or a quoted line, and what stands between columns.
_MARK = re.compile(r"[-*•–—][ \t]|>|#+[ \t]|\d{1,2}[.)][ \t]")
_MARKS = frozenset("-*•–—>#0123456789")
_GAP = "   "


def width_of(lines: Sequence[str], fewest: int = 1) -> int:
    """The width that the lines, of which the first 400 are looked at, are set to; 0 where they are set to none.

    In a text set to a width most lines that another one follows are full, and few of these end a sentence. In a list of headlines or of
    paragraphs a few are full by chance: `fewest` is how many full lines there must be.
    """
    lines = lines[:_SAMPLE]
    lengths = [len(line.rstrip()) for line in lines if line and not line.isspace()]
    narrow = [length for length in lengths if length <= _WIDTH_MAX]
    # A long address can't be broken; many long lines are paragraphs.
    if len(lengths) - len(narrow) > len(lengths) // 10:
        return 0
    width = max(narrow, default=0)
    followed = [
        (last.rstrip(), line) for last, line in pairwise(lines) if last.strip() and line.strip() and may_go_on(last, line, item=False)
    ]
    full = [last for last, line in followed if _is_full(last, line, width)]
    wrapped = len(full) >= fewest and len(full) * 2 >= len(followed) and sum(map(ends_sentence, full)) <= len(full) / 3
    return width if width >= _WIDTH_MIN and wrapped else 0


def goes_on(last: str, line: str, width: int, *, item: bool, parted: bool = False) -> bool:
    """Whether the width broke `last`, so that `line` goes on with it.

    `item` says that the paragraph so far is an item of a list, `parted` that blank lines part the paragraphs of the text, so that a line
    which is nearly full goes on too.
    """
    return may_go_on(last, line, item=item) and (_is_full(last, line, width) or (parted and len(last) >= _NEARLY * width))


def opens_item(shown: str) -> bool:
    """Whether the line, without its indent, opens an item of a list."""
    return _MARK.match(shown) is not None


def may_go_on(last: str, line: str, *, item: bool) -> bool:
    """Whether `line` is none that begins something by its look: an indent, but in a list's item, a mark, columns."""
    shown = line.strip()
    if _GAP in shown or _GAP in last.strip() or (shown[0] in _MARKS and _MARK.match(shown)):
        return False
    return item or not line[0].isspace()


def _is_full(last: str, line: str, width: int) -> bool:
    """Whether the first word of `line` would not have fitted into `last`."""
    return len(last) + 1 + len(line.split(None, 1)[0]) > width
