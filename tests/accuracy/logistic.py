"""Logistic regression on the words of lines, in plain Python and in an order that is the same each time: Adagrad, one line at a time."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import msgspec

Row: TypeAlias = tuple[tuple[str, float], ...]
"""What is in a line: names, most of them stems of words, each with how much it counts there."""


class Example(msgspec.Struct, frozen=True):
    """A line, whether it is of the kind that is looked for, and for how many lines it counts."""

    row: Row
    found: bool
    counts: float = 1.0


def fit(examples: Sequence[Example], *, epochs: int, rate: float, shrink: float, free: str) -> dict[str, float]:
    """The weight of each name. `shrink` is the strength of the quadratic penalty, over all lines, from which `free` is exempt."""
    seen = Counter(name for example in examples for name, _ in example.row)
    penalty = {name: shrink / len(examples) * count for name, count in seen.items()} | {free: 0.0}
    weights = dict.fromkeys(sorted(penalty), 0.0)
    squares = dict.fromkeys(weights, 1e-6)
    order = list(range(len(examples)))
    chance = random.Random(1)
    for _ in range(epochs):
        chance.shuffle(order)
        for at in order:
            example = examples[at]
            slope = (_share(score(weights, example.row)) - example.found) * example.counts
            for name, value in example.row:
                gradient = slope * value + penalty[name] * weights[name]
                squares[name] += gradient * gradient
                weights[name] -= rate * gradient / math.sqrt(squares[name])
    return weights


def score(weights: dict[str, float], row: Row) -> float:
    """The log-odds of a line; names without a weight say nothing."""
    return sum([weights.get(name, 0.0) * value for name, value in row])


def area(scored: Iterable[tuple[float, bool]]) -> float:
    """How often a line of the kind has the higher score of two: the area under the curve, 0.5 by chance."""
    ranked = sorted(scored)
    found = sum(kind for _, kind in ranked)
    ranks = sum(rank for rank, (_, kind) in enumerate(ranked, start=1) if kind)
    return (ranks - found * (found + 1) / 2) / (found * (len(ranked) - found))


def _share(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
