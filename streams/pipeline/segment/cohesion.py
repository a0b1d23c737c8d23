"""Cohesion: whether a line takes up what the lines before it were about, or states news of its own.

The weights are natural logarithms of likelihood ratios, brief over story. Those of overlap, headline and connective come of a logistic
regression over 8,400 paragraphs of real articles and teasers set on agency pages (Arabic, Persian, English; the languages' own fits differ
little, AUC 0.96 together). The others are set by hand, below what was counted, because teasers in the wild are less uniform than those.
"""

from __future__ import annotations

import math
from collections.abc import Set

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.clean import Line

# Overlap by chance grows with what is known already, hence the logarithm of the number of known stems.
_BASE, _KNOWN, _OVERLAP, _HEADLINE = -6.95, 2.36, -16.0, -1.16
_LEAST_KNOWN, _MOST_KNOWN, _MOST_OVERLAP, _MOST_HEADLINE = 20, 160, 0.45, 2
_COHESION_LIMIT = 2.6
# A line needs this many stems for its overlap to weigh in full.
_FULL_STEMS = 6
_CONNECTIVE, _NO_CONNECTIVE = -2.8, 0.4
# Two sentences: −1.8 to −4 counted, and briefs of two sentences do exist; three hardly do.
_SENTENCES = {1: 0.2, 2: -1.0, 3: -2.2}
_MORE_SENTENCES = -3.0
_LONG_WORDS, _LONG = 50, -1.5
_VERY_LONG_WORDS, _VERY_LONG = 80, -2.5
_OPEN_END = -1.2
_QUOTE = -1.5
_LONGEST_ITEM_HEADLINE = 20
_OPENING_QUOTES = "\"'«“‘„"


class Known(msgspec.Struct, frozen=True):
    """What a page is known to be about so far: the stems of its headline, and of all lines of its story."""

    headline: Set[str]
    stems: Set[str]


def stems_of(line: Line, lexicon: Lexicon) -> frozenset[str]:
    """The stems of `line` that carry a topic."""
    return line.topic(lexicon.function_words)


def cohesion(line: Line, stems: Set[str], known: Known, lexicon: Lexicon) -> float:
    """How much `line` with its `stems` looks like news of its own: over 0 for, under 0 against."""
    connective = opens_with_connective(line, lexicon)
    weight = _lexical(stems, known)
    weight += _CONNECTIVE if connective else _NO_CONNECTIVE
    weight += _SENTENCES.get(line.sentences, _MORE_SENTENCES)
    if len(line.words) > _VERY_LONG_WORDS:
        weight += _VERY_LONG
    elif len(line.words) > _LONG_WORDS:
        weight += _LONG
    if not line.ends:
        weight += _OPEN_END
    if line.text.startswith(tuple(_OPENING_QUOTES)):
        weight += _QUOTE
    return weight


def heads(line: Line, after: Line, lexicon: Lexicon) -> bool:
    """Whether `line` is the headline of the item in `after`: short, no full stop, a heading above text or taken up by it."""
    if len(line.words) > _LONGEST_ITEM_HEADLINE or line.ends or not after.ends:
        return False
    if line.block.level and not after.block.level:
        return True
    stems = stems_of(line, lexicon)
    return len(stems & stems_of(after, lexicon)) >= max(2, 0.3 * len(stems))


def opens_with_connective(line: Line, lexicon: Lexicon) -> bool:
    """Whether the line begins as one that takes a story on: with a listed word, or with a conjunction written onto its first word."""
    if not line.words:
        return False
    if lexicon.connectives.opens(line.words):
        return True
    first = line.words[0]
    return first not in lexicon.unprefixed and any(first.startswith(prefix) and len(first) > len(prefix) + 2 for prefix in lexicon.prefixes)


def _lexical(stems: Set[str], known: Known) -> float:
    """What the words say: shared with the story and its headline, against what would be shared by chance."""
    if not stems or not known.stems:
        return 0.0
    overlap = min(_MOST_OVERLAP, len(stems & known.stems) / len(stems))
    headline = min(_MOST_HEADLINE, len(stems & known.headline))
    weight = _BASE + _KNOWN * math.log(min(_MOST_KNOWN, max(_LEAST_KNOWN, len(known.stems)))) + _OVERLAP * overlap + _HEADLINE * headline
    return max(-_COHESION_LIMIT, min(_COHESION_LIMIT, weight)) * min(1.0, len(stems) / _FULL_STEMS)
