"""Put the items of a page together, from its content, its headline and its boundary."""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Sequence

import msgspec

from schemas import Decision
from streams.lexicon import Lexicon, lexicon
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.boundary import Boundary, Gap, Layout, find_boundary
from streams.pipeline.segment.cohesion import OPENING_QUOTES, Known, cohesion, headed_pairs, heads, opens_with_connective, stems_of
from streams.pipeline.segment.content import Content, read_content
from streams.pipeline.segment.dateline import find_dateline
from streams.pipeline.segment.headline import Headline, find_headline, find_standfirst
from streams.pipeline.segment.marks import Mark, label_of
from streams.pipeline.segment.page import Found, Page, Passage, Place, Segment
from streams.text.match_key import fold, stem
from streams.text.sentences import ends_sentence

_TOP_LINES = 12
_LONGEST_NAME, _NAME_WORDS = 40, 5
_LAST_BRACKET = re.compile(r"[.!?؟۔»”\"]\s*[(\[]([^()\[\]]{2,32})[)\]]$")
_TITLE_PARTS = re.compile(r"\s+[|–—:·»-]\s+")
_LABEL_WORDS = 6
_SAID_AGAIN = 0.25
_GOES_ON = 1.5
"""Mean weight of news of their own up to which the lines behind a headed item are more of that item."""
_INSIDE = frozenset({"colon", "navigation", "related"})
_SHARING = 3
"""Briefs of a page that open with a place and a dash before that counts as the page's form of dateline."""


class _Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An item as content line numbers: `first` to `end`, with its headline on `first` where it has one."""

    first: int
    end: int
    headline: bool
    place: Place
    decisions: tuple[Decision, ...] = ()


def segment(
    lines: Sequence[Line],
    *,
    titles: Sequence[str],
    language: str,
    agencies: frozenset[str],
    set_apart: bool = False,
    check: Check = unlimited,
) -> Page:
    """The items of the page whose lines these are.

    `titles` is what the head of the page calls its headline, `language` the ISO 639 code of the page's language, `agencies` are folded
    names that the item's source goes by. `set_apart` says that a news format sent the lines as one item: then only a mark parts them.
    Raises TooComplex where `check` does.
    """
    lex = lexicon(language)
    content = read_content(lines, agencies | _signing(lines, titles), lex, set_apart=set_apart, check=check)
    if not content.lines:
        return Page(segments=(), furniture=content.furniture)
    drafts, extra = _drafts(content, titles, lex, check, set_apart=set_apart)
    if not drafts:
        return Page(segments=(), furniture=(*content.furniture, *extra))
    sure = [not loose for loose in _shared_form(drafts, content)]
    segments = [_build(draft, content, lex, sure=each) for draft, each in checked(zip(drafts, sure, strict=True), check)]
    return Page(segments=_with_aside(segments, (*content.furniture, *extra)))


def _signing(lines: Sequence[Line], titles: Sequence[str]) -> frozenset[str]:
    """Folded names that the page itself gives the agency: in datelines, in a last bracket, in its title behind the headline, at its top."""
    named = [found[0].agency for line in lines[:_TOP_LINES] if (found := find_dateline(line.text, sure=True)) is not None]
    named += [match[1] for line in lines if line.text[-1] in ")]" and (match := _LAST_BRACKET.search(line.text)) is not None]
    named += [
        part for title in titles if _TITLE_PARTS.search(title) for part in (_TITLE_PARTS.split(title)[0], _TITLE_PARTS.split(title)[-1])
    ]
    return frozenset(fold(name) for name in named if name and len(name) <= _LONGEST_NAME) - {""}


def _drafts(content: Content, titles: Sequence[str], lex: Lexicon, check: Check, *, set_apart: bool) -> tuple[list[_Draft], list[Found]]:
    headed = _headed(content)
    headline = None if headed else find_headline(content.lines, titles, lex)
    top = headline.at if headline else 0
    drafts, extra = _above(content, top)
    body, gaps = content.lines[top:], content.gaps[top:]
    layout = Layout(
        headline=headline is not None,
        taken_up=headline is not None and _stands_over(body[0], body[1:], gaps[1:], lex),
        headed=headed,
        entries=tuple(i - top for i in content.entries),
        set_apart=set_apart,
        names=frozenset(stem(word) for name in content.agencies for word in name.split()),
        bulleted=frozenset(i - top for i in range(top, len(content.lines)) if content.bullets[i] is not None),
        bare=sum(not content.prose[i] and content.bullets[i] is None for i in range(top + 1, len(content.lines))),
        quoted=sum(
            line.text[0] in OPENING_QUOTES and line.block.kind != "item" and content.bullets[i] is None
            for i, line in enumerate(body, start=top)
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
        drafts.append(_Draft(first=top, end=first_brief, headline=headline is not None, place="story", decisions=decisions))
    elif headline is not None:
        line = content.lines[top]
        extra.append(Found(line, Mark.whole(line, "section", "headline.of_digest")))
    place: Place = "beside" if has_story else "digest"
    briefs, labels = _briefs(content, first_brief, lex, place, decisions, pairs=headed > 0)
    drafts += briefs
    extra += labels
    if not drafts:
        return [], extra
    if len(drafts) == 1:
        drafts = [msgspec.structs.replace(drafts[0], place="alone")]
    return drafts, extra


def _stands_over(headline: Line, text: Sequence[Line], gaps: Sequence[Gap], lex: Lexicon) -> bool:
    """Whether the text says again what its headline says, or opens with a dateline, as a story does; a digest's title is said nowhere."""
    dated = ["dateline" in gap.marks for gap in gaps]
    if dated[:1] == [True] and sum(dated) == 1:
        return True
    stems = stems_of(headline, lex)
    said = set().union(*(stems_of(line, lex) for line in text))
    return len(stems & said) >= min(2.0, max(1.0, _SAID_AGAIN * len(stems)))


def _headed(content: Content) -> int:
    """How many pairs of a headline and a paragraph the page is made of, a title above them allowed; 0 where it is made of anything else."""
    for start in (0, 1):
        pairs = headed_pairs(content.lines, content.prose, start)
        if pairs >= _SHARING and start + 2 * pairs >= len(content.lines) - 1:
            return pairs
    return 0


def _above(content: Content, top: int) -> tuple[list[_Draft], list[Found]]:
    """What stands above the headline: sentences are briefs, anything else is the page's furniture."""
    drafts, extra = [], []
    for i, line in enumerate(content.lines[:top]):
        if ends_sentence(line.text) and len(line.words) >= 6:
            above = Decision(what="boundary", value="brief above the headline", score=0.8, rule="boundary.above_headline")
            drafts.append(_Draft(first=i, end=i + 1, headline=False, place="beside", decisions=(above,)))
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
    content: Content, start: int, lex: Lexicon, place: Place, decisions: tuple[Decision, ...], *, pairs: bool
) -> tuple[list[_Draft], list[Found]]:
    """The items from `start` on, and the labels among them; `pairs` says that they are pairs of a headline and a paragraph.

    One item a line; a short line without a full stop that the next line takes up is that line's headline, and what then takes up the two is
    more of the item. A bare line beside items of running text is no item: a label over them, or a link.
    """
    drafts: list[_Draft] = []
    labels: list[Found] = []
    boundary = decisions[:1]
    prose = any(content.prose[start:])
    bullets = Counter(bullet.value[0] for bullet in content.bullets[start:] if bullet is not None)
    listed = bullets.total() >= _SHARING and 2 * bullets.total() >= len(content.lines) - start
    usual = max(bullets, key=bullets.__getitem__, default="")
    i = start
    while i < len(content.lines):
        headed = i + 1 < len(content.lines) and (
            (pairs and not content.prose[i] and content.prose[i + 1]) or heads(content.lines[i], content.lines[i + 1], lex)
        )
        bare = prose and not content.prose[i]
        bullet = content.bullets[i]
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
            end = _developed(content, i, end, lex)
        drafts.append(_Draft(first=i, end=end, headline=headed, place=place, decisions=boundary))
        i = end
    return drafts, labels


def _developed(content: Content, first: int, end: int, lex: Lexicon) -> int:
    """Where the headed item that begins at `first` ends.

    The lines from `end` to the next headline or mark are more of it, unless most of them say nothing that it said before.
    """
    headline = stems_of(content.lines[first], lex)
    known = set(headline | stems_of(content.lines[first + 1], lex))
    last, apart = end, 0.0
    while last < len(content.lines) and not content.gaps[last].marks - _INSIDE:
        line = content.lines[last]
        if last + 1 < len(content.lines) and heads(line, content.lines[last + 1], lex) and not opens_with_connective(line, lex):
            break
        stems = stems_of(line, lex)
        apart += cohesion(line, stems, Known(headline, known), lex)
        known |= stems
        last += 1
    return last if last > end and apart <= _GOES_ON * (last - end) else end


def _shared_form(drafts: Sequence[_Draft], content: Content) -> list[bool]:
    """For each item whether a place before a dash is a dateline: it is where a story begins, and where the page's briefs share the form."""
    briefs = [draft for draft in drafts if draft.place in ("beside", "digest")]
    dated = [draft for draft in briefs if find_dateline(content.lines[draft.end - 1].text) is not None]
    shared = len(dated) >= _SHARING and 2 * len(dated) > len(briefs)
    return [shared or draft.place in ("story", "alone") for draft in drafts]


def _build(draft: _Draft, content: Content, lex: Lexicon, *, sure: bool) -> Segment:
    indexes = list(range(draft.first, draft.end))
    headline = None
    standfirst: list[Passage] = []
    aside: list[Found] = []
    if draft.headline and len(indexes) > 1:
        headline = _passage(content, indexes.pop(0), aside, listed=draft.place != "story")
    told = headline is None and len(indexes) > 1 and content.lines[indexes[0]].block.told == "standfirst"
    if told or (headline is not None and find_standfirst([content.lines[i] for i in indexes], lex)):
        standfirst = [_passage(content, indexes.pop(0), aside, listed=False)]
        while len(indexes) > 1 and content.lines[indexes[0]].block.told == "standfirst":
            standfirst.append(_passage(content, indexes.pop(0), aside, listed=False))
    paragraphs = [_passage(content, i, aside, listed=draft.place in ("beside", "digest") or len(indexes) == 1) for i in indexes]
    if headline is not None:
        headline = _without_label(headline, aside)
    else:
        paragraphs[0] = _without_label(paragraphs[0], aside)
    dateline = None
    found = (
        None
        if paragraphs[0].line.block.told == "headline"
        else find_dateline(paragraphs[0].text, sure=sure, agencies=content.agencies, stop=lex is lexicon("de"))
    )
    if found is not None:
        dateline, length = found
        lead = paragraphs[0]
        mark = Mark(role="dateline", start=lead.start, end=lead.start + len(dateline.text), value=dateline.text, rule="mark.dateline")
        aside.append(Found(lead.line, mark))
        paragraphs[0] = Passage(lead.line, lead.start + length, lead.end)
    credit = content.credits[indexes[-1]]
    if credit is not None:
        last = paragraphs[-1]
        cut = Passage(last.line, last.start, credit.start)
        if cut.text.strip():
            aside.append(Found(last.line, credit))
            paragraphs[-1] = cut
    return Segment(
        headline=headline,
        standfirst=tuple(standfirst),
        paragraphs=tuple(_trimmed(paragraph) for paragraph in paragraphs),
        dateline=dateline,
        aside=tuple(aside),
        place=draft.place,
        decisions=draft.decisions,
    )


def _passage(content: Content, i: int, aside: list[Found], *, listed: bool) -> Passage:
    """Content line `i` as running text. What makes it one of several items is set aside; in a story a list keeps its bullets."""
    line, bullet = content.lines[i], content.bullets[i]
    if bullet is None or not listed:
        return Passage.whole(line)
    aside.append(Found(line, bullet))
    return _trimmed(Passage(line, bullet.end, len(line.text)))


def _without_label(passage: Passage, aside: list[Found]) -> Passage:
    label = label_of(passage.line, passage.start)
    if label is None or label.end >= passage.end:
        return passage
    aside.append(Found(passage.line, label))
    return _trimmed(Passage(passage.line, label.end, passage.end))


def _trimmed(passage: Passage) -> Passage:
    text = passage.text
    return Passage(passage.line, passage.start + len(text) - len(text.lstrip()), passage.end - (len(text) - len(text.rstrip())))


def _with_aside(segments: Sequence[Segment], found: Sequence[Found]) -> tuple[Segment, ...]:
    """Give each piece of furniture to the item that it goes with: a section label to the next one, anything else to the one it follows."""
    starts = [_first_line(segment) for segment in segments]
    lists: list[list[Found]] = [list(segment.aside) for segment in segments]
    for each in found:
        at = max(0, bisect.bisect_right(starts, each.line.index) - 1)
        if each.mark.role == "section" and starts[at] < each.line.index and at + 1 < len(segments):
            at += 1
        lists[at].append(each)
    return tuple(
        msgspec.structs.replace(segment, aside=tuple(sorted(aside, key=lambda f: (f.line.index, f.mark.start))))
        for segment, aside in zip(segments, lists, strict=True)
    )


def _first_line(segment: Segment) -> int:
    return (segment.headline or (*segment.standfirst, *segment.paragraphs)[0]).line.index
