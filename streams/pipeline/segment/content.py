"""Content: which lines of a page may be news, and what stands between each two of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import msgspec

from schemas import Role
from streams.lexicon import Lexicon, everywhere
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.attribution import attribution_of
from streams.pipeline.segment.cohesion import says_again, stems_of
from streams.pipeline.segment.furniture import furniture_of
from streams.pipeline.segment.gaps import Gap, entries_of, gap_before
from streams.pipeline.segment.marks import Mark, after_words, bullet_of, credit_line, credit_of, label_of
from streams.pipeline.segment.names import agency_names, headlines_among
from streams.pipeline.segment.notice_places import notices_by_place
from streams.pipeline.segment.notices import NOTICE, NoticeWeight, notice_weight, trade_of
from streams.pipeline.segment.page import Found
from streams.pipeline.segment.shell import prose_of, shell_of
from streams.pipeline.segment.slips import counted_pictures, is_slug, is_widget
from streams.text.match_key import words

_CLOSING = frozenset({"notice", "section", "terminator", "credit"})
_LINKED = frozenset({"furniture.all_link", "furniture.link_list"})
_LONGEST_LINK_TITLE = 24
_FEWEST_AGAIN, _LED = 2, 3
_DASHED = 3
"""Lines behind a dash that are a list of headlines; so many different signatures no page has."""
_OPENING = 2
"""Lines that open the page's news: a headline and a lead."""
_NAME_WORDS, _LABEL_WORDS = 5, 3
_FLASH_WORDS = 3
_PLAIN, _ALL_LINK, _LINK_WORDS = 0.1, 0.9, 6
_PARTS = frozenset({"notice", "navigation", "section", "terminator"})
_TEXT_WORDS = 6
"""Words of the shortest sentence that is text; a menu has none."""


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
    seen, whole = _furniture(lines, agencies, lexicon, check)
    if not set_apart:
        _set_aside_headlines(lines, whole)
        shell = shell_of([line for line in lines if line.index not in whole], titles, lexicon)
        whole |= {index: (mark,) for index, mark in shell.items()}
    kept, signatures = _signed(lines, agencies, whole)
    if placed := notices_by_place(kept, signatures, seen, whole, lines, lexicon):
        whole |= {line.index: (Mark.whole(line, "notice", "furniture.notice_by_place"),) for line in placed if not _is_flash(line)}
        kept, signatures = _signed(lines, agencies, whole)
    bullets = tuple(bullet_of(line) for line in kept)
    title = next((i for i, line in enumerate(kept) if line.block.level == 1), len(kept))
    gaps = tuple(gap_before(i, kept, signatures, bullets, whole, agencies, title) for i in checked(range(len(kept)), check))
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


def _furniture(
    lines: Sequence[Line], agencies: frozenset[str], lexicon: Lexicon, check: Check
) -> tuple[list[NoticeWeight], dict[int, tuple[Mark, ...]]]:
    """How much each line looks like a notice, and the lines that are no news, by index, with what each is made of."""
    seen: list[NoticeWeight] = []
    whole: dict[int, tuple[Mark, ...]] = {}
    news_seen, text_seen, opening = False, False, 0
    news: frozenset[str] = frozenset()
    agencies = agencies - headlines_among(agencies, lines, lexicon)
    names = agency_names(agencies, lines)
    dashed = _dashed(lines)
    counted = counted_pictures(lines)
    for line in checked(lines, check):
        seen.append(notice_weight(line, lines, names, lexicon, news, above=not news_seen))
        marks = _whole_line(line, agencies, seen[-1].weight, first=not news_seen, above=not text_seen)
        if not marks and is_widget(line) and not _taken_up(line, lines, lexicon):
            marks = (Mark.whole(line, "navigation", "furniture.widget"),)
        if not marks and line.index in counted:
            marks = (Mark.whole(line, "caption", "furniture.counted_picture"),)
        if not marks and text_seen and _is_cut_off(line, lines):
            marks = (Mark.whole(line, "related", "furniture.cut_off"),)
        if not marks and not news_seen and is_slug(line):
            marks = (Mark.whole(line, "navigation", "furniture.slug"),)
        if marks and (
            (marks[0].rule == "mark.credit_line" and (_in_list(line, lines) or line.index in dashed))
            or (marks[0].rule in _LINKED and _links_to_text_below(line, lines, lexicon))
        ):
            marks = ()
        if not marks and text_seen and _under_label(line, lines, whole) and not _taken_up(line, lines, lexicon):
            marks = (Mark.whole(line, "related", "furniture.under_related_label"),)
        if marks:
            whole[line.index] = marks
        else:
            news_seen = True
            text_seen = text_seen or (line.ends and len(line.words) >= _TEXT_WORDS)
            if opening < _OPENING:
                opening += 1
                news |= trade_of(line, lexicon)
    return seen, whole


def _is_cut_off(line: Line, lines: Sequence[Line]) -> bool:
    """Whether the line breaks off where a link below it goes on: the first words of another item."""
    if not line.text.rstrip(" ]").endswith(("…", "...")) or line.index + 1 >= len(lines):
        return False
    below = lines[line.index + 1]
    return below.block.linked > _ALL_LINK and len(below.words) <= _LINK_WORDS


def _links_to_text_below(line: Line, lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether a line that is all link heads the paragraph below it, which says more of the same: the headline of an item, linked."""
    if line.index + 1 >= len(lines):
        return False
    below = lines[line.index + 1]
    prose = below.ends and not below.block.linked and len(below.words) > len(line.words)
    return prose and says_again(stems_of(line, lexicon), (below,), lexicon, _FEWEST_AGAIN)


def _taken_up(line: Line, lines: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether the prose right below says more of the same, as it does below a headline."""
    below = [each for each in lines[line.index + 1 : line.index + 1 + _LED] if each.ends and len(each.words) > len(line.words)]
    return says_again(stems_of(line, lexicon), below, lexicon, _FEWEST_AGAIN)


def _dashed(lines: Sequence[Line]) -> frozenset[int]:
    """The short lines behind a dash that head the longer ones below them: several, and each says another thing."""
    found = [
        line
        for line, below in pairwise(lines)
        if line.text[0] in "-–—" and len(line.words) > 1 and not line.ends and len(below.words) > len(line.words)
    ]
    return frozenset(line.index for line in found) if len({line.text for line in found}) >= _DASHED else frozenset()


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
    if not kept or any(line.ends for line in kept):
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


def _whole_line(line: Line, agencies: frozenset[str], notice: float, *, first: bool, above: bool) -> tuple[Mark, ...]:
    """The marks of a line that is no news, where it is the `first` that may be, or stands `above` all text."""
    told = line.block.told
    if told == "headline" or told == "standfirst" or (notice < NOTICE and _is_flash(line)):
        return ()
    if told is not None:
        return (Mark.whole(line, told, "furniture.told"),)
    if first and len(line.words) <= _NAME_WORDS and " ".join(line.words) in agencies:
        return (Mark.whole(line, "navigation", "furniture.masthead"),)
    if 0 < len(line.words) <= _LABEL_WORDS and everywhere().urgent.opens(line.words) == len(line.words):
        return (Mark.whole(line, "label", "furniture.urgent_label"),)
    found = furniture_of(line, notice)
    if (
        found is not None
        and found.role == "notice"
        and (signature := credit_line(line, agencies)) is not None
        and (signature.rule == "mark.credit_parts" or line.text[0] in "([{–—-" or "/" in line.text)
    ):
        return (signature,)
    if found is not None and not (found.rule == "furniture.related_label" and (first or (above and len(line.words) > _LABEL_WORDS))):
        # A headline may well begin with a related-label's word (شاهد.. , Watch: ); a link to another item does not open a page.
        if found.role == "notice" and (attribution := attribution_of(line, everywhere())):
            return attribution
        if found.role in ("byline", "timestamp"):
            return attribution_of(line, everywhere()) or (Mark.whole(line, found.role, found.rule),)
        if found.rule == "furniture.source_line":
            return (_named_source(line),)
        return (Mark.whole(line, found.role, found.rule),)
    if attribution := attribution_of(line, everywhere()):
        return attribution
    signature = None if first else credit_line(line, agencies)
    return () if signature is None else (signature,)


def _is_flash(line: Line) -> bool:
    """Whether an urgent label opens the line and news follows it, outside of menus and the like."""
    label = label_of(line, 0)
    return label is not None and line.block.zone == "main" and len(line.words) - len(words(label.value)) >= _FLASH_WORDS


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
