"""Headline and standfirst: the line that the following paragraphs take up, and the summary between the two."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import Known, apartness, count_said, stems_of
from streams.pipeline.segment.dateline import dateline_of
from streams.pipeline.segment.marks import bullet_of
from streams.text.match_key import fold

LONGEST_HEADLINE = 32
"""Words. Persian agencies run the longest headlines, about 25; the rest is room."""
_LONGEST_UNPROVEN = 16
_LONGEST_LABEL = 6
_LEAST_BELOW, _LEAST_BELOW_LABEL = 0.35, 0.0
"""Share of the stems of a headline below briefs that its text takes up; where briefs are known to come first, no more is asked."""
_HEADED_ITEMS = 3
"""Headings of one level, none of them the page's title, from which on they head the items of a digest."""
_STANDFIRST_HINT = re.compile(
    r"standfirst|summary|subtitle|sub-?head|\bdeck?\b|\bdek\b|\bspot\b|excerpt|intro\b|\blead-text\b|lede|abstract|^lead\b|^lid\b|\bchapeau\b"
)


class Headline(msgspec.Struct, frozen=True, kw_only=True):
    """Which of the content lines is the headline, how sure that is, and by which rule."""

    at: int
    score: float
    rule: str


def find_headline(lines: Sequence[Line], titles: Sequence[str], lexicon: Lexicon, *, briefs_first: bool = False) -> Headline | None:
    """The headline among the content lines of a page, or None where the page has none.

    `briefs_first` says that the page begins with briefs: a label over them or a bullet tells.
    """
    return (
        _told(lines)
        or _by_markup(lines, titles)
        or _at_top(lines, lexicon)
        or _further_down(lines, lexicon, _LEAST_BELOW_LABEL if briefs_first else _LEAST_BELOW)
        or _top_line(lines)
    )


def find_standfirst(paragraphs: Sequence[Line], lexicon: Lexicon) -> bool:
    """Whether the first of the `paragraphs` under a headline is a standfirst, which the next one says again at more length."""
    if len(paragraphs) < 3 and not (len(paragraphs) == 2 and paragraphs[0].block.told == "standfirst"):
        return False
    first, second = paragraphs[0], paragraphs[1]
    if first.block.told == "standfirst":
        return True
    if dateline_of(first, sure=True) is not None:
        return False
    if dateline_of(second) is not None:
        # A dateline opens the lead, so what stands between it and the headline is the summary.
        return len(first.words) >= 5
    if _STANDFIRST_HINT.search(first.block.hints) and not _STANDFIRST_HINT.search(second.block.hints):
        return True
    if first.block.level > 1 and second.block.level == 0 and len(first.words) >= 8:
        return True
    stems, again = stems_of(first, lexicon), stems_of(second, lexicon)
    if len(stems) < 5 or len(first.words) > len(second.words) or first.sentences > 2:
        return False
    return len(stems & again) >= 0.6 * len(stems)


def _told(lines: Sequence[Line]) -> Headline | None:
    told = [line.block.told for line in lines]
    return Headline(at=told.index("headline"), score=1.0, rule="headline.told") if "headline" in told else None


def named_by_title(lines: Sequence[Line], titles: Sequence[str]) -> int | None:
    """The line that the head of the page calls its title: of several, a heading; and the longest, since the site's name may be one."""
    if not titles:
        return None
    folded = [fold(title) for title in titles]
    named = [i for i, line in enumerate(lines) if _is_title(line, folded)]
    return max(named, key=lambda i: (lines[i].block.level > 0, len(lines[i].words), -i), default=None)


def _by_markup(lines: Sequence[Line], titles: Sequence[str]) -> Headline | None:
    named = named_by_title(lines, titles)
    if named is not None:
        return Headline(at=named, score=0.98, rule="headline.title")
    levels = [line.block.level for line in lines]
    return Headline(at=levels.index(1), score=0.9, rule="headline.h1") if levels.count(1) == 1 else None


def _is_title(line: Line, folded: Sequence[str]) -> bool:
    """Whether the line is what the head of the page calls its title, the site's name around it allowed."""
    if not 3 <= len(line.words) <= LONGEST_HEADLINE + 8 or (line.ends and not line.block.level):
        return False
    text = " ".join(line.words)
    return any(text == title or (len(line.words) >= 4 and text in title) for title in folded)


def _at_top(lines: Sequence[Line], lexicon: Lexicon) -> Headline | None:
    if len(lines) < 2 or not _headline_shaped(lines[0]) or _heads_items(lines):
        return None
    if lines[0].block.level:
        return Headline(at=0, score=0.9, rule="headline.heading")
    share = _taken_up(lines, 0, lexicon)
    if share >= 0.25:
        return Headline(at=0, score=min(0.97, 0.75 + share / 2), rule="headline.taken_up")
    return None


def _top_line(lines: Sequence[Line]) -> Headline | None:
    """The first line where nothing else speaks for it or for another."""
    if len(lines) < 2 or not _headline_shaped(lines[0]) or _heads_items(lines):
        return None
    if len(lines[0].words) <= _LONGEST_UNPROVEN and len(lines[0].words) <= len(lines[1].words):
        return Headline(at=0, score=0.7, rule="headline.top_line")
    return None


def _heads_items(lines: Sequence[Line]) -> bool:
    """Whether the first line is one of several headings of its level, which head the items of a digest."""
    level = lines[0].block.level
    return level > 1 and sum(line.block.level == level for line in lines) >= _HEADED_ITEMS


def _further_down(lines: Sequence[Line], lexicon: Lexicon, least: float) -> Headline | None:
    """A headline below other news, over which a label may stand: no full stop, unrelated to what is above it.

    What follows takes up `least` of its stems.
    """
    above: set[str] = set()
    for i, line in enumerate(lines[:-2]):
        if i and not lines[i - 1].ends and (i > 1 or len(lines[0].words) > _LONGEST_LABEL):
            break
        stems = stems_of(line, lexicon)
        if i and lines[i - 1].ends and _headline_shaped(line) and len(line.words) >= 3:
            known = len(stems & above) / len(stems) if stems else 1.0
            if (
                known <= 0.2
                and _taken_up(lines, i, lexicon) >= least
                and apartness(stems_of(_prose_below(lines, i), lexicon), Known(frozenset(), above)) > 0.0
            ):
                return Headline(at=i, score=0.8, rule="headline.below_briefs")
        above |= stems
    return None


def _prose_below(lines: Sequence[Line], at: int) -> Line:
    """The first line below `at` that ends a sentence: who wrote the item may stand between."""
    return next((line for line in lines[at + 1 : at + 3] if line.ends), lines[at + 1])


def _headline_shaped(line: Line) -> bool:
    stopped = line.text.rstrip("\"'»”’)] ").endswith((".", "۔"))
    return (
        1 <= len(line.words) <= LONGEST_HEADLINE
        and bullet_of(line) is None
        and not line.text.endswith(":")
        and (not stopped or line.block.level > 0)
    )


def _taken_up(lines: Sequence[Line], at: int, lexicon: Lexicon) -> float:
    """Share of the stems of line `at` that the three lines after it use."""
    stems = stems_of(lines[at], lexicon)
    if not stems:
        return 0.0
    return count_said(stems, lines[at + 1 : at + 4], lexicon) / len(stems)
