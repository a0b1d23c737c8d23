"""Content: which lines of a page may be news, and what stands between each two of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from streams.lexicon import Lexicon, everywhere
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.attribution import attribution_of
from streams.pipeline.segment.cohesion import opens_with_connective
from streams.pipeline.segment.dateline import dateline_of
from streams.pipeline.segment.furniture import furniture_of, notice_evidence, speaks_of_rights
from streams.pipeline.segment.gaps import Gap, entries_of, gap_before
from streams.pipeline.segment.marks import Mark, after_words, bullet_of, credit_line, credit_of
from streams.pipeline.segment.page import Found
from streams.pipeline.segment.shell import prose_of, shell_of
from streams.text.match_key import stem

_CLOSING = frozenset({"notice", "section", "terminator", "credit"})
_LONGEST_LINK_TITLE = 24
_NAME_WORDS, _LABEL_WORDS = 5, 3
_RUN_TOGETHER, _ENDS = 6, 8
_LONGEST_NOTICE, _NOTICE_HITS, _NOTICE_SHARE = 40, 2, 0.2


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """The lines of a page that may be news with the `gaps` before each, and the `furniture` set aside.

    `entries` are the lines of a live blog that open an entry, with a time of their own. `prose[i]` is whether line `i` is running text,
    `credits[i]` the signature at its end, `bullets[i]` the bullet that opens it, `agencies` are folded
    names that the page's agency goes by.
    """

    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    entries: tuple[int, ...]
    prose: tuple[bool, ...]
    credits: tuple[Mark | None, ...]
    bullets: tuple[Mark | None, ...]
    furniture: tuple[Found, ...]
    agencies: frozenset[str]


def read_content(
    lines: Sequence[Line], agencies: frozenset[str], lexicon: Lexicon, *, set_apart: bool, check: Check = unlimited
) -> Content:
    """Part `lines` into content and furniture. `agencies` are folded names that the item's source goes by.

    What a format set apart as one item has no shell around it.
    """
    whole = _furniture(lines, agencies, lexicon, check)
    if not set_apart:
        _set_aside_headlines(lines, whole)
        shell = shell_of([line for line in lines if line.index not in whole], lexicon)
        whole |= {index: (mark,) for index, mark in shell.items()}
    kept, signatures = _signed(lines, agencies, whole)
    placed = [i for i in range(1, len(kept)) if _notice_by_place(i, kept, signatures) and not opens_with_connective(kept[i], lexicon)]
    if placed:
        for i in placed:
            whole[kept[i].index] = (Mark.whole(kept[i], "notice", "furniture.notice_by_place"),)
        kept, signatures = _signed(lines, agencies, whole)
    bullets = tuple(bullet_of(line) for line in kept)
    gaps = tuple(gap_before(i, kept, signatures, bullets, whole, agencies) for i in checked(range(len(kept)), check))
    found = tuple(Found(line, mark) for line in lines for mark in whole.get(line.index, ()))
    return Content(
        lines=tuple(kept),
        gaps=gaps,
        entries=entries_of(kept, whole),
        prose=tuple(prose_of(kept)),
        credits=signatures,
        bullets=bullets,
        furniture=found,
        agencies=agencies,
    )


def _signed(
    lines: Sequence[Line], agencies: frozenset[str], whole: dict[int, tuple[Mark, ...]]
) -> tuple[list[Line], tuple[Mark | None, ...]]:
    """The lines that may be news, and the signature at the end of each."""
    kept = [line for line in lines if line.index not in whole]
    return kept, tuple(credit_of(line, agencies, closes=_closes(line, lines, whole)) for line in kept)


def _notice_by_place(i: int, kept: Sequence[Line], signatures: Sequence[Mark | None]) -> bool:
    """Whether line `i` is a notice in words that hardly tell: at the end of an item or of the page, and without anything that news has."""
    line = kept[i]
    signed = signatures[i - 1] is not None
    if not (signed or i == len(kept) - 1) or not line.ends or not 4 <= len(line.words) <= _LONGEST_NOTICE:
        return False
    if any(word.isdigit() for word in line.words) or not everywhere().days.isdisjoint(line.words) or line.block.level:
        return False
    evidence = notice_evidence(line)
    return evidence >= _NOTICE_HITS and evidence >= _NOTICE_SHARE * len(line.words) and dateline_of(line) is None


def _furniture(lines: Sequence[Line], agencies: frozenset[str], lexicon: Lexicon, check: Check) -> dict[int, tuple[Mark, ...]]:
    """The lines that are no news, by index, and what each is made of."""
    whole: dict[int, tuple[Mark, ...]] = {}
    news_seen = False
    names = _names(agencies, lines)
    for line in checked(lines, check):
        marks = _whole_line(line, agencies, names, first=not news_seen)
        if marks and marks[0].rule == "mark.credit_line" and _in_list(line, lines):
            marks = ()
        if not marks and _under_label(line, lines, whole):
            marks = (Mark.whole(line, "related", "furniture.under_related_label"),)
        if marks:
            whole[line.index] = marks
        else:
            news_seen = True
    for line in reversed(lines):
        # At the foot of a page, and behind a signature, few words of its kind tell a notice.
        if line.index in whole:
            continue
        if not speaks_of_rights(line) or line.index == 0 or opens_with_connective(line, lexicon):
            break
        whole[line.index] = (Mark.whole(line, "notice", "furniture.notice_at_foot"),)
    return whole


def _in_list(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a line behind a dash is an item of a list: a colon announces it, or its neighbour opens so too."""
    if line.text[0] not in "-–—":
        return False
    before = lines[line.index - 1].text if line.index else ""
    after = lines[line.index + 1].text if line.index + 1 < len(lines) else ""
    return before.endswith((":", "：")) or before[:1] == line.text[0] or after[:1] == line.text[0]


def _set_aside_headlines(lines: Sequence[Line], whole: dict[int, tuple[Mark, ...]]) -> None:
    """On a page of headlines alone, those under a label further down are links: the flash, or the list, stands above it."""
    kept = [line for line in lines if line.index not in whole]
    if not kept or any(prose_of(kept)):
        return
    label = next((index for index, marks in sorted(whole.items()) if marks[0].role == "section" and index > kept[0].index), None)
    for line in kept:
        if label is not None and line.index > label and line.block.told is None:
            whole[line.index] = (Mark.whole(line, "related", "furniture.under_section_label"),)


def _names(agencies: frozenset[str], lines: Sequence[Line]) -> tuple[frozenset[str], ...]:
    """The telling stems of each name that the agency goes by; a short line at the top is most often its name too."""
    generic = everywhere().agency_words
    first = [
        " ".join(line.words)
        for line in lines[:1]
        if len(line.words) <= _NAME_WORDS and len(lines) > 1 and len(lines[1].words) <= _NAME_WORDS
    ]
    if run_together := {name for name in agencies if " " not in name and len(name) >= _RUN_TOGETHER}:
        # A host name runs an agency's words together.
        pairs = (pair for line in (*lines[:_ENDS], *lines[-_ENDS:]) for pair in pairwise(line.words[:_LONGEST_NOTICE]))
        first += [f"{one} {other}" for one, other in pairs if one + other in run_together]
    found = {frozenset(stem(word) for word in name.split() if len(word) > 2 and word not in generic) for name in (*agencies, *first)}
    return tuple(sorted(found - {frozenset()}, key=sorted))


def _whole_line(line: Line, agencies: frozenset[str], names: tuple[frozenset[str], ...], *, first: bool) -> tuple[Mark, ...]:
    told = line.block.told
    if told == "headline" or told == "standfirst":
        return ()
    if told is not None:
        return (Mark.whole(line, told, "furniture.told"),)
    if first and len(line.words) <= _NAME_WORDS and " ".join(line.words) in agencies:
        return (Mark.whole(line, "navigation", "furniture.masthead"),)
    if 0 < len(line.words) <= _LABEL_WORDS and everywhere().urgent.opens(line.words) == len(line.words):
        return (Mark.whole(line, "label", "furniture.urgent_label"),)
    found = furniture_of(line, everywhere(), names if line.index else ())
    if found is not None and not (first and found.rule == "furniture.related_label"):
        # A headline may well begin with a related-label's word (شاهد.. , Watch: ); a link to another item does not open a page.
        if found.role in ("byline", "timestamp"):
            return attribution_of(line, everywhere()) or (Mark.whole(line, found.role, found.rule),)
        if found.rule == "furniture.source_line":
            return (_named_source(line),)
        return (Mark.whole(line, found.role, found.rule),)
    if attribution := attribution_of(line, everywhere()):
        return attribution
    signature = None if first else credit_line(line, agencies)
    return () if signature is None else (signature,)


def _named_source(line: Line) -> Mark:
    """The line as a credit: the agency that it names behind its label."""
    label = after_words(line.text, everywhere().sources.opens(line.words))
    value = line.text[label:].strip(" :：–—-|.")
    return Mark(role="credit", start=0, end=len(line.text), value=value, rule="furniture.source_line")


def _under_label(line: Line, lines: Sequence[Line], whole: dict[int, tuple[Mark, ...]]) -> bool:
    """Whether the line is the title under a label «read also» that stands on a line of its own, or next in such a list."""
    before = whole.get(line.index - 1, ())
    if not before or before[0].role != "related" or len(line.words) > _LONGEST_LINK_TITLE or line.ends:
        return False
    if before[0].rule == "furniture.under_related_label":
        return bullet_of(line) is not None
    label = lines[line.index - 1].words
    return everywhere().related.opens(label) == len(label)


def _closes(line: Line, lines: Sequence[Line], whole: dict[int, tuple[Mark, ...]]) -> bool:
    after = line.index + 1
    return after >= len(lines) or (after in whole and whole[after][0].role in _CLOSING)
