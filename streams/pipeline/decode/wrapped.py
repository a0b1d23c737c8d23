"""Text set to a width: which lines the width broke, and which the desk ended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from streams.text.sentences import ends_sentence

# A teleprinter's line has 69 characters, a terminal's 80, a newspaper's column about 30; a paragraph that an editor typed has no common
# width.
_NARROWEST, _NARROW, WIDEST = 24, 45, 90
_SAMPLE, _WIDTHS = 400, 8
_NEARLY = 0.7
# Short lines, of a menu or of a list of headlines, are easily as long as each other: in a column nearly every line must be full.
_FEWEST_IN_COLUMN, _SHARE_IN_COLUMN = 4, 0.7
_FEWEST_HANGING, _SHARE_HANGING = 3, 0.9
# What begins an item of a list, a heading or a quoted line, and what stands between columns.
_MARK = re.compile(r"[-*•–—][ \t]|>|#+[ \t]|\d{1,2}[.)][ \t]")
_MARKS = frozenset("-*•–—>#0123456789")
_GAP = "   "


class Setting(msgspec.Struct, frozen=True):
    """How a text is set: the `width` in characters; `hanging` says that all lines of a paragraph but its first are indented."""

    width: int
    hanging: bool = False


class _Pair(msgspec.Struct, frozen=True):
    """A line that may go on in the next: its length with the first word of that, whether it ends a sentence, whether that is set in."""

    needed: int
    ends: bool
    indented: bool


def setting_of(lines: Sequence[str], fewest: int = 1) -> Setting | None:
    """How the lines, of which the first 400 are looked at, are set; None where they are set to no width.

    In a text set to a width most lines that another one follows are full, and few of these end a sentence. In a list of headlines or of
    paragraphs a few are full by chance: `fewest` is how many full lines there must be.
    """
    lines = lines[:_SAMPLE]
    lengths = [len(line.rstrip()) for line in lines if line and not line.isspace()]
    narrow = [length for length in lengths if length <= WIDEST]
    # A long address can't be broken; many long lines are paragraphs.
    beyond = len(lengths) - len(narrow)
    if beyond > len(lengths) // 10:
        return None
    pairs = [
        _Pair(len(last.rstrip()) + 1 + len(line.split(None, 1)[0]), ends_sentence(last.rstrip()), line[0].isspace())
        for last, line in pairwise(lines)
        if last.strip() and line.strip() and _may_go_on(last, line)
    ]
    hanging = [pair for pair in pairs if pair.indented]
    flush = [pair for pair in pairs if not pair.indented]
    for width in _widths(narrow, len(lengths) // 10 - beyond):
        if len(hanging) >= _FEWEST_HANGING and _is_set(hanging, width, _FEWEST_HANGING, _SHARE_HANGING):
            return Setting(width, hanging=True)
        column = width < _NARROW
        if _is_set(flush, width, max(fewest, _FEWEST_IN_COLUMN * column), _SHARE_IN_COLUMN if column else 0.5):
            return Setting(width)
    return None


def goes_on(last: str, line: str, setting: Setting, *, item: bool, parted: bool = False) -> bool:
    """Whether the width broke `last`, so that `line` goes on with it.

    `item` says that the paragraph so far is an item of a list, `parted` that blank lines part the paragraphs of the text, so that a line
    which is nearly full goes on too.
    """
    if not _may_go_on(last, line):
        return False
    indented = line[0].isspace()
    if setting.hanging:
        return indented
    if indented and not item:
        return False
    needed = len(last) + 1 + len(line.split(None, 1)[0])
    return needed > setting.width or (parted and len(last) >= _NEARLY * setting.width)


def opens_item(shown: str) -> bool:
    """Whether the line, without its indent, opens an item of a list."""
    return _MARK.match(shown) is not None


def _may_go_on(last: str, line: str) -> bool:
    """Whether `line` is none that begins something by a mark or by columns."""
    shown = line.strip()
    return not (_GAP in shown or _GAP in last.strip() or (shown[0] in _MARKS and _MARK.match(shown)))


def _widths(lengths: Sequence[int], longer: int) -> list[int]:
    """The widths that the lines may be set to, the widest first; up to `longer` lines hold words that can't be broken, and are wider."""
    found: list[int] = []
    for n, length in enumerate(sorted(lengths, reverse=True)):
        if n > max(0, longer) or length < _NARROWEST or len(found) == _WIDTHS:
            break
        if not found or length < found[-1]:
            found.append(length)
    return found


def _is_set(pairs: Sequence[_Pair], width: int, fewest: int, share: float) -> bool:
    """Whether so many of the lines that another follows are full, and so few of these end a sentence, that a width broke them."""
    full = [pair for pair in pairs if pair.needed > width]
    return len(full) >= fewest and len(full) >= share * len(pairs) and sum(pair.ends for pair in full) <= len(full) / 3
