"""Drafts: which of the content lines of a page make an item each, where the story ends, and what are labels among them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from schemas import Decision
from streams.lexicon import Lexicon, everywhere
from streams.pipeline.budget import Check
from streams.pipeline.clean import Line
from streams.pipeline.segment.boundary import Boundary, Layout, find_boundary
from streams.pipeline.segment.cohesion import (
    OPENING_QUOTES,
    count_said,
    headed_pairs,
    heads,
    opens_with_connective,
    stems_of,
)
from streams.pipeline.segment.content import Content
from streams.pipeline.segment.dateline import dateline_of
from streams.pipeline.segment.gaps import Gap
from streams.pipeline.segment.headline import Headline, find_headline
from streams.pipeline.segment.marks import Mark
from streams.pipeline.segment.page import Found, Place
from streams.text.match_key import stem

_LABEL_WORDS = 6
_ANNOUNCING, _LONGEST_TITLE = 2, 24
"""The headline and the line below it, and their words that are looked at."""
_LEAST_HEADLINE = 3
_MOST_LINES = 80
"""Lines of a second story that are looked at."""
_SAID_AGAIN = 0.25
_INSIDE = frozenset({"colon", "navigation", "related"})
_PARTING = frozenset({"credit", "notice", "terminator", "separator", "zone"})
_SHARING = 3
"""Briefs of a page that open with a place and a dash before that counts as the page's form of dateline."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An item as content line numbers: `first` to `end`, with its headline on `first` where it has one."""

    first: int
    end: int
    headline: bool
    place: Place
    decisions: tuple[Decision, ...] = ()


def draft_items(content: Content, titles: Sequence[str], lex: Lexicon, check: Check, *, set_apart: bool) -> tuple[list[Draft], list[Found]]:
    """The items of the page, and what among the content lines turned out to be of none: labels, links, the title of a digest.

    Arguments as for `segment`; raises TooComplex where `check` does.
    """
    headed = _headed(content)
    briefs_first = "section" in content.gaps[0].marks or content.bullets[0] is not None
    headline = None if headed else find_headline(content.lines, titles, lex, briefs_first=briefs_first)
    top = headline.at if headline else 0
    drafts, extra = _above(content, top)
    body, gaps, bullets = content.lines[top:], content.gaps[top:], content.bullets[top:]
    bulleted = frozenset([i for i, bullet in enumerate(bullets) if bullet is not None])
    layout = Layout(
        headline=headline is not None,
        # Nobody sets a digest's title below other briefs.
        taken_up=headline is not None and (top > 0 or _stands_over(body[0], body[1:], gaps[1:], lex)),
        headed=headed,
        entries=tuple(i - top for i in content.entries),
        set_apart=set_apart,
        names=frozenset(stem(word) for name in content.agencies for word in name.split()),
        bulleted=bulleted,
        bare=len([i for i, prose in enumerate(content.prose[top:]) if not prose and i and i not in bulleted]),
        listing=any(map(_announces_headlines, body[:_ANNOUNCING])),
        quoted=len(
            [i for i, line in enumerate(body) if line.text[0] in OPENING_QUOTES and line.block.kind != "item" and i not in bulleted]
        ),
    )
    boundary = find_boundary(body, gaps, lex, layout, check)
    check()
    decisions = _decisions(headline, boundary)
    first_brief = top + boundary.at
    has_story = boundary.rule != "boundary.digest"
    if has_story:
        # A label that nobody listed stands between the story and its briefs.
        while first_brief - top > 2 and first_brief < len(content.lines) and _is_label(content, first_brief - 1):
            first_brief -= 1
        drafts.append(Draft(first=top, end=first_brief, headline=headline is not None, place="story", decisions=decisions))
    elif headline is not None:
        line = content.lines[top]
        extra.append(Found(line, Mark.whole(line, "section", "headline.of_digest")))
    place: Place = "beside" if has_story else "digest"
    briefs, labels = _briefs(content, first_brief, layout, lex, place, decisions, check)
    drafts += briefs
    extra += labels
    if not drafts:
        return [], extra
    if len(drafts) == 1:
        drafts = [msgspec.structs.replace(drafts[0], place="alone")]
    return drafts, extra


def _announces_headlines(line: Line) -> bool:
    """Whether a line has the words of a label over briefs in it: `The headlines of this morning's papers`."""
    return everywhere().sections.begins_in(line.words, _LONGEST_TITLE)


def _stands_over(headline: Line, text: Sequence[Line], gaps: Sequence[Gap], lex: Lexicon) -> bool:
    """Whether the text says again what its headline says, or opens with a dateline, as a story does; a digest's title is said nowhere."""
    dated = ["dateline" in gap.marks for gap in gaps]
    if dated and dated[0] and dated.count(True) == 1:
        return True
    stems = stems_of(headline, lex)
    enough = min(2.0, max(1.0, _SAID_AGAIN * len(stems)))
    return count_said(stems, text, lex, enough) >= enough


def _headed(content: Content) -> int:
    """How many pairs of a headline and a paragraph the page is made of, a title above them allowed; 0 where it is made of anything else."""
    for start in (0, 1):
        pairs = headed_pairs(content.lines, content.prose, start)
        if pairs >= _SHARING and start + 2 * pairs >= len(content.lines) - 1:
            return pairs
    return 0


def _above(content: Content, top: int) -> tuple[list[Draft], list[Found]]:
    """What stands above the headline: sentences are briefs, anything else is the page's furniture."""
    drafts, extra = [], []
    for i, line in enumerate(content.lines[:top]):
        if line.ends and len(line.words) >= 6:
            above = Decision(what="boundary", value="brief above the headline", score=0.8, rule="boundary.above_headline")
            drafts.append(Draft(first=i, end=i + 1, headline=False, place="beside", decisions=(above,)))
        else:
            extra.append(Found(line, Mark.whole(line, "navigation", "furniture.above_headline")))
    return drafts, extra


def _decisions(headline: Headline | None, boundary: Boundary) -> tuple[Decision, ...]:
    found = [
        Decision(
            what="boundary",
            value="end of page" if boundary.rule == "boundary.none" else "briefs follow",
            score=boundary.score,
            rule=boundary.rule,
        )
    ]
    if headline is not None:
        found.append(Decision(what="headline", value="found", score=headline.score, rule=headline.rule))
    return tuple(found)


def _is_label(content: Content, i: int) -> bool:
    line = content.lines[i]
    return not content.prose[i] and content.bullets[i] is None and len(line.words) <= _LABEL_WORDS and not line.ends


def _briefs(
    content: Content, start: int, layout: Layout, lex: Lexicon, place: Place, decisions: tuple[Decision, ...], check: Check
) -> tuple[list[Draft], list[Found]]:
    """The items from `start` on, and the labels among them; `layout` is the page's.

    One item a line; a short line without a full stop that the next line takes up is that line's headline, and what then takes up the two is
    more of the item. A bare line beside items of running text is no item: a label over them, or a link.
    """
    drafts: list[Draft] = []
    labels: list[Found] = []
    boundary = decisions[:1]
    pairs = layout.headed > 0 or _in_pairs(content, start)
    prose = any(content.prose[start:])
    bullets = Counter(bullet.value[0] for bullet in content.bullets[start:] if bullet is not None)
    listed = bullets.total() >= _SHARING and 2 * bullets.total() >= len(content.lines) - start
    usual = max(bullets, key=bullets.__getitem__, default="")
    i = start
    while i < len(content.lines):
        headed = i + 1 < len(content.lines) and (
            (pairs and not content.prose[i] and content.prose[i + 1])
            or (not (listed and content.bullets[i + 1] is not None) and heads(content.lines[i], content.lines[i + 1], lex))
        )
        bare = prose and not content.prose[i]
        bullet = content.bullets[i]
        if bare and not headed and bullet is None and (i == start or content.gaps[i].marks & _PARTING) and _may_head(content, i, lex):
            end = _developed(content, i, layout, lex, check)
            if end - i > _SHARING:
                drafts.append(Draft(first=i, end=end, headline=True, place=place, decisions=boundary))
                i = end
                continue
        # A short line with a bullet of its own is a label over the items of others.
        unlike = (
            bullet is not None
            and listed
            and len(content.lines[i].words) <= _LABEL_WORDS
            and not bullet.value[0].isdigit()
            and bullet.value[0] != usual
        )
        if not headed and (unlike or (bullet is None and (bare or (listed and place == "digest")))):
            line = content.lines[i]
            label = i + 1 < len(content.lines) and len(line.words) <= _LABEL_WORDS
            labels.append(Found(line, Mark.whole(line, "section" if label else "related", "segment.bare_line")))
            i += 1
            continue
        end = i + 1 + headed
        if headed and not pairs:
            end = max(end, _developed(content, i, layout, lex, check))
        drafts.append(Draft(first=i, end=end, headline=headed, place=place, decisions=boundary))
        i = end
    return drafts, labels


def _in_pairs(content: Content, start: int) -> bool:
    """Whether the lines from `start` on are pairs of a headline and a paragraph, as far as to a label over them and a few at the foot."""
    for at in (start, start + 1):
        count = headed_pairs(content.lines, content.prose, at)
        if count < 2 or at + 2 * count < len(content.lines) - count:
            continue
        if count >= _SHARING or [bullet is not None for bullet in content.bullets[at : at + 2 * count]] == [True, False] * count:
            return True
    return False


def _may_head(content: Content, i: int, lex: Lexicon) -> bool:
    """Whether bare line `i` may be the headline of a story whose text says little of it again; the next line may be its byline."""
    lines, prose = content.lines, content.prose
    if i + _SHARING >= len(lines) or len(lines[i].words) < _LEAST_HEADLINE:
        return False
    return prose[i + 1] or (prose[i + 2] and not heads(lines[i + 1], lines[i + 2], lex))


def _developed(content: Content, first: int, layout: Layout, lex: Lexicon, check: Check) -> int:
    """Where the item under the headline in line `first` ends: what follows is read as a page of its own, as far as to the next mark.

    `first` itself where the lines are unrelated to the headline and to each other.
    """
    last = first + 2
    if last + 1 < len(content.lines) and not content.prose[last] and content.prose[last + 1]:
        return last
    while last < min(len(content.lines), first + _MOST_LINES) and not content.gaps[last].marks - _INSIDE:
        line = content.lines[last]
        if last + 1 < len(content.lines) and heads(line, content.lines[last + 1], lex) and not opens_with_connective(line, lex):
            break
        last += 1
    if last - first <= 2:
        return last
    below = Layout(headline=True, names=layout.names, whole=False)
    boundary = find_boundary(content.lines[first:last], content.gaps[first:last], lex, below, check)
    return first if boundary.rule == "boundary.digest" else first + boundary.at


def shared_form(drafts: Sequence[Draft], content: Content) -> list[bool]:
    """For each item whether a place before a dash is a dateline: it is where a story begins, and where the page's briefs share the form."""
    briefs = [draft for draft in drafts if draft.place in ("beside", "digest")]
    dated = [draft for draft in briefs if dateline_of(content.lines[draft.end - 1]) is not None]
    shared = len(dated) >= _SHARING and 2 * len(dated) > len(briefs)
    return [shared or draft.place in ("story", "alone") for draft in drafts]
