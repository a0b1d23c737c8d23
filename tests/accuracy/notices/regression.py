"""Logistic regression on the evidence of lines, by Newton's method. Needs NumPy."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from streams.pipeline.segment.weights import fitted_notices
from tests.accuracy.notices.lines import Weighed

STRENGTHS = (1.0, 3.0, 10.0, 30.0)
"""Of the quadratic penalty."""
HOUSE_COUNTS = 2.0
"""A notice that is left in makes a record too many or spoils one; a line of news among others that is lost leaves its story whole."""
AFTERWARDS = {
    ("own", "any"): -4.2,
    ("own", "copyright_sign"): 6.0,
    ("own", "first_line"): -4.0,
    ("own", "titled"): -5.0,
    ("own", "told_in_news"): -4.0,
    ("own", "few_words"): -2.5,
    ("look", "figures"): -0.5,
    ("look", "connective"): -0.7,
    ("look", "heading"): -3.0,
    ("look", "dateline"): -2.0,
    ("look", "signed"): -3.0,
    ("look", "acronym"): -2.0,
    ("place", "at_foot"): 2.1,
}
"""What is set by hand when the rest is fitted, since composed pages have too little of what it is there for: tables and lists at the foot
of a page, the last words of speeches and interviews, news about copyright, briefs that open with a dateline or end with a signature. `any`
is a little more than fitted: with less, no whole article lost a line of news."""
FITTED = ("own", "look", "place")
"""The tables that are fitted: what markup says weighs what it was set to by hand."""
_ROUNDS, _SETTLED = 60, 1e-6
_NEVER_AGAINST = "place"
"""A place speaks for a notice or says nothing: what is no notice anywhere would be one in no place."""

Names = tuple[tuple[str, str], ...]


class Design(msgspec.Struct, frozen=True):
    """Evidence of all lines, a row each, whether they are notices, for how many each counts, and the family of each."""

    names: Names
    rows: np.ndarray
    notice: np.ndarray
    counts: np.ndarray
    family: np.ndarray

    def of(self, kept: np.ndarray) -> Design:
        """The lines that `kept` says."""
        return Design(self.names, self.rows[kept], self.notice[kept], self.counts[kept], self.family[kept])


def design(lines: Sequence[Weighed]) -> Design:
    """The rows of `lines`, with a column for each name of evidence in `notices.toml`."""
    tables = msgspec.structs.asdict(fitted_notices())
    names = tuple((table, name) for table in FITTED for name in tables[table])
    column = {name: i for i, name in enumerate(names)}
    rows = np.zeros((len(lines), len(names)))
    for row, line in zip(rows, lines, strict=True):
        for name, value in line.evidence:
            row[column[name]] = value
    notice = np.array([line.notice for line in lines])
    counts = np.array([line.counts * (HOUSE_COUNTS if line.notice else 1.0) for line in lines])
    return Design(names, rows, notice, counts, np.array([line.family for line in lines]))


def fit(design: Design, strength: float) -> np.ndarray:
    """The weights; those of places that would be under 0 are 0."""
    free = np.ones(len(design.names), bool)
    while True:
        weights = _fit(design, strength, free)
        against = np.array([table == _NEVER_AGAINST for table, _ in design.names]) & (weights < 0)
        if not against.any():
            return weights
        free &= ~against


def moved(design: Design, weights: np.ndarray) -> np.ndarray:
    """The weights with those that are set by hand."""
    return np.array([AFTERWARDS.get(name, weight) for name, weight in zip(design.names, weights, strict=True)])


def loss(design: Design, weights: np.ndarray) -> float:
    """Minus the log of the probability of what is right, of a line."""
    odds = design.rows @ weights
    return float((design.counts * np.logaddexp(0, np.where(design.notice, -odds, odds))).sum() / design.counts.sum())


def _fit(design: Design, strength: float, free: np.ndarray) -> np.ndarray:
    rows = design.rows[:, free]
    penalty = np.array([strength * (name != "any") for (_, name), kept in zip(design.names, free, strict=True) if kept])
    weights = np.zeros(rows.shape[1])
    for _ in range(_ROUNDS):
        share = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (design.counts * (share - design.notice)) + penalty * weights
        curve = (rows * (design.counts * share * (1 - share))[:, None]).T @ rows + np.diag(penalty + 1e-6)
        step = np.linalg.solve(curve, slope)
        # A long step overshoots where most lines are sure.
        weights -= step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if float(np.abs(step).max()) < _SETTLED:
            break
    found = np.zeros(len(design.names))
    found[free] = weights
    return found
