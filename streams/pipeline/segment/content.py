"""Content: which lines of a page may be news, and what stands between each two of them."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from streams.lexicon import everywhere
from streams.pipeline.clean import Line
from streams.pipeline.segment.boundary import Gap
from streams.pipeline.segment.dateline import find_dateline
from streams.pipeline.segment.furniture import furniture_of
from streams.pipeline.segment.marks import Mark, bullet_of, credit_line, credit_of
from streams.pipeline.segment.page import Found
from streams.text.sentences import ends_sentence

_CLOSING = frozenset({"notice", "section", "terminator", "credit"})
_LONGEST_LINK_TITLE = 24


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a page that may be news with the `gaps` before each, and the `furniture` set aside.

    `credits[i]` is the signature at the end of line `i`, `bullets[i]` the bullet that opens it.
    """

    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    credits: tuple[Mark | None, ...]
    bullets: tuple[Mark | None, ...]
    furniture: tuple[Found, ...]


def read_content(lines: Sequence[Line], agencies: frozenset[str]) -> Content:
    """Part `lines` into content and furniture. `agencies` are folded names that the item's source goes by."""
    whole = _furniture(lines, agencies)
    kept = [line for line in lines if line.index not in whole]
    signatures = tuple(credit_of(line, agencies, closes=_closes(line, lines, whole)) for line in kept)
    bullets = tuple(bullet_of(line) for line in kept)
    gaps = tuple(_gap(i, kept, signatures, bullets, whole) for i in range(len(kept)))
    found = tuple(Found(line, whole[line.index]) for line in lines if line.index in whole)
    return Content(lines=tuple(kept), gaps=gaps, credits=signatures, bullets=bullets, furniture=found)


def _furniture(lines: Sequence[Line], agencies: frozenset[str]) -> dict[int, Mark]:
    """The lines that are no news, by index."""
    whole: dict[int, Mark] = {}
    news_seen = False
    for line in lines:
        mark = _whole_line(line, agencies, first=not news_seen)
        if mark is None and _linked_title(line, lines, whole):
            mark = _mark(line, "related", "furniture.under_related_label")
        if mark is None:
            news_seen = True
        else:
            whole[line.index] = mark
    return whole


def _whole_line(line: Line, agencies: frozenset[str], *, first: bool) -> Mark | None:
    found = furniture_of(line, everywhere())
    if found is not None and not (first and found.role == "related" and found.rule == "furniture.related_label"):
        # A headline may well begin with a related-label's word (شاهد.. , Watch: ); a link to another item does not open a page.
        return _mark(line, found.role, found.rule)
    return None if first else credit_line(line, agencies)


def _mark(line: Line, role: str, rule: str) -> Mark:
    return msgspec.convert({"role": role, "start": 0, "end": len(line.text), "value": line.text, "rule": rule}, Mark)


def _linked_title(line: Line, lines: Sequence[Line], whole: dict[int, Mark]) -> bool:
    """Whether the line is the title under a label «read also» that stands on a line of its own, or next in such a list."""
    before = whole.get(line.index - 1)
    if before is None or before.role != "related" or len(line.words) > _LONGEST_LINK_TITLE or ends_sentence(line.text):
        return False
    label_alone = before.rule != "furniture.under_related_label" and everywhere().related.opens(lines[line.index - 1].words) == len(
        lines[line.index - 1].words
    )
    return label_alone or (before.rule == "furniture.under_related_label" and bullet_of(line) is not None)


def _closes(line: Line, lines: Sequence[Line], whole: dict[int, Mark]) -> bool:
    after = line.index + 1
    return after >= len(lines) or (after in whole and whole[after].role in _CLOSING)


def _gap(i: int, kept: Sequence[Line], signatures: Sequence[Mark | None], bullets: Sequence[Mark | None], whole: dict[int, Mark]) -> Gap:
    line = kept[i]
    before = kept[i - 1] if i else None
    between = [whole[index] for index in range(before.index + 1 if before else 0, line.index)]
    separated = all(mark.rule == "furniture.separator" for mark in between if mark.role == "terminator")
    marks = {mark.role for mark in between} & {
        "section",
        "notice",
        "terminator",
        "credit",
        "navigation",
        "related",
    }
    names = {"separator" if mark == "terminator" and separated else mark for mark in marks}
    if before is not None:
        if signatures[i - 1] is not None:
            names.add("credit")
        if bullets[i] is not None and bullets[i - 1] is None:
            names.add("bullets")
        if line.block.kind == "item" and before.block.kind != "item":
            names.add("items")
        if line.block.zone != before.block.zone:
            names.add("zone")
        if before.text.endswith((":", "：")):
            names.add("colon")
        if find_dateline(line.text, sure=True) is not None:
            names.add("dateline")
    elif bullets[i] is not None:
        names.add("bullets")
    return Gap(marks=frozenset(names))
