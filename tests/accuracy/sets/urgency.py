"""Urgency: labels, markers and openings written and labelled for this project, in every language of the wire.

Rows with odd numbers are those on which the word lists were tuned; the others are `held`.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import msgspec

from streams.pipeline.enrich.urgency import urgency_of
from streams.text.match_key import words
from tests.accuracy.figures import Measured, digest, mean_by

FILE = Path(__file__).parents[2] / "fixtures" / "enrichment" / "urgency.jsonl"


class Row(msgspec.Struct, frozen=True):
    """An item's label, its form, the first words of its headline or lead, and its urgency; None where nothing tells it."""

    lang: str
    label: str | None
    form: str | None
    opening: str
    urgency: int | None


def measure() -> Measured:
    """The share of items whose urgency is right; `marked` is that of those which have one."""
    groups: defaultdict[str, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    misses = []
    for number, row in enumerate((msgspec.json.decode(line, type=Row) for line in FILE.read_bytes().splitlines()), 1):
        got = urgency_of(row.label, row.form, words(row.opening))
        right = float(got == row.urgency)
        groups["all"]["right"].append(right)
        if row.urgency is not None:
            groups["all"]["marked"].append(right)
        groups["language"][row.lang].append(right)
        groups["half"]["tuned" if number % 2 else "held"].append(right)
        if not right:
            misses.append(f"{number} {row.lang} {row.urgency} not {got}")
    figures = tuple(figure for group, values in sorted(groups.items()) for figure in mean_by(group, values))
    return Measured(digest=digest([FILE.read_bytes()]), figures=figures, misses=tuple(misses))
