"""Softmax regression on what words are made of, with a quadratic penalty, by Adam on all texts at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from streams.pipeline.enrich.language.model import BIAS, MOST_WORDS, OTHER, TENTHS, runs_of, words_of
from tests.accuracy.language.texts import Text

FEWEST = 4
"""Texts that a run of letters must be in to be weighed."""
PENALTY, ROUNDS, RATE = 0.2, 60, 0.1
"""The best of 0.1 to 1 and of 50 to 60 on the half that is fitted on, a fifth of it left out each time."""
RARE, COMMON = 0.37, 1.0
"""How much all texts of a language count together: Southern Kurdish, Hawrami and Zazaki are rarer on a wire than Sorani and Kurmanji."""
OTHERS = {"Arab": 1.0, "Latn": 3.3}
"""How much those of all other languages do, by script: many share the Latin one."""
_RARE = frozenset({"sdh", "hac", "zza"})
_TEXTS = 600.0
_SLOPES, _SQUARES = 0.9, 0.99


class Fitted(msgspec.Struct, frozen=True):
    """By run of letters, and for `BIAS`, the weight of each of `codes`."""

    codes: tuple[str, ...]
    weights: dict[str, np.ndarray]


class _Rows(msgspec.Struct, frozen=True):
    """A sparse matrix: the columns of the rows one after the other, what each counts, and where each row begins."""

    columns: np.ndarray
    values: np.ndarray
    starts: np.ndarray


def fit(texts: Sequence[Text], codes: tuple[str, ...], script: str) -> Fitted:
    """The weights of the languages that `texts` are tagged with, whose column is their place in `codes`."""
    seen = Counter(run for each in texts for run in {run for word in words_of(each.text) for run in runs_of(word)})
    known = {run: at for at, run in enumerate((BIAS, *sorted(run for run, count in seen.items() if count >= FEWEST)))}
    label = np.array([codes.index(each.tag) for each in texts])
    counts = np.array([each.counts for each in texts])
    for at, code in enumerate(codes):
        share = OTHERS[script] if code == OTHER else RARE if code in _RARE else COMMON
        counts[label == at] *= share * _TEXTS / max(1.0, counts[label == at].sum())
    table = _descend(_rows(texts, known), label, counts, len(codes), len(known))
    table -= table.mean(axis=1, keepdims=True)
    return Fitted(codes, {run: table[at] for run, at in known.items()})


def as_rows(fitted: Fitted) -> list[str]:
    """The rows of the data file, in tenths; a row of noughts is left out."""
    rows = ["\t".join(("run", *fitted.codes))]
    for run, weights in fitted.weights.items():
        tenths = np.rint(weights * TENTHS).astype(int)
        if run == BIAS or tenths.any():
            rows.append("\t".join((run, *(str(each) if each else "" for each in tenths))))
    return rows


def _rows(texts: Sequence[Text], known: dict[str, int]) -> _Rows:
    columns, values, starts = [], [], [0]
    for each in texts:
        words = words_of(each.text)[:MOST_WORDS]
        found = Counter(known[run] for word in words for run in runs_of(word) if run in known)
        scale = 1.0 / math.sqrt(max(4, len(words)))
        columns += [0, *found]
        values += [1.0, *(count * scale for count in found.values())]
        starts.append(len(columns))
    return _Rows(np.array(columns), np.array(values, np.float32), np.array(starts[:-1]))


def _descend(rows: _Rows, label: np.ndarray, counts: np.ndarray, languages: int, runs: int) -> np.ndarray:
    weights = np.zeros((runs, languages), np.float32)
    slopes, squares = np.zeros_like(weights), np.zeros_like(weights)
    whole = counts.sum()
    share = (counts / whole).astype(np.float32)[:, None]
    wanted = np.eye(languages, dtype=np.float32)[label]
    ends = np.append(rows.starts[1:], len(rows.columns))
    order = np.argsort(rows.columns, kind="stable")
    text_of = np.repeat(np.arange(len(label)), ends - rows.starts)[order]
    column, value = rows.columns[order], rows.values[order][:, None]
    firsts = np.flatnonzero(np.append(True, column[1:] != column[:-1]))
    for at in range(1, ROUNDS + 1):
        odds = np.add.reduceat(weights[rows.columns] * rows.values[:, None], rows.starts)
        powers = np.exp(odds - odds.max(axis=1, keepdims=True))
        wrong = (powers / powers.sum(axis=1, keepdims=True) - wanted) * share
        slope = PENALTY / whole * weights
        slope[0] = 0.0
        slope[column[firsts]] += np.add.reduceat(wrong[text_of] * value, firsts)
        slopes = _SLOPES * slopes + (1 - _SLOPES) * slope
        squares = _SQUARES * squares + (1 - _SQUARES) * slope**2
        weights -= RATE * (slopes / (1 - _SLOPES**at)) / (np.sqrt(squares / (1 - _SQUARES**at)) + 1e-9)
    return weights
