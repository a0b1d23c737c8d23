"""Fit the weights of `streams/lexicon/voice.tsv`: logistic regression, a language at a time, on stems of words.

Lines that the house speaks in (notices, promotion, notes on the making of an item) against news: the lines written for this, the furniture
of the agencies that composed pages for tuning come from, and the texts of these pages. Needs the real articles of `../shared/data`: the
project's own prose is too little to learn from what news never says.
"""

from __future__ import annotations

import sys

from streams.lexicon import languages
from tests.accuracy import needs
from tests.accuracy.voice.examples import HERE, examples
from tests.accuracy.voice.fitting import fit

WEIGHTS = HERE.parents[2] / "streams" / "lexicon" / "voice.tsv"


def main() -> int:
    """Fit and write; 1 where the real articles are not there."""
    if lacking := needs.missing(numpy=False):
        print(lacking, file=sys.stderr)
        return 1
    rows = ["language\tstem\tweight\n"]
    for language in languages():
        lines = list(examples(language))
        weights = fit(lines)
        rows += [f"{language}\t{name}\t{weight:.2f}\n" for name, weight in sorted(weights.items())]
        print(f"{language}: {sum(line.house for line in lines)} lines of the house, {len(lines)} in all, {len(weights):,} weights")
    WEIGHTS.write_text("".join(rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
