"""The boundary: where on a page the story ends and the briefs begin.

One change point a page: every split is scored at once, by the evidence at the boundary (end mark, notice, label, bullets, new dateline)
and by how much each line behind it looks like news of its own; so is a page that is one story, and one that is briefs alone. The scores
are log-odds, linear in the weights of `boundary.toml`, which were fitted on labelled pages: a split's share of all is how sure it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.budget import Check, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import count_said, stems_of
from streams.pipeline.segment.evidence import read_evidence
from streams.pipeline.segment.gaps import Gap, opening_sign
from streams.pipeline.segment.weights import Weights, fitted

# Marks that only briefs bring; bullets, new places and rules across the page stand inside stories too.
_STRONG = frozenset({"section", "notice", "terminator", "credit", "zone"})
# What stands inside stories as often as not.
_INSIDE = frozenset({"colon", "related", "navigation"})
# So many paragraphs are few under a headline.
_FEW = 3
# Lines of one page say the same things: ten are not ten times the proof of one. The line at the split, and the one above, count once more.
_DAMPING, _EDGE = 0.4, 0.15
_MOST_PARAGRAPHS, _MOST_BELOW, _MOST_SIGNED = 4, 6, 3
# So many pairs of headline and paragraph, and nothing else.
_HEADED_ITEMS = 3
# So many lines that open with a dateline of their own, and hardly any other.
_DATED_ITEMS, _MOSTLY = 2, 0.75
# So many bulleted lines with hardly any prose around them.
_BULLETED_ITEMS, _MOST_INTRODUCTION = 6, 2
# A list under a line that announces headlines is no story, however often its lines say each other's words, as those of one morning do. By
# hand: the fit saw four such pages.
_NOTHING_ELSE = 4.0
_MOST_QUOTED, _MOST_SAID = 3, 3
_MOST_PAIRS, _SHORTEST, _LONGEST = 3, 2, 20
_ABOVE = tuple(f"above_{count}" for count in range(_MOST_PARAGRAPHS + 1))
_BELOW = tuple(f"below_{count}" for count in range(_MOST_BELOW + 1))


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
    that a bullet opens, `bare` how many of the others are no prose; `listing` says that the first lines announce headlines. `set_apart`
    says that a news format sent the lines as one item; `names` are stems of the agency's names, which tell nothing of what a line is about.
    `whole` says that it is a page, and not what stands on one under a second headline.
    """

    headline: bool
    taken_up: bool = True
    headed: int = 0
    entries: tuple[int, ...] = ()
    set_apart: bool = False
    quoted: int = 0
    bulleted: frozenset[int] = frozenset()
    bare: int = 0
    listing: bool = False
    names: frozenset[str] = frozenset()
    whole: bool = True


def find_boundary(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, layout: Layout, check: Check = unlimited) -> Boundary:
    """Where the briefs begin in `lines`. Index 0 (1 under a headline) says that there is no story: all lines are briefs."""
    scores = split_scores(lines, gaps, lexicon, layout, fitted(), check)
    digest = 1 if layout.headline else 0
    if digest in scores and _is_sure_list(layout, len(lines) - digest):
        scores[digest] = max(scores[digest], _NOTHING_ELSE)
    best = max(scores, key=scores.__getitem__)
    highest = scores[best]
    sure = 1.0 / sum([math.exp(score - highest) for score in scores.values()])
    return Boundary(at=best, score=round(sure, 3), rule="boundary." + _rule(best, lines, gaps, layout))


def split_scores(
    lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, layout: Layout, weights: Weights, check: Check = unlimited
) -> dict[int, float]:
    """The log-odds of each place where the briefs may begin in `lines`, by its index; 0 for the end of the page."""
    evidence = read_evidence(lines, gaps, lexicon, layout.names, weights, check)
    first = 1 if layout.headline else 0
    split, by_hand = weights.split, weights.by_hand
    set_apart = by_hand["set_apart"] * layout.set_apart
    below_of, alone, heading = evidence.below, evidence.alone, evidence.heading
    scores = {len(lines): 0.0}
    signs = _signs(lines, gaps, first)
    listed_from = next((i for i, sign in enumerate(signs) if sign), 0)
    pairs = _pairs(lines, first)
    for at in range(max((first, *layout.entries)) + 1, len(lines)):
        below = len(lines) - at
        score = below_of[at] / below**_DAMPING
        score = score + _EDGE * (alone[at] - (alone[at - 1] if at - 1 > first else 0.0))
        marks = gaps[at].marks
        for mark in marks:
            score = score + weights.gap[mark]
        if heading[at] or (marks and not _STRONG.isdisjoint(marks)):
            score = score + split["one_below_mark"] * (below == 1 and "section" not in marks)
            score = score + by_hand["behind_entries"] * bool(layout.entries)
        else:
            above = at - first
            score = score + split[_ABOVE[above if above < _MOST_PARAGRAPHS else -1]] + split[_BELOW[below if below < _MOST_BELOW else -1]]
        if heading[at]:
            score = score + split["headline"] + split["headline_dated"] * ("dateline" in gaps[at + 1].marks)
        if pairs[at]:
            only = 2 * pairs[at] >= below - 1
            score = score + split["pairs"] * min(_MOST_PAIRS, pairs[at]) + split["pairs_only"] * only
            if only:
                score = score + split["pairs_taken_up"] * _taken_up(lines, at, pairs[at], lexicon)
        # The first of several lines that open with the same sign.
        if listed_from >= at and (sign := signs[at] or (signs[at + 1] if below > 1 else "")):
            count = signs.count(sign)
            score = score + split["signs"] * min(_MOST_SIGNED, count)
            score = score + (split["sign_alone"] if count == 1 else split["signs_only"] * (count >= below - 1))
        scores[at] = score + set_apart
    if not (layout.set_apart or layout.entries) and len(lines) - first >= 2:
        score = sum(alone[first + 1 :], 0.0) / (len(lines) - first - 1) ** _DAMPING
        few = layout.headline and layout.whole and len(lines) - first <= _FEW and not any(signs)
        score = score + by_hand["few_under_headline"] * few
        score = score + sum((weights.digest[name] * value for name, value in _digest(lines, gaps, lexicon, layout, signs)), 0.0)
        scores[first] = score
    return scores


def _digest(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, layout: Layout, signs: list[str]) -> Iterator[tuple[str, float]]:
    """What speaks for or against a page of briefs alone, beside what its lines say."""
    first = 1 if layout.headline else 0
    count = len(lines) - first
    yield "any", 1.0
    if layout.headline:
        headline = stems_of(lines[0], lexicon)
        said = count_said(headline, lines[1:], lexicon, _MOST_SAID)
        yield "headline_taken_up" if layout.taken_up else "headline_alone", 1.0
        yield f"headline_said_{min(_MOST_SAID, said)}", 1.0
        yield "headline_not_in_lead", float(headline.isdisjoint(stems_of(lines[1], lexicon)))
        yield "lead_dated", float("dateline" in gaps[1].marks)
    yield "section", float("section" in gaps[first].marks)
    yield "section_under_headline", float(layout.headline and "section" in gaps[first].marks)
    yield "headed", float(layout.headed >= _HEADED_ITEMS)
    dated = ["dateline" in gap.marks for gap in gaps[first + 1 :]].count(True)
    yield "dated", float(dated >= _DATED_ITEMS and dated >= _MOSTLY * (count - 1))
    yield "bulleted", float(_is_list(layout, count))
    yield "signs", (len(lines) - signs.count("")) / count
    yield "listed", float(bool(signs[first] or signs[first + 1]))
    yield "quoted", float(min(_MOST_QUOTED, layout.quoted))


def _is_sure_list(layout: Layout, count: int) -> bool:
    """Whether a line announces a list, or nothing but a list is there."""
    alone = not layout.headline and layout.whole and len(layout.bulleted) == count >= _HEADED_ITEMS
    return alone or (layout.listing and _is_list(layout, count))


def _is_list(layout: Layout, count: int) -> bool:
    """Whether so many of the `count` lines open with a bullet, and hardly any other is prose."""
    return len(layout.bulleted) >= _BULLETED_ITEMS and count - len(layout.bulleted) - layout.bare <= _MOST_INTRODUCTION


def _pairs(lines: Sequence[Line], first: int) -> list[int]:
    """How many pairs of a short line without a full stop and a line with one follow each other from each line on."""
    pairs = [0] * (len(lines) + 2)
    for i in range(len(lines) - 2, first, -1):
        if not lines[i].ends and lines[i + 1].ends and _SHORTEST <= len(lines[i].words) <= _LONGEST:
            pairs[i] = pairs[i + 2] + 1
    return pairs


def _taken_up(lines: Sequence[Line], at: int, pairs: int, lexicon: Lexicon) -> int:
    """How many of the first pairs from `at` on share a word: headlines of briefs do, subheads of a story hardly ever."""
    ends = at + 2 * min(pairs, _MOST_PAIRS)
    return sum(not stems_of(lines[i], lexicon).isdisjoint(stems_of(lines[i + 1], lexicon)) for i in range(at, ends, 2))


def _signs(lines: Sequence[Line], gaps: Sequence[Gap], first: int) -> list[str]:
    """The sign that opens each line; none for the headline, and for a list that a colon announces, which belongs to the text above it."""
    # No sign begins with two letters, and most lines do.
    signed = [i for i, line in enumerate(lines) if not line.text[:2].isalpha()]
    signs = [""] * len(lines)
    for i in signed:
        if i >= first and "colon" not in gaps[i].marks:
            signs[i] = opening_sign(lines[i])
    return signs


def _rule(at: int, lines: Sequence[Line], gaps: Sequence[Gap], layout: Layout) -> str:
    """What the decision goes by: the mark that weighs most, the words alone where none speaks for it."""
    if at == len(lines):
        return "none"
    if at == (1 if layout.headline else 0):
        return "digest"
    # Sorted, because a set's order is another in each process, and an item that is read again must give the same record.
    return max(sorted(gaps[at].marks - _INSIDE), key=fitted().gap.__getitem__, default="cohesion")
