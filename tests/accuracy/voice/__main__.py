"""Fit the weights of `streams/lexicon/voice.tsv`: logistic regression, a language at a time, on stems of words.

Lines that the house speaks in (notices, promotion, notes on the making of an item) against news: the lines written for this, and the texts
that composed pages for tuning are made of. Needs the real articles of `../shared/data`: the project's own prose is too little to learn from
what news never says.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from streams.lexicon import languages
from streams.pipeline.segment.voice import FEWEST, LEAST_STEMS
from streams.text.match_key import stem, words
from tests.accuracy.composer import texts

HERE = Path(__file__).parent
WEIGHTS = HERE.parents[2] / "streams" / "lexicon" / "voice.tsv"
HOUSE, NEWS = frozenset({"notice", "promotion", "desk"}), frozenset({"news"})
MOST_NEWS = 4_000
"""News texts of a language at most."""
HOUSE_COUNTS = 3.0
"""A line of the house counts for so many lines of news."""
EPOCHS, RATE, SHRINK = 40, 0.5, 0.125
KEPT = 0.05
"""Smaller weights are left out."""


_LANGID = {
    "ar": ("arb-Arab",), "fa": ("pes-Arab",), "ur": ("urd-Arab",), "tr": ("tur-Latn",), "kmr": ("kmr-Latn",), "ckb": ("ckb-Arab",),
    "en": ("eng-Latn",), "fr": ("fra-Latn",), "de": ("deu-Latn",),
}  # fmt: skip


def main() -> int:
    """Fit and write; 1 where the real articles are not there."""
    if not texts.whole():
        print("the real articles of ../shared/data are not here, and the weights need them", file=sys.stderr)
        return 1
    lines = ["language\tstem\tweight\n"]
    for language in languages():
        examples = list(_examples(language))
        weights = _fit(examples)
        lines += [f"{language}\t{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items()) if abs(weight) >= KEPT]
        print(f"{language}: {sum(house for _, house in examples)} lines of the house, {len(examples)} in all, {len(weights):,} weights")
    WEIGHTS.write_text("".join(lines), encoding="utf-8")
    return 0


def _examples(language: str) -> Iterator[tuple[Sequence[str], bool]]:
    """The stems of each line, and whether the house speaks in it."""
    for row in (HERE / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
        role, _, text = row.partition("\t")
        if role in HOUSE | NEWS:
            yield _stems(text), role in HOUSE
    library = texts.library(language, "tune")
    news = [line for story in library.stories for line in (story.headline, *story.paragraphs)] + [brief.text for brief in library.briefs]
    news += _short_texts(language)
    random.Random(3).shuffle(news)
    for text in news[:MOST_NEWS]:
        yield _stems(text), False


def _short_texts(language: str) -> list[str]:
    """First sentences of news, and sentences of any kind where there is no other text in the language."""
    found: list[str] = []
    file = texts.SHARED / "topics_mewsc16" / f"{language}.jsonl"
    if file.is_file():
        found += [json.loads(row)["text"] for row in file.read_text(encoding="utf-8").splitlines()]
    rows = map(json.loads, (texts.SHARED / "langid" / "langid_dev.jsonl").read_text(encoding="utf-8").splitlines())
    return found + [row["text"] for row in rows if row["lang"] in _LANGID[language]]


def _stems(text: str) -> tuple[str, ...]:
    return tuple(sorted({stem(word) for word in words(text)}))


def _fit(examples: Sequence[tuple[Sequence[str], bool]]) -> dict[str, float]:
    """Weights by stem, and that of the empty stem, which every line has. Adagrad, in an order that is the same each time."""
    counts = Counter(name for stems, _ in examples for name in stems)
    known = {name for name, count in counts.items() if count >= FEWEST}
    weights = dict.fromkeys(known, 0.0) | {"": 0.0}
    squares = dict.fromkeys(weights, 1e-6)
    order = list(range(len(examples)))
    chance = random.Random(1)
    shrink = SHRINK / len(examples)
    for _ in range(EPOCHS):
        chance.shuffle(order)
        for at in order:
            stems, house = examples[at]
            share = 1.0 / math.sqrt(max(LEAST_STEMS, len(stems)))
            present = [name for name in stems if name in known]
            score = weights[""] + share * sum([weights[name] for name in present])
            slope = (1.0 / (1.0 + math.exp(-score)) - house) * (HOUSE_COUNTS if house else 1.0)
            for name, value in (("", 1.0), *((name, share) for name in present)):
                gradient = slope * value + shrink * weights[name] * counts.get(name, 0)
                squares[name] += gradient * gradient
                weights[name] -= RATE * gradient / math.sqrt(squares[name])
    return weights


if __name__ == "__main__":
    sys.exit(main())
