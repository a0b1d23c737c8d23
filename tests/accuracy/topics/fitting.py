"""The weights of topics: a softmax regression whose quadratic penalty draws each weight to what the listed words say of it.

A text that any of several topics may stand for counts by what they have together, and of its own source's topics alone: that a source has
no category for religion says nothing of religion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from streams.lexicon import lexicon
from streams.pipeline.enrich.places.gazetteer import NAMES, gazetteer
from streams.pipeline.enrich.topics.weighed import TENTHS, codes, is_weighed, odds_of, parts_of
from streams.text.match_key import words
from tests.accuracy.topics.seeds import seeds, tails
from tests.accuracy.topics.texts import Text

LISTED = 4.0
"""What a listed word says for its topic before any text is seen, in log-odds; of several topics for each the less, by their root."""
SHRINK, SHRINK_BIAS = 0.15, 5.0
"""The strength of the penalty on weights, and on what is added for every text.

This and the other figures here were chosen by cross-validation within the training halves. But for the second: with 0.01 it says 0.004
more, and crime in German and politics in French are all but impossible, since these sources have them under other names or seldom.
"""
BALANCE = 0.75
"""Rare topics count for more, by this power of how much rarer they are."""
FEWEST = 2
"""Texts that a part of a word must be in, unless it is of a listed word."""
_STEPS, _MEMORY = 80, 8

Numbers = NDArray[np.float64]
Spread = tuple[str, ...]


class Weights(msgspec.Struct, frozen=True):
    """The weights of each part of a word, a row each, and what is added for every text, by topic."""

    rows: dict[str, int]
    matrix: Numbers
    biases: Numbers

    def odds(self, parts: Spread) -> Numbers:
        """The log-odds of a text of these parts, as the program has them."""
        known = [self.rows[part] for part in parts if part in self.rows]
        sums = self.matrix[known].sum(axis=0) * TENTHS
        return np.array(odds_of(sums.tolist(), len(known), self.biases.tolist()))


def spread(text: str, language: str) -> Spread:
    """What is weighed of the words of a text."""
    common = lexicon(language).function_words
    heard = sorted({word for word in words(text) if is_weighed(word, common)})
    return tuple(part for word in heard for part in parts_of(word, tails(language)))


def listed_only(language: str, counts: float = LISTED) -> Weights:
    """Weights that have seen no text."""
    rows = {part: at for at, part in enumerate(sorted(seeds(language)))}
    return Weights(rows, _prior(rows, language, counts), np.zeros(len(codes())))


def fit(language: str, learned: Sequence[Text]) -> Weights:
    """The weights of a language that has labelled texts."""
    spreads = [spread(each.text, language) for each in learned]
    counts = Counter(part for parts in spreads for part in set(parts))
    heard = {part for part, count in counts.items() if count >= FEWEST} - places()
    rows = {part: at for at, part in enumerate(sorted(heard | set(seeds(language))))}
    design = np.zeros((len(learned), len(rows)))
    for at, parts in enumerate(spreads):
        known = [rows[part] for part in parts if part in rows]
        np.add.at(design[at], known, 1.0)
        # What `odds_of` multiplies a sum by.
        design[at] *= odds_of((TENTHS,), len(known), (0.0,))[0]
    prior = _prior(rows, language, LISTED)
    loss = _Loss(design, _marked([each.topics for each in learned]), _marked([each.among for each in learned]), _importance(learned), prior)
    start = np.concatenate([prior.ravel(), np.zeros(len(codes()))])
    fitted = _descend(loss.slope, start)
    biases = fitted[prior.size :]
    # Topics that no text was told from are neither likelier nor less likely than the rest.
    unseen = np.array([not any(topic in each.among for each in learned) for topic in range(len(codes()))])
    biases[unseen] = np.median(biases[~unseen])
    return Weights(rows, fitted[: prior.size].reshape(prior.shape), biases)


@cache
def places() -> frozenset[str]:
    """What would be weighed of the names of countries and capitals, with what their inhabitants are called where that begins alike.

    Which countries are at war changes, and so do their leaders: what a wire of some years says of them is not what the next will.
    """
    rows = [row for row in gazetteer().rows if row.split("\t")[1] in ("country", "capital")]
    names = {word for row in rows for name in row.split("\t")[NAMES].split("|") for word in name.split()}
    return frozenset(part for word in names for part in parts_of(word, {}))


class _Loss(msgspec.Struct, frozen=True):
    """The loss of the texts' topics, and of weights that leave the prior."""

    design: Numbers
    right: Numbers
    among: Numbers
    counts: Numbers
    prior: Numbers

    def slope(self, at: Numbers) -> tuple[float, Numbers]:
        matrix, biases = at[: self.prior.size].reshape(self.prior.shape), at[self.prior.size :]
        odds = self.design @ matrix + biases
        powers = np.exp(odds - odds.max(axis=1, keepdims=True)) * self.among
        some, whole = (powers * self.right).sum(axis=1, keepdims=True), powers.sum(axis=1, keepdims=True)
        away = matrix - self.prior
        loss = float(
            (self.counts * (np.log(whole) - np.log(some))).sum() + SHRINK / 2 * (away**2).sum() + SHRINK_BIAS / 2 * (biases**2).sum()
        )
        pull = self.counts * (powers / whole - powers * self.right / some)
        return loss, np.concatenate([(self.design.T @ pull + SHRINK * away).ravel(), pull.sum(axis=0) + SHRINK_BIAS * biases])


def _prior(rows: dict[str, int], language: str, counts: float) -> Numbers:
    prior = np.zeros((len(rows), len(codes())))
    for part, topics in seeds(language).items():
        prior[rows[part], sorted(topics)] = counts / np.sqrt(len(topics))
    return prior


def _marked(topics: Sequence[frozenset[int]]) -> Numbers:
    marked = np.zeros((len(topics), len(codes())))
    for at, each in enumerate(topics):
        marked[at, sorted(each)] = 1.0
    return marked


def _importance(learned: Sequence[Text]) -> Numbers:
    """For how many texts each counts, as a column."""
    sizes = Counter(each.topics for each in learned)
    return np.array([[(len(learned) / len(sizes) / sizes[each.topics]) ** BALANCE] for each in learned])


def _descend(slope: Callable[[Numbers], tuple[float, Numbers]], start: Numbers) -> Numbers:
    """Where the loss is least: L-BFGS, with a step that is halved until it pays.

    Nocedal and Wright, "Numerical optimization" (2nd edition, 2006), algorithm 7.4.
    """
    at, (loss, gradient) = start, slope(start)
    moves: list[tuple[Numbers, Numbers]] = []
    for _ in range(_STEPS):
        way = _direction(gradient, moves)
        step = 1.0 if moves else 1.0 / max(1.0, float(np.abs(gradient).max()))
        while step > 1e-6:
            there = at + step * way
            new_loss, new_gradient = slope(there)
            if new_loss <= loss + 1e-4 * step * float(gradient @ way):
                break
            step /= 2
        else:
            break
        if float((there - at) @ (new_gradient - gradient)) > 1e-10:
            moves = [*moves[1 - _MEMORY :], (there - at, new_gradient - gradient)]
        done = loss - new_loss < 1e-5 * abs(loss)
        at, loss, gradient = there, new_loss, new_gradient
        if done:
            break
    return at


def _direction(gradient: Numbers, moves: Sequence[tuple[Numbers, Numbers]]) -> Numbers:
    way = -gradient
    shares = []
    for moved, turned in reversed(moves):
        share = float(moved @ way) / float(moved @ turned)
        shares.append(share)
        way = way - share * turned
    if moves:
        moved, turned = moves[-1]
        way = way * (float(moved @ turned) / float(turned @ turned))
    for (moved, turned), share in zip(moves, reversed(shares), strict=True):
        way = way + (share - float(turned @ way) / float(moved @ turned)) * moved
    return way
