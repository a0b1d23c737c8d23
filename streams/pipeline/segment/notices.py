"""Legal notices: how much a line looks like one, weighed in one place.

No single word makes a notice: courts speak of copyright, publishers of licences. What does is how much of the line is words of that trade,
the agency's own name, where the line stands, and that it has nothing that news has: no day, figure or quotation, and nothing that the lines
above it speak of. Each of these weighs something; what stands around a line counts as much as its words, since words alone do not carry
over to an agency or a language that nobody listed.

The weights are log-odds. They were fitted by logistic regression on the lines of composed pages, of pages of real articles and of whole
articles, each page once as it is and once with the lexicon of its language left out, then rounded.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from streams.lexicon import Lexicon, everywhere, languages, lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import opens_with_connective, stems_of
from streams.pipeline.segment.dateline import find_dateline
from streams.pipeline.segment.marks import bullet_of

NOTICE = 0.0
"""The weight from which on a line is a notice."""
BEHIND_SIGNATURE, AT_FOOT, OVER_LABEL, OVER_LIST = 2.3, 1.6, 0.8, 2.5
"""What it weighs that a line stands behind the end of an item, at the foot of the page, over a label, over a list that it is not of."""
MOST_FOR_PLACE = 5.0

_BASE = -5.0
_LONGEST = 90
_SHARE, _MOST_SHARE, _STRONG, _MOST_STRONG = 8.0, 0.6, 0.5, 4
_OPENED, _OPENED_FOR_CERTAIN, _LABELLED = 2.0, 1.0, 1.5
_COPYRIGHT_SIGN = 6.5
_AGENCY, _AGENCY_WORD = 2.7, 1.5
_UNLIKE = 1.2
_FIGURE, _MOST_FIGURES, _DAY, _QUOTE, _CONNECTIVE = -2.3, 3, -2.0, -2.3, -1.7
_STOPPED = -1.0
_BULLET, _DATELINE = -3.0, -2.0
_LONG, _LONG_WORDS = -0.15, 35
_ABOVE = 12
"""Lines above one that it is compared with."""
# (c) alone is the third item of a list.
_COPYRIGHT = re.compile(r"©|\([cC]\)\s*(?:19|20)\d\d\b")
_YEAR = re.compile(r"(?:19|20)\d\d|1[34]\d\d")
_QUOTES = re.compile('["“”«»„]')
_LABEL = re.compile(r"[^:：]{2,40}[:：]")


def notice_words(line: Line) -> tuple[int, int]:
    """How many words the line has that hardly stand outside of notices, and how many others of their trade.

    Of one language, since what is rare in one is common in another.
    """
    every = everywhere()
    rights, trade = every.rights.intersection(line.words), every.notice.intersection(line.words)
    if len(rights) + len(trade) < 2:
        return len(rights), len(trade)
    counted = [(len(rights & each.rights), len(trade & each.notice)) for each in map(lexicon, languages())]
    return max(counted, key=_sum)


def notice_weight(line: Line, lines: Sequence[Line], names: Sequence[frozenset[str]], page: Lexicon) -> float:
    """How much `line`, one of `lines`, looks like a notice by itself. `names` are the stems of the agency's names, `page` its language."""
    size = len(line.words)
    if not 2 <= size <= _LONGEST or line.block.told is not None:
        return -MOST_FOR_PLACE * 2
    text, every = line.text, everywhere()
    weight = _BASE + _STOPPED * line.ends
    weight += _word_weight(line, size)
    if _COPYRIGHT.search(text):
        weight += _COPYRIGHT_SIGN
    if not every.agency_words.isdisjoint(line.words):
        weight += _AGENCY_WORD
    if line.index and any(name <= line.stems for name in names):
        weight += _AGENCY
    figures = sum(word.isdigit() and not _YEAR.fullmatch(word) for word in line.words)
    weight += _FIGURE * min(_MOST_FIGURES, figures) + _LONG * max(0, size - _LONG_WORDS)
    if weight + _UNLIKE + MOST_FOR_PLACE < NOTICE:
        return weight
    weight += _DAY * (not every.days.isdisjoint(line.words)) + _QUOTE * bool(_QUOTES.search(text))
    weight += _CONNECTIVE * opens_with_connective(line, page)
    weight += _BULLET * (bullet_of(line) is not None)
    if weight + _UNLIKE + MOST_FOR_PLACE < NOTICE:
        return weight
    if find_dateline(text) is not None:
        weight += _DATELINE
    return weight + _UNLIKE * _apart(line, lines, page)


def _word_weight(line: Line, size: int) -> float:
    rights, trade = notice_words(line)
    weight = _SHARE * min(_MOST_SHARE, (2 * rights + trade) / size) + _STRONG * min(_MOST_STRONG, rights)
    opened = everywhere().notice_openers.opens(line.words)
    if opened:
        weight += _OPENED + _OPENED_FOR_CERTAIN * (rights > 0)
        weight += _LABELLED * (_LABEL.match(line.text) is not None)
    return weight


def _apart(line: Line, lines: Sequence[Line], page: Lexicon) -> float:
    """Share of what the line speaks of that no line above it does."""
    own = stems_of(line, page)
    if not own:
        return 1.0
    known = set().union(*(stems_of(each, page) for each in lines[max(0, line.index - _ABOVE) : line.index]))
    return len(own - known) / len(own)


def _sum(counted: tuple[int, int]) -> int:
    return 2 * counted[0] + counted[1]
