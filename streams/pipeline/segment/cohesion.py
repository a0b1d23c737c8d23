"""Cohesion: whether a line takes up what the lines before it were about, or states news of its own.

The weights are natural logarithms of likelihood ratios, brief over story. How much overlap to expect by chance was counted in paragraphs of
real articles, each set against another article's lead; what a connective weighs follows from the share of paragraphs that open with one,
which each lexicon gives for its language. The others are set by hand: `docs/pipeline.md` says more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence, Set
from functools import cache

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line

# The share of known stems at which a line is as likely of the story as not: it grows with the number that is known, since overlap by
# chance does. And what each hundredth beyond it weighs.
_EVEN, _EVEN_LOG, _EVEN_LOG2, _LEAST_KNOWN = 0.11, 0.04, 0.012, 20
_OVERLAP = -16.0
_HEADLINE, _MOST_HEADLINE = -0.6, 2
_MOST_APART, _MOST_TOGETHER = 2.6, -2.6
# A line needs this many stems for its overlap to weigh in full.
_FULL_STEMS = 6
_BRIEFS_WITH_CONNECTIVE = 0.04
_SAID_AGAIN = 0.34
_LONGEST_ITEM_HEADLINE, _SHORTEST_ITEM_HEADLINE = 20, 2
# A few words and a colon.
_SPEAKER = re.compile(r"([^\W\d][^:؛;.!?؟،,]{0,30}?)\s*[:：]\s")
# So many lines that ask, and their answers, are an interview.
_QUESTIONS = 2
OPENING_QUOTES = "\"«“„‘'"


class Known(msgspec.Struct, frozen=True):
    """What a page is known to be about so far: the stems of its headline, and of all lines of its story."""

    headline: Set[str]
    stems: Set[str]


def stems_of(line: Line, lexicon: Lexicon) -> frozenset[str]:
    """The stems of `line` that carry a topic."""
    return line.topic(lexicon)


def count_said(stems: frozenset[str], lines: Iterable[Line], lexicon: Lexicon, enough: float = math.inf) -> int:
    """How many of the `stems` the `lines` say, counted line by line and as far as to `enough` of them."""
    left = stems
    most = max(0, len(stems) - enough)
    for line in lines:
        if len(left) <= most:
            break
        left = left - stems_of(line, lexicon)
    return len(stems) - len(left)


def says_again(stems: frozenset[str], below: Iterable[Line], lexicon: Lexicon, least: int) -> bool:
    """Whether the lines `below` say again what a line of `stems` says: so many of them at `least`, and a third."""
    enough = max(least, _SAID_AGAIN * len(stems))
    return count_said(stems, below, lexicon, enough) >= enough


def connective_weight(lexicon: Lexicon, *, found: bool) -> float:
    """What a connective at the head of a line is worth, or that there is none, by how many paragraphs of the language have one."""
    return _connective(lexicon.connective_share, found=found)


@cache
def _connective(share: float, *, found: bool) -> float:
    return math.log(_BRIEFS_WITH_CONNECTIVE / share) if found else math.log((1 - _BRIEFS_WITH_CONNECTIVE) / (1 - share))


def heads(line: Line, after: Line, lexicon: Lexicon) -> bool:
    """Whether `line` is the headline of the item in `after`: short, no full stop, a heading above text or taken up by it."""
    if len(line.words) > _LONGEST_ITEM_HEADLINE or line.ends or not (after.ends or len(after.words) > _LONGEST_ITEM_HEADLINE):
        return False
    if line.block.level and not after.block.level:
        return True
    stems = stems_of(line, lexicon)
    return len(stems & stems_of(after, lexicon)) >= max(2, 0.3 * len(stems))


def headed_pairs(lines: Sequence[Line], prose: Sequence[bool], start: int) -> int:
    """How many items of a headline and one paragraph follow each other from line `start` on."""
    count = asking = 0
    at = start
    while at + 1 < len(lines) and not prose[at] and prose[at + 1] and len(lines[at].words) >= _SHORTEST_ITEM_HEADLINE:
        count += 1
        asking += lines[at].text.rstrip()[-1:] in "?؟"
        at += 2
    # Questions head the answers of an interview, which is one story.
    return count if 2 * asking <= count else 0


def speakers(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that open with a label which other lines open with too, as speakers do in an interview: `Q:`, `س:`, a name and a colon."""
    # Looked for first, because most lines have none.
    with_colon = [i for i, line in enumerate(lines) if ":" in line.text or "：" in line.text]
    if len(with_colon) < 2:
        return frozenset()
    labels: dict[str, list[int]] = {}
    for i in with_colon:
        if (match := _SPEAKER.match(lines[i].text)) is not None:
            labels.setdefault(match[1], []).append(i)
    return frozenset(i for found in labels.values() if len(found) > 1 for i in found)


def interview(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that ask and those behind them, where they are several."""
    asking = [i for i, line in enumerate(lines) if i and line.text[-1] in "?؟"]
    return frozenset((*asking, *(i + 1 for i in asking))) if len(asking) >= _QUESTIONS else frozenset()


def opens_with_connective(line: Line, lexicon: Lexicon) -> bool:
    """Whether the line begins as one that takes a story on: with a listed word, or with a conjunction written onto its first word."""
    words = line.words
    if not words:
        return False
    first = words[0]
    if first.startswith(lexicon.prefixes) and first not in lexicon.unprefixed:
        for prefix in lexicon.prefixes:
            if len(first) > len(prefix) + 2 and first.startswith(prefix):
                return True
    return first in lexicon.connectives.firsts and lexicon.connectives.opens(words) > 0


def apartness(stems: Set[str], known: Known) -> float:
    """What the words alone say: shared with the story and its headline, against what would be shared by chance."""
    if not stems or not known.stems:
        return 0.0
    growth = math.log(max(_LEAST_KNOWN, len(known.stems)) / _LEAST_KNOWN)
    even = _EVEN + _EVEN_LOG * growth + _EVEN_LOG2 * growth * growth
    weight = _OVERLAP * (len(stems & known.stems) / len(stems) - even) + _HEADLINE * min(_MOST_HEADLINE, len(stems & known.headline))
    return max(_MOST_TOGETHER, min(_MOST_APART, weight)) * min(1.0, len(stems) / _FULL_STEMS)
