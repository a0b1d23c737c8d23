"""The numbers of a part at their places: in digits, in words, and in digits with words behind them (30 million)."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from itertools import compress, count
from typing import TypeAlias

import msgspec

from streams.pipeline.enrich.clause import STOPS, Ahead, before, key
from streams.pipeline.enrich.figures.numbers import LONGEST, Numerals, in_digits, in_words
from streams.pipeline.enrich.figures.signs import BEFORE_ENDS, RUNS
from streams.pipeline.enrich.figures.words import FigureWords
from streams.pipeline.enrich.record_text import Part

_D = "[0-9٠-٩۰-۹]"
# A number in digits, and the run of characters behind it without white space, which mostly tells that the number is no figure.
_DIGITS = re.compile(rf"{_D}{_D}*(?:[.,٫٬/]{_D}+|[\xa0\u2009\u202f’']{_D}{{3}}(?!{_D}))*(?:(?=[ \xa0\u202f](\S+)))?")
_digits = _DIGITS.search
_SPACED = re.compile(rf" {_D}{{3}}(?!{_D})(?: {_D}{{3}}(?!{_D}))*(?:,{_D}+)?")
_PREFIXES = frozenset("وبلفكـ")
_SIGNS_BEHIND = frozenset("%٪€$£₺₹₪°º")
_STOPS = frozenset(STOPS)
_THOUSAND = 1000.0
_MOST_OF_A_NUMBER, _NEARLY_ALL = 12, 3
"""Words of the longest number that is read, and of nearly all."""
READ, _MOST_WORDS = 200_000, 40_000
"""Characters, and words, of a part in which numbers are looked for: no news text is longer."""
_REMEMBERED, _LONGEST_RUN = 16_384, 64


Place: TypeAlias = tuple[int, int, str]
"""Where a number begins and ends in its part's own text, of one in words its first word; the run behind its digits, if there is one."""


class NumberAt(msgspec.Struct, gc=False):
    """A number at its place in a part's text. `ahead` are the words from its digits on, and those behind the number begin at `next`.

    `factor` is by how much words behind its digits scale it, which holds for the lower end of a range too (10 to 15 million).
    """

    start: int
    end: int
    value: float
    factor: float
    scaled: bool
    ahead: Ahead
    next: int


def places(part: Part, hits: Set[str], known: FigureWords, telling: dict[str, bool]) -> list[Place]:
    """Where the numbers of a part are that may be figures. `hits` are the part's words that are `known.telling`."""
    text = part.text
    found: list[Place] = []
    match = _digits(text, 0, READ)
    if match is None and not hits:
        return found
    led, fated = not known.leads.isdisjoint(hits), not known.fate_words.isdisjoint(hits)
    while match is not None:
        run = match[1]
        if run is None:
            end = match.end()
            # Where the clause ends with the number, only what befell those whom it counts can tell, and stands before it.
            worth = fated or (end < len(text) and text[end] not in _STOPS)
        else:
            told = telling.get(run)
            worth = _tells(run, known, telling) if told is None else told
        span = match.span()
        if worth or led or (span[0] and text[span[0] - 1] in BEFORE_ENDS):
            found.append((span[0], span[1], run or ""))
        match = _digits(text, span[1], READ)
    if (numbers := hits & known.numbers) and (spelt := _spelt(part, numbers, known)):
        found += spelt
        found.sort()
    return found


def number_at(text: str, place: Place, known: FigureWords) -> NumberAt | None:
    """The number at a place; None where it is part of something else (a date, a time, the name of a thing), or leaves open what it is."""
    return _in_digits(text, place, known) if text[place[0]].isdigit() else _in_words(text, place[0], known)


@cache
def telling(language: str) -> dict[str, bool]:  # noqa: ARG001
    """By the run of characters behind digits, in one language: whether it may say what they are of. Filled as runs are met."""
    return {}


def _tells(run: str, known: FigureWords, telling: dict[str, bool]) -> bool:
    if len(telling) >= _REMEMBERED:
        telling.clear()
    first = key(run).split(" ")[0]
    # A run that is no word is a sign, a dash, or a mark that closes the clause.
    # «And» written onto the upper end of a range stands before digits: بين 10 و15.
    joined = run[0] == "و" and run[1:2].isdigit()
    found = (
        not first
        or joined
        or first in known.follows
        or (known.numerals.spaced and run[0].isdigit())
        or run[0] in _SIGNS_BEHIND
        or run in RUNS
    )
    if len(run) <= _LONGEST_RUN:
        telling[run] = found
    return found


def _spelt(part: Part, hits: Set[str], known: FigureWords) -> list[Place]:
    """Words that may be a number with something behind it, or with what befell those whom it counts before it; `hits` are all of them."""
    words, numbers = part.words[:_MOST_WORDS], known.numbers
    last = len(words) - 1
    found = []
    for at in compress(count(), map(hits.__contains__, words)):
        # Inside of a number, or behind digits, it is read with what stands before it.
        if at and ((previous := words[at - 1])[0] < ":" or (previous in numbers and previous not in known.counted_duals)):
            continue
        behind = at + 1
        while behind <= last and words[behind] in numbers:
            behind += 1
        if (
            (behind <= last and words[behind] in known.follows)
            or words[at] in known.counted_duals
            or (at and words[at - 1] in known.fate_words)
        ):
            start, end = part.place(at, at)
            found.append((start - part.start, end - part.start, ""))
    return found


def _in_digits(text: str, place: Place, known: FigureWords) -> NumberAt | None:
    numerals = known.numerals
    start, end, run = place
    if start and (previous := text[start - 1]) != " ":
        if previous.isalpha() and previous not in _PREFIXES:
            return None
        # F-16, 10:30, 1.2.3
        if start > 1 and previous in "-–.,:/" and (text[start - 2].isalpha() or (previous in ".,:/" and text[start - 2].isdigit())):
            return None
    if numerals.spaced and end - start <= 3 and (more := _SPACED.match(text, end)):
        end, run = more.end(), ""
    value = in_digits(text[start:end], numerals) if end - start <= LONGEST else None
    if value is None:
        return None
    ahead = Ahead(text, end, run if len(run) <= _LONGEST_RUN else "")
    if ahead.key(0) in known.scaling:
        scaled, taken = _value(ahead, numerals, value)
        if taken:
            return NumberAt(start, ahead.end(taken - 1), scaled, scaled / value if value else 1.0, True, ahead, taken)
    return NumberAt(start, end, value, 1.0, False, ahead, 0)


def _in_words(text: str, start: int, known: FigureWords) -> NumberAt | None:
    numerals, ahead = known.numerals, Ahead(text, start)
    first = ahead.key(0)
    # «And», «by» and their like are written onto the first word, and no part of the number.
    if text[start] in _PREFIXES and first[1:] in known.numbers:
        start += 1
    if first in known.counted_duals:
        return NumberAt(start, ahead.end(0), 2.0, 1.0, False, ahead, 1)
    value, taken = _value(ahead, numerals, 0.0)
    if not taken:
        return None
    if known.written and any(known.written.get(key(run), run) not in run for run in text[start : ahead.end(taken - 1)].split()):
        return None
    if first in numerals.scales or first in numerals.hundreds:
        run = next(before(text, start, 1), "")
        previous = key(run)
        if previous in numerals.ones:
            start = text.rfind(run, 0, start)
        elif previous in numerals.halves and taken == 1:
            return NumberAt(text.rfind(run, 0, start), ahead.end(0), value / 2, 1.0, True, ahead, 1)
        elif (
            previous in known.some
            or previous[:1].isdigit()
            or previous[-1:].isdigit()
            or (taken == 1 and first not in numerals.alone and first not in numerals.duals)
        ):
            return None
    return NumberAt(start, ahead.end(taken - 1), value, 1.0, value >= _THOUSAND, ahead, taken)


def _value(ahead: Ahead, numerals: Numerals, value: float) -> tuple[float, int]:
    if value and (scale := numerals.scales.get(ahead.key(0))):
        # Nearly always that is all: 30 million people.
        following = ahead.key(1)
        if following not in numerals.words and not following[-1:].isdigit():
            return value * scale, 1
    first = ahead.keys(0, _NEARLY_ALL)
    read = in_words(first, numerals, value)
    taken, last = read[1], len(first) - 1
    # What ends before the last of these words goes on with nothing behind them, unless that is an «and».
    if taken > last or (taken == last and taken and first[last] in numerals.ands):
        return in_words(ahead.keys(0, _MOST_OF_A_NUMBER), numerals, value)
    return read
