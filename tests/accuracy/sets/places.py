"""The project's own sentences with their places labelled, in every language: homonyms, affixes, names of persons and common words.

Each of the nine languages has 27 to 32 sentences of news with none to five places, labelled by hand from the text before any was looked
for. A place is its stretch of the text, its country and whether it is that country. Places within names of organisations are not labelled
and count as errors, but for those where the organisation is at that place (`optional`). The rules were made with the odd ones of the first
217 lines (`odd`); their even ones were held out, and the lines behind them are `later`: they were written when the rules were made.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TypeAlias

import msgspec

from streams.pipeline.enrich.places import places_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words
from tests.accuracy.figures import Figure, Measured, digest

FILE = Path(__file__).parents[2] / "fixtures" / "enrichment" / "places.jsonl"

_FIRST = 217

Named: TypeAlias = tuple[int, int, str, bool]
"""First code point, the one after the last, the country, and whether it is the country itself."""


class Label(msgspec.Struct, frozen=True):
    """A place as it is labelled; an `optional` one is neither asked for nor wrong."""

    text: str
    start: int
    end: int
    country: str
    is_country: bool
    optional: bool = False


class Sentence(msgspec.Struct, frozen=True):
    """A labelled sentence."""

    language: str
    text: str
    places: tuple[Label, ...]


class Counts(msgspec.Struct):
    """Places that were found rightly and wrongly, and that were missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0


def sentences() -> list[Sentence]:
    """The labelled sentences, in their order."""
    return [msgspec.json.decode(line, type=Sentence) for line in FILE.read_bytes().splitlines()]


def measure() -> Measured:
    """Precision and recall of the places over all, of each part of the set, and by language."""
    groups: dict[tuple[str, str], Counts] = defaultdict(Counts)
    misses = []
    for number, sentence in enumerate(sentences(), 1):
        wanted, found = _wanted(sentence), _found(sentence)
        either = {(label.start, label.end) for label in sentence.places if label.optional}
        wrong = {place for place in found - wanted if place[:2] not in either}
        part = "later" if number > _FIRST else "odd" if number % 2 else "even"
        for key in (("all", ""), ("part", part), ("language", sentence.language)):
            counts = groups[key]
            counts.right += len(found & wanted)
            counts.wrong += len(wrong)
            counts.missed += len(wanted - found)
        if wrong or wanted - found:
            said = [sentence.text[start:end] for start, end, *_ in sorted(wrong)]
            left = [sentence.text[start:end] for start, end, *_ in sorted(wanted - found)]
            misses.append(f"{number} {sentence.language}: found {said}, missed {left}")
    figures = []
    for (group, name), counts in groups.items():
        suffix = f"{name}_" if name else ""
        found_, asked = counts.right + counts.wrong, counts.right + counts.missed
        figures.append(Figure(group, f"{suffix}precision", counts.right / found_ if found_ else 1.0, found_))
        figures.append(Figure(group, f"{suffix}recall", counts.right / asked if asked else 1.0, asked))
    return Measured(digest=digest([FILE.read_bytes()]), figures=tuple(figures), misses=tuple(misses))


def _wanted(sentence: Sentence) -> set[Named]:
    return {(label.start, label.end, label.country, label.is_country) for label in sentence.places if not label.optional}


def _found(sentence: Sentence) -> set[Named]:
    text = RecordText.of([("paragraph", sentence.text, words(sentence.text))], sentence.language)
    return {(mention.start, mention.end, place.country, place.kind == "country") for place in places_of(text) for mention in place.mentions}
