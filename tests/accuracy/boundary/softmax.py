"""One softmax over the splits of each page, fitted by Newton's method, its regularisation chosen on sources that are left out."""

from __future__ import annotations

import numpy as np

from tests.accuracy.boundary.design import Design

STRENGTHS = (0.03, 0.1, 0.3, 1.0, 3.0)
"""Of the quadratic penalty."""
FOLDS = 5
# Only the best split is right: what is nearly as good counts for hardly more than what is bad.
_SHARPNESS, _LEAST = 4, 1e-4
_ROUNDS, _SETTLED = 40, 1e-7
_SHORTEST_STEP = 1e-4


def fit(design: Design, strength: float, start: np.ndarray | None = None) -> np.ndarray:
    """The weights that maximise the log of the probability of the right split, splits that are partly right counting in part."""
    weights = np.zeros(design.rows.shape[1]) if start is None else start
    value = loss(design, weights) + strength / 2 * weights @ weights
    for _ in range(_ROUNDS):
        share = _shares(design, weights)
        wanted = share * _merit(design)
        wanted /= np.add.reduceat(wanted, design.starts)[design.page]
        of_row = design.weight[design.page]
        slope = design.rows.T @ (of_row * (share - wanted)) + strength * weights
        weighted = design.rows * share[:, None]
        means = np.add.reduceat(weighted, design.starts)
        curve = (design.rows * of_row[:, None]).T @ weighted - (means * design.weight[:, None]).T @ means
        step = np.linalg.solve(curve + strength * np.eye(len(weights)), slope)
        length = 1.0
        while length > _SHORTEST_STEP:
            tried = weights - length * step
            reached = loss(design, tried) + strength / 2 * tried @ tried
            if reached < value:
                break
            length /= 2
        else:
            break
        weights, gain, value = tried, value - reached, reached
        if gain < _SETTLED * value:
            break
    return weights


def loss(design: Design, weights: np.ndarray) -> float:
    """Minus the log of the probability of what is right, over all pages."""
    right = np.add.reduceat(_shares(design, weights) * _merit(design), design.starts)
    return float(-(design.weight * np.log(right)).sum())


def chosen(design: Design, weights: np.ndarray) -> np.ndarray:
    """The worth of the split with the highest score, by page."""
    scores = design.rows @ weights + design.offset
    ends = [*design.starts[1:], len(scores)]
    return np.array([design.worth[a + int(np.argmax(scores[a:b]))] for a, b in zip(design.starts, ends, strict=True)])


def left_out(design: Design, strength: float) -> tuple[float, np.ndarray]:
    """The mean loss of a page, and the worth of the split that is chosen by page, where its source was not fitted on."""
    total, found = 0.0, np.zeros(len(design.starts))
    order = np.random.default_rng(1).permutation(int(design.sources.max()) + 1)
    fold = order[design.sources] % FOLDS
    start = None
    for each in range(FOLDS):
        start = fit(design.of(fold != each), strength, start)
        tested = design.of(fold == each)
        total += loss(tested, start)
        found[fold == each] = chosen(tested, start)
    return total / float(design.weight.sum()), found


def _shares(design: Design, weights: np.ndarray) -> np.ndarray:
    scores = design.rows @ weights + design.offset
    powers = np.exp(scores - np.maximum.reduceat(scores, design.starts)[design.page])
    return np.asarray(powers / np.add.reduceat(powers, design.starts)[design.page])


def _merit(design: Design) -> np.ndarray:
    best = np.maximum.reduceat(design.worth, design.starts)[design.page]
    return np.asarray(np.maximum((design.worth / best) ** _SHARPNESS, _LEAST))
