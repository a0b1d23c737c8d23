"""Scores: from the evidence of a rule to how often its decisions are right.

A rule's evidence says which of its decisions are surer; how sure, was measured. `scores.toml` holds a logistic curve for each rule, fitted
on labelled pages; a rule that it doesn't name keeps its evidence as its score. Of decisions scored 0.9, about nine in ten are right.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources

import msgspec

from schemas import Decision


class Curves(msgspec.Struct, frozen=True, kw_only=True):
    """Slope and offset by rule, over log-odds cut at `reach`; scores stay within `least` and `most`."""

    least: float
    most: float
    reach: float
    curves: Mapping[str, tuple[float, float]]


def calibrated(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """The decisions about one record, those with a curve scored by it.

    A kind's evidence counts times that of the boundary that cut the record out, since a wrong cut makes odd kinds.
    """
    known = table()
    cut = 1.0
    for each in decisions:
        if each.what == "boundary":
            cut = each.score
            break
    return tuple(
        [
            _scored(each.what, each.value, each.rule, each.score * cut if each.what == "kind" else each.score)
            if each.rule in known.curves
            else each
            for each in decisions
        ]
    )


@cache
def table() -> Curves:
    """The curves of `scores.toml`."""
    return msgspec.convert(tomllib.loads((resources.files(__package__) / "scores.toml").read_text(encoding="utf-8")), Curves)


# Rules with a curve are few, and so are their answers and the evidence that most of them give.
@lru_cache(maxsize=4096)
def _scored(what: str, value: str, rule: str, evidence: float) -> Decision:
    """The decision of a rule that has a curve."""
    known = table()
    score = min(known.most, max(known.least, _on(known.curves[rule], evidence, known.reach)))
    return Decision(what=what, value=value, score=score, rule=rule)


def _on(curve: tuple[float, float], evidence: float, reach: float) -> float:
    """What the curve makes of the evidence, to three digits."""
    bounded = min(1 - 1e-9, max(1e-9, evidence))
    odds = max(-reach, min(reach, math.log(bounded / (1 - bounded))))
    return round(1 / (1 + math.exp(-(curve[0] * odds + curve[1]))), 3)
