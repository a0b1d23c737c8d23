"""Quotes of labelled paragraphs in nine languages: the words must be right, and the speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from streams.pipeline.enrich.quotes import quotes_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words
from tests.accuracy.figures import Figure, Measured, digest

LABELLED = Path(__file__).parents[2] / "fixtures" / "enrichment" / "quotes.jsonl"


class Quoted(msgspec.Struct, frozen=True):
    """One quote of a label, or of a record."""

    text: str
    speaker: str | None


class Labelled(msgspec.Struct, frozen=True):
    """Paragraphs, a line each, the language they are in, and their quotes in their order."""

    language: str
    text: str
    quotes: tuple[Quoted, ...]


def labelled() -> tuple[Labelled, ...]:
    """The set. Its odd lines were developed on, its even ones held back."""
    return tuple(msgspec.json.decode(line, type=Labelled) for line in LABELLED.read_bytes().splitlines())


def found_in(each: Labelled) -> tuple[Quoted, ...]:
    """What the program finds."""
    record = RecordText.of([("paragraph", line, words(line)) for line in each.text.split("\n")], each.language)
    return tuple(Quoted(one.text, one.speaker) for one in quotes_of(record))


def measure() -> Measured:
    """F1 of quotes with their speaker by language and by half; over all also precision, recall, and F1 of the words alone."""
    tallies: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    misses = []
    for n, each in enumerate(labelled(), 1):
        found = found_in(each)
        right = sum((Counter(found) & Counter(each.quotes)).values())
        texts = sum((Counter(one.text for one in found) & Counter(one.text for one in each.quotes)).values())
        for group in (("all", ""), ("language", each.language), ("half", "odd" if n % 2 else "even")):
            tallies[group].update(right=right, texts=texts, found=len(found), labelled=len(each.quotes), pages=1)
        if found != each.quotes:
            misses.append(f"{each.language} line {n}: {len(found)} found, {right} of {len(each.quotes)} right")
    return Measured(digest=digest([LABELLED.read_bytes()]), figures=tuple(_figures(tallies)), misses=tuple(misses))


def _figures(tallies: defaultdict[tuple[str, str], Counter[str]]) -> Iterator[Figure]:
    for (group, name), tally in sorted(tallies.items()):
        if group == "all":
            yield Figure(group, "precision", tally["right"] / max(1, tally["found"]), tally["pages"])
            yield Figure(group, "recall", tally["right"] / max(1, tally["labelled"]), tally["pages"])
            yield Figure(group, "words", _f1(tally, "texts"), tally["pages"])
        yield Figure(group, name or "f1", _f1(tally, "right"), tally["pages"])


def _f1(tally: Counter[str], right: str) -> float:
    return 2 * tally[right] / max(1, tally["found"] + tally["labelled"])
