"""Gaps: what stands between a line that may be news and the one before it, which may part two items or hold them together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from streams.pipeline.budget import Check, checked
from streams.pipeline.clean import Line
from streams.pipeline.segment.attribution import CLOCK
from streams.pipeline.segment.dateline import dateline_of
from streams.pipeline.segment.marks import Mark

_TELLING = frozenset({"notice", "section", "terminator", "credit", "navigation", "related"})
_FEWEST_ENTRIES = 3
_ENTRY = re.compile(r"[\[(]?\d{1,2}\s?[:.h]\s?\d{2}(?!\d)")
_LONGEST_LIST, _LIST_WORDS = 12, 12
# Any mark or short number, set off by a space: what signs there are nobody can list. Quotes, brackets and currencies open text.
_SIGN = re.compile(r"([^\w\s\"«“„‘'(\[¿¡#@$€£]|\(?\w?\d[.)/\]-])\s")


class Gap(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What stands between a content line and the one before it: names of the evidence, as the weights of a gap name them."""

    marks: frozenset[str]

    @property
    def ends_item(self) -> bool:
        """Whether the mark is one that ends an item."""
        return bool(self.marks & {"notice", "terminator", "credit"})


_NOTHING = Gap(marks=frozenset())


def find_gaps(
    kept: Sequence[Line],
    signatures: Sequence[Mark | None],
    bullets: Sequence[Mark | None],
    whole: Mapping[int, tuple[Mark, ...]],
    agencies: frozenset[str],
    check: Check,
) -> tuple[Gap, ...]:
    """What stands before each line of those `kept`, which may be news.

    `signatures` and `bullets` are theirs, `whole` what the lines between them are made of, by index of the page's lines, `agencies` are
    folded names that the page's agency goes by. Raises TooComplex where `check` does.
    """
    gaps = []
    below, before = 0, None
    titled = False
    announcing = -_LONGEST_LIST
    for i, line in enumerate(checked(kept, check)):
        # Most paragraphs have nothing between them.
        names = _between(below, line.index, whole) if below != line.index else set()
        bulleted = bullets[i] is not None
        block = line.block
        if before is None:
            if bulleted:
                names.add("bullets")
        else:
            if signatures[i - 1] is not None:
                names.add("credit")
            if bulleted and bullets[i - 1] is None and not _is_footnote(i, bullets):
                names.add("bullets")
            if block.kind == "item" and before.kind != "item":
                names.add("items")
            if titled and block.level == 1:
                names.add("title")
            if block.zone != before.zone:
                names.add("zone")
            if i - announcing < _LONGEST_LIST and _announced(i, kept, bullets):
                names.add("colon")
            if not line.plain and dateline_of(line, sure=True, agencies=agencies) is not None:
                names.add("dateline")
        gaps.append(Gap(marks=frozenset(names)) if names else _NOTHING)
        below, before = line.index + 1, block
        titled = titled or block.level == 1
        if line.text[-1] in ":：":
            announcing = i
    return tuple(gaps)


def _between(first: int, end: int, whole: Mapping[int, tuple[Mark, ...]]) -> set[str]:
    """The names of what the lines from `first` to `end` are made of, which are no news."""
    between = [mark for index in range(first, end) for mark in whole[index]]
    separated = all(mark.rule == "furniture.separator" for mark in between if mark.role == "terminator")
    marks = {mark.role for mark in between} & _TELLING
    return {"separator" if mark == "terminator" and separated else mark for mark in marks}


def opening_sign(line: Line) -> str:
    """The sign that opens the line, the same for all lines of a list: a dash, a star, the stop behind its number; empty for none."""
    match = _SIGN.match(line.text)
    return "" if match is None else match[1][-1]


def entries_of(kept: Sequence[Line], whole: Mapping[int, tuple[Mark, ...]]) -> tuple[int, ...]:
    """The content lines that a time opens, in the line or on a line of its own above it."""
    clocks = {index for index, marks in whole.items() if any(mark.role == "timestamp" and CLOCK.search(mark.value) for mark in marks)}
    timed = [
        i
        for i, line in enumerate(kept)
        if (not line.text[0].isalpha() and _ENTRY.match(line.text)) or (clocks and line.index - 1 in clocks)
    ]
    return tuple(timed) if len(timed) >= _FEWEST_ENTRIES else ()


def _announced(i: int, kept: Sequence[Line], bullets: Sequence[Mark | None]) -> bool:
    """Whether the line is of a list that a colon announces: right behind it, or behind other lines of the list."""
    if len(kept[i].words) > _LIST_WORDS * 2:
        return kept[i - 1].text[-1] in ":："
    for before in range(i - 1, max(-1, i - _LONGEST_LIST), -1):
        if kept[before].text.endswith((":", "：")):
            return True
        if bullets[before] is None and kept[before].block.kind != "item" and len(kept[before].words) > _LIST_WORDS:
            return False
        if (bullets[before] is None) != (bullets[i] is None):
            return False
    return False


def _is_footnote(i: int, bullets: Sequence[Mark | None]) -> bool:
    """Whether a star opens the line and no line near it, as it does a note on the text: `* From the newspaper …`."""
    bullet = bullets[i]
    return bullet is not None and bullet.value[0] == "*" and all(other is None for other in bullets[i + 1 : i + 3])
