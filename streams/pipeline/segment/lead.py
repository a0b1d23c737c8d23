"""Leads: whether a line opens a piece of news, by its words.

A lead says who, where and when; the paragraphs behind it refer back: with pronouns, with `also` and `however`, to what was said before.
What each word says for either is weighed, not listed: `streams/lexicon/lead.tsv`, fitted by logistic regression on leads of articles and on
the paragraphs behind them (`python -m tests.accuracy.lead`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line
from streams.pipeline.segment.stem_share import share_of
from streams.text.match_key import stem

EVERY_LINE = ""
"""The row of the weights that is no stem: what every line says."""
_FIRST, _SECOND = "^", "^^"
_MOST = 3.0
"""The most that words alone say for or against."""


def lead_of(line: Line, lexicon: Lexicon) -> float:
    """How much the line sounds like a lead, as log-odds; 0 where nothing is known of the language."""
    weights = lexicon.lead
    if not weights or not line.words:
        return 0.0
    stems, opening = line.stems, openings(line.words)
    said = sum(map(weights.get, stems, repeat(0.0)), 0.0)
    for word in opening:
        said += weights.get(word, 0.0)
    value = weights[EVERY_LINE] + said * share_of(len(stems) + len(opening))
    return max(-_MOST, min(_MOST, value))


def openings(words: Sequence[str]) -> list[str]:
    """The first two of the folded words, marked as such: `he` opens a later paragraph far more often than it stands in one."""
    if len(words) > 1:
        return [_FIRST + stem(words[0]), _SECOND + stem(words[1])]
    return [_FIRST + stem(word) for word in words]
