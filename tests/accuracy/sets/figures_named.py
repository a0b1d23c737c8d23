"""Key figures of labelled paragraphs in nine languages: text, value, unit and what is counted must all be right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from streams.pipeline.enrich.figures import figures_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words
from tests.accuracy.figures import Figure, Measured, digest

LABELLED = Path(__file__).parents[2] / "fixtures" / "enrichment" / "figures.jsonl"


class Named(msgspec.Struct, frozen=True):
    """One figure of a label, or of a record."""

    text: str
    value: float
    unit: str | None
    counts: str | None


class Labelled(msgspec.Struct, frozen=True):
    """A paragraph, the language it is in, and its key figures in their order."""

    language: str
    text: str
    figures: tuple[Named, ...]


def labelled() -> tuple[Labelled, ...]:
    """The set. Its odd lines were developed on, its even ones held back."""
    return tuple(msgspec.json.decode(line, type=Labelled) for line in LABELLED.read_bytes().splitlines())


def found_in(each: Labelled) -> tuple[Named, ...]:
    """What the program finds."""
    record = RecordText.of([("paragraph", line, words(line)) for line in each.text.split("\n")], each.language)
    return tuple(Named(one.text, round(one.value, 6), one.unit, one.counts) for one in figures_of(record))


def measure() -> Measured:
    """F1 of figures by language and by half; precision and recall over all."""
    tallies: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    misses = []
    for n, each in enumerate(labelled(), 1):
        found = found_in(each)
        right = sum((Counter(found) & Counter(each.figures)).values())
        for group in (("all", ""), ("language", each.language), ("half", "odd" if n % 2 else "even")):
            tallies[group].update(right=right, found=len(found), labelled=len(each.figures), pages=1)
        if found != each.figures:
            misses.append(f"{each.language} line {n}: {len(found)} found, {right} of {len(each.figures)} right")
    return Measured(digest=digest([LABELLED.read_bytes()]), figures=tuple(_figures(tallies)), misses=tuple(misses))


def _figures(tallies: defaultdict[tuple[str, str], Counter[str]]) -> Iterator[Figure]:
    for (group, name), tally in sorted(tallies.items()):
        precision, recall = tally["right"] / max(1, tally["found"]), tally["right"] / max(1, tally["labelled"])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        if group == "all":
            yield Figure(group, "precision", precision, tally["pages"])
            yield Figure(group, "recall", recall, tally["pages"])
        yield Figure(group, name or "f1", f1, tally["pages"])
