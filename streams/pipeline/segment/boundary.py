"""The boundary: where on a page the story ends and the briefs begin.

One change point a page: every split is scored at once, by the evidence at the boundary (end mark, notice, label, bullets, new dateline)
and by how much each line behind it looks like news of its own. A split without any mark must earn its cost.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from itertools import accumulate

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import OPENING_QUOTES, Known, apartness, cohesion, heads, speakers, stems_of

# Log-odds of evidence at a boundary. Set by hand in the order that the trade gives them, then tuned on composed pages.
_UNMARKED = -4.0
_WEIGHTS = {
    "section": 3.5,
    "notice": 2.3,
    "terminator": 2.5,
    "credit": 2.5,
    "zone": 2.5,
    "bullets": 2.5,
    "items": 2.0,
    "dateline": 1.5,
    "separator": 1.5,
    "navigation": 0.5,
    "related": -0.5,
    "colon": -4.5,
}
_MOST_MARKS = 5.0
# Marks that only briefs bring; bullets, new places and rules across the page stand inside stories too.
_STRONG = frozenset({"section", "notice", "terminator", "credit", "zone"})
# A story of one paragraph, then of two, above briefs that nothing announces is rarely one.
_SHORT_STORY = {1: -2.0, 2: -0.7}
# A line that heads news of its own, unlike what stands above it by this much.
_FRESH, _FRESH_HEADLINE, _FRESH_DATELINE, _RESTARTED = 1.0, 2.0, 3.0, 1.2
_NEWS_WORDS = 8
# A line that opens with the name of one who speaks, as others do.
_SPEAKER = -2.5
# So many lines that ask, and their answers, are an interview.
_QUESTIONS = 2
# A line that opens with a dateline of its own.
_DATED = 1.0
# A format that sends items one by one rarely sends several in one.
_SET_APART = -3.0
# A tail that has end marks of its own further down is most likely still the story.
_MARK_IN_TAIL = -1.5
# What the lines of a tail say together counts in full up to here and a fifth beyond: ten odd paragraphs are no proof.
_TAIL_CAP = 7.0
_TAIL_BEYOND = 0.2
_MOST_FOR_LINE, _MOST_AGAINST_LINE = 3.0, -3.5
# A tightly knit story has a mean weight of −3, a list or a column of opinion one of −1 or more.
_CONTRAST, _LOOSE, _MOST_CONTRAST = 0.7, -1.5, 1.3
# A page of briefs under a headline is rarer than a story under one.
_DIGEST_UNDER_HEADLINE, _DIGEST_UNDER_TITLE, _DIGEST_UNDER_LABEL = -7.0, -3.5, 5.0
_DIGEST = -1.0
_QUOTED_LINE, _MOST_QUOTED = -1.5, 3
# So many pairs of headline and paragraph, and nothing else.
_HEADED_ITEMS, _HEADED_DIGEST = 3, 6.0
# So many lines that open with a dateline of their own, and hardly any other.
_DATED_ITEMS, _MOSTLY = 2, 0.75
# So many bulleted lines with hardly any prose around them that say nothing of what stands above them.
_BULLETED_ITEMS, _BULLETED_APART = 6, 0.3
# A list in a story is shorter than this, or has more prose around it.
_LONG_LIST, _MOST_INTRODUCTION = 10, 2


class Gap(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between a content line and the one before it: names of the evidence in `_WEIGHTS`."""

    marks: frozenset[str]

    @property
    def ends_item(self) -> bool:
        """Whether the mark is one that ends an item."""
        return bool(self.marks & {"notice", "terminator", "credit"})


class Boundary(msgspec.Struct, frozen=True, kw_only=True):
    """`at` is the index of the first line of the briefs, the number of lines where there are none. `score` is 0 to 1."""

    at: int
    score: float
    rule: str


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How the lines of a page are laid out.

    `headline` says that the first line is the headline, `taken_up` that the text says again what it says. `headed` is how many pairs of a
    headline and a paragraph the page is made of, 0 where it is made of anything else. `entries` are the lines that open the entries of a
    live blog, which belong together; `quoted` is how many lines are quotations, which items of a digest are not; `bulleted` are the lines
    that a bullet opens, `bare` how many of the others are no prose. `set_apart` says that a news format sent the lines as one item;
    `names` are stems of the agency's names, which tell nothing of what a line is about.
    """

    headline: bool
    taken_up: bool = True
    headed: int = 0
    entries: tuple[int, ...] = ()
    set_apart: bool = False
    quoted: int = 0
    bulleted: frozenset[int] = frozenset()
    bare: int = 0
    names: frozenset[str] = frozenset()


def find_boundary(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, layout: Layout, check: Check = unlimited) -> Boundary:
    """Where the briefs begin in `lines`. Index 0 (1 under a headline) says that there is no story: all lines are briefs."""
    weights, fresh, apart = _line_weights(lines, gaps, lexicon, layout.names, check)
    tails = list(accumulate(reversed(weights)))[::-1]
    inner = [*reversed(list(accumulate(gap.ends_item for gap in reversed(gaps)))), 0]
    first = 1 if layout.headline else 0

    def split_score(at: int) -> float:
        contrast = _contrast((tails[first] - tails[at]) / (at - first))
        weight = _gap_weight(gaps[at], at - first, contrast) + _fresh_headline(at, fresh, gaps) + _tail_weight(tails[at])
        weight += _MARK_IN_TAIL * inner[at + 1]
        if layout.set_apart:
            weight += _SET_APART
        return weight

    scores = {at: split_score(at) for at in range(max((first, *layout.entries)) + 1, len(lines))}
    best, best_score = len(lines), 0.0
    for at, score in scores.items():
        # Briefs that nothing announces do not begin with a line that takes the story up.
        if score > best_score and (gaps[at].marks & _STRONG or (weights[at] >= 0.0 and not layout.set_apart)):
            best, best_score = at, score
    digest = _digest_score(gaps, tails, apart, layout)
    if digest is not None and digest > best_score:
        return Boundary(at=first, score=_probability(digest - max(best_score, 0.0)), rule="boundary.digest")
    if best == len(lines):
        return Boundary(at=best, score=_probability(-max(scores.values(), default=_UNMARKED)), rule="boundary.none")
    return Boundary(at=best, score=_probability(best_score), rule="boundary." + _rule(gaps[best]))


def _line_weights(
    lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, names: Set[str], check: Check
) -> tuple[list[float], set[int], list[float]]:
    """How much each line looks like news of its own, which lines are headlines of such news, and what the words of each alone say.

    Only lines that are likely of the story feed what is known of it. Behind a headline of other news, what takes that up is of it.
    """
    headline = stems_of(lines[0], lexicon)
    known: set[str] = set()
    other: set[str] = set()
    out: list[float] = []
    fresh: set[int] = set()
    heading: frozenset[str] = frozenset()
    speaking = frozenset(i for i in speakers(lines) if "dateline" not in gaps[i].marks)
    asking = frozenset(i for i, line in enumerate(lines) if i and line.text.rstrip()[-1:] in "?؟")
    interview = asking | {i + 1 for i in asking} if len(asking) >= _QUESTIONS else frozenset()
    aparts: list[float] = []
    for i, line in enumerate(checked(lines, check)):
        stems = stems_of(line, lexicon) - names
        apart = apartness(stems, Known(headline, known))
        aparts.append(apart)
        if i and i + 1 < len(lines) and heads(line, lines[i + 1], lexicon):
            # What heads a line says no more than that line does, and is no news to it.
            out.append(0.0)
            heading = stems
            if i > 1 and _opens_news(i, lines, gaps, Known(headline, known), lexicon, names):
                fresh.add(i)
                other = set(stems)
            continue
        weight = cohesion(line, apart, lexicon) + _SPEAKER * (i in speaking)
        weight += _DATED * (i > 1 and "dateline" in gaps[i].marks)
        if "colon" in gaps[i].marks or i in interview:
            weight = min(weight, 0.0)
        if other and weight < _FRESH and (heading or apartness(stems, Known(frozenset(), other)) <= apart):
            weight = max(0.0, apart)
            other |= stems
        out.append(max(_MOST_AGAINST_LINE, min(_MOST_FOR_LINE, weight)))
        if i < 2 or (weight < 1.0 and not other):
            known |= stems | heading
        heading = frozenset()
    return out, fresh, aparts


def _fresh_headline(at: int, fresh: Set[int], gaps: Sequence[Gap]) -> float:
    """What it is worth that the line heads other news; a dateline under it says so once more."""
    if at not in fresh:
        return 0.0
    return _FRESH_HEADLINE + _FRESH_DATELINE * (at + 1 < len(gaps) and "dateline" in gaps[at + 1].marks)


def _opens_news(i: int, lines: Sequence[Line], gaps: Sequence[Gap], known: Known, lexicon: Lexicon, names: Set[str]) -> bool:
    """Whether line `i`, which heads the next, heads other news: it is unlike what stands above, or behind an end and over a dateline."""
    after = lines[i + 1]
    if after.block.kind in ("item", "quote") or after.text[0] in OPENING_QUOTES or len(after.words) < _NEWS_WORDS:
        return False
    apart = apartness((stems_of(after, lexicon) | stems_of(lines[i], lexicon)) - names, known)
    restarts = gaps[i].ends_item + ("separator" in gaps[i].marks) + ("dateline" in gaps[i + 1].marks)
    return apart >= _FRESH - _RESTARTED * restarts


def _gap_weight(gap: Gap, paragraphs: int, contrast: float) -> float:
    """The evidence of `gap` for a boundary behind a story of so many `paragraphs`."""
    weight = min(_MOST_MARKS, sum(_WEIGHTS[mark] for mark in gap.marks))
    return weight if gap.marks & _STRONG else weight + _UNMARKED + contrast + _SHORT_STORY.get(paragraphs, 0.0)


def _contrast(mean: float) -> float:
    """What it is worth that the story's paragraphs hang together, by their `mean` weight: a line that does not then stands out."""
    return max(-_MOST_CONTRAST, min(_MOST_CONTRAST, _CONTRAST * (_LOOSE - mean)))


def _tail_weight(total: float) -> float:
    return total if total <= _TAIL_CAP else _TAIL_CAP + _TAIL_BEYOND * (total - _TAIL_CAP)


def _digest_score(gaps: Sequence[Gap], tails: Sequence[float], apart: Sequence[float], layout: Layout) -> float | None:
    """How much the page looks like briefs alone; None where it can't be that, or has too few lines to tell."""
    first = 1 if layout.headline else 0
    if layout.set_apart or layout.entries or len(gaps) - first < 2:
        return None
    if layout.headed >= _HEADED_ITEMS:
        return _HEADED_DIGEST
    dated = sum("dateline" in gap.marks for gap in gaps[first + 1 :])
    if dated >= _DATED_ITEMS and dated >= _MOSTLY * (len(gaps) - first - 1):
        return _HEADED_DIGEST
    prose = len(gaps) - first - len(layout.bulleted) - layout.bare
    if len(layout.bulleted) >= _BULLETED_ITEMS and prose <= _MOST_INTRODUCTION:
        mean = sum(apart[i] for i in layout.bulleted) / len(layout.bulleted)
        if mean >= _BULLETED_APART or len(layout.bulleted) >= _LONG_LIST:
            return _HEADED_DIGEST
    listed = sum(bool(gap.marks & {"bullets", "items"}) for gap in gaps[first:])
    score = _tail_weight(tails[first + 1]) + _QUOTED_LINE * min(_MOST_QUOTED, layout.quoted)
    score += _DIGEST if not layout.headline else _DIGEST_UNDER_HEADLINE if layout.taken_up else _DIGEST_UNDER_TITLE
    score += (2.0 if layout.headline else _DIGEST_UNDER_LABEL) if "section" in gaps[first].marks else 0.0
    score += 2.5 if listed >= 1 and "bullets" in gaps[first].marks | gaps[first + 1].marks else 0.0
    return score


def _rule(gap: Gap) -> str:
    # Sorted, because a set's order is another in each process, and an item that is read again must give the same record.
    return max((mark for mark in sorted(gap.marks) if _WEIGHTS[mark] > 0), key=_WEIGHTS.__getitem__, default="cohesion")


def _probability(log_odds: float) -> float:
    return round(1.0 / (1.0 + math.exp(-max(-20.0, min(20.0, log_odds)))), 3)
