"""The weights of the voice, from lines of the house and of news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from streams.pipeline.segment.stem_share import share_of
from streams.pipeline.segment.voice import EVERY_LINE, UNHEARD
from tests.accuracy import logistic
from tests.accuracy.voice.examples import Example

FEWEST = 2
"""Lines that a stem must be in to be weighed by itself: what stands in one alone is to the others as a stem that nobody has heard."""
HOUSE_COUNTS = 0.5
"""All lines of the house together count for so much of the news, in each language: so a weight says the same in all of them."""
EPOCHS, RATE, SHRINK = 20, 0.1, 0.125
"""Few and small steps: with 40 of 0.5 the lines are learned by heart. Of the agencies' lines, left out with a third of the news, 0.92 were
then over the voice of 98 % of that news, in place of 0.83."""
KEPT = 0.05
"""A stem whose weight is as near as this to that of an unheard one is left out."""


def fit(lines: Sequence[Example]) -> dict[str, float]:
    """The weights of stems, of `UNHEARD` for all others, and of `EVERY_LINE`."""
    counts = Counter(name for line in lines for name in line.stems)
    known = {name for name, count in counts.items() if count >= FEWEST}
    spoken = sum(line.house for line in lines)
    house_counts = HOUSE_COUNTS * (len(lines) - spoken) / spoken
    examples = [logistic.Example(_row(line.stems, known), line.house, house_counts if line.house else 1.0) for line in lines]
    weights = logistic.fit(examples, epochs=EPOCHS, rate=RATE, shrink=SHRINK, free=EVERY_LINE)
    unheard = weights[UNHEARD]
    return {name: weight for name, weight in weights.items() if name in (EVERY_LINE, UNHEARD) or abs(weight - unheard) >= KEPT}


def _row(stems: Sequence[str], known: set[str]) -> logistic.Row:
    """What is in a line, with how much each counts there, as `voice_of` counts it."""
    share = share_of(len(stems))
    heard = [(name, share) for name in stems if name in known]
    unheard = len(stems) - len(heard)
    return ((EVERY_LINE, 1.0), *heard, *(((UNHEARD, share * unheard),) if unheard else ()))
