"""Days: sentences written and labelled for this project, in every language of the wire.

A mention is right where its text, its place and its day are. Rows with odd numbers are those on which the word lists were tuned; the others
are `held`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import msgspec

from streams.pipeline.enrich.days import days_of
from streams.pipeline.enrich.record_text import RecordText
from streams.text.match_key import words
from tests.accuracy.figures import Figure, Measured, digest

FILE = Path(__file__).parents[2] / "fixtures" / "enrichment" / "days.jsonl"


class Row(msgspec.Struct, frozen=True):
    """A text as it was issued, and the `days` that it names: each as the text has it, and in ISO 8601."""

    lang: str
    issued: datetime
    text: str
    days: tuple[tuple[str, str], ...]


def rows() -> list[Row]:
    """The labelled texts."""
    return [msgspec.json.decode(line, type=Row) for line in FILE.read_bytes().splitlines()]


def measure() -> Measured:
    """Precision and recall of mentions over all; F1 by language and half."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    misses = []
    for number, row in enumerate(rows(), 1):
        want, got = placed(row), found(row)
        right = len(want & got)
        for group in (("all", "f1"), ("language", row.lang), ("half", "tuned" if number % 2 else "held")):
            counts[group] += Counter(right=right, want=len(want), got=len(got), pages=1)
        if want != got:
            misses.append(f"{number} {row.lang} missed {sorted(want - got)} false {sorted(got - want)}")
    whole = counts["all", "f1"]
    rates = (
        Figure("all", "precision", whole["right"] / max(1, whole["got"]), whole["got"]),
        Figure("all", "recall", whole["right"] / max(1, whole["want"]), whole["want"]),
    )
    f1 = [Figure(group, name, 2 * c["right"] / max(1, c["want"] + c["got"]), c["pages"]) for (group, name), c in sorted(counts.items())]
    return Measured(digest=digest([FILE.read_bytes()]), figures=(*rates, *f1), misses=tuple(misses))


def placed(row: Row) -> set[tuple[int, str, str]]:
    """The labelled mentions, each with its place."""
    at = 0
    found = set()
    for text, day in row.days:
        at = row.text.index(text, at)
        found.add((at, text, day))
        at += len(text)
    return found


def found(row: Row) -> set[tuple[int, str, str]]:
    """What the program finds."""
    text = RecordText.of([("paragraph", line, words(line)) for line in row.text.split("\n")], row.lang)
    return {(each.start, each.text, each.day) for each in days_of(text, row.issued)}
