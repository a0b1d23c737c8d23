"""Slips: lines that are figures and letters rather than language, such as how a desk files an item, or the rates a page runs beside it."""

from __future__ import annotations

import re

from streams.pipeline.clean import Line
from streams.pipeline.segment.attribution import CLOCK

_FEWEST_WIDGET, _LONGEST_WIDGET, _WIDGET_PARTS = 5, 24, 3
_RATE, _LABEL = re.compile(r"\d[.,]\d\d\b"), re.compile(r"\w\s?[:：]\s")
_LONGEST_SLUG, _SLUG_FIELDS, _CODE, _MOST_CODED = 7, 5, 4, 0.5
_SLUG_PARTS, _STROKE = re.compile(r"[\s/|–—-]+"), re.compile(r"\s[/|]\s")


def is_slug(line: Line) -> bool:
    """Whether the line is how a desk files an item: its letters, number, priority and topic, run together or parted by strokes."""
    if line.ends or len(line.words) > _LONGEST_SLUG or line.block.level or not _figured(line.text):
        return False
    fields = [field for field in _SLUG_PARTS.split(line.text) if field]
    coded = sum(_figured(field) or (len(field) <= _CODE and field.isascii() and field.isupper()) for field in fields)
    if coded > _MOST_CODED * len(fields):
        return True
    joined = " " not in line.text or _STROKE.search(line.text) is not None
    return joined and coded > 0 and len(fields) <= _SLUG_FIELDS and 2 * len(fields) >= len(line.words)


def is_widget(line: Line) -> bool:
    """Whether the line is what a page runs beside its news: rates, times and a poll, on one line and each behind its label."""
    asks = line.text[-1] in "?؟"
    if not _FEWEST_WIDGET <= len(line.words) <= _LONGEST_WIDGET or (line.ends and not asks) or not _figured(line.text):
        return False
    parts = (CLOCK.search(line.text), _RATE.search(line.text), _LABEL.search(line.text), asks)
    return sum(map(bool, parts)) >= _WIDGET_PARTS


def _figured(text: str) -> bool:
    return any(map(str.isdigit, text))
