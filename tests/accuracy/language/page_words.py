"""What words say for and against a text being in the language of its page, where the lexicon's function words alone say too much.

Half of the function words of a language are those of its neighbours: `de`, `la` and `en` show no text to be French. Such words count for
less than one of the language's own, and what is common in others but not in it counts against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from streams.lexicon import languages, lexicon
from streams.text.match_key import words

SHARED, AGAINST = 0.3, -1.5
"""Found with the two figures below on either half of the texts to fit on, measured on the other: of texts in another language 0.2 % read as
the page's, where function words alone let 10 to 90 % of those of a neighbour pass."""
_COMMON = 0.003
"""Share of another language's words from which a function word is shared with it."""
_TELLING = 0.003
"""Share of another language's words from which a word speaks for that language."""
_TIMES = 8
"""How much rarer a word is that is not of the language."""
_LONGEST = 6
"""Letters of a word that speaks against: longer ones are of a topic."""


def page_words(texts: Mapping[str, Sequence[str]], scripts: Mapping[str, str]) -> Iterator[str]:
    """The rows of the data file: page language, folded word, and what it counts. `texts` by tag; `scripts` of the languages of pages."""
    rates = {tag: _rates(of) for tag, of in texts.items()}
    yield "language\tword\tweight"
    for code in languages():
        own = rates[f"{code}-{scripts[code]}"]
        elsewhere: dict[str, float] = {}
        for tag, rate in rates.items():
            if tag.endswith(scripts[code]) and rate is not own:
                elsewhere |= {word: max(share, elsewhere.get(word, 0.0)) for word, share in rate.items()}
        known = lexicon(code).function_words
        for word, share in sorted(elsewhere.items()):
            foreign = own.get(word, 0.0) < share / _TIMES
            if word in known and share >= _COMMON:
                yield f"{code}\t{word}\t{SHARED}"
            elif word not in known and share >= _TELLING and foreign and len(word) <= _LONGEST and word.isalpha():
                yield f"{code}\t{word}\t{AGAINST}"


def _rates(texts: Sequence[str]) -> dict[str, float]:
    """By folded word its share of all words; what comes once is left out."""
    counts = Counter(word for each in texts for word in words(each))
    whole = sum(counts.values())
    return {word: count / whole for word, count in counts.items() if count > 1}
