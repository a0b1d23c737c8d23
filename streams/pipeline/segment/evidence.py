"""Evidence: how much the lines of a page look like news of their own, each by itself and by what it shares with the lines above.

A line shares more or less with a story, depending on where the story is taken to end. What it shares grows in steps, at the lines that
first say its words, so that the weight of what stands below each line of the page is known after one pass over all of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from itertools import accumulate, repeat

import msgspec

from streams.lexicon import Lexicon
from streams.pipeline.budget import Check, checked
from streams.pipeline.clean import Line
from streams.pipeline.segment.cohesion import OPENING_QUOTES, connective_weight, heads, interview, opens_with_connective, speakers
from streams.pipeline.segment.gaps import Gap
from streams.pipeline.segment.lead import lead_of
from streams.pipeline.segment.weights import Table, Weights

_LEAST_KNOWN = 20
"""Stems: below so many, what is shared by chance does not grow."""
_SIZES = ("tiny",) * 4 + ("short",) * 3 + ("middling",) * 4 + ("long",)
_NONE, _ONE = tuple("none_" + size for size in _SIZES), tuple("one_" + size for size in _SIZES)
"""By how many stems a line has, the last for all that have more: what it weighs that the story says none of them, and one alone."""
_MOST_OF_HEADLINE = 2
_OPEN_END_WORDS, _SUBHEAD_WORDS = 15, 4
# A comma behind the first words sets them off: who goes on, or when.
_HEAD = 80
_COMMAS = ("comma_1", "comma_2", "comma_2", "comma_4", "comma_4", "comma_4")
# Where capitals are rarer they are typing errors, where they are more frequent all nouns have them.
_FEWEST_NAMES, _MOST_NAMES = 0.01, 0.3
_MOST_INNER, _NAME = 3, 4
# A script that has capitals shows one in the first lines.
_SAMPLE = 4


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """What the lines of a page say, as log-odds of news of its own.

    `below[i]` is the sum over the lines from `i` on, where the story is all that stands above `i`; `alone[i]` is that of line `i` where all
    that stands above it is one story. `heading[i]` says that line `i` heads the next.
    """

    below: Sequence[float]
    alone: Sequence[float]
    heading: Sequence[bool]


def read_evidence(
    lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, names: Set[str], weights: Weights, check: Check
) -> Evidence:
    """The evidence of `lines`, with the `gaps` before them; `names` are stems of the agency's names, which tell nothing of a topic.

    Raises TooComplex where `check` does.
    """
    # Weights may be vectors, as they are while they are fitted: no sum is changed in place that may be a weight itself.
    table = weights.shared
    growing, share, share_growth, below_split = table["growth"], table["share"], table["share_growth"], table["share_below"]
    of_headline, fresh_name, known_name = table["of_headline"], table["name_fresh"], table["name_known"]
    capital, second = weights.line["capitals"], weights.line["name_second"]
    heading, by_itself = _by_itself(lines, gaps, lexicon, weights.line)
    capitals = _capitals(lines)
    # What changes in the sum of all lines below where the story is taken to end one line further down; `parts` is what they share of them.
    steps, parts = [0.0] * (len(lines) + 1), [0.0] * (len(lines) + 1)
    growth, alone = [0.0], []
    grown, so_far = 0.0, 0
    first_said: dict[str, int] = {}
    first_named: dict[str, int] = {}
    for i, line in enumerate(checked(lines, check)):
        stems = line.topic(lexicon)
        if not names.isdisjoint(stems):
            stems = stems - names
        count = len(stems)
        size = count if count < len(_SIZES) else -1
        none = table[_NONE[size]]
        value = by_itself[i] + none
        # For each stem the line that first says it, which is this one where no line above does.
        said_in = list(map(first_said.setdefault, stems, repeat(i)))
        known = count - (len(first_said) - so_far)
        part = 0.0
        slope = growing
        if known:
            part = known / count
            slope = slope + share_growth * part
            said_in.sort()
            if said := said_in.count(0):
                value = value + (of_headline if said == 1 else _MOST_OF_HEADLINE * of_headline)
            value = value + below_split * part
        if capitals is not None:
            named = capitals[i]
            value = value + capital + second * named.second + fresh_name * len(named.inner)
        steps[0] = steps[0] + value
        if known:
            each = 1.0 / count
            for at in said_in[:known]:
                parts[at + 1] += each
            parts[i + 1] -= part
            one = table[_ONE[size]]
            first = said_in[0] + 1
            steps[first] = steps[first] + (one - none)
            value = value + (one - none)
            if known > 1:
                next_said = said_in[1] + 1
                steps[next_said] = steps[next_said] - one
                value = value - one
        if capitals is not None:
            for name in named.inner:
                if name in first_named:
                    at = first_named[name] + 1
                    steps[at] = steps[at] + (known_name - fresh_name)
                    value = value + (known_name - fresh_name)
            for name in named.all:
                first_named.setdefault(name, i)
        steps[i + 1] = steps[i + 1] - value
        alone.append(value + share * part + slope * grown if known else value + slope * grown)
        so_far = len(first_said)
        if so_far > _LEAST_KNOWN:
            grown = math.log(so_far / _LEAST_KNOWN)
        growth.append(grown)
    left = range(len(lines), -1, -1)
    below = [
        level + share * part + grown * (growing * count + share_growth * part)
        for level, part, grown, count in zip(accumulate(steps), accumulate(parts), growth, left, strict=True)
    ]
    return Evidence(below=below, alone=alone, heading=heading)


def _by_itself(lines: Sequence[Line], gaps: Sequence[Gap], lexicon: Lexicon, table: Table) -> tuple[list[bool], list[float]]:
    """Whether each line heads the next, and what each says by itself."""
    speaking, talking = speakers(lines), interview(lines)
    going_on = table["any"] + table["connective"] * connective_weight(lexicon, found=True)
    beginning = table["any"] + table["connective"] * connective_weight(lexicon, found=False)
    days, lead = lexicon.days, table["lead"]
    heading, out = [], []
    under = False
    last = len(lines) - 1
    for i, line in enumerate(lines):
        text, size, ends, marks = line.text, len(line.words), line.ends, gaps[i].marks
        value = going_on if opens_with_connective(line, lexicon) else beginning
        if (sentences := line.sentences) > 1:
            value = value + table["sentences_2" if sentences == 2 else "sentences_3"]
        if size > 25:
            value = value + table["words_80" if size > 80 else "words_50" if size > 50 else "words_25"]
        if under:
            value = value + table["under_bare"]
        under = False
        heads_next = False
        if not ends:
            if 0 < i < last:
                heads_next = heads(line, lines[i + 1], lexicon)
                under = size < _OPEN_END_WORDS and lines[i + 1].ends
                if under:
                    value = value + table["subhead" if size <= _SUBHEAD_WORDS else "over_text"]
            if size < _OPEN_END_WORDS:
                value = value + table["open_end"]
                if any(map(str.isdigit, line.words)):
                    value = value + table["figures"]
            if text[-1] in ":：":
                value = value + table["ends_colon"]
        heading.append(heads_next)
        if heads_next:
            value = value + table["heading"]
        if text[0] in OPENING_QUOTES:
            value = value + table["quotation"]
        elif '"' in text or "«" in text or "“" in text or "„" in text:
            value = value + table["quoting"]
        if (listed := line.listed) and not days.isdisjoint(listed):
            value = value + table["day"]
        if ("،" in text or "," in text) and (words := _before_comma(text)) < len(_COMMAS):
            value = value + table[_COMMAS[words]]
        if marks:
            if "dateline" in marks:
                value = value + table["dateline"]
            if "colon" in marks:
                value = value + table["colon"]
        if speaking and i in speaking and "dateline" not in marks:
            value = value + table["speaker"]
        if talking and i in talking:
            value = value + table["interview"]
        out.append(value + lead * lead_of(line, lexicon))
    return heading, out


def _before_comma(text: str) -> int:
    """How many spaces stand before the first comma at the head of the line, which has one somewhere; as many as count for none."""
    head = text[:_HEAD]
    before = head.partition("،")[0]
    if "," in before:
        before = before.partition(",")[0]
    return len(_COMMAS) if len(before) == len(head) else before.count(" ")


class _Names(msgspec.Struct, frozen=True, gc=False):
    """The capitalised words of a line, cut: `inner` are the first few behind its first word, `second` says that its second word is one."""

    all: frozenset[str]
    inner: tuple[str, ...]
    second: bool


def _capitals(lines: Sequence[Line]) -> list[_Names] | None:
    """The names in each line, as far as capitals tell; None where the script has none, or the language gives them to every noun."""
    sample = " ".join([line.text for line in lines[:_SAMPLE]])
    if sample == sample.lower():
        return None
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
