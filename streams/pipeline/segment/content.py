"""Content: which lines of a page may be news, and what stands between each two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from schemas import Role
from streams.lexicon import Lexicon
from streams.pipeline.budget import Check, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.gaps import Gap, entries_of, find_gaps
from streams.pipeline.segment.marks import Mark, bullet_of, label_of
from streams.pipeline.segment.notice_places import Around, notices_by_place
from streams.pipeline.segment.page import Found
from streams.pipeline.segment.set_aside import is_flash, set_aside
from streams.pipeline.segment.shell import prose_of, shell_of
from streams.pipeline.segment.sign_off import signature_of

_CLOSING = frozenset({"notice", "section", "terminator", "credit"})
_LABEL_WORDS = 3
_PLAIN, _ALL_LINK = 0.1, 0.9
_PARTS = frozenset({"notice", "navigation", "section", "terminator"})


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
    lines: Sequence[Line], titles: Sequence[str], agencies: frozenset[str], lexicon: Lexicon, *, set_apart: bool, check: Check = unlimited
) -> Content:
    """Part `lines` into content and furniture.

    `titles` are what the head of the page calls its headline, `agencies` folded names that the item's source goes by.

    What a format set apart as one item has no shell around it.
    """
    seen, whole = set_aside(lines, agencies, lexicon, check)
    if not set_apart:
        _set_aside_links(lines, whole)
    left = [line for line in lines if line.index not in whole]
    prose = prose_of(left)
    if not set_apart:
        whole |= {index: (mark,) for index, mark in shell_of(left, prose, titles, lexicon).items()}
    kept, signatures = _signed(lines, agencies, whole)
    if placed := notices_by_place(Around.of(kept, signatures, whole, lines), seen, lexicon):
        whole |= {line.index: (Mark.whole(line, "notice", "furniture.notice_by_place"),) for line in placed if not is_flash(line)}
        kept, signatures = _signed(lines, agencies, whole)
    bullets = tuple([None if line.text[0].isalpha() else bullet_of(line) for line in kept])
    found = tuple([Found(lines[index], mark) for index in sorted(whole) for mark in whole[index]])
    return Content(
        lines=tuple(kept),
        gaps=find_gaps(kept, signatures, bullets, whole, agencies, check),
        entries=entries_of(kept, whole),
        prose=tuple(prose if len(kept) == len(left) else prose_of(kept)),
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
    return kept, tuple([signature_of(line, agencies, closes=_closes(line, lines, whole)) for line in kept])


def _set_aside_links(lines: Sequence[Line], whole: dict[int, tuple[Mark, ...]]) -> None:
    """On a page of headlines alone, those under a label further down are links: the flash, or the list, stands above it."""
    kept = [line for line in lines if line.index not in whole]
    if not kept or True in [line.ends for line in kept]:
        return
    if (flash := _flash(kept, whole)) is not None:
        for line in kept:
            # What goes on with a small letter is the rest of a line that was broken.
            if line is not flash and line.block.told is None and not line.text[0].islower():
                role: Role = "navigation" if line.index < flash.index else "related"
                whole[line.index] = (Mark.whole(line, role, "furniture.beside_flash"),)
        return
    if any(prose_of(kept)):
        return
    # Over headlines: the same words stand in menus.
    label = next(
        (i for i, marks in sorted(whole.items()) if marks[0].role == "section" and i > kept[0].index and _over_headline(i, lines)), None
    )
    for line in kept:
        if label is not None and line.index > label and line.block.told is None:
            whole[line.index] = (Mark.whole(line, "related", "furniture.under_section_label"),)


def _flash(kept: Sequence[Line], whole: Mapping[int, Sequence[Mark]]) -> Line | None:
    """The one line of news of a page: the only one with an urgent label, or the only one that is no link, with links beside it."""
    if len(kept) < 2:
        return None
    labelled = [line for line in kept if (label := label_of(line, 0)) is not None and label.end < len(line.text)]
    if len(labelled) == 1:
        return labelled[0]
    plain = [line for line in kept if line.block.linked < _PLAIN]
    linked = all(line.block.linked > _ALL_LINK for line in kept if line not in plain)
    if len(plain) == 1 and linked and len(plain[0].words) > _LABEL_WORDS:
        return plain[0]
    first, second = kept[0].index, kept[1].index
    parted = any(whole[i][0].role in _PARTS for i in range(first + 1, second) if i in whole)
    return kept[0] if parted and len(kept[0].words) > _LABEL_WORDS and not labelled else None


def _over_headline(i: int, lines: Sequence[Line]) -> bool:
    return i + 1 < len(lines) and len(lines[i + 1].words) > _LABEL_WORDS


def _closes(line: Line, lines: Sequence[Line], whole: dict[int, tuple[Mark, ...]]) -> bool:
    after = line.index + 1
    return after >= len(lines) or (after in whole and whole[after][0].role in _CLOSING)
