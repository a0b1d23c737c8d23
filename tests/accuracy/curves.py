"""From evidence to scores: for each rule the share of its decisions that is right, as a constant or as a curve over its own evidence.

A rule whose evidence varies gets a logistic curve over the log-odds of that evidence (Platt 1999), fitted by Newton's method with a pull
towards the plain share, so that a rule with few decisions promises no more than it has shown. Curves never fall.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from tests.accuracy.judging import Judged

LEAST, MOST = 0.01, 0.995
"""Nothing that was measured on some thousands of pages is surer than that."""
_REACH = 7.0
"""Log-odds beyond it say no more: a score of three decimals does not tell them apart."""
_ENOUGH, _DIFFERENT = 80, 6
"""A curve wants so many decisions, of so many different evidences; fewer give a constant."""
_PULL, _PRIOR = 2.0, 4.0


class Curve(msgspec.Struct, frozen=True, kw_only=True):
    """`score = 1 / (1 + exp(-(slope * log-odds of the evidence + offset)))`, within LEAST and MOST."""

    slope: float
    offset: float

    def of(self, evidence: float) -> float:
        """The score for `evidence`, 0 to 1."""
        return round(min(MOST, max(LEAST, _logistic(self.slope * log_odds(evidence) + self.offset))), 3)


def curves_of(judged: Iterable[Judged]) -> dict[str, Curve]:
    """The curve of each rule, fitted on what was judged."""
    by_what: defaultdict[str, list[bool]] = defaultdict(list)
    by_rule: defaultdict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for each in judged:
        by_what[each.decision.what].append(each.right)
        by_rule[each.decision.what, each.decision.rule].append((each.evidence, each.right))
    return {rule: _fit(of, sum(by_what[what]) / len(by_what[what])) for (what, rule), of in sorted(by_rule.items())}


def text_of(curves: Mapping[str, Curve]) -> str:
    """The curves as a data file: a rule a line, its slope and its offset."""
    head = (
        "# From a rule's evidence to its score: slope and offset of a logistic curve over the evidence's log-odds (slope 0: a constant).\n"
        "# Written by `python -m tests.accuracy.calibration --fit`, on the pages for tuning; do not edit by hand.\n"
        f"least = {LEAST}\nmost = {MOST}\nreach = {_REACH}\n\n[curves]\n"
    )
    return head + "".join(f'"{rule}" = [{curve.slope:.4f}, {curve.offset:.4f}]\n' for rule, curve in curves.items())


def log_odds(evidence: float) -> float:
    """The log-odds of a share, within the reach."""
    bounded = min(1 - 1e-9, max(1e-9, evidence))
    return max(-_REACH, min(_REACH, math.log(bounded / (1 - bounded))))


def _fit(scored: Sequence[tuple[float, bool]], prior: float) -> Curve:
    share = (sum(right for _, right in scored) + _PRIOR * prior) / (len(scored) + _PRIOR)
    constant = Curve(slope=0.0, offset=log_odds(share))
    if len(scored) < _ENOUGH or len({score for score, _ in scored}) < _DIFFERENT:
        return constant
    slope, offset = _platt([(log_odds(score), float(right)) for score, right in scored], log_odds(share))
    return Curve(slope=slope, offset=offset) if slope > 0 else constant


def _platt(points: Sequence[tuple[float, float]], start: float) -> tuple[float, float]:
    """Slope and offset with the least cross-entropy and a pull of the slope towards 0, of the offset towards `start`."""
    slope, offset = 0.0, start
    for _ in range(50):
        gradient_slope, gradient_offset = _PULL * slope, _PULL * (offset - start)
        hessian = [[_PULL, 0.0], [0.0, _PULL]]
        for x, right in points:
            said = _logistic(slope * x + offset)
            weight = said * (1 - said)
            gradient_slope += (said - right) * x
            gradient_offset += said - right
            hessian[0][0] += weight * x * x
            hessian[0][1] += weight * x
            hessian[1][1] += weight
        determinant = hessian[0][0] * hessian[1][1] - hessian[0][1] ** 2
        step_slope = (hessian[1][1] * gradient_slope - hessian[0][1] * gradient_offset) / determinant
        step_offset = (hessian[0][0] * gradient_offset - hessian[0][1] * gradient_slope) / determinant
        slope, offset = slope - step_slope, offset - step_offset
        if abs(step_slope) + abs(step_offset) < 1e-6:
            break
    return slope, offset


def _logistic(x: float) -> float:
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0
