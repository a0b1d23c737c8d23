"""Put the items of a page together, from its content, its headline and its boundary."""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence

import msgspec

from schemas import Dateline
from streams.lexicon import Lexicon, everywhere, lexicon
from streams.pipeline.budget import Check, checked, unlimited
from streams.pipeline.clean import Line
from streams.pipeline.segment.content import Content, read_content
from streams.pipeline.segment.dateline import dateline_of, find_dateline
from streams.pipeline.segment.drafts import Draft, draft_items, shared_form
from streams.pipeline.segment.headline import find_standfirst
from streams.pipeline.segment.marks import Mark, label_of
from streams.pipeline.segment.page import Found, Page, Passage, Segment
from streams.text.match_key import fold, words

_TOP_LINES = 12
_LONGEST_NAME = 40
_LAST_BRACKET = re.compile(r"[.!?؟۔»”\"]\s*[(\[]([^()\[\]]{2,32})[)\]]$")
_RIGHTS = re.compile(r"©|\([cC]\)")
_YEAR = re.compile(r"(?<!\d)(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d(?!\d)")
_IMPRINT_LINES, _IMPRINT_WORDS = 4, 12
"""An imprint is among the page's last lines, and no sentence."""
_LONGEST_SITE_NAME = 5
"""Spaces in the longest name of a site."""
_SHORTEST_HOST = 4
_TITLE_PARTS = re.compile(r"\s+[|–—:·»-]\s+")


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
    content = read_content(lines, titles, agencies | _signing(lines, titles, agencies), lex, set_apart=set_apart, check=check)
    if not content.lines:
        return Page(segments=(), furniture=content.furniture)
    drafts, extra = draft_items(content, titles, lex, check, set_apart=set_apart)
    if not drafts:
        return Page(segments=(), furniture=(*content.furniture, *extra))
    sure = [not loose for loose in shared_form(drafts, content)]
    stop = lex is lexicon("de")
    segments = [_build(draft, content, lex, sure=each, stop=stop) for draft, each in zip(checked(drafts, check), sure, strict=True)]
    return Page(segments=_with_aside(segments, (*content.furniture, *extra)))


def _signing(lines: Sequence[Line], titles: Sequence[str], agencies: frozenset[str]) -> frozenset[str]:
    """Folded names that the page itself gives the agency: in datelines, in a last bracket, in its title, at its top."""
    named = [found[0].agency for line in lines[:_TOP_LINES] if not line.plain and (found := dateline_of(line, sure=True)) is not None]
    named += [match[1] for line in lines if line.text[-1] in ")]" and (match := _LAST_BRACKET.search(line.text)) is not None]
    named += [part for title in titles for part in _names_in(title, lines, agencies)]
    return frozenset(fold(name) for name in named if name and len(name) <= _LONGEST_NAME) - {""}


def _names_in(title: str, lines: Sequence[Line], agencies: frozenset[str]) -> Sequence[str]:
    """What in the title of a page names its site.

    The part that the source goes by too, else each end; all of it where the host's name is just that, or the page's imprint says so.
    """
    parts = _TITLE_PARTS.split(title)
    if len(parts) > 1:
        ends = (parts[0], parts[-1])
        return [part for part in ends if _goes_by(part, agencies)] or ends
    if title.count(" ") > _LONGEST_SITE_NAME:
        return ()
    if _goes_by(title, agencies) and not everywhere().agency_words.isdisjoint(words(title)):
        return (title,)
    joined = "".join(words(title))
    named = any(known.replace(" ", "") == joined for known in agencies) or any(_is_imprint(line, title) for line in lines[-_IMPRINT_LINES:])
    return (title,) if named or any(title in line.text and _RIGHTS.search(line.text) for line in lines) else ()


def _is_imprint(line: Line, name: str) -> bool:
    """Whether the line gives the years of what goes by that name: 2009–2026 Ada Telgraf."""
    before, named, after = line.text.partition(name)
    return bool(named) and not line.ends and len(line.words) <= _IMPRINT_WORDS and _YEAR.search(f"{before} {after}") is not None


def _goes_by(name: str, agencies: frozenset[str]) -> bool:
    """Whether a name begins as one of the agency's, which a host name runs together."""
    joined = "".join(words(name))
    return any(len(known) >= _SHORTEST_HOST and joined.startswith(known.replace(" ", "")) for known in agencies)


def _build(draft: Draft, content: Content, lex: Lexicon, *, sure: bool, stop: bool) -> Segment:
    """The item of a `draft`. Its dateline is one that is `sure`, or of any form, with a `stop` alone behind a place among them."""
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
    found = None if paragraphs[0].line.block.told == "headline" else _dateline(paragraphs[0], content.agencies, sure=sure, stop=stop)
    if found is not None:
        dateline, length = found
        lead = paragraphs[0]
        mark = Mark(role="dateline", start=lead.start, end=lead.start + len(dateline.text), value=dateline.text, rule="mark.dateline")
        aside.append(Found(lead.line, mark))
        paragraphs[0] = _trimmed(Passage(lead.line, lead.start + length, lead.end))
    credit = content.credits[indexes[-1]]
    if credit is not None:
        last = paragraphs[-1]
        cut = Passage(last.line, last.start, credit.start)
        if cut.text.strip():
            aside.append(Found(last.line, credit))
            paragraphs[-1] = _trimmed(cut)
    return Segment(
        headline=headline,
        standfirst=tuple(standfirst),
        paragraphs=tuple(paragraphs),
        dateline=dateline,
        aside=tuple(aside),
        place=draft.place,
        decisions=draft.decisions,
    )


def _dateline(passage: Passage, agencies: frozenset[str], *, sure: bool, stop: bool) -> tuple[Dateline, int] | None:
    if passage.is_whole:
        return None if passage.line.plain else dateline_of(passage.line, sure=sure, agencies=agencies, stop=stop)
    return find_dateline(passage.text, sure=sure, agencies=agencies, stop=stop)


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
    """The passage without white space at its ends, as all of a line has none."""
    whole, start, end = passage.line.text, passage.start, passage.end
    if start < end and not (whole[start].isspace() or whole[end - 1].isspace()):
        return passage
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
    return tuple([_with_all(segment, aside) for segment, aside in zip(segments, lists, strict=True)])


def _with_all(segment: Segment, aside: Sequence[Found]) -> Segment:
    """The segment with all that is `aside`, in page order."""
    if len(aside) < 2 and len(aside) == len(segment.aside):
        return segment
    return msgspec.structs.replace(segment, aside=tuple(sorted(aside, key=lambda found: (found.line.index, found.mark.start))))


def _first_line(segment: Segment) -> int:
    return (segment.headline or (segment.standfirst or segment.paragraphs)[0]).line.index
