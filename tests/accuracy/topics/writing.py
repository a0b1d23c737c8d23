"""Weights fitted, made to mean what they say, and written; and what cross-validation says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from streams.lexicon import languages
from streams.pipeline.enrich.language.model import softmax
from streams.pipeline.enrich.topics.weighed import EVERY_TEXT, FEWEST, SURE, TENTHS, codes
from tests.accuracy.topics.fitting import Weights, fit, listed_only, spread
from tests.accuracy.topics.seeds import seeds
from tests.accuracy.topics.table import Judged, named
from tests.accuracy.topics.texts import LANGUAGES, Text, ant, texts

WEIGHTS = Path(__file__).parents[3] / "streams" / "pipeline" / "enrich" / "topics" / "topics.tsv"
FOLDS = 5
_WARMTHS = tuple(at / 20 for at in range(8, 60))


class _Odds(msgspec.Struct, frozen=True):
    """The odds of a text by weights that have not seen it, and how many parts of its words they know."""

    text: Text
    odds: tuple[float, ...]
    known: int


def write() -> str:
    """Fit, write, and tell how much was written."""
    learned = warmth([each for language in LANGUAGES for each in _crossed(language)])
    listed = warmth([each for language in LANGUAGES for each in _unlearned(language)])
    rows = ["\t".join(["language", "part", *(code.removeprefix("medtop:")[:2] for code in codes())]) + "\n"]
    told = [f"log-odds divided by {learned} where there are texts, by {listed} elsewhere"]
    for language in languages():
        weights = fit(language, (*texts(language, "training"), *_more(language))) if language in LANGUAGES else listed_only(language)
        written = list(_rows(language, weights, learned if language in LANGUAGES else listed))
        rows += written
        told.append(f"{language}: {len(seeds(language)):,} parts of listed words, {len(written):,} weighed")
    WEIGHTS.write_text("".join(rows), encoding="utf-8")
    return "\n".join(told)


def cross() -> str:
    """The figures of the training half, each text judged by weights of the four fifths that it is not in."""
    lines, pooled = [], list[Judged]()
    crossed = {language: list(_crossed(language)) for language in LANGUAGES}
    by = warmth([each for of in crossed.values() for each in of])
    for language, of in crossed.items():
        judged = [_judged(each, by) for each in of]
        pooled += judged
        lines.append(named(language, judged))
    return "\n".join([*lines, f"divided by {by}", *_thresholds(pooled)])


def warmth(found: Sequence[_Odds]) -> float:
    """What log-odds are to be divided by, that scores are as often right as they say: the likeliest of some values."""

    def unlikely(by: float) -> float:
        return -sum(float(np.log(max(1e-9, sum(_shares(each, by)[at] for at in each.text.topics)))) for each in found)

    return min(_WARMTHS, key=unlikely)


def _thresholds(judged: Sequence[Judged]) -> Iterator[str]:
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7):
        told = [(at in each.text.topics) for each in judged for at, share in enumerate(each.shares) if share >= least]
        reached = sum(any(each.shares and each.shares[at] >= least for at in each.text.topics) for each in judged)
        mark = " <" if least == SURE else ""
        yield f"from {least:.2f} on: {sum(told) / len(told):.3f} of topics right, {reached / len(judged):.3f} of texts have theirs{mark}"


def _crossed(language: str) -> Iterator[_Odds]:
    known = texts(language, "training")
    order: Counter[frozenset[int]] = Counter()
    folds = []
    for each in known:
        folds.append(order[each.topics] % FOLDS)
        order[each.topics] += 1
    for fold in range(FOLDS):
        weights = fit(language, [*[each for each, at in zip(known, folds, strict=True) if at != fold], *_more(language)])
        yield from (_odds(language, weights, each) for each, at in zip(known, folds, strict=True) if at == fold)


def _more(language: str) -> tuple[Text, ...]:
    return ant("training") if language == "ar" else ()


def _unlearned(language: str) -> Iterator[_Odds]:
    weights = listed_only(language)
    return (_odds(language, weights, each) for each in texts(language, "training"))


def _odds(language: str, weights: Weights, text: Text) -> _Odds:
    parts = spread(text.text, language)
    return _Odds(text, tuple(weights.odds(parts)), sum(part in weights.rows for part in parts))


def _shares(each: _Odds, by: float) -> tuple[float, ...]:
    return softmax([odds / by for odds in each.odds])


def _judged(each: _Odds, by: float) -> Judged:
    return Judged(each.text, _shares(each, by) if each.known >= FEWEST else ())


def _rows(language: str, weights: Weights, by: float) -> Iterator[str]:
    yield _row(language, EVERY_TEXT, weights.biases / by)
    for part, at in weights.rows.items():
        row = _row(language, part, weights.matrix[at] / by)
        if row.rstrip("\n\t").count("\t") > 1:
            yield row


def _row(language: str, part: str, weights: np.ndarray) -> str:
    tenths = [round(float(weight) * TENTHS) for weight in weights]
    return "\t".join([language, part, *(str(each) if each else "" for each in tenths)]) + "\n"
