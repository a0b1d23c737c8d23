"""Evidence: how much the lines of a page look like news of their own, each by itself and by what it shares with the lines above.

A line shares more or less with a story, depending on where the story is taken to end. What it shares grows in steps, at the lines that
first say its words, so that the weight of what stands below each line of the page is known after one pass over all of them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.budget import Check, checked
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import OPENING_QUOTES, connective_weight, heads, opens_with_connective, speakers, stems_of
from streams.pipeline.segment.gaps import Gap
from streams.pipeline.segment.weights import Table, Weights

_LEAST_KNOWN = 20
"""Stems: below so many, what is shared by chance does not grow."""
_SIZES = ((3, "tiny"), (6, "short"), (10, "middling"))
_LONGEST = "long"
_MOST_OF_HEADLINE = 2
_WORDS = ((80, "words_80"), (50, "words_50"), (25, "words_25"))
_OPEN_END_WORDS = 15
# So many lines that ask, and their answers, are an interview.
_QUESTIONS = 2
# A comma behind the first words sets them off: who goes on, or when.
_COMMA, _HEAD = re.compile("[,،]"), 80
_COMMAS = ("comma_1", "comma_2", "comma_2", "comma_4", "comma_4", "comma_4")
# Where capitals are rarer they are typing errors, where they are more frequent all nouns have them.
_FEWEST_NAMES, _MOST_NAMES = 0.01, 0.3
_MOST_INNER, _NAME = 3, 4


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of a page say, as log-odds of news of its own.

    `below[i]` is the sum over the lines from `i` on, where the story is all that stands above `i`; `alone[i]` is that of line `i` where all
    that stands above it is one story. `heading[i]` says that line `i` heads the next.
    """

    below: tuple[float, ...]
    alone: tuple[float, ...]
    heading: tuple[bool, ...]


def read_evidence(
    lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, names: Set[str], weights: Weights, check: Check
) -> Evidence:
    """The evidence of `lines`, with the `gaps` before them; `names` are stems of the agency's names, which tell nothing of a topic.

    Raises TooComplex where `check` does.
    """
    table = weights.shared
    heading = tuple(0 < i < len(lines) - 1 and heads(line, lines[i + 1], lexicon) for i, line in enumerate(lines))
    by_itself = _by_itself(lines, gaps, lexicon, weights.line)
    capitals = _capitals(lines)
    headline = stems_of(lines[0], lexicon) - names
    # What changes in the sum of all lines below where the story is taken to end one line further down; `slopes` is in units of growth.
    steps, slopes = [0.0] * (len(lines) + 1), [0.0] * (len(lines) + 1)
    growth, alone = [0.0], []
    first_said: dict[str, int] = {}
    first_named: dict[str, int] = {}
    for i, line in enumerate(checked(lines, check)):
        stems = stems_of(line, lexicon) - names
        size = next((name for most, name in _SIZES if len(stems) <= most), _LONGEST)
        value = by_itself[i] + weights.line["heading"] * heading[i] + table["none_" + size]
        value += table["of_headline"] * min(_MOST_OF_HEADLINE, len(stems & headline) if i else 0)
        known = sorted(first_said[stem] for stem in stems if stem in first_said)
        rise, tilt = (table[name] / max(1, len(stems)) for name in ("share", "share_growth"))
        rises = [(said, rise) for said in known]
        rises += zip(known, (table["one_" + size] - table["none_" + size], -table["one_" + size]), strict=False)
        if capitals is not None:
            value += weights.line["capitals"] + weights.line["name_second"] * capitals[i].second
            value += table["name_fresh"] * len(capitals[i].inner)
            change = table["name_known"] - table["name_fresh"]
            rises += [(first_named[name], change) for name in capitals[i].inner if name in first_named]
            for name in capitals[i].all:
                first_named.setdefault(name, i)
        steps[0] += value
        slopes[0] += table["growth"]
        for said, change in rises:
            steps[said + 1] += change
            value += change
        for said in known:
            slopes[said + 1] += tilt
        slope = table["growth"] + tilt * len(known)
        steps[i + 1] -= value
        slopes[i + 1] -= slope
        alone.append(value + slope * growth[i])
        for stem in stems:
            first_said.setdefault(stem, i)
        growth.append(math.log(max(_LEAST_KNOWN, len(first_said)) / _LEAST_KNOWN))
    below = tuple(level + grown * slope for level, grown, slope in zip(accumulate(steps), growth, accumulate(slopes), strict=True))
    return Evidence(below=below, alone=tuple(alone), heading=heading)


def _by_itself(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, table: Table) -> list[float]:
    """What each line says by itself."""
    speaking = frozenset(i for i in speakers(lines) if "dateline" not in gaps[i].marks)
    talking = _interview(lines)
    out = []
    for i, line in enumerate(lines):
        value = table["any"] + table["connective"] * connective_weight(lexicon, found=opens_with_connective(line, lexicon))
        value += sum(table[name] for name in _names(line, lexicon))
        value += table["speaker"] * (i in speaking) + table["interview"] * (i in talking)
        value += sum(table[name] for name in ("dateline", "colon") if name in gaps[i].marks)
        out.append(value)
    return out


def _names(line: Line, lexicon: Lexicon) -> Iterator[str]:
    """What the evidence that stands in `line` is called in the table of weights."""
    if line.sentences > 1:
        yield "sentences_2" if line.sentences == 2 else "sentences_3"
    size = len(line.words)
    if size > _WORDS[-1][0]:
        yield next(name for least, name in _WORDS if size > least)
    if not line.ends and size < _OPEN_END_WORDS:
        yield "open_end"
    if line.text[0] in OPENING_QUOTES:
        yield "quotation"
    elif any(quote in line.text for quote in OPENING_QUOTES[:4]):
        yield "quoting"
    if not lexicon.days.isdisjoint(line.words):
        yield "day"
    if line.text[-1] in ":：":
        yield "ends_colon"
    if (comma := _COMMA.search(line.text, 0, _HEAD)) is not None and (words := line.text.count(" ", 0, comma.start())) < len(_COMMAS):
        yield _COMMAS[words]


def _interview(lines: Sequence[Line]) -> frozenset[int]:
    """The lines that ask and those behind them, where they are several."""
    asking = [i for i, line in enumerate(lines) if i and line.text[-1] in "?؟"]
    return frozenset((*asking, *(i + 1 for i in asking))) if len(asking) >= _QUESTIONS else frozenset()


class _Names(msgspec.Struct, frozen=True):
    """The capitalised words of a line, cut: `inner` are the first few behind its first word, `second` says that its second word is one."""

    all: frozenset[str]
    inner: tuple[str, ...]
    second: bool


def _capitals(lines: Sequence[Line]) -> list[_Names] | None:
    """The names in each line, as far as capitals tell; None where the script has none, or the language gives them to every noun."""
    found = []
    total = capitals = 0
    for line in lines:
        words = line.text.split()
        inner = [word for word in words[1:] if word[0].isupper()] if line.text != line.text.lower() else []
        total += len(words) - 1
        capitals += len(inner)
        cut = dict.fromkeys(word[:_NAME] for word in inner)
        found.append(_Names(frozenset((*cut, words[0][:_NAME])), tuple(cut)[:_MOST_INNER], len(words) > 1 and words[1][0].isupper()))
    return found if _FEWEST_NAMES * total < capitals < _MOST_NAMES * total else None
