"""The voice of the house: whether a line is what an agency says of itself, its rights, its services, the making of an item.

Words are weighed, not listed: `streams/lexicon/voice.tsv` holds what each stem says for the house or for news, fitted by logistic
regression on lines of both (`python -m tests.accuracy.voice`).
"""

from __future__ import annotations

from collections.abc import Set
from itertools import repeat

from streams.lexicon import Lexicon, every_language
from streams.pipeline.clean import Line
from streams.pipeline.segment.stem_share import share_of

EVERY_LINE, UNHEARD = "", "?"
"""Rows of the weights that are no stems: what every line says, and what each stem does that was not weighed."""


_FEWEST = 2
"""Function words of another language that a line in it has at least."""


def heard_in(line: Line, page: Lexicon) -> Lexicon:
    """The lexicon that knows the line's words.

    The page's; of a line without any function word of that, the one of whose function words it has most.
    """
    words = line.words
    if not page.function_words.isdisjoint(words):
        return page
    most, found = _FEWEST - 1, page
    for other in every_language():
        count = sum(map(other.function_words.__contains__, words))
        if count > most:
            most, found = count, other
    return found


def voice_of(line: Line, lexicon: Lexicon, names: Set[str] = frozenset()) -> float:
    """How much the line sounds like the house, as log-odds: over 0 like it, under 0 like news; 0 where nothing is known of the language.

    `names` are stems that tell nothing, since the agency's name is made of them.
    """
    weights = lexicon.voice
    if not weights:
        return 0.0
    stems = line.stems - names if names else line.stems
    said = sum(map(weights.get, stems, repeat(weights[UNHEARD])), 0.0)
    return weights[EVERY_LINE] + said * share_of(len(stems))
