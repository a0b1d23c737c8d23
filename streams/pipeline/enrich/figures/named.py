"""Key figures: numbers that a text gives with what they are of: dead and injured, money, per cent, kilometres, magnitudes.

A number is a figure by what stands at it: a unit, a currency, a counted noun, a word for the strength of an earthquake, or what befell the
people whom it counts. Years, dates, times, scores, ages, durations and numbers of things have none of these, and stay out.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.enrichment import Figure
from streams.pipeline.enrich.clause import folded_before, key
from streams.pipeline.enrich.figures.meaning import Meanings, Told
from streams.pipeline.enrich.figures.numbers_in_text import READ, NumberAt, Place, number_at, places, telling
from streams.pipeline.enrich.figures.words import FigureWords, figure_words
from streams.pipeline.enrich.record_text import Part, RecordText

MOST = 1_000
"""Figures of a record: more are a table."""
_DASHES = frozenset("-–—")
_LONGEST_BETWEEN = 12


def figures_of(text: RecordText) -> tuple[Figure, ...]:
    """The key figures of a record, in the order in which they stand; at most `MOST`, of its first `READ` characters."""
    known, tells = figure_words(text.language), telling(text.language)
    found: list[Figure] = []
    told = Told()
    for part in text.parts:
        if part.start > READ:
            break
        hits = known.telling.intersection(part.words)
        if at := places(part, hits, known, tells):
            found += _figures(Meanings(text, part, hits, known, told), part, known, at)
            if len(found) >= MOST:
                return tuple(found[:MOST])
    return tuple(found)


def _figures(meanings: Meanings, part: Part, known: FigureWords, numbers: Sequence[Place]) -> list[Figure]:
    """Those of one part, with the lower end of a range before its upper."""
    found: list[Figure] = []
    done = 0
    waiting: NumberAt | None = None
    for place in numbers:
        if place[0] < done:
            continue
        number = number_at(part.text, place, known)
        if number is None:
            waiting = None
            continue
        done = number.end
        figure = meanings.of(number)
        if figure is None:
            waiting = number
            continue
        if waiting is not None and _is_range(part.text, waiting, number, known):
            found.append(meanings.made(waiting.start, waiting.end, waiting.value * number.factor, figure.unit, figure.counts))
        waiting = None
        done = max(done, figure.end - part.start)
        found.append(figure)
        if len(found) >= MOST:
            break
    return found


def _is_range(text: str, lower: NumberAt, upper: NumberAt, known: FigureWords) -> bool:
    """Whether two numbers are the ends of a range: 10 to 15, 10-15, between 10 and 15."""
    if upper.start - lower.end > _LONGEST_BETWEEN:
        return False
    between = text[lower.end : upper.start].strip()
    word = key(between)
    if between in _DASHES or word in known.ranges:
        return True
    return word in known.numerals.ands and next(folded_before(text, lower.start, 1), "") in known.between
