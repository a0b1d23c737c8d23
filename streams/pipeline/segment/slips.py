"""Slips: lines that are figures and letters rather than language, or that figures give away.

How a desk files an item, the rates that a page runs beside it, the captions of a gallery that are counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.lexicon import everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.attribution import CLOCK
from streams.pipeline.segment.marks import label_follows

_FEWEST_WIDGET, _LONGEST_WIDGET, _WIDGET_PARTS = 5, 24, 3
_LONGEST_ROW = 9
"""Words of what stands behind one label."""
_RATE, _LABEL = re.compile(r"\d[.,]\d{2,3}\b"), re.compile(r"\w\s?[:：]\s")
_LONGEST_SLUG, _SLUG_FIELDS, _CODE, _MOST_CODED = 7, 5, 4, 0.5
_COUNTED, _CAPTIONED = re.compile(r"[(\[]?(\d{1,3})\s?/\s?(\d{1,3})[)\]]?(?:\s|$)"), 2
"""The number of a picture and of all of them; a line may stand between one caption and the next."""
_SLUG_PARTS, _STROKE = re.compile(r"[\s/|–—-]+"), re.compile(r"\s[/|]\s")


def is_slug(line: Line) -> bool:
    """Whether the line is how a desk files an item: its letters, number, priority and topic, run together or parted by strokes."""
    if line.ends or len(line.words) > _LONGEST_SLUG or line.block.level or not _has_figures(line):
        return False
    fields = [field for field in _SLUG_PARTS.split(line.text) if field]
    coded = sum(_figured(field) or (len(field) <= _CODE and field.isascii() and field.isupper()) for field in fields)
    if coded > _MOST_CODED * len(fields):
        return True
    joined = " " not in line.text or _STROKE.search(line.text) is not None
    return joined and coded > 0 and len(fields) <= _SLUG_FIELDS and 2 * len(fields) >= len(line.words)


def is_widget(line: Line) -> bool:
    """Whether the line is what a page runs beside its news, behind its label: a rate, the time of sunset, a poll; or several of them."""
    asks = line.text[-1] in "?؟"
    if len(line.words) > _LONGEST_WIDGET or (line.ends and not asks):
        return False
    if len(line.words) <= _LONGEST_ROW and (count := everywhere().widgets.opens(line.words)):
        return (asks or _has_figures(line)) and label_follows(line.text, count)
    if len(line.words) < _FEWEST_WIDGET or not _has_figures(line):
        return False
    parts = (CLOCK.search(line.text), _RATE.search(line.text), _LABEL.search(line.text), asks)
    return sum(map(bool, parts)) >= _WIDGET_PARTS


def counted_pictures(lines: Sequence[Line]) -> frozenset[int]:
    """The captions of a gallery, by index of their lines: `1/3 …`, `2/3 …` one below the other."""
    counts = [(line.index, int(match[1]), int(match[2])) for line in lines if (match := _COUNTED.match(line.text)) is not None]
    found: set[int] = set()
    for (one, first, of), (other, second, of_other) in pairwise(counts):
        if of == of_other and second == first + 1 <= of and other - one <= _CAPTIONED:
            found |= {one, other}
    return frozenset(found)


def _has_figures(line: Line) -> bool:
    return not line.lettered and _figured(line.text)


def _figured(text: str) -> bool:
    return any(map(str.isdigit, text))
